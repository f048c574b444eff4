"""How a partner's order lines come about, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.orders import OrderLine
from rpa.sandbox.world.products import PRODUCTS, REGIONS
from rpa.sandbox.world.randomness import Chance, stream

_HISTORY_S = 3 * 365 * 86_400
_LINES_PER_ORDER = (1, 1, 1, 2, 2, 3, 5)
_PERIOD_DAYS = (30, 30, 90, 365, 365, 1095)
_TYPE_CHANCES = (
    ["开通"] * 44
    + ["续订"] * 22
    + ["变更"] * 10
    + ["退订"] * 8
    + ["包年/包月转按需", "试用", "费用调整"] * 3
    + ["按需转包年/包月"] * 4
    + ["转商用"] * 3
)
_STATUS_CHANCES = (
    ["已完成"] * 72
    + ["待支付"] * 9
    + ["已取消"] * 8
    + ["处理中"] * 5
    + ["待审核"] * 2
    + ["待确认"] * 4
)
_KEEPS_A_RESOURCE = frozenset({"续订", "变更", "退订", "转商用", "费用调整"})
_HAS_NO_TERM = frozenset({"退订", "包年/包月转按需", "费用调整"})
_ORDER_NUMBER_SPANS = (9 * 10**17, 9 * 10**18, 99 * 10**18)
_HAS_NO_PRICE = frozenset({"待审核", "待确认"})


def order_number(rng: Chance) -> str:
    """Return CS and 18 to 20 digits, more than a float can keep."""
    return f"CS{10**17 + rng.getrandbits(80) % rng.one_of(_ORDER_NUMBER_SPANS)}"


def build_order_lines(
    seed: int, tenant: str, count: int, today: date, customers: tuple[Customer, ...]
) -> list[OrderLine]:
    """Return `count` lines; only their dates depend on `today`."""
    if not count:
        return []
    book = _OrderBook(
        rng=stream(seed, f"{tenant}/order-lines"),
        customers=customers,
        clock=datetime.combine(today, time(9)),
        mean_gap_s=_HISTORY_S * 2 / count,
    )
    return list(islice(book.lines(), count))


@dataclass
class _OrderBook:
    rng: Chance
    customers: tuple[Customer, ...]
    clock: datetime
    mean_gap_s: float
    owned: dict[str, list[str]] = field(default_factory=dict)

    def lines(self) -> Iterator[OrderLine]:
        rng = self.rng
        while True:
            gap_s = min(rng.expovariate(1 / self.mean_gap_s), 20 * self.mean_gap_s)
            self.clock -= timedelta(seconds=int(gap_s))
            yield from self._order()

    def _order(self) -> list[OrderLine]:
        rng = self.rng
        number = order_number(rng)
        customer = rng.one_of(self.customers)
        order_type, status = rng.one_of(_TYPE_CHANCES), rng.one_of(_STATUS_CHANCES)
        size = rng.one_of(_LINES_PER_ORDER)
        return [
            self._line(number, customer, order_type, status, resource_id)
            for resource_id in self._resources(customer, order_type, size)
        ]

    def _resources(self, customer: Customer, order_type: str, size: int) -> list[str]:
        """Return resource ids; what is renewed or refunded turns up in an older order as well."""
        owned = self.owned.setdefault(customer.id, [])
        taken = [owned.pop() for _ in range(min(len(owned), size))]
        ids = taken + [self._resource_id() for _ in range(size - len(taken))]
        if order_type in _KEEPS_A_RESOURCE:
            owned.append(ids[0])
        return ids

    def _resource_id(self) -> str:
        bits = self.rng.getrandbits(128)
        # A resource id of digits only is what a spreadsheet turns into a number.
        return f"{bits % 10**32:032d}" if bits % 50 == 0 else f"{bits:032x}"

    def _line(
        self, number: str, customer: Customer, order_type: str, status: str, resource_id: str
    ) -> OrderLine:
        rng = self.rng
        product, region = rng.one_of(PRODUCTS), rng.one_of(REGIONS)
        paid_at = self.clock + timedelta(seconds=rng.between(20, 7200))
        effective_at = paid_at + timedelta(seconds=rng.between(1, 600))
        expires_at = effective_at + timedelta(days=rng.one_of(_PERIOD_DAYS))
        renewal = rng.one_of(("是", "否", "否"))
        list_price, amount = self._prices(order_type)
        is_paid = status in {"已完成", "处理中"}
        is_priced = status not in _HAS_NO_PRICE
        has_term = order_type not in _HAS_NO_TERM
        return OrderLine(
            order_no=number,
            customer=customer,
            product=product,
            region=region,
            resource_id=resource_id,
            order_type=order_type,
            status=status,
            renewal=renewal if has_term else None,
            ordered_at=self.clock,
            paid_at=paid_at if is_paid else None,
            effective_at=effective_at if status == "已完成" else None,
            expires_at=expires_at if status == "已完成" and has_term else None,
            list_price=list_price if is_priced else None,
            amount=amount if is_priced else None,
        )

    def _prices(self, order_type: str) -> tuple[Decimal, Decimal]:
        cents = int(10 ** self.rng.uniform(3, 8))
        paid_cents = cents * self.rng.one_of((100, 100, 95, 88, 80)) // 100
        match order_type:
            case "试用":
                cents = paid_cents = 0
            case "退订":
                cents, paid_cents = -cents, -paid_cents
            case "费用调整" if paid_cents % 2:
                cents, paid_cents = -cents, -paid_cents
        return Decimal(cents).scaleb(-2), Decimal(paid_cents).scaleb(-2)
