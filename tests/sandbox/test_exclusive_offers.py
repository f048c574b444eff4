import pytest

COLUMNS = {
    "no": "优惠编号",
    "good": "商品名称",
    "merchant": "商家名称",
    "target": "适用客户/云经销商",
    "begins": "生效时间",
    "ends": "失效时间",
    "status": "状态",
    "product": "产品ID",
    "specification": "商品规格",
    "billing_mode": "计费模式",
    "cycle": "周期类型",
    "trade_mode": "交易模式",
    "share": "分成比例",
    "discount": "申请的客户折扣",
}
PARTNERS = ["distributor", "solution", "reseller"]


def typed(row):
    """Return a row of 专属优惠 with its details as the truth would have it."""
    return [None if row[key] == "--" else row[key] for key in COLUMNS]


def offers(visitor, **body):
    return visitor.all_rows("exclusive-offers", reveal=["target"], **body)


def page_of(visitor):
    return visitor.get("/api/pages/sales/exclusive-offers")


@pytest.mark.parametrize("role", PARTNERS)
def test_the_offers_with_their_details_are_the_truth(visit, role):
    visitor = visit(account=role, rows=600)
    rows = offers(visitor)
    assert visitor.truth("exclusive-offers", role=role) == {
        "columns": list(COLUMNS.values()),
        "rows": [typed(row) for row in rows],
        "total": len(rows),
    }
    assert {row["status"] for row in rows} == {"待生效", "生效中", "已失效"}


def test_there_are_at_least_thirty_even_in_a_small_world(visit):
    assert visit(rows=20).table("exclusive-offers")["total"] == 34


@pytest.mark.parametrize(
    ("inputs", "filters"),
    [
        ({"good": "金蝶"}, {"good": "金蝶"}),
        ({"merchant": "科技"}, {"merchant": "科技"}),
        ({"target": "公司"}, {"target": "公司"}),
        ({"status": "待生效"}, {"status": "待生效"}),
        ({"begins": "this_month"}, {"begins": ["2026-11-01", "2026-11-30"]}),
    ],
)
def test_filtered_offers_are_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=600)
    rows = offers(visitor, filters=filters)
    assert [typed(row) for row in rows] == visitor.truth("exclusive-offers", **inputs)["rows"]
    assert 0 < len(rows) < visitor.table("exclusive-offers")["total"]


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        ("distributor", ["专属优惠", "优惠商品"]),
        ("solution", ["专属优惠", "优惠商品"]),
        ("reseller", ["专属优惠"]),
    ],
)
def test_the_goods_have_a_page_and_for_some_a_tab(visit, role, tabs):
    visitor = visit(account=role)
    assert [tab["title"] for tab in page_of(visitor)["tabs"]] == tabs
    goods = visitor.all_rows("marketplace-goods")
    assert len(goods) == 19
    assert visitor.table("offered-goods").get("rows") == (None if len(tabs) == 1 else goods)


@pytest.mark.parametrize("role", ["manager", "supervisor"])
def test_members_of_the_organisation_do_not_have_the_page(visit, role):
    visitor = visit(account=role)
    for path in ("", "/operations"):
        answer = visitor.ask("GET", f"/api/pages/sales/exclusive-offers{path}")
        assert answer.status_code == 404


def test_a_link_binds_the_partner(visit):
    visitor = visit()
    row = visitor.table("offered-goods")["rows"][0]
    answer = visitor.post("/api/actions/offered-goods/copy-link", ids=[row["_id"]])
    link = f"https://marketplace.huaweicloud.com/contents/{row['product']}?partner=distributor"
    assert answer == {"message": f"链接已复制：{link}"}


def delete(visitor, row):
    return visitor.post("/api/actions/exclusive-offers/delete", ids=[row["_id"]], form={})


@pytest.mark.parametrize("role", ["distributor", "solution"])
def test_only_what_does_not_hold_yet_can_be_deleted(visit, role):
    rows = offers(visit(account=role))
    assert [row["_actions"] for row in rows] == [
        {"delete": True} if row["status"] == "待生效" else {} for row in rows
    ]


def test_what_is_deleted_is_gone_recorded_and_among_the_operations(visit):
    visitor = visit()
    before = offers(visitor)
    row = next(row for row in before if row["status"] == "待生效")
    ended = [one["no"] for one in visitor.all_rows("offer-operations")]
    assert delete(visitor, row) == {"message": "删除成功", "reload": True}
    assert offers(visitor) == [one for one in before if one != row]
    first, *others = visitor.all_rows("offer-operations", reveal=["target"])
    assert [first[key] for key in ("no", "target", "operation", "at", "operator")] == [
        row["no"],
        row["target"],
        "删除",
        "2026-11-23 15:30:00",
        "华南云领科技有限公司",
    ]
    assert [one["no"] for one in others] == ended
    writes = visitor.get("/__writes__.json")["writes"]
    assert [(one["kind"], one["subject"], one["count"]) for one in writes] == [
        ("exclusive-offer-deletion", row["no"], 1)
    ]
    assert delete(visitor, row)["error"] == f"记录不存在：{row['no']}"


@pytest.mark.parametrize("status", ["生效中", "已失效"])
def test_what_holds_or_has_ended_is_not_deleted(visit, status):
    visitor = visit()
    row = next(row for row in offers(visitor) if row["status"] == status)
    assert delete(visitor, row) == {"error": "所选记录的当前状态不允许删除"}
    assert visitor.get("/__writes__.json")["total"] == 0


def test_a_reseller_deletes_nothing(visit):
    visitor = visit(account="reseller")
    row = next(row for row in offers(visitor) if row["status"] == "待生效")
    assert row["_actions"] == {}
    assert delete(visitor, row) == {"error": "所选记录的当前状态不允许删除"}


def test_the_operations_are_the_offers_that_ended(visit):
    visitor = visit()
    assert visitor.post("/api/actions/exclusive-offers/operations") == {
        "goto": "#/sales/exclusive-offers/operations"
    }
    rows = visitor.all_rows("offer-operations")
    ended = {row["no"] for row in offers(visitor, filters={"status": "已失效"})}
    assert {row["no"] for row in rows} == ended
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    assert {(row["operation"], row["operator"]) for row in rows} == {("失效", "系统")}
