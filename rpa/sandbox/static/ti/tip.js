// Text cut by CSS is shown whole in a tip while the pointer rests on the cell.

import { NG, build, esc } from "./dom.js";

const REST_MS = 400;

export function watchOverflow(root) {
  let timer = 0;
  let tip = null;
  const hide = () => {
    clearTimeout(timer);
    tip?.remove();
    tip = null;
  };
  root.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("[tioverflow]");
    hide();
    if (!cell || cell.scrollWidth <= cell.clientWidth) return;
    timer = setTimeout(() => {
      if (!cell.isConnected) return;
      tip = build(`<div ${NG} class="ti3-tooltip">${esc(cell.textContent.trim())}</div>`);
      document.body.append(tip);
      const box = cell.getBoundingClientRect();
      tip.style.left = `${box.left + scrollX}px`;
      tip.style.top = `${box.top + scrollY - tip.offsetHeight - 4}px`;
    }, REST_MS);
  });
  root.addEventListener("mouseleave", hide);
}
