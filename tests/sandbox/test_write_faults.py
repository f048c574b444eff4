"""Changes whose answer is lost, that are refused, late, or made in part."""

import asyncio
from decimal import Decimal
from functools import partial

import pytest

REFUSED = (409, {"error": "系统繁忙，请稍后重试"})
AGREE = {"agree": True}


def do(visitor, path, **body):
    answer = visitor.ask("POST", path, json=body)
    is_json = answer.headers["content-type"] == "application/json"
    return answer.status_code, answer.json() if is_json else answer.text


def recall(visitor, *ids):
    return do(visitor, "/api/actions/issued-coupons/recall-all", ids=list(ids))


def recallable(visitor, count):
    rows = visitor.truth("recall-coupons", status="有效")["rows"]
    return [row[0] for row in rows[:count]]


def subjects(visitor):
    return [one["subject"] for one in visitor.get("/__writes__.json")["writes"]]


def test_a_lost_answer_is_no_lost_change(visit):
    visitor = visit(faults=("write_lost",))
    first, second = recallable(visitor, 2)
    status, page = recall(visitor, first)
    assert (status, "<title>502 Bad Gateway</title>" in page) == (502, True)
    assert recall(visitor, second)[0] == 200
    assert subjects(visitor) == [first, second]
    assert visitor.truth("recall-coupons", coupons=first)["rows"][0][8] == "已回收"


def test_the_answer_to_what_changes_nothing_is_not_lost(visit):
    visitor = visit(faults=("write_lost",))
    assert do(visitor, "/api/actions/leads/guide")[0] == 200
    assert do(visitor, "/api/agreement", agree=False)[0] == 400
    assert do(visitor, "/api/agreement", **AGREE)[0] == 502
    assert visitor.get("/api/shell")["agreement"] is None


def test_a_refused_change_is_not_made(visit):
    visitor = visit(faults=("write_refused",))
    (coupon,) = recallable(visitor, 1)
    before = visitor.truth("recall-coupons")
    assert recall(visitor, coupon) == REFUSED
    assert (visitor.truth("recall-coupons"), subjects(visitor)) == (before, [])
    assert recall(visitor, coupon)[0] == 200
    assert subjects(visitor) == [coupon]


def test_an_agreement_may_be_refused_and_signed_later(visit):
    visitor = visit(faults=("write_refused",))
    assert do(visitor, "/api/agreement", **AGREE) == REFUSED
    assert visitor.get("/api/shell")["agreement"]["title"] == "签署协议"
    assert do(visitor, "/api/agreement", **AGREE) == (200, {"message": "签署成功"})


def test_what_is_wrong_anyway_is_said_before_the_fault_strikes(visit):
    visitor = visit(faults=("write_refused",))
    status, answer = do(visitor, "/api/actions/leads/invite", ids=[])
    assert (status, answer["field"]) == (422, "association")
    assert visitor.sandbox.faults.get("write_refused").count == 0


def test_a_slow_change_is_made_when_it_is_answered(visit, monkeypatch):
    visitor = visit(faults=("write_slow",))
    seen = []

    async def sleep(seconds):
        seen.append((seconds, visitor.sandbox.writes.to_json()["total"]))

    monkeypatch.setattr(asyncio, "sleep", sleep)
    (coupon,) = recallable(visitor, 1)
    assert recall(visitor, coupon)[0] == 200
    assert do(visitor, "/api/agreement", **AGREE)[0] == 200
    assert [one for one in seen if one[0]] == [(3, 0), (3, 1)]
    assert visitor.get("/__writes__.json")["total"] == 2


def test_a_slow_change_is_made_though_the_browser_has_gone(visit, portal, monkeypatch):
    visitor = visit(faults=("write_slow",))
    (coupon,) = recallable(visitor, 1)

    async def ask_and_hang_up():
        is_waiting, is_over = asyncio.Event(), asyncio.Event()

        async def sleep(seconds):
            if seconds:
                is_waiting.set()
                await is_over.wait()

        monkeypatch.setattr(asyncio, "sleep", sleep)
        path = "/api/actions/issued-coupons/recall-all"
        asking = asyncio.create_task(visitor._client.request("POST", path, json={"ids": [coupon]}))
        await is_waiting.wait()
        asking.cancel()
        await asyncio.wait([asking])
        is_over.set()
        return asking.cancelled(), visitor.sandbox.writes.to_json()["total"]

    assert portal.call(ask_and_hang_up) == (True, 0)
    assert subjects(visitor) == [coupon]


