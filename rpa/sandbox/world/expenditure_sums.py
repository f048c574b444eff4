"""客户消费 by month: what 消费汇总 counts, a day and a half behind 消费明细."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.expenditure_book import expenditures
from rpa.sandbox.world.expenditures import Expenditure, payable
from rpa.sandbox.world.months import month_of
from rpa.sandbox.world.world import World

LAG = timedelta(days=2)
"""What is consumed on a day is counted when the day after it is over."""


@dataclass(frozen=True, slots=True)
class ExpenditureSum:
    """What a customer consumed in a month, paid in one way or of one association (`group`)."""

    month: str
    customer: Customer
    group: str
    records: tuple[Expenditure, ...]

    @property
    def consumed(self) -> Decimal:
        """Return the 消费金额."""
        return payable([record for record in self.records if not record.is_refund])

    @property
    def discounted(self) -> Decimal:
        """Return the 本月已优惠金额."""
        saved = (record.discount for record in self.records if not record.is_refund)
        return sum(saved, Decimal("0.00"))

    @property
    def refunded(self) -> Decimal:
        """Return the 退款金额, which is negative."""
        return payable([record for record in self.records if record.is_refund])


def by_payment_method(world: World, tenant: str) -> Sequence[ExpenditureSum]:
    """Return the sums by 支付方式, newest month first, then by account."""
    return world.once(
        "expenditure-by-payment-method",
        tenant,
        lambda: _sums(world, tenant, lambda record: record.payment_method),
    )


def by_association(world: World, tenant: str) -> Sequence[ExpenditureSum]:
    """Return the sums by 关联类型, newest month first, then by account."""
    return world.once(
        "expenditure-by-association",
        tenant,
        lambda: _sums(world, tenant, lambda record: record.summed_for.association),
    )


def consumed_this_month(world: World, tenant: str) -> dict[str, Decimal]:
    """Return what each customer consumed this month as far as it is counted, by customer id."""
    this_month = month_of(world.today)
    return world.once(
        "consumed-this-month",
        tenant,
        lambda: {
            one.customer.id: one.consumed
            for one in by_association(world, tenant)
            if one.month == this_month
        },
    )


def _sums(
    world: World, tenant: str, group_of: Callable[[Expenditure], str]
) -> list[ExpenditureSum]:
    until = world.today - LAG
    grouped: dict[tuple[str, str, str], list[Expenditure]] = {}
    for record in expenditures(world, tenant):
        if record.traded_at.date() <= until:
            key = record.month, record.summed_for.account, group_of(record)
            grouped.setdefault(key, []).append(record)
    ordered = sorted(sorted(grouped), key=lambda key: key[0], reverse=True)
    return [
        ExpenditureSum(key[0], grouped[key][0].summed_for, key[2], tuple(grouped[key]))
        for key in ordered
    ]
