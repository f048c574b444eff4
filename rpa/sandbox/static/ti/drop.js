// A panel that drops below its anchor: at the end of <body>, or inside the component.

import { NG, build } from "./dom.js";

const all = new Set();

export class Drop {
  /** `emptied`: a closed panel stays in the page without its content, else only hidden. */
  constructor(host, { cls = "", inline = false, emptied = false, onClose = () => {} }) {
    Object.assign(this, { host, inline, emptied, onClose, isOpen: false });
    this.el = build(`<ti-drop ${NG} class="${cls}" style="display:none"></ti-drop>`);
    this.away = (event) => {
      if (!this.el.contains(event.target) && !this.keeps(event.target)) this.close();
    };
    all.add(this);
  }

  /** Whether a press on this node leaves the panel open. */
  keeps(node) {
    return this.host.contains(node);
  }

  open(anchor = this.host, place = below) {
    if (!this.el.isConnected) (this.inline ? this.host : document.body).append(this.el);
    this.el.style.cssText = "display:block";
    place(this.el, anchor, this.inline);
    this.isOpen = true;
    document.addEventListener("mousedown", this.away, true);
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    document.removeEventListener("mousedown", this.away, true);
    this.el.style.display = "none";
    if (this.emptied) this.el.replaceChildren();
    this.onClose();
  }
}

/** Remove panels whose component has left the page, as Angular does on destroy. */
export function sweepDrops() {
  for (const drop of all) {
    if (drop.host.isConnected) continue;
    drop.close();
    drop.el.remove();
    all.delete(drop);
  }
}

export function below(panel, anchor, inline) {
  const box = anchor.getBoundingClientRect();
  const height = panel.offsetHeight;
  const flips = box.bottom + height > innerHeight && box.top > height;
  if (inline) {
    panel.style.left = "0";
    panel.style[flips ? "bottom" : "top"] = "100%";
    return;
  }
  const left = Math.max(0, Math.min(box.left, document.documentElement.clientWidth - panel.offsetWidth - 4));
  panel.style.left = `${Math.round(left + scrollX)}px`;
  panel.style.top = `${Math.round((flips ? box.top - height - 2 : box.bottom + 2) + scrollY)}px`;
}

export function beside(panel, anchor) {
  const box = anchor.getBoundingClientRect();
  const fits = box.right + panel.offsetWidth <= document.documentElement.clientWidth;
  panel.style.left = `${Math.round((fits ? box.right : box.left - panel.offsetWidth) + scrollX)}px`;
  panel.style.top = `${Math.round(box.top + scrollY)}px`;
}
