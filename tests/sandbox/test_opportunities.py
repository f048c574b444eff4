import pytest

from rpa.sandbox.display import NONE

KEYS = ["id", "name", "customer", "reseller", "phone", "stage", "revenue", "manager", "created"]
REVEAL = ["customer", "reseller", "phone"]
RESOLD = "云经销商的客户"
WIZARD = {
    "name": "测试商机",
    "services": "云硬盘EVS",
    "stage": "初步接触",
    "closes": "2027-01-31",
    "description": "要上云",
    "revenue": "120000",
    "monthly": "10000",
}


def typed(row):
    """Return a row as the truth would have it."""
    values = {key: None if row[key] == NONE else row[key] for key in KEYS if key in row}
    if values["revenue"] is not None:
        values["revenue"] = float(values["revenue"].replace(",", ""))
    return list(values.values())


@pytest.mark.parametrize(
    ("role", "scope", "table"),
    [
        ("distributor", "我的客户", "opportunities"),
        ("distributor", RESOLD, "reseller-opportunities"),
        ("solution", "我的客户", "opportunities"),
        ("reseller", "", "opportunities"),
        ("manager", "我的客户", "opportunities"),
        ("supervisor", "我的客户", "opportunities"),
    ],
)
def test_the_revealed_list_is_the_truth_for_every_role(visit, role, scope, table):
    visitor = visit(account=role, rows=1286)
    rows = [typed(row) for row in visitor.all_rows(table, reveal=REVEAL)]
    truth = visitor.truth("opportunities", role=role, scope=scope)
    assert (rows, len(rows)) == (truth["rows"], truth["total"])
    assert ("云经销商名称" in truth["columns"]) == (scope == RESOLD)
    assert rows


@pytest.mark.parametrize(
    ("inputs", "filters"),
    [
        ({"name": "项目一期"}, {"name": "项目一期"}),
        ({"customer": "公司"}, {"customer": "公司"}),
        ({"stage": "赢单"}, {"stage": "赢单"}),
        ({"manager": "张伟"}, {"manager": "张伟"}),
        ({"created": "last_month"}, {"created": ["2026-10-01", "2026-10-31"]}),
    ],
)
def test_a_filtered_list_is_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=1286)
    rows = visitor.all_rows("opportunities", reveal=REVEAL, filters=filters)
    assert [typed(row) for row in rows] == visitor.truth("opportunities", **inputs)["rows"]
    assert rows


@pytest.mark.parametrize(
    "question", ["role=solution&scope=云经销商的客户", "reseller=云", "scope=所有客户"]
)
def test_what_the_page_lacks_the_truth_refuses(visit, question):
    answer = visit().ask("GET", f"/__truth__/opportunities.json?{question}")
    assert answer.status_code == 400


def buttons(visitor):
    tab = visitor.get("/api/pages/sales/opportunities")["tabs"][0]
    tab = tab["tabs"][0] if tab["tabs"] else tab
    return [button["label"] for button in tab["buttons"]]


@pytest.mark.parametrize("role", ["distributor", "reseller", "manager"])
def test_who_sells_may_create_an_opportunity(visit, role):
    visitor = visit(account=role)
    page = visitor.get("/api/pages/sales/create-opportunity")
    assert buttons(visitor) == ["创建商机"]
    assert [step["title"] for step in page["tabs"][0]["steps"]] == [
        "选择客户",
        "填写基本信息",
        "填写详细信息",
        "填写收入信息",
    ]


def test_a_supervisor_may_not_create_an_opportunity(visit):
    visitor = visit(account="supervisor")
    assert buttons(visitor) == []
    assert visitor.ask("GET", "/api/pages/sales/create-opportunity").status_code == 404
    answer = visitor.ask("POST", "/api/actions/create-opportunity/revenue", json={"form": WIZARD})
    assert answer.status_code == 404


def hand_in(visitor, step, params=None, **form):
    body = {"form": {**WIZARD, **form}, "params": params or {}}
    answer = visitor.ask("POST", f"/api/actions/create-opportunity/{step}", json=body)
    return answer.status_code, answer.json()


