"""The coupons that `recall-coupons` may recall, as they are now (P06)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.coupon_row import coupon_row
from rpa.sandbox.truth.inputs import check_names, choice, days, names
from rpa.sandbox.world.coupon_values import COUPON_STATUSES, Coupon
from rpa.sandbox.world.coupons import coupons
from rpa.sandbox.world.world import World

_COLUMNS = (
    "代金券ID",
    "客户名称",
    "客户账号名",
    "面值",
    "余额",
    "发放时间",
    "生效时间",
    "失效时间",
    "当前状态",
    "额度编号",
    "备注",
)
_INPUTS = ("coupons", "customer", "account", "status", "issued")


def recall_coupons(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the coupons that the role's partner issued, newest first."""
    check_names(inputs, _INPUTS)
    rows = [coupon_row(coupon, _COLUMNS) for coupon in _wanted(world, role, inputs)]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[Coupon]:
    ids = names(inputs, "coupons")
    status = choice(inputs, "status", COUPON_STATUSES)
    issued = days(inputs, "issued", world.today)
    customer, account = (
        inputs.get(name, "").strip().casefold() for name in ("customer", "account")
    )
    for coupon in coupons(world, role.tenant, role.only_reseller):
        if (
            role.sees(coupon.customer)
            and (not ids or coupon.id in ids)
            and customer in coupon.customer.name.casefold()
            and account in coupon.customer.account.casefold()
            and status in (None, coupon.status)
            and (issued is None or issued.first <= coupon.issued_at.date() <= issued.last)
        ):
            yield coupon
