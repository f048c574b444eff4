"""Mutations of query forms and of the order of rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rpa.sandbox.mutations.mutation import CallChange, mutation
from rpa.sandbox.mutations.places import (
    COUPON_RECORDS,
    CUSTOMERS,
    EXPENDITURE,
    ISSUED_COUPONS,
    OFFERS,
    OPPORTUNITIES,
    ORDERS,
    RESOURCES,
    TASKS,
    UNBOUND,
)
from rpa.sandbox.mutations.rewrites import field, given, lost, tab, table
from rpa.sandbox.schema import Field, Json, Tab, Test

_IGNORED = given(test=lambda _: None)


def _without_last_day(field: Field[Any]) -> Field[Any]:
    def test(asked: Any) -> Test[Any] | None:
        whole = field.test(asked)
        if whole is None or not asked[1]:
            return whole
        last = date.fromisoformat(asked[1].replace("/", "-")) - timedelta(days=1)
        return field.test([asked[0], last.isoformat()])

    return replace(field, test=test)


def _with_test_of(key: str, other: str) -> Callable[[Tab], Tab]:
    def rewrite(tab: Tab) -> Tab:
        tests = {one.key: one.test for one in tab.form}
        form = (replace(one, test=tests[other]) if one.key == key else one for one in tab.form)
        return replace(tab, form=tuple(form))

    return rewrite


def _without_option(option: str) -> Callable[[Field[Any]], Field[Any]]:
    return lambda field: replace(
        field, options=tuple(one for one in field.options or () if one != option)
    )


def _a_month_early(field: Field[Any]) -> Field[Any]:
    last = date.fromisoformat(f"{field.default}-01") - timedelta(days=1)
    return replace(field, default=last.strftime("%Y-%m"))


def _turned(asked: Json) -> Json:
    sort = asked.get("sort")
    if not sort:
        return asked
    other = "asc" if sort["dir"] == "desc" else "desc"
    return {**asked, "sort": {**sort, "dir": other}}


def _sorted_here(asked: Json, answer: Json) -> Json:
    sort = asked.get("sort")
    if not sort:
        return answer
    rows = sorted(answer["rows"], key=lambda r: r[sort["key"]], reverse=sort["dir"] == "desc")
    return {**answer, "rows": rows}


MUTATIONS = (
    mutation(
        "filter_ignored",
        ORDERS,
        "the condition 订单状态 of 订单资源明细 finds all rows",
        field("resources", "status", _IGNORED),
    ),
    mutation(
        "account_filter_ignored",
        UNBOUND,
        "the condition 客户账号名 of 消费明细 finds everybody's records",
        field("details", "account", _IGNORED),
    ),
    mutation(
        "filter_wrong_column",
        OPPORTUNITIES,
        "the condition 客户经理姓名 of 我的客户 looks into 客户名称",
        tab("opportunities", _with_test_of("manager", "customer")),
    ),
    mutation(
        "filter_lost",
        RESOURCES,
        "包年/包月资源 has no condition 到期策略",
        field("by-term", "policy", lost),
    ),
    mutation(
        "filter_renamed",
        TASKS,
        "the condition 任务时间 of 销售拓展任务明细 reads 任务日期",
        field("task-details", "begins", given(label="任务日期")),
    ),
    mutation(
        "filter_option_lost",
        ISSUED_COUPONS,
        "the condition 当前状态 does not offer 已过期",
        field("issued", "status", _without_option("已过期")),
    ),
    mutation(
        "filter_default_lost",
        RESOURCES,
        "the condition 开通时间 of 按需资源 is empty instead of last month",
        field("on-demand", "opened", given(default=None)),
    ),
    mutation(
        "filter_default_wrong",
        EXPENDITURE,
        "消费汇总 opens with the month before this one",
        field("summary", "month", _a_month_early),
    ),
    mutation(
        "date_range_short",
        ORDERS,
        "the condition 订单行失效时间 of 订单资源明细 leaves out the last day",
        field("resources", "expires", _without_last_day),
    ),
    mutation(
        "date_range_ignored",
        OFFERS,
        "the condition 生效时间 of 专属优惠 finds all rows",
        field("offers", "begins", _IGNORED),
    ),
    mutation(
        "sort_reversed",
        CUSTOMERS,
        "关联时间 of 我的客户 sorts the wrong way round",
        CallChange("/api/tables/customers-list", asked=_turned),
    ),
    mutation(
        "sort_page_only",
        CUSTOMERS,
        "关联时间 of 云经销商的客户 sorts each page by itself",
        CallChange(
            "/api/tables/reseller-customers-list",
            asked=lambda asked: {**asked, "sort": None},
            answered=_sorted_here,
        ),
    ),
    mutation(
        "order_reversed",
        COUPON_RECORDS,
        "the oldest record comes first",
        table("coupon-records", lambda one: replace(one, rows=lambda: list(one.rows())[::-1])),
    ),
)
