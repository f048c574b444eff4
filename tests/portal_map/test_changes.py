"""What two maps of a portal differ in is told as a tester would tell it."""

from __future__ import annotations

import pytest

from rpa.portal_map.changes import Change, map_changes
from rpa.portal_map.parts import Part, from_text

MAP = """\
page Home = /home
menu Sales
  menu Customers
    page Orders = /orders
      heading Orders
      tab Open
        filter Name = text
        filter Paid on = date_range
        action Search = button
        column Number
        column Name = eye
        column Amount
        column State
      tab Done
        filter State = select
        column Number
        column Closed on
    page Contacts = /contacts
      filter Name = text
      column Phone
  menu Money
    page Bills = /bills
      filter Month = month
      column Amount
    page Funds = /funds
menu Help
  page Library = /library
"""
BEFORE = from_text(MAP, "map.txt")


def said(*edits: tuple[str, str]) -> list[str]:
    text = MAP
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return [str(one) for one in map_changes(BEFORE, from_text(text, "map.txt"))]


def test_the_same_map_has_no_changes():
    assert said() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("        column Amount\n        col", "        col", "column Amount lost"),
        (
            "        column State\n",
            "        column State\n        column Tax\n",
            "column Tax added",
        ),
        ("column Name = eye", "column Company = eye", "column Name renamed to Company"),
        ("column Name = eye", "column Name", "column Name changed from eye to nothing"),
        (
            "column Name = eye\n        column Amount",
            "column Amount\n        column Name = eye",
            "column Name moved from behind Number to behind Amount",
        ),
        (
            "filter Paid on = date_range",
            "filter Paid on = date",
            "filter Paid on changed from date_range to date",
        ),
        (
            "Search = button",
            "Search = button, disabled",
            "action Search changed from button to button, disabled",
        ),
    ],
)
def test_what_happens_on_a_tab_is_told_with_its_place(old, new, told):
    assert said((old, new)) == [f"Sales > Customers > Orders / Open: {told}"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("tab Done", "tab Closed", "Sales > Customers > Orders: tab Done renamed to Closed"),
        (
            "heading Orders",
            "heading Sales",
            "Sales > Customers > Orders: heading Orders renamed to Sales",
        ),
        ("page Contacts", "page People", "Sales > Customers: page Contacts renamed to People"),
        (
            "= /contacts",
            "= /people",
            "Sales > Customers: page Contacts changed from /contacts to /people",
        ),
        ("menu Customers", "menu Clients", "Sales: menu Customers renamed to Clients"),
        ("menu Help", "menu Support", "menu Help renamed to Support"),
        ("    page Funds = /funds\n", "", "Sales > Money: page Funds lost"),
        (
            "      tab Done\n        filter State = select\n        column Number\n        column Closed on\n",
            "",
            "Sales > Customers > Orders: tab Done lost (1 filter, 2 columns)",
        ),
        (
            "menu Help",
            "menu Offers\n  page Coupons = /coupons\n    column Value\nmenu Help",
            "menu Offers added",
        ),
    ],
)
def test_pages_tabs_and_menus_are_told_by_the_way_to_them(old, new, told):
    assert said((old, new))[0] == told


def test_of_what_is_new_as_a_whole_each_page_is_named_with_how_much_it_holds():
    new = "menu Offers\n  page Coupons = /coupons\n    column Value\n    column Owner\nmenu Help"
    assert said(("menu Help", new)) == [
        "menu Offers added",
        "Offers: page Coupons added (2 columns)",
    ]


BILLS = "    page Bills = /bills\n      filter Month = month\n      column Amount\n"


def test_a_page_that_moved_is_known_by_its_name_and_content_or_by_its_address():
    there = "  page Library = /library\n"
    told = "Sales > Money: page Bills moved from Sales > Money to Help"
    for bills in (BILLS, BILLS.replace("/bills", "/invoices"), BILLS.replace("Bills", "Invoices")):
        changes = said((BILLS, ""), (there, there + bills.replace("\n  ", "\n")[2:]))
        assert changes[0] == told
    assert changes[1:] == ["Sales > Money: page Bills renamed to Invoices"]


