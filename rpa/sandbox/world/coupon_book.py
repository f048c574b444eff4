"""How a partner's quotas, coupons and their history come about, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from rpa.sandbox.world.coupon_values import (
    RECALLED,
    VALID,
    Coupon,
    CouponBook,
    CouponEvent,
    Quota,
    Use,
)
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.order_book import order_number
from rpa.sandbox.world.people import MANAGERS, RESELLERS
from rpa.sandbox.world.products import PRODUCT_TYPES
from rpa.sandbox.world.randomness import Chance, stream

_FEWEST = 12
_HISTORY_DAYS = 700
_OWNERS = (None,) * 9 + RESELLERS[:1] * 4 + RESELLERS[1:4]
_LIMITS = (
    None,
    None,
    "仅限新购、续订",
    "仅限弹性云服务器ECS、云硬盘EVS、弹性公网IP",
    "不可用于云商店商品",
    "仅限包年/包月，订单金额满 5,000.00 元",
)
_REMARKS = (
    None,
    None,
    "新客首购",
    "=季度激励=",
    "项目备案 <A-17>",
    "补发：上一张已过期",
    "POC测试",
)
_FACES = ("50.00", "100.00", "200.00", "500.00", "1000.00", "3000.50", "88888.00")
_ZERO = Decimal("0.00")


def number_of(rng: Chance) -> str:
    """Return 19 digits, more than a float can keep."""
    return f"{10**18 + rng.getrandbits(64) % (9 * 10**18)}"


def build_coupon_book(
    seed: int, tenant: str, count: int, today: date, customers: Sequence[Customer]
) -> CouponBook:
    """Return quotas and coupons, as many of each as `count`, and their history."""
    now = datetime.combine(today, time(9))
    size = max(_FEWEST, count)
    rng = stream(seed, f"{tenant}/quotas")
    quotas = list(_quotas(rng, size, now, resold=tenant == "distributor"))
    issuer = _Issuer(stream(seed, f"{tenant}/coupons"), quotas, customers, now)
    coupons = sorted(issuer.coupons(size), key=lambda coupon: coupon.issued_at, reverse=True)
    events = _events(stream(seed, f"{tenant}/coupon-events"), quotas, coupons, now)
    return CouponBook(quotas, coupons, sorted(events, key=lambda event: event.at, reverse=True))


def _quotas(rng: Chance, size: int, now: datetime, *, resold: bool) -> Iterator[Quota]:
    gap_s = _HISTORY_DAYS * 86_400 // size
    issued_at, parent = now, ""
    for position in range(size):
        issued_at -= timedelta(seconds=rng.between(gap_s // 3, gap_s * 5 // 3))
        owner = rng.one_of(_OWNERS)
        if position < 2:
            owner = RESELLERS[0] if position else None
        quota = _quota(rng, owner if resold else None, parent, issued_at, now, is_new=position < 2)
        parent = quota.number if quota.owner is None else parent
        yield quota


def _quota(
    rng: Chance, owner: str | None, parent: str, issued_at: datetime, now: datetime, *, is_new: bool
) -> Quota:
    amount = Decimal(int(10 ** rng.uniform(4, 7.4))).quantize(_ZERO)
    left = Decimal(rng.one_of((100, 100, 64, 37, 5, 0))) / 100
    effective_at = issued_at + timedelta(days=rng.one_of((0, 0, 0, 1, 30)))
    expires_at = effective_at + timedelta(days=rng.one_of((90, 180, 365, 730)))
    status = rng.one_of((*(VALID,) * 8, "额度调整中", "冻结"))
    if expires_at < now:
        status = "失效"
    return Quota(
        number=number_of(rng),
        owner=owner,
        parent=parent if owner else None,
        amount=amount,
        balance=amount if is_new else (amount * left).quantize(_ZERO),
        issued_at=issued_at,
        effective_at=effective_at,
        expires_at=expires_at.replace(hour=23, minute=59, second=59),
        status=VALID if is_new else status,
        limits=rng.one_of(_LIMITS),
        remark=rng.one_of(_REMARKS),
    )


@dataclass
class _Issuer:
    rng: Chance
    quotas: Sequence[Quota]
    customers: Sequence[Customer]
    now: datetime

    def coupons(self, size: int) -> Iterator[Coupon]:
        receivers = self._receivers()
        usable = [quota for quota in self.quotas if receivers.get(quota.owner)]
        for _ in range(size if usable else 0):
            quota = self.rng.one_of(usable)
            yield self._coupon(quota, self.rng.one_of(receivers[quota.owner]))

    def _receivers(self) -> dict[str | None, list[Customer]]:
        """Return who may be given coupons, by issuer: customers that buy through it."""
        found: dict[str | None, list[Customer]] = {}
        for customer in self.customers:
            if customer.association == "代售":
                found.setdefault(customer.reseller, []).append(customer)
        return found

    def _coupon(self, quota: Quota, customer: Customer) -> Coupon:
        rng = self.rng
        until = min(self.now, quota.expires_at)
        age_s = max(1, int((until - quota.issued_at).total_seconds()))
        issued_at = quota.issued_at + timedelta(seconds=rng.between(0, age_s))
        effective_at = issued_at + timedelta(days=rng.one_of((0, 0, 0, 0, 20)))
        expires_at = effective_at + timedelta(days=rng.one_of((30, 90, 180, 365)))
        face = Decimal(rng.one_of(_FACES))
        status = self._status(effective_at, expires_at)
        spent = self._spent(status)
        uses = tuple(self._uses((face * spent / 100).quantize(_ZERO), issued_at))
        used = sum((use.amount for use in uses), _ZERO)
        return Coupon(
            id=f"CP{number_of(rng)}",
            quota=quota,
            customer=customer,
            face=face,
            balance=face - used if status in {VALID, "未激活"} else _ZERO,
            minimum=rng.one_of((None, face * 2, face * 10)),
            issued_at=issued_at,
            effective_at=effective_at,
            expires_at=expires_at.replace(hour=23, minute=59, second=59),
            status=status,
            remark=rng.one_of(_REMARKS),
            uses=uses,
        )

    def _status(self, effective_at: datetime, expires_at: datetime) -> str:
        if expires_at < self.now:
            return self.rng.one_of(("已过期", "已过期", "已使用", RECALLED))
        if effective_at > self.now:
            return "未激活"
        return self.rng.one_of((*(VALID,) * 6, "已使用", RECALLED))

    def _spent(self, status: str) -> int:
        """Return how much of a coupon is used up, in percent."""
        if status == "已使用":
            return 100
        return 0 if status == "未激活" else self.rng.one_of((0, 0, 0, 25, 60))

    def _uses(self, used: Decimal, issued_at: datetime) -> Iterator[Use]:
        rng, left, used_at = self.rng, used, issued_at
        while left > 0:
            amount = left if rng.random() < 0.6 else (left / 2).quantize(_ZERO)
            used_at = min(self.now, used_at + timedelta(seconds=rng.between(3600, 864_000)))
            yield Use(order_number(rng), rng.one_of(PRODUCT_TYPES), used_at, amount)
            left -= amount


def _events(
    rng: Chance, quotas: Sequence[Quota], coupons: Sequence[Coupon], now: datetime
) -> Iterator[CouponEvent]:
    for quota in quotas:
        if quota.owner:
            yield _event(rng, "发放额度", quota, quota.issued_at, quota.amount)
    for coupon in coupons:
        yield _event(rng, "发放", coupon.quota, coupon.issued_at, coupon.face, coupon)
        rest = coupon.face - sum((use.amount for use in coupon.uses), _ZERO)
        if coupon.status == "已过期" and rest:
            expired_at = coupon.expires_at + timedelta(seconds=rng.between(60, 3600))
            yield _event(rng, "过期回收", coupon.quota, expired_at, rest, coupon)
        if coupon.status == RECALLED:
            recalled_at = min(now, coupon.issued_at + timedelta(days=rng.between(1, 25)))
            yield _event(rng, "手动回收", coupon.quota, recalled_at, rest, coupon)


def _event(
    rng: Chance,
    operation: str,
    quota: Quota,
    at: datetime,
    amount: Decimal,
    coupon: Coupon | None = None,
) -> CouponEvent:
    is_automatic = operation == "过期回收"
    return CouponEvent(
        at=at,
        operation=operation,
        owner=None if operation == "发放额度" else quota.owner,
        quota_no=quota.number,
        coupon_id=coupon.id if coupon else None,
        customer=coupon.customer if coupon else None,
        amount=amount,
        operator="系统" if is_automatic else quota.owner or rng.one_of(MANAGERS),
        result="成功",
        remark=coupon.remark if coupon else quota.remark,
    )
