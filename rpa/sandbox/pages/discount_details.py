"""优惠详情: what one amount of 本月已优惠 is made of (P09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rpa.sandbox.display import mask, money
from rpa.sandbox.pages.customer_expenditure import DISCOUNTS_ROUTE, sums_seen
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Column, Facts, Page, Sum, Tab, Table
from rpa.sandbox.world.expenditure_sums import ExpenditureSum, by_association, by_payment_method

ROUTE = DISCOUNTS_ROUTE


@dataclass(frozen=True, slots=True)
class _Discount:
    """What one kind of discount saved on one product type."""

    kind: str
    product_type: str
    amount: Decimal


def build(view: View) -> Page | None:
    """Return the page of a customer's month, if the role may see that customer."""
    found = _asked(view)
    if found is None:
        return None
    crumbs = ("销售", view.generation.customer_group, "客户消费", "优惠详情")
    facts = (
        ("客户名称", mask(found.customer.name)),
        ("客户账号名", found.customer.account),
        ("消费时间", found.month),
    )
    table: Table[_Discount] = Table(
        id="discount-details",
        columns=(
            Column("kind", "优惠类型", lambda row: row.kind, 200),
            Column("product_type", "产品类型", lambda row: row.product_type, 260),
            Column("amount", "优惠金额(元)", lambda row: money(row.amount), 180, "money"),
        ),
        rows=lambda: _discounts(found),
        row_id=lambda row: f"{row.kind}.{row.product_type}",
        sum=Sum("优惠金额合计(元)：", lambda rows: money(_total(rows))),
    )
    return Page(
        ROUTE, "优惠详情", crumbs, (Tab("discounts", "", table=table, facts=(Facts("", facts),)),)
    )


def _asked(view: View) -> ExpenditureSum | None:
    customer, month = view.params.get("customer"), view.params.get("month")
    payment = view.params.get("payment")
    find = by_payment_method if payment else by_association
    if not customer or not month:
        return None
    sums = sums_seen(view, find(view.world, view.role.tenant))
    return next(
        (
            one
            for one in sums
            if (one.customer.id, one.month) == (customer, month) and payment in (None, one.group)
        ),
        None,
    )


def _discounts(found: ExpenditureSum) -> list[_Discount]:
    saved: dict[tuple[str, str], Decimal] = {}
    for record in found.records:
        if record.discount_kind is not None and not record.is_refund:
            key = record.discount_kind, record.product.kind
            saved[key] = saved.get(key, Decimal("0.00")) + record.discount
    return [_Discount(*key, amount) for key, amount in sorted(saved.items())]


def _total(rows: Sequence[_Discount]) -> Decimal:
    return sum((row.amount for row in rows), Decimal("0.00"))
