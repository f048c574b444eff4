"""伙伴信息 > 基本信息: what an account changes about itself, and how it proves who it is."""

from datetime import datetime, timedelta

import pytest

from rpa.sandbox.world.accounts import account_of

BASIC = "/api/pages/partner-info/basic"
CHANGE = "/api/actions/change-account"


def do(visitor, path, **body):
    answer = visitor.ask("POST", path, json=body)
    return answer.status_code, answer.json()


def change(visitor, step, item, **form):
    return do(visitor, f"{CHANGE}/{step}", form=form, params={"item": item, "by": "sms"})


def account(visitor, name="distributor"):
    return account_of(visitor.sandbox.world, name)


def test_basic_information_has_four_tabs(visit):
    assert [tab["title"] for tab in visit().get(BASIC)["tabs"]] == [
        "公司信息",
        "个人资料",
        "账号信息",
        "消息接收设置",
    ]


def test_only_the_main_account_may_change_the_company(visit):
    labels = {
        role: [button["label"] for button in visit(account=role).get(BASIC)["tabs"][0]["buttons"]]
        for role in ("distributor", "manager")
    }
    assert labels == {"distributor": ["修改", "查看修改记录"], "manager": []}


def test_the_profile_leads_to_a_change_of_each_of_its_lines(visit):
    items = visit().get(BASIC)["tabs"][1]["facts"][0]["items"]
    assert [(one["label"], one.get("link")) for one in items] == [
        ("用户名", None),
        ("手机号码", {"text": "修改", "route": "partner-info/change?item=phone"}),
        ("邮箱地址", {"text": "修改", "route": "partner-info/change?item=mail"}),
        ("密码", {"text": "修改", "route": "partner-info/change?item=password"}),
    ]
    assert "****" in items[1]["value"]


def test_one_may_prove_who_one_is_in_two_ways(visit):
    page = visit().get("/api/pages/partner-info/change", item="mail")
    items = page["tabs"][0]["facts"][0]["items"]
    assert page["title"] == "修改注册邮箱"
    assert [(one["label"], one["link"]["route"]) for one in items] == [
        ("通过短信验证码验证", "partner-info/change?item=mail&by=sms"),
        ("通过邮箱验证码验证", "partner-info/change?item=mail&by=mail"),
    ]


@pytest.mark.parametrize("query", ["", "item=name", "item=mail&by=fax"])
def test_nothing_else_can_be_changed(visit, query):
    assert visit().ask("GET", f"/api/pages/partner-info/change?{query}").status_code == 404


@pytest.mark.parametrize(
    ("item", "value", "title"),
    [
        ("phone", {"phone": "13912345678", "new_code": "123456"}, "修改手机号码成功"),
        ("mail", {"mail": "new@example.com", "new_code": "123456"}, "修改注册邮箱成功"),
        ("password", {"password": "Changed@2026", "again": "Changed@2026"}, "修改密码成功"),
    ],
)
def test_a_new_value_is_taken_after_the_code(visit, item, value, title):
    visitor = visit()
    assert visitor.post("/api/codes", by="短信验证码")["wait_s"] == 60
    assert change(visitor, "verify", item, code="123456") == (200, {})
    status, answer = change(visitor, "change", item, code="123456", **value)
    assert (status, answer["done"]["title"]) == (200, title)
    write = visitor.get("/__writes__.json")["writes"][-1]
    assert (write["kind"], write["subject"]) == (f"account-{item}", "distributor")
    assert getattr(account(visitor), item, None) in {value[item], None}


def test_a_code_goes_to_where_it_is_asked_for(visit):
    visitor = visit()
    phone = account(visitor).phone
    assert [
        visitor.post("/api/codes", **body)["message"]
        for body in ({"by": "手机"}, {"by": "邮箱"}, {"by": "", "to": "13912345678"})
    ] == [
        f"验证码已发送至{phone[:3]}****{phone[-4:]}",
        "验证码已发送至d***@example.com",
        "验证码已发送至139****5678",
    ]