def test_a_new_opportunity_stands_on_top_of_the_list(visit):
    visitor = visit()
    chosen = visitor.table("opportunity-customers", reveal=["customer"])["rows"][0]
    for step in ("customer", "basics", "details"):
        assert hand_in(visitor, step, customers=[chosen["_id"]]) == (200, {})
    status, answer = hand_in(visitor, "revenue", customers=[chosen["_id"]])
    top = visitor.table("opportunities", reveal=["customer"])["rows"][0]
    assert status == 200
    assert answer["done"] == {
        "title": "创建商机成功",
        "text": f"商机编号：{top['id']}",
        "links": [
            {"text": "查看详情", "route": f"sales/opportunity-details?id={top['id']}"},
            {"text": "返回商机报备", "route": "sales/opportunities"},
        ],
    }
    assert (top["name"], top["customer"], top["revenue"]) == (
        "测试商机",
        chosen["customer"],
        "120,000.00",
    )
    assert visitor.get("/__writes__.json")["writes"][0]["subject"] == top["id"]


def test_a_task_binds_its_customer_so_that_nobody_need_be_chosen(visit):
    visitor = visit()
    task = visitor.table("sales-tasks", reveal=["customer"])["rows"][0]
    page = visitor.get("/api/pages/sales/create-opportunity", task=task["_id"])
    assert page["tabs"][0]["steps"][0]["title"] == "填写基本信息"
    assert hand_in(visitor, "revenue", {"task": task["_id"]})[0] == 200
    top = visitor.table("opportunities", reveal=["customer"])["rows"][0]
    assert top["customer"] == task["customer"]


@pytest.mark.parametrize(
    ("step", "form", "answer"),
    [
        ("basics", {}, {"error": "请选择客户", "field": "customers"}),
        ("basics", {"name": "", "customers": ["x"]}, {"error": "请输入商机名称", "field": "name"}),
        (
            "basics",
            {"services": "云", "customers": ["x"]},
            {"error": "云服务：没有选项云", "field": "services"},
        ),
        (
            "details",
            {"closes": "2026-11-22", "customers": ["x"]},
            {"error": "预计成交时间不能早于今天", "field": "closes"},
        ),
        (
            "revenue",
            {"monthly": "120001", "customers": ["x"]},
            {"error": "预计月均收入不能大于预计收入", "field": "monthly"},
        ),
        (
            "revenue",
            {"customers": ["x"]},
            {"error": "所选客户不可用，请重新选择", "field": "customers"},
        ),
    ],
)
def test_a_step_that_is_wrong_is_refused_at_its_field(visit, step, form, answer):
    visitor = visit()
    assert hand_in(visitor, step, **form) == (422, answer)
    assert visitor.get("/__writes__.json")["total"] == 0


def test_an_opportunity_is_changed_in_a_dialog_that_holds_what_it_is(visit):
    visitor = visit(rows=1286)
    one = next(row for row in visitor.all_rows("opportunities") if row["_actions"]["edit"])
    path, ids = "/api/actions/opportunities/edit", [one["_id"]]
    dialog = visitor.post(path, ids=ids)["dialog"]
    form = {field["key"]: field["default"] for field in dialog["fields"]}
    assert form["name"] == one["name"]
    changed = {**form, "name": "改名", "revenue": "12.5"}
    assert visitor.post(path, ids=ids, form=changed) == {
        "message": "修改商机成功",
        "reload": True,
    }
    after = next(row for row in visitor.all_rows("opportunities") if row["_id"] == one["_id"])
    assert (after["name"], after["revenue"]) == ("改名", "12.50")


def test_progress_moves_an_opportunity_to_its_next_stage(visit):
    visitor = visit(rows=1286)
    one = next(row for row in visitor.all_rows("opportunities") if row["_actions"]["progress"])
    form = {
        "stage": "赢单",
        "chance": "90%",
        "talks": "已交流",
        "tests": "测试通过",
        "details": "合同已签",
    }
    visitor.post("/api/actions/opportunities/progress", ids=[one["_id"]], form=form)
    steps = visitor.all_rows("opportunity-progress", params={"id": one["_id"]})
    assert (steps[0]["details"], steps[0]["at"]) == ("合同已签", "2026-11-23 15:30:00")
    after = next(row for row in visitor.all_rows("opportunities") if row["_id"] == one["_id"])
    assert (after["stage"], after["_actions"]["progress"]) == ("赢单", False)
