import asyncio
from urllib.parse import unquote

import pytest

KNOWN = [
    "slow",
    "table_500",
    "table_empty_once",
    "short_page",
    "page_repeats",
    "size_lies",
    "total_lies",
    "rows_shift",
    "popup_anywhere",
    "export_fails",
    "export_stuck",
    "export_short",
    "download_cut",
    "session_expires",
    "kick_out",
    "captcha",
    "mfa",
    "sms_login",
    "codes_required",
    "code_expired",
    "write_lost",
    "write_dropped",
    "write_refused",
    "write_slow",
    "write_partial",
    "api_fails",
    "api_busy",
    "api_differs",
]


def statuses(visitor, *pages, size=50, **body):
    return [
        visitor.ask(
            "POST", "/api/tables/order-resources", json={"page": page, "size": size, **body}
        ).status_code
        for page in pages
    ]


def test_two_requests_fail_while_paging_and_then_all_is_well(visit):
    visitor = visit(faults=("table_500",))
    assert statuses(visitor, 1, 2, 2, 2, 3) == [200, 500, 500, 200, 200]


def test_a_single_page_fails_twice_as_well(visit):
    visitor = visit(faults=("table_500",), rows=20)
    assert statuses(visitor, 1, 1, 1) == [500, 500, 200]


def test_a_failing_table_says_that_the_system_is_busy(visit):
    visitor = visit(faults=("table_500",))
    assert visitor.table(page=2, size=50) == {"error": "系统繁忙，请稍后重试"}


def test_the_first_answer_of_each_table_is_empty_once(visit):
    visitor = visit(faults=("table_empty_once",))
    totals = [visitor.table(table)["total"] for table in ("customer-orders", "order-resources") * 2]
    assert totals[:2] == [0, 0]
    assert totals[3] == 240
    assert totals[2] > 0


def test_page_two_misses_a_row_and_the_total_does_not_say_so(visit):
    visitor = visit()
    whole = visitor.table(page=2, size=20)
    visitor.post("/__fault__/short_page")
    short = visitor.table(page=2, size=20)
    assert short == {**whole, "rows": [row for i, row in enumerate(whole["rows"]) if i != 10]}
    assert visitor.table(page=2, size=20) == short
    assert len(visitor.table(page=3, size=20)["rows"]) == 20


def test_a_single_page_misses_a_row_too(visit):
    answer = visit(faults=("short_page",), rows=20).table()
    assert (answer["total"], len(answer["rows"])) == (20, 19)


def test_a_row_appears_while_paging_and_belongs_to_the_truth_from_then_on(visit):
    visitor = visit(faults=("rows_shift",))
    before = visitor.truth()
    first, second = (visitor.table(page=page, size=50) for page in (1, 2))
    third = visitor.table(page=3, size=50)
    assert (first["total"], second["total"], third["total"]) == (240, 240, 241)
    assert third["rows"][0] == second["rows"][-1]
    after = visitor.truth()
    assert after["total"] == 241
    assert after["rows"][1:] == before["rows"]
    assert visitor.table(page=3, size=50) == third


def test_a_row_appears_on_the_last_page_when_there_are_fewer_than_three(visit):
    visitor = visit(faults=("rows_shift",), rows=20)
    assert visitor.table()["total"] == 21
    assert visitor.table()["total"] == 21


def test_the_row_that_appears_meets_the_conditions_asked_for(visit):
    visitor = visit(rows=1286)
    filters = {"status": "待支付", "customer": "公司"}
    before = visitor.truth(**filters)["total"]
    visitor.post("/__fault__/rows_shift")
    assert visitor.table(page=3, size=20, filters=filters)["total"] == before + 1
    assert visitor.truth(**filters)["total"] == before + 1


def test_a_fault_that_is_started_again_strikes_again(visit):
    visitor = visit(faults=("table_500",))
    statuses(visitor, 2, 2)
    visitor.post("/__fault__/table_500")
    assert statuses(visitor, 2, 2, 2) == [500, 500, 200]


def test_a_fault_that_was_ended_strikes_no_more(visit):
    visitor = visit(faults=("table_500",))
    answer = visitor.ask("DELETE", "/__fault__/table_500")
    assert answer.json() == {"name": "table_500", "active": False}
    assert statuses(visitor, 2) == [200]


def test_a_slow_table_answers_later(visit, monkeypatch):
    visitor = visit()
    waits = []

    async def sleep(seconds):
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    visitor.table()
    visitor.post("/__fault__/slow")
    visitor.table()
    assert [wait for wait in waits if wait] == [1.5]


def test_every_answer_of_the_portal_waits_for_the_latency(visit, monkeypatch):
    visitor = visit(latency_ms=250)
    waits = []

    async def sleep(seconds):
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    visitor.get("/api/shell")
    visitor.table()
    assert waits == [0.25, 0.25]


def test_an_announcement_rides_on_the_third_answer_and_every_seventh_after(visit):
    visitor = visit(faults=("popup_anywhere",))
    popups = [
        unquote(visitor.ask("GET", "/api/shell").headers.get("x-popup", "")) for _ in range(20)
    ]
    assert [number for number, text in enumerate(popups, 1) if text] == [3, 10, 17]
    assert popups[2].startswith("伙伴中心将于本周六")


def test_all_faults_are_listed_with_what_they_do(visit):
    visitor = visit(faults=("slow",), account=None)
    faults = {fault["name"]: fault for fault in visitor.get("/__fault__")["faults"]}
    assert list(faults) == KNOWN
    assert [faults["slow"], faults["session_expires"]] == [
        {"name": "slow", "about": "every table answer comes 1.5 s later", "active": True},
        {
            "name": "session_expires",
            "about": "once, after N requests of who is signed in, a session ends",
            "active": False,
            "after": 20,
        },
    ]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("slow", {"name": "slow", "active": True}),
        ("session_expires", {"name": "session_expires", "active": True, "after": 20}),
        ("session_expires?after=0", {"name": "session_expires", "active": True, "after": 0}),
    ],
)
def test_a_fault_that_is_started_says_its_number(visit, path, answer):
    assert visit(account=None).post(f"/__fault__/{path}") == answer


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("slow?after=3", 'fault "slow" takes no number, got "3"'),
        (
            "session_expires?after=-1",
            'fault "session_expires" takes a whole number from 0 on, got "-1"',
        ),
    ],
)
def test_a_number_that_a_fault_does_not_take_is_refused(visit, path, error):
    answer = visit(account=None).ask("POST", f"/__fault__/{path}")
    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_fault_that_is_not_known_is_refused(visit, method):
    answer = visit(account=None).ask(method, "/__fault__/tabel_500")
    error = 'unknown fault "tabel_500"; did you mean "table_500"?'
    assert (answer.status_code, answer.json()) == (404, {"error": error})


@pytest.mark.parametrize(
    "path",
    [
        "/__truth__/order-resources.json",
        "/__writes__.json",
        "/__fault__",
        "/__world__.json",
        "/__captcha__.json",
    ],
)
@pytest.mark.parametrize(
    ("address", "peer", "status"),
    [
        ("http://localhost:8765", "127.0.0.1", 200),
        ("http://127.0.0.1:8765", "192.168.1.9", 403),
        ("http://sandbox.example:8765", "127.0.0.1", 403),
    ],
)
def test_the_back_door_opens_for_this_machine_only(visit, path, address, peer, status):
    assert visit(account=None).ask_from(address, peer, path).status_code == status
