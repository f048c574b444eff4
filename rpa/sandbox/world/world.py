"""All tables of one seed, each built when it is first asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar, cast

from rpa.sandbox.world.customers import Customer, build_customers
from rpa.sandbox.world.order_book import build_order_lines, order_number
from rpa.sandbox.world.orders import Order, OrderLine
from rpa.sandbox.world.randomness import stream

T = TypeVar("T")

_SHARE = {"distributor": 1.0, "solution": 0.4}


class World:
    """Seeded data; `revision` grows with every row that is put in later."""

    def __init__(self, seed: int, rows: int, today: date) -> None:
        self.seed, self.rows, self.today = seed, rows, today
        self.revision = 0
        self._built: dict[tuple[str, str], object] = {}

    def customers(self, tenant: str) -> tuple[Customer, ...]:
        """Return the partner's customers, those of its 云经销商 included."""
        count = max(6, min(4000, self.count(tenant) // 10))
        return self.once(
            "customers",
            tenant,
            lambda: build_customers(self.seed, tenant, count, resold=tenant == "distributor"),
        )

    def order_lines(self, tenant: str) -> Sequence[OrderLine]:
        """Return the partner's order lines, newest first."""
        return self._lines(tenant)

    def orders(self, tenant: str) -> Sequence[Order]:
        """Return the partner's orders, newest first."""
        lines = self._lines(tenant)
        return self.once(
            f"orders/{self.revision}",
            tenant,
            lambda: [
                Order(tuple(group)) for _, group in groupby(lines, key=lambda line: line.order_no)
            ],
        )

    def insert_newest(self, tenant: str, like: OrderLine) -> OrderLine:
        """Put in an order that is newer than all others and else the same as `like`."""
        self.changed()
        lines = self._lines(tenant)
        rng = stream(self.seed, f"{tenant}/inserted/{self.revision}")
        line = replace(
            like,
            order_no=order_number(rng),
            resource_id=f"{rng.getrandbits(128):032x}",
            ordered_at=lines[0].ordered_at + timedelta(minutes=1),
        )
        lines.insert(0, line)
        return line

    def _lines(self, tenant: str) -> list[OrderLine]:
        return self.once(
            "order-lines",
            tenant,
            lambda: build_order_lines(
                self.seed, tenant, self.count(tenant), self.today, self.customers(tenant)
            ),
        )

    def count(self, tenant: str) -> int:
        """Return how many rows the partner's longest table has."""
        return round(self.rows * _SHARE[tenant])

    def changed(self) -> None:
        """Note that something is no longer as it was; what is kept of it is built anew."""
        self.revision += 1

    def once(self, table: str, tenant: str, build: Callable[[], T]) -> T:
        """Return a table of a partner, built when it is first asked for."""
        key = table, tenant
        if key not in self._built:
            self._built[key] = build()
        return cast("T", self._built[key])
