"""券管理: what is shown to whom, issuing, recalling, and the code that may be asked for."""

from decimal import Decimal

import pytest

from rpa.sandbox.display import NONE
from rpa.sandbox.world.coupons import coupons, granted, quotas

QUOTA = ["quota", "amount", "balance", "effective", "expires", "status", "limits"]
ONE_DAY = {"effective": "2026-11-23", "expires": "2026-12-01"}


def typed(row, keys=QUOTA):
    """Return a row of 代金券额度 as the truth would have it."""
    values = [None if row[key] == NONE else row[key] for key in keys]
    return [values[0], *(float(one.replace(",", "")) for one in values[1:3]), *values[3:]]


def titles(tabs):
    return [tab["title"] for tab in tabs]


def do(visitor, action, ids=(), **body):
    answer = visitor.ask("POST", f"/api/actions/{action}", json={"ids": list(ids), **body})
    return answer.status_code, answer.json()


def writes(visitor):
    listed = visitor.get("/__writes__.json")["writes"]
    return [(one["kind"], one["subject"], one["count"]) for one in listed]


def of_status(visitor, status, table="issued-coupons"):
    return [row for row in visitor.all_rows(table) if row["status"] == status]


@pytest.mark.parametrize("role", ["distributor", "solution", "reseller", "manager", "supervisor"])
@pytest.mark.parametrize("generation", [2023, 2025])
def test_quotas_are_the_truth_in_the_words_of_the_year(visit, role, generation):
    visitor = visit(account=role, generation=generation, rows=1286)
    truth = visitor.truth("coupon-quotas", role=role)
    word = "可使用" if generation == 2023 else "有效"
    rows = [typed(row) for row in visitor.all_rows("coupon-quotas")]
    assert [[*row[:5], "有效" if row[5] == word else row[5], row[6]] for row in rows] == truth[
        "rows"
    ]
    assert {row[5] for row in rows} == {word, "失效", "额度调整中", "冻结"}


@pytest.mark.parametrize(
    ("inputs", "filters"),
    [
        ({"quota": "88"}, {"quota": "88"}),
        ({"status": "冻结"}, {"status": "冻结"}),
        ({"effective": "last_month"}, {"effective": ["2026-10-01", "2026-10-31"]}),
        ({"expires": "..2026-11-22"}, {"expires": ["", "2026-11-22"]}),
    ],
)
def test_filtered_quotas_are_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=1286)
    rows = visitor.all_rows("coupon-quotas", filters=filters)
    assert [typed(row) for row in rows] == visitor.truth("coupon-quotas", **inputs)["rows"]
    assert rows


@pytest.mark.parametrize(
    ("role", "generation", "title", "tabs"),
    [
        ("distributor", 2025, "券管理", ["代金券额度", "已发放代金券", "已发放代金券额度"]),
        ("reseller", 2024, "代金券管理", ["代金券额度", "已发放代金券"]),
        ("solution", 2023, "代金券管理", ["代金券额度", "已发放代金券"]),
    ],
)
def test_only_a_distributor_gives_quotas_on(visit, role, generation, title, tabs):
    page = visit(account=role, generation=generation).get("/api/pages/sales/coupons")
    assert (page["title"], titles(page["tabs"])) == (title, tabs)


def test_what_the_distributor_gave_is_what_its_resellers_have(visit):
    world = visit(rows=1286).sandbox.world
    given = granted(world, "distributor")
    owners = {quota.owner for quota in given}
    had = [quota for owner in owners for quota in quotas(world, "distributor", owner)]
    assert sorted(q.number for q in given) == sorted(q.number for q in had)
    own = {quota.number for quota in quotas(world, "distributor", None)}
    assert {quota.parent for quota in given} <= own


def test_coupons_are_those_of_customers_in_scope(visit):
    visitor = visit(account="manager", rows=1286)
    world = visitor.sandbox.world
    seen = [c.id for c in coupons(world, "distributor", None) if c.customer.manager in {"李娜"}]
    assert [row["coupon"] for row in visitor.all_rows("issued-coupons")] == seen
    assert seen


def test_only_valid_coupons_may_be_recalled_by_their_link(visit):
    rows = visit(rows=1286).all_rows("issued-coupons")
    assert {row["status"]: row["_actions"]["recall"] for row in rows} == {
        "未激活": False,
        "有效": True,
        "已使用": False,
        "已过期": False,
        "已回收": False,
    }


