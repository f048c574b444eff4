"""What customers consumed: the fee records of 消费明细, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.months import month_of
from rpa.sandbox.world.products import Product

CONSUMED = (
    "消费-新购",
    "消费-续订",
    "消费-变更",
    "消费-使用",
    "消费-自动续订",
    "消费-按月付费",
    "消费-按年付费",
    "消费-抹零补扣",
)
REFUNDED = ("退款-退订", "退款-变更", "退款-包年/包月转按需")
ADJUSTED = ("调账-补偿", "调账-扣费")
BILL_TYPES = (*CONSUMED, *REFUNDED, *ADJUSTED)
CHARGE_MODES = ("包年/包月", "按需")
PAYMENT_METHODS = ("现金支付", "信用支付", "代金券", "储值卡")
DISCOUNTS = ("商务折扣", "促销折扣", "伙伴授予折扣")


@dataclass(frozen=True, slots=True)
class Expenditure:
    """One fee record; 消费明细 names `customer`, but 消费汇总 counts it for `summed_for`."""

    trade_no: str
    customer: Customer
    summed_for: Customer
    traded_at: datetime
    bill_type: str
    charge_mode: str
    product: Product
    region: str
    resource_id: str
    resource_name: str
    payment_method: str
    discount_kind: str | None
    list_price: Decimal
    discount: Decimal
    is_paid: bool

    @property
    def month(self) -> str:
        """Return the 账期."""
        return month_of(self.traded_at.date())

    @property
    def amount(self) -> Decimal:
        """Return what is to be paid, negative when it was paid back."""
        return self.list_price - self.discount

    @property
    def is_refund(self) -> bool:
        """Tell whether money went back to the customer."""
        return self.bill_type in REFUNDED or self.bill_type == "调账-补偿"


def payable(records: Sequence[Expenditure]) -> Decimal:
    """Return the sum of what is to be paid."""
    return sum((record.amount for record in records), Decimal("0.00"))
