"""Mutations of paging, totals, exported files, and of how tables and pages come."""

from dataclasses import replace
from typing import Any

from rpa.sandbox.mutations.mutation import (
    CallChange,
    ExportChange,
    Exported,
    RoleChange,
    ScriptChange,
    mutation,
)
from rpa.sandbox.mutations.places import (
    COUPON_RECORDS,
    CUSTOMERS,
    EXPENDITURE,
    ISSUED_COUPONS,
    MARKETPLACE,
    OFFERS,
    OPPORTUNITIES,
    ORDERS,
    PORTAL,
    QUOTAS,
    RESOURCES,
    REVENUE,
    TASKS,
)
from rpa.sandbox.mutations.rewrites import each, lost, table
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json, Sum, Table

_SLOW_S = 5


def _with_first_twice(table: Table[Any]) -> Table[Any]:
    return replace(table, rows=lambda: [*table.rows()[:1], *table.rows()])


def _with_short_sum(table: Table[Any]) -> Table[Any]:
    assert table.sum is not None
    whole = table.sum.of
    return replace(table, sum=Sum(table.sum.label, lambda rows: whole(rows[:10])))


def _first_page_again(asked: Json) -> Json:
    return {**asked, "page": 1} if asked.get("page") == 2 else asked


def _no_rows(_: Json, answer: Json) -> Json:
    return {**answer, "total": 0, "page": 1, "rows": []}


def _one_page(_: Json, answer: Json) -> Json:
    return {**answer, "total": min(answer["total"], answer["size"])}


def _small_sizes_only(_: Json, page: Json) -> Json:
    def tab(one: Json) -> Json:
        return {**one, "table": {**one["table"], "page_sizes": [10, 20]}} if one["table"] else one

    return {**page, "tabs": [tab(one) for one in page["tabs"]]}


def _without_middle_row(exported: Exported) -> Exported:
    rows = list(exported.rows)
    del rows[len(rows) // 2 : len(rows) // 2 + 1]
    return replace(exported, rows=rows)


def _without_list_price(exported: Exported) -> Exported:
    return replace(exported, columns=each(exported.columns, "list_price", lost))


def _in_clear(exported: Exported) -> Exported:
    return replace(exported, columns=tuple(replace(one, masked=False) for one in exported.columns))


def _unlimited(role: Role) -> Role:
    return replace(role, only_managers=None)


MUTATIONS = (
    mutation(
        "total_plus_one",
        ORDERS,
        "the total of 订单资源明细 is too high by 1",
        CallChange(
            "/api/tables/order-resources",
            answered=lambda _, answer: {**answer, "total": answer["total"] + 1},
        ),
    ),
    mutation(
        "total_stuck",
        EXPENDITURE,
        "消费明细 tells no more rows than fit on a page, and has but one page",
        CallChange("/api/tables/expenditure-details", answered=_one_page),
    ),
    mutation(
        "page_two_repeats",
        ORDERS,
        "page 2 of 客户订单 shows the rows of page 1",
        CallChange(
            "/api/tables/customer-orders",
            asked=_first_page_again,
            answered=lambda asked, answer: {**answer, "page": asked.get("page", 1)},
        ),
    ),
    mutation(
        "last_page_unreachable",
        ISSUED_COUPONS,
        "the pager ends one page early",
        ScriptChange(),
    ),
    mutation(
        "page_size_lost",
        MARKETPLACE,
        "the pager does not offer 50 and 100 rows a page",
        CallChange("/api/pages/sales/marketplace-incentives", answered=_small_sizes_only),
    ),
    mutation(
        "page_size_ignored",
        QUOTAS,
        "pages of 代金券额度 hold 10 rows, whatever is chosen",
        CallChange("/api/tables/coupon-quotas", asked=lambda asked: {**asked, "size": 10}),
    ),
    mutation(
        "row_twice",
        TASKS,
        "the first task of 销售拓展任务明细 is listed twice",
        table("sales-task-details", _with_first_twice),
    ),
    mutation(
        "table_empty",
        RESOURCES,
        "按需资源 shows 暂无数据 though there are resources",
        CallChange("/api/tables/resources-on-demand", answered=_no_rows),
    ),
    mutation(
        "table_fails",
        COUPON_RECORDS,
        "the table shows 加载失败",
        CallChange("/api/tables/coupon-records", fails=True),
    ),
    mutation(
        "sum_wrong",
        REVENUE,
        "业绩金额合计(元) of 业绩明细 counts the first ten rows only",
        table("revenue-details", _with_short_sum),
    ),
    mutation(
        "scope_lost",
        PORTAL,
        "客户经理 and 客户经理主管 see the customers of everybody, on all pages",
        RoleChange(_unlimited),
    ),
    mutation(
        "export_row_lost",
        ORDERS,
        "exports of 订单资源明细 miss a row",
        ExportChange("order-resources", _without_middle_row),
    ),
    mutation(
        "export_column_lost",
        EXPENDITURE,
        "exports of 消费明细 have no column 官网价(元)",
        ExportChange("expenditure-details", _without_list_price),
    ),
    mutation(
        "export_in_clear",
        CUSTOMERS,
        "exports of 我的客户 are not anonymised",
        ExportChange("customers-list", _in_clear),
    ),
    mutation(
        "slow_page",
        OPPORTUNITIES,
        f"the page comes {_SLOW_S} s late",
        CallChange("/api/pages/sales/opportunities", delay_s=_SLOW_S),
    ),
    mutation(
        "slow_table",
        MARKETPLACE,
        f"交易明细查询 shows its rows {_SLOW_S} s late",
        CallChange("/api/tables/marketplace-deals", delay_s=_SLOW_S),
    ),
    mutation(
        "stale_query",
        ORDERS,
        "查询 shows what the query before it found",
        ScriptChange(),
    ),
    mutation(
        "reset_keeps_field",
        EXPENDITURE,
        "重置 leaves 客户名称 as it is",
        ScriptChange(),
    ),
    mutation(
        "reset_loses_default",
        EXPENDITURE,
        "重置 empties 消费时间 of 消费汇总, which held this month at first",
        ScriptChange(),
    ),
    mutation(
        "console_error",
        REVENUE,
        "an error is written to the browser's console",
        ScriptChange(),
    ),
    mutation(
        "uncaught_error",
        OFFERS,
        "a script of the page ends with an error that nobody catches",
        ScriptChange(),
    ),
    mutation(
        "failed_request",
        OPPORTUNITIES,
        "a request in the background fails with HTTP 500, and nothing is to be seen",
        ScriptChange(),
        CallChange("/api/facts/unread-messages", fails=True),
    ),
)