def test_a_recall_takes_all_that_is_left_and_says_how_much(visit):
    visitor = visit(rows=1286)
    coupon = next(
        c
        for c in coupons(visitor.sandbox.world, "distributor", None)
        if c.status == "有效" and c.balance < c.face
    )
    before = next(q.balance for q in quotas_of(visitor) if q.number == coupon.quota.number)
    amount = f"{coupon.balance:,.2f}"
    assert do(visitor, "issued-coupons/recall", [coupon.id]) == (
        200,
        {
            "box": {
                "title": "回收代金券",
                "text": f"实际回收金额合计：{amount} 元\n{coupon.id}：{amount} 元",
            },
            "reload": True,
        },
    )
    row = next(r for r in visitor.all_rows("issued-coupons") if r["_id"] == coupon.id)
    assert (row["status"], row["balance"]) == ("已回收", "0.00")
    after = next(q.balance for q in quotas_of(visitor) if q.number == coupon.quota.number)
    assert after - before == coupon.balance
    assert writes(visitor) == [("coupon-recall", coupon.id, 1)]
    record = visitor.table("coupon-records")["rows"][0]
    assert (record["operation"], record["coupon"], record["amount"]) == (
        "手动回收",
        coupon.id,
        amount,
    )


def quotas_of(visitor):
    return quotas(visitor.sandbox.world, "distributor", None)


def test_a_second_recall_is_refused_and_leaves_no_trace(visit):
    visitor = visit(rows=1286)
    one = of_status(visitor, "有效")[0]["_id"]
    do(visitor, "issued-coupons/recall", [one])
    assert do(visitor, "issued-coupons/recall", [one]) == (
        409,
        {"error": "所选记录的当前状态不允许回收"},
    )
    assert len(writes(visitor)) == 1


def test_several_are_recalled_at_once_each_once(visit):
    visitor = visit(rows=1286)
    rows = of_status(visitor, "有效")[:3]
    ids = [row["_id"] for row in rows]
    status, answer = do(visitor, "issued-coupons/recall-all", [*ids, ids[0]])
    total = sum(Decimal(row["balance"].replace(",", "")) for row in rows)
    assert status == 200
    assert answer["box"]["text"].splitlines() == [
        f"实际回收金额合计：{total:,.2f} 元",
        *(f"{row['_id']}：{row['balance']} 元" for row in rows),
    ]
    assert writes(visitor) == [("coupon-recall", one, 1) for one in ids]


@pytest.mark.parametrize(("generation", "word"), [(2025, "有效"), (2023, "可使用")])
def test_nothing_is_recalled_when_one_of_several_must_not_be(visit, generation, word):
    visitor = visit(rows=1286, generation=generation)
    valid, used = of_status(visitor, word)[0]["_id"], of_status(visitor, "已使用")[0]["_id"]
    assert do(visitor, "issued-coupons/recall-all", [valid, used]) == (
        409,
        {"error": f"只能回收状态为“{word}”的代金券：{used}"},
    )
    assert writes(visitor) == []


def test_a_quota_given_on_goes_back_to_where_it_came_from(visit):
    visitor = visit(rows=1286)
    given = next(
        q for q in granted(visitor.sandbox.world, "distributor") if q.status == "有效" and q.balance
    )
    before = next(q.balance for q in quotas_of(visitor) if q.number == given.parent)
    status, _ = do(visitor, "granted-quotas/recall", [given.number])
    after = next(q.balance for q in quotas_of(visitor) if q.number == given.parent)
    assert (status, after - before) == (200, given.balance)
    assert writes(visitor) == [("quota-recall", given.number, 1)]


def usable(visitor, at_least=0):
    rows = of_status(visitor, "有效", "coupon-quotas")
    return next(row["_id"] for row in rows if Decimal(row["balance"].replace(",", "")) > at_least)


def test_a_quota_is_given_to_a_reseller(visit):
    visitor = visit(rows=1286)
    form = {"amount": "12.50", "reseller": "深圳市鹏云数科有限公司"}
    assert do(visitor, "coupon-quotas/grant", [usable(visitor, 100)], form=form) == (
        200,
        {"message": "发放代金券额度成功", "reload": True},
    )
    assert visitor.table("granted-quotas")["rows"][0]["amount"] == "12.50"


