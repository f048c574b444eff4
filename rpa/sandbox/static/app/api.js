// Talking to the server: token, expired sessions, and the notices that may ride on any answer.

import { messageBox } from "../ti/modal.js";

const TOKEN = "console_token";
const LOGIN = "/authui/login.html?service=";
const popups = new Set();

export class ApiError extends Error {
  /** `field`: key of the field that is to blame, if one is. */
  constructor(status, message, field = null) {
    super(message);
    Object.assign(this, { status, field });
  }
}

const never = () => new Promise(() => {});
const brokenOff = () => {
  throw new ApiError(0, "网络异常，请稍后重试");
};

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { "X-Console-Token": sessionStorage.getItem(TOKEN) || "", "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(brokenOff);
  popUp(response.headers.get("X-Popup"));
  if (response.status === 401) {
    toLogin();
    return never();
  }
  const answer = await response.json().catch(response.ok ? brokenOff : () => ({}));
  if (!response.ok) throw new ApiError(response.status, answer.error || "系统繁忙，请稍后重试", answer.field);
  return answer;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);

export function toLogin() {
  sessionStorage.removeItem(TOKEN);
  location.assign(LOGIN + encodeURIComponent(location.pathname + location.hash));
}

export async function logOut() {
  await fetch("/authui/logout", { method: "POST" }).catch(() => {});
  sessionStorage.removeItem(TOKEN);
  location.assign("/");
}

async function popUp(encoded) {
  if (!encoded) return;
  const text = decodeURIComponent(encoded);
  if (popups.has(text)) return;
  popups.add(text);
  await messageBox({ title: "系统公告", text, isQuestion: false, isClosable: false, ok: "我知道了" });
  popups.delete(text);
}
