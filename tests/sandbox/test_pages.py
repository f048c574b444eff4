import pytest

RESOURCE_FIELDS = {
    "expires": ("订单行失效时间", "date_range"),
    "customer": ("客户名称", "text"),
    "account": ("客户账号名", "text"),
    "reseller": ("云经销商名称", "text"),
    "order": ("订单号", "text"),
    "product_type": ("产品类型", "select"),
    "order_type": ("订单类型", "multi_select"),
    "association": ("关联类型", "select"),
    "renewal": ("是否续订", "select"),
    "status": ("订单状态", "select"),
}
SHORT = ["expires", "customer", "order", "product_type", "order_type", "status"]
COLUMNS = [
    ("订单号", "text", False),
    ("客户名称/账号名", "text", True),
    ("云经销商名称", "text", True),
    ("产品类型", "text", False),
    ("产品名称", "text", False),
    ("资源ID", "text", False),
    ("订单类型", "text", False),
    ("关联类型", "text", False),
    ("订单行生效时间", "datetime", False),
    ("订单行失效时间", "datetime", False),
    ("是否续订", "text", False),
    ("订单状态", "status", False),
    ("订单金额", "money", False),
]


def customer_orders(visitor):
    return visitor.get("/api/pages/sales/customer-orders")


def columns_of(tab):
    return [(one["title"], one["kind"], one["masked"]) for one in tab["table"]["columns"]]


def labels(nav):
    return {
        top["label"]: {
            group["label"]: [item["label"] for item in group["items"]] for group in top["groups"]
        }
        for top in nav
    }


def test_orders_come_first_so_that_the_lines_must_be_opened(visit):
    page = customer_orders(visit())
    assert {key: page[key] for key in ("route", "title", "breadcrumb", "body")} == {
        "route": "sales/customer-orders",
        "title": "客户订单",
        "breadcrumb": ["销售", "客户", "客户订单"],
        "body": None,
    }
    assert [(tab["key"], tab["title"]) for tab in page["tabs"]] == [
        ("orders", "客户订单"),
        ("resources", "订单资源明细"),
    ]


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        ("distributor", list(RESOURCE_FIELDS)),
        ("solution", [key for key in RESOURCE_FIELDS if key != "reseller"]),
        ("manager", [key for key in RESOURCE_FIELDS if key != "reseller"]),
        ("supervisor", [key for key in RESOURCE_FIELDS if key != "reseller"]),
        ("reseller", SHORT),
    ],
)
def test_conditions_depend_on_the_role(visit, role, keys):
    form = customer_orders(visit(account=role))["tabs"][1]["form"]
    assert {field["key"]: (field["label"], field["kind"]) for field in form} == {
        key: RESOURCE_FIELDS[key] for key in keys
    }
    assert [field["key"] for field in form] == keys


def test_a_condition_is_described_whole(visit):
    form = {field["key"]: field for field in customer_orders(visit())["tabs"][1]["form"]}
    assert form["renewal"] == {
        "key": "renewal",
        "label": "是否续订",
        "kind": "select",
        "options": ["全部", "是", "否"],
        "default": "全部",
        "placeholder": "请选择",
    }
    assert form["order_type"]["options"][:3] == ["开通", "续订", "变更"]
    assert form["order_type"]["default"] is None


@pytest.mark.parametrize(
    ("role", "generation", "columns"),
    [
        ("distributor", 2025, COLUMNS),
        ("distributor", 2024, COLUMNS),
        ("solution", 2025, COLUMNS[:2] + COLUMNS[3:]),
        ("reseller", 2025, COLUMNS[:2] + COLUMNS[3:]),
        ("manager", 2023, [COLUMNS[0], ("客户名称", "text", True), *COLUMNS[3:]]),
    ],
)
def test_columns_of_the_lines_depend_on_role_and_generation(visit, role, generation, columns):
    page = customer_orders(visit(account=role, generation=generation))
    assert columns_of(page["tabs"][1]) == columns


def test_the_tab_of_orders_is_as_the_guide_describes_it(visit):
    tab = customer_orders(visit())["tabs"][0]
    assert [(field["label"], field["kind"]) for field in tab["form"]] == [
        ("客户名称", "text"),
        ("订单号", "text"),
        ("订单状态", "select"),
        ("产品类型", "select"),
        ("订单类型", "select"),
        ("下单时间", "date_range"),
    ]
    assert columns_of(tab) == [
        ("订单号", "text", False),
        ("客户名称", "text", True),
        ("产品类型", "text", False),
        ("订单类型", "text", False),
        ("订单状态", "status", False),
        ("下单时间", "datetime", False),
        ("支付时间", "datetime", False),
        ("官网价(元)", "money", False),
        ("实付金额(元)", "money", False),
    ]
    assert tab["table"]["row_actions"] == [
        {"key": "details", "label": "查看订单详情", "inline": True, "dialog": None},
        {"key": "change-price", "label": "修改价格", "inline": False, "dialog": None},
        {"key": "price-changes", "label": "改价记录", "inline": False, "dialog": None},
    ]
    assert tab["export"] == {
        "button": "导出",
        "items": [
            {"key": "current", "label": "导出当前记录", "dialog": None},
            {"key": "all", "label": "导出全部", "dialog": None},
            {"key": "records", "label": "查看导出记录", "dialog": None},
        ],
    }


def test_a_tab_and_its_table_have_all_keys_of_the_contract(visit):
    tab = customer_orders(visit())["tabs"][0]
    assert set(tab) == {
        "key",
        "title",
        "tabs",
        "note",
        "facts",
        "form",
        "buttons",
        "export",
        "table",
    }
    assert set(tab["table"]) == {
        "id",
        "columns",
        "row_actions",
        "selectable",
        "details",
        "page_sizes",
        "sum",
    }
    assert set(tab["table"]["columns"][0]) == {
        "key",
        "title",
        "width",
        "masked",
        "kind",
        "sortable",
    }


