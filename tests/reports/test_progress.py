from datetime import timedelta

import pytest

from rpa.events import ItemFinished
from rpa.reports.progress import Progress


@pytest.fixture
def progress(run):
    progress = Progress()
    run.readers.append(progress.take)
    return progress


def test_a_table_says_page_rows_and_how_long_it_will_take(run, progress):
    run.begin("steps[0]", "read")
    run.wait(3)
    run.page(3, 60, pages=12, total=234)

    (step,) = progress.open
    assert step.state(run.now()) == "page 3 of 12 · 60 of 234 rows · about 9 s left"
    assert step.state(run.now() + timedelta(seconds=4)) == (
        "page 3 of 12 · 60 of 234 rows · about 5 s left"
    )
    assert step.fraction == 0.25


def test_a_pager_that_tells_nothing_is_not_guessed_at(run, progress):
    run.begin("steps[0]", "read")
    run.page(3, 60)

    (step,) = progress.open
    assert (step.state(run.now()), step.fraction) == ("page 3 · 60 rows", None)


def test_a_loop_says_rounds_failures_and_how_long_it_will_take(run, progress):
    run.begin("steps[0]", "for each row", "for_each")
    for item, error in ((1, ""), (2, "no such row")):
        run.step("steps[0].do[0]", "recall", seconds=60)
        run.put(ItemFinished, path="steps[0]", item=item, items=4, label="某公司", error=error)

    (step,) = progress.open
    assert step.state(run.now()) == "2 of 4 · 1 failed · about 2 min left"
    assert step.result() == "4 rounds · 1 failed"
    assert progress.is_in_loop


def test_a_step_that_is_over_takes_those_inside_with_it(run, progress):
    run.begin("steps[0]", "if")
    run.begin("steps[0].then[0]", "click")
    run.end("steps[0]")

    assert progress.open == []
