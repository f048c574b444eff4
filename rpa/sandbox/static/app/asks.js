// An action, a button or an export item may ask something first: a dialog with a text and fields.

import { NG, build, esc } from "../ti/dom.js";
import { Form } from "../ti/form.js";
import { words } from "../ti/look.js";
import { messageBox, modal } from "../ti/modal.js";

/** The values given in the dialog, {} when none is asked, null when it was cancelled. */
export async function ask(dialog) {
  if (!dialog) return {};
  if (!dialog.fields?.length) {
    return (await messageBox({ title: dialog.title, text: dialog.text || "" })) ? {} : null;
  }
  return new Promise((settle) => {
    const form = new Form(dialog.fields, { perRow: 1 });
    const body = build(`<div ${NG} class="dialog-form">${dialog.text ? `<p>${esc(dialog.text)}</p>` : ""}</div>`);
    body.append(form.el);
    const end = (value) => (box) => {
      box.close();
      settle(value());
    };
    modal({
      title: dialog.title,
      body,
      buttons: [
        { label: words.ok, isPrimary: true, act: end(() => form.values()) },
        { label: words.cancel, act: end(() => null) },
      ],
    });
  });
}
