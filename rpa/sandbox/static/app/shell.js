// The frame around every page: banner, notice line, navigation, account menu.

import { GAP, NG, VERSION, VOID, build, esc, icon } from "../ti/dom.js";
import { clock } from "../ti/calendar.js";
import { look, words } from "../ti/look.js";
import { attachMenu } from "../ti/menu.js";
import { Nav } from "../ti/nav.js";
import { get, logOut } from "./api.js";
import { showBanner } from "./banner.js";
import { mutate } from "./mutations.js";
import { showPage } from "./page.js";
import { current, go, plain } from "./router.js";

const shell = {
  facts: null,
  async refresh() {
    shell.facts = await get("/api/shell");
    drawSignedNotice();
  },
};
const app = document.querySelector(".pc-app");
let nav = null;

async function start() {
  shell.facts = await get("/api/shell");
  Object.assign(look, shell.facts.markup);
  Object.assign(words, shell.facts.words);
  clock.today = shell.facts.today;
  if (shell.facts.mutations) mutate(shell.facts.mutations);
  const { header, main } = frame();
  drawHeader(header);
  drawSignedNotice();
  const route = () => {
    const where = current();
    nav.mark(where.route);
    if (shell.facts.banner) showBanner(app);
    showPage(main, where, shell);
  };
  addEventListener("hashchange", route);
  route();
}

function frame() {
  app.className = `pc-app pc-gen-${shell.facts.generation}`;
  app.innerHTML = `<header ${NG} class="pc-header"></header><main ${NG} class="pc-main"></main>`;
  return { header: app.firstElementChild, main: app.lastElementChild };
}

function drawHeader(header) {
  const { nav: entries, display_name: name, role_label: role } = shell.facts;
  const tidy = entries.map((entry) => ({
    ...entry,
    route: entry.route ? plain(entry.route) : null,
    groups: (entry.groups || []).map((group) => ({
      ...group,
      items: group.items.map((leaf) => ({ ...leaf, route: plain(leaf.route) })),
    })),
  }));
  nav = new Nav(tidy, { onGo: go });
  header.innerHTML =
    `<a ${NG} class="pc-logo" href="/">${LOGO}<span class="pc-brand">华为云</span><span class="pc-product">伙伴中心</span></a>${GAP}` +
    `<div ${NG} class="pc-user"><span class="pc-role">${esc(role)}</span>` +
    `<ti-menu ${NG} ${VERSION}><a href="${VOID}" class="ti3-menu-toggle-menu"> ${esc(name)} ${icon("angle-down")}</a></ti-menu></div>`;
  header.prepend(nav.mobile);
  header.querySelector(".pc-logo").after(nav.el);
  const menu = header.querySelector(".pc-user ti-menu");
  attachMenu(menu, menu.firstElementChild, () => shell.facts.user_menu.map(menuItem));
}

const menuItem = ({ label, route, children }) => ({
  label,
  children: (children || []).map(menuItem),
  act: () => (label === "退出登录" ? logOut() : route && go(route)),
});

function drawSignedNotice() {
  app.querySelector(".signed-notice")?.remove();
  const text = shell.facts.signed_notice;
  if (!text) return;
  app.querySelector(".pc-header").before(build(`<div ${NG} class="signed-notice">${icon("info")} ${esc(text)}</div>`));
}

const LOGO =
  `<svg class="pc-mark" viewBox="0 0 32 24" aria-hidden="true"><path fill="#e60012" d="M9 22a8 8 0 0 1-1.2-15.9A10 10 0 0 1 26.6 9 6.6 6.6 0 0 1 25 22H9z"/>` +
  `<path fill="#fff" d="M11 17.5v-5l5-4 5 4v5h-3.4v-3.6h-3.2v3.6z"/></svg>`;

start();
