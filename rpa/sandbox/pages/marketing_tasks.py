"""营销任务: sales tasks, each customer's part in them, and large renewals (P07)."""

from collections.abc import Callable, Sequence
from typing import Any

from rpa.sandbox import conditions
from rpa.sandbox.display import day, mask_phone, money, plain
from rpa.sandbox.inputs import entry
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Column,
    Dialog,
    Field,
    Json,
    Page,
    RowAction,
    Tab,
    Table,
)
from rpa.sandbox.world.contacts import contact_of
from rpa.sandbox.world.sales_tasks import (
    TASK_KINDS,
    TASK_STATUSES,
    RenewalTask,
    SalesTask,
    handle_renewal,
    handle_task,
    insert_task,
    renewal_tasks,
    sales_tasks,
)

ROUTE = "sales/marketing-tasks"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    sales = Tab("sales-tasks", "销售拓展任务", tabs=(_tasks(view), _details(view)))
    return Page(ROUTE, "营销任务", ("销售", "拓新", "营销任务"), (sales, _renewals(view)))


def _tasks(view: View) -> Tab:
    if view.role.name != "distributor":
        return _task_list(view, "tasks", "销售拓展任务", lambda _: True)
    own = _task_list(view, "tasks", "我的客户", lambda task: task.customer.reseller is None)
    resold = _task_list(
        view, "reseller-tasks", "云经销商的客户", lambda task: task.customer.reseller is not None
    )
    return Tab("task-list", "销售拓展任务", tabs=(own, resold))


def _task_list(view: View, key: str, title: str, is_here: Callable[[SalesTask], bool]) -> Tab:
    return Tab(
        key=key,
        title=title,
        form=(_NAME, _CUSTOMER, _KIND, _STATUS),
        table=Table(
            id=f"sales-{key}",
            columns=(
                Column("task", "任务编号", lambda t: t.id, 200),
                Column("name", "任务名称", lambda t: t.name, 220),
                Column("kind", "任务类型", lambda t: t.kind, 110),
                _customer_column(view),
                Column("product", "推荐产品", lambda t: t.product.kind, 180),
                Column("ends", "任务截止时间", lambda t: day(t.ends), 140, "datetime"),
                Column("status", "任务状态", lambda t: t.status, 110, "status"),
            ),
            rows=lambda: [task for task in _sales(view) if is_here(task)],
            row_id=lambda task: task.id,
            row_actions=(
                RowAction(
                    "handle", "处理", is_enabled=_is_open, dialog=_HANDLING, act=_handle(view)
                ),
                RowAction("opportunity", "创建商机", is_shown=_may_create(view), act=_create),
            ),
        ),
    )


def _sales(view: View) -> list[SalesTask]:
    tasks = sales_tasks(view.world, view.role.tenant)
    return [task for task in tasks if view.role.sees(task.customer)]


def _is_open(task: SalesTask | RenewalTask) -> bool:
    return task.status in {"待处理", "处理中"}


def _may_create(view: View) -> Callable[[SalesTask], bool]:
    return lambda task: (
        view.role.name != "supervisor" and (task.customer.reseller == view.role.only_reseller)
    )


def _create(act: Act[SalesTask]) -> Json:
    return {"goto": f"#/sales/create-opportunity?task={act.rows[0].id}"}


_HANDLING = Dialog(
    "处理任务",
    fields=(
        entry("status", "任务状态", "select", options=TASK_STATUSES[1:]),
        entry("result", "处理结果", "long_text"),
    ),
)


def _handle(view: View) -> Callable[[Act[SalesTask]], Json]:
    def handle(act: Act[SalesTask]) -> Json:
        task, form = act.rows[0], act.form
        act.accept()
        handle_task(view.world, view.role.tenant, task, form["status"], form["result"])
        act.record("sales-task", task.id, 1)
        return {"message": "任务处理成功", "reload": True}

    return handle


def _customer_column(view: View) -> Column[Any]:
    header = view.generation.customer_header
    return Column("customer", header, lambda task: task.customer.name, 230, masked=True)


