// A form page: one step after the other is handed in; the server lets one pass, names a field that
// is wrong, or closes the page.

import { NG, STAR, VOID, build, esc, icon } from "../ti/dom.js";
import { button } from "../ti/button.js";
import { Form } from "../ti/form.js";
import { words } from "../ti/look.js";
import { notice } from "../ti/notice.js";
import { post } from "./api.js";
import { factsOf } from "./facts.js";
import { go } from "./router.js";

export class Steps {
  /** `schema`: a tab with steps; `params`: the query part of the page's address. */
  constructor(schema, params) {
    Object.assign(this, { schema, params, at: 0 });
    const formOf = (fields) => new Form(fields.map((field) => ({ ...field, params })), { perRow: 1 });
    this.steps = schema.steps.map((step) => ({ ...step, form: formOf(step.fields) }));
    this.el = build(`<div ${NG} class="form-page ${STAR}"></div>`);
    this.draw();
  }

  draw() {
    const step = this.steps[this.at];
    const body = build(`<div ${NG} class="form-step ${STAR}"></div>`);
    body.append(...step.facts.map(factsOf), step.form.el);
    if (step.fields.some(({ advanced }) => advanced)) body.append(this.advancedLink(step.form));
    this.el.replaceChildren(...(this.steps.length > 1 ? [this.bar()] : []), body, this.buttons(step));
  }

  advancedLink(form) {
    const link = build(`<a ${NG} href="${VOID}" class="advanced-link">${esc(words.show_advanced)}</a>`);
    const show = (isOn) => {
      form.showAdvanced(isOn);
      link.textContent = isOn ? words.hide_advanced : words.show_advanced;
      link.dataset.on = isOn ? "1" : "";
    };
    link.addEventListener("click", () => show(!link.dataset.on));
    show(false);
    return link;
  }

  bar() {
    const state = (i) => (i < this.at ? " ti3-steps-finished" : i === this.at ? " ti3-steps-active" : "");
    const items = this.steps.map(
      ({ title }, i) =>
        `<div class="ti3-steps-item${state(i)} ${STAR}"><span class="ti3-steps-number">${i + 1}</span><span class="ti3-steps-title">${esc(title)}</span></div>`,
    );
    return build(`<ti-steps ${NG} class="ti3-steps">${items.join("")}</ti-steps>`);
  }

  buttons(step) {
    const bar = build(`<div ${NG} class="form-buttons"></div>`);
    const back = () => {
      this.at -= 1;
      this.draw();
    };
    if (this.at > 0) bar.append(button(words.previous_step, {}, back));
    this.submit = button(step.label, { kind: "danger" }, () => this.handIn(step));
    bar.append(this.submit);
    if (this.schema.leave) bar.append(button(words.cancel, {}, () => go(this.schema.leave)));
    return bar;
  }

  async handIn(step) {
    step.form.clearErrors();
    if (!step.form.isComplete()) return;
    const form = Object.assign({}, ...this.steps.slice(0, this.at + 1).map((one) => one.form.values()));
    this.wait(true);
    try {
      this.goOn(await post(`/api/actions/${this.schema.key}/${step.key}`, { ids: [], form, params: this.params }));
    } catch (error) {
      if (!error.field || !step.form.fail(error.field, error.message)) notice("error", error.message);
    }
    this.wait(false);
  }

  wait(isWaiting) {
    this.submit.disabled = isWaiting;
    this.submit.classList.toggle("ti3-btn-loading", isWaiting);
  }

  goOn(answer) {
    if (answer.message) notice("success", answer.message);
    if (answer.done) this.el.replaceChildren(result(answer.done));
    else if (answer.goto) go(answer.goto);
    else if (this.at < this.steps.length - 1) {
      this.at += 1;
      this.draw();
    }
  }
}

/** What is left of the page when all is done. */
function result({ title, text, links = [], kind = "success" }) {
  const el = build(
    `<div ${NG} class="result-page result-${kind} ${STAR}">${icon(kind)}<div class="result-title"> ${esc(title)} </div>` +
      `<p class="result-text">${esc(text)}</p><div class="form-buttons"></div></div>`,
  );
  const buttons = links.map((link, i) => button(link.text, { kind: i ? "default" : "danger" }, () => go(link.route)));
  el.lastElementChild.append(...buttons);
  return el;
}
