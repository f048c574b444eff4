"""Rows on disk: typed as they were, a page at a time, and whole however a process ended."""

from __future__ import annotations

import stat
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from rpa.errors import InputWrong
from rpa.runs.spool import Spool, read_rows, write_rows
from rpa.runs.spool_folder import SpoolFolder
from rpa.tables import Column, Rows

COLUMNS = (
    Column("id", "id"),
    Column("amount", "money"),
    Column("day", "date"),
    Column("at", "datetime"),
    Column("is_new", "bool"),
    Column("count", "integer"),
)
NOON = datetime(2026, 11, 23, 12, 0, 5)


def row(number: int) -> tuple[object, ...]:
    return (f"{number:020}", Decimal("1234.50"), date(2026, 11, number), NOON, True, number)


ODD = (None, "no amount", None, "12 o'clock", None, None)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool.create(tmp_path / "rows.jsonl", COLUMNS, {"table": "orders"})


def put(spool: Spool, page: int, *rows: tuple[object, ...]) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * len(spool.columns)
    spool.put(page, columns, len(rows), total=7)  # type: ignore[arg-type]


def test_cells_come_back_as_what_they_were(spool):
    put(spool, 1, row(1), ODD)
    (first, odd) = Spool.load(spool.path).cells()
    assert (first, odd) == (row(1), ODD)
    assert list(map(type, first)) == list(map(type, row(1)))


def test_pages_are_in_order_whatever_the_order_they_came_in_and_the_last_version_counts(spool):
    put(spool, 2, row(3))
    put(spool, 1, row(9), row(2))
    put(spool, 1, row(1), row(2))
    assert list(spool.cells()) == [row(1), row(2), row(3)]
    assert (spool.pages, spool.notes[2]) == ([1, 2], {"total": 7})


def test_pages_after_one_are_forgotten(spool):
    for page in (1, 2, 3):
        put(spool, page, row(page))
    spool.drop_after(1)
    assert list(Spool.load(spool.path).cells()) == [row(1)]


def test_rows_are_found_by_number_from_the_end_and_by_stretch(spool):
    for page in (1, 2, 3):
        put(spool, page, row(2 * page), row(2 * page + 1))
    cells = spool.cells()
    assert len(cells) == 6
    assert (cells[0], cells[3], cells[-1]) == (row(2), row(5), row(7))
    assert list(cells[1:4]) == [row(3), row(4), row(5)]
    assert list(cells[1:4][1:]) == [row(4), row(5)]
    assert cells[1:4][-1] == row(5)
    assert list(cells[::2]) == [row(2), row(4), row(6)]
    assert list(cells[6:]) == []
    with pytest.raises(IndexError):
        cells[6]


def test_rows_are_rows_of_names_too(spool):
    put(spool, 1, row(1))
    rows = Rows(COLUMNS, spool.cells())
    assert rows[0]["amount"] == Decimal("1234.50")
    assert [one["id"] for one in rows] == [f"{1:020}"]


def test_a_line_that_was_not_finished_is_as_if_it_had_never_been(spool):
    put(spool, 1, row(1))
    put(spool, 2, row(2))
    whole = spool.path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for end in (last, last + 1, len(whole) - 1):
        spool.path.write_bytes(whole[:end])
        found = Spool.load(spool.path)
        assert list(found.cells()) == [row(1)]
        put(found, 2, row(3))
        assert list(Spool.load(spool.path).cells()) == [row(1), row(3)]


def test_a_gap_between_pages_shows(spool):
    put(spool, 1, row(1))
    assert spool.is_whole
    put(spool, 3, row(3))
    assert not spool.is_whole


def test_only_the_owner_may_read_it(spool):
    assert stat.S_IMODE(spool.path.stat().st_mode) == 0o600


def test_what_is_no_spool_is_said_to_be_none(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text("[1, 2]\n", "utf-8")
    with pytest.raises(InputWrong, match=r"rows\.jsonl: rows that a run left cannot be read"):
        Spool.load(file)


def test_rows_at_hand_are_kept_and_read_again(tmp_path):
    for cells in ([row(1), row(2)], []):
        write_rows(tmp_path / "rows.jsonl", Rows(COLUMNS, cells))
        found = read_rows(tmp_path / "rows.jsonl")
        assert (found.columns, list(found.cells)) == (COLUMNS, cells)


def test_the_same_thing_has_the_same_file_in_a_run_that_takes_it_up(tmp_path):
    first, second = SpoolFolder(tmp_path / "1"), SpoolFolder(tmp_path / "2")
    names = []
    for folder in (first, second):
        once = folder.file("orders")
        assert folder.file("orders") == once != folder.file("customers")
        folder.done("orders")
        names.append((once.name, folder.file("orders").name))
    assert names[0] == names[1]
    assert len(set(names[0])) == 2


def test_a_run_begins_with_what_another_left(tmp_path):
    left = SpoolFolder(tmp_path / "left")
    put(Spool.create(left.file("orders"), COLUMNS, {}), 1, row(1))
    folder = SpoolFolder(tmp_path / "mine")
    folder.take_over(left.path)
    assert list(Spool.load(folder.file("orders")).cells()) == [row(1)]
    folder.clear()
    assert not folder.path.exists()
    assert left.path.exists()
    folder.take_over(tmp_path / "nothing")
    assert not folder.path.exists()
