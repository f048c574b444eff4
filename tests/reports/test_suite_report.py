"""The report of a session of tests: what failed, with pictures; all flows and cases; the trend."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from rpa.reports.story import Failure, Node, Story, Written
from rpa.reports.suite_report import Suite, Tried, render_suite


def story(**more: object) -> Story:
    node = Node("open Orders", "open", "flows/orders.yaml:3:5", "steps[0]", duration_s=2.0)
    node.state = "done"
    return Story(flow="orders", title="Orders", account="clerk", steps=[node], **more)  # type: ignore[arg-type]


def suite(*tests: Tried, **unread: str) -> Suite:
    return Suite(datetime(2026, 11, 23, tzinfo=UTC), 61.0, "sandbox", tests, unread)


def tiles(html: str) -> dict[str, str]:
    return dict(re.findall(r'tile"><span class="soft">(\w+)</span><b>(\d+)</b>', html))


def test_it_counts_what_passed_failed_and_passed_only_when_run_again():
    html = render_suite(
        suite(
            Tried("flows/a.yaml", "clerk", "passed", stories=(story(),)),
            Tried("flows/a.yaml", "boss", "passed", reruns=1),
            Tried("flows/b.yaml", "clerk", "failed", "Total: <7> expected"),
            Tried("flows/b.yaml", "boss", "skipped"),
        )
    )
    assert tiles(html) == {"Tests": "4", "Passed": "1", "Failed": "1", "Flaky": "1", "Skipped": "1"}
    assert re.findall(r'<div class="file">(.*?)</div>', html) == ["flows/a.yaml", "flows/b.yaml"]
    assert "run 2 times" in html
    assert '<pre lang="zh-CN">Total: &lt;7&gt; expected</pre>' in html
    assert "open Orders" in html


def test_it_is_good_when_nothing_failed_and_all_could_be_read():
    good = Tried("flows/a.yaml", "clerk", "passed")
    assert suite(good).is_good
    assert not suite(good, Tried("flows/a.yaml", "boss", "failed")).is_good
    assert not suite(good, flow="flows/b.yaml:1:1: the file is empty").is_good


def test_it_shows_the_last_sessions_of_each_test():
    html = render_suite(suite(Tried("a.yaml", "clerk", "passed", past=("failed", "passed"))))
    assert re.search(r'class="trend".*?</span>', html)[0].endswith(  # type: ignore[index]
        '<i class="failed"></i><i class="passed"></i></span>'
    )


def test_pictures_of_failures_and_of_differences_are_in_the_file(tmp_path: Path):
    for name in ("failure-1", "menu-diff"):
        (tmp_path / f"{name}.png").write_bytes(b"a picture")
    failed = story(
        error="7 expected",
        failures=[Failure("7 expected", screenshot=tmp_path / "failure-1.png")],
        files=[
            Written(tmp_path / "menu-diff.png", "baseline-diff"),
            Written(tmp_path / "menu-gone.png", "baseline-diff"),
            Written(tmp_path / "orders.xlsx", "workbook"),
        ],
    )
    html = render_suite(suite(Tried("a.yaml", "clerk", "failed", "7 expected", stories=(failed,))))
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", html)
    assert captions == ["failure-1", "menu-diff"]
    assert html.count("data:image/png;base64,") == 2
    assert str(tmp_path) not in html
