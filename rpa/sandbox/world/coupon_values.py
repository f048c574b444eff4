"""What a partner's 代金券 are made of."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rpa.sandbox.world.customers import Customer

VALID = "有效"
RECALLED = "已回收"
QUOTA_STATUSES = (VALID, "失效", "额度调整中", "冻结")
COUPON_STATUSES = ("未激活", VALID, "已使用", "已过期", RECALLED)
OPERATIONS = ("发放", "手动回收", "过期回收", "发放额度", "回收额度")


@dataclass(frozen=True, slots=True)
class Quota:
    """Money to issue coupons from; without an `owner` it is the partner's own.

    One that the partner gave to a 云经销商, its `owner`, was taken from its `parent`.
    """

    number: str
    owner: str | None
    parent: str | None
    amount: Decimal
    balance: Decimal
    issued_at: datetime
    effective_at: datetime
    expires_at: datetime
    status: str
    limits: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class Use:
    """An order that was paid with a coupon, in part or in whole."""

    order_no: str
    product: str
    used_at: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Coupon:
    """A coupon of one customer; its issuer is the owner of its quota."""

    id: str
    quota: Quota
    customer: Customer
    face: Decimal
    balance: Decimal
    minimum: Decimal | None
    issued_at: datetime
    effective_at: datetime
    expires_at: datetime
    status: str
    remark: str | None
    uses: tuple[Use, ...] = ()
    limits: str | None = None


@dataclass(frozen=True, slots=True)
class CouponEvent:
    """Something that was done to a quota or a coupon by `owner`, None being the partner."""

    at: datetime
    operation: str
    owner: str | None
    quota_no: str
    coupon_id: str | None
    customer: Customer | None
    amount: Decimal
    operator: str
    result: str
    remark: str | None


@dataclass(slots=True)
class CouponBook:
    """All quotas, coupons and events of a partner and its 云经销商, newest first."""

    quotas: list[Quota]
    coupons: list[Coupon]
    events: list[CouponEvent]
