// Top navigation: hover an item, a panel of groups unfolds; and a copy for telephones that nobody sees.

import { GAP, NG, STAR, VOID, build, esc } from "./dom.js";

const CLOSE_MS = 150;
const DEAF_MS = 80; // a click so soon after the panel began to open falls through
const SWITCH_MS = 60;

export class Nav {
  constructor(entries, { onGo }) {
    Object.assign(this, { entries, onGo });
    this.mobile = build(
      `<div ${NG} class="ti3-nav-mobile" style="display:none"><div class="ti3-nav-menu">${entries.map(entryHtml).join("")}</div></div>`,
    );
    this.el = build(`<div ${NG} class="ti3-nav"><div class="ti3-nav-menu">${entries.map(entryHtml).join("")}</div></div>`);
    this.items = [...this.el.querySelectorAll(".ti3-nav-menu-item")];
    this.items.forEach((item, i) => this.wire(item, entries[i]));
  }

  wire(item, entry) {
    const panel = item.querySelector(".ti3-nav-panel");
    const leaves = entry.groups.flatMap((group) => group.items);
    let openedAt = 0;
    let timer = 0;
    const expand = () => {
      this.items.forEach((other) => other !== item && collapse(other));
      if (panel.classList.contains("expand")) return;
      panel.classList.add("expand");
      openedAt = performance.now();
    };
    item.addEventListener("mouseenter", () => {
      clearTimeout(timer);
      if (panel) timer = setTimeout(expand, this.el.querySelector(".expand") ? SWITCH_MS : 0);
    });
    item.addEventListener("mouseleave", () => {
      clearTimeout(timer);
      timer = setTimeout(() => collapse(item), CLOSE_MS);
    });
    item.querySelector(".ti3-nav-menu-item-label").addEventListener("click", () => entry.route && this.onGo(entry.route));
    item.querySelectorAll(".ti3-nav-panel-item").forEach((leaf, i) =>
      leaf.addEventListener("click", () => {
        if (performance.now() - openedAt < DEAF_MS) return;
        collapse(item);
        this.onGo(leaves[i].route);
      }),
    );
  }

  /** Mark the top item that holds this route. */
  mark(route) {
    const holds = (entry) =>
      entry.route === route || entry.groups.some((group) => group.items.some((leaf) => leaf.route === route));
    this.items.forEach((item, i) => item.classList.toggle("ti3-nav-active", holds(this.entries[i])));
  }
}

const collapse = (item) => item.querySelector(".ti3-nav-panel")?.classList.remove("expand");

function entryHtml(entry) {
  const panel = entry.groups.length
    ? `<div class="ti3-nav-panel ${STAR}">${entry.groups.map(groupHtml).join("")}</div>`
    : "";
  return (
    `<div ${NG} class="ti3-nav-menu-item ${STAR}"><a href="${VOID}" class="ti3-nav-menu-item-label"> ${esc(entry.label)} </a>` +
    `${GAP}${panel}${GAP}</div>`
  );
}

function groupHtml(group) {
  const title = group.label ? `<div class="ti3-nav-panel-list-title"> ${esc(group.label)} </div>` : "";
  const items = group.items.map((leaf) => `<a ${NG} href="${VOID}" class="ti3-nav-panel-item"> ${esc(leaf.label)} </a>`);
  return `<div class="ti3-nav-panel-list">${title}${items.join(GAP)}${GAP}</div>`;
}
