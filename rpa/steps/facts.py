"""`facts`: read blocks of labels and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import Field

from rpa import proofs
from rpa.events import ProofMade
from rpa.locators.model import ColumnSpec, wordings
from rpa.locators.wording import pattern
from rpa.steps.base import Step
from rpa.steps.chinese import quoted
from rpa.steps.context import Context, require
from rpa.steps.page_reader import column_parser
from rpa.steps.view import View
from rpa.tables import Cell, Column, Rows
from rpa.widgets.facts import read_facts


class Facts(Step):
    """Read what a page tells of one thing, blocks of labels and values, as one row."""

    kind = "facts"
    short = "into"

    into: str = Field(description="Variable that takes the row")
    blocks: tuple[str, ...] | None = Field(
        None, description="Titles of the blocks, if not all that the selectors name"
    )

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the row."""
        return (self.into,)

    def describe(self) -> str:
        """Say which blocks."""
        return f"read {', '.join(self.blocks) if self.blocks else 'the facts'} into {self.into}"

    def tell(self, _view: View) -> str:
        """Name the blocks."""
        return f"读取{quoted(self.blocks)}中的信息" if self.blocks else "读取页面上的各项信息"

    def check(self, view: View) -> None:
        """Note blocks that the selectors do not name."""
        if view.is_lost:
            return
        if view.place is None:
            view.problem(self, "no page is open here", "put an `open` step before it")
            return
        known = view.place.page.facts
        if not known:
            view.problem(self, f'the page "{view.place.page.page}" has no facts', "see its file")
        for at, block in enumerate(self.blocks or ()):
            view.known(self, "block of facts", block, known, "blocks", at)

    def run(self, ctx: Context) -> None:
        """Read them, each value of its type; what is missing is a failed proof."""
        known = ctx.place.page.facts
        wanted = self.blocks if self.blocks is not None else tuple(known)
        for block in wanted:
            require("block of facts", block, known)
        shown = read_facts(ctx.surface, wanted)
        row: dict[Column, Cell] = {}
        for block in wanted:
            row |= _typed(ctx, block, known[block], shown[block])
        ctx.scope[self.into] = Rows(tuple(row), [tuple(row.values())])


def _typed(
    ctx: Context, block: str, specs: Mapping[str, ColumnSpec], shown: Mapping[str, str]
) -> dict[Column, Cell]:
    blanks = ctx.book.portal.wording.empty
    typed: dict[Column, Cell] = {}
    missing, wrong = [], dict[str, tuple[int, str]]()
    for name, spec in specs.items():
        words = pattern(wordings(name, spec.header))
        label = next((one for one in shown if words.search(one)), None)
        text = shown[label] if label is not None else ""
        if label is None and not spec.optional:
            missing.append(name)
        value: Cell = text
        try:
            value = column_parser(spec, blanks)(text)
        except ValueError as error:
            wrong[name] = (1, f'"{text}": {error}')
        typed[Column(name, spec.type)] = value
    ctx.emit(ProofMade(proof=proofs.prove_columns(block, missing, ())))
    ctx.emit(ProofMade(proof=proofs.prove_types(block, wrong)))
    return typed
