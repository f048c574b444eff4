"""A survey lists what a page shows, tab by tab, and clicks nothing but menus and tabs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from rpa.errors import ActWithoutEffect, StepFailed
from rpa.portal_map.parts import Part, to_text
from rpa.steps.surveying import survey
from rpa.widgets import survey as widget
from rpa.widgets.menu import MenuMissing
from rpa.widgets.survey import address_of, menu_paths, open_leaf, read_page

pytestmark = pytest.mark.browser

PAGE = """
import { button } from "/static/ti/button.js";
import { buttonGroup } from "/static/ti/buttongroup.js";
import { Form } from "/static/ti/form.js";
import { Pager } from "/static/ti/pager.js";
import { Table } from "/static/ti/table.js";
import { tabs } from "/static/ti/tabs.js";
import { factsOf } from "/static/app/facts.js";
window.clicked = [];
addEventListener("click", (event) => clicked.push(event.target.textContent.trim()), true);

const KINDS = ["text", "long_text", "password", "code", "select", "multi_select", "radio", "date", "date_range", "month"];
const form = new Form(KINDS.map((kind) => ({ kind, key: kind, label: `条件 ${kind}`, options: ["甲"] })));
const action = (key, inline = true) => ({ key, label: key, inline });
const table = new Table({
  columns: [
    { key: "id", title: "编号" },
    { key: "who", title: "客户名称", masked: true, sortable: true },
  ],
  row_actions: [action("查看"), action("撤回"), action("删除", false)],
  selectable: true,
  details: [{ key: "id", title: "明细" }],
}, {});
table.show([
  { _id: 1, id: "1", who: "甲", _actions: { 查看: true } },
  { _id: 2, id: "2", who: "乙", _actions: { 查看: true, 撤回: false, 删除: true } },
]);
const pager = new Pager({ sizes: [10], onChange: () => {} });
const fills = {
  一: (pane) => pane.append(form.el, button("查询", {}, () => {}), button("提交", { disabled: true }, () => {})),
  二: (pane) => {
    const inner = tabs([{ title: "甲" }, { title: "乙" }], { fill: (tab, own) => fills[tab.title](own) });
    pane.append(buttonGroup(["按月", "按日"], () => {}), inner.el);
    inner.open();
  },
  甲: (pane) => pane.append(factsOf({ title: "账号信息", items: [{ label: "邮箱", value: "1" }] })),
  乙: (pane) => setTimeout(() => pane.append(table.el, pager.el), 60),
};
const outer = tabs([{ title: "一" }, { title: "二" }, { title: "三" }], { fill: (tab, pane) => fills[tab.title]?.(pane) });
document.body.append(outer.el);
outer.el.querySelectorAll("li")[2].classList.add("disabled");
outer.open();
"""
FOUND = """\
page 客户 = /
  heading 客户管理
  tab 一
    filter 条件text = text
    filter 条件long_text = long_text
    filter 条件password = password
    filter 条件code = code
    filter 条件select = select
    filter 条件multi_select = multi_select
    filter 条件radio = radio
    filter 条件date = date
    filter 条件date_range = date_range
    filter 条件month = month
    action 获取验证码 = button
    action 查询 = button
    action 提交 = button, disabled
  tab 二
    action 按月 = button
    action 按日 = button
    tab 甲
      fact 邮箱 = 账号信息
    tab 乙
      column 编号
      column 客户名称 = eye, sort
      column 操作
      action 查看 = row
      action 撤回 = row
      action 更多 = row, menu
  tab 三 = disabled
