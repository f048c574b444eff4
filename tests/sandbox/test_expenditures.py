from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from rpa.sandbox.roles import ROLES
from rpa.sandbox.world.expenditure_book import expenditures
from rpa.sandbox.world.expenditure_sums import by_association, by_payment_method
from rpa.sandbox.world.expenditures import payable
from rpa.sandbox.world.unbinding import unbinding
from rpa.sandbox.world.world import World

TODAY = date(2026, 11, 23)
UNBOUND = "广州云舟智造有限公司南沙子公司"
GIVEN = {"customer": UNBOUND, "month": "2026-03", "unbound_at": "2026-03-14 15:25:30"}
SUMS = {
    "month": "消费时间",
    "customer": "客户名称",
    "account": "客户账号名",
    "manager": "客户经理",
    "group": "分组",
    "consumed": "消费金额",
    "discounted": "本月已优惠金额",
    "refunded": "退款金额",
}
DETAILS = {
    "month": "账期",
    "customer": "客户名称",
    "account": "客户账号名",
    "partner": "伙伴名称",
    "association": "关联类型",
    "manager": "客户经理",
    "traded": "消费时间",
    "trade": "订单号/交易号",
    "bill_type": "账单类型",
    "charge_mode": "计费模式",
    "product_type": "产品类型",
    "product": "产品名称",
    "resource": "资源ID",
    "resource_name": "资源名称",
    "region": "区域",
    "list_price": "官网价",
    "discount": "优惠金额",
    "amount": "应付金额",
    "payment": "支付方式",
    "paid": "支付状态",
}
MONEY = {"consumed", "discounted", "refunded", "list_price", "discount", "amount"}
EVERYTHING = {"payable": "全部"}


def typed(row, columns):
    """Return a row of the page as the truth would have it."""
    cells = {key: row[key] for key in columns if key in row}
    return [
        None if text == "--" else float(text.replace(",", "")) if key in MONEY else text
        for key, text in cells.items()
    ]


def details(visitor, **filters):
    given = {"month": "2026-11", **filters}
    return visitor.all_rows("expenditure-details", reveal=["customer", "partner"], filters=given)


def sums(visitor, grouping="payment-method", **filters):
    given = {"month": "2026-11", **filters}
    return visitor.all_rows(f"expenditure-by-{grouping}", reveal=["customer"], filters=given)


@pytest.mark.parametrize("role", ROLES)
def test_revealed_details_of_this_month_are_the_truth_for_every_role(visit, role):
    visitor = visit(account=role)
    rows = [typed(row, DETAILS) for row in details(visitor, payable="不显示0消费")]
    truth = visitor.truth("expenditure-details", role=role)
    shown = [name for key, name in DETAILS.items() if key != "partner" or role == "distributor"]
    assert truth == {"columns": shown, "rows": rows, "total": len(rows)}
    assert rows


@pytest.mark.parametrize(
    ("grouping", "said"), [("payment-method", "按支付方式"), ("association", "按关联类型")]
)
@pytest.mark.parametrize("role", ROLES)
def test_revealed_sums_of_this_month_are_the_truth_for_every_role(visit, role, grouping, said):
    visitor = visit(account=role)
    rows = [typed(row, SUMS) for row in sums(visitor, grouping)]
    truth = visitor.truth("expenditure-summary", role=role, grouping=said)
    assert truth == {"columns": list(SUMS.values()), "rows": rows, "total": len(rows)}
    assert rows


