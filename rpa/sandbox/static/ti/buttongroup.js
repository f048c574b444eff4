// A row of joined buttons of which one is pressed.

import { NG, VERSION, autoId, build, esc } from "./dom.js";

const CHOSEN = "ti3-btn-group-active";

/** `onChoose(index)` is called when another one is pressed. */
export function buttonGroup(labels, onChoose) {
  const items = labels.map((label, i) => `<button ${NG} type="button" class="ti3-btn-group-item${i ? "" : ` ${CHOSEN}`}"> ${esc(label)} </button>`);
  const el = build(`<ti-button-group ${NG} ${VERSION} id="${autoId()}" class="ti3-btn-group">${items.join("")}</ti-button-group>`);
  const buttons = [...el.children];
  buttons.forEach((pressed, index) =>
    pressed.addEventListener("click", () => {
      if (pressed.classList.contains(CHOSEN)) return;
      for (const one of buttons) one.classList.toggle(CHOSEN, one === pressed);
      onChoose(index);
    }),
  );
  return el;
}
