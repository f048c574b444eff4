"""A survey finds what the replica has, and the next one names what a release has changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen

import pytest
from pydantic import ValidationError

from rpa.engine.project import Project
from rpa.engine.stage import Options
from rpa.events import PageRead
from rpa.portal_map.parts import Part, below_menus, from_text, to_text
from rpa.runs.baselines import Baselines, keep
from rpa.sandbox.generations import GENERATIONS
from rpa.sandbox.pages.catalog import ROUTES, page_at
from rpa.sandbox.pages.navigation import navigation
from rpa.sandbox.pages.view import View
from rpa.sandbox.roles import ROLES
from rpa.sandbox.world.world import World
from rpa.secret import Redactor
from rpa.steps.context import Position
from rpa.steps.expecting import ExpectationFailed
from rpa.steps.survey import Survey
from tests.conftest import ROOT, TODAY

NOTHING = Part("note", "shows no filters, tables, buttons or facts")
BASELINE = "flows/portal-map.baselines/sandbox-{}.txt"


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    """Make a project that can do no more than a survey."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flows").mkdir()
    for name in ("sign-in", "portal-map"):
        shutil.copy(ROOT / "flows" / f"{name}.yaml", tmp_path / "flows")
    return Project(tmp_path / "flows", ROOT / "selectors", tmp_path / "output")


def the_replica_as(role: str, year: int = 2025) -> tuple[Part, ...]:
    """Return what the replica's own list of pages says that it shows to somebody."""
    view = View(World(1, 5, TODAY), ROLES[role], GENERATIONS[year])
    pages = []
    for top in navigation(view.role, view.generation, ROUTES):
        if top["route"]:
            pages.append(((), page_of(top, view)))
        for group in top["groups"]:
            path = tuple(filter(None, (top["label"], group["label"])))
            pages += [(path, page_of(leaf, view)) for leaf in group["items"]]
    return below_menus(pages)


def page_of(leaf: dict[str, Any], view: View) -> Part:
    page = page_at(leaf["route"], view)
    drawn = page.to_json() if page else {"title": "", "breadcrumb": [], "tabs": []}
    titles = dict.fromkeys(filter(None, (*drawn["breadcrumb"][-1:], drawn["title"])))
    inside = tuple(tabs_of(drawn["tabs"])) or (NOTHING,)
    headings = tuple(Part("heading", title) for title in titles)
    return Part("page", leaf["label"], f"/partner/#/{leaf['route']}", (*headings, *inside))


def tabs_of(tabs: Sequence[dict[str, Any]]) -> Iterator[Part]:
    for tab in tabs:
        inside = tuple(tabs_of(tab["tabs"]) if tab["tabs"] else things_of(tab))
        yield from [Part("tab", tab["title"], inside=inside)] if tab["title"] else inside


def things_of(tab: dict[str, Any]) -> Iterator[Part]:
    yield from (Part("filter", field["label"], field["kind"]) for field in tab["form"])
    for block in tab["facts"]:
        yield from (Part("fact", one["label"], block["title"]) for one in block["items"])
    choices = tab.get("choices", [])
    buttons = [*(("查询", "重置") if tab["form"] else ()), *(one["label"] for one in choices)]
    buttons += [one["label"] for one in tab["buttons"] if not one["icon"] and "on" not in one]
    yield from (Part("action", one, "button") for one in buttons)
    if tab["export"]:
        yield Part("action", "导出", "menu")
    table = choices[0]["table"] if choices else tab["table"]
    for column in table["columns"] if table else ():
        marks = [mark for mark, key in (("eye", "masked"), ("sort", "sortable")) if column[key]]
        yield Part("column", column["title"], ", ".join(marks))
    if table and table["row_actions"]:
        yield Part("column", "操作")


