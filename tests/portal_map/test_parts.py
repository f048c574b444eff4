"""A map of a portal is a tree, and a text that people review."""

from __future__ import annotations

import pytest

from rpa.errors import ProblemsFound
from rpa.portal_map.parts import Part, below_menus, from_text, place_words, to_text, walked

TEXT = """\
page Home = /#/home
menu Sales
  menu Orders
    page All orders = /#/orders
      heading Orders
      filter Name = text
      tab Open
        filter Paid on = date_range
        column Amount (USD) = eye, sort
        action Export = menu
        tab Late = disabled
      tab Done
  page Team = /#/team
    note shows nothing
"""


def test_a_map_is_read_as_it_was_written():
    parts = from_text(TEXT, "map.txt")
    assert to_text(parts) == TEXT
    assert parts[0] == Part("page", "Home", "/#/home")
    assert [part.name for part in parts[1].inside] == ["Orders", "Team"]


def test_pages_stand_below_the_menus_that_lead_to_them():
    home, orders, team = (Part("page", one) for one in ("Home", "All orders", "Team"))
    assert below_menus([((), home), (("Sales", "Orders"), orders), (("Sales",), team)]) == (
        home,
        Part("menu", "Sales", inside=(Part("menu", "Orders", inside=(orders,)), team)),
    )


def test_a_place_is_written_as_a_person_would():
    places = {part.name: place_words(place) for place, part in walked(from_text(TEXT, "map.txt"))}
    assert places["Late"] == "Sales > Orders > All orders / Open"
    assert places["Team"] == "Sales"
    assert places["Sales"] == ""


def test_every_odd_line_is_named():
    with pytest.raises(ProblemsFound) as raised:
        from_text("page Home\n      tab Open\n\nroom Kitchen\n", "map.txt")
    right = (
        "two blanks for each level, one of menu, page, tab, note, heading, fact, filter, column, "
        "action, a name, perhaps = more"
    )
    assert str(raised.value).splitlines() == [
        f'map.txt:{line}:1: found "{found}"; {right}'
        for line, found in ((2, "tab Open"), (3, ""), (4, "room Kitchen"))
    ]
