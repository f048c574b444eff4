"""Each proof holds when it should, and names what is wrong when it does not."""

from __future__ import annotations

from rpa.proofs import (
    PageTally,
    prove_columns,
    prove_count,
    prove_keys,
    prove_revealed,
    prove_types,
)
from rpa.tables import Column, Proof, Rows


def pages(*counts: int, total: int | None, size: int | None = 10) -> list[PageTally]:
    return [PageTally(page, rows, total, size) for page, rows in enumerate(counts, start=1)]


def rows(*cells: tuple[object, ...]) -> Rows:
    return Rows((Column("id"), Column("name")), list(cells))  # type: ignore[arg-type]


def test_as_many_rows_as_the_pager_says():
    proof = prove_count("t", pages(10, 10, 3, total=23))
    assert proof == Proof("t", "count", "holds", "23 rows, as the pager says")


def test_a_short_page_is_named():
    proof = prove_count("t", pages(10, 9, 3, total=23))
    said = "22 rows read, the pager says 23: 1 missing (page 2 has 9 of 10)"
    assert proof == Proof("t", "count", "fails", said)


def test_a_short_last_page_is_noticed_by_the_total():
    proof = prove_count("t", pages(10, 2, total=13))
    assert proof.detail == "12 rows read, the pager says 13: 1 missing"
    assert proof.verdict == "fails"


def test_more_rows_than_the_pager_says_fail_too():
    proof = prove_count("t", pages(10, 5, total=13))
    assert proof.detail == "15 rows read, the pager says 13: 2 too many"


def test_a_total_that_changes_while_reading_fails():
    changing = [PageTally(1, 10, 23, 10), PageTally(2, 10, 24, 10), PageTally(3, 4, 24, 10)]
    proof = prove_count("t", changing)
    assert proof == Proof("t", "count", "fails", "the total changed while reading: 23, 24")


def test_without_a_total_full_pages_count():
    proof = prove_count("t", pages(10, 10, 3, total=None))
    said = "23 rows on 3 pages, all full but the last; the pager shows no total"
    assert proof == Proof("t", "count", "holds", said)


def test_without_a_total_a_short_page_fails():
    proof = prove_count("t", pages(10, 9, 3, total=None))
    assert proof == Proof("t", "count", "fails", "22 rows read; page 2 has 9 of 10")


def test_without_a_pager_the_count_cannot_be_known():
    proof = prove_count("t", pages(7, total=None, size=None))
    assert proof == Proof("t", "count", "unknown", "7 rows read; the page shows no total")


def test_an_empty_table_is_proved_by_a_total_of_zero():
    assert prove_count("t", pages(0, total=0)).verdict == "holds"


def keys(found: Rows, key: list[str]) -> Proof:
    at = [found.names.index(name) for name in key]
    hashes = [hash(tuple(cells[i] for i in at)) for cells in found.cells]
    return prove_keys(found, "t", key, hashes)


def test_keys_that_differ_but_have_one_hash_hold():
    assert prove_keys(rows(("1", "a"), ("2", "a")), "t", ["id"], [7, 7]).verdict == "holds"


def test_keys_that_come_once_hold():
    proof = keys(rows(("1", "a"), ("2", "a")), ["id"])
    assert proof == Proof("t", "keys", "holds", "2 keys (id), each once")


def test_a_key_that_comes_twice_is_named():
    proof = keys(rows(("1", "a"), ("1", "b"), ("2", "c")), ["id"])
    assert proof == Proof("t", "keys", "fails", "1 keys (id) come more than once: 1")


def test_a_row_without_a_key_fails():
    proof = keys(rows((None, "a"), ("2", "c")), ["id"])
    assert proof == Proof("t", "keys", "fails", "1 rows have no id")


def test_rows_that_differ_in_one_part_of_the_key_hold():
    proof = keys(rows(("1", "a"), ("1", "b")), ["id", "name"])
    assert proof.verdict == "holds"


def test_a_missing_column_fails_and_a_new_one_is_mentioned():
    assert prove_columns("t", ["金额"], ["备注"]) == Proof(
        "t", "columns", "fails", "not on the page: 金额; not declared, kept as text: 备注"
    )
    assert prove_columns("t", [], ["备注"]).verdict == "holds"


def test_a_masked_value_in_a_revealed_column_fails():
    proof = prove_revealed("t", ["name", "account"], {"name": 1})
    assert proof == Proof("t", "revealed", "fails", "still masked: 1 values of name")


def test_values_without_a_mask_hold():
    proof = prove_revealed("t", ["name"], {})
    assert proof == Proof("t", "revealed", "holds", "no masked value in name")


def test_cells_of_another_type_are_counted_by_column():
    proof = prove_types("t", {"金额": (2, '"abc": an amount is wanted')})
    said = '金额: 2 cells, "abc": an amount is wanted'
    assert proof == Proof("t", "types", "fails", said)