def without_rows(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Leave out what rows offer: on a page of them, that depends on what they hold."""
    kept = (one for one in parts if not one.is_of_rows)
    return tuple(replace(one, inside=without_rows(one.inside)) for one in kept)


def kept_map(project: Project, role: str) -> tuple[Part, ...]:
    file = project.flows.parent / BASELINE.format(role)
    return from_text(file.read_text("utf-8"), file.name)


def told(error: str) -> list[str]:
    """Return the lines of the differences in what a run ended with."""
    return error.splitlines()[2:-1]


def mutate(address: str, name: str) -> None:
    with urlopen(Request(f"{address}__mutate__/{name}", method="POST")):
        pass


@pytest.fixture
def look(tmp_path, monkeypatch):
    """Survey a portal of these parts, without a browser, and return what came of it."""
    monkeypatch.chdir(tmp_path)

    def act(text: str, *, is_updated: bool = False) -> tuple[dict[str, Any], list[str]]:
        parts = from_text(text, "portal")
        monkeypatch.setattr("rpa.steps.survey.survey", lambda _ctx: parts)
        scope: dict[str, Any] = {}
        told: list[Any] = []
        ctx = SimpleNamespace(
            baselines=Baselines("clerk", is_updated),
            redactor=Redactor(),
            position=Position(),
            scope=scope,
            emit=told.append,
        )
        Survey(into="map", baseline="shop", changes="changes").run(ctx)
        return scope, [event.message for event in told]

    return act


ORDERS = "page Orders = /orders\n  column Number\n"
SHOP = "(no file).baselines/shop-clerk.txt"
MADE = [f"the baseline {SHOP} was made; look at it"]


def test_the_first_survey_makes_the_baseline_and_the_next_is_held_against_it(look, tmp_path):
    first, made = look(ORDERS)
    again, nothing = look(ORDERS)
    with pytest.raises(ExpectationFailed) as raised:
        look(ORDERS.replace("Number", "Code"))
    assert (made, nothing) == (MADE, [])
    assert (tmp_path / SHOP).read_text("utf-8") == ORDERS
    assert [len(one["changes"]) for one in (first, again)] == [0, 0]
    assert [row["名称"] for row in first["map"]] == ["Orders", "Number"]
    assert str(raised.value) == (
        f"not as in {SHOP}: \nOrders: column Number renamed to Code\n"
        "if it is right so, run it with --update-baselines"
    )


def test_an_update_takes_what_is_there_and_still_lists_what_is_different(look, tmp_path):
    look(ORDERS)
    scope, made = look(ORDERS.replace("Number", "Code"), is_updated=True)
    assert made == MADE
    assert [row["现为"] for row in scope["changes"]] == ["Code"]
    assert "Code" in (tmp_path / SHOP).read_text("utf-8")


def test_many_differences_are_cut(look):
    look(ORDERS)
    with pytest.raises(ExpectationFailed) as raised:
        look(ORDERS + "".join(f"  column C{one}\n" for one in range(50)))
    assert str(raised.value).splitlines()[-3:-1] == ["Orders: column C39 added", "… and 10 more"]


def test_changes_need_a_baseline():
    with pytest.raises(ValidationError, match="`changes` needs `baseline`"):
        Survey(into="map", changes="changes")


@pytest.mark.browser
def test_a_baseline_that_cannot_be_read_ends_the_run_before_the_walk(replicas, run_flow, project):
    file = project.flows.parent / BASELINE.format("manager")
    keep(file, b"page Orders\ncolour red\n")
    outcome = run_flow("portal-map", replicas(rows=5), role="manager", project=project)
    assert outcome.finished.exit_code == 1
    assert outcome.finished.error.startswith(
        f'{BASELINE.format("manager")}:2:1: found "colour red"; two blanks for each level'
    )
    assert outcome.told(PageRead) == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_survey_names_all_in_which_the_replica_is_not_as_its_list_of_pages(
    fresh_replica, run_flow, project
):
    replica = fresh_replica(rows=5)
    file = project.flows.parent / BASELINE.format("manager")
    keep(file, to_text(the_replica_as("manager")).encode())
    for name in ("menu_leaf_renamed", "menu_for_wrong_role", "column_lost", "tab_lost"):
        mutate(replica.address, name)
    outcome = run_flow("portal-map", replica, role="manager", project=project)

    assert outcome.finished.exit_code == 1
    assert outcome.finished.error.splitlines()[1] == f"1. not as in {BASELINE.format('manager')}: "
    lost, held = "3 filters, 3 actions, 8 columns", "筛选条件 3、操作 3、列 8"
    assert told(outcome.finished.error) == [
        "销售 > 客户: page 客户订单 renamed to 订单管理",
        "销售 > 客户 > 客户订单 / 订单资源明细: column 订单行失效时间 lost",
        f"销售 > 客户 > 客户消费: tab 退款账单 lost ({lost})",
        "销售 > 激励: page 激励管理 added",
    ]
    orders = ["销售 > 客户 > 客户订单", "订单资源明细"]
    assert outcome.sheet("变化") == {
        "columns": ["页面", "页签", "类别", "名称", "变化", "原为", "现为"],
        "rows": [
            [orders[0], None, "页面", "客户订单", "改名", "客户订单", "订单管理"],
            [*orders, "列", "订单行失效时间", "丢失", None, None],
            ["销售 > 客户 > 客户消费", "退款账单", "页签", "退款账单", "丢失", held, None],
            ["销售 > 激励 > 激励管理", None, "页面", "激励管理", "新增", None, None],
        ],
        "total": 4,
    }
    now = "销售 > 客户 > 订单管理"
    address = "/partner/#/sales/customer-orders"
    listed = outcome.sheet("门户")
    assert listed["columns"] == ["页面", "页签", "类别", "名称", "说明", "地址"]
    for row in (["筛选条件", "订单类型", "多选列表"], ["列", "订单金额", None]):
        assert [now, orders[1], *row, address] in listed["rows"]
    pages = [(one.page, one.pages) for one in outcome.told(PageRead)]
    assert pages == [(at, 16) for at in range(1, 17)]


@pytest.mark.browser
@pytest.mark.slow
def test_a_survey_finds_every_page_of_the_distributor_and_what_another_release_has_renamed(
    replicas, run_flow, project
):
    old, new = (replicas(rows=5, generation=year) for year in (2024, 2025))
    first = run_flow("portal-map", old, role="distributor", project=project)
    before = kept_map(project, "distributor")
    release = run_flow("portal-map", new, role="distributor", project=project)
    taken = Options(update_baselines=True)
    new.end_session(after=60)
    accepted = run_flow("portal-map", new, role="distributor", project=project, options=taken)

    assert [first.finished.error, accepted.finished.error] == ["", ""]
    assert without_rows(before) == the_replica_as("distributor", 2024)
    assert without_rows(kept_map(project, "distributor")) == the_replica_as("distributor")
    assert told(release.finished.error) == [
        "销售: menu 客户业务 renamed to 客户",
        "销售 > 客户业务: page 代金券管理 renamed to 券管理",
        "销售 > 客户业务 > 代金券管理: heading 代金券管理 renamed to 券管理",
        (
            "销售 > 激励 > 业绩管理 / 业绩查询: tab 业绩转移记录 added "
            "(3 filters, 3 actions, 8 columns)"
        ),
    ]
