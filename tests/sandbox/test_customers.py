from datetime import date, datetime

import pytest

from rpa.sandbox.roles import ROLES
from rpa.sandbox.world.company_profiles import profile_of
from rpa.sandbox.world.customer_records import VERIFIED, customer_records
from rpa.sandbox.world.customer_resources import by_term, next_expiry, on_demand, resources_of
from rpa.sandbox.world.expenditure_sums import consumed_this_month
from rpa.sandbox.world.world import World

TODAY = date(2026, 11, 23)
MASKED = ["customer", "telephone", "mail", "reseller"]
LISTS = {"我的客户": "customers-list", "云经销商的客户": "reseller-customers-list"}
RESOURCE = {
    "name": "资源名称",
    "resource": "资源ID",
    "product_type": "产品类型",
    "spec": "规格",
    "region": "区域",
    "opened": "开通时间",
    "expires": "到期时间",
    "policy": "到期策略",
    "status": "资源状态",
    "instance": "实例信息",
    "order": "订单号",
    "monthly": "月均费用",
}


def page_of(visitor, name, customer_id):
    return visitor.ask("GET", f"/api/pages/sales/{name}?customer={customer_id}").json()


def listed(visitor, scope="我的客户", **filters):
    return visitor.all_rows(LISTS[scope], reveal=MASKED, filters=filters)


def cells(row):
    """Return a resource of the page as the truth would have it."""
    *texts, monthly = [None if row.get(key, "--") == "--" else row[key] for key in RESOURCE]
    return [*texts, monthly and float(monthly.replace(",", ""))]


def shown_resources(visitor, row):
    """Return what 资源管理 shows of a customer of the list, as the truth would have it."""
    params = {"customer": row["_id"]}
    opened = {"opened": ["2026-10-01", "2026-10-31"]}
    term = visitor.all_rows("resources-by-term", params=params)
    demand = visitor.all_rows("resources-on-demand", params=params, filters=opened)
    who = [row["customer"], row["account"]]
    return [
        *([*who, "包年/包月", *cells(one)] for one in term),
        *([*who, "按需", *cells(one)] for one in demand),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_the_resources_of_all_listed_customers_are_the_truth_for_every_role(visit, role):
    visitor = visit(account=role, rows=60)
    rows = [one for row in listed(visitor) for one in shown_resources(visitor, row)]
    columns = ["客户名称", "客户账号名", "计费模式", *RESOURCE.values()]
    truth = visitor.truth("customer-resources", role=role)
    assert truth == {"columns": columns, "rows": rows, "total": len(rows)}


def test_customers_of_resellers_stand_in_a_tab_of_their_own(visit):
    visitor = visit()
    tabs = visitor.get("/api/pages/sales/customers")["tabs"]
    assert [tab["title"] for tab in tabs] == ["我的客户", "云经销商的客户"]
    world = visitor.sandbox.world
    direct = [r.customer.account for r in customer_records(world, "distributor")
              if r.customer.reseller is None]  # fmt: skip
    resold = [r.customer.account for r in customer_records(world, "distributor")
              if r.customer.reseller]  # fmt: skip
    assert [row["account"] for row in listed(visitor)] == direct
    assert [row["account"] for row in listed(visitor, "云经销商的客户")] == resold
    assert all(row["reseller"] != "--" for row in listed(visitor, "云经销商的客户"))


@pytest.mark.parametrize("role", ["solution", "reseller", "manager", "supervisor"])
def test_others_see_their_customers_without_tabs(visit, role):
    visitor = visit(account=role)
    (tab,) = visitor.get("/api/pages/sales/customers")["tabs"]
    assert tab["title"] == ""
    tenant = ROLES[role].tenant
    seen = [
        r for r in customer_records(visitor.sandbox.world, tenant) if ROLES[role].sees(r.customer)
    ]
    assert [row["_id"] for row in listed(visitor)] == [r.customer.id for r in seen]
    assert bool(tab["export"]) == (role not in {"manager", "supervisor"})


LIST_FILTERS = [
    ({"customer": "州"}, {"customer": "州"}),
    ({"account": "cloud"}, {"account": "cloud"}),
    ({"manager": "李娜"}, {"manager": "李娜"}),
    ({"association": "代售"}, {"association": "代售"}),
    ({"associated": "-700d..today"}, {"associated": ["2024-12-23", "2026-11-23"]}),
    ({"telephone": "8"}, {"telephone": "8"}),
    ({"label": "重点客户"}, {"label": "重点客户"}),
    ({"verification": "审核中"}, {"verification": "审核中"}),
    ({"frozen": "是"}, {"frozen": "是"}),
    ({"consumed": "有消费"}, {"consumed": "有消费"}),
    ({"expiring": "2026-11-01..2027-03-31"}, {"expires": ["2026-11-01", "2027-03-31"]}),
    ({"customer_id": "ab"}, {"id": "ab"}),
]


@pytest.mark.parametrize(("inputs", "filters"), LIST_FILTERS)
def test_a_filtered_list_leads_to_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=700)
    rows = listed(visitor, **filters)
    truth = visitor.truth("customer-resources", opened="..", **inputs)["rows"]
    wanted = {row["account"] for row in rows}
    assert {row[1] for row in truth} == {
        row["account"]
        for row in rows
        if resources_of(visitor.sandbox.world, "distributor", _customer(visitor, row))
    }
    assert 0 < len(wanted) < len(listed(visitor))


