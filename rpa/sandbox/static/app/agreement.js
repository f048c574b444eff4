// 签署协议: blocks 主页 until signed or closed.

import { NG, build, esc } from "../ti/dom.js";
import { checkboxHtml } from "../ti/checkbox.js";
import { modal } from "../ti/modal.js";
import { notice } from "../ti/notice.js";
import { post } from "./api.js";

/** Show the agreement while `owner` is in the page; `onSigned` runs after the server has taken it. */
export function askAgreement({ title, text, checkbox, submit }, owner, onSigned) {
  const body = build(
    `<div ${NG} class="agreement"><div class="agreement-text">${text.map((p) => `<p>${esc(p)}</p>`).join("")}</div>` +
      `<div class="agreement-check">${checkboxHtml({ label: checkbox })}</div></div>`,
  );
  const send = async (dialog) => {
    dialog.buttons[0].disabled = true;
    try {
      await post("/api/agreement", { agree: true });
      dialog.close();
      notice("success", "签署成功");
      onSigned();
    } catch (error) {
      dialog.buttons[0].disabled = false;
      notice("error", error.message);
    }
  };
  const dialog = modal({ title, body, owner, buttons: [{ label: submit, isPrimary: true, disabled: true, act: send }] });
  body.querySelector("input").addEventListener("change", (event) => {
    dialog.buttons[0].disabled = !event.target.checked;
  });
}
