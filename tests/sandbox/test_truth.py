from datetime import date

import pytest

from rpa.sandbox.roles import ROLES
from rpa.sandbox.truth.inputs import BadInput, Days, days

TODAY = date(2026, 11, 23)
SHORT = "expires customer order product_type order_type status"
WRITE = "write 2026-10-01..2026-10-31, last_month or -30d..yesterday"
COLUMNS = {
    "order": "订单号",
    "customer": "客户名称",
    "reseller": "云经销商名称",
    "product_type": "产品类型",
    "product": "产品名称",
    "resource": "资源ID",
    "order_type": "订单类型",
    "association": "关联类型",
    "effective": "订单行生效时间",
    "expires": "订单行失效时间",
    "renewal": "是否续订",
    "status": "订单状态",
    "amount": "订单金额",
}


def typed(row):
    """Return the page's row as the truth would have it."""
    values = [None if row[key] == "--" else row[key] for key in COLUMNS if key in row]
    return [*values[:-1], None if values[-1] is None else float(values[-1].replace(",", ""))]


@pytest.mark.parametrize("role", ROLES)
def test_the_revealed_page_is_the_truth_for_every_role(visit, role):
    visitor = visit(account=role, rows=1286)
    rows = visitor.all_rows(reveal=["customer", "reseller"])
    truth = visitor.truth(role=role)
    shown = [title for key, title in COLUMNS.items() if key in rows[0]]
    assert truth == {"columns": shown, "rows": [typed(row) for row in rows], "total": len(rows)}
    assert ("云经销商名称" in truth["columns"]) == (role == "distributor")


FILTERS = [
    ({"customer": "科技"}, {"customer": "科技"}),
    ({"customer": " hangzhou CLOUD "}, {"customer": "hangzhou cloud"}),
    ({"customer": "没有这个客户"}, {"customer": "没有这个客户"}),
    ({"account": "hw_"}, {"account": "hw_"}),
    ({"reseller": "云"}, {"reseller": "云"}),
    ({"order": "77"}, {"order": "77"}),
    ({"product_type": "云数据库RDS"}, {"product_type": "云数据库RDS"}),
    ({"product_type": "全部"}, {"product_type": "全部"}),
    ({"order_type": "退订,试用"}, {"order_type": ["退订", "试用"]}),
    ({"association": "代售"}, {"association": "代售"}),
    ({"renewal": "是"}, {"renewal": "是"}),
    ({"status": "待支付"}, {"status": "待支付"}),
    ({"expires": "2026-10-01..2026-10-31"}, {"expires": ["2026-10-01", "2026-10-31"]}),
    ({"expires": "2026-11-23.."}, {"expires": ["2026/11/23", None]}),
    ({"expires": "..2025-12-31"}, {"expires": ["", "2025-12-31"]}),
    ({"expires": "last_month"}, {"expires": ["2026-10-01", "2026-10-31"]}),
    ({"expires": "-30d..yesterday"}, {"expires": ["2026-10-24", "2026-11-22"]}),
    (
        {"status": "已完成", "association": "顾问销售", "customer": "有限", "renewal": "否"},
        {"status": "已完成", "association": "顾问销售", "customer": "有限", "renewal": "否"},
    ),
    ({"customer": "", "status": "", "order_type": ""}, {"customer": "", "order_type": []}),
]


@pytest.mark.parametrize(("inputs", "filters"), FILTERS)
def test_a_filtered_page_is_the_filtered_truth(visit, inputs, filters):
    visitor = visit(rows=1286)
    rows = visitor.all_rows(reveal=["customer", "reseller"], filters=filters)
    assert [typed(row) for row in rows] == visitor.truth(**inputs)["rows"]


@pytest.mark.parametrize("role", ["solution", "reseller", "manager", "supervisor"])
def test_filters_agree_with_the_truth_in_the_scope_of_each_role(visit, role):
    visitor = visit(account=role, rows=1286)
    given = {"status": "已完成", "customer": "公司"}
    rows = visitor.all_rows(reveal=["customer"], filters=given)
    truth = visitor.truth(role=role, **given)["rows"]
    assert [typed(row) for row in rows] == truth
    assert truth


def test_the_truth_speaks_of_the_default_role_unless_told(visit):
    visitor = visit(account=None, role="reseller")
    assert visitor.truth() == visitor.truth(role="reseller")
    assert visitor.truth() != visitor.truth(role="distributor")


@pytest.mark.parametrize(
    ("question", "status", "error"),
    [
        ("order-resource.json", 404, 'unknown flow "order-resource"; did you mean "{slug}"?'),
        ("{slug}.json?custmer=x", 400, 'unknown input "custmer"; did you mean "customer"?'),
        ("{slug}.json?role=manger", 400, 'unknown role "manger"; did you mean "manager"?'),
        ("{slug}.json?status=待支", 400, 'status: unknown value "待支"; did you mean "待支付"?'),
        ("{slug}.json?order_type=试", 400, 'order_type: unknown value "试"; did you mean "试用"?'),
        ("{slug}.json?role=reseller&renewal=是", 400, f'unknown input "renewal"; known: {SHORT}'),
        ("{slug}.json?expires=2026-13-01..", 400, f'expires: cannot read "2026-13-01"; {WRITE}'),
    ],
)
def test_a_wrong_question_is_answered_with_what_would_be_right(visit, question, status, error):
    slug = "order-resources"
    answer = visit(account=None).ask("GET", f"/__truth__/{question.format(slug=slug)}")
    assert (answer.status_code, answer.json()) == (status, {"error": error.format(slug=slug)})


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-23", "2026-11-23"),
        ("yesterday", "2026-11-22", "2026-11-22"),
        ("this_week", "2026-11-23", "2026-11-29"),
        ("last_week", "2026-11-16", "2026-11-22"),
        ("this_month", "2026-11-01", "2026-11-30"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("2026-02-28", "2026-02-28", "2026-02-28"),
        ("-7d..+7d", "2026-11-16", "2026-11-30"),
        ("..", "0001-01-01", "9999-12-31"),
    ],
)
def test_a_range_of_days_may_be_said_in_words(text, first, last):
    wanted = Days(date.fromisoformat(first), date.fromisoformat(last))
    assert days({"expires": text}, "expires", TODAY) == wanted


def test_the_month_before_march_may_have_29_days():
    assert days({"d": "last_month"}, "d", date(2028, 3, 31)) == Days(
        date(2028, 2, 1), date(2028, 2, 29)
    )


def test_a_range_that_was_not_given_is_none():
    assert days({}, "expires", TODAY) is None


def test_a_range_that_cannot_be_read_is_an_error():
    with pytest.raises(BadInput, match='expires: cannot read "soon"'):
        days({"expires": "soon"}, "expires", TODAY)
