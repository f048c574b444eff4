// The eyes in a table's head. One request at a time: a click while one is under way is lost.

import { look } from "./look.js";
import { on } from "./dom.js";

export class Reveal {
  /** `fetchValues(column, ids)` gives {id: text}; `reload()` draws the page anew. */
  constructor(table, { fetchValues, reload, onError }) {
    Object.assign(this, { table, fetchValues, reload, onError, isBusy: false });
    this.shown = new Set();
    on(table.el, "click", "th a.eye", (eye) => {
      const index = [...eye.closest("tr").children].indexOf(eye.closest("th"));
      this.toggle(table.cells[index].key);
    });
  }

  /** Columns the next table request asks for in clear. */
  wanted() {
    return look.reveal_on_page === "with_rows" ? [...this.shown] : [];
  }

  async toggle(column) {
    if (this.isBusy) return;
    if (this.shown.has(column)) this.hide(column);
    else await this.alone(() => this.fill(column));
  }

  /** New rows are drawn, these columns of them in clear: bring the others up to date. */
  async settle(clear) {
    const missing = [...this.shown].filter((column) => !clear.includes(column));
    if (missing.length === 0 || this.isBusy) return;
    await this.alone(async () => {
      for (const column of missing) await this.fill(column);
    });
  }

  async alone(work) {
    this.isBusy = true;
    try {
      await work();
    } catch (error) {
      this.onError(error);
    } finally {
      this.isBusy = false;
    }
  }

  async fill(column) {
    let rows;
    let values;
    do {
      rows = this.table.rows;
      values = await this.fetchValues(column, rows.map((row) => row._id));
    } while (rows !== this.table.rows);
    this.shown.add(column);
    this.table.setColumn(column, (row) => values[row._id]);
    this.drawIcon(column);
  }

  hide(column) {
    this.shown.delete(column);
    this.drawIcon(column);
    if (this.table.clear.includes(column)) this.reload();
    else this.table.setColumn(column, (row) => row[column]);
  }

  drawIcon(column) {
    const index = this.table.cells.findIndex((cell) => cell.key === column);
    const icon = this.table.headCells()[index].querySelector(".eye .ti3-icon");
    icon.classList.toggle("ti3-icon-eye", this.shown.has(column));
    icon.classList.toggle("ti3-icon-eye-off", !this.shown.has(column));
  }
}
