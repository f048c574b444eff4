// Fields that only dialogs and form pages have: password, one-time code, radio group, long text.

import { GAP, NG, PRISTINE, STAR, autoId, build, esc, on } from "./dom.js";
import { button } from "./button.js";
import { words } from "./look.js";

const textHtml = (type, placeholder, cls = "") =>
  `<input ${NG} titext type="${type}" autocomplete="off" id="${autoId()}" class="ti3-text-input${cls} ${PRISTINE}" placeholder="${esc(placeholder || words.type)}">`;

/** A field whose value is that of the native control it holds. */
class Native {
  constructor(markup, selector, value) {
    this.el = build(markup);
    this.input = selector ? this.el.querySelector(selector) : this.el;
    this.set(value);
  }

  set(value) {
    this.input.value = value ?? "";
  }

  get() {
    return this.input.value.trim() || null;
  }
}

export class LongText extends Native {
  constructor({ value, placeholder }) {
    super(
      `<textarea ${NG} titextarea rows="3" id="${autoId()}" class="ti3-textarea ${PRISTINE}" placeholder="${esc(placeholder || words.type)}"></textarea>`,
      null,
      value,
    );
  }
}

/** A decoy stands before it, so that browsers offer no saved password. */
export class PasswordField extends Native {
  constructor({ value, placeholder }) {
    const decoy = `<input type="text" tabindex="-1" class="ti3-password-hack-input">`;
    super(
      `<div ${NG} class="ti3-password">${decoy}${textHtml("password", placeholder, " ti3-text-input-show-icon")}</div>`,
      "input[type=password]",
      value,
    );
  }
}

/** A code and the button that has it sent: `ti-code` bubbles up with what is known of the field. */
export class CodeField extends Native {
  constructor({ value, placeholder, label, to }) {
    super(`<div ${NG} class="ti3-code">${textHtml("text", placeholder)}${GAP}</div>`, "input", value);
    this.input.maxLength = 6;
    this.sender = button(words.send_code, {}, () => {
      const detail = { control: this, label, to, values: {} };
      this.el.dispatchEvent(new CustomEvent("ti-code", { bubbles: true, detail }));
    });
    this.el.append(this.sender);
  }

  /** Nothing can be sent again for so many seconds. */
  countDown(seconds) {
    clearTimeout(this.ticking);
    this.sender.disabled = seconds > 0;
    this.sender.textContent = seconds > 0 ? ` ${seconds}s ` : ` ${words.send_code} `;
    if (seconds > 0 && (seconds === 60 || this.el.isConnected)) this.ticking = setTimeout(() => this.countDown(seconds - 1), 1000);
  }

  /** A code that was not taken is to be sent anew, without waiting. */
  failed() {
    this.countDown(0);
  }
}

export class RadioGroup {
  constructor({ options, value }) {
    const name = autoId("radio");
    const items = (options || []).map((option) => {
      const id = autoId();
      return (
        `<input ${NG} type="radio" tiradio name="${name}" id="${id}" value="${esc(option)}">` +
        `<label class="ti3-radio ${STAR}" for="${id}"><span class="ti3-radio-skin"></span><span class="ti3-radio-label">${esc(option)}</span></label>`
      );
    });
    this.el = build(`<ti-radio-group ${NG} class="ti3-radio-group">${items.join(GAP)}</ti-radio-group>`);
    this.set(value);
  }

  set(value) {
    for (const input of this.el.querySelectorAll("input")) input.checked = input.value === value;
  }

  get() {
    return this.el.querySelector("input:checked")?.value ?? null;
  }
}

/** A switch; `turn()` tells whether it may turn over. */
export function switchOf(label, isOn, turn) {
  const el = build(
    `<span ${NG} class="ti3-switch-item"><span class="ti3-switch-label"> ${esc(label)} </span>` +
      `<ti-switch ${NG} class="ti3-switch"><span class="ti3-switch-bar" role="radio" tabindex="0"><span class="ti3-switch-circle"></span></span></ti-switch></span>`,
  );
  const show = () => {
    el.querySelector(".ti3-switch").classList.toggle("ti3-switch-on", isOn);
    el.querySelector(".ti3-switch-bar").setAttribute("aria-checked", String(isOn));
  };
  on(el, "click", ".ti3-switch-bar", async () => {
    if (!(await turn())) return;
    isOn = !isOn;
    show();
  });
  show();
  return el;
}