_NAME: Field[SalesTask] = conditions.text("name", "任务名称", lambda t: t.name)
_KIND: Field[SalesTask] = conditions.select("kind", "任务类型", TASK_KINDS, lambda t: t.kind)
_CUSTOMER: Field[Any] = conditions.text("customer", "客户名称", lambda t: t.customer.name)
_STATUS: Field[Any] = conditions.select("status", "任务状态", TASK_STATUSES, lambda t: t.status)
_ACCOUNT: Field[Any] = conditions.text("account", "客户账号名", lambda t: t.customer.account)
_MANAGER: Field[Any] = conditions.text("manager", "客户经理姓名", lambda t: t.customer.manager)


def _details(view: View) -> Tab:
    return Tab(
        key="task-details",
        title="销售拓展任务明细",
        form=(
            _NAME,
            _CUSTOMER,
            _ACCOUNT,
            _MANAGER,
            _STATUS,
            conditions.date_range("begins", "任务时间", lambda t: t.begins),
        ),
        table=Table(
            id="sales-task-details",
            columns=_detail_columns(view),
            rows=lambda: _sales(view),
            row_id=lambda task: task.id,
            insert=lambda like: insert_task(view.world, view.role.tenant, like),
        ),
        export=EXPORT_ITEMS,
        export_title="销售拓展任务明细",
    )


def _detail_columns(view: View) -> tuple[Column[SalesTask], ...]:
    return (
        Column("task", "任务编号", lambda t: t.id, 200),
        Column("name", "任务名称", lambda t: t.name, 220),
        Column("kind", "任务类型", lambda t: t.kind, 110),
        _customer_column(view),
        Column("phone", "手机号码", _phone, 150, masked=True, mask=mask_phone),
        Column("manager", "客户经理", lambda t: plain(t.customer.manager), 110),
        Column("begins", "任务开始时间", lambda t: day(t.begins), 140, "datetime"),
        Column("ends", "任务截止时间", lambda t: day(t.ends), 140, "datetime"),
        Column("result", "处理结果", lambda t: plain(t.result), 300),
        Column("status", "任务状态", lambda t: t.status, 110, "status"),
    )


def _phone(task: SalesTask | RenewalTask) -> str:
    return contact_of(task.customer).phone


def _renewals(view: View) -> Tab:
    return Tab(
        key="renewal-tasks",
        title="大单续订任务",
        form=(
            conditions.text("order", "订单号", lambda t: t.order_no),
            _CUSTOMER,
            _MANAGER,
            _STATUS,
            conditions.date_range("ends", "到期时间", lambda t: t.ends),
        ),
        table=Table(
            id="renewal-tasks",
            columns=_renewal_columns(view),
            rows=lambda: _visible(view, renewal_tasks(view.world, view.role.tenant)),
            row_id=lambda task: task.id,
            row_actions=(
                RowAction(
                    "handle", "处理", is_enabled=_is_open, dialog=_HANDLING, act=_renew(view)
                ),
            ),
        ),
        export=EXPORT_ITEMS,
        export_title="大单续订任务",
    )


def _visible(view: View, tasks: Sequence[RenewalTask]) -> list[RenewalTask]:
    return [task for task in tasks if view.role.sees(task.customer)]


def _renew(view: View) -> Callable[[Act[RenewalTask]], Json]:
    def handle(act: Act[RenewalTask]) -> Json:
        task, form = act.rows[0], act.form
        act.accept()
        handle_renewal(view.world, view.role.tenant, task, form["status"], form["result"])
        act.record("renewal-task", task.id, 1)
        return {"message": "任务处理成功", "reload": True}

    return handle


def _renewal_columns(view: View) -> tuple[Column[RenewalTask], ...]:
    return (
        Column("task", "任务编号", lambda t: t.id, 200),
        Column("order", "订单号", lambda t: t.order_no, 210),
        _customer_column(view),
        Column("phone", "手机号码", _phone, 150, masked=True, mask=mask_phone),
        Column("manager", "客户经理", lambda t: plain(t.customer.manager), 110),
        Column("product", "产品名称", lambda t: t.product.name, 260),
        Column("amount", "续订金额(元)", lambda t: money(t.amount), 150, "money"),
        Column("ends", "到期时间", lambda t: day(t.ends), 130, "datetime"),
        Column("result", "处理结果", lambda t: plain(t.result), 260),
        Column("status", "任务状态", lambda t: t.status, 110, "status"),
    )
