"""What the writing flows may write, and how the truth follows what was written."""

import re

import pytest

WRITING = [
    "recall-coupons",
    "issue-coupons",
    "invite-customers",
    "sign-agreement",
    "change-contact",
]


def test_a_replica_says_which_one_it_is(visit):
    first, second = (visit(account=None, seed=7).get("/__world__.json") for _ in range(2))
    instance = first.pop("instance")
    assert first == {"seed": 7, "rows": 240, "today": "2026-11-23", "generation": 2025}
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", instance)
    assert second["instance"] != instance


@pytest.mark.parametrize("role", ["distributor", "solution", "reseller", "manager", "supervisor"])
@pytest.mark.parametrize(
    ("slug", "table", "keys"),
    [
        ("recall-coupons", "issued-coupons", ["coupon", "account", "status", "quota"]),
        ("issue-coupons", "issued-coupons", ["coupon", "account", "status", "quota"]),
        ("invite-customers", "leads", ["id", "contact", "status", "reported"]),
    ],
)
def test_the_subjects_are_the_rows_of_the_page_in_its_order(visit, role, slug, table, keys):
    visitor = visit(account=role, rows=1286)
    titles = {
        "coupon": "代金券ID",
        "account": "客户账号名",
        "quota": "额度编号",
        "id": "报备编号",
        "contact": "联系人",
        "reported": "报备时间",
        "status": "报备状态" if table == "leads" else "当前状态",
    }
    truth = visitor.truth(slug, role=role)
    places = [truth["columns"].index(titles[key]) for key in keys]
    rows = visitor.all_rows(table, reveal=["contact"])
    assert [[row[key] for key in keys] for row in rows] == [
        [row[place] for place in places] for row in truth["rows"]
    ]
    assert truth["total"] == len(rows) > 0


def test_a_coupon_that_is_recalled_stays_with_nothing_left(visit):
    visitor = visit(rows=1286)
    before = visitor.truth("recall-coupons", status="有效")
    coupon = before["rows"][0]
    visitor.post("/api/actions/issued-coupons/recall", ids=[coupon[0]])
    after = visitor.truth("recall-coupons", coupons=f"{coupon[0]}, x")
    assert after["columns"][3:5] == ["面值", "余额"]
    assert after["rows"] == [[*coupon[:4], 0.0, *coupon[5:8], "已回收", *coupon[9:]]]
    assert visitor.truth("recall-coupons", status="有效")["total"] == before["total"] - 1


def test_an_issued_coupon_is_listed_with_quota_customer_value_memo_and_time(visit):
    visitor = visit(rows=1286)
    quota = next(
        row[0]
        for row in visitor.truth("coupon-quotas", status="有效")["rows"]
        if row[2] > 100 and row[4] > "2026-12-02"
    )
    asked = {"quota": quota, "face_value": "12.50", "memo": "年终回馈"}
    assert visitor.truth("issue-coupons", **asked)["rows"] == []
    rows = visitor.all_rows("coupon-receivers", params={"quota": quota}, reveal=["customer"])
    customer = next(row for row in rows if row["association"] == "代售")
    form = {
        "face": "12.5",
        "effective": "2026-11-23",
        "expires": "2026-12-01",
        "customers": [customer["_id"]],
        "remark": "年终回馈",
    }
    visitor.post("/api/actions/issue-coupons/submit", form=form, params={"quota": quota})
    shown = visitor.table("issued-coupons", filters={"quota": quota}, reveal=["customer"])
    first = shown["rows"][0]
    assert [first[key] for key in ("quota", "account", "face", "remark", "issued")] == [
        quota,
        customer["account"],
        "12.50",
        "年终回馈",
        "2026-11-23 15:30:00",
    ]
    assert visitor.truth("issue-coupons", customers=customer["account"], **asked)["rows"] == [
        [
            first["coupon"],
            quota,
            customer["customer"],
            customer["account"],
            12.5,
            12.5,
            "2026-11-23 15:30:00",
            "2026-11-23 00:00:00",
            "2026-12-01 23:59:59",
            "有效",
            "年终回馈",
        ]
    ]


def test_an_invitation_shows_when_it_was_sent(visit):
    visitor = visit(rows=1286)
    lead = next(row for row in visitor.truth("invite-customers", status="已报备")["rows"] if row[4])
    visitor.post("/api/actions/leads/invite", ids=[lead[0]], form={"association": "代售"})
    asked = {"customers": lead[0], "association": "代售", "email": "a@example.com"}
    assert visitor.truth("invite-customers", **asked)["rows"] == [
        [*lead[:9], "2026-11-23 15:30:00", lead[10]]
    ]


def test_an_agreement_waits_until_it_is_signed(visit):
    visitor = visit()
    entity = "华为云计算技术有限公司"
    columns = ["协议名称", "签约主体", "状态", "签署时间"]
    assert visitor.truth("sign-agreement", agree="true") == {
        "columns": columns,
        "rows": [["签署协议", entity, "待签署", None]],
        "total": 1,
    }
    visitor.post("/api/agreement", agree=True)
    signed = [["签署协议", entity, "已签署", "2026-11-23 15:30:00"]]
    assert visitor.truth("sign-agreement")["rows"] == signed
    assert visitor.truth("sign-agreement", role="solution")["rows"][0][2] == "待签署"
    assert visitor.truth("sign-agreement", role="manager")["rows"] == []


def test_a_new_phone_is_on_file(visit):
    visitor = visit()
    ((_, mail, changed),) = visitor.truth("change-contact", what="phone", new_value="1")["rows"]
    visitor.post("/api/codes", by="手机")
    form = {"code": "123456", "phone": "13912345678", "new_code": "123456"}
    params = {"item": "phone", "by": "sms"}
    visitor.post("/api/actions/change-account/change", form=form, params=params)
    assert visitor.truth("change-contact") == {
        "columns": ["手机号码", "邮箱", "密码修改时间"],
        "rows": [["13912345678", mail, changed]],
        "total": 1,
    }


@pytest.mark.parametrize("slug", WRITING)
def test_an_input_that_no_writing_flow_has_is_refused(visit, slug):
    answer = visit(account=None).ask("GET", f"/__truth__/{slug}.json?colour=red")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith('unknown input "colour"; ')


@pytest.mark.parametrize(
    ("slug", "inputs", "error"),
    [
        (
            "recall-coupons",
            {"coupons": "@ids.xlsx"},
            'coupons: cannot read the file "@ids.xlsx"; write what it holds, with commas',
        ),
        (
            "issue-coupons",
            {"face_value": "ten"},
            'face_value: cannot read "ten"; write an amount such as 50.00',
        ),
    ],
)
def test_an_input_that_cannot_be_read_is_refused(visit, slug, inputs, error):
    assert visit(account=None).truth(slug, **inputs) == {"error": error}
