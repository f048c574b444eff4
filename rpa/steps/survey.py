"""`survey`: walk the whole menu, and list what every page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from rpa.events import Noticed
from rpa.flow.step import Text
from rpa.mark import shown_path
from rpa.portal_map.changes import Change, map_changes
from rpa.portal_map.parts import Part, from_text, to_text
from rpa.runs.baselines import differs, keep
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.expecting import ExpectationFailed
from rpa.steps.map_rows import change_rows, map_rows
from rpa.steps.surveying import survey
from rpa.steps.telling import told_text
from rpa.steps.view import View

_MOST_SAID = 40


@dataclass(frozen=True, slots=True)
class _Baseline:
    """What a portal offered when it was right; `text` is None as long as nobody has said."""

    file: Path
    text: str | None
    parts: tuple[Part, ...]


class Survey(Step):
    """Open every page of the menu and every tab, and list what they show, row by row.

    It lists pages, tabs, filters, columns, buttons, what rows offer, and facts; it clicks nothing
    but menus and tabs. What does not open is a row with a note. It needs no selector file.

    With a `baseline`, one for each account beside the flow, the step fails when something was
    added, renamed, moved or lost; the flow goes on, and fails at its end. The first run makes the
    baseline, and so does any with `--update-baselines`.
    """

    kind = "survey"
    short = "into"
    limit_s = None

    into: str = Field(description="Variable that takes the rows")
    baseline: Text | None = Field(None, description="Baseline to hold it against")
    changes: str | None = Field(None, description="Variable that takes what is different")

    @model_validator(mode="after")
    def _different_from_something(self) -> Self:
        if self.changes is not None and self.baseline is None:
            raise ValueError("`changes` needs `baseline`")
        return self

    @property
    def is_soft(self) -> bool:
        """Whether the flow goes on: what is different is to be written down first."""
        return self.has_baseline

    @property
    def has_baseline(self) -> bool:
        """Whether it looks at what there was before."""
        return self.baseline is not None

    def outputs(self) -> Iterable[str]:
        """Name the variables that take the rows and the changes."""
        return tuple(filter(None, (self.into, self.changes)))

    def describe(self) -> str:
        """Say where the rows go."""
        held = f" and hold it against {self.baseline}" if self.baseline else ""
        return f"survey the portal into {self.into}{held}"

    def tell(self, view: View) -> str:
        """Say what is opened and listed."""
        told = "逐一打开菜单中的每个页面及其页签，只查看、不操作，记下筛选条件、列与可用操作"
        if self.baseline is None:
            return told
        return spaced(told, f"，与基线“{told_text(view, self.baseline)}”对照")

    def check(self, view: View) -> None:
        """Note that no page of the selectors is open then."""
        view.left()

    def run(self, ctx: Context) -> None:
        """Walk the menu, keep the rows, and tell what is different from the baseline."""
        # Read first: a baseline that cannot be read is told before the walk, not after it.
        baseline = None if self.baseline is None else self._baseline(ctx, self.baseline)
        found = survey(ctx)
        ctx.position.place, ctx.position.revealed = None, ()
        ctx.scope[self.into] = map_rows(found)
        if baseline is not None:
            self._compare(ctx, baseline, found)

    def _baseline(self, ctx: Context, name: str) -> _Baseline:
        file = ctx.baselines.file(Path(self.mark().file), name, ".txt", by_account=True)
        if not file.exists():
            return _Baseline(file, None, ())
        text = (ctx.baselines.read(file) or b"").decode(errors="replace")
        return _Baseline(file, text, from_text(text, shown_path(file)))

    def _compare(self, ctx: Context, known: _Baseline, found: tuple[Part, ...]) -> None:
        text = ctx.redactor.clean(to_text(found))
        now = from_text(text, shown_path(known.file))
        changes = () if known.text is None else map_changes(known.parts, now)
        if self.changes is not None:
            ctx.scope[self.changes] = change_rows(changes)
        if known.text is None or (ctx.baselines.is_updated and text != known.text):
            keep(known.file, text.encode())
            ctx.emit(Noticed(message=f"the baseline {shown_path(known.file)} was made; look at it"))
        elif changes:
            raise ExpectationFailed(differs(known.file, _listed(changes)))


def _listed(changes: Sequence[Change]) -> str:
    lines = [str(one) for one in changes[:_MOST_SAID]]
    more = len(changes) - len(lines)
    return "".join(f"\n{one}" for one in [*lines, *([f"… and {more} more"] if more else [])])
