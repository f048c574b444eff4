// What is done to rows: posted to the server, whose answer says what happens next.

import { notice } from "../ti/notice.js";
import { post } from "./api.js";
import { ask } from "./asks.js";
import { go } from "./router.js";

/** Send an action of a table; `reload` draws the table anew when the answer wants it. */
export async function act(tableId, action, body, reload) {
  const form = await ask(action.dialog);
  if (form === null) return;
  try {
    const answer = await post(`/api/actions/${tableId}/${action.key}`, { ...body, form });
    if (answer.message) notice("success", answer.message);
    if (answer.reload) reload();
    if (answer.goto) go(answer.goto);
  } catch (error) {
    notice("error", error.message);
  }
}

/** Choose an item of the export menu. */
export async function startExport(tableId, item, body) {
  if (item.key === "records") {
    go("export-records");
    return;
  }
  const form = await ask(item.dialog);
  if (form === null) return;
  try {
    const { message } = await post("/api/exports", { table: tableId, item: item.key, form, ...body });
    notice("success", message);
  } catch (error) {
    notice("error", error.message);
  }
}
