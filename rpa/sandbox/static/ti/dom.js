// How every component makes its markup: strings with Angular's noise in them, turned into nodes once.

const scope = Math.random().toString(36).slice(2, 5);
let lastId = Math.floor(Math.random() * 400);

/** The attribute Angular's view encapsulation leaves on everything. */
export const NG = `_ngcontent-${scope}-c${100 + Math.floor(Math.random() * 300)}=""`;
/** Classes of a form control that nobody has touched. */
export const PRISTINE = "ng-untouched ng-pristine ng-valid";
export const STAR = "ng-star-inserted";
/** What a structural directive leaves behind. */
export const GAP = "<!---->";
export const VERSION = 'tiversion="1.0.3"';
export const VOID = "javascript:void(0);";

const NEEDS_ESCAPE = /[&<>"']/;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text made safe for both element content and quoted attributes. */
export function esc(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return NEEDS_ESCAPE.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITIES[c]) : text;
}

/** A fresh `ti_auto_id_…`, different on every load. */
export function autoId(suffix = "") {
  lastId += 1;
  return `ti_auto_id_${lastId}${suffix ? `_${suffix}` : ""}`;
}

/** The first element of a piece of markup. */
export function build(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return template.content.firstElementChild;
}

/** An icon of the component library. */
export const icon = (name, tag = "i") => `<${tag} ${NG} class="ti3-icon ti3-icon-${name}"></${tag}>`;

/** Call `act(element, event)` for events on present and future descendants that match. */
export function on(root, type, selector, act) {
  root.addEventListener(type, (event) => {
    const hit = event.target instanceof Element ? event.target.closest(selector) : null;
    if (hit && root.contains(hit)) act(hit, event);
  });
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
