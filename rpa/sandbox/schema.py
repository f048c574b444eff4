"""What a portal page is made of, as values; `to_json` is what the front-end draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from rpa.sandbox.display import mask
from rpa.sandbox.facts import FactLink as FactLink
from rpa.sandbox.facts import Facts as Facts
from rpa.sandbox.fields import Field as Field
from rpa.sandbox.fields import Json as Json
from rpa.sandbox.fields import Test as Test

R = TypeVar("R")
T = TypeVar("T")

ALL = "全部"
PAGE_SIZES = (10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column of a table; `read` gives the text of its cell in clear, `link` where it leads.

    `clear` is what its eye shows, if not that.
    """

    key: str
    title: str
    read: Callable[[R], str]
    width: int = 140
    kind: Literal["text", "money", "status", "link", "datetime"] = "text"
    masked: bool = False
    mask: Callable[[str], str] = mask
    sort_by: Callable[[R], Any] | None = None
    link: Callable[[R], str | None] | None = None
    clear: Callable[[R], str] | None = None

    def to_json(self) -> Json:
        """Return the column as the front-end draws it."""
        return {
            "key": self.key,
            "title": self.title,
            "width": self.width,
            "masked": self.masked,
            "kind": self.kind,
            "sortable": self.sort_by is not None,
        }


@dataclass(frozen=True, slots=True)
class Dialog:
    """What is asked before something is done: a text, and fields to fill.

    `ok` is what its button reads, if not 确定; a `preview` is a link and the text it opens.
    """

    title: str
    text: str = ""
    fields: tuple[Field[Any], ...] = ()
    ok: str = ""
    preview: tuple[str, str] | None = None

    def to_json(self) -> Json:
        """Return the dialog as the front-end draws it."""
        fields = [field.to_json() for field in self.fields]
        dialog: Json = {"title": self.title, "text": self.text, "fields": fields}
        if self.preview:
            dialog["preview"] = {"label": self.preview[0], "text": self.preview[1]}
        return dialog | {"ok": self.ok} if self.ok else dialog


@dataclass(frozen=True, slots=True)
class Act(Generic[R]):
    """Something that somebody does to rows: `form` is what the dialog was given.

    `record` notes an accepted change (its kind, its subject, how many things it changed); `gate`
    says of how many things the change is made.
    """

    rows: Sequence[R]
    form: Mapping[str, Any]
    params: Mapping[str, str]
    now: datetime
    record: Callable[[str, str, int], None]
    gate: Callable[[int], int]

    def accept(self, things: Sequence[T] = ()) -> Sequence[T]:
        """Begin a change, all being checked and nothing done; return of what it may be made."""
        return things[: self.gate(len(things))]


Deed = Callable[[Act[Any]], Json]
"""Does it, and returns what the front-end does next: `message`, `goto`, `reload`."""


@dataclass(frozen=True, slots=True)
class RowAction(Generic[R]):
    """A link in the 操作 column; those that are not inline stand behind 更多."""

    key: str
    label: str
    inline: bool = True
    is_enabled: Callable[[R], bool] = lambda _: True
    is_shown: Callable[[R], bool] = lambda _: True
    dialog: Dialog | None = None
    act: Deed | None = None

    def to_json(self) -> Json:
        """Return the action as the front-end draws it."""
        return {
            "key": self.key,
            "label": self.label,
            "inline": self.inline,
            "dialog": self.dialog.to_json() if self.dialog else None,
        }


@dataclass(frozen=True, slots=True)
class Button:
    """A button over a table; one that `needs_rows` acts on the rows that are ticked.

    One that `is_on` or not is drawn as a switch, which turns over when the act is done.
    """

    key: str
    label: str
    icon: Literal["eye"] | None = None
    needs_rows: bool = False
    dialog: Dialog | None = None
    act: Deed | None = None
    is_on: bool | None = None

    def to_json(self) -> Json:
        """Return the button as the front-end draws it."""
        return {
            "key": self.key,
            "label": self.label,
            "icon": self.icon,
            "needs_rows": self.needs_rows,
            "dialog": self.dialog.to_json() if self.dialog else None,
            **({} if self.is_on is None else {"on": self.is_on}),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a form page: fields, and a button that hands them in.

    `act` is given the values of this step and of all before it. It refuses with the key of a
    `field` to have the message shown there, and may answer with `done`, a closing page.
    """

    key: str
    title: str
    label: str
    fields: tuple[Field[Any], ...] = ()
    facts: tuple[Facts, ...] = ()
    act: Deed | None = lambda _: {}

    def to_json(self) -> Json:
        """Return the step as the front-end draws it."""
        return {
            "key": self.key,
            "title": self.title,
            "label": self.label,
            "fields": [field.to_json() for field in self.fields],
            "facts": [facts.to_json() for facts in self.facts],
        }


@dataclass(frozen=True, slots=True)
class Sum(Generic[R]):
    """A figure over a table that is made of all rows that were found."""

    label: str
    of: Callable[[Sequence[R]], str]


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
    sum: Sum[R] | None = None

    def to_json(self) -> Json:
        """Return the table as the front-end draws it."""
        return {
            "id": self.id,
            "columns": [column.to_json() for column in self.columns],
            "row_actions": [action.to_json() for action in self.row_actions],
            "selectable": self.selectable,
            "details": [{"key": c.key, "title": c.title} for c in self.details] or None,
            "page_sizes": list(PAGE_SIZES),
            "sum": self.sum.label if self.sum else None,
        }


@dataclass(frozen=True, slots=True)
class ExportItem:
    """An item of the 导出 menu."""

    key: str
    label: str
    dialog: Dialog | None = None

    def to_json(self) -> Json:
        """Return the item as the front-end draws it."""
        dialog = self.dialog.to_json() if self.dialog else None
        return {"key": self.key, "label": self.label, "dialog": dialog}


EXPORT_ITEMS = (
    ExportItem("current", "导出当前记录"),
    ExportItem("all", "导出全部"),
    ExportItem("records", "查看导出记录"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several tables under the same query form, and the button that shows it."""

    label: str
    table: Table[Any]

    def to_json(self) -> Json:
        """Return the choice as the front-end draws it."""
        return {"label": self.label, "table": self.table.to_json()}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a page: further tabs, or a hint, facts, buttons, a query form over a table.

    With `choices` the form stands over several tables, of which one is shown. One with `steps`
    is a form page; whoever leaves it goes to `leave`.
    """

    key: str
    title: str
    tabs: "tuple[Tab, ...]" = ()
    form: tuple[Field[Any], ...] = ()
    table: Table[Any] | None = None
    export: tuple[ExportItem, ...] = ()
    export_title: str = ""
    note: str | None = None
    facts: tuple[Facts, ...] = ()
    buttons: tuple[Button, ...] = ()
    steps: tuple[Step, ...] = ()
    leave: str = ""
    choices: tuple[Choice, ...] = ()

    def to_json(self) -> Json:
        """Return the tab as the front-end draws it."""
        items = [item.to_json() for item in self.export]
        steps = [step.to_json() for step in self.steps]
        return {
            "key": self.key,
            "title": self.title,
            "tabs": [tab.to_json() for tab in self.tabs],
            "form": [field.to_json() for field in self.form],
            "table": self.table.to_json() if self.table else None,
            "export": {"button": "导出", "items": items} if items else None,
            "note": self.note,
            "facts": [facts.to_json() for facts in self.facts],
            "buttons": [button.to_json() for button in self.buttons],
            **({"steps": steps, "leave": self.leave} if steps else {}),
            **({"choices": [one.to_json() for one in self.choices]} if self.choices else {}),
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
