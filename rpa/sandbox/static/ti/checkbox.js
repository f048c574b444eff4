// A check-box: the native input is out of sight, its label is what one sees and clicks.

import { NG, PRISTINE, autoId, esc } from "./dom.js";

export function checkboxHtml({ label = "", checked = false, disabled = false, attribute = "ticheckbox" } = {}) {
  const id = autoId();
  return (
    `<input ${NG} type="checkbox" ${attribute} class="${PRISTINE}" id="${id}"` +
    `${checked ? " checked" : ""}${disabled ? " disabled" : ""}>` +
    `<label class="ti3-checkbox" for="${id}"><span class="ti3-checkbox-skin ti3-icon ti3-icon-checkmark" tabindex="0"></span>` +
    `<span class="ti3-checkbox-label">${esc(label)}</span></label>`
  );
}
