// Modal dialogs and message boxes, in the shape of either library.

import { GAP, NG, STAR, autoId, build, esc } from "./dom.js";
import { button } from "./button.js";
import { look, words } from "./look.js";

const TI = {
  backdrop: `<div ${NG} class="ti3-modal-backdrop"></div>`,
  frame: (title) =>
    `<div ${NG} class="ti3-modal" id="${autoId()}"><div class="ti3-modal-dialog"><div class="ti3-modal-content">` +
    `<ti-modal-header ${NG} class="ti3-modal-header"><span class="ti3-modal-title"> ${title} </span>` +
    `<span class="ti3-modal-close ti3-icon ti3-icon-close"></span></ti-modal-header>${GAP}` +
    `<ti-modal-body ${NG} class="ti3-modal-body ${STAR}"></ti-modal-body>` +
    `<ti-modal-footer ${NG} class="ti3-modal-footer"></ti-modal-footer></div></div></div>`,
  body: ".ti3-modal-body",
  footer: ".ti3-modal-footer",
  close: ".ti3-modal-close",
  open: "ti3-modal-open",
};

const DEVUI = {
  backdrop: `<div ${NG} class="modal-backdrop"></div>`,
  frame: (title) =>
    `<d-modal ${NG}><div class="modal fade in" id="${autoId()}"><div class="modal-dialog"><div class="modal-content">` +
    `<div class="modal-header"><span class="modal-title"> ${title} </span><button type="button" class="devui-btn-close ti3-icon ti3-icon-close"></button></div>${GAP}` +
    `<div class="modal-body ${STAR}"></div><div class="modal-footer"></div></div></div></div></d-modal>`,
  body: ".modal-body",
  footer: ".modal-footer",
  close: ".devui-btn-close",
  open: "modal-open",
};

const owned = new Map();

/** Close the dialogs whose owner, a node, has left the page. */
export function sweepModals() {
  for (const [dialog, owner] of owned) if (!owner.isConnected) dialog.close();
}

/**
 * Open a dialog. `body`: a node. `buttons`: [{label, isPrimary, disabled, act(dialog)}]; a button without `act` closes.
 */
export function modal({ title, body, buttons, isClosable = true, size = "", owner = null }) {
  const shape = look.modal === "devui" ? DEVUI : TI;
  const backdrop = build(shape.backdrop);
  const el = build(shape.frame(esc(title)));
  const dialog = { el, buttons: [], close };
  el.querySelector(shape.body).append(body);
  dialog.buttons = buttons.map((spec) => buttonOf(spec, dialog));
  el.querySelector(shape.footer).append(...dialog.buttons);
  const closer = el.querySelector(shape.close);
  if (isClosable) closer.addEventListener("click", close);
  else closer.remove();
  if (size) el.querySelector("[class$=-dialog]").classList.add(`modal-${size}`);
  document.body.append(backdrop, el);
  document.body.classList.add(shape.open);
  if (owner) owned.set(dialog, owner);

  function close() {
    owned.delete(dialog);
    backdrop.remove();
    el.remove();
    const others = document.querySelector(".ti3-modal, d-modal");
    if (!others) document.body.classList.remove(shape.open);
  }
  return dialog;
}

function buttonOf({ label, isPrimary, disabled, act }, dialog) {
  const el = button(label, { kind: isPrimary ? "danger" : "default", disabled }, () => (act ? act(dialog) : dialog.close()));
  if (look.modal === "devui") el.className = `devui-btn devui-btn-${isPrimary ? "primary" : "common"}`;
  return el;
}

/** A short question or word with an icon; resolves to whether the primary button was pressed. */
export function messageBox({ title, text, isQuestion = true, isClosable = true, ok = words.ok, kind = "warn", owner = null }) {
  return new Promise((settle) => {
    const body = build(
      `<div ${NG} class="ti3-msg-content"><i class="ti3-msg-icon ti3-msg-icon-${kind}"></i><div class="ti3-msg-content-title">${esc(text)}</div></div>`,
    );
    const answer = (value) => (dialog) => {
      dialog.close();
      settle(value);
    };
    const buttons = [{ label: ok, isPrimary: true, act: answer(true) }];
    if (isQuestion) buttons.push({ label: words.cancel, act: answer(false) });
    modal({ title, body, buttons, isClosable, size: "small", owner });
  });
}