@pytest.mark.parametrize(
    ("inputs", "filters"),
    [
        ({"month": "last_month"}, {"month": "2026-10"}),
        ({"customer": "州"}, {"customer": "州"}),
        ({"account": "cloud"}, {"account": "cloud"}),
        ({"partner": "云"}, {"partner": "云"}),
        ({"manager": "李"}, {"manager": "李"}),
        ({"trade": "88"}, {"trade": "88"}),
        ({"resource": "a1"}, {"resource": "a1"}),
        ({"resource_name": "-0"}, {"resource_name": "-0"}),
        ({"product_type": "云硬盘EVS"}, {"product_type": "云硬盘EVS"}),
        ({"association": "代售"}, {"association": "代售"}),
        ({"charge_mode": "按需"}, {"charge_mode": "按需"}),
        ({"bill_type": "消费-使用,退款-退订"}, {"bill_type": ["消费-使用", "退款-退订"]}),
        ({"region": "华东-上海一"}, {"region": "华东-上海一"}),
        (EVERYTHING, {"payable": "全部"}),
    ],
)
def test_filtered_details_are_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=1286)
    rows = [
        typed(row, DETAILS) for row in details(visitor, **{"payable": "不显示0消费", **filters})
    ]
    assert rows == visitor.truth("expenditure-details", **inputs)["rows"]
    assert rows


def test_the_page_does_not_show_zeros_unless_asked(visit):
    form = visit().get("/api/pages/sales/customer-expenditure")["tabs"][2]["form"]
    assert form[-1]["default"] == "不显示0消费"
    all_of_it = visit().truth("expenditure-details", **EVERYTHING)["rows"]
    amount = list(DETAILS).index("amount")
    assert [row for row in all_of_it if row[amount]] == visit().truth("expenditure-details")["rows"]


def test_months_before_the_last_eighteen_are_not_offered(visit):
    visitor = visit()
    (field, *_) = visitor.get("/api/pages/sales/customer-expenditure")["tabs"][0]["form"]
    shown = {key: field[key] for key in ("label", "kind", "default", "earliest", "latest")}
    assert shown == {
        "label": "消费时间",
        "kind": "month",
        "default": "2026-11",
        "earliest": "2025-05",
        "latest": "2026-11",
    }
    answer = visitor.table("expenditure-details", filters={"month": "2025-04"})
    assert answer == {"error": "参数错误：账期: only 2025-05 to 2026-11, got 2025-04"}
    assert {row["month"] for row in visitor.all_rows("expenditure-details")} >= {"2025-05"}
    assert min(row["month"] for row in visitor.all_rows("expenditure-details")) == "2025-05"


def test_a_month_that_is_too_old_is_read_as_the_earliest_that_is_shown(visit):
    visitor = visit()
    for slug in ("expenditure-details", "expenditure-summary"):
        assert visitor.truth(slug, month="-30m") == visitor.truth(slug, month="2025-05")


def test_the_summary_lags_and_the_details_do_not():
    world = World(1, 1286, TODAY)
    summed = [r for one in by_association(world, "distributor") for r in one.records]
    assert max(record.traded_at.date() for record in summed) == TODAY - timedelta(days=2)
    assert expenditures(world, "distributor")[0].traded_at.date() == TODAY


def test_both_groupings_count_the_same_records():
    world = World(1, 1286, TODAY)
    by_method = by_payment_method(world, "distributor")
    by_kind = by_association(world, "distributor")
    for name in ("consumed", "discounted", "refunded"):
        assert sum(getattr(one, name) for one in by_method) == sum(
            getattr(one, name) for one in by_kind
        )
    assert {one.group for one in by_kind} == {"顾问销售", "代售"}


def test_a_sum_stands_over_the_table_and_its_discounts_on_a_page_of_their_own(visit):
    visitor = visit(rows=1286)
    answer = visitor.table("expenditure-by-payment-method", filters={"month": "2026-11"})
    shown = [Decimal(row["consumed"].replace(",", "")) for row in sums(visitor)]
    assert answer["sum"] == f"{sum(shown):,.2f}"
    row = next(row for row in answer["rows"] if row["discounted"] != "0.00")
    route, _, query = row["_links"]["discounted"].removeprefix("#/").partition("?")
    asked = dict(parse_qsl(query))
    page = visitor.get(f"/api/pages/{route}", **asked)
    assert (page["title"], page["breadcrumb"][-2:]) == ("优惠详情", ["客户消费", "优惠详情"])
    assert visitor.table("discount-details", params=asked)["sum"] == row["discounted"]


