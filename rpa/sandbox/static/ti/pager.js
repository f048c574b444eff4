// Pager: page size, total, numbers with ellipsis, jump.

import { NG, VERSION, VOID, autoId, build, esc, icon, on } from "./dom.js";
import { look, words } from "./look.js";
import { Select } from "./select.js";

export class Pager {
  constructor({ sizes = [10, 20, 50, 100], onChange }) {
    Object.assign(this, { onChange, page: 1, size: sizes[0], total: null });
    this.el = build(
      `<ti-pagination ${NG} ${VERSION} id="${autoId()}" class="ti3-page-container ti3-pag-container" style="display:none">` +
        `${look.pager_total ? `<label class="ti3-pag-total-items"></label>` : ""}<div class="ti3-pag-pages"></div>` +
        `<div class="ti3-pag-goto"><span class="ti3-pag-goto-text">${esc(words.goto)}</span><input ${NG} type="text" class="ti3-pag-goto-input">` +
        `<a href="${VOID}" class="ti3-pag-goto-icon-container">${icon("angle-right")}</a></div></ti-pagination>`,
    );
    this.sizes = new Select({
      options: sizes,
      value: this.size,
      isClearable: false,
      cls: " ti3-page-size-option ti3-select-small",
      onChange: (size) => this.turn(1, size),
    });
    this.el.prepend(this.sizes.el);
    this.pages = this.el.querySelector(".ti3-pag-pages");
    this.wire();
  }

  wire() {
    on(this.el, "click", ".ti3-pag-prev", (a) => a.classList.contains("disabled") || this.turn(this.page - 1));
    on(this.el, "click", ".ti3-pag-next", (a) => a.classList.contains("disabled") || this.turn(this.page + 1));
    on(this.el, "click", "a.ti3-pag-page:not(.ellipse)", (a) => {
      const page = Number(a.textContent);
      if (page !== this.page) this.turn(page);
    });
    const input = this.el.querySelector(".ti3-pag-goto-input");
    const jump = () => {
      const page = Number(input.value);
      input.value = "";
      if (Number.isInteger(page) && page > 0) this.turn(Math.min(page, this.last()));
    };
    input.addEventListener("keydown", (event) => event.key === "Enter" && jump());
    on(this.el, "click", ".ti3-pag-goto-icon-container", jump);
  }

  last() {
    return Math.max(1, Math.ceil((this.total || 0) / this.size));
  }

  /** The number changes at once; the rows follow when they are there. */
  turn(page, size = this.size) {
    Object.assign(this, { page, size });
    this.draw();
    this.onChange(page, size);
  }

  /** Back to page 1 without telling anyone. */
  rewind() {
    this.page = 1;
  }

  show(total, page) {
    Object.assign(this, { total, page });
    this.el.style.display = "";
    this.draw();
  }

  draw() {
    const last = this.last();
    const step = (name, isOff, title) =>
      `<a href="${VOID}" class="ti3-pag-${name}${isOff ? " disabled" : ""}" title="${title}">${icon(`angle-${name === "prev" ? "left" : "right"}`)}</a>`;
    const number = (n) =>
      n === 0
        ? `<a class="ti3-pag-page ellipse">···</a>`
        : `<a class="ti3-pag-page${n === this.page ? " active" : ""}">${n}</a>`;
    this.pages.innerHTML =
      step("prev", this.page <= 1, words.previous_page) +
      numbers(this.page, last).map(number).join("") +
      step("next", this.page >= last, words.next_page);
    const label = this.el.querySelector(".ti3-pag-total-items");
    if (label) label.textContent = ` ${words.total}${this.total ?? ""} `;
  }
}

/** Page numbers to show, 0 for an ellipsis. */
export function numbers(page, last) {
  if (last <= 7) return Array.from({ length: last }, (_, i) => i + 1);
  const from = Math.max(2, Math.min(page - 2, last - 5));
  const to = Math.min(last - 1, Math.max(page + 2, 6));
  const middle = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return [1, ...(from > 2 ? [0] : []), ...middle, ...(to < last - 1 ? [0] : []), last];
}
