// 导出记录: the tasks of one's exports. It shows what is; 刷新 asks again.

import { NG, STAR, build } from "../ti/dom.js";
import { button } from "../ti/button.js";
import { words } from "../ti/look.js";
import { get } from "./api.js";
import { Grid } from "./grid.js";

const SCHEMA = {
  id: "export-records",
  columns: [
    { key: "name", title: "任务名称", width: 320, kind: "text" },
    { key: "created", title: "导出时间", width: 190, kind: "datetime" },
    { key: "status", title: "导出状态", width: 130, kind: "status" },
    { key: "operator", title: "操作人", width: 160, kind: "text" },
  ],
  row_actions: [{ key: "download", label: words.download, inline: true }],
  page_sizes: [10, 20, 50, 100],
};

export function exportRecords(host) {
  const pane = build(`<div ${NG} class="query-pane ${STAR}"><div class="table-toolbar"></div></div>`);
  const grid = new Grid(SCHEMA, {
    fetchRows: async ({ page, size }) => {
      const { total, rows } = await get(`/api/exports?page=${page}&size=${size}`);
      return { total, rows: rows.map((row) => ({ ...row, _actions: row.status === "已完成" ? { download: true } : {} })) };
    },
    onAct: (_, row) => download(`/api/exports/${row._id}/file`),
  });
  pane.firstElementChild.append(button(words.refresh, {}, () => grid.load()));
  pane.append(...grid.nodes());
  host.append(pane);
  grid.load();
}

/** Not marked as a download: who is signed out by now is led to the sign-in page instead. */
function download(address) {
  const link = build(`<a href="${address}" style="display:none"></a>`);
  document.body.append(link);
  link.click();
  link.remove();
}
