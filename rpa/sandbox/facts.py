"""Labels and values, as detail pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FactLink:
    """A link behind the value of a fact, and where it leads."""

    text: str
    route: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A titled block of labels and values; `links` stand behind the values of their labels.

    A value that is masked has an eye when `clear` knows what it reads.
    """

    title: str
    items: tuple[tuple[str, str], ...]
    links: Mapping[str, FactLink] = field(default_factory=dict)
    is_folded: bool = False
    clear: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> Json:
        """Return the block as the front-end draws it."""
        items = [
            {"label": label, "value": value} | self._more_to_json(label)
            for label, value in self.items
        ]
        block: Json = {"title": self.title, "items": items}
        return block | {"folded": True} if self.is_folded else block

    def _more_to_json(self, label: str) -> Json:
        link = self.links.get(label)
        more: Json = {"link": {"text": link.text, "route": link.route}} if link else {}
        return more | {"eye": True} if label in self.clear else more
