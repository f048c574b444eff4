// What is done to rows: posted to the server, whose answer says what happens next.

import { messageBox } from "../ti/modal.js";
import { notice } from "../ti/notice.js";
import { post } from "./api.js";
import { ask, shownPage } from "./asks.js";
import { go } from "./router.js";

/** Send an action of a table, and return the answer or null; `reload` draws the table anew when that wants it. */
export async function act(tableId, action, body, reload) {
  try {
    const send = (form) => post(`/api/actions/${tableId}/${action.key}`, { ...body, form });
    const answer = await ask(action.dialog, send);
    // The server may want a dialog filled in that depends on the row.
    if (answer?.dialog) return await act(tableId, { ...action, dialog: answer.dialog }, body, reload);
    if (answer) await heed(answer, reload);
    return answer;
  } catch (error) {
    notice("error", error.message);
    return null;
  }
}

async function heed({ message, box, reload: isStale, goto }, reload) {
  if (message) notice("success", message);
  if (box) await messageBox({ kind: "success", ...box, isQuestion: false, owner: shownPage() });
  if (isStale) reload();
  if (goto) go(goto);
}

/** Choose an item of the export menu. */
export async function startExport(tableId, item, body) {
  if (item.key === "records") {
    go("export-records");
    return;
  }
  try {
    const send = (form) => post("/api/exports", { table: tableId, item: item.key, form, ...body });
    const answer = await ask(item.dialog, send);
    if (answer) notice("success", answer.message);
  } catch (error) {
    notice("error", error.message);
  }
}