@pytest.mark.parametrize(
    ("item", "form", "field"),
    [
        ("phone", {"phone": "13912345678", "new_code": "123456", "code": "000000"}, "code"),
        ("phone", {"phone": "13912345678", "new_code": "000000"}, "new_code"),
        ("phone", {"phone": "139", "new_code": "123456"}, "phone"),
        ("mail", {"mail": "x@y", "new_code": "123456"}, "mail"),
        ("password", {"password": "short", "again": "short"}, "password"),
        ("password", {"password": "Changed@2026", "again": "Changed@2025"}, "again"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(visit, item, form, field):
    visitor = visit()
    visitor.post("/api/codes", by="短信验证码")
    before = account(visitor)
    status, answer = change(visitor, "change", item, **{"code": "123456", **form})
    assert (status, answer["field"], account(visitor)) == (422, field, before)
    assert visitor.get("/__writes__.json")["total"] == 0


def test_a_code_that_was_never_sent_or_is_old_is_refused(visit):
    times = [datetime(2026, 11, 23, 15, 30)]
    visitor = visit(clock=lambda: times[-1])
    wrong = (422, {"error": "验证码错误", "field": "code"})
    assert change(visitor, "verify", "mail", code="123456") == wrong
    visitor.post("/api/codes", by="手机")
    assert change(visitor, "verify", "mail", code="123456") == (200, {})
    assert change(visitor, "verify", "mail", code="654321") == wrong
    times.append(times[-1] + timedelta(minutes=11))
    late = (422, {"error": "验证码已过期", "field": "code"})
    assert change(visitor, "verify", "mail", code="123456") == late


def test_a_code_may_be_too_old_as_soon_as_it_is_sent(visit):
    visitor = visit(faults=("code_expired",))
    visitor.post("/api/codes", by="手机")
    answers = [change(visitor, "verify", "mail", code=code)[1] for code in ("123456", "111111")]
    assert [answer["error"] for answer in answers] == ["验证码已过期", "验证码错误"]
    visitor.ask("DELETE", "/__fault__/code_expired")
    visitor.post("/api/codes", by="手机")
    assert change(visitor, "verify", "mail", code="123456") == (200, {})


def test_what_is_masked_is_shown_by_the_eye_that_stands_behind_it(visit):
    visitor = visit()
    items = visitor.get(BASIC)["tabs"][1]["facts"][0]["items"]
    eyes = [item["label"] for item in items if item.get("eye")]
    path = "/api/facts/basic-profile"
    clear = [visitor.post(path, label=label)["value"] for label in eyes]
    assert eyes == ["手机号码", "邮箱地址"]
    assert clear == [account(visitor).phone, account(visitor).mail]
    assert do(visitor, path, label="密码") == (404, {"error": "页面不存在"})


def test_a_new_password_signs_in_and_so_does_the_published_one(visit):
    visitor = visit()
    visitor.post("/api/codes", by="手机")
    form = {"code": "123456", "password": "Changed@2027", "again": "Changed@2027"}
    assert change(visitor, "change", "password", **form)[0] == 200
    entries = {
        (name, password): visitor.login(form="account", account=name, password=password).status_code
        for name in ("distributor", "manager")
        for password in ("Changed@2027", "Sandbox@2026", "Changed@2026")
    }
    assert entries == {
        ("distributor", "Changed@2027"): 200,
        ("distributor", "Sandbox@2026"): 200,
        ("distributor", "Changed@2026"): 401,
        ("manager", "Changed@2027"): 401,
        ("manager", "Sandbox@2026"): 200,
        ("manager", "Changed@2026"): 401,
    }
    items = visitor.sign_in().get(BASIC)["tabs"][1]["facts"][0]["items"]
    assert items[3]["value"] == "******（上次修改：2026-11-23 15:30:00）"


def test_codes_that_are_required_of_all_cannot_be_switched_off(visit):
    visitor = visit(faults=("codes_required",))
    assert visitor.get(BASIC)["tabs"][1]["buttons"][0]["on"] is True
    error = "管理员已要求开启验证码验证，不能关闭"
    assert do(visitor, "/api/actions/basic-profile/asks-code") == (409, {"error": error})


def test_the_switch_turns_over_and_is_the_accounts_own(visit):
    visitor = visit()
    path = "/api/actions/basic-profile/asks-code"
    assert visitor.get(BASIC)["tabs"][1]["buttons"][0]["on"] is False
    assert visitor.post(path) == {"message": "验证码验证已开启"}
    assert visitor.get(BASIC)["tabs"][1]["buttons"][0]["on"] is True
    assert account(visitor, "manager").asks_code is False
    assert visitor.post(path) == {"message": "验证码验证已关闭"}


def test_message_settings_are_kept(visit):
    visitor = visit()
    form = {"language": "English", "time_zone": "GMT+00:00"}
    answer = visitor.post("/api/actions/basic-messages/save", form=form)
    assert answer == {"message": "保存成功"}
    fields = visitor.get(BASIC)["tabs"][3]["steps"][0]["fields"]
    assert [field["default"] for field in fields] == ["English", "GMT+00:00"]
