"""An export under way, and those of earlier days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rpa.sandbox.display import plain
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Column, Json
from rpa.sandbox.workbook import workbook_bytes
from rpa.sandbox.world.companies import company_names
from rpa.sandbox.world.randomness import stream

RUNNING, DONE, FAILED = "处理中", "已完成", "失败"
_KB_PER_ROW = 0.11


@dataclass(slots=True)
class Task:
    """An export under way; it ends as `outcome` when its list was asked for `polls_left` times."""

    id: str
    title: str
    created: datetime
    operator: str
    columns: tuple[Column[Any], ...]
    rows: Sequence[Any]
    outcome: str = DONE
    polls_left: int = 0

    @property
    def status(self) -> str:
        """Return how far the task is."""
        return RUNNING if self.polls_left else self.outcome

    @property
    def file_name(self) -> str:
        """Return the name under which the file is downloaded."""
        return f"{self.title}_{self.created:%Y%m%d_%H%M%S}.xlsx"

    def file(self) -> bytes:
        """Return the workbook."""
        return workbook_bytes(self.title, self.columns, self.rows)

    def to_json(self) -> Json:
        """Return the task as a row of 导出记录."""
        kilobytes = 6 + round(len(self.rows) * _KB_PER_ROW)
        return {
            "_id": self.id,
            "name": self.file_name,
            "created": self.created.strftime("%Y-%m-%d %H:%M:%S"),
            "status": self.status,
            "operator": self.operator,
            "size": f"{kilobytes:,} KB" if self.status == DONE else "--",
        }


_OLD = (
    (1, "客户订单", "manager", DONE),
    (2, "消费汇总", "supervisor", FAILED),
    (3, "客户订单资源明细", "manager", RUNNING),
    (9, "客户订单资源明细", "", DONE),
    (16, "业绩明细", "", DONE),
    (30, "客户订单资源明细", "supervisor", FAILED),
    (44, "客户列表", "", DONE),
)
_OLD_COLUMNS: tuple[Column[str], ...] = (
    Column("customer", "客户名称", plain, masked=True),
    Column("note", "备注", lambda _: "历史导出"),
)


def old_tasks(seed: int, role: Role, now: datetime) -> list[Task]:
    """Return what the partner's people exported before, newest first."""
    rng = stream(seed, f"{role.partner}/old-exports")
    names = company_names(rng)
    return [
        Task(
            id=f"{rng.getrandbits(64):016x}",
            title=title,
            created=(now - timedelta(days=days)).replace(hour=10, minute=7 + days, second=days),
            operator=operator if operator and role.partner == "distributor" else role.partner,
            columns=_OLD_COLUMNS,
            rows=[next(names) for _ in range(rng.between(5, 60))],
            outcome=outcome,
        )
        for days, title, operator, outcome in _OLD
    ]
