"""代金券 as the partner works with them: read, issued, recalled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from rpa.sandbox.world.coupon_book import build_coupon_book, number_of
from rpa.sandbox.world.coupon_values import (
    RECALLED,
    VALID,
    Coupon,
    CouponBook,
    CouponEvent,
    Quota,
)
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.randomness import stream
from rpa.sandbox.world.world import World

_NOTHING = Decimal("0.00")


def coupon_book(world: World, tenant: str) -> CouponBook:
    """Return all there is about the partner's coupons."""
    return world.once(
        "coupon-book",
        tenant,
        lambda: build_coupon_book(
            world.seed, tenant, world.count(tenant) // 3, world.today, world.customers(tenant)
        ),
    )


def quotas(world: World, tenant: str, owner: str | None) -> Sequence[Quota]:
    """Return the quotas of a 云经销商, or without one the partner's own, newest first."""
    return [quota for quota in coupon_book(world, tenant).quotas if quota.owner == owner]


def granted(world: World, tenant: str) -> Sequence[Quota]:
    """Return the quotas that the partner gave to its 云经销商, newest first."""
    return [quota for quota in coupon_book(world, tenant).quotas if quota.owner is not None]


def coupons(world: World, tenant: str, owner: str | None) -> Sequence[Coupon]:
    """Return the coupons issued by a 云经销商, or without one by the partner, newest first."""
    return [one for one in coupon_book(world, tenant).coupons if one.quota.owner == owner]


def events(world: World, tenant: str, owner: str | None) -> Sequence[CouponEvent]:
    """Return what a 云经销商, or without one the partner, did with coupons, newest first."""
    return [event for event in coupon_book(world, tenant).events if event.owner == owner]


def insert_quota(world: World, tenant: str, like: Quota) -> Quota:
    """Put a quota like this one on top of all."""
    kept = coupon_book(world, tenant).quotas
    number = number_of(stream(world.seed, f"{tenant}/new-quotas/{len(kept)}"))
    kept.insert(0, replace(like, number=number))
    world.changed()
    return kept[0]


@dataclass(frozen=True, slots=True)
class CouponDesk:
    """Where somebody (`operator`) changes the coupons of a partner, at a point in time."""

    world: World
    tenant: str
    operator: str
    now: datetime

    @property
    def book(self) -> CouponBook:
        """Return what is changed."""
        return coupon_book(self.world, self.tenant)

    def issue(self, like: Coupon) -> Coupon:
        """Issue a coupon like this one out of its quota, under an id of its own."""
        self._pay(like.quota.number, -like.face)
        coupon = replace(like, id=f"CP{self._new_number()}", quota=self._quota(like.quota.number))
        self.book.coupons.insert(0, coupon)
        self._note("发放", coupon.quota, coupon.face, coupon)
        return coupon

    def recall(self, coupon: Coupon) -> Decimal:
        """Take back what is left of a coupon, and return how much that was."""
        position = self.book.coupons.index(coupon)
        self.book.coupons[position] = replace(coupon, status=RECALLED, balance=_NOTHING)
        self._pay(coupon.quota.number, coupon.balance)
        self._note("手动回收", coupon.quota, coupon.balance, coupon)
        return coupon.balance

    def grant(self, quota: Quota, reseller: str, amount: Decimal) -> Quota:
        """Give a 云经销商 a quota out of one's own."""
        self._pay(quota.number, -amount)
        given = replace(
            quota,
            number=self._new_number(),
            owner=reseller,
            parent=quota.number,
            amount=amount,
            balance=amount,
            issued_at=self.now,
            status=VALID,
        )
        self.book.quotas.insert(0, given)
        self._note("发放额度", given, amount)
        return given

    def recall_grant(self, quota: Quota) -> Decimal:
        """Take back what is left of a quota given to a 云经销商, and return how much that was."""
        self._replace(quota, replace(quota, status="失效", balance=_NOTHING))
        if quota.parent:
            self._pay(quota.parent, quota.balance)
        self._note("回收额度", quota, quota.balance)
        return quota.balance

    def _quota(self, number: str) -> Quota:
        return next(quota for quota in self.book.quotas if quota.number == number)

    def _pay(self, number: str, amount: Decimal) -> None:
        quota = self._quota(number)
        self._replace(quota, replace(quota, balance=quota.balance + amount))

    def _replace(self, old: Quota, new: Quota) -> None:
        self.book.quotas[self.book.quotas.index(old)] = new

    def _note(
        self, operation: str, quota: Quota, amount: Decimal, coupon: Coupon | None = None
    ) -> None:
        customer: Customer | None = coupon.customer if coupon else None
        event = CouponEvent(
            at=self.now,
            operation=operation,
            owner=quota.owner if coupon else None,
            quota_no=quota.number,
            coupon_id=coupon.id if coupon else None,
            customer=customer,
            amount=amount,
            operator=self.operator,
            result="成功",
            remark=coupon.remark if coupon else quota.remark,
        )
        self.book.events.insert(0, event)

    def _new_number(self) -> str:
        drawn = len(self.book.events)
        return number_of(stream(self.world.seed, f"{self.tenant}/coupon-numbers/{drawn}"))
