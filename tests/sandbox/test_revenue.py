from datetime import date, datetime
from decimal import Decimal

import pytest

from rpa.sandbox.display import money
from rpa.sandbox.roles import ROLES
from rpa.sandbox.world.revenue import next_workday, published, revenues

DETAILS = {
    "id": "业绩ID",
    "bill": "业绩单ID",
    "customer": "客户名称",
    "reseller": "二级经销商名称",
    "manager": "客户经理姓名",
    "order": "订单号",
    "order_type": "订单类型",
    "product_type": "产品类型",
    "product": "产品名称",
    "billing_mode": "计费模式",
    "association": "关联类型",
    "formed": "业绩形成时间",
    "amount": "业绩金额",
}
MASKED = ["customer", "reseller"]


def number(text):
    return float(text.replace(",", ""))


def typed(row):
    """Return a row of 业绩明细 as the truth would have it."""
    values = [None if row[key] == "--" else row[key] for key in DETAILS if key in row]
    return [*values[:-1], number(values[-1])]


def tabs_of(visitor):
    page = visitor.get("/api/pages/sales/revenue")
    return {tab["title"]: [inner["title"] for inner in tab["tabs"]] for tab in page["tabs"]}


@pytest.mark.parametrize(
    ("role", "generation", "queries"),
    [
        ("distributor", 2025, ["业绩汇总", "业绩明细", "业绩转移记录"]),
        ("distributor", 2024, ["业绩汇总", "业绩明细"]),
        ("reseller", 2025, ["业绩汇总", "业绩明细"]),
    ],
)
def test_partners_find_their_revenue_and_what_it_earns(visit, role, generation, queries):
    visitor = visit(account=role, generation=generation)
    assert tabs_of(visitor) == {"业绩查询": queries, "激励对账": ["激励汇总", "激励明细"]}


@pytest.mark.parametrize("role", ["manager", "supervisor"])
def test_members_of_the_organisation_find_no_incentives(visit, role):
    assert tabs_of(visit(account=role)) == {"业绩查询": ["业绩汇总", "业绩明细", "业绩转移记录"]}


def test_the_page_had_another_name_and_place(visit):
    page = visit(generation=2023).get("/api/pages/sales/revenue")
    assert (page["title"], page["breadcrumb"]) == (
        "业绩激励对账",
        ["销售", "伙伴账务", "业绩激励对账"],
    )


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 19, 23, 59), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 0, 1), date(2026, 11, 23)),
        (datetime(2026, 11, 21, 12), date(2026, 11, 23)),
        (datetime(2026, 11, 22, 12), date(2026, 11, 23)),
    ],
)
def test_the_next_workday_is_no_day_of_a_weekend(moment, day):
    assert next_workday(moment) == day


def test_what_was_formed_today_is_not_shown_yet(visit):
    world = visit().sandbox.world
    shown = published(world, "distributor")
    hidden = [one for one in revenues(world, "distributor") if one not in shown]
    assert {one.formed_at.date() for one in hidden} == {date(2026, 11, 23)}
    assert max(one.formed_at for one in shown).date() == date(2026, 11, 22)


@pytest.mark.parametrize("role", ROLES)
def test_the_revealed_details_are_the_truth_for_every_role(visit, role):
    visitor = visit(account=role, rows=600)
    rows = visitor.all_rows("revenue-details", reveal=MASKED)
    assert visitor.truth("revenue-details", role=role) == {
        "columns": [title for key, title in DETAILS.items() if key in rows[0]],
        "rows": [typed(row) for row in rows],
        "total": len(rows),
    }
    assert ("reseller" in rows[0], "manager" in rows[0]) == (
        role == "distributor",
        role != "reseller",
    )


@pytest.mark.parametrize(
    "inputs",
    [
        {"customer": "科技"},
        {"account": "hw_"},
        {"order": "88"},
        {"bill": "7"},
        {"manager": "李娜"},
        {"reseller": "云"},
        {"product_type": "弹性云服务器ECS"},
        {"order_type": "退订"},
        {"billing_mode": "按需计费"},
        {"association": "代售"},
    ],
)
def test_filtered_details_are_the_filtered_truth(visit, inputs):
    visitor = visit(rows=600)
    rows = visitor.all_rows("revenue-details", reveal=MASKED, filters=inputs)
    assert [typed(row) for row in rows] == visitor.truth("revenue-details", **inputs)["rows"]
    assert 0 < len(rows) < visitor.table("revenue-details")["total"]


def test_the_days_of_a_range_are_whole(visit):
    visitor = visit(rows=600)
    filters = {"formed": ["2026-10-01", "2026-10-31"]}
    rows = visitor.all_rows("revenue-details", reveal=MASKED, filters=filters)
    truth = visitor.truth("revenue-details", formed="last_month")
    assert [typed(row) for row in rows] == truth["rows"]
    assert {row["formed"][:7] for row in rows} == {"2026-10"}


def test_the_figure_over_the_details_sums_up_all_that_was_found(visit):
    visitor = visit()
    answer = visitor.table("revenue-details", size=10, filters={"association": "代售"})
    every = visitor.truth("revenue-details", association="代售")["rows"]
    assert answer["total"] > 10
    assert answer["sum"] == money(sum((Decimal(str(row[-1])) for row in every), Decimal(0)))


def test_an_order_number_leads_to_the_order_and_a_name_to_the_customer(visit):
    visitor = visit()
    rows = visitor.all_rows("revenue-details")
    shown = published(visitor.sandbox.world, "distributor")
    assert [row["_links"] for row in rows] == [
        {"customer": f"#/sales/customer-details?customer={one.customer.id}"}
        | (
            {"order": f"#/sales/customer-orders?tab=orders&f.order={one.order_no}"}
            if one.order_no
            else {}
        )
        for one in shown
    ]
    assert None in {one.order_no for one in shown}


