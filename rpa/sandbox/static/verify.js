// 登录验证: the code of a virtual MFA, or one that is sent by 短信.

import { welcome } from "./welcome.js";

const find = (selector) => document.querySelector(selector);
const service = JSON.parse(find("#loginService").textContent) || "/";
const input = find(".verify-row input");
const sender = find("#sendVerifyCode");
const SEND = "获取验证码";
let isSending = false;

function show(line, text) {
  line.textContent = text;
  line.style.display = text ? "" : "none";
}

const complain = (text) => show(find("#verifyErrorMsg"), text);

/** What the server says, or null when it cannot be reached or has forgotten this sign-in. */
async function post(path, body) {
  complain("");
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    const answer = await response.json();
    if (response.ok) return answer;
    complain(answer.error);
    if (answer.error.includes("已过期")) countDown(0);
  } catch {
    complain("网络异常，请稍后重试");
  }
  return null;
}

async function submit() {
  const code = input.value.trim();
  if (isSending) return;
  if (!/^\d{6}$/.test(code)) {
    complain("请输入6位验证码");
    return;
  }
  isSending = true;
  const answer = await post("/authui/verify", { code, service });
  isSending = false;
  if (answer) await welcome(answer, service);
}

async function send() {
  if (sender.classList.contains("disabled")) return;
  const answer = await post("/authui/verify/code", {});
  if (!answer) return;
  show(find("#verifyMsg"), answer.message);
  countDown(answer.wait_s);
}

let ticking = null;

/** Nothing can be sent again for so many seconds. */
function countDown(seconds) {
  clearTimeout(ticking);
  if (!sender) return;
  sender.classList.toggle("disabled", seconds > 0);
  sender.textContent = seconds > 0 ? `${seconds}s` : SEND;
  if (seconds > 0) ticking = setTimeout(() => countDown(seconds - 1), 1000);
}

sender?.addEventListener("click", send);
find("#btn_verify").addEventListener("click", submit);
find("#verifyForm").addEventListener("keydown", (event) => event.key === "Enter" && submit());
