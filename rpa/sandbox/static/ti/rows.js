// The markup of a table's head and rows. Pure: values in, strings out.

import { GAP, NG, STAR, VERSION, VOID, esc, icon } from "./dom.js";
import { actionmenuHtml } from "./actionmenu.js";
import { checkboxHtml } from "./checkbox.js";
import { look, words } from "./look.js";

const FIXED = "ti3-table-column-fixed-right ti3-table-floating-fixed-column";
const TONES = [
  ["red", /失败|失效|过期|冻结|不通过|拒绝|逾期/],
  ["grey", /取消|关闭|回收|已使用|未激活|未实名|草稿/],
  ["green", /完成|有效|生效中|使用中|成功|终稿|已报备|已关联|正常|通过|已实名|可使用/],
  ["orange", /待|预估|宽限|即将/],
  ["blue", /./],
];

export const tone = (text) => (TONES.find(([, words_]) => words_.test(text)) || ["grey"])[0];

/** The columns as drawn: data columns between the check-box, the details icon and 操作. */
export function layout({ columns, row_actions: actions = [], selectable, details }) {
  const leading = [];
  if (selectable) leading.push({ kind: "check", width: 46 });
  if (details) leading.push({ kind: "details", width: 40 });
  const trailing = actions.length ? [{ kind: "actions", width: actionsWidth(actions) }] : [];
  return [...leading, ...columns.map((c) => ({ ...c, width: parseInt(c.width, 10) || 140 })), ...trailing];
}

function actionsWidth(actions) {
  const inline = actions.filter((a) => a.inline);
  const letters = inline.reduce((sum, a) => sum + a.label.length, 0);
  const count = inline.length + (inline.length < actions.length ? 1 : 0);
  return Math.max(100, 32 + letters * 14 + (count - 1) * 16 + (inline.length < actions.length ? 46 : 0));
}

export const totalWidth = (cells) => cells.reduce((sum, cell) => sum + cell.width, 0);

export function headHtml(cells, { isEmpty = false } = {}) {
  return `<tr ${NG} class="${STAR}">${cells.map((cell) => thHtml(cell, isEmpty)).join(GAP)}${GAP}</tr>`;
}

function thHtml(cell, isEmpty) {
  const width = ` width="${cell.width}px"`;
  if (isEmpty) return `<th ${NG}${width}></th>`;
  if (cell.kind === "check") return `<th ${NG} checkbox-column${width}>${checkboxHtml({ attribute: "ticheckgroup" })}</th>`;
  if (cell.kind === "details") return `<th ${NG} details-icon-column${width}></th>`;
  if (cell.kind === "actions") return `<th ${NG}${width} class="${FIXED}"> ${esc(words.operation)} </th>`;
  const right = cell.kind === "money" ? ` class="ti3-align-right"` : "";
  const eye = cell.masked ? `<a ${NG} href="javascript:void(0)" class="eye">${icon("eye-off", look.eye)}</a>` : "";
  const sort = cell.sortable ? `<a ${NG} href="${VOID}" class="ti3-head-sort">${icon("sort")}</a>` : "";
  return `<th ${NG}${width}${right}><span>${esc(cell.title)} ${eye}${sort}</span>${GAP}</th>`;
}

/** All rows as one string. */
export function bodyHtml(cells, rows, tableActions, isTicked) {
  return rows.map((row) => rowHtml(cells, row, tableActions, isTicked(row._id))).join(GAP) + GAP;
}

function rowHtml(cells, row, actions, isTicked) {
  let out = `<tr ${NG} class="${STAR}${isTicked ? " ti3-selected-tr" : ""}">`;
  for (const cell of cells) {
    if (cell.kind === "check") out += `<td ${NG} checkbox-column>${checkboxHtml({ attribute: "ticheckitem", checked: isTicked })}</td>`;
    else if (cell.kind === "details")
      out += `<td ${NG} details-icon-column><a href="${VOID}" class="ti3-table-details-toggle">${icon("plus-square")}</a></td>`;
    else if (cell.kind === "actions")
      out += `<td ${NG} ticolumnfixed="right" class="${FIXED}">${actionmenuHtml(actions, row._actions || {})}</td>`;
    else out += `<td ${NG} tioverflow ${VERSION}${cell.kind === "money" ? ` class="ti3-align-right"` : ""}>${cellHtml(cell, row[cell.key])}${GAP}</td>`;
  }
  return `${out}</tr>`;
}

/** What stands inside a data cell. */
export function cellHtml(cell, value) {
  if (value === null || value === undefined || value === "") return "--";
  const text = esc(value);
  if (cell.kind === "status") return value === "--" ? text : `<span class="dot dot-${tone(value)}"></span>${text}`;
  if (cell.kind === "link") return value === "--" ? text : `<a ${NG} href="${VOID}" class="ti3-table-link">${text}</a>`;
  return text;
}

export function detailsHtml(span, details, row) {
  const items = details.map(
    ({ key, title }) =>
      `<div class="ti3-details-item"><span class="ti3-details-label">${esc(title)}</span><span class="ti3-details-value">${esc(row[key] ?? "--")}</span></div>`,
  );
  return `<tr ${NG} class="ti3-details-tr ${STAR}"><td colspan="${span}"><div class="ti3-details">${items.join("")}</div></td></tr>`;
}

export const emptyHtml = (span) =>
  `<tr ${NG} class="ti3-table-nodata"><td colspan="${span}"><div class="ti3-table-nodata-box"><i class="ti3-icon-nodata"></i><span>${esc(words.empty)}</span></div></td></tr>`;

export const failHtml = (span) =>
  `<tr ${NG} class="ti3-table-loadfail"><td colspan="${span}"><div class="ti3-table-nodata-box"><i class="ti3-icon-loadfail"></i>` +
  `<span>${esc(words.load_failed)}</span> <a href="${VOID}" class="ti3-table-reload">${esc(words.retry)}</a></div></td></tr>`;
