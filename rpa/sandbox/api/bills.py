"""客户消费, as the API tells it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from rpa.sandbox.api.asked import Asked, Tests, amount, bad_parameter, found, listing, utc
from rpa.sandbox.api.codes import (
    ASSOCIATION,
    BALANCE,
    BILL_TYPE,
    CHARGE_MODE,
    PAID_BY,
    REGION,
    RESOURCE,
    SERVICE,
)
from rpa.sandbox.schema import Json
from rpa.sandbox.world.expenditure_book import expenditures
from rpa.sandbox.world.expenditure_sums import LAG
from rpa.sandbox.world.expenditures import Expenditure, payable
from rpa.sandbox.world.months import earliest_month

_CNY = {"currency": "CNY"}
_CONSUMED, _REFUNDED = "0", "1"


def list_sums(asked: Asked) -> Json:
    """ListSubcustomerMonthlyBills."""
    is_asked, until = asked.scope(), asked.world.today - LAG
    tests: Tests[Expenditure] = (
        lambda one: is_asked(one.summed_for) and one.traded_at.date() <= until,
        asked.same("customer_id", lambda one: one.summed_for.id),
        asked.same("cloud_service_type", lambda one: SERVICE[one.product.kind]),
        asked.same("charge_mode", lambda one: CHARGE_MODE[one.charge_mode]),
        asked.same("bill_type", _sum_type),
    )
    records = found(_of_month(asked, "cycle"), tests)
    records.sort(key=_sum_key)
    sums = [list(group) for _, group in groupby(records, key=_sum_key)]
    return listing("bill_sums", "count", asked, sums, _sum) | _CNY


def list_records(asked: Asked) -> Json:
    """ListSubCustomerBillDetail; a 总经销商 sees the customers of its 云经销商 as well."""
    partner = asked.partner()
    tests: Tests[Expenditure] = (
        lambda one: asked.role.sees(one.customer),
        lambda one: partner is None or one.customer.reseller == partner,
        asked.same("customer_id", lambda one: one.customer.id),
        asked.same("service_type_code", lambda one: SERVICE[one.product.kind]),
        asked.same("region_code", lambda one: REGION[one.region]),
        asked.same("charging_mode", lambda one: CHARGE_MODE[one.charge_mode]),
        asked.same("bill_detail_type", lambda one: BILL_TYPE[one.bill_type]),
        asked.same("resource_id", lambda one: one.resource_id),
        asked.same("resource_name", lambda one: one.resource_name),
        asked.same("trade_id", lambda one: one.trade_no),
        asked.same("association_type", lambda one: ASSOCIATION[one.customer.association]),
    )
    matching = found(_of_month(asked, "bill_cycle"), tests)
    return listing("fee_records", "total_count", asked, matching, _record) | _CNY


def _of_month(asked: Asked, name: str) -> list[Expenditure]:
    month = asked.month(name)
    if month < earliest_month(asked.world.today):
        raise bad_parameter(name)
    known = expenditures(asked.world, asked.role.tenant)
    return [one for one in known if one.month == month]


def _sum_type(one: Expenditure) -> str:
    return _REFUNDED if one.is_refund else _CONSUMED


def _sum_key(one: Expenditure) -> tuple[str, ...]:
    return one.summed_for.account, one.product.kind, _sum_type(one), one.charge_mode


def _sum(records: Sequence[Expenditure]) -> Json:
    first = records[0]
    is_refund = first.is_refund
    saved = sum((one.discount for one in records), Decimal("0.00"))
    return {
        "customer_id": first.summed_for.id,
        "cloud_service_type": SERVICE[first.product.kind],
        "cloud_service_type_name": first.product.kind,
        "bill_type": _sum_type(first),
        "charge_mode": str(CHARGE_MODE[first.charge_mode]),
        "amount": amount(payable(records)),
        "debt_amount": None if is_refund else amount(_debt(records)),
        "discount_amount": None if is_refund else amount(saved),
        "measure_id": 1,
        "account_details": [
            {
                "balance_type": balance,
                "amount": amount(payable([one for one in records if one.payment_method == method])),
                "bill_type": _sum_type(first),
            }
            for method, balance in BALANCE.items()
            if any(one.payment_method == method for one in records)
        ],
    }


def _debt(records: Sequence[Expenditure]) -> Decimal:
    return payable([one for one in records if not one.is_paid])


def _record(one: Expenditure) -> Json:
    paid = dict.fromkeys(PAID_BY.values(), 0.0)
    if one.is_paid:
        paid[PAID_BY[one.payment_method]] = float(one.amount)
    return {
        "bill_cycle": one.month,
        "customer_id": one.customer.id,
        "association_type": ASSOCIATION[one.customer.association],
        "service_type_code": SERVICE[one.product.kind],
        "service_type_name": one.product.kind,
        "resource_type_code": RESOURCE[one.product.kind],
        "resource_type_name": one.product.kind,
        "charging_mode": CHARGE_MODE[one.charge_mode],
        "trade_time": utc(one.traded_at),
        "consume_time": utc(one.traded_at),
        "trade_id": one.trade_no,
        "bill_detail_type": BILL_TYPE[one.bill_type],
        "resource_id": one.resource_id,
        "resource_name": one.resource_name,
        "region_code": REGION[one.region],
        "region_name": one.region,
        "product_name": one.product.name,
        "official_amount": amount(one.list_price),
        "official_discount_amount": amount(one.discount),
        "payment_amount": amount(one.amount),
        **paid,
        "flexipurchase_coupon_amount": 0.0,
        "debt_amount": 0.0 if one.is_paid else amount(one.amount),
    }
