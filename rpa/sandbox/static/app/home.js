// 主页: who one is, what waits, what is new. And the agreement, when one is due.

import { NG, VOID, build, esc, on } from "../ti/dom.js";
import { askAgreement } from "./agreement.js";
import { go } from "./router.js";

const NOTICES = [
  { title: "关于伙伴中心导航优化的通知", date: "2026-11-02" },
  { title: "【培训】伙伴业务运营线上课堂第12期报名开启", date: "2026-10-27" },
  { title: "关于调整部分云服务产品激励策略的公告", date: "2026-10-15" },
  { title: "伙伴账单出账时间说明", date: "2026-10-08" },
];
const STEPS = [
  ["报备客户", "将潜在客户报备到您的名下"],
  ["邀请关联", "发送邀请，与客户建立关联关系"],
  ["商机跟进", "登记商机进展，赢得订单"],
  ["激励结算", "按期对账，获得伙伴激励"],
];

export function home(host, page, shell) {
  const body = page.body && typeof page.body === "object" ? page.body : {};
  host.classList.add("home");
  host.innerHTML =
    welcomeHtml(shell.facts) +
    `<div class="home-columns"><div class="home-main">${figuresHtml(body.figures || [])}${todoHtml(body.todo || [])}${journeyHtml()}</div>` +
    `<div class="home-side">${profileHtml(shell.facts)}${noticesHtml(body.notices || NOTICES)}</div></div>`;
  on(host, "click", ".todo-item", (el) => {
    const { route } = body.todo[[...el.parentElement.children].indexOf(el)];
    if (route) go(route);
  });
  if (shell.facts.agreement) askAgreement(shell.facts.agreement, host.firstElementChild, shell.refresh);
}

const card = (title, inner, extra = "") =>
  `<section ${NG} class="home-card"><div class="home-card-head"><span>${title}</span>${extra}</div><div class="home-card-body">${inner}</div></section>`;

const welcomeHtml = ({ display_name: name, role_label: role, today }) =>
  `<div ${NG} class="home-welcome"><div><h2>您好，${esc(name)}</h2><p>欢迎使用伙伴中心，今天是 ${esc(today)}</p></div><span class="home-role">${esc(role)}</span></div>`;

function figuresHtml(figures) {
  if (!figures.length) return "";
  const one = ({ label, value, unit }) =>
    `<div class="figure"><span class="figure-label">${esc(label)}</span><span class="figure-value">${esc(value)}<small>${esc(unit)}</small></span></div>`;
  return card("经营概览", `<div class="figures">${figures.map(one).join("")}</div>`);
}

function todoHtml(todo) {
  if (!todo.length) return card("待办事项", `<div class="home-none">暂无待办</div>`);
  const one = ({ label, count }) =>
    `<a href="${VOID}" class="todo-item"><span class="todo-count">${esc(count)}</span><span>${esc(label)}</span></a>`;
  return card("待办事项", `<div class="todo">${todo.map(one).join("")}</div>`);
}

const journeyHtml = () =>
  card(
    "业务流程",
    `<div class="journey">${STEPS.map(([title, text], i) => `<div class="journey-step"><b>${i + 1}</b><div><h4>${title}</h4><p>${text}</p></div></div>`).join("")}</div>`,
  );

const profileHtml = ({ account, display_name: name, role_label: role }) =>
  card(
    "伙伴名片",
    `<div class="profile"><div class="profile-face">${esc([...String(name)][0])}</div><div><b>${esc(name)}</b><p>账号：${esc(account)}</p><p>伙伴身份：${esc(role)}</p></div></div>`,
  );

const noticesHtml = (notices) =>
  card(
    "公告",
    `<ul class="home-notices">${notices.map(({ title, date }) => `<li><a href="${VOID}">${esc(title)}</a><span>${esc(date)}</span></li>`).join("")}</ul>`,
    `<a href="${VOID}">全部公告</a>`,
  );
