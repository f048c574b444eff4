"""`change` after a crash: what was sent at the very end of a run has the time that it may take."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rpa.engine.stage import Options
from rpa.events import Noticed
from rpa.runs.ledger import Holder, Ledger, Scope

pytestmark = pytest.mark.browser

FLOW = """
- change:
    what: order ink
    key: __KEY__
    look: [{goto: orders}, {text: {target: orders, into: shown}}]
    done_when: "${'ink' in shown}"
    undone_when: "${'Orders:' in shown}"
    do: [{fill: {target: thing, value: ink}}, {click: order}]
    settles_in_s: 3
"""


@pytest.mark.parametrize(("ended_ago_s", "waits"), [(-3600, [True]), (600, [])])
def test_a_run_that_died_long_after_its_intent_may_have_sent_it_just_now(
    shop, run, ended_ago_s, waits
):
    shop.ordered[:] = ["ink"]
    now, key = datetime.now(UTC), uuid4().hex
    dead = replace(Holder.here("dead-run", now - timedelta(seconds=ended_ago_s)), started=1.0)
    scope = Scope("shop", shop.address.split("/")[2], "clerk")
    ledger = Ledger(clock=lambda: now - timedelta(minutes=30))
    ledger.claim(scope, {key: "order ink"}, flow="flow", holder=dead)
    agreed = Options(is_confirmed=True)
    outcome = run(FLOW.replace("__KEY__", key), head="effect: write", options=agreed)
    assert (outcome.finished.error, shop.ordered) == ("", ["ink"])
    said = [one.message for one in outcome.told(Noticed)]
    assert ["an earlier run broke off" in one for one in said] == waits
