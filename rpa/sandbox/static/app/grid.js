// A table with its pager and eyes, fed by the server. Late answers of an earlier question are dropped.

import { notice } from "../ti/notice.js";
import { Pager } from "../ti/pager.js";
import { Reveal } from "../ti/reveal.js";
import { Table } from "../ti/table.js";
import { post } from "./api.js";

export class Grid {
  /** `fetchRows(request)` gives {total, rows, …}; request: {page, size, sort, reveal}. */
  constructor(schema, { fetchRows, onAct, onLink, onAnswer = () => {}, params = {} }) {
    Object.assign(this, { fetchRows, onAnswer, asked: 0 });
    this.table = new Table(schema, {
      onAct,
      onLink,
      onSort: () => this.fromStart(),
      onReload: () => this.load(),
    });
    this.pager = new Pager({ sizes: schema.page_sizes, onChange: () => this.load() });
    this.reveal = new Reveal(this.table, {
      fetchValues: async (column, ids) => (await post(`/api/reveal/${schema.id}`, { column, ids, params })).values,
      reload: () => this.load(),
      onError: (error) => notice("error", error.message),
    });
  }

  nodes() {
    return [this.table.el, this.pager.el];
  }

  /** A new question: page 1, nothing ticked; the eyes stay as they are. */
  fromStart() {
    this.pager.rewind();
    this.table.ticks.clear();
    return this.load();
  }

  async load() {
    const mine = (this.asked += 1);
    const { page, size } = this.pager;
    const reveal = this.reveal.wanted();
    this.table.wait();
    let answer = null;
    try {
      answer = await this.fetchRows({ page, size, reveal, sort: this.table.sort });
    } catch {
      // Shown in the table itself, with a link to try again.
    }
    if (mine !== this.asked || !this.table.el.isConnected) return;
    this.table.arrived();
    if (answer === null) {
      this.table.fail();
      return;
    }
    this.table.show(answer.rows, reveal);
    this.pager.show(answer.total, answer.page ?? page);
    this.onAnswer(answer);
    await this.reveal.settle(reveal);
  }
}
