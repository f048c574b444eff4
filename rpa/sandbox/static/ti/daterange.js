// Date range: nothing is taken over before 确定.

import { NG, PRISTINE, VERSION, autoId, build } from "./dom.js";
import { button } from "./button.js";
import { Calendar, clock, iso, monthFrom, shown } from "./calendar.js";
import { DateEdit } from "./dateedit.js";
import { Drop } from "./drop.js";
import { look, words } from "./look.js";
import { dominatorHtml } from "./select.js";

export class DateRange {
  constructor({ value = null }) {
    this.el = build(
      `<ti-date-range ${NG} ${VERSION} id="${autoId()}" class="${PRISTINE}">${dominatorHtml(" ti3-date-dominator")}</ti-date-range>`,
    );
    [this.text, this.clearer] = this.el.querySelectorAll("section");
    const cls = "ti3-date-range-picker ti3-date-picker-container ti3-dropdown-container";
    this.drop = new Drop(this.el, { cls, inline: look.drop === "inline", emptied: true });
    this.set(value);
    this.el.firstElementChild.addEventListener("click", (event) => {
      if (event.target === this.clearer) this.set(null);
      else if (this.drop.isOpen) this.drop.close();
      else this.open();
    });
  }

  open() {
    [this.begin, this.end] = this.value || [null, null];
    const day = this.begin || clock.today;
    const [year, month] = day.split("-").map(Number);
    const marks = (date) => this.marksOf(date);
    const onPick = (date) => this.pick(date);
    this.calendars = [0, 1].map(
      (step) => new Calendar({ month: iso(...monthFrom(year, month, step), 1).slice(0, 7), marks, onPick }),
    );
    this.edits = [
      new DateEdit({ value: this.begin, cls: " ti3-date-range-begin-edit", onTaken: (v) => this.type(v, this.end, "begin") }),
      new DateEdit({ value: this.end, cls: "", onTaken: (v) => this.type(this.begin, v, "end") }),
    ];
    this.fillPanel();
    this.drop.open(this.el);
  }

  fillPanel() {
    const panel = this.drop.el;
    panel.innerHTML =
      `<section class="ti3-date-edit-container"><span class="ti3-date-range-splitline"> ─ </span></section>` +
      `<div class="ti3-date-panels"></div><div class="ti3-date-footer"></div>`;
    const [edits, panels, footer] = panel.children;
    edits.prepend(this.edits[0].el);
    edits.append(this.edits[1].el);
    panels.append(...this.calendars.map((c) => c.el));
    this.ok = button(words.ok, { kind: "danger" }, () => this.finish([this.begin, this.end]));
    footer.append(this.ok, button(words.clear, {}, () => this.finish([null, null])));
    this.refresh();
  }

  marksOf(date) {
    if (date === this.begin || date === this.end) return " ti3-date-selected";
    return this.begin && this.end && date > this.begin && date < this.end ? " ti3-date-in-range" : "";
  }

  pick(date) {
    if (!this.begin || this.end || date < this.begin) [this.begin, this.end] = [date, null];
    else this.end = date;
    this.refresh();
  }

  type(begin, end, last) {
    const isBackward = begin && end && begin > end;
    this.begin = isBackward && last === "end" ? null : begin;
    this.end = isBackward && last === "begin" ? null : end;
    const [left, right] = this.calendars;
    const [year, month] = (this.begin || this.end || clock.today).split("-").map(Number);
    left.show(iso(year, month, 1));
    right.show(iso(...monthFrom(year, month, 1), 1));
    this.refresh();
  }

  refresh() {
    this.edits[0].set(this.begin);
    this.edits[1].set(this.end);
    this.calendars.forEach((c) => c.draw());
    this.ok.disabled = Boolean(this.begin) !== Boolean(this.end);
  }

  finish([begin, end]) {
    this.set(begin && end ? [begin, end] : null);
    this.drop.close();
  }

  set(value) {
    this.value = value && value[0] && value[1] ? value : null;
    this.clearer.style.display = this.value ? "" : "none";
    this.text.innerHTML = this.value
      ? `<span>${shown(this.value[0])}</span><span> — </span><span>${shown(this.value[1])}</span>`
      : `<span class="ti3-placeholder">${words.begin}</span><span class="ti3-placeholder"> — </span><span class="ti3-placeholder">${words.end}</span>`;
  }

  get() {
    return this.value;
  }
}
