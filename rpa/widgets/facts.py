"""Blocks of labels and values, as pages about one thing show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rpa.errors import StepFailed
from rpa.nearest import did_you_mean
from rpa.widgets.surface import Surface


class FactsMissing(StepFailed):
    """The page shows no block of that title."""

    def __init__(self, block: str, shown: Sequence[str]) -> None:
        remedy = did_you_mean(block, shown) if shown else "it shows no such blocks at all"
        super().__init__(f"facts {block}: not on the page; {remedy}")
        self.block = block


def read_facts(surface: Surface, titles: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the values by label of each block, as texts; one call into the page."""
    wish: dict[str, Any] = {"markup": surface.library.facts.model_dump(), "titles": list(titles)}
    if not _come(surface, wish):
        shown = surface.call("facts.titles", wish)
        missing = next((one for one in titles if one not in shown), titles[0])
        raise FactsMissing(missing, shown)
    return {title: dict(pairs) for title, pairs in surface.call("facts.read", wish)}


def _come(surface: Surface, wish: dict[str, Any]) -> bool:
    """Wait for the blocks, and once more when what is under way is over."""
    if surface.until("facts.areShown", wish, within_s=surface.patience_s):
        return True
    surface.wait_idle()
    return surface.until("facts.areShown", wish, within_s=surface.patience_s)
