import pytest

from rpa.sandbox.display import NONE, mask, mask_phone
from rpa.sandbox.roles import ROLES

COLUMNS = ["task", "name", "kind", "customer", "phone", "manager", "begins", "ends", "result"]
TABLE = "sales-task-details"


def typed(row):
    """Return a row as the truth would have it."""
    return [None if row[key] == NONE else row[key] for key in (*COLUMNS, "status")]


def clear(visitor, **body):
    return visitor.all_rows(TABLE, reveal=["customer", "phone"], **body)


@pytest.mark.parametrize("role", ROLES)
def test_the_revealed_details_are_the_truth_for_every_role(visit, role):
    visitor = visit(account=role, rows=1286)
    rows = [typed(row) for row in clear(visitor)]
    assert rows == visitor.truth(TABLE, role=role)["rows"]
    assert rows


@pytest.mark.parametrize(
    ("inputs", "filters"),
    [
        ({"name": "大促"}, {"name": "大促"}),
        ({"customer": "科技"}, {"customer": "科技"}),
        ({"account": "HW_"}, {"account": "HW_"}),
        ({"manager": "李娜"}, {"manager": "李娜"}),
        ({"status": "处理中"}, {"status": "处理中"}),
        ({"begins": "2026-11-01..today"}, {"begins": ["2026-11-01", "2026-11-23"]}),
    ],
)
def test_filtered_details_are_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=1286)
    rows = [typed(row) for row in clear(visitor, filters=filters)]
    assert rows == visitor.truth(TABLE, **inputs)["rows"]
    assert rows


def test_names_and_numbers_are_masked(visit):
    visitor = visit()
    shown = [(row["customer"], row["phone"]) for row in visitor.all_rows(TABLE)]
    assert shown == [(mask(row["customer"]), mask_phone(row["phone"])) for row in clear(visitor)]


@pytest.mark.parametrize(
    ("role", "lists"),
    [("distributor", ["我的客户", "云经销商的客户"]), ("solution", []), ("manager", [])],
)
def test_a_distributor_tells_its_customers_from_those_of_resellers(visit, role, lists):
    page = visit(account=role).get("/api/pages/sales/marketing-tasks")
    sales, renewals = page["tabs"]
    assert (sales["title"], renewals["title"]) == ("销售拓展任务", "大单续订任务")
    tasks, details = sales["tabs"]
    assert (tasks["title"], details["title"]) == ("销售拓展任务", "销售拓展任务明细")
    assert [tab["title"] for tab in tasks["tabs"]] == lists


def test_both_lists_together_are_all_tasks(visit):
    visitor = visit(rows=1286)
    own = {row["task"] for row in visitor.all_rows("sales-tasks")}
    resold = {row["task"] for row in visitor.all_rows("sales-reseller-tasks")}
    assert not own & resold
    assert own | resold == {row["task"] for row in visitor.all_rows(TABLE)}


@pytest.mark.parametrize("table", ["sales-tasks", "renewal-tasks"])
def test_a_task_is_handled_as_long_as_it_is_open(visit, table):
    visitor = visit(rows=1286)
    rows = visitor.all_rows(table)
    task = next(row for row in rows if row["status"] == "待处理")
    done = next(row for row in rows if row["status"] == "已关闭")
    body = {"form": {"status": "已完成", "result": "已下单"}}
    path = f"/api/actions/{table}/handle"
    assert visitor.post(path, ids=[task["_id"]], **body)["message"] == "任务处理成功"
    assert visitor.ask("POST", path, json={"ids": [done["_id"]], **body}).status_code == 409
    changed = next(row for row in visitor.all_rows(table) if row["task"] == task["task"])
    assert changed["status"] == "已完成"
    assert visitor.get("/__writes__.json")["total"] == 1


def test_an_opportunity_comes_out_of_a_task_but_not_for_a_supervisor(visit):
    rows = visit().all_rows("sales-tasks")
    assert all("opportunity" in row["_actions"] for row in rows)
    rows = visit(account="supervisor", rows=1286).all_rows("sales-tasks")
    assert not any("opportunity" in row["_actions"] for row in rows)
