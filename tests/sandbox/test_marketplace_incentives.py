from datetime import date

import pytest

from rpa.sandbox.world.marketplace_deals import deals

TODAY = date(2026, 11, 23)
COLUMNS = {
    "period": "账期",
    "order": "订单号",
    "line": "订单行号",
    "good": "商品名称",
    "merchant": "商家名称",
    "dealt": "交易日期",
    "amount": "交易金额",
    "share": "分成比例",
    "incentive": "激励金额",
    "status": "状态",
}
AMOUNTS = ("amount", "incentive")


def number(text):
    return float(text.replace(",", ""))


def typed(row):
    """Return a row of 交易明细查询 as the truth would have it."""
    return [number(row[key]) if key in AMOUNTS else row[key] for key in COLUMNS]


@pytest.mark.parametrize("role", ["reseller", "manager", "supervisor"])
def test_only_contracted_partners_have_the_page(visit, role):
    path = "/api/pages/sales/marketplace-incentives"
    assert visit(account=role).ask("GET", path).status_code == 404


@pytest.mark.parametrize("role", ["distributor", "solution"])
def test_the_deals_are_the_truth(visit, role):
    visitor = visit(account=role, rows=600)
    rows = visitor.all_rows("marketplace-deals")
    assert visitor.truth("marketplace-incentives", role=role) == {
        "columns": list(COLUMNS.values()),
        "rows": [typed(row) for row in rows],
        "total": len(rows),
    }


def test_the_page_ends_with_yesterday(visit):
    visitor = visit()
    rows = visitor.all_rows("marketplace-deals")
    every = deals(visitor.sandbox.world, "distributor")
    late = [deal.line_no for deal in every if deal.dealt_on == TODAY]
    assert late
    assert [row["line"] for row in rows] == [
        deal.line_no for deal in every if deal.line_no not in late
    ]
    assert rows[0]["dealt"] == "2026-11-22"


@pytest.mark.parametrize(
    ("inputs", "filters"),
    [
        ({"period": "last_month"}, {"period": "2026-10"}),
        ({"line": "88"}, {"line": "88"}),
        ({"dealt": "-60d..yesterday"}, {"dealt": ["2026-09-24", "2026-11-22"]}),
    ],
)
def test_filtered_deals_are_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=600)
    rows = visitor.all_rows("marketplace-deals", filters=filters)
    assert [typed(row) for row in rows] == visitor.truth("marketplace-incentives", **inputs)["rows"]
    assert 0 < len(rows) < visitor.table("marketplace-deals")["total"]


@pytest.mark.parametrize("dealt", ["today", "today..", "yesterday", "+1d..+9d"])
def test_who_asks_for_today_is_told_of_yesterday(visit, dealt):
    rows = visit().truth("marketplace-incentives", dealt=dealt)["rows"]
    assert {row[5] for row in rows} == {"2026-11-22"}


def test_a_month_is_settled_by_its_deals(visit):
    visitor = visit()
    month = visitor.table("marketplace-settlements")["rows"][0]
    answer = visitor.post("/api/actions/marketplace-settlements/details", ids=[month["_id"]])
    assert answer == {"goto": "#/sales/marketplace-incentives?tab=deals&f.period=2026-11"}
    found = visitor.all_rows("marketplace-deals", filters={"period": month["period"]})
    assert int(month["deals"]) == len(found)
    total = sum(number(row["incentive"]) for row in found)
    assert number(month["incentive"]) == pytest.approx(total)


def test_an_incentive_is_the_share_of_the_amount(visit):
    for row in visit().all_rows("marketplace-deals"):
        share = int(row["share"].rstrip("%")) / 100
        assert abs(number(row["amount"]) * share - number(row["incentive"])) <= 0.0051


def test_bills_are_exported_for_chosen_months(visit):
    visitor = visit()
    page = visitor.get("/api/pages/sales/marketplace-incentives")
    bill, records = page["tabs"][0]["export"]["items"]
    periods = [row["period"] for row in visitor.all_rows("marketplace-settlements")]
    (field,) = bill["dialog"]["fields"]
    assert (bill["label"], records["label"]) == ("导出账单", "查看导出记录")
    assert (field["label"], field["kind"], field["options"]) == ("账期", "multi_select", periods)
    answer = visitor.post("/api/exports", table="marketplace-settlements", item="bill")
    assert answer == {"message": "导出任务创建成功"}
