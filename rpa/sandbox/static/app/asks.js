// An action, a button or an export item may ask something first: a dialog with a text and fields.

import { NG, VOID, build, esc } from "../ti/dom.js";
import { Form } from "../ti/form.js";
import { words } from "../ti/look.js";
import { messageBox, modal } from "../ti/modal.js";

/** The page that is shown; a dialog goes when one leaves it. */
export const shownPage = () => document.querySelector(".page-body");

/**
 * What `use` makes of the values given in the dialog, {} when nothing is asked; null when it was cancelled.
 * The dialog stays open while `use` is at work, and when the error it throws names one of the fields.
 */
export async function ask(dialog, use) {
  if (!dialog) return use({});
  if (!dialog.fields?.length) {
    const question = { title: dialog.title, text: dialog.text || "", owner: shownPage() };
    return (await messageBox(question)) ? use({}) : null;
  }
  return new Promise((settle, fail) => {
    const form = new Form(dialog.fields, { perRow: 1 });
    const body = build(`<div ${NG} class="dialog-form">${dialog.text ? `<p>${esc(dialog.text)}</p>` : ""}</div>`);
    body.append(form.el);
    if (dialog.preview) body.append(previewOf(dialog.preview));
    const end = (box, value) => {
      box.close();
      settle(value);
    };
    const take = async (box) => {
      form.clearErrors();
      if (!form.isComplete()) return;
      box.buttons[0].disabled = true;
      try {
        end(box, await use(form.values()));
      } catch (error) {
        box.buttons[0].disabled = false;
        if (error.field && form.fail(error.field, error.message)) return;
        box.close();
        fail(error);
      }
    };
    const buttons = [
      { label: dialog.ok ?? words.ok, isPrimary: true, act: take },
      { label: words.cancel, act: (box) => end(box, null) },
    ];
    modal({ title: dialog.title, body, buttons, owner: shownPage() });
  });
}

function previewOf({ label, text }) {
  const el = build(
    `<div ${NG} class="dialog-preview"><a href="${VOID}">${esc(label)}</a><p style="display:none">${esc(text)}</p></div>`,
  );
  const [link, content] = el.children;
  link.addEventListener("click", () => (content.style.display = content.style.display ? "" : "none"));
  return el;
}
