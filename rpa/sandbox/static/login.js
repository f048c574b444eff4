// Sign-in: two forms with one button, inline errors, and what may be asked after a success.

import { build, esc } from "./ti/dom.js";

const find = (selector) => document.querySelector(selector);
const service = JSON.parse(find("#loginService").textContent) || "/";
const iamLink = find("#IAMLinkDiv, #subUserLogin");
const accountLink = find("#accountLinkDiv");
const errorLine = find("#loginErrorMsg");
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

async function submit() {
  const asked = given();
  if (isSending) return;
  if (!asked.account || !asked.password || (asked.form === "iam" && !asked.user)) {
    complain("请输入账号和密码");
    return;
  }
  isSending = true;
  complain("");
  try {
    const response = await fetch("/authui/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...asked, service }),
    });
    const answer = await response.json();
    if (response.ok) await welcome(answer);
    else complain(answer.error);
  } catch {
    complain("网络异常，请稍后重试");
  } finally {
    isSending = false;
  }
}

async function welcome({ token, next, trust_prompt: asksTrust, bind_prompt: asksBind }) {
  sessionStorage.setItem("console_token", token);
  if (asksTrust) await askTrust();
  if (asksBind) await askBind();
  location.assign(next || service);
}

function askTrust() {
  const dialog = build(
    `<div class="hwid-dialog"><div class="hwid-dialog-main"><div class="hwid-dialog-title">是否信任此浏览器？</div>` +
      `<p>如信任此浏览器，下次登录时将不再需要验证码验证。</p>` +
      `<div class="hwid-dialog-buttons"><div class="defaultBtn" tabindex="0">不信任</div><div class="normalBtn" tabindex="0">信任</div></div></div></div>`,
  );
  document.body.append(dialog);
  return new Promise((done) => {
    dialog.querySelectorAll(".hwid-dialog-buttons > div").forEach((button) =>
      button.addEventListener("click", () => {
        dialog.remove();
        done();
      }),
    );
  });
}

/** Takes the place of the form, as the real page does; the id bears a dot there too. */
function askBind() {
  const box = find("#loginBox");
  box.innerHTML =
    `<div class="bind"><div class="login-title">绑定手机号</div><p>为了您的账号安全，建议您绑定手机号或虚拟MFA。</p>` +
    `<input type="text" class="hwid-input" placeholder="${esc("请输入手机号")}"><div class="normalBtn bind-now">立即绑定</div>` +
    `<a id="model.nextBind" href="javascript:void(0);">下次再说</a></div>`;
  return new Promise((done) => box.querySelector("a").addEventListener("click", done));
}

iamLink.addEventListener("click", () => showForm(true));
accountLink.addEventListener("click", () => showForm(false));
find("#btn_submit").addEventListener("click", submit);
find("#passwordForms").addEventListener("keydown", (event) => event.key === "Enter" && submit());
find(".qr-icon").addEventListener("click", () => {
  const isShown = find("#qrForm").style.display === "";
  find("#qrForm").style.display = isShown ? "none" : "";
  find("#passwordForms").style.display = isShown ? "" : "none";
});