def _customer(visitor, row):
    customers = visitor.sandbox.world.customers("distributor")
    return next(one for one in customers if one.id == row["_id"])


RESOURCE_FILTERS = [
    ({"product_type": "云商店"}, {"product_type": "云商店"}, {"product_type": "云商店"}),
    ({"region": "华东-上海一"}, {"region": "华东-上海一"}, {"region": "华东-上海一"}),
    ({"resource": "a1"}, {"resource": "a1"}, {"resource": "a1"}),
    ({"resource_name": "PROD"}, {"name": "prod"}, {"name": "prod"}),
    ({"status": "使用中"}, {"status": "使用中"}, {}),
    ({"policy": "自动续订"}, {"policy": "自动续订"}, {}),
    ({"expires": "today..+200d"}, {"expires": ["2026-11-23", "2027-06-11"]}, {}),
    ({"on_demand_status": "正常"}, {}, {"status": "正常"}),
    ({"opened": "2026-01-01..today"}, {}, {"opened": ["2026-01-01", "2026-11-23"]}),
]


@pytest.mark.parametrize(("inputs", "term", "demand"), RESOURCE_FILTERS)
def test_each_filter_applies_to_the_tab_that_has_it(visit, inputs, term, demand):
    visitor = visit(rows=120)
    wanted = []
    for row in listed(visitor):
        asked = {"params": {"customer": row["_id"]}}
        opened = {"opened": ["2026-10-01", "2026-10-31"], **demand}
        found = visitor.all_rows("resources-by-term", filters=term, **asked)
        found += visitor.all_rows("resources-on-demand", filters=opened, **asked)
        wanted += [one["resource"] for one in found]
    truth = visitor.truth("customer-resources", **inputs)
    assert [row[truth["columns"].index("资源ID")] for row in truth["rows"]] == wanted


def test_customers_may_be_named_by_name_or_account(visit):
    visitor = visit()
    one, other, *_ = [row for row in listed(visitor) if _has_resources(visitor, row)]
    named = f'"{one["customer"]}",{other["account"]},无此客户'
    truth = visitor.truth("customer-resources", customers=named, opened="..")
    assert {row[1] for row in truth["rows"]} == {one["account"], other["account"]}


def _has_resources(visitor, row):
    return bool(resources_of(visitor.sandbox.world, "distributor", _customer(visitor, row)))


