// Tabs: a pane is filled when it is first opened, and then stays in the page, hidden.

import { GAP, NG, STAR, VERSION, VOID, autoId, build, esc } from "./dom.js";
import { look } from "./look.js";

const TI = {
  frame: () =>
    `<ti-tabs ${NG} ${VERSION} id="${autoId()}"><div class="ti3-tabs-container1"><div class="ti3-tabs-header"><ul class="ti3-tabs"></ul></div>` +
    `<div class="ti3-tab-content"></div></div></ti-tabs>`,
  tab: (title) => `<li class="ti3-tab-li ${STAR}"><a href="${VOID}"> ${title} </a>${GAP}</li>`,
  pane: () => `<ti-tab ${NG} class="ti3-tab-pane" style="display:none"></ti-tab>`,
  list: "ul.ti3-tabs",
  content: ".ti3-tab-content",
  active: "ti3-tab-active",
};

const DEVUI = {
  frame: () => `<d-tabs ${NG}><ul class="devui-nav devui-nav-tabs"></ul><div class="devui-tab-content"></div></d-tabs>`,
  tab: (title) => `<li class="devui-nav-tab-item ${STAR}"><a ${NG}><span>${title}</span></a>${GAP}</li>`,
  pane: () => `<d-tab ${NG} class="devui-tab-pane" style="display:none"></d-tab>`,
  list: "ul.devui-nav-tabs",
  content: ".devui-tab-content",
  active: "active",
};

/** `fill(tab, pane)` is called once per tab, when it is first opened. */
export function tabs(list, { active = 0, fill }) {
  const shape = look.tabs === "devui" ? DEVUI : TI;
  const el = build(shape.frame());
  const heads = list.map((tab) => build(shape.tab(esc(tab.title))));
  const panes = list.map(() => build(shape.pane()));
  const opened = new Set();
  el.querySelector(shape.list).append(...heads);
  el.querySelector(shape.content).append(...panes);

  const open = (index) => {
    heads.forEach((head, i) => head.classList.toggle(shape.active, i === index));
    panes.forEach((pane, i) => {
      pane.classList.toggle(shape.active, i === index);
      pane.style.display = i === index ? "" : "none";
    });
    if (opened.has(index)) return;
    opened.add(index);
    fill(list[index], panes[index]);
  };
  heads.forEach((head, i) => head.addEventListener("click", () => open(i)));
  return { el, open: () => open(active) };
}
