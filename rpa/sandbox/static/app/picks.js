// A field that holds rows of another table: they are chosen in a dialog, and listed in the form.

import { NG, build, esc } from "../ti/dom.js";
import { button } from "../ti/button.js";
import { KINDS } from "../ti/form.js";
import { words } from "../ti/look.js";
import { modal } from "../ti/modal.js";
import { notice } from "../ti/notice.js";
import { Table } from "../ti/table.js";
import { post } from "./api.js";
import { Pane } from "./pane.js";

const REMOVE = { key: "remove", label: "移除", inline: true };

class Picks {
  constructor({ label, source, most, value, params = {} }) {
    Object.assign(this, { label, source, most, params, rows: [], known: new Map() });
    this.el = build(`<div ${NG} class="ti3-picks"></div>`);
    const columns = source.table.columns.map((column) => ({ ...column, masked: false }));
    const drop = (_, row) => this.show(this.rows.filter((one) => one !== row));
    this.table = new Table({ columns, row_actions: [REMOVE] }, { onAct: drop });
    this.hint = build(`<span ${NG} class="picks-hint"></span>`);
    this.el.append(button("添加", {}, () => this.choose()), this.hint, this.table.el);
    this.set(value);
  }

  show(rows) {
    this.rows = rows;
    this.hint.innerHTML = ` 已添加 ${rows.length} 个，最多 ${esc(this.most)} 个 `;
    this.table.show(rows.map((row) => Object.assign(row, { _actions: { remove: true } })));
  }

  async set(ids) {
    this.show([]);
    if (!ids?.length) return;
    const { rows } = await post(`/api/tables/${this.source.table.id}`, { page: 1, size: 100, params: this.params });
    this.show(rows.filter((row) => ids.includes(row._id)));
  }

  get() {
    return this.rows.length ? this.rows.map((row) => row._id) : null;
  }

  choose() {
    const pane = new Pane(this.source, { params: this.params });
    const { grid } = pane;
    const fetchRows = grid.fetchRows;
    grid.fetchRows = async (request) => {
      const answer = await fetchRows(request);
      for (const row of answer.rows) this.known.set(row._id, row);
      return answer;
    };
    const take = (dialog) => this.take([...grid.table.ticks.ids]) && dialog.close();
    modal({
      title: `添加${this.label}`,
      body: pane.el,
      size: "large",
      owner: this.el,
      buttons: [{ label: words.ok, isPrimary: true, act: take }, { label: words.cancel }],
    });
    pane.open();
  }

  take(ids) {
    const chosen = [...new Set([...this.rows.map((row) => row._id), ...ids])];
    if (ids.length === 0) notice("warn", `请选择${this.label}`);
    else if (chosen.length > this.most) notice("warn", `一次最多添加${this.most}个${this.label}`);
    else {
      const kept = new Map(this.rows.map((row) => [row._id, row]));
      this.show(chosen.map((id) => kept.get(id) ?? this.known.get(id)));
      return true;
    }
    return false;
  }
}

KINDS.picks = (options) => new Picks(options);
