from decimal import Decimal

import pytest


def amount(text):
    return Decimal(text.replace(",", "").replace("%", ""))


def facts_of(visitor, bill):
    page = visitor.get("/api/pages/sales/revenue/incentive", incentive=bill)
    return page, {
        item["label"]: item["value"]
        for facts in page["tabs"][0]["facts"]
        for item in facts["items"]
    }


@pytest.mark.parametrize("role", ["distributor", "solution", "reseller"])
def test_an_incentive_is_its_basis_times_its_rate(visit, role):
    visitor = visit(account=role)
    row = visitor.table("incentive-summary")["rows"][0]
    assert row["_links"] == {"bill": f"#/sales/revenue/incentive?incentive={row['bill']}"}
    page, facts = facts_of(visitor, row["bill"])
    product = amount(facts["基数值(元)"]) * amount(facts["返点比例"]) / 100
    assert page["title"] == "业绩管理/详情"
    assert abs(product - amount(row["amount"])) <= Decimal("0.005")
    assert facts["核算结果"] == f"{row['amount']} = {facts['基数值(元)']} × {facts['返点比例']}"


def test_the_basis_is_the_bill_of_the_month(visit):
    visitor = visit()
    row = visitor.table("incentive-summary", filters={"period": "2026-10"})["rows"][0]
    _, facts = facts_of(visitor, row["bill"])
    filters = {"period": "2026-10"}
    bills = visitor.table("revenue-summary", filters=filters)["rows"]
    basis = [one["amount"] for one in bills if one["association"] == row["association"]]
    assert [facts["基数值(元)"]] == basis


def test_details_name_the_revenue_that_an_incentive_is_made_of(visit):
    visitor = visit()
    bill = visitor.table("incentive-summary")["rows"][0]
    rows = visitor.all_rows("incentive-details", filters={"bill": bill["bill"]})
    _, facts = facts_of(visitor, bill["bill"])
    assert sum(amount(row["basis"]) for row in rows) == amount(facts["基数值(元)"])
    assert {row["name"] for row in rows} == {bill["name"]}


@pytest.mark.parametrize(
    "filters", [{"period": "2026-10"}, {"name": "代售业务激励"}, {"name": "季度业绩达成激励"}]
)
def test_bills_are_filtered_as_asked(visit, filters):
    visitor = visit()
    ((key, value),) = filters.items()
    every = visitor.all_rows("incentive-summary")
    wanted = [row for row in every if row[key] == value]
    assert visitor.all_rows("incentive-summary", filters=filters) == wanted
    assert 0 < len(wanted) < len(every)


def confirm(visitor, row):
    return visitor.post("/api/actions/incentive-summary/confirm", ids=[row["_id"]], form={})


def test_a_waiting_bill_is_confirmed_once(visit):
    visitor = visit()
    row = visitor.table("incentive-summary")["rows"][0]
    assert (row["status"], row["_actions"]) == ("待确认", {"reckoning": True, "confirm": True})
    assert confirm(visitor, row) == {"message": "账单确认成功", "reload": True}
    after = visitor.table("incentive-summary")["rows"][0]
    assert after == row | {"status": "已确认", "_actions": {"reckoning": True, "confirm": False}}
    assert confirm(visitor, row) == {"error": "所选记录的当前状态不允许确认账单"}
    writes = visitor.get("/__writes__.json")["writes"]
    assert [(one["kind"], one["subject"], one["count"]) for one in writes] == [
        ("incentive-bill-confirmation", row["bill"], 1)
    ]


def test_a_member_of_the_organisation_sees_no_bill(visit):
    visitor = visit()
    bill = visitor.table("incentive-summary")["rows"][0]["bill"]
    visitor.sign_in("manager")
    path = f"/api/pages/sales/revenue/incentive?incentive={bill}"
    assert visitor.ask("GET", path).status_code == 404
    assert visitor.table("incentive-summary") == {"error": "页面不存在"}
