"""What `expect` says of how things look: as they did when somebody called it right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator
from pydantic import Field

from rpa.browser.pictures import Difference, compare, picture_of
from rpa.events import FileWritten, Noticed
from rpa.flow.step import Text
from rpa.mark import shown_path
from rpa.runs.baselines import difference, differs, keep
from rpa.state import replace_file
from rpa.steps.context import Context
from rpa.steps.expect_page import OfPage
from rpa.steps.expect_table import OfTable
from rpa.steps.expecting import ExpectationFailed, await_claim
from rpa.steps.reading import learn_revealed
from rpa.steps.structure import as_list, structure
from rpa.steps.telling import told_text
from rpa.steps.view import View
from rpa.widgets.dialog import find_dialog
from rpa.widgets.menu_tree import menu_tree

_HIDE = """(one) => {
    const before = one.getAttribute("aria-hidden");
    one.setAttribute("aria-hidden", "true");
    return before;
}"""
_SHOW = """(one, before) =>
    before === null ? one.removeAttribute("aria-hidden") : one.setAttribute("aria-hidden", before)
"""


class OfBaseline(OfTable, OfPage):
    """The structure or the picture of something is as its baseline beside the flow."""

    snapshot: Text | None = Field(None, description="Baseline of its structure, without data")
    screenshot: Text | None = Field(None, description="Baseline of its picture")
    of: Literal["page", "menu", "dialog"] | None = Field(
        None, description="Of what; if neither `element`, `table` (its header) nor `dialog`: page"
    )
    by_account: bool = Field(False, description="Each account has a baseline of its own")
    mask: tuple[str, ...] = Field((), description="Elements that do not count")
    tolerance: float = Field(
        0.01, ge=0, lt=1, description="Share of a picture that may be different"
    )

    def claims(self) -> Iterator[str]:
        """Name the baselines."""
        yield from super().claims()
        for key in ("snapshot", "screenshot"):
            if (name := getattr(self, key)) is not None:
                yield f"{key} {name}"

    def told(self, view: View) -> Iterator[str]:
        """Name the baselines."""
        yield from super().told(view)
        if self.snapshot is not None:
            yield f"结构与基线“{told_text(view, self.snapshot)}”一致"
        if self.screenshot is not None:
            yield f"画面与基线“{told_text(view, self.screenshot)}”一致"

    def check(self, view: View) -> None:
        """Note elements that the selectors do not know."""
        super().check(view)
        for at, name in enumerate(self.mask):
            view.element(self, name, "mask", at)

    def hold(self, ctx: Context) -> None:
        """Hold it against its baselines, or make them anew."""
        super().hold(ctx)
        if self.snapshot is not None:
            self._structure(ctx, self._file(ctx, self.snapshot, ".txt"))
        if self.screenshot is not None:
            self._picture(ctx, self._file(ctx, self.screenshot, ".png"))

    def _file(self, ctx: Context, name: str, ending: str) -> Path:
        flow = Path(self.mark().file)
        return ctx.baselines.file(flow, name, ending, by_account=self.by_account)

    def _structure(self, ctx: Context, file: Path) -> None:
        baseline = ctx.baselines.read(file)
        ctx.surface.rests()
        if ctx.baselines.is_updated:
            if (found := self._found(ctx).encode()) != baseline:
                _made(ctx, file, found)
            return
        expected = (baseline or b"").decode()

        def against() -> str:
            said = difference(expected, self._found(ctx))
            return differs(file, f"\n{said}") if said else ""

        await_claim(ctx, against)

    def _found(self, ctx: Context) -> str:
        """Return the structure of what is to be looked at, at this moment."""
        if self.of == "menu":
            return _menu(ctx)
        if self.table is not None:
            return as_list(ctx.table(self.table).snapshot().headers)
        with self._without_data(ctx):
            aria = (self._target(ctx) or ctx.page.locator("body")).aria_snapshot(
                timeout=ctx.deadline.left_ms()
            )
        return structure(ctx.redactor.clean(aria), self.ignore)

    @contextmanager
    def _without_data(self, ctx: Context) -> Iterator[None]:
        """Take what comes and goes out of what assistive technology sees, for a moment.

        That is data, messages that go by themselves, and what is masked.
        """
        library = ctx.surface.library
        passing = (library.table.pager, library.facts.value, library.notice.root)
        shown = [ctx.page.locator(css).filter(visible=True) for css in passing]
        with ExitStack() as stack:
            for one in (*shown, *map(ctx.matches, self.mask)):
                for element in one.element_handles():
                    stack.callback(element.evaluate, _SHOW, element.evaluate(_HIDE))
            yield

    def _target(self, ctx: Context) -> Locator | None:
        """Return what is to be looked at; None for the page as a whole."""
        if self.element is not None:
            return ctx.find(self.element)
        if self.dialog is not None or self.of == "dialog":
            return find_dialog(ctx.surface, [self.dialog] if self.dialog else [])
        return None

    def _picture(self, ctx: Context, file: Path) -> None:
        baseline = ctx.baselines.read(file)
        ctx.surface.rests()
        covered = [ctx.matches(name) for name in self.mask]
        pictures: list[tuple[bytes, Difference]] = []

        def against() -> str:
            _learn_shown(ctx)
            left_ms = ctx.deadline.left_ms()
            found = picture_of(
                ctx.page,
                self._target(ctx),
                ctx.redactor,
                covered=covered,
                hidden=ctx.library.notice.root,
                left_ms=left_ms,
            )
            seen = compare(ctx.page, baseline or found, found)
            pictures[:] = [(found, seen)]
            return differs(file, _amount(seen)) if seen.share > self.tolerance else ""

        if baseline is None or ctx.baselines.is_updated:
            if against() or baseline is None:
                _made(ctx, file, pictures[0][0])
            return
        try:
            await_claim(ctx, against)
        except ExpectationFailed:
            _show(ctx, file, baseline, *pictures[0])
            raise


def _menu(ctx: Context) -> str:
    lines = []
    for item, groups in menu_tree(ctx.surface):
        lines.append(as_list([item]))
        for title, leaves in groups:
            lines.append(as_list([title] if title else [], 1))
            lines.append(as_list(leaves, 2 if title else 1))
    return "".join(lines)


def _learn_shown(ctx: Context) -> None:
    """Keep out of a picture what open eyes show, also of rows that nobody has read."""
    if ctx.position.revealed and ctx.place.main_table:
        table = ctx.table(None)
        learn_revealed(ctx, table, table.snapshot())


def _made(ctx: Context, file: Path, content: bytes) -> None:
    keep(file, content)
    ctx.emit(Noticed(message=f"the baseline {shown_path(file)} was made; look at it"))


def _amount(seen: Difference) -> str:
    if seen.expected != seen.found:
        sizes = [f"{width} × {height}" for width, height in (seen.expected, seen.found)]
        return f"the picture is {sizes[1]}, not {sizes[0]}"
    return f"{seen.share:.1%} of the picture is different"


def _show(ctx: Context, file: Path, expected: bytes, found: bytes, seen: Difference) -> None:
    """Put what is wrong into the run's folder, to be looked at side by side."""
    shown = {"expected": expected, "actual": found, "diff": seen.picture}
    for which, picture in shown.items():
        if picture is not None:
            path = ctx.folder.file(f"{file.stem}-{which}", file.suffix)
            replace_file(path, picture)
            ctx.emit(FileWritten(path=path, kind="baseline-diff"))
