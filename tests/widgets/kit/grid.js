// A query form's button, a table of orders and its pager, whose rows tell which query they belong to.

import { button } from "/static/ti/button.js";
import { build } from "/static/ti/dom.js";
import { Pager } from "/static/ti/pager.js";
import { Table } from "/static/ti/table.js";

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Ask the server, which takes its time, and may refuse. */
export async function answer(ms = 0, status = 200) {
  const response = await fetch(`/answer?after_ms=${ms}&status=${status}`);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}

export const COLUMNS = [
  { key: "id", title: "订单号", width: 230, kind: "text" },
  { key: "name", title: "客户名称", width: 200, kind: "text", masked: true },
  { key: "amount", title: "订单金额", width: 140, kind: "money" },
];

/** Row number `n` (1 is the first) as the query number `asked` finds it. */
export const order = (n, asked) => ({
  _id: n,
  _actions: { details: true, price: n % 2 === 0, remove: true, recall: n % 2 === 0 },
  id: `CS${String(n).padStart(20, "0")}`,
  name: `客户${n}/第${asked}次`,
  amount: `${n},000.00`,
});

export class Grid {
  constructor({ total = 25, sizes = [10, 20, 50], hasPager = true, hasQuery = true, ...schema } = {}) {
    Object.assign(this, { total, asked: 1, clicks: 0, ...schema });
    this.host = build(`<div class="query-pane"></div>`);
    this.table = new Table({ columns: COLUMNS, ...schema }, { onReload: () => this.load() });
    this.pager = new Pager({ sizes, onChange: () => this.load() });
    if (hasQuery) this.host.append(button("查询", { kind: "danger" }, () => this.search()));
    this.host.append(this.table.el);
    if (hasPager) this.host.append(this.pager.el);
    document.body.append(this.host);
  }

  /** What the button does; a test may put something in between. */
  search() {
    this.asked += 1;
    this.pager.rewind();
    return this.load();
  }

  /** How rows come; a test says it in its own way. */
  async load() {
    this.draw();
  }

  rows() {
    const from = (this.pager.page - 1) * this.pager.size;
    const count = Math.max(0, Math.min(this.pager.size, this.total - from));
    return Array.from({ length: count }, (_, i) => order(from + i + 1, this.asked));
  }

  draw() {
    this.table.show(this.rows());
    this.pager.show(this.total, this.pager.page);
  }
}

/** Write what differs into rows that are there, as a page does that tells old texts from new. */
export function patch(grid) {
  const rows = grid.rows();
  rows.forEach((row, i) => {
    const cells = grid.table.trs[i].cells;
    COLUMNS.forEach(({ key }, at) => {
      if (cells[at].textContent !== row[key]) cells[at].firstChild.data = row[key];
    });
  });
  grid.pager.show(grid.total, grid.pager.page);
}
