"""The rows of a table after filtering, kept so that turning a page costs nothing."""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from rpa.sandbox.conditions import BadCondition
from rpa.sandbox.nearest import unknown
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Tab, Table, Test

T = TypeVar("T")

_KEPT = 24


class Results:
    """Filtered rows, and rows by id, of the tables that were asked for last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Any] = OrderedDict()

    def rows(
        self,
        view: View,
        tab: Tab,
        filters: Mapping[str, object],
        sort: Mapping[str, object] | None = None,
    ) -> Sequence[Any]:
        """Return the rows of the tab's table that meet all conditions, in the page's order."""
        table = _table(tab)

        def find() -> Sequence[Any]:
            tests, rows = _tests(tab, filters), table.rows()
            found = [row for row in rows if all(test(row) for test in tests)] if tests else rows
            return _sorted(table, found, sort or {})

        return self._once(_key("rows", view, table, [filters, sort]), find)

    def by_id(self, view: View, tab: Tab) -> Mapping[str, Any]:
        """Return all rows of the tab's table under their ids."""
        table = _table(tab)
        return self._once(
            _key("ids", view, table, None),
            lambda: {table.row_id(row): row for row in self.rows(view, tab, {})},
        )

    def _once(self, key: str, find: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = find()
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return cast("T", self._kept[key])


def _table(tab: Tab) -> Table[Any]:
    assert tab.table is not None, f"{tab.key}: the tab holds no table"
    return tab.table


def _tests(tab: Tab, filters: Mapping[str, object]) -> list[Test[Any]]:
    fields = {field.key: field for field in tab.form}
    for key in filters:
        if key not in fields:
            raise BadCondition(unknown("condition", key, fields))
    given = {key: value for key, value in filters.items() if value is not None}
    tests = (fields[key].test(value) for key, value in given.items())
    return [test for test in tests if test is not None]


def _sorted(table: Table[Any], rows: Sequence[Any], sort: Mapping[str, object]) -> Sequence[Any]:
    column = next((one for one in table.columns if one.key == sort.get("key")), None)
    if column is None or column.sort_by is None:
        return rows
    return sorted(rows, key=column.sort_by, reverse=sort.get("dir") == "desc")


def _key(what: str, view: View, table: Table[Any], asked: object) -> str:
    seen = [view.role.name, view.world.revision, view.mutations.names]
    question = [*seen, dict(view.params), asked]
    return f"{what} {table.id} {json.dumps(question, sort_keys=True)}"
