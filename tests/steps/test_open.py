"""`open` where no menu leads to a page: the selectors give the way there."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_a_way_is_taken_move_by_move(run):
    outcome = run(
        """
        - goto: rooms.html
        - open: Attic
        - text: {target: log, into: log}
        - fail: ${log}
        """
    )
    assert "opened; climbed;" in outcome.finished.error


def test_a_way_that_is_cut_off_is_taken_again(run):
    outcome = run(
        """
        - goto: rooms.html?knocks=2
        - open: Attic
        - text: {target: log, into: log}
        - fail: ${log}
        """
    )
    assert "opened; knocked at; opened; knocked at; opened; climbed;" in outcome.finished.error


def test_a_way_begins_where_it_already_is(run):
    outcome = run(
        """
        - goto: rooms.html
        - click: rooms
        - open: Attic
        - text: {target: log, into: log}
        - fail: ${log}
        """
    )
    assert "opened; climbed;" in outcome.finished.error


def test_a_page_that_is_open_is_opened_anew(run):
    outcome = run(
        """
        - goto: rooms.html
        - open: Attic
        - open: Attic
        - text: {target: log, into: log}
        - fail: ${log}
        """
    )
    assert outcome.finished.error.count("climbed") == 1


def test_a_way_that_leads_nowhere_names_the_move_that_could_not_be_made(run):
    outcome = run(
        """
        - goto: rooms.html
        - open: {page: Cellar, timeout_s: 3}
        """
    )
    assert outcome.finished.error.startswith(
        "rooms > upstairs > cellar: no effect within 3 s; expected the heading Cellar; "
        "cellar: not found within"
    )