def test_on_demand_resources_begin_with_last_month(visit):
    visitor = visit()
    row = listed(visitor)[0]
    page = page_of(visitor, "customer-resources", row["_id"])
    assert (page["title"], [tab["title"] for tab in page["tabs"]]) == (
        "资源管理",
        ["包年/包月资源", "按需资源"],
    )
    (opened,) = (field for field in page["tabs"][1]["form"] if field["key"] == "opened")
    assert (opened["label"], opened["default"]) == ("开通时间", ["2026-10-01", "2026-10-31"])
    assert page["tabs"][0]["facts"][0]["items"][1] == {
        "label": "客户账号名",
        "value": row["account"],
    }


def test_a_row_leads_to_its_resources_orders_and_expenditure(visit):
    visitor = visit()
    row = listed(visitor)[0]
    gone = {
        key: visitor.post(f"/api/actions/customers-list/{key}", ids=[row["_id"]])["goto"]
        for key in ("orders", "expenditure", "resources")
    }
    assert gone["resources"] == f"#/sales/customer-resources?customer={row['_id']}"
    assert gone["expenditure"].endswith(f"?tab=details&f.account={row['account']}")
    assert gone["orders"].startswith("#/sales/customer-orders?tab=resources&f.customer=")
    assert row["_links"] == {"customer": f"#/sales/customer-details?customer={row['_id']}"}
    actions = visitor.get("/api/pages/sales/customers")["tabs"][0]["table"]["row_actions"]
    assert next(one["label"] for one in actions if not one["inline"]) == "查看资源"


@pytest.mark.parametrize("page", ["customer-resources", "customer-details"])
def test_pages_of_nobody_and_of_other_peoples_customers_are_not_found(visit, page):
    visitor = visit(account="reseller")
    other = next(c for c in visitor.sandbox.world.customers("distributor") if c.reseller is None)
    for customer in ("", "no-such-id", other.id):
        assert page_of(visitor, page, customer) == {"error": "页面不存在"}


def test_telephones_and_mails_are_masked_in_their_own_way(visit):
    visitor = visit()
    clear = {row["_id"]: row for row in listed(visitor)}
    for row in visitor.all_rows("customers-list"):
        phone, mail = clear[row["_id"]]["telephone"], clear[row["_id"]]["mail"]
        assert row["telephone"] == (phone if phone == "--" else f"{phone[:3]}****{phone[-4:]}")
        assert row["mail"] == (mail if mail == "--" else f"{mail[0]}***@{mail.split('@')[1]}")


def test_the_list_tells_what_was_consumed_this_month(visit):
    visitor = visit()
    consumed = consumed_this_month(visitor.sandbox.world, "distributor")
    assert {row["_id"]: row["consumed"] for row in listed(visitor)} == {
        row["_id"]: f"{consumed[row['_id']]:,.2f}" if row["_id"] in consumed else "--"
        for row in listed(visitor)
    }


def test_only_verified_customers_have_an_encyclopedia(visit):
    visitor = visit()
    for row in listed(visitor):
        tabs = [tab["title"] for tab in page_of(visitor, "customer-details", row["_id"])["tabs"]]
        assert tabs == (["概览", "企业百科"] if row["verification"] == VERIFIED else ["概览"])