"""


@pytest.mark.parametrize("tabs", ["ti3", "devui"])
def test_a_page_is_read_with_every_tab_and_nothing_else_is_clicked(show, surface, page, tabs):
    look = f'import {{ look }} from "/static/ti/look.js"; look.tabs = "{tabs}";'
    show(look + PAGE, '<h1 class="page-title">客户管理</h1>')
    assert to_text([read_page(surface, "客户")]) == FOUND
    assert page.evaluate("clicked") == ["二", "乙"]


def test_a_page_that_shows_nothing_of_the_kind_says_so(show, surface):
    show("", '<h1 class="page-title">公告</h1><p>无')
    assert read_page(surface, "公告").inside == (
        Part("heading", "公告"),
        Part("note", "shows no filters, tables, buttons or facts"),
    )


def test_a_page_that_never_rests_is_read_as_it_is(show, surface, monkeypatch):
    monkeypatch.setattr(widget, "LOAD_LIMIT_S", 0.3)
    show("", '<h1 class="page-title">慢</h1><div class="ti3-loading-mask">…</div>')
    assert Part("note", "still loads after 0.3 s") in read_page(surface, "慢").inside


def test_an_address_has_neither_host_nor_query_nor_ids():
    assert [
        address_of(f"https://console.example.com/{rest}")
        for rest in (
            "partner/?token=1#/sales/orders?tab=2",
            "orders/CS2511230001/lines",
            "v2/a1b2c3d4-0000-4000-8000-a1b2c3d4e5f6",
            "",
        )
    ] == ["/partner/#/sales/orders", "/orders/{id}/lines", "/v2/{id}", "/"]


MENU = """
import { Nav } from "/static/ti/nav.js";
const leaf = (label) => ({ label, route: label });
const goes = {
  主页: () => to("home"), 订单: () => to("orders"), 同一页: () => to("orders"), 账单: () => to("bills"),
  公告: () => to("news"), 新窗口: () => open("/other"), 外站: () => to("refused"),
};
const to = (hash) => { location.hash = `/${hash}`; draw(); };
const draw = () => { document.querySelector("h1").textContent = location.hash; };
const entries = [
  { label: "主页", route: "主页", groups: [] },
  { label: "销售", groups: [{ label: "客户", items: [leaf("订单"), leaf("账单"), leaf("同一页")] }, { label: "", items: [leaf("公告")] }] },
  { label: "支持", groups: [{ label: "", items: [leaf("新窗口"), leaf("外站")] }] },
];
location.hash ||= "/home";
const nav = new Nav(entries, { onGo: (route) => goes[route]() });
document.body.prepend(nav.mobile, nav.el);
draw();
"""
BODY = '<h1 class="page-title" style="margin-top:300px"></h1>'


class Ctx(SimpleNamespace):
    """What a walk asks of its context; of its windows it is on the newest."""

    @property
    def page(self):
        return self.windows.pages[-1]


@pytest.fixture
def ctx_of(context, surface_of):
    def make() -> Ctx:
        surface = surface_of(60)
        told = []

        def refuse() -> None:
            if ctx.page.url.endswith("#/refused"):
                raise StepFailed("elsewhere.invalid: not one of the portal's hosts")

        ctx = Ctx(
            windows=context,
            surface=surface,
            library=surface.library,
            deadline=surface.deadline,
            book=SimpleNamespace(portal=SimpleNamespace(title="Desk")),
            hooks=SimpleNamespace(check_session=lambda _ctx: None, check_hosts=refuse),
            is_ending=False,
            told=told,
            emit=told.append,
        )
        return ctx

    return make


def test_every_leaf_of_the_menu_is_a_path(show, surface):
    show(MENU, BODY)
    assert [" > ".join(path) for path in menu_paths(surface)] == [
        "主页",
        "销售 > 客户 > 订单",
        "销售 > 客户 > 账单",
        "销售 > 客户 > 同一页",
        "销售 > 公告",
        "支持 > 新窗口",
        "支持 > 外站",
    ]


def test_a_leaf_that_leads_nowhere_has_no_effect(show, surface, monkeypatch):
    monkeypatch.setattr(widget, "OPEN_LIMIT_S", 0.8)
    show(MENU.replace('公告: () => to("news")', "公告: () => {}"), BODY)
    with pytest.raises(ActWithoutEffect, match=r"销售 > 公告: no effect within 0\.8 s"):
        open_leaf(surface, ("销售", "公告"))


@pytest.mark.slow
def test_a_walk_notes_what_is_no_page_of_its_own_and_goes_on(show, ctx_of, context, monkeypatch):
    monkeypatch.setattr(widget, "OPEN_LIMIT_S", 3)  # the first page is in front when it is opened
    show(MENU, BODY)
    ctx = ctx_of()
    nothing = "note shows no filters, tables, buttons or facts"
    assert to_text(survey(ctx)).splitlines() == [
        "page 主页 = /#/home",
        "  heading #/home",
        f"  {nothing}",
        "menu 销售",
        "  menu 客户",
        "    page 订单 = /#/orders",
        "      heading #/orders",
        f"      {nothing}",
        "    page 账单 = /#/bills",
        "      heading #/bills",
        f"      {nothing}",
        "    page 同一页 = /#/orders",
        "      note the same as 销售 > 客户 > 订单",
        "  page 公告 = /#/news",
        "    heading #/news",
        f"    {nothing}",
        "menu 支持",
        "  page 新窗口 = /other#/home",
        "    note opens a window of its own",
        "  page 外站",
        "    note elsewhere.invalid: not one of the portal's hosts",
    ]
    assert len(context.pages) == 1
    last = ctx.told[-1]
    assert (last.page, last.pages, last.total) == (7, 7, None)


def test_a_page_without_a_menu_is_no_portal(show, ctx_of, monkeypatch):
    monkeypatch.setattr(widget, "LOAD_LIMIT_S", 0.3)
    show("", BODY)
    with pytest.raises(MenuMissing, match="Desk: the portal did not load"):
        survey(ctx_of())
