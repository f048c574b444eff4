// Buttons of the library; the red one is the primary one.

import { NG, build, esc, icon } from "./dom.js";

export function buttonHtml(label, { kind = "default", disabled = false, cls = "", after = "" } = {}) {
  return (
    `<button ${NG} tibutton type="button" class="ti3-btn ti3-btn-${kind} ti3-btn-middle${cls ? ` ${cls}` : ""}"` +
    `${disabled ? " disabled" : ""}> ${esc(label)} ${after ? icon(after) : ""}</button>`
  );
}

export function button(label, options, act) {
  const el = build(buttonHtml(label, options));
  if (act) el.addEventListener("click", act);
  return el;
}
