// A titled block of label and value pairs, as detail pages have them; a value may have an eye and a link behind it.

import { NG, STAR, VOID, build, esc, icon, on } from "../ti/dom.js";
import { notice } from "../ti/notice.js";
import { go } from "./router.js";

/** `reveal(label)` gives what a masked value reads. */
export function factsOf({ title, items, folded }, reveal = null) {
  const pairs = items.map(
    ({ label, value, link, eye }) =>
      `<div class="facts-item ${STAR}"><span class="facts-label"> ${esc(label)} </span><span class="facts-value"> ${esc(value ?? "--")} </span>${eye ? EYE : ""}${linkHtml(link)}</div>`,
  );
  const fold = folded ? ` <a ${NG} href="${VOID}" class="facts-fold">展开 ${icon("angle-down")}</a>` : "";
  const heading = title ? `<div class="facts-title"> ${esc(title)} ${fold}</div>` : "";
  const el = build(
    `<div ${NG} class="facts${folded ? " facts-folded" : ""}${items.some(({ link }) => link) ? " facts-rows" : ""}">${heading}<div class="facts-grid">${pairs.join("")}</div></div>`,
  );
  on(el, "click", ".facts-link", (a) => go(a.dataset.route));
  on(el, "click", ".facts-eye", (a) => toggle(a, items, reveal));
  on(el, "click", ".facts-fold", (a) => {
    const isFolded = el.classList.toggle("facts-folded");
    a.firstChild.data = isFolded ? "展开 " : "收起 ";
  });
  return el;
}

const EYE = `<a ${NG} href="${VOID}" class="facts-eye">${icon("eye-off")}</a>`;

/** Show a value in clear, or masked again; a click while one is being fetched is lost. */
async function toggle(eye, items, reveal) {
  if (eye.dataset.busy) return;
  const cell = eye.previousElementSibling;
  const item = items[[...eye.closest(".facts-grid").children].indexOf(eye.closest(".facts-item"))];
  const isShown = eye.firstElementChild.classList.contains("ti3-icon-eye");
  eye.dataset.busy = "1";
  try {
    cell.textContent = ` ${isShown ? item.value : await reveal(item.label)} `;
    eye.firstElementChild.className = `ti3-icon ti3-icon-eye${isShown ? "-off" : ""}`;
  } catch (error) {
    notice("error", error.message);
  } finally {
    delete eye.dataset.busy;
  }
}

const linkHtml = (link) =>
  link ? `<a ${NG} href="${VOID}" class="facts-link" data-route="${esc(link.route)}">${esc(link.text)}</a>` : "";
