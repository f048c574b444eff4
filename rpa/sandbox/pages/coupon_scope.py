"""What the coupon pages share: whose coupons a view shows, in the words of its year."""

from collections.abc import Sequence
from datetime import datetime

from rpa.sandbox.pages.view import View
from rpa.sandbox.world.accounts import account_of
from rpa.sandbox.world.coupon_values import VALID, Coupon, CouponEvent, Quota
from rpa.sandbox.world.coupons import CouponDesk, coupons, events, quotas


def own_quotas(view: View) -> Sequence[Quota]:
    """Return the quotas that this partner issues coupons from."""
    return quotas(view.world, view.role.tenant, view.role.only_reseller)


def issued(view: View) -> Sequence[Coupon]:
    """Return the coupons that this partner issued to customers in the role's scope."""
    found = coupons(view.world, view.role.tenant, view.role.only_reseller)
    return [coupon for coupon in found if view.role.sees(coupon.customer)]


def history(view: View) -> Sequence[CouponEvent]:
    """Return what was done by this partner, as far as the role may see it."""
    found = events(view.world, view.role.tenant, view.role.only_reseller)
    return [event for event in found if event.customer is None or view.role.sees(event.customer)]


def desk(view: View, now: datetime) -> CouponDesk:
    """Return where this view's account changes coupons."""
    return CouponDesk(view.world, view.role.tenant, view.role.display_name, now)


def asks_code(view: View) -> bool:
    """Tell whether the account is asked for a code."""
    return view.codes_required or account_of(view.world, view.role.name).asks_code


def status_of(view: View, status: str) -> str:
    """Return a status in the words of the year."""
    return view.generation.coupon_is_valid if status == VALID else status


def statuses(view: View, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return all statuses in the words of the year."""
    return tuple(status_of(view, status) for status in known)
