"""机会点管理: the tab 商机报备 (P14)."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rpa.sandbox import conditions
from rpa.sandbox.display import mask_phone, moment, money, plain
from rpa.sandbox.inputs import amount_of, asked, day_of, entry
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Button,
    Column,
    Dialog,
    Field,
    Json,
    Page,
    RowAction,
    Tab,
    Table,
)
from rpa.sandbox.world.opportunities import (
    CHANCES,
    STAGES,
    Opportunity,
    Progress,
    add_opportunity,
    change_opportunity,
    opportunities,
)

ROUTE = "sales/opportunities"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    return Page(ROUTE, "机会点管理", ("销售", "拓新", "机会点管理"), (_reported(view),))


def _reported(view: View) -> Tab:
    if view.role.name != "distributor":
        return _list(view, "opportunities", "商机报备", lambda _: True)
    own = _list(view, "opportunities", "我的客户", lambda one: one.customer.reseller is None)
    resold = _list(
        view,
        "reseller-opportunities",
        "云经销商的客户",
        lambda one: one.customer.reseller is not None,
    )
    return Tab("reported", "商机报备", tabs=(own, resold))


def _list(view: View, key: str, title: str, is_here: Callable[[Opportunity], bool]) -> Tab:
    is_resold = key == "reseller-opportunities"
    may_create = view.role.name != "supervisor" and not is_resold
    create = Button("create", "创建商机", act=lambda _: {"goto": "#/sales/create-opportunity"})
    return Tab(
        key=key,
        title=title,
        form=_form(is_resold=is_resold),
        table=Table(
            id=key,
            columns=_columns(view, is_resold=is_resold),
            rows=lambda: [one for one in seen(view) if is_here(one)],
            row_id=lambda one: one.id,
            insert=lambda like: add_opportunity(view.world, view.role.tenant, like),
            row_actions=() if is_resold else _actions(view),
        ),
        buttons=(create,) if may_create else (),
        export=EXPORT_ITEMS,
        export_title="商机报备",
    )


def seen(view: View) -> list[Opportunity]:
    """Return the opportunities in the role's scope, newest first."""
    found = opportunities(view.world, view.role.tenant)
    return [one for one in found if view.role.sees(one.customer)]


def _form(*, is_resold: bool) -> tuple[Field[Opportunity], ...]:
    reseller: Field[Opportunity] = conditions.text(
        "reseller", "云经销商名称", lambda one: one.customer.reseller
    )
    return (
        conditions.text("name", "商机名称", lambda one: one.name),
        conditions.text("customer", "客户名称", lambda one: one.customer.name),
        *((reseller,) if is_resold else ()),
        conditions.select("stage", "拓展阶段", STAGES, lambda one: one.stage),
        conditions.text("manager", "客户经理姓名", lambda one: one.customer.manager),
        conditions.date_range("created", "创建时间", lambda one: one.created_at),
    )


def _columns(view: View, *, is_resold: bool) -> tuple[Column[Opportunity], ...]:
    name = view.generation.customer_header
    reseller: Column[Opportunity] = Column(
        "reseller", "云经销商名称", lambda one: plain(one.customer.reseller), 220, masked=True
    )
    return (
        Column("id", "商机编号", lambda one: one.id, 200),
        Column("name", "商机名称", lambda one: one.name, 260, "link", link=_details),
        Column("customer", name, lambda one: one.customer.name, 230, masked=True),
        *((reseller,) if is_resold else ()),
        Column("phone", "手机号码", lambda one: one.phone, 150, masked=True, mask=mask_phone),
        Column("stage", "拓展阶段", lambda one: one.stage, 110),
        Column("revenue", "预计收入(元)", lambda one: money(one.revenue), 150, "money"),
        Column("manager", "客户经理", lambda one: plain(one.customer.manager), 110),
        Column("created", "创建时间", lambda one: moment(one.created_at), 180, "datetime"),
    )


def _details(one: Opportunity) -> str:
    return f"#/sales/opportunity-details?id={one.id}"


def _actions(view: View) -> tuple[RowAction[Opportunity], ...]:
    return (
        RowAction("edit", "修改", is_enabled=_is_open, act=asked(_edit_dialog, _edit(view))),
        RowAction(
            "progress", "新增商机进展", is_enabled=_is_open, dialog=_PROGRESS, act=_advance(view)
        ),
    )


def _is_open(one: Opportunity) -> bool:
    return one.stage not in {"赢单", "丢单"}


def _edit_dialog(one: Opportunity) -> Dialog:
    revenue = str(one.revenue) if one.revenue is not None else None
    return Dialog(
        "修改商机",
        fields=(
            entry("name", "商机名称", default=one.name),
            entry("revenue", "预计收入(元)", default=revenue),
            entry("closes", "预计成交时间", "date", default=one.closes.isoformat()),
            entry("description", "需求描述", "long_text", default=one.description),
        ),
    )


def _edit(view: View) -> Callable[[Act[Any]], Json]:
    def edit(act: Act[Opportunity]) -> Json:
        one, form = act.rows[0], act.form
        revenue = amount_of(form, "revenue", "预计收入")
        changed = replace(
            one,
            name=form["name"],
            revenue=revenue,
            monthly=(revenue / 12).quantize(Decimal("0.01")),
            closes=day_of(form, "closes", "预计成交时间"),
            description=form["description"],
        )
        act.accept()
        change_opportunity(view.world, view.role.tenant, one, changed)
        act.record("opportunity-edit", one.id, 1)
        return {"message": "修改商机成功", "reload": True}

    return edit


_PROGRESS = Dialog(
    "新增商机进展",
    fields=(
        entry("stage", "拓展阶段", "select", options=STAGES),
        entry("chance", "赢单概率", "select", options=CHANCES),
        entry("talks", "技术交流", "select", options=("已交流", "未交流")),
        entry("tests", "测试情况", "select", options=("未测试", "测试中", "测试通过")),
        entry("details", "进展详情", "long_text"),
    ),
)


def _advance(view: View) -> Callable[[Act[Any]], Json]:
    def advance(act: Act[Opportunity]) -> Json:
        one, form = act.rows[0], act.form
        step = Progress(
            at=act.now,
            stage=form["stage"],
            chance=form["chance"],
            talks=form["talks"],
            tests=form["tests"],
            details=form["details"],
        )
        changed = replace(one, stage=step.stage, progress=(*one.progress, step))
        act.accept()
        change_opportunity(view.world, view.role.tenant, one, changed)
        act.record("opportunity-progress", one.id, 1)
        return {"message": "新增商机进展成功", "reload": True}

    return advance