def test_rows_have_a_cell_for_every_column(visit):
    visitor = visit()
    for tab in customer_orders(visitor)["tabs"]:
        row = visitor.table(tab["table"]["id"])["rows"][0]
        keys = {column["key"] for column in tab["table"]["columns"]}
        assert set(row) == {"_id", "_actions", *keys}


def test_a_page_that_is_not_there_is_not_found(visit):
    answer = visit().ask("GET", "/api/pages/sales/customers-orders")
    assert (answer.status_code, answer.json()) == (404, {"error": "页面不存在"})


def test_home_and_export_records_are_drawn_by_the_front_end(visit):
    visitor = visit()
    home, records = visitor.get("/api/pages/home"), visitor.get("/api/pages/export-records")
    assert (home["title"], home["tabs"], sorted(home["body"])) == ("主页", [], ["figures", "todo"])
    assert (records["title"], records["tabs"], records["body"]) == ("导出记录", [], None)


def test_the_shell_has_all_keys_of_the_contract(visit):
    shell = visit().get("/api/shell")
    assert set(shell) == {
        "account",
        "display_name",
        "role",
        "role_label",
        "generation",
        "today",
        "markup",
        "banner",
        "agreement",
        "signed_notice",
        "nav",
        "user_menu",
        "words",
    }
    assert (shell["role_label"], shell["generation"], shell["today"]) == (
        "总经销商",
        2025,
        "2026-11-23",
    )


@pytest.mark.parametrize(
    ("generation", "changes"),
    [
        (2025, {}),
        (2024, {"reveal_on_page": "after_rows", "modal": "devui", "tabs": "devui"}),
        (
            2023,
            {
                "table": "plain",
                "drop": "inline",
                "pager_total": False,
                "eye": "span",
                "form": "label",
            },
        ),
    ],
)
def test_markup_depends_on_the_generation(visit, generation, changes):
    assert visit(generation=generation).get("/api/shell")["markup"] == {
        "table": "fixed-head",
        "drop": "body",
        "pager_total": True,
        "reveal_on_page": "with_rows",
        "eye": "i",
        "modal": "ti3",
        "tabs": "ti3",
        "form": "table",
        **changes,
    }


@pytest.mark.parametrize(
    ("generation", "group", "leaves", "cost"),
    [
        (
            2023,
            "客户业务",
            ["客户管理", "客户订单", "客户消费", "代金券管理", "客户预警", "客户分配"],
            "费用中心",
        ),
        (
            2024,
            "客户业务",
            ["客户管理", "客户订单", "客户消费", "代金券管理", "客户预警", "客户分配"],
            "费用中心",
        ),
        (
            2025,
            "客户",
            ["客户管理", "客户订单", "客户消费", "券管理", "客户预警", "客户分配"],
            "费用与成本",
        ),
    ],
)
def test_menus_are_worded_as_in_their_year(visit, generation, group, leaves, cost):
    shell = visit(generation=generation).get("/api/shell")
    assert labels(shell["nav"])["销售"][group] == leaves
    assert [item["label"] for item in shell["user_menu"]] == [
        "账号中心",
        cost,
        "伙伴信息",
        "退出登录",
    ]


def test_the_navigation_of_the_distributor_is_the_whole_of_it(visit):
    nav = visit().get("/api/shell")["nav"]
    assert [top["label"] for top in nav] == [
        "主页",
        "计划",
        "能力",
        "构建",
        "营销",
        "销售",
        "交付",
        "权益",
        "组织",
        "支持",
    ]
    sales = labels(nav)["销售"]
    assert list(sales) == [
        "拓新",
        "客户",
        "激励",
        "账务",
        "机会点管理",
        "云商店",
        "云经销商",
        "运营看板",
    ]
    assert "机会点管理" in sales["拓新"]
    assert sales["机会点管理"] == ["机会点共享", "机会点激励申请", "云商店机会点专项激励"]


def test_only_pages_that_are_there_are_marked_as_built(visit):
    visitor = visit()
    items = [
        item
        for top in visitor.get("/api/shell")["nav"]
        for group in top["groups"]
        for item in group["items"]
    ]
    answers = {
        item["route"]: visitor.ask("GET", f"/api/pages/{item['route']}").status_code
        for item in items
    }
    assert {item["route"] for item in items if item["built"]} == {
        route for route, status in answers.items() if status == 200
    }
    assert "sales/customer-orders" in {item["route"] for item in items if item["built"]}
    assert len(answers) == len(items)


def test_menus_depend_on_the_role(visit):
    sales = {
        role: labels(visit(account=role).get("/api/shell")["nav"])["销售"]
        for role in ("distributor", "solution", "reseller", "manager")
    }
    assert {role: "云经销商" in groups for role, groups in sales.items()} == {
        "distributor": True,
        "solution": False,
        "reseller": False,
        "manager": False,
    }
    assert "云商店机会点专项激励" not in sales["reseller"]["机会点管理"]
    assert "账务" not in sales["manager"]


def test_labels_may_be_renamed(visit):
    visitor = visit(renamed={"订单状态": "订单状况", "客户": "客户经营"})
    resources = customer_orders(visitor)["tabs"][1]
    titles = [column["title"] for column in resources["table"]["columns"]]
    assert "订单状况" in titles
    assert "订单状态" not in titles
    (sales,) = [one for one in visitor.get("/api/shell")["nav"] if one["label"] == "销售"]
    assert "客户经营" in [group["label"] for group in sales["groups"]]
