"""What a portal page is made of, as values; `to_json` is what the front-end draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

R = TypeVar("R")
Json = dict[str, Any]
Test = Callable[[R], bool]

ALL = "全部"
PAGE_SIZES = (10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """A query condition; `test` makes what it was given into a question to a row, or None."""

    key: str
    label: str
    kind: Literal["text", "select", "multi_select", "date_range", "date", "month"]
    test: Callable[[object], Test[R] | None]
    options: tuple[str, ...] | None = None
    default: object = None
    placeholder: str = "请输入"

    def to_json(self) -> Json:
        """Return the field as the front-end draws it."""
        return {
            "key": self.key,
            "label": self.label,
            "kind": self.kind,
            "options": list(self.options) if self.options is not None else None,
            "default": self.default,
            "placeholder": self.placeholder,
        }


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column of a table; `read` gives the text of its cell in clear."""

    key: str
    title: str
    read: Callable[[R], str]
    width: int = 140
    kind: Literal["text", "money", "status", "link", "datetime"] = "text"
    masked: bool = False
    sortable: bool = False

    def to_json(self) -> Json:
        """Return the column as the front-end draws it."""
        return {
            "key": self.key,
            "title": self.title,
            "width": self.width,
            "masked": self.masked,
            "kind": self.kind,
            "sortable": self.sortable,
        }


@dataclass(frozen=True, slots=True)
class RowAction(Generic[R]):
    """A link in the 操作 column; those that are not inline stand behind 更多."""

    key: str
    label: str
    inline: bool = True
    is_enabled: Callable[[R], bool] = lambda _: True

    def to_json(self) -> Json:
        """Return the action as the front-end draws it."""
        return {"key": self.key, "label": self.label, "inline": self.inline}


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """A paged table; `rows` gives all in the page's order, `insert` puts one like it on top."""

    id: str
    columns: tuple[Column[R], ...]
    rows: Callable[[], Sequence[R]]
    row_id: Callable[[R], str]
    insert: Callable[[R], object] | None = None
    row_actions: tuple[RowAction[R], ...] = ()
    selectable: bool = False
    details: tuple[Column[R], ...] = ()
    sum_label: str | None = None

    def to_json(self) -> Json:
        """Return the table as the front-end draws it."""
        return {
            "id": self.id,
            "columns": [column.to_json() for column in self.columns],
            "row_actions": [action.to_json() for action in self.row_actions],
            "selectable": self.selectable,
            "details": [{"key": c.key, "title": c.title} for c in self.details] or None,
            "page_sizes": list(PAGE_SIZES),
            "sum": self.sum_label,
        }


@dataclass(frozen=True, slots=True)
class ExportItem:
    """An item of the 导出 menu."""

    key: str
    label: str


EXPORT_ITEMS = (
    ExportItem("current", "导出当前记录"),
    ExportItem("all", "导出全部"),
    ExportItem("records", "查看导出记录"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a page: further tabs, or a query form over a table."""

    key: str
    title: str
    tabs: "tuple[Tab, ...]" = ()
    form: tuple[Field[Any], ...] = ()
    table: Table[Any] | None = None
    export: tuple[ExportItem, ...] = ()
    export_title: str = ""

    def to_json(self) -> Json:
        """Return the tab as the front-end draws it."""
        items = [{"key": item.key, "label": item.label} for item in self.export]
        return {
            "key": self.key,
            "title": self.title,
            "tabs": [tab.to_json() for tab in self.tabs],
            "form": [field.to_json() for field in self.form],
            "table": self.table.to_json() if self.table else None,
            "export": {"button": "导出", "items": items} if items else None,
            "buttons": [],
        }


@dataclass(frozen=True, slots=True)
class Page:
    """A route of the portal; a page without tabs is drawn by the front-end from `body`."""

    route: str
    title: str
    breadcrumb: tuple[str, ...]
    tabs: tuple[Tab, ...] = ()
    body: Mapping[str, Any] | None = None

    def to_json(self) -> Json:
        """Return the page as the front-end draws it."""
        return {
            "route": self.route,
            "title": self.title,
            "breadcrumb": list(self.breadcrumb),
            "tabs": [tab.to_json() for tab in self.tabs],
            "body": dict(self.body) if self.body is not None else None,
        }
