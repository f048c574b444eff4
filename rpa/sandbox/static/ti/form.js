// A query form: the library's layout table without labels, or the later variant with <label>.

import { GAP, NG, PRISTINE, STAR, autoId, build, esc } from "./dom.js";
import { DatePick, MonthPick } from "./datepick.js";
import { DateRange } from "./daterange.js";
import { look, words } from "./look.js";
import { Select } from "./select.js";

const PER_ROW = 3;

class TextField {
  constructor({ value, placeholder }) {
    this.el = build(
      `<input ${NG} titext type="text" autocomplete="off" id="${autoId()}" class="ti3-text-input ${PRISTINE}"` +
        ` placeholder="${esc(placeholder || words.type)}">`,
    );
    this.set(value);
  }

  set(value) {
    this.el.value = value ?? "";
  }

  get() {
    return this.el.value.trim() || null;
  }
}

const KINDS = {
  text: (options) => new TextField(options),
  select: (options) => new Select(options),
  multi_select: (options) => new Select({ ...options, isMultiple: true }),
  date_range: (options) => new DateRange(options),
  date: (options) => new DatePick(options),
  month: (options) => new MonthPick(options),
};

export class Form {
  constructor(fields, { given = {}, perRow = PER_ROW, onEnter = () => {} } = {}) {
    this.fields = fields.map(({ kind, key, label, options, placeholder, ...field }) => {
      const value = given[key] ?? field.default ?? null;
      const control = KINDS[kind]({ options, placeholder, value });
      return { key, label, control, initial: field.default ?? null, required: field.required };
    });
    this.el = look.form === "table" ? this.asTable(perRow) : this.asLabels();
    this.el.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input.ti3-text-input") && !event.target.closest("ti-drop")) onEnter();
    });
  }

  asTable(perRow) {
    const el = build(`<ti-formfield ${NG}><table class="ti3-form" id="${autoId()}"><tbody></tbody></table></ti-formfield>`);
    const body = el.querySelector("tbody");
    this.fields.forEach((field, i) => {
      if (i % perRow === 0) body.append(build(`<tr ${NG} class="ti3-form-list ${STAR}"></tr>`));
      const star = field.required ? "" : " hidden";
      body.lastElementChild.insertAdjacentHTML(
        "beforeend",
        `<td><span class="ti3-icon ti3-icon-staricon"${star}></span></td>` +
          `<td class="ti3-form-label ti3-text-form-label"> ${esc(field.label)} </td>` +
          `<td class="ti3-form-content"><ti-item-content ${NG}></ti-item-content></td>${GAP}`,
      );
      body.lastElementChild.lastElementChild.firstElementChild.append(field.control.el);
    });
    return el;
  }

  asLabels() {
    const el = build(`<div ${NG} class="ti3-form"></div>`);
    for (const field of this.fields) {
      const item = build(
        `<div ${NG} class="ti3-form-item ${STAR}"><label ${NG} class="ti3-form-label" for="${field.control.el.id}"> ${esc(field.label)} </label>` +
          `<div class="ti3-form-content"></div></div>`,
      );
      item.lastElementChild.append(field.control.el);
      el.append(item);
    }
    return el;
  }

  values() {
    const given = this.fields.map(({ key, control }) => [key, control.get()]);
    return Object.fromEntries(given.filter(([, value]) => value !== null && value !== ""));
  }

  reset() {
    for (const { control, initial } of this.fields) control.set(initial);
  }
}
