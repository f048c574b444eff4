// A row's actions: some links, the rest behind 更多. What is disabled is so by class only.

import { GAP, NG, VERSION, VOID, esc, icon } from "./dom.js";
import { words } from "./look.js";
import { attachMenu } from "./menu.js";

export function actionmenuHtml(actions, allowed) {
  const drawn = actions.filter(({ key }) => key in allowed);
  const links = drawn.filter((a) => a.inline).map((a) => linkHtml(a, allowed[a.key]));
  const more = drawn.some((a) => !a.inline)
    ? `<ti-menu ${NG}><a href="${VOID}" class="ti3-menu-toggle-menu">${esc(words.more)} ${icon("angle-down")}</a></ti-menu>`
    : "";
  return `<ti-actionmenu ${NG} ${VERSION}>${links.join(GAP)}${GAP}${more}${GAP}</ti-actionmenu>`;
}

const linkHtml = (action, isEnabled) =>
  `<a ${NG} href="${VOID}" class="ti3-action-menu-item${isEnabled ? "" : " ti3-action-menu-item-disabled"}">${esc(action.label)}</a>`;

/** Make the action menus inside `row` (a tr) work. */
export function wireActions(tr, actions, allowed, onAct) {
  const inline = actions.filter(({ key, inline: isInline }) => isInline && key in allowed);
  tr.querySelectorAll(".ti3-action-menu-item").forEach((link, i) => {
    link.addEventListener("click", () => allowed[inline[i].key] && onAct(inline[i]));
  });
  const toggle = tr.querySelector("ti-actionmenu .ti3-menu-toggle-menu");
  if (!toggle) return;
  const rest = actions.filter(({ key, inline: isInline }) => !isInline && key in allowed);
  attachMenu(toggle.parentElement, toggle, () =>
    rest.map((action) => ({ label: action.label, disabled: !allowed[action.key], act: () => onAct(action) })),
  );
}
