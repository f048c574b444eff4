import pytest

from rpa.reports.words import counted, duration, roughly


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.04, "0.0 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (125, "2 min 5 s"),
        (3600, "1 h 0 min"),
        (7384, "2 h 3 min"),
    ],
)
def test_a_duration_is_as_exact_as_anybody_needs(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "about 1 s"), (12.4, "about 12 s"), (59.6, "about 1 min"), (200, "about 3 min")],
)
def test_an_estimate_does_not_pretend_to_be_exact(seconds, words):
    assert roughly(seconds) == words


def test_a_number_of_things_is_grouped_and_in_the_plural_unless_it_is_one():
    assert [counted(n, "row") for n in (0, 1, 1234)] == ["0 rows", "1 row", "1,234 rows"]
