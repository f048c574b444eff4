from io import BytesIO

import pytest
from openpyxl import load_workbook

FILTERS = {"status": "已完成", "customer": "公司"}


def start(visitor, table="order-resources", item="current", filters=FILTERS):
    return visitor.post("/api/exports", table=table, item=item, filters=filters)


def newest(visitor):
    return visitor.get("/api/exports", page="1", size="10")["rows"][0]


def finished(visitor):
    while (task := newest(visitor))["status"] == "处理中":
        pass
    return task


def sheet_of(visitor, task):
    answer = visitor.ask("GET", f"/api/exports/{task['_id']}/file")
    sheet = load_workbook(BytesIO(answer.content)).active
    return answer, sheet


def as_exported(cells):
    *texts, amount = cells
    return [*texts, amount if amount == "--" else float(amount.replace(",", ""))]


def test_an_export_is_done_after_one_to_three_looks_at_the_list(visit):
    visitor = visit()
    looks = []
    for _ in range(3):
        assert start(visitor) == {"message": "导出任务创建成功"}
        looks.append(sum(newest(visitor)["status"] == "处理中" for _ in range(5)))
    assert looks == [2, 3, 1]


def test_a_task_is_listed_on_top_with_name_time_and_operator(visit):
    visitor = visit()
    start(visitor)
    task = newest(visitor)
    assert {key: value for key, value in task.items() if key != "_id"} == {
        "name": "客户订单资源明细_20261123_153000.xlsx",
        "created": "2026-11-23 15:30:00",
        "status": "处理中",
        "operator": "distributor",
        "size": "--",
    }


@pytest.mark.parametrize("eye", [[], ["customer", "reseller"]])
def test_an_export_holds_the_filtered_rows_in_page_order_and_masked(visit, eye):
    visitor = visit(rows=1286)
    visitor.table(reveal=eye)
    start(visitor)
    answer, sheet = sheet_of(visitor, finished(visitor))
    page = visitor.get("/api/pages/sales/customer-orders")["tabs"][1]
    columns = page["table"]["columns"]
    rows = visitor.all_rows(filters=FILTERS)
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        [column["title"] for column in columns],
        *(as_exported([row[column["key"]] for column in columns]) for row in rows),
    ]
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''"
        "%E5%AE%A2%E6%88%B7%E8%AE%A2%E5%8D%95%E8%B5%84%E6%BA%90%E6%98%8E%E7%BB%86"
        "_20261123_153000.xlsx"
    )


def test_no_cell_of_an_export_is_a_formula(visit):
    visitor = visit(rows=1286)
    start(visitor, item="all", filters={})
    _, sheet = sheet_of(visitor, finished(visitor))
    resellers = [cell.value for cell in sheet["C"]]
    assert "=***司" in resellers
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s", "n"}


def test_exporting_all_heeds_no_conditions(visit):
    visitor = visit()
    start(visitor, item="all")
    _, sheet = sheet_of(visitor, finished(visitor))
    assert sheet.max_row == 241


def test_an_export_holds_the_rows_of_the_moment_it_was_started(visit):
    visitor = visit(rows=20)
    start(visitor, filters={})
    visitor.post("/__fault__/rows_shift")
    assert visitor.table()["total"] == 21
    _, sheet = sheet_of(visitor, finished(visitor))
    assert sheet.max_row == 21


def test_orders_are_exported_under_their_own_name(visit):
    visitor = visit()
    start(visitor, table="customer-orders", filters={})
    assert newest(visitor)["name"] == "客户订单_20261123_153000.xlsx"


def test_the_list_holds_older_tasks_of_others_too_newest_first(visit):
    answer = visit().get("/api/exports", page="1", size="10")
    assert [(row["operator"], row["status"]) for row in answer["rows"]] == [
        ("manager", "已完成"),
        ("supervisor", "失败"),
        ("manager", "处理中"),
        ("distributor", "已完成"),
        ("distributor", "已完成"),
        ("supervisor", "失败"),
        ("distributor", "已完成"),
    ]
    times = [row["created"] for row in answer["rows"]]
    assert times == sorted(times, reverse=True)
    assert answer["total"] == 7


def test_the_list_comes_in_pages(visit):
    visitor = visit()
    whole = visitor.get("/api/exports", page="1", size="10")["rows"]
    assert visitor.get("/api/exports", page="2", size="3") == {"total": 7, "rows": whole[3:6]}


def test_older_files_are_masked_as_well(visit):
    visitor = visit()
    task = newest(visitor)
    _, sheet = sheet_of(visitor, task)
    assert all("***" in cell.value for cell in sheet["A"][1:])


def test_members_see_the_tasks_of_their_partner_and_resellers_do_not(visit):
    visitor = visit()
    start(visitor)
    task = newest(visitor)
    visitor.sign_in("manager")
    assert newest(visitor)["_id"] == task["_id"]
    visitor.sign_in("reseller")
    rows = visitor.get("/api/exports", page="1", size="10")["rows"]
    assert {row["operator"] for row in rows} == {"reseller"}
    assert visitor.ask("GET", f"/api/exports/{task['_id']}/file").status_code == 404


def test_an_export_may_fail(visit):
    visitor = visit(faults=("export_fails",))
    assert start(visitor) == {"message": "导出任务创建成功"}
    task = finished(visitor)
    assert (task["status"], task["size"]) == ("失败", "--")
    assert visitor.get(f"/api/exports/{task['_id']}/file") == {"error": "导出任务未完成"}


def test_an_export_may_never_end(visit):
    visitor = visit(faults=("export_stuck",))
    start(visitor)
    assert {newest(visitor)["status"] for _ in range(10)} == {"处理中"}


def test_a_file_is_downloaded_with_the_cookie_alone(visit):
    visitor = visit()
    del visitor.headers["X-Console-Token"]
    assert visitor.ask("GET", "/api/exports/none/file").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"table": "no-such-table", "item": "current"}, 404, "页面不存在"),
        ({"table": "order-resources", "item": "records"}, 400, "参数错误：item"),
        ({"table": "order-resources"}, 400, "参数错误：item"),
    ],
)
def test_a_wrong_export_is_refused(visit, body, status, error):
    answer = visit().ask("POST", "/api/exports", json=body)
    assert (answer.status_code, answer.json()) == (status, {"error": error})
