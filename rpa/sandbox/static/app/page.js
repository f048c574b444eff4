// A portal page from its schema: built anew on each route, dropped if one has left before it came.

import { NG, build, esc } from "../ti/dom.js";
import { sweepDrops } from "../ti/drop.js";
import { sweepModals } from "../ti/modal.js";
import { tabs } from "../ti/tabs.js";
import { get } from "./api.js";
import { exportRecords } from "./exports.js";
import { factsOf } from "./facts.js";
import { home } from "./home.js";
import { Pane } from "./pane.js";
import "./codes.js";
import "./picks.js";

const NOT_BUILT = "该页面尚未在沙箱中提供";
const FORBIDDEN = "您没有访问该页面的权限";
const OWN = { home, "export-records": exportRecords };
let visit = 0;

export async function showPage(main, { route, query }, shell) {
  const mine = (visit += 1);
  main.innerHTML = `<div ${NG} class="page-body page-loading"><div class="ti3-loading-mask"><span class="ti3-loading-spinner"></span></div></div>`;
  sweepDrops();
  sweepModals();
  scrollTo(0, 0);
  let page;
  try {
    page = await get(`/api/pages/${route}${query.size ? `?${query}` : ""}`);
  } catch (error) {
    page = { title: "", tabs: [], empty: error.status === 404 ? FORBIDDEN : error.message };
  }
  if (mine !== visit) return;
  draw(main, page, { route, query, shell });
}

function draw(main, page, { route, query, shell }) {
  main.innerHTML = headHtml(page) + `<div ${NG} class="page-body"></div>`;
  const body = main.lastElementChild;
  document.title = page.title ? `${page.title} - 伙伴中心` : "伙伴中心";
  if (page.empty) body.append(empty(page.empty));
  else if (OWN[route]) OWN[route](body, page, shell);
  else if (page.tabs?.length) fill(body, page.tabs, contextOf(query));
  else body.append(empty(NOT_BUILT));
}

function headHtml(page) {
  const crumbs = (page.breadcrumb || []).map((label, i, list) => {
    const isLast = i === list.length - 1;
    return `<span class="ti3-crumb-item${isLast ? " ti3-crumb-current" : ""}"> ${esc(label)} </span>`;
  });
  const crumb = `<ti-crumb ${NG}><div class="ti3-crumb">${crumbs.join(`<span class="ti3-crumb-separator">/</span>`)}</div></ti-crumb>`;
  return `${crumbs.length ? crumb : ""}${page.title ? `<h1 ${NG} class="page-title"> ${esc(page.title)} </h1>` : ""}`;
}

const empty = (text) => build(`<div ${NG} class="page-empty"><i class="ti3-icon-nodata"></i><p> ${esc(text)} </p></div>`);

/** What the address asks for: a tab, values of fields, and whatever else. */
function contextOf(query) {
  const context = { tab: null, given: {}, params: {} };
  for (const [name, value] of query) {
    if (name === "tab") context.tab = value;
    else if (name.startsWith("f.")) context.given[name.slice(2)] = value;
    else context.params[name] = value;
  }
  return context;
}

/** One tab without a title needs no tab bar. */
function fill(host, list, context) {
  if (list.length === 1 && !list[0].title) {
    fillTab(list[0], host, context);
    return;
  }
  const holds = (tab) => tab.key === context.tab || (tab.tabs || []).some(holds);
  const active = Math.max(0, list.findIndex(holds));
  const bar = tabs(list, { active, fill: (tab, pane) => fillTab(tab, pane, context) });
  host.append(bar.el);
  bar.open();
}

function fillTab(tab, host, context) {
  if (tab.tabs?.length) {
    host.append(...(tab.facts || []).map(factsOf));
    fill(host, tab.tabs, context);
    return;
  }
  const isMeant = !context.tab || context.tab === tab.key;
  const pane = new Pane(tab, { given: isMeant ? context.given : {}, params: context.params });
  host.append(pane.el);
  pane.open();
}
