// A titled block of label and value pairs, as detail pages have them.

import { NG, STAR, build, esc } from "../ti/dom.js";

export function factsOf({ title, items }) {
  const pairs = items.map(
    ({ label, value }) =>
      `<div class="facts-item ${STAR}"><span class="facts-label"> ${esc(label)} </span><span class="facts-value"> ${esc(value ?? "--")} </span></div>`,
  );
  const heading = title ? `<div class="facts-title"> ${esc(title)} </div>` : "";
  return build(`<div ${NG} class="facts">${heading}<div class="facts-grid">${pairs.join("")}</div></div>`);
}
