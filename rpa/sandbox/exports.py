"""导出记录: the export tasks of each partner."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from rpa.sandbox.export_task import DONE, FAILED, RUNNING, Task, old_tasks
from rpa.sandbox.faults import FaultBoard
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Column, Json
from rpa.sandbox.world.randomness import stream


class Exports:
    """The export tasks of all partners; those of a partner's people are seen by all of them."""

    def __init__(self, seed: int, now: Callable[[], datetime], faults: FaultBoard) -> None:
        self._seed, self._now, self._faults = seed, now, faults
        self._tasks: dict[str, list[Task]] = {}
        self._started = 0

    def start(
        self, role: Role, title: str, columns: tuple[Column[Any], ...], rows: Sequence[Any]
    ) -> Task:
        """Create a task for these rows; it is done after one to three looks at the list."""
        self._started += 1
        task = Task(
            id=f"{stream(self._seed, f'exports/{self._started}').getrandbits(64):016x}",
            title=title,
            created=self._now(),
            operator=role.name,
            columns=columns,
            rows=rows,
            outcome=self._outcome(),
            polls_left=1 + self._started % 3,
        )
        self._of(role).insert(0, task)
        return task

    def look(self, role: Role) -> list[Json]:
        """Return the tasks, newest first; looking is what brings those under way forward."""
        tasks = self._of(role)
        rows = [task.to_json() for task in tasks]
        for task in tasks:
            task.polls_left = max(0, task.polls_left - 1)
        return rows

    def get(self, role: Role, task_id: str) -> Task | None:
        """Return a task by its id."""
        return next((task for task in self._of(role) if task.id == task_id), None)

    def _of(self, role: Role) -> list[Task]:
        if role.partner not in self._tasks:
            self._tasks[role.partner] = old_tasks(self._seed, role, self._now())
        return self._tasks[role.partner]

    def _outcome(self) -> str:
        if self._faults.is_on("export_stuck"):
            return RUNNING
        return FAILED if self._faults.is_on("export_fails") else DONE
