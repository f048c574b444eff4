// Sign-in: two forms with one button, inline errors, and a captcha when the server wants one.

import { welcome } from "./welcome.js";

const find = (selector) => document.querySelector(selector);
const service = JSON.parse(find("#loginService").textContent) || "/";
const iamLink = find("#IAMLinkDiv, #subUserLogin");
const accountLink = find("#accountLinkDiv");
const errorLine = find("#loginErrorMsg");
const captcha = { row: find("#captchaRow"), input: find("#captchaRow input"), image: find("#captchaImage") };
let isSending = false;

function showForm(isIam) {
  find("#iamForm").style.display = isIam ? "" : "none";
  find("#accountForm").style.display = isIam ? "none" : "";
  iamLink.style.display = isIam ? "none" : "";
  accountLink.style.display = isIam ? "" : "none";
  complain("");
}

function complain(text) {
  errorLine.textContent = text;
  errorLine.style.display = text ? "" : "none";
}

/** What is typed into the visible form. */
function given() {
  const form = find("#iamForm").style.display === "none" ? "account" : "iam";
  const inputs = [...document.querySelectorAll(`#${form}Form input:not(.ti3-password-hack-input)`)];
  const [account, ...rest] = inputs.map((input) => input.value);
  const password = rest.pop();
  return { form, account: account.trim(), user: form === "iam" ? rest[0].trim() : "", password };
}

/** Show a captcha that nobody has tried yet. */
function renewCaptcha() {
  captcha.row.style.display = "";
  captcha.input.value = "";
  captcha.image.src = `/authui/captcha.svg?t=${Date.now()}`;
}

async function submit() {
  const asked = given();
  if (isSending) return;
  if (!asked.account || !asked.password || (asked.form === "iam" && !asked.user)) {
    complain("请输入账号和密码");
    return;
  }
  const seen = captcha.row.style.display === "none" ? null : captcha.input.value.trim();
  if (seen === "") {
    complain("请输入验证码");
    return;
  }
  isSending = true;
  complain("");
  try {
    const response = await fetch("/authui/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...asked, service, captcha: seen }),
    });
    const answer = await response.json();
    if (answer.verify) location.assign(answer.verify);
    else if (response.ok) await welcome(answer, service);
    else complain(answer.error);
    if (answer.captcha) renewCaptcha();
  } catch {
    complain("网络异常，请稍后重试");
  } finally {
    isSending = false;
  }
}

iamLink.addEventListener("click", () => showForm(true));
accountLink.addEventListener("click", () => showForm(false));
find("#captchaChange").addEventListener("click", renewCaptcha);
find("#btn_submit").addEventListener("click", submit);
find("#passwordForms").addEventListener("keydown", (event) => event.key === "Enter" && submit());
find(".qr-icon").addEventListener("click", () => {
  const isShown = find("#qrForm").style.display === "";
  find("#qrForm").style.display = isShown ? "none" : "";
  find("#passwordForms").style.display = isShown ? "" : "none";
});
