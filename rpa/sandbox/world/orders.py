"""Orders and their resource lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.products import Product

ORDER_TYPES = (
    "开通",
    "续订",
    "变更",
    "退订",
    "包年/包月转按需",
    "按需转包年/包月",
    "试用",
    "转商用",
    "费用调整",
)
ORDER_STATUSES = ("待审核", "处理中", "已取消", "已完成", "待支付", "待确认")


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One resource of one order; (`order_no`, `resource_id`) is its key."""

    order_no: str
    customer: Customer
    product: Product
    region: str
    resource_id: str
    order_type: str
    status: str
    renewal: str | None
    ordered_at: datetime
    paid_at: datetime | None
    effective_at: datetime | None
    expires_at: datetime | None
    list_price: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Order:
    """All lines that share an order number, the first of which stands for the order."""

    lines: tuple[OrderLine, ...]

    @property
    def head(self) -> OrderLine:
        """Return the line that gives number, customer, type, status and times."""
        return self.lines[0]

    @property
    def list_price(self) -> Decimal | None:
        """Return the sum before discount, or None when no line has a price yet."""
        return _sum(line.list_price for line in self.lines)

    @property
    def amount(self) -> Decimal | None:
        """Return the sum to pay, or None when no line has an amount yet."""
        return _sum(line.amount for line in self.lines)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if known else None
