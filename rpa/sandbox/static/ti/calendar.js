// One month as a table of days, with arrows for month and year.

import { NG, VOID, build, icon, on } from "./dom.js";

const WEEK = ["日", "一", "二", "三", "四", "五", "六"];
const pad = (n) => String(n).padStart(2, "0");

/** Dates are ISO strings everywhere; fields show them with slashes. */
export const iso = (y, m, d) => `${y}-${pad(m)}-${pad(d)}`;
export const shown = (date) => date.replaceAll("-", "/");

/** The ISO date of typed text, or null when it is not one. */
export function parseDate(text) {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(text.trim());
  if (!match) return null;
  const [y, m, d] = match.slice(1).map(Number);
  const date = new Date(y, m - 1, d);
  return date.getMonth() === m - 1 && date.getDate() === d ? iso(y, m, d) : null;
}

export const arrow = (cls, name, title) =>
  `<a ${NG} href="${VOID}" class="ti3-date-${cls}" title="${title}">${icon(name)}</a>`;

export class Calendar {
  /** `marks(date)` gives further classes of a day. */
  constructor({ month, marks, onPick }) {
    Object.assign(this, { marks, month });
    this.el = build(`<ti-date-panel ${NG} class="ti3-date-panel"></ti-date-panel>`);
    on(this.el, "click", "a", (link) => this.turn(link.className));
    on(this.el, "click", "td.ti3-date-day", (cell) => {
      if (!cell.classList.contains("ti3-date-disable-day")) onPick(`${this.month}-${pad(cell.textContent.trim())}`);
    });
    this.draw();
  }

  turn(cls) {
    const [year, month] = this.month.split("-").map(Number);
    const step = (cls.includes("year") ? 12 : 1) * (cls.includes("prev") ? -1 : 1);
    this.show(iso(...monthFrom(year, month, step), 1));
  }

  show(date) {
    this.month = date.slice(0, 7);
    this.draw();
  }

  draw() {
    const [year, month] = this.month.split("-").map(Number);
    this.el.innerHTML =
      `<div class="ti3-date-picker-header">${arrow("prev-year", "angle-double-left", "上一年")}${arrow("prev-month", "angle-left", "上一月")}` +
      `<section class="ti3-date-picker-year-month">${year}年 ${month}月</section>` +
      `${arrow("next-month", "angle-right", "下一月")}${arrow("next-year", "angle-double-right", "下一年")}</div>` +
      `<table class="ti3-date-day-table"><thead><tr>${WEEK.map((d) => `<th>${d}</th>`).join("")}</tr></thead>` +
      `<tbody>${this.weeksHtml(year, month)}</tbody></table>`;
  }

  weeksHtml(year, month) {
    const lead = new Date(year, month - 1, 1).getDay();
    const rows = Math.ceil((lead + new Date(year, month, 0).getDate()) / 7);
    let out = "";
    for (let i = 0; i < rows * 7; i += 1) {
      const day = new Date(year, month - 1, i - lead + 1);
      const date = iso(day.getFullYear(), day.getMonth() + 1, day.getDate());
      const cls = day.getMonth() === month - 1 ? `ti3-date-day${this.marks(date)}` : "ti3-date-other-day";
      out += `${i % 7 ? "" : `<tr class="ti3-date-day-tr">`}<td class="${cls}">${day.getDate()}</td>${i % 7 === 6 ? "</tr>" : ""}`;
    }
    return out;
  }
}

/** [year, month] some months away. */
export function monthFrom(year, month, step) {
  const date = new Date(year, month - 1 + step, 1);
  return [date.getFullYear(), date.getMonth() + 1];
}

/** The month the pickers open at; the shell sets it to the server's clock. */
export const clock = { today: "2026-11-16" };
