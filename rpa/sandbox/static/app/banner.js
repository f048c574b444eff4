// The hint for accounts of the international site, on every page until it is waved off for good.

import { VOID, build } from "../ti/dom.js";
import { alertHtml } from "../ti/notice.js";

const NEVER = "intl_banner_never";
const TEXT =
  "检测到您已登录华为云国际站账号，为了您更好的体验，建议您访问国际站服务网站 www.huaweicloud.com/intl/zh-cn" +
  ` <a href="${VOID}" class="intl-banner-never">不再显示此消息</a>`;

export function showBanner(app) {
  if (localStorage.getItem(NEVER) || app.querySelector(".intl-banner")) return;
  const el = build(alertHtml("warn", TEXT, " intl-banner"));
  el.querySelector(".ti3-alert-close-icon").addEventListener("click", () => el.remove());
  el.querySelector(".intl-banner-never").addEventListener("click", () => {
    localStorage.setItem(NEVER, "1");
    el.remove();
  });
  app.prepend(el);
}
