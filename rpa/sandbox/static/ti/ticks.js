// The check-box column: 全选 means this page only, and ticks survive paging.

import { on } from "./dom.js";

export class Ticks {
  constructor(table) {
    this.table = table;
    this.ids = new Set();
    on(table.el, "change", "[checkbox-column] input", (input) => {
      const tr = input.closest("tr");
      if (tr.closest("thead")) this.tickPage(input.checked);
      else this.tick(tr, input.checked);
      this.redrawHead();
    });
  }

  has = (id) => this.ids.has(id);

  tick(tr, isOn) {
    tr.querySelector("[checkbox-column] input").checked = isOn;
    tr.classList.toggle("ti3-selected-tr", isOn);
    this.ids[isOn ? "add" : "delete"](this.table.rowOf(tr)._id);
  }

  tickPage(isOn) {
    for (const tr of this.table.trs) this.tick(tr, isOn);
  }

  clear() {
    this.ids.clear();
  }

  redrawHead() {
    const head = this.table.el.querySelector("th[checkbox-column] input");
    if (!head) return;
    const ticked = this.table.rows.filter((row) => this.ids.has(row._id)).length;
    head.checked = ticked > 0 && ticked === this.table.rows.length;
    head.indeterminate = ticked > 0 && !head.checked;
  }
}
