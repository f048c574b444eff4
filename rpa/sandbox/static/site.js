// Site home: the account's drop-down.

import { attachMenu } from "./ti/menu.js";
import { logOut } from "./app/api.js";

const host = document.querySelector(".site-account");
const costs = document.body.classList.contains("gen-2025") ? "费用与成本" : "费用中心";
const items = [
  { label: "账号中心" },
  { label: costs },
  // A new tab that copies this tab's sessionStorage, so no "noopener".
  { label: "伙伴中心", act: () => window.open("/partner/", "_blank") },
  { label: "退出登录", act: logOut },
];

if (host) attachMenu(host, host.firstElementChild, () => items);
