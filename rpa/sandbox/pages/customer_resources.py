"""资源管理: the resources of one customer (P08)."""

from datetime import date, timedelta
from typing import Any

from rpa.sandbox import conditions
from rpa.sandbox.display import mask, moment, money, plain
from rpa.sandbox.pages.customer_list import RESOURCES_ROUTE, record_asked
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Column, ExportItem, Facts, Field, Page, Tab, Table
from rpa.sandbox.world.customer_resources import (
    DEMAND_STATUSES,
    EXPIRY_POLICIES,
    TERM_STATUSES,
    Resource,
    by_term,
    on_demand,
)
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.months import first_of
from rpa.sandbox.world.products import PRODUCT_TYPES, REGIONS

ROUTE = RESOURCES_ROUTE
_EXPORTS = (ExportItem("all", "导出全部"), ExportItem("records", "查看导出记录"))


def build(view: View) -> Page | None:
    """Return the page of a customer that the role may see."""
    record = record_asked(view)
    if record is None:
        return None
    crumbs = ("销售", view.generation.customer_group, "客户管理", "资源管理")
    tabs = (_by_term(view, record.customer), _on_demand(view, record.customer))
    return Page(ROUTE, "资源管理", crumbs, tabs)


def _by_term(view: View, customer: Customer) -> Tab:
    return _tab(
        customer,
        key="by-term",
        title="包年/包月资源",
        form=(
            *_COMMON_FIELDS,
            conditions.select("status", "资源状态", TERM_STATUSES, lambda r: r.status),
            conditions.select("policy", "到期策略", EXPIRY_POLICIES, lambda r: r.policy),
            conditions.date_range("expires", "到期时间", lambda r: r.expires_at),
        ),
        table=Table(
            id="resources-by-term",
            columns=(
                *_COMMON_COLUMNS,
                Column("expires", "到期时间", lambda r: moment(r.expires_at), 180, "datetime"),
                Column("policy", "到期策略", lambda r: plain(r.policy), 120),
                Column("status", "资源状态", lambda r: r.status, 110, "status"),
            ),
            rows=lambda: by_term(view.world, view.role.tenant, customer),
            row_id=lambda resource: resource.id,
            details=_DETAILS,
        ),
    )


def _on_demand(view: View, customer: Customer) -> Tab:
    return _tab(
        customer,
        key="on-demand",
        title="按需资源",
        form=(
            *_COMMON_FIELDS,
            conditions.select("status", "资源状态", DEMAND_STATUSES, lambda r: r.status),
            conditions.date_range(
                "opened", "开通时间", lambda r: r.opened_at, last_month(view.world.today)
            ),
        ),
        table=Table(
            id="resources-on-demand",
            columns=(
                *_COMMON_COLUMNS,
                Column("status", "资源状态", lambda r: r.status, 110, "status"),
            ),
            rows=lambda: on_demand(view.world, view.role.tenant, customer),
            row_id=lambda resource: resource.id,
        ),
    )


def last_month(today: date) -> tuple[date, date]:
    """Return first and last day of the month before."""
    return first_of(today, 1), first_of(today) - timedelta(days=1)


def _tab(
    customer: Customer, key: str, title: str, form: tuple[Field[Any], ...], table: Table[Any]
) -> Tab:
    items = (("客户名称", mask(customer.name)), ("客户账号名", customer.account))
    return Tab(
        key=key,
        title=title,
        facts=(Facts("客户信息", items),),
        form=form,
        table=table,
        export=_EXPORTS,
        export_title=title,
    )


_COMMON_FIELDS: tuple[Field[Resource], ...] = (
    conditions.text("name", "资源名称", lambda r: r.name),
    conditions.text("resource", "资源ID", lambda r: r.id),
    conditions.select("product_type", "产品类型", PRODUCT_TYPES, lambda r: r.product.kind),
    conditions.select("region", "区域", REGIONS, lambda r: r.region),
)
_COMMON_COLUMNS: tuple[Column[Resource], ...] = (
    Column("name", "资源名称", lambda r: r.name, 180),
    Column("resource", "资源ID", lambda r: r.id, 290),
    Column("product_type", "产品类型", lambda r: r.product.kind, 180),
    Column("spec", "规格", lambda r: r.product.name, 260),
    Column("region", "区域", lambda r: r.region, 140),
    Column("opened", "开通时间", lambda r: moment(r.opened_at), 180, "datetime"),
)
_DETAILS: tuple[Column[Resource], ...] = (
    Column("instance", "实例信息", lambda r: r.instance),
    Column("order", "订单号", lambda r: plain(r.order_no)),
    Column("monthly", "月均费用(元)", lambda r: money(r.monthly)),
)
