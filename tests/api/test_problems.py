"""What an answer that is none means for a run: its exit code, and what to do."""

from __future__ import annotations

import pytest

from rpa.api.problems import problem_for


@pytest.mark.parametrize(
    ("status", "code", "exit_code", "advice"),
    [
        (400, "CBC.0100", 1, ""),
        (400, "CBC.18000016", 4, "an administrator of the partner grants"),
        (401, "APIGW.0301", 4, "check the access key and its secret"),
        (403, "CBC.0151", 4, "an administrator of the partner grants"),
        (403, "CBC.0156", 1, "the customer belongs to another site"),
        (406, "CBC.0250", 5, "called too often"),
        (429, "429", 5, "called too often"),
        (500, "CBC.0999", 5, ""),
        (503, "503", 5, ""),
        (200, "CBC.0999", 5, ""),
        (200, "CBC.99003004", 1, ""),
    ],
)
def test_a_refusal_says_what_should_happen_next(status, code, exit_code, advice):
    problem = problem_for("ListThings", status, code, "no")
    assert problem.exit_code == exit_code
    assert str(problem).startswith("ListThings: ")
    assert code in str(problem)
    assert advice in str(problem)
