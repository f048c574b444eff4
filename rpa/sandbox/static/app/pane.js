// What a tab holds: hint, facts, query form, buttons, export and table, as its schema says.

import { GAP, NG, STAR, build, esc, icon } from "../ti/dom.js";
import { button, buttonHtml } from "../ti/button.js";
import { buttonGroup } from "../ti/buttongroup.js";
import { Form } from "../ti/form.js";
import { switchOf } from "../ti/inputs.js";
import { words } from "../ti/look.js";
import { attachMenu } from "../ti/menu.js";
import { alertHtml, notice } from "../ti/notice.js";
import { act, startExport } from "./acts.js";
import { post } from "./api.js";
import { factsOf } from "./facts.js";
import { Grid } from "./grid.js";
import { go } from "./router.js";
import { Steps } from "./steps.js";

export class Pane {
  /** `given`: field values from the address; `params`: the rest of its query part. */
  constructor(schema, { given = {}, params = {} } = {}) {
    Object.assign(this, { schema, params });
    this.el = build(`<div ${NG} class="query-pane ${STAR}"></div>`);
    if (schema.note) this.addNote(schema.note);
    for (const facts of schema.facts || []) this.el.append(factsOf(facts, (label) => this.factOf(label)));
    if (schema.steps) this.el.append(new Steps(schema, params).el);
    if (schema.form?.length) this.addForm(given);
    this.filters = this.form?.values() || {};
    const toolbar = this.toolbar();
    if (toolbar.childElementCount) this.el.append(toolbar);
    if (schema.choices) this.choose(0);
    else if (schema.table) Object.assign(this, this.addTable(schema.table, this.el));
  }

  addNote(text) {
    const note = build(alertHtml("prompt", esc(text)));
    note.querySelector(".ti3-alert-close-icon").addEventListener("click", () => note.remove());
    this.el.append(note);
  }

  addForm(given) {
    this.form = new Form(this.schema.form, { given, onEnter: () => this.search() });
    const buttons = build(`<div ${NG} class="query-buttons"></div>`);
    const reset = () => {
      this.form.reset();
      this.search();
    };
    buttons.append(button(words.search, { kind: "danger" }, () => this.search()), button(words.reset, {}, reset));
    this.el.append(this.form.el, buttons);
  }

  search() {
    this.filters = this.form.values();
    return this.grid?.fromStart();
  }

  toolbar() {
    const bar = build(`<div ${NG} class="table-toolbar"></div>`);
    if (this.schema.choices) bar.append(this.choiceButtons(this.schema.choices));
    for (const spec of this.schema.buttons || []) bar.append(this.buttonOf(spec), document.createComment(""));
    if (this.schema.export) bar.append(this.exportMenu(this.schema.export));
    return bar;
  }

  choiceButtons(choices) {
    this.parts = [];
    return buttonGroup(
      choices.map(({ label }) => label),
      (index) => {
        this.choose(index);
        this.grid.fromStart();
      },
    );
  }

  /** Show one of the tables under the form; it is made when it is first shown. */
  choose(index) {
    for (const part of this.parts) if (part) part.host.style.display = "none";
    this.parts[index] ??= this.addTable(this.schema.choices[index].table, this.addPart());
    Object.assign(this, this.parts[index]);
    this.host.style.display = "";
  }

  addPart() {
    const host = build(`<div ${NG} class="table-choice ${STAR}"></div>`);
    this.el.append(host);
    return host;
  }

  buttonOf(spec) {
    const press = () => {
      const ids = [...(this.grid?.table.ticks.ids || [])];
      if (spec.needs_rows && ids.length === 0) notice("warn", "请先选择记录");
      else this.act(spec, ids);
    };
    if ("on" in spec) return switchOf(spec.label, spec.on, () => this.act(spec, []));
    if (spec.icon !== "eye") return button(spec.label, {}, press);
    const link = build(`<span ${NG} class="guide"><a href="javascript:void(0)" class="eye">${icon("eye")}</a> ${esc(spec.label)} </span>`);
    link.addEventListener("click", press);
    return link;
  }

  exportMenu({ button: label, items }) {
    const host = build(
      `<ti-menu ${NG} class="export-button">${buttonHtml(label, { cls: "ti3-menu-toggle-menu", after: "angle-down" })}${GAP}</ti-menu>`,
    );
    const run = (item) => startExport(this.id, item, this.question());
    attachMenu(host, host.firstElementChild, () => items.map((item) => ({ label: item.label, act: () => run(item) })));
    return host;
  }

  addTable(table, host) {
    const sum = build(
      `<div ${NG} class="ti3-table-sum"><span class="ti3-table-sum-label">${esc(table.sum)}</span><span class="ti3-table-sum-value">--</span></div>`,
    );
    const grid = new Grid(table, {
      fetchRows: (request) => post(`/api/tables/${table.id}`, { ...request, ...this.question() }),
      params: this.params,
      onAct: (action, row) => this.act(action, [row._id]),
      onLink: (cell, row) => this.follow(cell, row),
      onAnswer: (answer) => (sum.lastElementChild.textContent = answer.sum ?? "--"),
    });
    if (table.sum) host.append(sum);
    host.append(...grid.nodes());
    return { table, grid, host };
  }

  get id() {
    return this.table?.id ?? this.schema.key;
  }

  question() {
    return { filters: this.filters, params: this.params };
  }

  follow(cell, row) {
    const route = row._links?.[cell.key];
    if (route) go(route);
    else this.act({ key: `open:${cell.key}` }, [row._id]);
  }

  async factOf(label) {
    return (await post(`/api/facts/${this.schema.key}`, { label, params: this.params })).value;
  }

  act(action, ids) {
    return act(this.id, action, { ids, ...this.question() }, () => this.grid?.load());
  }

  open() {
    return this.grid?.load();
  }
}
