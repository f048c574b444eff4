from datetime import timedelta

import pytest

from rpa.sandbox.display import NONE
from rpa.sandbox.world.leads import MOST_OPEN, leads

INVITE = {"form": {"association": "代售"}}
PATH = "/api/actions/leads"


def do(visitor, action, ids, **body):
    answer = visitor.ask("POST", f"{PATH}/{action}", json={"ids": ids, **body})
    return answer.status_code, answer.json()


def writes(visitor):
    listed = visitor.get("/__writes__.json")["writes"]
    return [(one["kind"], one["subject"], one["count"]) for one in listed]


def invitable(row):
    return row["status"] == "已报备" and row["mail"] != NONE


@pytest.mark.parametrize("role", ["distributor", "solution", "reseller", "manager", "supervisor"])
def test_reported_customers_are_those_in_scope(visit, role):
    visitor = visit(account=role, rows=1286)
    rows = visitor.all_rows("leads", reveal=["customer", "mail"])
    managers = {row["manager"] for row in rows}
    assert rows
    assert role != "manager" or managers == {"李娜"}
    assert role != "reseller" or managers == {NONE}


def test_what_is_personal_is_masked_in_its_own_way(visit):
    columns = visit().get("/api/pages/sales/customer-development")["tabs"][0]["table"]["columns"]
    masked = [column["title"] for column in columns if column["masked"]]
    assert masked == ["客户名称", "联系人", "手机号码", "邮箱"]
    row = next(row for row in visit().all_rows("leads") if row["mail"] != NONE)
    assert row["phone"][3:7] == "****"
    assert row["mail"][1:5] == "***@"


def test_the_portal_keeps_its_rules_of_reporting(visit):
    world = visit(rows=1286).sandbox.world
    found = leads(world, "distributor")
    is_open = [one for one in found if one.status in {"待审核", "已报备"}]
    assert 0 < len(is_open) <= MOST_OPEN
    assert all(
        timedelta(days=15) <= one.expires_at - one.reported_at <= timedelta(days=15.5)
        for one in found
        if one.expires_at
    )
    assert {one.status for one in found} == {"待审核", "已报备", "审核不通过", "已失效", "已关联"}


def test_only_reported_customers_with_a_mail_may_be_invited(visit):
    rows = visit(rows=1286).all_rows("leads")
    assert [row["_actions"]["invite"] for row in rows] == [invitable(row) for row in rows]
    assert any(map(invitable, rows))
    assert any(row["status"] == "已报备" and row["mail"] == NONE for row in rows)


def test_an_invitation_is_recorded_once_per_customer(visit):
    visitor = visit(rows=1286)
    ids = [row["_id"] for row in visitor.all_rows("leads") if invitable(row)][:3]
    assert do(visitor, "invite", ids[:1], **INVITE)[1]["message"] == "已向1个客户发送邀请邮件"
    assert do(visitor, "invite-all", [*ids[1:], ids[1]], **INVITE)[0] == 200
    assert writes(visitor) == [("invitation", one, 1) for one in ids]
    row = next(row for row in visitor.all_rows("leads") if row["_id"] == ids[0])
    assert row["invited"] == "2026-11-23 15:30:00"


def test_nobody_is_invited_when_one_of_several_must_not_be(visit):
    visitor = visit(rows=1286)
    rows = visitor.all_rows("leads")
    good = next(row for row in rows if invitable(row))
    mute = next(row for row in rows if row["status"] == "已报备" and row["mail"] == NONE)
    old = next(row for row in rows if row["status"] == "已失效")
    assert do(visitor, "invite-all", [good["_id"], mute["_id"]], **INVITE) == (
        409,
        {"error": f"不能邀请{mute['customer']}：未填写邮箱"},
    )
    assert do(visitor, "invite-all", [old["_id"], mute["_id"]], **INVITE) == (
        409,
        {"error": f"不能邀请{old['customer']}等2个客户：报备状态为已失效"},
    )
    assert do(visitor, "invite", [good["_id"]]) == (
        422,
        {"error": "请选择关联类型", "field": "association"},
    )
    assert writes(visitor) == []


def test_a_mail_that_is_filled_in_makes_a_customer_invitable(visit):
    visitor = visit(rows=1286)
    rows = visitor.all_rows("leads")
    mute = next(row for row in rows if row["status"] == "已报备" and row["mail"] == NONE)
    dialog = do(visitor, "edit", [mute["_id"]])[1]["dialog"]
    form = {field["key"]: field["default"] for field in dialog["fields"]}
    assert form["mail"] is None
    assert do(visitor, "edit", [mute["_id"]], form={**form, "mail": "no mail"}) == (
        422,
        {"error": "邮箱格式不正确", "field": "mail"},
    )
    assert do(visitor, "edit", [mute["_id"]], form={**form, "mail": "a@example.com"})[0] == 200
    assert do(visitor, "invite", [mute["_id"]], **INVITE)[0] == 200
    assert [kind for kind, *_ in writes(visitor)] == ["lead-edit", "invitation"]


def test_the_eye_at_the_guide_reveals_nothing(visit):
    visitor = visit()
    tab = visitor.get("/api/pages/sales/customer-development")["tabs"][0]
    assert [(one["label"], one["icon"]) for one in tab["buttons"]] == [
        ("批量邀请", None),
        ("流程引导", "eye"),
    ]
    assert do(visitor, "guide", [])[1]["box"]["title"] == "流程引导"
