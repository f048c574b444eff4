"""Tables: a page of rows, what the eye shows, what is done to rows."""

import asyncio
from collections.abc import Sequence
from typing import Any

from rpa.sandbox import table_faults as strike
from rpa.sandbox.inputs import check_form
from rpa.sandbox.pages.catalog import tab_of
from rpa.sandbox.pages.view import View
from rpa.sandbox.refusal import BUSY, Refused
from rpa.sandbox.schema import (
    PAGE_SIZES,
    Act,
    Button,
    Column,
    Field,
    Json,
    RowAction,
    Step,
    Tab,
    Table,
)
from rpa.sandbox.web.endpoint import Answer, Call
from rpa.sandbox.web.writing import Clerk, carried_out

_SLOW_S = 1.5


async def rows(call: Call) -> Json:
    """Return a page of a table's rows as text, masked unless revealed."""
    if call.sandbox.faults.is_on("slow"):
        await asyncio.sleep(_SLOW_S)
    view, tab, table = found_table(call, call.path["id"])
    page, size = call.number("page", 1), call.number("size", PAGE_SIZES[0], most=PAGE_SIZES[-1])
    return _page(call, view, tab, table, page, size)


def reveal(call: Call) -> Json:
    """Return the cells of a masked column in clear."""
    view, tab, table = found_table(call, call.path["id"])
    column = next((c for c in table.columns if c.masked and c.key == call.body.get("column")), None)
    if column is None:
        raise Refused(400, "参数错误：column")
    known, clear = call.sandbox.results.by_id(view, tab), column.clear or column.read
    return {"values": {one: clear(known[one]) for one in call.texts("ids") if one in known}}


def fact(call: Call) -> Json:
    """Return a masked value of a tab's facts in clear."""
    view = call.sandbox.view(call.session.role, call.mapping("params"))
    tab, label = tab_of(call.path["id"], view), str(call.body.get("label"))
    values = [facts.clear[label] for facts in tab.facts if label in facts.clear] if tab else []
    if not values:
        raise Refused(404, "页面不存在")
    return {"value": values[0]}


async def act(call: Call) -> Answer:
    """Do something to rows, or refuse."""
    return await carried_out(call, lambda clerk: _done(call, clerk))


def _done(call: Call, clerk: Clerk) -> Json:
    view = call.sandbox.view(call.session.role, call.mapping("params"))
    key = call.path["key"]
    tab = tab_of(call.path["id"], view)
    action = _action(tab, key) if tab else None
    if tab is None or action is None:
        raise Refused(404, "页面不存在")
    if action.act is None:
        raise Refused(501, "暂未开放")
    rows = _chosen(call, view, tab)
    if isinstance(action, RowAction) and not all(map(action.is_enabled, rows)):
        raise Refused(409, f"所选记录的当前状态不允许{action.label}")
    account, codes = call.session.role.name, call.sandbox.codes
    fields, form = _fields_asked(tab, action), call.mapping("form")
    check_form(fields, form, lambda code: codes.problem(account, code))
    return action.act(_act(call, rows, clerk))


def _fields_asked(tab: Tab, action: RowAction[Any] | Button | Step) -> list[Field[Any]]:
    """Return all that must be filled in by now: of steps also what came before."""
    if not isinstance(action, Step):
        return list(action.dialog.fields) if action.dialog else []
    steps = tab.steps[: tab.steps.index(action) + 1]
    return [field for step in steps for field in step.fields]


def _action(tab: Tab, key: str) -> RowAction[Any] | Button | Step | None:
    listed: list[RowAction[Any] | Button | Step] = [*tab.buttons, *tab.steps]
    if tab.table:
        listed += tab.table.row_actions
    return next((one for one in listed if one.key == key), None)


def _chosen(call: Call, view: View, tab: Tab) -> list[Any]:
    ids = call.texts("ids")
    known = call.sandbox.results.by_id(view, tab) if ids else {}
    if missing := [one for one in ids if one not in known]:
        raise Refused(404, f"记录不存在：{missing[0]}")
    return [known[one] for one in ids]


def _act(call: Call, rows: Sequence[Any], clerk: Clerk) -> Act[Any]:
    form, params = call.mapping("form"), call.mapping("params")
    return Act(rows, form, params, call.sandbox.now(), clerk.record, clerk.gate)


def found_table(call: Call, table_id: str) -> tuple[View, Tab, Table[Any]]:
    """Return the table of this id as the caller sees it, or refuse."""
    view = call.sandbox.view(call.session.role, call.mapping("params"))
    tab = tab_of(table_id, view)
    if tab is None or tab.table is None:
        raise Refused(404, "页面不存在")
    return view, tab, tab.table


def _page(call: Call, view: View, tab: Tab, table: Table[Any], page: int, size: int) -> Json:
    sandbox, filters = call.sandbox, call.mapping("filters")
    sort = call.mapping("sort")
    found = sandbox.results.rows(view, tab, filters, sort)
    last_page = max(1, -(-len(found) // size))
    if strike.is_empty(sandbox.faults, table.id):
        return {"total": 0, "page": 1, "size": size, "rows": []}
    if strike.fails(sandbox.faults, page, last_page):
        raise Refused(500, BUSY)
    if found and table.insert and strike.shifts(sandbox.faults, page, last_page):
        table.insert(found[0])
        found = sandbox.results.rows(view, tab, filters, sort)
    shown = list(found[strike.place(sandbox.faults, page, size)])
    if shown and strike.misses_row(sandbox.faults, page, last_page):
        del shown[len(shown) // 2]
    revealed = frozenset(call.texts("reveal"))
    answer: Json = {
        "total": strike.total(sandbox.faults, len(found)),
        "page": page,
        "size": size,
        "rows": [_row(table, row, revealed) for row in shown],
    }
    return answer | {"sum": table.sum.of(found)} if table.sum else answer


def _row(table: Table[Any], row: object, revealed: frozenset[str]) -> Json:
    texts = {
        column.key: _text(column, row, is_revealed=column.key in revealed)
        for column in (*table.columns, *table.details)
    }
    actions = {
        action.key: action.is_enabled(row) for action in table.row_actions if action.is_shown(row)
    }
    cells: Json = {"_id": table.row_id(row), "_actions": actions, **texts}
    linked = ((column.key, column.link(row)) for column in table.columns if column.link)
    links = {key: route for key, route in linked if route}
    return cells | {"_links": links} if links else cells


def _text(column: Column[Any], row: object, *, is_revealed: bool) -> str:
    if is_revealed and column.clear:
        return column.clear(row)
    text = column.read(row)
    return column.mask(text) if column.masked and not is_revealed else text
