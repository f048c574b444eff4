import pytest

from rpa.sandbox.display import mask


def test_a_page_holds_its_part_of_all_rows_masked(visit):
    visitor = visit()
    clear = visitor.all_rows(reveal=["customer", "reseller"])
    page = visitor.table(page=3, size=20)
    assert page == {
        "total": 240,
        "page": 3,
        "size": 20,
        "rows": [
            {**row, "customer": mask(row["customer"]), "reseller": mask(row["reseller"])}
            for row in clear[40:60]
        ],
    }


def test_only_the_columns_asked_for_are_revealed(visit):
    visitor = visit()
    row = visitor.table(reveal=["customer"])["rows"][0]
    assert "***" not in row["customer"]
    assert "***" in row["reseller"]


def test_a_page_after_the_last_is_empty(visit):
    assert visit().table(page=99) == {"total": 240, "page": 99, "size": 100, "rows": []}


def test_rows_have_ids_of_their_own_that_stay(visit):
    visitor = visit()
    ids = [row["_id"] for row in visitor.all_rows()]
    assert len(set(ids)) == 240
    assert ids == [row["_id"] for row in visitor.all_rows()]


def test_the_eye_shows_the_cells_of_the_rows_asked_for(visit):
    visitor = visit()
    clear = {row["_id"]: row["customer"] for row in visitor.table(reveal=["customer"])["rows"]}
    answer = visitor.post(
        "/api/reveal/order-resources", column="customer", ids=[*clear, "no-such-row"]
    )
    assert answer == {"values": clear}


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("tables/order-resource", {}, 404, "页面不存在"),
        ("tables/order-resources", {"page": 0}, 400, "参数错误：page"),
        ("tables/order-resources", {"size": "many"}, 400, "参数错误：size"),
        ("tables/order-resources", {"size": 101}, 400, "参数错误：size"),
        ("tables/order-resources", {"filters": []}, 200, None),
        ("tables/order-resources", {"filters": ["x"]}, 400, "参数错误：filters"),
        ("tables/order-resources", {"reveal": "customer"}, 400, "参数错误：reveal"),
        (
            "tables/order-resources",
            {"filters": {"custmer": "x"}},
            400,
            '参数错误：unknown condition "custmer"; did you mean "customer"?',
        ),
        (
            "tables/order-resources",
            {"filters": {"status": "完成"}},
            400,
            "参数错误：订单状态: no such option '完成'",
        ),
        (
            "tables/order-resources",
            {"filters": {"expires": ["2026-02-30", None]}},
            400,
            "参数错误：订单行失效时间: no such day '2026-02-30'",
        ),
        (
            "tables/order-resources",
            {"filters": {"expires": "2026-02-03"}},
            400,
            "参数错误：订单行失效时间: expected [begin, end], got '2026-02-03'",
        ),
        ("reveal/order-resources", {"column": "status", "ids": []}, 400, "参数错误：column"),
        ("actions/customer-orders/details", {"ids": ["x"]}, 501, "暂未开放"),
    ],
)
def test_a_wrong_request_is_refused(visit, path, body, status, error):
    answer = visit().ask("POST", f"/api/{path}", json=body)
    assert (answer.status_code, answer.json().get("error")) == (status, error)


@pytest.mark.parametrize("sent", [b"{", b"[]", b"\xff"])
def test_what_is_no_json_object_is_refused(visit, sent):
    assert visit().ask("POST", "/api/tables/order-resources", content=sent).status_code == 400


def test_a_role_is_not_asked_for_conditions_that_it_lacks(visit):
    answer = visit(account="reseller").table(filters={"association": "代售"})
    assert answer == {
        "error": '参数错误：unknown condition "association"; known: '
        "expires customer order product_type order_type status"
    }


def test_prices_are_negotiable_for_unpaid_orders_of_advised_customers_only(visit):
    visitor = visit(rows=1286)
    rows = visitor.all_rows("customer-orders", reveal=["customer"])
    orders = visitor.sandbox.world.orders("distributor")
    assert [row["_actions"] for row in rows] == [
        {"details": True, "change-price": is_open, "price-changes": is_open}
        for is_open in (
            order.head.customer.association == "顾问销售" and order.head.status == "待支付"
            for order in orders
        )
    ]
    assert any(row["_actions"]["change-price"] for row in rows)


@pytest.mark.parametrize(
    ("filters", "is_wanted"),
    [
        ({}, bool),
        ({"status": "待支付"}, lambda row: row["status"] == "待支付"),
        ({"order_type": "退订"}, lambda row: row["order_type"] == "退订"),
        ({"product_type": "云硬盘EVS"}, lambda row: row["product_type"] == "云硬盘EVS"),
        ({"customer": "科技"}, lambda row: "科技" in row["customer"]),
        ({"order": "88"}, lambda row: "88" in row["order"]),
        (
            {"ordered": ["2026-10-01", "2026-10-31"]},
            lambda row: row["ordered"].startswith("2026-10-"),
        ),
    ],
)
def test_orders_are_filtered_as_asked(visit, filters, is_wanted):
    visitor = visit(rows=1286)
    rows = visitor.all_rows("customer-orders", reveal=["customer"])
    wanted = [row for row in rows if is_wanted(row)]
    assert visitor.all_rows("customer-orders", reveal=["customer"], filters=filters) == wanted
    assert wanted


def test_an_unchanged_question_is_answered_from_memory(visit, monkeypatch):
    visitor = visit()
    filters = {"status": "已完成"}
    first = visitor.table(filters=filters)
    monkeypatch.setattr(type(visitor.sandbox.world), "order_lines", None)
    assert visitor.table(filters=filters) == first
