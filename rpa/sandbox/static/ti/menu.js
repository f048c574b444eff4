// Menus (account, 更多, 导出): one panel per level at the end of the page; levels open on hover.

import { GAP, NG, STAR, build, esc } from "./dom.js";
import { Drop, beside, below } from "./drop.js";

const HOVER_MS = 100;
const PANEL = "ti3-menu-panel-container ti3-dropdown-container ti3-dropdown-container-border";

/** Let `toggle` open a menu on mousedown. Items: {label, disabled, children, act}; `items()` is asked on each opening. */
export function attachMenu(host, toggle, items) {
  const root = new Level(host, () => {});
  toggle.addEventListener("mousedown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    if (root.drop.isOpen) root.close();
    else root.open(items(), toggle, below);
  });
}

class Level {
  constructor(host, finish) {
    this.finish = finish;
    this.drop = new Drop(host, { cls: PANEL, emptied: true, onClose: () => this.child?.close() });
    const keeps = this.drop.keeps.bind(this.drop);
    this.drop.keeps = (node) => keeps(node) || Boolean(this.child?.has(node));
  }

  has(node) {
    return this.drop.el.contains(node) || Boolean(this.child?.has(node));
  }

  close() {
    clearTimeout(this.timer);
    this.drop.close();
  }

  open(items, anchor, place) {
    const list = build(`<ti-menulist ${NG}><ul>${items.map(itemHtml).join("")}</ul></ti-menulist>`);
    this.drop.el.replaceChildren(list);
    [...list.querySelectorAll("li")].forEach((li, i) => this.wire(li, items[i]));
    this.drop.open(anchor, place);
  }

  wire(li, item) {
    li.addEventListener("mouseenter", () => {
      for (const other of li.parentElement.children) other.classList.toggle("ti3-menu-panel-list-hover", other === li);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.unfold(li, item), HOVER_MS);
    });
    li.addEventListener("click", () => {
      if (item.disabled || item.children?.length) return;
      this.close();
      this.finish();
      item.act?.();
    });
  }

  unfold(li, item) {
    this.child?.close();
    if (!item.children?.length || !this.drop.isOpen) return;
    this.child ??= new Level(this.drop.host, () => {
      this.close();
      this.finish();
    });
    this.child.open(item.children, li, beside);
  }
}

function itemHtml(item) {
  const arrow = item.children?.length ? " ti3-menu-list-right-icon" : "";
  const disabled = item.disabled ? " ti3-menu-panel-list-disabled" : "";
  return (
    `<li ${NG} class="ti3-menu-panel-list ${STAR}${disabled}"><section class="ti3-menu-list-icon${arrow}"></section>` +
    `<section> ${esc(item.label)} </section></li>${GAP}`
  );
}
