"""Flows and tests in Python, run by pytest in a process of its own, on a replica of its own."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.testing.conftest import outcomes

HEAD = "title: 订单资源明细\nportal: partner-center\n"
GOOD = f"""\
{HEAD}test:
  accounts: [distributor]
  cases: {{all: {{}}}}
steps:
  - open: 客户订单 / 订单资源明细
  - expect: {{element: 账号菜单}}
"""
BAD = f"""\
{HEAD}steps:
  - open: 客户订单 / 订单资源明细
  - expect:
      element: 账号菜单
      state: hidden
    timeout_s: 1
"""
PYTHON = """\
def test_page(rpa_page):
    assert rpa_page.url.startswith("http://127.0.0.1")
    assert "伙伴中心" in rpa_page.title()

def test_no_such_flow(rpa_run):
    rpa_run("order-resource")
"""
REPLICA = """\
def test_replica(rpa_run, rpa_sandbox):
    replica = rpa_sandbox(rows=7, seed=3, faults=["short_page"])
    result = rpa_run("order-resources", site=replica, check=False)
    assert (result.exit_code, replica.writes()) == (3, [])
    assert len(result.rows("订单资源明细")) == 6
    assert result.proofs[0].verdict == "fails"
    assert replica.truth("order-resources")["total"] == 7
"""


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_a_suite(portal: Path, pytester: pytest.Pytester):
    (portal / "bad.yaml").write_text(BAD)
    (portal / "test_orders.py").write_text(PYTHON)
    pytester.runpytest_subprocess(
        "--rpa-rows=5", "--junitxml=junit.xml", "-n0", "-q", "flows/tests"
    )
    found = outcomes(pytester.path / "junit.xml")
    failed = {name: said for name, said in found.items() if said != "passed"}
    assert [name for name in found if name not in failed] == ["test_page"]
    assert (
        _without_paths(failed["as-it-stands"])
        == """\
failure: 账号菜单: expected to be hidden, found visible

flows/tests/bad.yaml:5:5
     3 | steps:
     4 |   - open: 客户订单 / 订单资源明细
>    5 |   - expect:
>    6 |       element: 账号菜单
>    7 |       state: hidden
>    8 |     timeout_s: 1

flow        bad as distributor on sandbox
page        客户订单 - 伙伴中心 http://…
screenshot  output/tests/…/failure-1.png
trace       output/tests/…
folder      output/tests/…"""
    )
    unknown = 'there is no flow "order-resource"; did you mean "order-resources"?'
    assert unknown in failed["test_no_such_flow"]
    assert "rpa/testing" not in failed["test_no_such_flow"]
    assert len(failed) == 2


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.usefixtures("browser")
def test_traces_are_kept_of_what_failed_and_hold_no_password(
    portal: Path, pytester: pytest.Pytester
):
    (portal / "good.yaml").write_text(GOOD)
    (portal / "bad.yaml").write_text(BAD)
    options = ["--rpa-rows=5", "--junitxml=junit.xml", "--tracing=retain-on-failure", "-n0", "-q"]
    pytester.runpytest_subprocess(*options, "flows/tests")
    assert outcomes(pytester.path / "junit.xml")["distributor-all"] == "passed"
    traces = list((pytester.path / "test-results").rglob("*.zip"))
    assert traces
    assert not any(b"Sandbox@2026" in _content(trace) for trace in traces)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.usefixtures("browser")
def test_a_test_in_python_has_a_replica_of_its_own(portal: Path, pytester: pytest.Pytester):
    (portal / "test_replica.py").write_text(REPLICA)
    pytester.runpytest_subprocess("--junitxml=junit.xml", "-n0", "-q", "flows/tests")
    assert outcomes(pytester.path / "junit.xml") == {"test_replica": "passed"}


def test_without_a_browser_a_flow_fails_and_says_what_to_do(
    portal: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
):
    (portal / "bad.yaml").write_text(BAD)
    monkeypatch.setenv("RPA_BROWSER", "/nowhere")
    said = pytester.runpytest_subprocess("flows/tests", "-n0", "--junitxml=junit.xml")
    assert said.ret == pytest.ExitCode.TESTS_FAILED
    assert outcomes(pytester.path / "junit.xml") == {
        "as-it-stands": "failure: RPA_BROWSER: /nowhere: no such file; give a browser's full path "
        "or one of playwright, chrome, msedge, chromium"
    }


def _without_paths(text: str) -> str:
    return re.sub(r"(http://|output/tests/)\S+?(/failure-1\.png)?$", r"\1…\2", text, flags=re.M)


def _content(trace: Path) -> bytes:
    with zipfile.ZipFile(trace) as file:
        return b"".join(map(file.read, file.namelist()))
