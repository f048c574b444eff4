"""The fault `codes_required`: whoever gives coupons or takes them back is asked for a code."""

import pytest

COUPONS = "/api/pages/sales/coupons"


def keys(fields):
    return [field["key"] for field in fields]


def asked(visitor):
    """Return the fields of each operation on coupons that may ask for a code."""
    quotas, issued, granted = visitor.get(COUPONS)["tabs"]
    grant = next(one for one in quotas["table"]["row_actions"] if one["key"] == "grant")
    recalls = [
        action
        for tab in (issued, granted)
        for action in (tab["table"]["row_actions"][0], tab["buttons"][0])
    ]
    quota = visitor.all_rows("coupon-quotas")[0]["quota"]
    issue = visitor.get("/api/pages/sales/issue-coupons", quota=quota)["tabs"][0]["steps"][0]
    return [
        *(action["dialog"]["fields"] for action in recalls),
        grant["dialog"]["fields"],
        issue["fields"],
    ]


@pytest.mark.parametrize("generation", [2023, 2024, 2025])
def test_all_that_move_money_ask_for_a_code(visit, generation):
    visitor = visit(generation=generation, faults=("codes_required",))
    fields = asked(visitor)
    assert [keys(one)[-2:] for one in fields] == [["code_by", "code"]] * 6
    assert [(one[-2]["kind"], one[-2]["options"], one[-1]["kind"]) for one in fields] == [
        ("radio", ["手机", "邮箱"], "code")
    ] * 6


def test_nothing_asks_for_a_code_by_itself(visit):
    assert [keys(fields)[-2:] for fields in asked(visit())] == [
        *([[]] * 4),
        ["amount", "reseller"],
        ["customers", "remark"],
    ]


def test_several_coupons_are_recalled_with_one_code(visit):
    visitor = visit(faults=("codes_required",))
    ids = [row[0] for row in visitor.truth("recall-coupons", status="有效")["rows"][:2]]
    path = "/api/actions/issued-coupons/recall-all"
    form = {"code_by": "邮箱", "code": "123456"}
    wrong = {"error": "验证码错误", "field": "code"}
    assert visitor.post(path, ids=ids, form=form) == wrong
    visitor.post("/api/codes", by="邮箱")
    assert visitor.post(path, ids=ids, form=form | {"code": "000000"}) == wrong
    assert visitor.post(path, ids=ids, form=form)["reload"] is True
    written = visitor.get("/__writes__.json")["writes"]
    assert [one["subject"] for one in written] == ids