def test_only_dates_depend_on_the_day(visit):
    worlds = [visit(today=day).sandbox.world for day in (date(2026, 11, 23), date(2027, 3, 6))]
    before, after = (
        {(one.id, one.customer.id, one.amount) for one in revenues(world, "distributor")}
        for world in worlds
    )
    assert before == after


@pytest.mark.parametrize("role", ROLES)
def test_the_bills_are_the_truth_for_every_role(visit, role):
    visitor = visit(account=role)
    rows = visitor.all_rows("revenue-summary")
    keys = ("bill", "period", "association", "amount", "status")
    cells = [[row[key] for key in keys] for row in rows]
    assert visitor.truth("revenue-summary", role=role) == {
        "columns": ["业绩单ID", "对账期次", "关联类型", "业绩总金额", "状态"],
        "rows": [[*row[:3], number(row[3]), row[4]] for row in cells],
        "total": len(rows),
    }


@pytest.mark.parametrize("period", ["2026-10", "last_month", "-1m", "2026/10"])
def test_bills_are_found_by_month(visit, period):
    visitor = visit()
    rows = visitor.all_rows("revenue-summary", filters={"period": "2026-10"})
    truth = visitor.truth("revenue-summary", period=period)
    assert [row["bill"] for row in rows] == [row[0] for row in truth["rows"]]
    assert [(row["association"], row["status"]) for row in rows] == [
        ("代售", "终稿"),
        ("顾问销售", "初稿"),
    ]


def test_a_month_that_cannot_be_read_is_refused(visit):
    answer = visit().truth("revenue-summary", period="2026-13")
    assert answer == {"error": 'period: cannot read "2026-13"; write 2026-10, last_month or -2m'}


def test_a_bill_is_estimated_in_its_month_and_final_long_after(visit):
    rows = visit(rows=1286).all_rows("revenue-summary")
    by_month = {row["period"]: set() for row in rows}
    for row in rows:
        by_month[row["period"]].add(row["status"])
    assert (by_month.pop("2026-11"), by_month.pop("2026-10")) == ({"预估"}, {"初稿", "终稿"})
    assert set().union(*by_month.values()) == {"终稿"}


def test_a_bill_leads_to_its_details_and_is_their_sum(visit):
    visitor = visit()
    bill = visitor.table("revenue-summary")["rows"][0]
    answer = visitor.post("/api/actions/revenue-summary/details", ids=[bill["_id"]])
    assert answer == {"goto": f"#/sales/revenue?tab=details&f.bill={bill['bill']}"}
    found = visitor.table("revenue-details", filters={"bill": bill["bill"]})
    assert (found["sum"], found["total"] > 0) == (bill["amount"], True)


def feed_back(visitor, bill, **form):
    return visitor.post("/api/actions/revenue-summary/feedback", ids=[bill["_id"]], form=form)


def test_feedback_is_kept_and_recorded(visit):
    visitor = visit()
    bill = visitor.table("revenue-summary")["rows"][0]
    assert bill["_actions"] == {"details": True, "feedback": True, "feedback-given": False}
    assert feed_back(visitor, bill, text="金额有误") == {"message": "反馈提交成功", "reload": True}
    bill = visitor.table("revenue-summary")["rows"][0]
    assert bill["_actions"]["feedback-given"] is True
    answer = visitor.post("/api/actions/revenue-summary/feedback-given", ids=[bill["_id"]])
    assert answer == {"message": "金额有误"}
    writes = visitor.get("/__writes__.json")["writes"]
    assert [(one["kind"], one["subject"], one["count"]) for one in writes] == [
        ("revenue-feedback", bill["bill"], 1)
    ]


def test_feedback_without_words_or_on_a_final_bill_is_refused(visit):
    visitor = visit()
    rows = visitor.all_rows("revenue-summary")
    assert feed_back(visitor, rows[0], text="")["error"] == "请输入反馈内容"
    final = next(row for row in rows if row["status"] == "终稿")
    assert feed_back(visitor, final, text="x")["error"] == "所选记录的当前状态不允许反馈"
    assert visitor.get("/__writes__.json")["total"] == 0


@pytest.mark.parametrize("role", ["distributor", "solution", "manager", "supervisor"])
def test_transfers_are_those_of_customers_in_scope(visit, role):
    visitor = visit(account=role)
    rows = visitor.all_rows("revenue-transfers", reveal=["customer"])
    customers = visitor.sandbox.world.customers(ROLES[role].tenant)
    seen = {one.name for one in customers if ROLES[role].sees(one) and one.manager}
    assert rows
    assert {row["customer"] for row in rows} <= seen
    assert all(row["giver"] != row["taker"] for row in rows)


def test_one_entry_has_a_page_of_its_own(visit):
    visitor = visit()
    row = visitor.table("revenue-details")["rows"][0]
    answer = visitor.post("/api/actions/revenue-details/details", ids=[row["_id"]])
    assert answer == {"goto": f"#/sales/revenue/entry?revenue={row['id']}"}
    page = visitor.get("/api/pages/sales/revenue/entry", revenue=row["id"])
    facts = {item["label"]: item["value"] for f in page["tabs"][0]["facts"] for item in f["items"]}
    assert (page["title"], facts["业绩ID"], facts["客户名称"], facts["业绩金额(元)"]) == (
        "业绩管理/业绩详情",
        row["id"],
        row["customer"],
        row["amount"],
    )


@pytest.mark.parametrize(
    "path",
    ["entry", "entry?revenue=1", "incentive", "incentive?incentive=1"],
)
def test_a_detail_page_of_nothing_is_not_found(visit, path):
    assert visit().ask("GET", f"/api/pages/sales/revenue/{path}").status_code == 404
