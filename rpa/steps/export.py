"""`export`: have the portal make a file, wait for it in the list of exports, and fetch it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from playwright.sync_api import Download
from pydantic import Field

from rpa.errors import StepFailed, Unavailable
from rpa.events import FileWritten, Noticed
from rpa.flow.step import Text
from rpa.locators.model import wordings
from rpa.locators.portal import ExportSpec
from rpa.locators.wording import pattern
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.open import Open
from rpa.steps.telling import told_text
from rpa.steps.view import View
from rpa.widgets import menu_button, notices, row_actions
from rpa.widgets.snapshot import Snapshot
from rpa.widgets.table import Table

DOWNLOADS = 3
"""How often a download that breaks off is begun anew."""

ASK_EVERY_MS = 1000.0
"""How long the portal is left alone between two looks at the list of exports."""


class ExportFailed(Unavailable):
    """The portal says that it could not make the file."""

    def __init__(self, item: str, status: str) -> None:
        super().__init__(f"{item}: the portal lists the export as {status}")
        self.item, self.status = item, status


class Export(Step):
    """Start one of the page's exports, wait until its file is ready, and keep it in the run folder.

    The flow stands on the page of export records afterwards.
    """

    kind = "export"
    short = "item"
    limit_s = None

    item: Text = Field(description="What the item under the export button reads")
    into: str | None = Field(None, description="Variable that takes the file's path")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the file's path."""
        return (self.into,) if self.into else ()

    def describe(self) -> str:
        """Say which export."""
        return f"export {self.item}"

    def tell(self, view: View) -> str:
        """Name the buttons, the page of records, and what its status must be."""
        item = told_text(view, self.item)
        if (spec := view.book.portal.export) is None:
            return f"导出“{item}”"
        return (
            f"单击“{spec.button[0]}”，选择“{item}”，在“{spec.page}”页面等待任务的“{spec.status}”"
            f"变为“{spec.done[0]}”，再单击“{spec.download[0]}”保存文件"
        )

    def check(self, view: View) -> None:
        """Note a portal whose selectors say nothing of exports."""
        if (spec := view.book.portal.export) is None:
            view.problem(self, "the portal file has no `export`", "add it to portal.yaml")
            return
        view.opened(view.book.place(spec.page))

    def run(self, ctx: Context) -> None:
        """Export, and keep the file."""
        path = exported_file(ctx, export_of(ctx), (str(self.item),))
        if self.into:
            ctx.scope[self.into] = str(path)


def export_of(ctx: Context) -> ExportSpec:
    """Return what the selectors say of exports; raise `StepFailed` if they say nothing."""
    spec = ctx.book.portal.export
    if spec is None:
        raise StepFailed("the portal file has no `export`")
    return spec


def exported_file(ctx: Context, spec: ExportSpec, item: Sequence[str]) -> Path:
    """Start an export, find the task it made, wait for it, and fetch its file."""
    _choose(ctx, spec, item)
    ctx.emit(Noticed(message=notices.wait_message(ctx.surface, spec.started)))
    _open_records(ctx, spec)
    table = ctx.table(spec.table)
    task = _newest(table, spec)
    return _fetch(ctx, table, spec, _wait_done(ctx, table, spec, task, item[0]))


def _choose(ctx: Context, spec: ExportSpec, item: Sequence[str]) -> None:
    button = ctx.page.get_by_role("button", name=pattern(spec.button))
    menu_button.choose(ctx.surface, button.filter(visible=True).first, item)


def _open_records(ctx: Context, spec: ExportSpec) -> None:
    place = ctx.book.place(spec.page)
    if place.page.menu is not None:
        Open(page=spec.page).run(ctx)
        return
    _choose(ctx, spec, spec.records)
    ctx.position.arrive(place)
    ctx.table(spec.table).wait_ready()


def _column(table: Table, snapshot: Snapshot, name: str) -> int:
    words = pattern(wordings(name, table.spec.columns[name].header))
    return next(at for at, title in enumerate(snapshot.headers) if words.search(title))


def _newest(table: Table, spec: ExportSpec) -> dict[str, str]:
    """Return what tells the newest task apart: its cells, the status left out."""
    snapshot = table.snapshot()
    if not snapshot.rows:
        raise StepFailed(f"{table.name}: no export is listed")
    created = _column(table, snapshot, spec.created)
    row = max(snapshot.rows, key=lambda cells: cells[created])
    known = [name for name in table.spec.columns if name != spec.status]
    return {name: row[_column(table, snapshot, name)] for name in known}


def _wait_done(
    ctx: Context, table: Table, spec: ExportSpec, task: dict[str, str], item: str
) -> int:
    """Read the list again until the task is done; return its row."""
    done, failed = pattern(spec.done), pattern(spec.failed)
    while True:
        row = row_actions.find_row(table, task)
        snapshot = table.snapshot()
        status = snapshot.rows[row][_column(table, snapshot, spec.status)]
        if done.search(status):
            return row
        if failed.search(status):
            raise ExportFailed(item, status)
        _ask_again(ctx, table, spec)


def _ask_again(ctx: Context, table: Table, spec: ExportSpec) -> None:
    """Read the list again a moment later: it does not tell by itself when a task is done."""
    ctx.page.wait_for_timeout(min(ASK_EVERY_MS, ctx.deadline.left_ms()))
    if spec.refresh is None:
        ctx.page.reload(timeout=ctx.deadline.left_ms())
        table.wait_ready()
    else:
        button = ctx.find(spec.refresh)
        table.act("read the list again", lambda left_ms: button.click(timeout=left_ms))


def _fetch(ctx: Context, table: Table, spec: ExportSpec, row: int) -> Path:
    for attempt in range(1, DOWNLOADS + 1):
        with ctx.page.expect_download(timeout=ctx.deadline.left_ms()) as waiting:
            row_actions.act_on_row(table, row, spec.download)
        download: Download = waiting.value
        if (broken := download.failure()) is None:
            path = ctx.folder.downloads() / download.suggested_filename
            download.save_as(path)
            path.chmod(0o600)
            ctx.emit(FileWritten(path=path, kind="download"))
            return path
        ctx.emit(Noticed(message=f"download {attempt} broke off ({broken})"))
    raise Unavailable(f"{download.suggested_filename}: the download broke off {DOWNLOADS} times")
