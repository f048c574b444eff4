// The typed date of a picker: counts on Enter or blur, and falls back to the last good one.

import { NG, PRISTINE, build } from "./dom.js";
import { parseDate, shown } from "./calendar.js";

export class DateEdit {
  constructor({ value, cls, onTaken, onEnter = () => {} }) {
    this.value = value;
    this.el = build(
      `<ti-date-edit ${NG} class="ti3-date-range-edit${cls}">` +
        `<input ${NG} titext type="text" maxlength="20" placeholder="YYYY/MM/DD" autocomplete="off" class="ti3-text-input ${PRISTINE}"></ti-date-edit>`,
    );
    this.input = this.el.firstElementChild;
    this.set(value);
    this.onTaken = onTaken;
    this.input.addEventListener("blur", () => this.take());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      this.take();
      onEnter();
    });
  }

  take() {
    const text = this.input.value;
    const value = text.trim() === "" ? null : parseDate(text);
    if (value === null && text.trim() !== "") this.set(this.value);
    else if (value !== this.value) this.onTaken(value);
  }

  set(value) {
    this.value = value;
    this.input.value = value ? shown(value) : "";
  }
}
