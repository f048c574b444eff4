// A table: draws rows, the loading mask, the empty and the failed state. Where rows come from is not its business.

import { NG, VERSION, autoId, build, on } from "./dom.js";
import { wireActions } from "./actionmenu.js";
import { look } from "./look.js";
import { bodyHtml, cellHtml, detailsHtml, emptyHtml, failHtml, headHtml, layout, totalWidth } from "./rows.js";
import { Ticks } from "./ticks.js";
import { watchOverflow } from "./tip.js";

const MASK_AFTER_MS = 60;
const SORTS = { none: "asc", asc: "desc", desc: "none" };

export class Table {
  constructor(schema, { onAct = () => {}, onLink = () => {}, onSort = () => {}, onReload = () => {} }) {
    Object.assign(this, { schema, onAct, rows: [], trs: [], clear: [] });
    this.actions = schema.row_actions || [];
    this.cells = layout(schema);
    this.el = build(frameHtml(this.cells));
    this.container = this.el.querySelector(".ti3-table-container");
    this.body = this.el.querySelector("tbody");
    this.ticks = new Ticks(this);
    this.sort = null;
    on(this.body, "click", ".ti3-table-link", (link) => onLink(...this.at(link)));
    on(this.body, "click", ".ti3-table-details-toggle", (link) => this.toggleDetails(link));
    on(this.body, "click", ".ti3-table-reload", () => onReload());
    on(this.el, "click", ".ti3-head-sort", (link) => {
      this.turnSort(link);
      onSort();
    });
    this.scrollTogether();
    watchOverflow(this.body);
  }

  scrollTogether() {
    const head = this.el.querySelector(".ti3-table-fixed-head");
    if (!head) return;
    this.container.addEventListener("scroll", () => (head.scrollLeft = this.container.scrollLeft), { passive: true });
  }

  headCells() {
    return this.el.querySelector("thead tr").children;
  }

  /** Draw these rows; `clear` are the columns they hold unmasked. */
  show(rows, clear = []) {
    Object.assign(this, { rows, clear });
    this.container.scrollTop = 0; // before the change, so that it costs no layout
    this.el.classList.toggle("ti3-table-many", rows.length > 50);
    this.body.innerHTML = rows.length
      ? bodyHtml(this.cells, rows, this.actions, this.ticks.has)
      : emptyHtml(this.cells.length);
    this.trs = rows.length ? [...this.body.children] : [];
    if (this.actions.length) {
      this.trs.forEach((tr, i) => wireActions(tr, this.actions, rows[i]._actions || {}, (act) => this.onAct(act, rows[i])));
    }
    this.ticks.redrawHead();
  }

  fail() {
    Object.assign(this, { rows: [], trs: [] });
    this.body.innerHTML = failHtml(this.cells.length);
    this.ticks.redrawHead();
  }

  setColumn(key, valueOf) {
    const index = this.cells.findIndex((cell) => cell.key === key);
    this.trs.forEach((tr, i) => {
      const value = valueOf(this.rows[i]);
      if (value !== undefined) tr.children[index].innerHTML = cellHtml(this.cells[index], value);
    });
  }

  rowOf(tr) {
    return this.rows[this.trs.indexOf(tr)];
  }

  at(node) {
    const td = node.closest("td");
    return [this.cells[[...td.parentElement.children].indexOf(td)], this.rowOf(td.parentElement)];
  }

  toggleDetails(link) {
    const tr = link.closest("tr");
    const isOpen = tr.nextElementSibling?.classList.contains("ti3-details-tr");
    if (isOpen) tr.nextElementSibling.remove();
    else tr.after(rowFrom(detailsHtml(this.cells.length, this.schema.details, this.rowOf(tr))));
    link.firstElementChild.className = `ti3-icon ti3-icon-${isOpen ? "plus" : "minus"}-square`;
  }

  turnSort(link) {
    const th = link.closest("th");
    const { key } = this.cells[[...th.parentElement.children].indexOf(th)];
    const dir = SORTS[this.sort?.key === key ? this.sort.dir : "none"];
    this.sort = dir === "none" ? null : { key, dir };
    this.el.querySelectorAll(".ti3-head-sort > i").forEach((i) => (i.className = "ti3-icon ti3-icon-sort"));
    if (this.sort) link.firstElementChild.className = `ti3-icon ti3-icon-sort-${dir}`;
  }

  /** A request began: the old rows stay, and a little later a mask covers them. */
  wait() {
    this.maskTimer ??= setTimeout(() => {
      this.mask = build(`<div ${NG} class="ti3-loading-mask"><span class="ti3-loading-spinner"></span></div>`);
      this.el.append(this.mask);
    }, MASK_AFTER_MS);
  }

  arrived() {
    clearTimeout(this.maskTimer);
    this.maskTimer = null;
    this.mask?.remove();
    this.mask = null;
  }
}

const rowFrom = (markup) => build(`<table><tbody>${markup}</tbody></table>`).querySelector("tr");

function frameHtml(cells) {
  const style = `style="width:${totalWidth(cells)}px"`;
  const isFixed = look.table === "fixed-head";
  const head = `<div class="ti3-table-fixed-head"><table ${NG} ${style}><thead>${headHtml(cells)}</thead></table></div>`;
  return (
    `<ti-table ${NG} ${VERSION} id="${autoId()}" class="ti3-table">${isFixed ? head : ""}` +
    `<div class="ti3-table-container"${isFixed ? ` style="max-height:420px"` : ""}>` +
    `<table ${NG} ${style}><thead>${headHtml(cells, { isEmpty: isFixed })}</thead><tbody></tbody></table></div></ti-table>`
  );
}
