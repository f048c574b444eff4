"""Inputs with which a shipped flow is not run are refused before a browser opens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.errors import ProblemsFound

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("flow", "given", "said"),
    [
        ("recall-coupons", {"single": "true"}, "请给出要回收的代金券（coupons）"),
        ("sign-agreement", {"agree": "false"}, "没有得到同意，什么也没有做"),
    ],
)
def test_it_is_refused_where_the_rule_stands(flow, given, said, tmp_path):
    project = Project(ROOT / "flows", ROOT / "selectors", tmp_path)
    with pytest.raises(ProblemsFound) as raised:
        make_plan(project, flow, given, site="sandbox", account=None, today=date(2026, 11, 23))
    (problem,) = raised.value.problems
    assert (Path(problem.mark.file).name, problem.mark.line > 5) == (f"{flow}.yaml", True)
    assert problem.found.startswith(said)
