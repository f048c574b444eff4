// What may be asked after a sign-in that succeeded.

import { build, esc } from "./ti/dom.js";

/** Keep the token, ask what is asked once, and go on. */
export async function welcome({ token, next, trust_prompt: asksTrust, bind_prompt: asksBind }, service) {
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
  const box = document.querySelector("#loginBox");
  box.innerHTML =
    `<div class="bind"><div class="login-title">绑定手机号</div><p>为了您的账号安全，建议您绑定手机号或虚拟MFA。</p>` +
    `<input type="text" class="hwid-input" placeholder="${esc("请输入手机号")}"><div class="normalBtn bind-now">立即绑定</div>` +
    `<a id="model.nextBind" href="javascript:void(0);">下次再说</a></div>`;
  return new Promise((done) => box.querySelector("a").addEventListener("click", done));
}
