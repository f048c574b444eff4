"""What is filled in: conditions of a query, and the fields of dialogs and form pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from rpa.sandbox.schema import Tab

R = TypeVar("R")
Json = dict[str, Any]
Test = Callable[[R], bool]

FieldKind = Literal[
    "text",
    "select",
    "multi_select",
    "date_range",
    "date",
    "month",
    "radio",
    "password",
    "code",
    "long_text",
    "picks",
]


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """A query condition; `test` makes what it was given into a question to a row, or None.

    In dialogs and steps it is something to fill in, and may also be of the kinds that no query
    form has; one of kind `picks` holds at most `most` rows of the table in `source`, and a code
    goes where the field `sends_to` says, else to the account's own phone or mailbox. One that
    `is_advanced` is shown on demand. What a calendar offers begins with `earliest` and ends with
    `latest`.
    """

    key: str
    label: str
    kind: FieldKind
    test: Callable[[object], Test[R] | None]
    options: tuple[str, ...] | None = None
    default: object = None
    placeholder: str = "请输入"
    is_required: bool = False
    source: "Tab | None" = None
    most: int | None = None
    sends_to: str | None = None
    is_advanced: bool = False
    earliest: str | None = None
    latest: str | None = None

    def to_json(self) -> Json:
        """Return the field as the front-end draws it."""
        return {
            "key": self.key,
            "label": self.label,
            "kind": self.kind,
            "options": list(self.options) if self.options is not None else None,
            "default": self.default,
            "placeholder": self.placeholder,
            **self._more_to_json(),
        }

    def _more_to_json(self) -> Json:
        more: Json = {"required": True} if self.is_required else {}
        if self.is_advanced:
            more["advanced"] = True
        if self.sends_to:
            more["to"] = self.sends_to
        if self.source:
            more |= {"source": self.source.to_json(), "most": self.most}
        limits = {"earliest": self.earliest, "latest": self.latest}
        return more | {end: limit for end, limit in limits.items() if limit}