def test_discounts_of_nobody_and_of_others_are_not_found(visit):
    other = next(c for c in World(1, 240, TODAY).customers("distributor") if c.reseller is None)
    visitor = visit(account="reseller")
    for query in ("", f"?customer={other.id}&month=2026-11"):
        answer = visitor.ask("GET", f"/api/pages/sales/discount-details{query}")
        assert answer.status_code == 404


def test_refunds_are_the_records_that_gave_money_back(visit):
    visitor = visit(rows=1286)
    rows = visitor.all_rows("expenditure-refunds", filters={"month": "2026-10"})
    kinds = {row["bill_type"] for row in rows}
    assert kinds <= {"退款-退订", "退款-变更", "退款-包年/包月转按需", "调账-补偿"}
    wanted = [row for row in details(visitor, month="2026-10") if row["bill_type"] in kinds]
    assert [(row["trade"], row["amount"]) for row in rows] == [
        (row["trade"], row["amount"]) for row in wanted
    ]


@pytest.mark.parametrize("tenant", ["distributor", "solution"])
@pytest.mark.parametrize("rows", [60, 1286])
def test_details_name_the_subaccount_up_to_its_last_second_and_then_the_master(tenant, rows):
    world = World(1, rows, TODAY)
    unbound = unbinding(world, tenant)
    month = [
        record
        for record in expenditures(world, tenant)
        if record.summed_for == unbound.sub and record.month == "2026-03"
    ]
    seconds = {(r.traded_at - unbound.at).total_seconds(): r.customer for r in month}
    assert (seconds[0], seconds[1]) == (unbound.sub, unbound.master)
    assert {customer for second, customer in seconds.items() if second <= 0} == {unbound.sub}
    assert {customer for second, customer in seconds.items() if second > 0} == {unbound.master}
    (summed,) = (
        one
        for one in by_association(world, tenant)
        if one.month == "2026-03" and one.customer == unbound.sub
    )
    assert summed.consumed + summed.refunded == payable(month)


@pytest.mark.parametrize(
    ("today", "at"),
    [
        (date(2026, 11, 23), datetime(2026, 3, 14, 15, 25, 30)),
        (date(2024, 4, 1), datetime(2024, 3, 14, 15, 25, 30)),
        (date(2025, 9, 30), datetime(2024, 3, 14, 15, 25, 30)),
        (date(2025, 10, 1), datetime(2025, 2, 14, 15, 25, 30)),
        (date(2024, 3, 20), datetime(2023, 7, 14, 15, 25, 30)),
    ],
)
def test_the_unbinding_is_that_of_the_guide_while_its_month_is_shown(today, at):
    assert unbinding(World(1, 240, today), "distributor").at == at


def test_the_split_of_the_month_is_all_that_the_summary_counts(visit):
    truth = visit().truth("unbound-subaccount-expenditure", **GIVEN)
    whose, name, amount = (truth["columns"].index(n) for n in ("归属", "客户名称", "应付金额"))
    owners = [row[whose] for row in truth["rows"]]
    assert owners == ["子账号"] * 6 + ["主账号"] * 5
    assert {row[name] for row in truth["rows"] if row[whose] == "子账号"} == {UNBOUND}
    assert UNBOUND not in {row[name] for row in truth["rows"] if row[whose] == "主账号"}
    (summary,) = truth["sheets"]["消费汇总"]["rows"]
    assert summary[1] == UNBOUND
    assert sum(row[amount] for row in truth["rows"]) == pytest.approx(summary[5] + summary[7])


def test_expenditures_depend_on_seed_and_today_only():
    one, other = World(7, 300, TODAY), World(7, 300, TODAY)
    other.order_lines("distributor")
    assert expenditures(one, "distributor") == expenditures(other, "distributor")
    assert expenditures(one, "distributor") != expenditures(World(8, 300, TODAY), "distributor")
    assert list(expenditures(World(1, 0, TODAY), "distributor")) == []


def test_trade_numbers_are_a_key_and_amounts_may_be_anything():
    records = expenditures(World(1, 1286, TODAY), "distributor")
    assert len({record.trade_no for record in records}) == len(records)
    amounts = [record.amount for record in records]
    assert min(amounts) < 0 < max(amounts)
    assert Decimal("0.00") in amounts
