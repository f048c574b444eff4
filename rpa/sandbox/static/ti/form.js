// A query form: the library's layout table without labels, or the later variant with <label>.

import { GAP, NG, PRISTINE, STAR, autoId, build, esc } from "./dom.js";
import { DatePick, MonthPick } from "./datepick.js";
import { DateRange } from "./daterange.js";
import { CodeField, LongText, PasswordField, RadioGroup } from "./inputs.js";
import { look, words } from "./look.js";
import { Select } from "./select.js";

const PER_ROW = 3;
const STAR_ICON = `<span class="ti3-icon ti3-icon-staricon"></span>`;

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

export const KINDS = {
  text: (options) => new TextField(options),
  select: (options) => new Select(options),
  multi_select: (options) => new Select({ ...options, isMultiple: true }),
  date_range: (options) => new DateRange(options),
  date: (options) => new DatePick(options),
  month: (options) => new MonthPick(options),
  radio: (options) => new RadioGroup(options),
  password: (options) => new PasswordField(options),
  code: (options) => new CodeField(options),
  long_text: (options) => new LongText(options),
};

export class Form {
  constructor(fields, { given = {}, perRow = PER_ROW, onEnter = () => {} } = {}) {
    this.fields = fields.map(({ kind, key, label, options, placeholder, ...field }) => {
      const value = given[key] ?? field.default ?? null;
      const control = KINDS[kind]({ ...field, label, options, placeholder, value });
      return { key, label, control, initial: field.default ?? null, required: field.required, advanced: field.advanced };
    });
    this.el = look.form === "table" ? this.asTable(perRow) : this.asLabels();
    this.el.addEventListener("ti-code", ({ detail }) => (detail.values = this.values()));
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
        `<div ${NG} class="ti3-form-item ${STAR}"><label ${NG} class="ti3-form-label" for="${field.control.el.id}">${field.required ? STAR_ICON : ""} ${esc(field.label)} </label>` +
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

  /** Show or hide the fields that few people need. */
  showAdvanced(isOn) {
    for (const { control } of this.fields.filter(({ advanced }) => advanced)) {
      control.el.closest("tr, .ti3-form-item").style.display = isOn ? "" : "none";
    }
  }

  /** Whether all that is required is filled in; what is not is marked. */
  isComplete() {
    const empty = this.fields.filter(({ required, control }) => required && !control.get()?.length);
    for (const { key, label, control } of empty) this.fail(key, `${control.input || control.el.matches("input, textarea") ? words.type : words.choose}${label}`);
    return empty.length === 0;
  }

  /** Say at a field what is wrong with it; false when the form has no such field. */
  fail(key, text) {
    const field = this.fields.find((one) => one.key === key);
    if (!field) return false;
    field.control.failed?.();
    const host = field.control.el.parentElement;
    host.classList.add("ti3-form-invalid");
    host.insertAdjacentHTML("beforeend", `<ti-error-msg ${NG} class="ti3-error-msg ${STAR}">${esc(text)}</ti-error-msg>`);
    return true;
  }

  clearErrors() {
    this.el.querySelectorAll(".ti3-error-msg").forEach((error) => error.remove());
    this.el.querySelectorAll(".ti3-form-invalid").forEach((host) => host.classList.remove("ti3-form-invalid"));
  }

  reset() {
    for (const { control, initial } of this.fields) control.set(initial);
  }
}
