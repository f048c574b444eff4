"""Mutations of columns, of what stands in cells, and of the eyes over them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from rpa.sandbox.display import NONE, moment, money
from rpa.sandbox.mutations.mutation import CallChange, mutation
from rpa.sandbox.mutations.places import (
    CUSTOMERS,
    DEVELOPMENT,
    EXPENDITURE,
    ISSUED_COUPONS,
    MARKETPLACE,
    OPPORTUNITIES,
    ORDERS,
    QUOTAS,
    RESOURCES,
    REVENUE,
    TASKS,
    UNBOUND,
)
from rpa.sandbox.mutations.rewrites import column, given, lost, reading, swapped, table
from rpa.sandbox.schema import Column, Json, Table


def _unless_none(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: text if text == NONE else change(text)


def _rounded(text: str) -> str:
    return money(Decimal(text.replace(",", "")).quantize(Decimal(1)))


def _flipped(text: str) -> str:
    return text.removeprefix("-") if text.startswith("-") else f"-{text}"


def _in_utc(text: str) -> str:
    return moment(datetime.fromisoformat(text) - timedelta(hours=8))


def _day_first(text: str) -> str:
    return date.fromisoformat(text).strftime("%d/%m/%Y")


def _as_float(text: str) -> str:
    return f"{float(text):.0f}"


def _with_cells_swapped(table: Table[Any]) -> Table[Any]:
    reads = {one.key: one.read for one in table.columns}
    other = {"effective": "expires", "expires": "effective"}
    return replace(
        table,
        columns=tuple(
            replace(one, read=reads.get(other.get(one.key, ""), one.read)) for one in table.columns
        ),
    )


def _with_used(table: Table[Any]) -> Table[Any]:
    used: Column[Any] = Column(
        "used", "已用金额(元)", lambda q: money(q.amount - q.balance), 150, "money"
    )
    return replace(table, columns=(*table.columns[:3], used, *table.columns[3:]))


def _with_eye_astray(table: Table[Any]) -> Table[Any]:
    order, customer, beside, *rest = table.columns
    return replace(table, columns=(order, replace(customer, clear=beside.read), beside, *rest))


def _without_eye(column: Column[Any]) -> Column[Any]:
    return replace(column, masked=False, read=lambda row: column.mask(column.read(row)))


def _with_blind_eye(column: Column[Any]) -> Column[Any]:
    return replace(column, clear=lambda row: column.mask(column.read(row)))


def _forgetting_eyes(asked: Json) -> Json:
    return {**asked, "reveal": []} if asked.get("page") != 1 else asked


MUTATIONS = (
    mutation(
        "column_lost",
        ORDERS,
        "订单资源明细 has no column 订单行失效时间",
        column("order-resources", "expires", lost),
    ),
    mutation(
        "column_added",
        QUOTAS,
        "there is a new column 已用金额(元) behind 余额(元)",
        table("coupon-quotas", _with_used),
    ),
    mutation(
        "column_renamed",
        CUSTOMERS,
        "the column 客户等级 of 我的客户 reads 客户级别",
        column("customers-list", "level", given(title="客户级别")),
    ),
    mutation(
        "columns_swapped",
        REVENUE,
        "订单类型 and 产品类型 of 业绩明细 have changed places, cells and all",
        table(
            "revenue-details",
            lambda one: replace(one, columns=swapped(one.columns, "order_type", "product_type")),
        ),
    ),
    mutation(
        "cells_swapped",
        ORDERS,
        "订单资源明细 shows 生效时间 under 失效时间 and the other way round",
        table("order-resources", _with_cells_swapped),
    ),
    mutation(
        "currency_lost",
        MARKETPLACE,
        "the header 激励金额(元) of 对账管理 reads 激励金额",
        column("marketplace-settlements", "incentive", given(title="激励金额")),
    ),
    mutation(
        "amounts_rounded",
        REVENUE,
        "业绩金额 of 业绩明细 is rounded to whole yuan",
        column("revenue-details", "amount", reading(_unless_none(_rounded))),
    ),
    mutation(
        "sign_flipped",
        EXPENDITURE,
        "退款金额 of 退款账单 has the wrong sign",
        column("expenditure-refunds", "amount", reading(_unless_none(_flipped))),
    ),
    mutation(
        "time_shifted",
        ORDERS,
        "下单时间 of 客户订单 is 8 hours early",
        column("customer-orders", "ordered", reading(_unless_none(_in_utc))),
    ),
    mutation(
        "seconds_lost",
        UNBOUND,
        "消费时间 of 消费明细 ends with the minute",
        column("expenditure-details", "traded", reading(lambda text: text[:16])),
    ),
    mutation(
        "date_format",
        TASKS,
        "任务开始时间 of 销售拓展任务明细 is written as 26/11/2026",
        column("sales-task-details", "begins", reading(_unless_none(_day_first))),
    ),
    mutation(
        "status_mapped",
        ISSUED_COUPONS,
        "coupons that are 已使用 are shown as 已过期",
        column("issued-coupons", "status", reading(lambda text: text.replace("已使用", "已过期"))),
    ),
    mutation(
        "long_ids_rounded",
        REVENUE,
        "the last digits of 业绩ID of 业绩明细 are lost",
        column("revenue-details", "id", reading(_as_float)),
    ),
    mutation(
        "details_lost",
        RESOURCES,
        "a row of 包年/包月资源 that is unfolded lacks 月均费用(元)",
        table("resources-by-term", lambda one: replace(one, details=one.details[:-1])),
    ),
    mutation(
        "eye_wrong_column",
        ORDERS,
        "the eye of 客户名称 of 订单资源明细 shows what stands in the next column",
        table("order-resources", _with_eye_astray),
    ),
    mutation(
        "eye_shows_nothing",
        OPPORTUNITIES,
        "手机号码 of 我的客户 stays masked when its eye is open",
        column("opportunities", "phone", _with_blind_eye),
    ),
    mutation(
        "eye_lost",
        TASKS,
        "手机号码 of 销售拓展任务明细 has no eye",
        column("sales-task-details", "phone", _without_eye),
    ),
    mutation(
        "eye_masks_again",
        DEVELOPMENT,
        "columns whose eye is open are masked again from page 2 on",
        CallChange("/api/tables/leads", asked=_forgetting_eyes),
    ),
    mutation(
        "mask_lost",
        DEVELOPMENT,
        "手机号码 is shown in clear though its eye is closed",
        column("leads", "phone", given(mask=str)),
    ),
)
