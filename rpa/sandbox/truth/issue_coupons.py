"""What `issue-coupons` has issued out of which quota, as it is now (P13)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.coupon_row import coupon_row
from rpa.sandbox.truth.inputs import BadInput, check_names, names
from rpa.sandbox.world.coupon_values import Coupon
from rpa.sandbox.world.coupons import coupons
from rpa.sandbox.world.world import World

_COLUMNS = (
    "代金券ID",
    "额度编号",
    "客户名称",
    "客户账号名",
    "面值",
    "余额",
    "发放时间",
    "生效时间",
    "失效时间",
    "当前状态",
    "备注",
)
_INPUTS = ("quota", "customers", "face_value", "memo")


def issue_coupons(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the coupons that came out of the quotas of the role's partner, newest first."""
    check_names(inputs, _INPUTS)
    rows = [coupon_row(coupon, _COLUMNS) for coupon in _wanted(world, role, inputs)]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[Coupon]:
    quota, memo = inputs.get("quota", "").strip(), inputs.get("memo", "").strip()
    face, customers = _amount(inputs.get("face_value", "")), names(inputs, "customers")
    for coupon in coupons(world, role.tenant, role.only_reseller):
        if (
            role.sees(coupon.customer)
            and quota in ("", coupon.quota.number)
            and memo in ("", coupon.remark)
            and face in (None, coupon.face)
            and (not customers or customers & {coupon.customer.account, coupon.customer.name})
        ):
            yield coupon


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")) if text.strip() else None
    except InvalidOperation:
        raise BadInput(f'face_value: cannot read "{text}"; write an amount such as 50.00') from None
