"""`read`: take a whole table, page by page, and prove it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from pydantic import Field

from rpa.events import ProofMade
from rpa.flow.step import Anything
from rpa.steps.base import TableStep
from rpa.steps.chinese import quoted
from rpa.steps.context import Context
from rpa.steps.export import export_of, exported_file
from rpa.steps.reading import read_table
from rpa.steps.telling import column_words, table_words
from rpa.steps.verify import prove_by_export, read_exported
from rpa.steps.view import View
from rpa.tables import Rows
from rpa.widgets.table import Table


class Read(TableStep):
    """Read all pages of a table into a variable, every cell typed, and prove them complete."""

    kind = "read"
    short = "into"
    limit_s = None

    into: str = Field(description="Variable that takes the rows")
    columns: tuple[str, ...] | None = Field(None, description="Columns to keep, if not all")
    verify: dict[Literal["export"], Anything] = Field(
        default_factory=dict,
        description="`{export: true}` compares the rows with the portal's own export of them",
    )
    allow_masked: bool = Field(False, description="Keep masked columns that no `reveal` opened")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the rows."""
        return (self.into,)

    def describe(self) -> str:
        """Say which table."""
        return f"read {self.table or 'the table'} into {self.into}"

    def tell(self, view: View) -> str:
        """Name the table, and the columns if not all are read."""
        names = self.columns or ()
        columns = quoted(column_words(view, self.table, name) for name in names)
        kept = f"的{columns}列" if columns else ""
        told = f"逐页读取{table_words(view, self.table)}{kept}，并核对总条数"
        export = view.book.portal.export
        if "export" not in self.verify or export is None:
            return told
        return f"{told}；需要时再单击“{export.button[0]}”，与导出的文件逐行核对"

    def check(self, view: View) -> None:
        """Note unknown columns, masked ones that no `reveal` opened, and exports nobody knows."""
        export = view.book.portal.export
        if "export" in self.verify and (export is None or export.current is None):
            found = "the portal file does not say how what was found is exported"
            view.problem(self, found, "add `export` with `current` to portal.yaml", "verify")
        if (spec := view.table(self, self.table, "table")) is None:
            return
        wanted = self.columns if self.columns is not None else tuple(spec.columns)
        for at, name in enumerate(self.columns or ()):
            view.known(self, "column", name, spec.columns, "columns", at)
        veiled = [
            name
            for name in wanted
            if name in spec.columns and spec.columns[name].masked and name not in view.revealed
        ]
        if veiled and not self.allow_masked:
            view.problem(
                self,
                f"masked columns would be read as they are: {', '.join(veiled)}",
                "put `reveal: all` before it, or say `allow_masked: true`",
            )

    def run(self, ctx: Context) -> None:
        """Read, prove, and keep the rows with their proofs."""
        table = ctx.table(self.table)
        rows = read_table(ctx, table, self.columns)
        if self.verify.get("export"):
            rows = _verified(ctx, table, rows)
        ctx.scope[self.into] = rows


def _verified(ctx: Context, table: Table, rows: Rows) -> Rows:
    """Return the rows with one more proof, from the portal's own file of them."""
    spec = export_of(ctx)
    file = exported_file(ctx, spec, spec.current or ())
    blanks = ctx.book.portal.wording.empty
    exported = read_exported(file, table.name, table.spec, rows.names, blanks)
    proof = prove_by_export(rows, table.name, table.spec, exported)
    ctx.emit(ProofMade(proof=proof))
    return replace(rows, proofs=(*rows.proofs, proof))
