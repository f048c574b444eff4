// 获取验证码, wherever a form has such a field: the server sends a code and says where it went.

import { notice } from "../ti/notice.js";
import { post } from "./api.js";

document.addEventListener("ti-code", async ({ detail: { control, label, to, values } }) => {
  if (to && !values[to]) {
    notice("warn", "请先填写接收验证码的号码或邮箱");
    return;
  }
  try {
    const answer = await post("/api/codes", { by: values.code_by ?? label, to: to ? values[to] : null });
    notice("success", answer.message);
    control.countDown(answer.wait_s);
  } catch (error) {
    notice("error", error.message);
  }
});
