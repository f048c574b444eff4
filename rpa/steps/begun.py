"""What of a reading is on disk already: from this run, or from one that it takes up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from rpa.proofs import PageTally
from rpa.runs.spool import Spool
from rpa.steps.context import Context
from rpa.steps.page_reader import PageReader
from rpa.widgets.table import Table


def identity(ctx: Context, table: Table, columns: Sequence[str] | None) -> str:
    """Say what is read, by whom and on which way: another reading of the same is the same."""
    way = [[step.kind, step.model_dump()] for step in ctx.position.trail]
    what = [ctx.site.instance, ctx.path, way, table.name, columns]
    return json.dumps(what, ensure_ascii=False, default=str)


def begun(
    ctx: Context, table: Table, what: str, reader: PageReader
) -> tuple[Spool, dict[int, PageTally]]:
    """Return the spool of a reading and what is in it already, if it was begun before."""
    path = ctx.spools.file(what)
    if path.exists():
        spool = Spool.load(path)
        if spool.columns == reader.columns and list(spool.pages) == list(
            range(1, len(spool.pages) + 1)
        ):
            return spool, dict(_recalled(spool, reader))
    return Spool.create(path, reader.columns, {"table": table.name}), {}


def _recalled(spool: Spool, reader: PageReader) -> Iterator[tuple[int, PageTally]]:
    for page in spool.pages:
        cells, note = spool.page(page), spool.notes[page]
        wrong = {name: (count, first) for name, (count, first) in note["wrong"].items()}
        columns = list(zip(*cells, strict=True)) or [()] * len(reader.columns)
        known = {"total": note["total"], "size": note["size"], "wrong": wrong}
        yield page, reader.tally(columns, page, len(cells), **known)