def test_a_slow_change_that_is_no_longer_possible_is_refused(visit, portal, monkeypatch):
    visitor = visit(faults=("write_slow",))
    (coupon,) = recallable(visitor, 1)
    wait = asyncio.sleep
    monkeypatch.setattr(asyncio, "sleep", lambda seconds: wait(seconds / 60))

    async def ask_twice():
        path = "/api/actions/issued-coupons/recall-all"
        ask = partial(visitor._client.request, "POST", path, json={"ids": [coupon]})
        return await asyncio.gather(ask(), ask())

    assert [answer.status_code for answer in portal.call(ask_twice)] == [200, 409]
    assert subjects(visitor) == [coupon]


def test_half_of_a_recall_is_made_and_the_page_says_which(visit):
    visitor = visit(faults=("write_partial",))
    ids = recallable(visitor, 3)
    rows = visitor.truth("recall-coupons", coupons=",".join(ids))["rows"]
    balance = f"{Decimal(str(rows[0][4])):,.2f}"
    status, answer = recall(visitor, *ids)
    assert (status, answer["box"]["title"], answer["box"]["kind"]) == (200, "回收代金券", "warn")
    assert answer["box"]["text"].splitlines() == [
        "部分成功：成功1个，失败2个",
        f"实际回收金额合计：{balance} 元",
        f"{ids[0]}：{balance} 元",
        f"{ids[1]}：回收失败，系统繁忙，请稍后重试",
        f"{ids[2]}：回收失败，系统繁忙，请稍后重试",
    ]
    assert recall(visitor, *ids[1:])[0] == 200
    assert subjects(visitor) == ids


def test_a_single_change_is_never_made_in_part(visit):
    visitor = visit(faults=("write_partial",))
    first, *rest = recallable(visitor, 3)
    assert "部分成功" not in recall(visitor, first)[1]["box"]["text"]
    assert "部分成功" in recall(visitor, *rest)[1]["box"]["text"]


def test_half_of_the_customers_are_invited_and_the_page_says_which(visit):
    visitor = visit(faults=("write_partial",))
    rows = visitor.truth("invite-customers", status="已报备")["rows"]
    ids = [row[0] for row in rows if row[4]][:2]
    body = {"ids": ids, "form": {"association": "代售"}}
    text = f"部分成功：成功1个，失败1个\n{ids[1]}：邀请失败，系统繁忙，请稍后重试"
    assert do(visitor, "/api/actions/leads/invite-all", **body) == (
        200,
        {"box": {"title": "邀请", "text": text, "kind": "warn"}, "reload": True},
    )
    assert subjects(visitor) == ids[:1]


@pytest.mark.parametrize("fault", ["write_lost", "write_refused", "write_partial"])
def test_coupons_are_issued_whole_lost_refused_or_in_part(visit, fault):
    visitor = visit(faults=(fault,), rows=1286)
    quota = next(
        row[0]
        for row in visitor.truth("coupon-quotas", status="有效")["rows"]
        if row[2] > 100 and row[4] > "2026-12-02"
    )
    receivers = visitor.all_rows("coupon-receivers", params={"quota": quota})
    chosen = [row for row in receivers if row["association"] == "代售"][:2]
    form = {"face": "10", "effective": "2026-11-23", "expires": "2026-12-01", "remark": "试用"}
    status, answer = do(
        visitor,
        "/api/actions/issue-coupons/submit",
        form=form | {"customers": [row["_id"] for row in chosen]},
        params={"quota": quota},
    )
    accounts = [row["account"] for row in chosen]
    expected = {"write_lost": (502, 2), "write_refused": (409, 0), "write_partial": (200, 1)}
    assert (status, len(subjects(visitor))) == expected[fault]
    assert subjects(visitor) == accounts[: expected[fault][1]]
    if fault == "write_partial":
        assert answer["done"]["title"] == "部分代金券发放成功"
        assert answer["done"]["text"].splitlines() == [
            "成功1个，失败1个",
            f"{accounts[1]}：系统繁忙，请稍后重试",
        ]
