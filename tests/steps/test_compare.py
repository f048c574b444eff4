"""What is shown, perhaps masked, is told apart from what it cannot be."""

from __future__ import annotations

import pytest

from rpa.steps.compare import can_stand_for

MASKED = r"\*{2,}"


@pytest.mark.parametrize(
    ("shown", "value", "can"),
    [
        ("138****0001", "13800000001", True),
        (" 138****0001 ", "13800000001", True),
        ("138****0001", "13800000002", False),
        ("138****0001", "1380001", False),
        ("a***@example.com", "alice@example.com", True),
        ("a***@example.com", "alice@exampleXcom", False),
        ("a***@example.com", "bob@example.com", False),
        ("13800000001", "13800000001", True),
        ("13800000001", "13800000002", False),
        ("5*3", "5*3", True),
        ("5*3", "523", False),
        ("******", "anything", True),
    ],
)
def test_a_masked_text_can_be_what_fits_round_its_mask(shown: str, value: str, can: bool):
    assert can_stand_for(shown, value, MASKED) is can
