// Single date and month: one click in the panel takes it over.

import { NG, PRISTINE, VERSION, autoId, build, esc, on } from "./dom.js";
import { Calendar, arrow, clock, shown } from "./calendar.js";
import { DateEdit } from "./dateedit.js";
import { Drop } from "./drop.js";
import { look } from "./look.js";
import { dominatorHtml } from "./select.js";

class Picker {
  constructor({ value = null, cls, panel, placeholder }) {
    this.placeholder = placeholder;
    this.el = build(
      `<ti-date ${NG} ${VERSION} id="${autoId()}" class="${PRISTINE}${cls}">${dominatorHtml(" ti3-date-dominator")}</ti-date>`,
    );
    [this.text, this.clearer] = this.el.querySelectorAll("section");
    this.drop = new Drop(this.el, { cls: `${panel} ti3-dropdown-container`, inline: look.drop === "inline", emptied: true });
    this.set(value);
    this.el.firstElementChild.addEventListener("click", (event) => {
      if (event.target === this.clearer) this.set(null);
      else if (this.drop.isOpen) this.drop.close();
      else {
        this.fillPanel(this.drop.el);
        this.drop.open(this.el);
      }
    });
  }

  finish(value) {
    this.set(value);
    this.drop.close();
  }

  set(value) {
    this.value = value || null;
    this.clearer.style.display = this.value ? "" : "none";
    this.text.innerHTML = this.value
      ? `<span>${esc(this.show(this.value))}</span>`
      : `<span class="ti3-placeholder">${esc(this.placeholder)}</span>`;
  }

  get() {
    return this.value;
  }
}

export class DatePick extends Picker {
  constructor({ value, placeholder }) {
    super({ value, cls: "", panel: "ti3-date-picker-container", placeholder: placeholder || "请选择日期" });
  }

  show(value) {
    return shown(value);
  }

  fillPanel(panel) {
    const edit = new DateEdit({ value: this.value, cls: "", onTaken: (v) => this.set(v), onEnter: () => this.drop.close() });
    const calendar = new Calendar({
      month: (this.value || clock.today).slice(0, 7),
      marks: (date) => (date === this.value ? " ti3-date-selected" : ""),
      onPick: (date) => this.finish(date),
    });
    const section = build(`<section ${NG} class="ti3-date-edit-container"></section>`);
    section.append(edit.el);
    panel.replaceChildren(section, calendar.el);
  }
}

export class MonthPick extends Picker {
  constructor({ value, placeholder, earliest, latest }) {
    super({
      value,
      cls: " ti3-date-month",
      panel: "ti3-date-year-month-picker-container",
      placeholder: placeholder || "请选择月份",
    });
    this.isOffered = (month) => (!earliest || month >= earliest) && (!latest || month <= latest);
  }

  show(value) {
    return value;
  }

  fillPanel(panel) {
    this.year = Number((this.value || clock.today).slice(0, 4));
    const box = build(`<div ${NG} class="ti3-date-month-panel"></div>`);
    on(box, "click", "a", (link) => {
      this.year += link.className.includes("prev") ? -1 : 1;
      this.draw(box);
    });
    on(box, "click", "td", (cell) => {
      const month = this.monthAt(parseInt(cell.textContent, 10));
      if (this.isOffered(month)) this.finish(month);
    });
    this.draw(box);
    panel.replaceChildren(box);
  }

  monthAt(number) {
    return `${this.year}-${String(number).padStart(2, "0")}`;
  }

  draw(box) {
    const cell = (month) => {
      const at = this.monthAt(month);
      const state = this.isOffered(at) ? "" : " ti3-date-disable-day";
      return `<td class="ti3-date-month-cell${at === this.value ? " ti3-date-selected" : ""}${state}">${month}月</td>`;
    };
    const row = (first) => `<tr>${[0, 1, 2].map((i) => cell(first + i)).join("")}</tr>`;
    box.innerHTML =
      `<div class="ti3-date-picker-header">${arrow("prev-year", "angle-left", "上一年")}` +
      `<section class="ti3-date-picker-year-month">${this.year}年</section>${arrow("next-year", "angle-right", "下一年")}</div>` +
      `<table class="ti3-date-month-table"><tbody>${[1, 4, 7, 10].map(row).join("")}</tbody></table>`;
  }
}
