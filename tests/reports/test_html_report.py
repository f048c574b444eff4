import re
from base64 import b64encode
from pathlib import Path

import pytest

from rpa.events import (
    FallbackUsed,
    FileWritten,
    GuardActed,
    ItemFinished,
    Noticed,
    ProofMade,
    StepRetried,
    StepSkipped,
    as_json,
)
from rpa.reports.html_report import render_report
from rpa.tables import Proof

HOSTILE = "</small><script>alert('订单')</script>\" onload=\"x"


def page(run, **options) -> str:
    return render_report([as_json(event) for event in run.events], **options)


def shown(html: str) -> list[str]:
    """Return the texts of a page in order, without styles and blank lines."""
    body = html[html.index("<body>") :]
    body = body.replace("&ensp;", " ").replace("&#39;", "'")
    lines = re.sub(r"<[^>]*>", "\n", body).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def test_a_good_run_reads_from_its_status_to_its_steps(run):
    run.start(inputs={"客户名称": "某公司"})
    run.begin("steps[0]", "read 订单", "read")
    run.wait(12)
    run.page(1, 57)
    run.put(ProofMade, proof=Proof("订单", "count", "holds", "57 rows, as the pager says"))
    run.end("steps[0]")
    run.put(FileWritten, path=run.folder / "订单.xlsx", kind="workbook", rows=57)
    run.put(FileWritten, path=run.folder / "report.html", kind="report")
    run.finish()

    texts = shown(page(run))

    clock = run.events[0].at.astimezone()
    facts = "done / 查看订单资源明细 / order-resources / partner-center / site / sandbox / account"
    assert texts == [
        *facts.split(" / "),
        "distributor",
        clock.strftime("%Y-%m-%d %H:%M:%S"),
        clock.strftime("%Z"),
        *("took", "12 s", "客户名称", "某公司"),
        *("Rows", "57", "on 1 page"),
        *("Proofs", "1", "of 1 hold", "none is open"),
        *("Files", "1", "workbook"),
        *("Steps", "1", "all as planned"),
        *("Time", "12 s", "exit code 0"),
        *("Proofs", "订单", "count", "57 rows, as the pager says"),
        *("Files", "workbook", "订单.xlsx", "57 rows"),
        *("Steps", "read 订单", "1 page · 57 rows", "order-resources.yaml:14", "12 s"),
        "run 20261123-153000-a1b2",
    ]


def test_the_page_needs_nothing_but_itself(run):
    run.start()
    run.finish()

    html = page(run)

    assert re.findall(r"(?:src|href)=\"(?!data:)[^\"]*|url\([^)]*\)|@import|<script", html) == []
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html


def test_a_failure_shows_error_page_and_screenshot(run):
    picture = run.folder / "failure-1.png"
    picture.write_bytes(b"PNG")
    run.start()
    run.begin("steps[0]", "click 导出")
    run.wait(30)
    run.fail(
        "steps[0]",
        "导出: nothing matched",
        url="https://portal/orders?a=1&b=2",
        title="客户订单",
        screenshot=picture,
    )
    run.finish("failed", 1, "导出: nothing matched")

    html = page(run)

    box = html[html.index('<section class="card failure">') :].split("</section>")[0]
    assert shown("<body>" + box) == [
        "A step failed",
        "导出: nothing matched",
        *("Step", "click 导出", "flows/order-resources.yaml:14:5"),
        *("Page", "客户订单", "https://portal/orders?a=1&amp;b=2"),
    ]
    assert f'<img src="data:image/png;base64,{b64encode(b"PNG").decode()}"' in box


def test_a_screenshot_that_is_gone_is_said(run):
    run.start()
    run.begin("steps[0]", "click")
    run.fail("steps[0]", "nothing matched", screenshot=run.folder / "failure-1.png")
    run.finish("failed", 1, "nothing matched")

    assert "The screenshot failure-1.png could not be read." in shown(page(run))


