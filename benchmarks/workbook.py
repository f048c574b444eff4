"""What writing a workbook costs, against openpyxl's own write-only loop over the same typed rows.

    python benchmarks/workbook.py [ROWS]

Both write the columns of `order-resources` into the same folder, in rounds that alternate; what is
compared is processor time, which others on the machine disturb least. The bare loop has no formats,
no widths and no last sheet. `memory` is what Python's own objects take at most while rows that are
made one by one are written.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import overload

from openpyxl import Workbook

from rpa.sinks.excel import About, Sheet, write_workbook
from rpa.tables import Cell, Column, ColumnType, Rows

ROWS = 100_000
ROUNDS = 5
GOAL = 1.2

_TYPES: tuple[ColumnType, ...] = (
    "id",
    *("text",) * 4,
    "id",
    *("text",) * 2,
    *("datetime",) * 2,
    *("text",) * 2,
    "money",
)
_COLUMNS = tuple(Column(f"列{at}", kind) for at, kind in enumerate(_TYPES))
_BEGIN = datetime(2026, 11, 23, 9)
_ABOUT = About(
    flow="order-resources",
    title="查看订单资源明细",
    portal="",
    site="",
    account="",
    inputs={},
    started=_BEGIN,
    ended=_BEGIN,
    status="ok",
    pages=0,
)


@dataclass(frozen=True)
class Made(Sequence[tuple[Cell, ...]]):
    """Rows that are made when they are asked for, so that nothing is held."""

    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return map(_row, range(self.count))

    @overload
    def __getitem__(self, at: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[Cell, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Cell, ...] | list[tuple[Cell, ...]]:
        return [_row(n) for n in range(self.count)[at]] if isinstance(at, slice) else _row(at)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    rows = Rows(_COLUMNS, list(Made(count)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        rounds = [(_spent_s(_ours, path, rows), _spent_s(_bare, path, rows)) for _ in range(ROUNDS)]
        lazy_mb = _most_mb(path, Rows(_COLUMNS, Made(count)))
    ours, bare = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(mine / theirs for mine, theirs in rounds)
    print(f"{count:,} rows × {len(_COLUMNS)} columns, median of {ROUNDS} rounds")
    print(f"  openpyxl's write-only loop {bare:7.2f} s")
    print(f"  write_workbook             {ours:7.2f} s  × {ratio:.2f} (goal: at most {GOAL})")
    print(f"  memory while rows stream   {lazy_mb:7.2f} MB")


def _ours(path: Path, rows: Rows) -> None:
    write_workbook(path, [Sheet("订单资源明细", rows)], _ABOUT)


def _bare(path: Path, rows: Rows) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("订单资源明细")
    sheet.append(rows.names)
    for row in rows.cells:
        sheet.append(row)
    workbook.save(path)


def _spent_s(write: Callable[[Path, Rows], None], path: Path, rows: Rows) -> float:
    began = time.process_time()
    write(path, rows)
    return time.process_time() - began


def _most_mb(path: Path, rows: Rows) -> float:
    tracemalloc.start()
    try:
        _ours(path, rows)
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def _row(n: int) -> tuple[Cell, ...]:
    moment = _BEGIN - timedelta(seconds=977 * n)
    is_done = n % 4 != 0
    return (
        f"CS{10**18 + 7919 * n}",
        f"华北某某科技有限公司{n % 997}",
        f"云经销商{n % 31}" if n % 3 else None,
        "弹性云服务器ECS",
        "通用计算增强型 c7.xlarge.2",
        f"{n * 104_729:032x}",
        "开通",
        "顾问销售",
        moment if is_done else None,
        moment + timedelta(days=365) if is_done else None,
        "是",
        "已完成",
        Decimal(31 * n - 977).scaleb(-2),
    )


if __name__ == "__main__":
    main()
