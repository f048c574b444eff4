// A titled block of label and value pairs, as detail pages have them; a value may have a link behind it.

import { NG, STAR, VOID, build, esc, icon, on } from "../ti/dom.js";
import { go } from "./router.js";

export function factsOf({ title, items, folded }) {
  const pairs = items.map(
    ({ label, value, link }) =>
      `<div class="facts-item ${STAR}"><span class="facts-label"> ${esc(label)} </span><span class="facts-value"> ${esc(value ?? "--")} </span>${linkHtml(link)}</div>`,
  );
  const fold = folded ? ` <a ${NG} href="${VOID}" class="facts-fold">展开 ${icon("angle-down")}</a>` : "";
  const heading = title ? `<div class="facts-title"> ${esc(title)} ${fold}</div>` : "";
  const el = build(
    `<div ${NG} class="facts${folded ? " facts-folded" : ""}${items.some(({ link }) => link) ? " facts-rows" : ""}">${heading}<div class="facts-grid">${pairs.join("")}</div></div>`,
  );
  on(el, "click", ".facts-link", (a) => go(a.dataset.route));
  on(el, "click", ".facts-fold", (a) => {
    const isFolded = el.classList.toggle("facts-folded");
    a.firstChild.data = isFolded ? "展开 " : "收起 ";
  });
  return el;
}

const linkHtml = (link) =>
  link ? `<a ${NG} href="${VOID}" class="facts-link" data-route="${esc(link.route)}">${esc(link.text)}</a>` : "";
