"""What a flow claims of rows, and what speaks against it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from rpa.flow.dates import DateRange, Month
from rpa.secret import MASK, Secret
from rpa.steps.cell_match import matcher
from rpa.steps.expect_actions import objections as offers
from rpa.steps.expecting import amount_words, is_amount, told_amount
from rpa.steps.table_claims import Claims, exceptions, objections
from rpa.tables import Column, Rows

ROWS = Rows(
    (
        Column("order", "id"),
        Column("customer"),
        Column("state"),
        Column("amount", "money"),
        Column("made", "datetime"),
    ),
    [
        ("001", "Ada", "open", Decimal("10.50"), datetime(2026, 10, 1, 8, 0)),
        ("002", "Bob", "open", Decimal("20"), datetime(2026, 10, 2, 9, 30)),
        ("003", "Cy", "closed", None, datetime(2026, 10, 2, 23, 59)),
        ("004", "Di", "open", Decimal("30"), datetime(2026, 11, 1, 0, 0)),
        ("005", "Ed", "void", Decimal("40"), datetime(2026, 11, 2, 0, 0)),
    ],
)
NAMES = ROWS.names


@pytest.mark.parametrize(
    "claims",
    [
        Claims(columns=NAMES),
        Claims(columns=["customer", "amount"], allows_extra=True),
        Claims(count=5),
        Claims(count="1..100"),
        Claims(contains=[{"order": "002", "amount": 20, "made": "2026-10-02"}]),
        Claims(contains=[{"state": "closed", "amount": None}, {"customer": "/^D/"}]),
        Claims(sorted_by="amount"),
        Claims(
            sorted_by="order", every={"order": r"/^\d{3}$/", "state": ["open", "closed", "void"]}
        ),
        Claims(every={"made": "2026-10-01..2026-11-02"}, some={"amount": "35.."}),
        Claims(sums={"amount": 100.5}),
        Claims(sums={"amount": "100..101"}),
    ],
)
def test_claims_that_hold_meet_no_objection(claims):
    assert list(objections(ROWS, claims)) == []


OBJECTIONS = [
    (
        Claims(columns=["order", "client", "state", "made", "amount"]),
        [
            "missing columns: client",
            "columns that should not be there: customer",
            (
                "expected the columns in the order order, state, made, amount; "
                "found order, state, amount, made"
            ),
        ],
    ),
    (
        Claims(columns=["amount", "order"], allows_extra=True),
        ["expected the columns in the order amount, order; found order, amount"],
    ),
    (Claims(count=4), ["expected 4 rows, found 5"]),
    (Claims(count="6.."), ["expected at least 6 rows, found 5"]),
    (
        Claims(every={"sate": "open"}, sorted_by="-total"),
        [
            'no column sate; did you mean "state"?',
            "no column total; known: order, customer, state, amount, made",
        ],
    ),
    (
        Claims(contains=[{"state": "void", "customer": "Ada"}]),
        ["no row has state void, customer Ada; row 1 comes nearest, with state open"],
    ),
    (Claims(contains=[{"order": 6}]), ["no row has order 6"]),
    (
        Claims(every={"amount": "10..25"}),
        ["amount: expected 10..25 in every row, found nothing in row 3, 30 in row 4, 40 in row 5"],
    ),
    (
        Claims(every={"state": ["shut", "gone"]}),
        [
            (
                "state: expected one of shut, gone in every row, "
                "found open in row 1, open in row 2, closed in row 3 and 2 more"
            )
        ],
    ),
    (
        Claims(some={"made": "..2026-09-30"}),
        [
            (
                "made: expected ..2026-09-30 in some row, found 2026-10-01 08:00:00 in row 1, "
                "2026-10-02 09:30:00 in row 2, 2026-10-02 23:59:00 in row 3 and 2 more"
            )
        ],
    ),
    (Claims(sums={"amount": 100}), ["amount: expected the sum 100, found 100.50"]),
    (
        Claims(sums={"state": 1}),
        [
            (
                "state: has no sum, since not all cells are numbers: "
                "open in row 1, open in row 2, closed in row 3 and 2 more"
            )
        ],
    ),
    (
        Claims(sorted_by="-amount"),
        ["amount: expected to be sorted, falling; row 2 has 20 after 10.50"],
    ),
    (
        Claims(sorted_by="state"),
        ["state: expected to be sorted, rising; row 3 has closed after open"],
    ),
]


@pytest.mark.parametrize(("claims", "said"), OBJECTIONS)
def test_an_objection_names_the_column_and_what_is_there(claims, said):
    assert list(objections(ROWS, claims)) == said


def test_cells_of_masked_columns_are_not_shown():
    claims = Claims(
        contains=[{"customer": "Xi", "state": "open"}],
        every={"customer": "/a/"},
        sorted_by="-customer",
    )
    assert list(objections(ROWS, claims, {"customer"})) == [
        f"no row has customer Xi, state open; row 1 comes nearest, with customer {MASK}",
        (
            f"customer: expected /a/ in every row, "
            f"found {MASK} in row 2, {MASK} in row 3, {MASK} in row 4 and 1 more"
        ),
        f"customer: expected to be sorted, falling; row 2 has {MASK} after {MASK}",
    ]


def test_no_rows_contain_nothing_and_hold_what_every_row_must():
    empty = Rows(ROWS.columns, [])
    claims = Claims(
        contains=[{"state": "open"}],
        every={"state": "x"},
        some={"state": "x"},
        sums={"amount": 0},
        sorted_by="state",
    )
    assert list(objections(empty, claims)) == [
        "no row has state open",
        "state: expected x in some row, found no rows",
    ]


@pytest.mark.parametrize(
    ("wanted", "kind", "cell", "fits"),
    [
        ("云 经销商", "text", "云经销商", True),
        ("1..5", "text", "3", False),
        ("1..5", "text", "1..5", True),
        (7, "id", "7", True),
        (7, "integer", 7, True),
        (0.1, "money", Decimal("0.1"), True),
        ("1,234.50", "money", Decimal("1234.5"), True),
        ("5", "money", "five", False),
        ("1..9", "money", "five", False),
        ("1..9", "money", None, False),
        (True, "bool", True, True),
        (True, "bool", False, False),
        (None, "text", None, True),
        (None, "text", "x", False),
        ("2026-10-02", "datetime", datetime(2026, 10, 2, 9), True),
        ("2026-10-02 09:00:00", "datetime", datetime(2026, 10, 2, 9), True),
        ("2026-10-02 09:00:01..", "datetime", datetime(2026, 10, 2, 9), False),
        ("..2026-10-02", "datetime", datetime(2026, 10, 2, 9), True),
        (date(2026, 10, 3), "datetime", datetime(2026, 10, 2, 9), False),
        (DateRange(date(2026, 10, 1), None), "datetime", datetime(2026, 10, 2, 9), True),
        (Month(2026, 9), "date", date(2026, 10, 2), False),
        (Secret("hush"), "text", "hush", True),
        ("/^b.+d$/", "text", "bread", True),
        ("/^$/", "text", None, True),
        (["/a/", 3], "integer", 3, True),
    ],
)
def test_a_cell_is_as_wanted(wanted, kind, cell, fits):
    assert matcher(wanted, kind)(cell) is fits


@pytest.mark.parametrize(
    ("wanted", "numbers", "words", "told"),
    [
        (3, [3], "3", "3"),
        ("2..4", [2, 3, 4], "2 to 4", "2 至 4"),
        ("3..", [3, 4, 5], "at least 3", "至少 3"),
        ("..1", [0, 1], "at most 1", "至多 1"),
        ("2..2", [2], "2", "2"),
    ],
)
def test_how_many_may_be_a_number_or_a_span(wanted, numbers, words, told):
    assert [one for one in range(6) if is_amount(one, wanted)] == numbers
    assert (amount_words(wanted), told_amount(wanted)) == (words, told)


def test_rows_of_which_a_rule_does_not_hold_are_told_by_the_columns_it_speaks_of():
    rule = "${row['amount'] < 30 and row[\"customer\"] != 'Di'}"
    said = exceptions(ROWS, rule, [True, False, False, False, False], {"customer"})
    assert list(said) == [
        (
            f"{rule} does not hold in every row: row 2 has customer {MASK}, amount 20; "
            f"row 3 has customer {MASK}, amount nothing; row 4 has customer {MASK}, amount 30 "
            "and 1 rows more"
        )
    ]
    assert list(exceptions(ROWS, rule, [True] * 5)) == []


def test_actions_are_offered_by_just_the_rows_that_should_offer_them():
    offered = [["close"], ["close", "void"], ["void"], ["close"], []]
    assert list(offers(ROWS, offered, {"close": {"state": "open"}})) == []
    assert list(
        offers(ROWS, offered, {"void": {"amount": "30..", "state": "open"}, "see": {}})
    ) == [
        (
            "void can be clicked in row 2, where amount is 20, state is open; "
            "expected it only where amount is 30.., state is open"
        ),
        "see cannot be clicked in row 1; expected it in every row",
    ]
    assert list(offers(ROWS, offered, {"void": {"sate": "open"}})) == ["no column sate"]
