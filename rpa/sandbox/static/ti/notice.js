// Toasts at the right top, which go by themselves.

import { NG, STAR, build, esc } from "./dom.js";

const STAY_MS = 4000;
const ICONS = { success: "success", error: "error", warn: "warn", prompt: "info" };

export const alertHtml = (kind, inner, cls = "") =>
  `<div ${NG} class="ti3-alert-container ti3-alert-${kind}${cls}"><i class="ti3-icon ti3-icon-${ICONS[kind]}"></i>` +
  `<span class="ti3-alert-content">${inner}</span><span class="ti3-alert-close-icon ti3-icon ti3-icon-close"></span></div>`;

export function notice(kind, text) {
  let box = document.querySelector(".ti3-notification-container");
  if (!box) {
    box = build(`<div ${NG} class="ti3-notification-container"></div>`);
    document.body.append(box);
  }
  const el = build(
    `<div ${NG} class="ti3-notification-notice ${STAR}"><ti-alert ${NG}>${alertHtml(kind, esc(text))}</ti-alert></div>`,
  );
  box.append(el);
  const gone = setTimeout(() => el.remove(), STAY_MS);
  el.querySelector(".ti3-alert-close-icon").addEventListener("click", () => {
    clearTimeout(gone);
    el.remove();
  });
}