def receivers(visitor, quota, association):
    rows = visitor.all_rows("coupon-receivers", params={"quota": quota})
    return [row for row in rows if row["association"] == association]


def issue(visitor, quota, to, **form):
    body = {"face": "10", **ONE_DAY, "customers": [one["_id"] for one in to], **form}
    return do(visitor, "issue-coupons/submit", form=body, params={"quota": quota})


def test_coupons_are_issued_to_all_that_may_have_them(visit):
    visitor = visit(rows=1286)
    quota = usable(visitor, 100)
    good, bad = receivers(visitor, quota, "代售")[0], receivers(visitor, quota, "顾问销售")[0]
    status, answer = issue(visitor, quota, [bad, good], remark="试用")
    assert (status, answer["done"]["title"]) == (200, "部分代金券发放成功")
    assert answer["done"]["text"].splitlines() == [
        "成功1个，失败1个",
        f"{bad['account']}：仅支持向代售客户发放",
    ]
    assert writes(visitor) == [("coupon-issue", good["account"], 1)]
    row = visitor.table("issued-coupons")["rows"][0]
    assert (row["account"], row["face"], row["status"], row["remark"]) == (
        good["account"],
        "10.00",
        "有效",
        "试用",
    )


@pytest.mark.parametrize(
    ("form", "field", "error"),
    [
        ({"face": None}, "face", "请输入代金券面值(元)"),
        ({"face": "abc"}, "face", "代金券面值：请输入数字"),
        ({"face": "-5"}, "face", "代金券面值：请输入大于0、最多两位小数的金额"),
        ({"face": "1.005"}, "face", "代金券面值：请输入大于0、最多两位小数的金额"),
        ({"face": "999999999"}, "face", None),
        ({"expires": "2026-11-01"}, "expires", None),
        ({"customers": []}, "customers", "请选择客户"),
        ({"customers": ["x"] * 11}, "customers", "一次最多添加10个"),
    ],
)
def test_what_cannot_be_issued_is_refused_at_its_field(visit, form, field, error):
    visitor = visit(rows=1286)
    quota = usable(visitor, 100)
    status, answer = issue(visitor, quota, receivers(visitor, quota, "代售")[:1], **form)
    assert (status, answer["field"]) == (422, field)
    assert error is None or answer["error"] == error
    assert writes(visitor) == []


def test_quotas_that_are_not_usable_issue_nothing(visit):
    rows = visit(rows=1286).all_rows("coupon-quotas")
    assert all(
        row["_actions"]["issue"] == (row["status"] == "有效" and row["balance"] != "0.00")
        for row in rows
    )
    assert {row["_actions"]["issue"] for row in rows} == {True, False}


def test_a_code_is_asked_for_when_the_account_wants_that(visit):
    visitor = visit(rows=1286)
    one = of_status(visitor, "有效")[0]["_id"]
    do(visitor, "basic-profile/asks-code")
    wrong = (422, {"error": "验证码错误", "field": "code"})
    form = {"code_by": "手机", "code": "123456"}
    assert do(visitor, "issued-coupons/recall", [one]) == (
        422,
        {"error": "请选择验证方式", "field": "code_by"},
    )
    assert do(visitor, "issued-coupons/recall", [one], form=form) == wrong
    visitor.post("/api/codes", by="手机")
    assert do(visitor, "issued-coupons/recall", [one], form=form | {"code": "654321"}) == wrong
    assert do(visitor, "issued-coupons/recall", [one], form=form)[0] == 200


@pytest.mark.parametrize("page", ["coupon-details", "quota-details", "issue-coupons"])
def test_pages_of_something_unknown_are_not_there(visit, page):
    answer = visit().ask("GET", f"/api/pages/sales/{page}?coupon=1&quota=1")
    assert answer.status_code == 404


def test_the_uses_of_a_coupon_make_up_what_it_lacks(visit):
    visitor = visit(rows=1286)
    coupon = next(
        c
        for c in coupons(visitor.sandbox.world, "distributor", None)
        if c.status == "有效" and c.uses
    )
    page = visitor.get("/api/pages/sales/coupon-details", coupon=coupon.id)
    assert titles(page["tabs"]) == ["基本信息", "使用记录"]
    rows = visitor.all_rows("coupon-uses", params={"coupon": coupon.id})
    used = sum(Decimal(row["amount"].replace(",", "")) for row in rows)
    assert coupon.face - used == coupon.balance