def test_a_page_of_the_same_name_that_holds_something_else_has_not_moved():
    there = "  page Library = /library\n"
    other = "  page Bills = /paper\n    column Width\n    column Height\n"
    assert said((BILLS, ""), (there, there + other)) == [
        "Sales > Money: page Bills lost (1 filter, 1 column)",
        "Help: page Bills added (2 columns)",
    ]


def test_a_menu_moves_with_all_its_pages():
    money = "  menu Money\n" + BILLS + "    page Funds = /funds\n"
    there = "  page Library = /library\n"
    assert said((money, ""), (there, there + money)) == [
        "Sales: menu Money moved from Sales to Help"
    ]


def test_pages_are_found_again_when_their_menu_is_gone():
    money = "  menu Money\n" + BILLS + "    page Funds = /funds\n"
    there = "  page Library = /library\n"
    alone = BILLS.replace("\n  ", "\n")[2:]
    assert said((money, ""), (there, there + alone)) == [
        "Sales: menu Money lost",
        "Sales > Money: page Bills moved from Sales > Money to Help",
        "Sales > Money: page Funds lost",
    ]


def test_a_filter_that_moved_to_another_tab_of_its_page_is_one_change():
    here = "        filter Paid on = date_range\n"
    there = "        filter State = select\n"
    open_, done = (f"Sales > Customers > Orders / {tab}" for tab in ("Open", "Done"))
    assert said((here, ""), (there, there + here)) == [
        f"{open_}: filter Paid on moved from {open_} to {done}"
    ]


def test_where_nobody_could_look_nothing_else_is_told():
    bills = "    page Bills\n      note no effect within 15 s\n"
    assert said((BILLS, bills)) == ["Sales > Money > Bills: note no effect within 15 s added"]


def test_what_rows_offer_is_lost_only_where_there_are_rows():
    rows = "        column State\n        action Pay = row\n        action Recall = row, menu\n"
    before = from_text(MAP.replace("        column State\n", rows), "map.txt")

    def told(*, but: str) -> list[str]:
        text = MAP.replace("        column State\n", rows.replace(but, ""))
        return [str(one) for one in map_changes(before, from_text(text, "map.txt"))]

    assert told(but="        action Pay = row\n") == [
        "Sales > Customers > Orders / Open: action Pay lost"
    ]
    assert told(but=rows.partition("State\n")[2]) == []


def test_a_new_order_is_told_by_the_fewest_moves():
    home, help_ = "page Home = /home\n", "menu Help\n  page Library = /library\n"
    assert said((help_, ""), (home, home + help_)) == [
        "menu Sales moved from the front to behind Help"
    ]


def test_as_many_new_names_as_old_ones_in_a_row_are_renames_and_else_what_reads_alike():
    two = "column Amount\n        column State"
    assert [one.split(": ")[1] for one in said((two, "column Sum\n        column Phase"))] == [
        "column Amount renamed to Sum",
        "column State renamed to Phase",
    ]
    assert [one.split(": ")[1] for one in said((two, "column Amount (USD)"))] == [
        "column Amount renamed to Amount (USD)",
        "column State lost",
    ]


def test_an_address_that_several_pages_have_tells_nothing():
    before = (Part("page", "A", "/app"), Part("page", "B", "/app"))
    after = (Part("page", "A", "/app"), Part("page", "C", "/app"))
    assert map_changes(before, after) == (
        Change("lost", (), before[1]),
        Change("added", (), after[1]),
    )


def test_things_of_one_name_are_told_apart_by_their_number():
    twice = (Part("action", "Search"), Part("action", "Search"))
    assert map_changes(twice, twice[:1]) == (Change("lost", (), twice[0]),)
