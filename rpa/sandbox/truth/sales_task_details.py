"""The truth of `sales-task-details` (P07)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names, choice, days
from rpa.sandbox.world.contacts import contact_of
from rpa.sandbox.world.sales_tasks import TASK_STATUSES, SalesTask, sales_tasks
from rpa.sandbox.world.world import World

_COLUMNS = (
    "任务编号",
    "任务名称",
    "任务类型",
    "客户名称",
    "手机号码",
    "客户经理",
    "任务开始时间",
    "任务截止时间",
    "处理结果",
    "任务状态",
)
_TEXTS = ("name", "customer", "account", "manager")
_INPUTS = (*_TEXTS, "status", "begins")


def sales_task_details(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the sales tasks that the role sees and the inputs ask for, the latest first."""
    check_names(inputs, _INPUTS)
    rows = [_row(task) for task in _wanted(world, role, inputs)]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[SalesTask]:
    status = choice(inputs, "status", TASK_STATUSES)
    begins = days(inputs, "begins", world.today)
    parts = {name: inputs.get(name, "").strip().casefold() for name in _TEXTS}
    for task in sales_tasks(world, role.tenant):
        if not role.sees(task.customer) or (status and task.status != status):
            continue
        values = {
            "name": task.name,
            "customer": task.customer.name,
            "account": task.customer.account,
            "manager": task.customer.manager or "",
        }
        if any(part not in values[name].casefold() for name, part in parts.items()):
            continue
        if begins and not begins.first <= task.begins <= begins.last:
            continue
        yield task


def _row(task: SalesTask) -> list[str | None]:
    return [
        task.id,
        task.name,
        task.kind,
        task.customer.name,
        contact_of(task.customer).phone,
        task.customer.manager,
        task.begins.isoformat(),
        task.ends.isoformat(),
        task.result,
        task.status,
    ]