def test_files_are_linked_from_where_the_report_lies(run):
    run.start()
    run.put(FileWritten, path=run.folder / "downloads" / "a b#1.zip", kind="download")
    run.put(FileWritten, path=Path("/elsewhere/c.csv"), kind="csv")
    run.put(FileWritten, path=run.folder / "javascript:x", kind="download")
    run.finish()

    assert re.findall(r'<a href="([^"]*)"', page(run)) == [
        "./downloads/a%20b%231.zip",
        "file:///elsewhere/c.csv",
        "./javascript%3Ax",
    ]


def test_every_text_is_escaped_wherever_it_comes_from(run):
    run.start(title=HOSTILE, flow=HOSTILE, site=HOSTILE, account=HOSTILE, inputs={HOSTILE: HOSTILE})
    run.begin("steps[0]", HOSTILE)
    run.put(StepRetried, path="steps[0]", attempt=1, error=HOSTILE, wait_s=1)
    run.put(FallbackUsed, element=HOSTILE, used=HOSTILE, index=1, failed=(HOSTILE,))
    run.put(GuardActed, guard=HOSTILE)
    run.put(Noticed, message=HOSTILE)
    run.put(ProofMade, proof=Proof(HOSTILE, HOSTILE, "fails", HOSTILE))
    run.put(FileWritten, path=Path("/x") / HOSTILE, kind=HOSTILE)
    run.put(StepSkipped, path="steps[1]", words=HOSTILE, why=HOSTILE)
    run.fail("steps[0]", HOSTILE, url=HOSTILE, title=HOSTILE)
    run.finish("failed", 1, HOSTILE)

    html = page(run)

    assert "<script" not in html
    assert '" onload' not in html


def test_steps_are_marked_by_what_became_of_them(run):
    run.start()
    run.begin("steps[0]", "query")
    run.wait(1)
    run.put(StepRetried, path="steps[0]", attempt=1, error="busy", wait_s=2.0)
    run.wait(2)
    run.end("steps[0]")
    run.put(StepSkipped, path="steps[1]", words="choose", why="${customer}")
    run.begin("steps[2]", "click")
    run.wait(1)
    run.fail("steps[2]", "nothing matched")
    run.begin("steps[3]", "wait")

    html = page(run)

    texts = shown(html)
    assert texts[texts.index("query") :] == [
        *("query", "attempt 1 failed: busy", "order-resources.yaml:14", "3.0 s"),
        *("choose", "skipped, since", "${customer}", "does not hold"),
        *("click", "nothing matched", "order-resources.yaml:14", "1.0 s"),
        *("wait", "never ended", "order-resources.yaml:14"),
        "run 20261123-153000-a1b2",
    ]
    assert re.findall(r'<i class="(.*?)" style="(.*?)"', html) == [
        ("again", "--from:0.00%;--long:75.00%"),
        ("skipped", "--from:75.00%;--long:0.00%"),
        ("failed", "--from:75.00%;--long:25.00%"),
        ("running", "--from:100.00%;--long:0.00%"),
    ]
    assert texts[0] == "broken off"


def test_rounds_that_went_well_are_folded_and_those_that_did_not_are_open(run):
    run.start()
    run.begin("steps[0]", "for each row", "for_each")
    for item, error in ((1, ""), (2, "no such row")):
        run.begin("steps[0].do[0]", "recall")
        if error:
            run.fail("steps[0].do[0]", error)
        else:
            run.end("steps[0].do[0]")
        run.put(ItemFinished, path="steps[0]", item=item, items=2, label="某公司", error=error)
    run.end("steps[0]")
    run.finish()

    html = page(run)

    folds = re.findall(r"<details( open)?>.*?<span lang=\"zh-CN\">(.*?)</span>", html, re.DOTALL)
    assert folds == [
        (" open", "for each row"),
        ("", "1 of 2 · 某公司"),
        (" open", "2 of 2 · 某公司"),
    ]
    assert shown(html).count("no such row") == 1


@pytest.mark.parametrize(
    ("verdicts", "note"),
    [
        (("holds", "holds"), "none is open"),
        (("fails", "unknown"), "1 failing · 1 not checkable"),
        ((), "no table was read"),
    ],
)
def test_the_figures_say_what_of_the_proofs_is_open(run, verdicts, note):
    run.start()
    for verdict in verdicts:
        run.put(ProofMade, proof=Proof("订单", "count", verdict, ""))
    run.finish()

    assert note in shown(page(run))