def test_the_encyclopedia_is_the_truth(visit):
    visitor = visit(rows=60)
    truth = visitor.truth("company-profile")
    verified = listed(visitor, verification=VERIFIED)
    assert [row[1] for row in truth["rows"]] == [row["account"] for row in verified]
    for row, told in zip(verified, truth["rows"], strict=True):
        tab = page_of(visitor, "customer-details", row["_id"])["tabs"][1]
        inner = {one["title"]: one for one in tab["tabs"]}
        assert list(inner) == ["企业基本信息", "关系图谱", "上云信息", "公司发展", "知识产权"]
        blocks = [*tab["facts"], *inner["企业基本信息"]["facts"], *inner["上云信息"]["facts"]]
        shown = {one["label"]: one["value"] for block in blocks for one in block["items"]}
        facts = dict(zip(truth["columns"][2:], told[2:], strict=True))
        assert list(facts) == sorted(shown, key=list(facts).index)
        assert {name: _read(value, facts[name]) for name, value in shown.items()} == facts
    for name, table in (
        ("关系图谱", "relations"),
        ("公司发展", "milestones"),
        ("知识产权", "rights"),
    ):
        found = [
            [row["customer"], row["account"], *(one[key] for key in KEYS[table])]
            for row in verified
            for one in visitor.all_rows(f"company-{table}", params={"customer": row["_id"]})
        ]
        told = truth["sheets"][name]["rows"]
        assert [[_read(*pair) for pair in zip(a, b, strict=True)] for a, b in
                zip(found, told, strict=True)] == told  # fmt: skip
        assert told


KEYS = {
    "relations": ["party", "kind", "share", "capital"],
    "milestones": ["day", "kind", "text", "amount"],
    "rights": ["number", "kind", "name", "applied", "status"],
}


def _read(text, like):
    """Return a cell of the page in the type of the truth's."""
    if text == "--":
        return None
    return float(text.replace(",", "")) if isinstance(like, int | float) else text


def test_a_flow_over_nobody_knows_only_the_columns_of_the_list(visit):
    visitor = visit()
    nobody = {"columns": ["客户名称", "客户账号名"], "rows": [], "total": 0}
    assert visitor.truth("customer-resources", customer="没有") == nobody
    sheets = dict.fromkeys(["关系图谱", "公司发展", "知识产权"], nobody)
    assert visitor.truth("company-profile", customer="没有") == {**nobody, "sheets": sheets}


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        (
            {"role": "solution", "scope": "云经销商的客户"},
            "scope: the list of solution has no 云经销商的客户",
        ),
        ({"scope": "所有客户"}, 'scope: unknown value "所有客户"; did you mean "我的客户"?'),
        ({"custmers": "x"}, 'unknown input "custmers"; did you mean "customers"?'),
    ],
)
def test_a_wrong_question_is_answered_with_what_would_be_right(visit, inputs, error):
    assert visit().truth("customer-resources", **inputs) == {"error": error}


def test_customers_have_up_to_twelve_resources_and_some_have_none():
    world = World(1, 1286, TODAY)
    customers = world.customers("distributor")
    counts = [len(resources_of(world, "distributor", one)) for one in customers]
    assert (min(counts), max(counts)) == (0, 12)
    every = [one for c in customers for one in resources_of(world, "distributor", c)]
    assert len({one.id for one in every}) == len(every)
    assert any(one.id.isdigit() for one in every)
    assert {one.status for c in customers for one in by_term(world, "distributor", c)} == {
        "使用中",
        "已过期",
        "已冻结",
    }
    opened = [one.opened_at for c in customers for one in on_demand(world, "distributor", c)]
    assert min(opened) < datetime(2026, 10, 1) < max(opened) < datetime(2026, 11, 23, 9)


def test_what_runs_out_first_is_in_use():
    world = World(1, 1286, TODAY)
    ends = [next_expiry(world, "distributor", c) for c in world.customers("distributor")]
    assert None in ends
    assert min(end for end in ends if end) >= datetime(2026, 11, 23)


def test_further_attributes_leave_the_customers_as_they_are():
    one, other = World(3, 300, TODAY), World(3, 300, TODAY)
    records = customer_records(one, "distributor")
    for record in records:
        profile_of(one, "distributor", record)
        resources_of(one, "distributor", record.customer)
    assert one.customers("distributor") == other.customers("distributor")
    assert one.order_lines("distributor") == other.order_lines("distributor")
    assert {record.customer for record in records} == set(one.customers("distributor"))
    times = [record.associated_at for record in records]
    assert times == sorted(times, reverse=True)
