"""The truth of `coupon-quotas` (P13)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names, choice, days
from rpa.sandbox.truth.typed import number, stamp
from rpa.sandbox.world.coupon_values import QUOTA_STATUSES, Quota
from rpa.sandbox.world.coupons import quotas
from rpa.sandbox.world.world import World

_COLUMNS = ("额度编号", "额度", "余额", "生效时间", "失效时间", "状态", "使用限制")
_INPUTS = ("quota", "status", "effective", "expires")


def coupon_quotas(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the quotas that the role's partner issues coupons from, newest first."""
    check_names(inputs, _INPUTS)
    rows = [_row(quota) for quota in _wanted(world, role, inputs)]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[Quota]:
    part = inputs.get("quota", "").strip()
    status = choice(inputs, "status", QUOTA_STATUSES)
    effective = days(inputs, "effective", world.today)
    expires = days(inputs, "expires", world.today)
    for quota in quotas(world, role.tenant, role.only_reseller):
        if part not in quota.number or (status and quota.status != status):
            continue
        if effective and not effective.first <= quota.effective_at.date() <= effective.last:
            continue
        if expires and not expires.first <= quota.expires_at.date() <= expires.last:
            continue
        yield quota


def _row(quota: Quota) -> list[str | float | None]:
    return [
        quota.number,
        number(quota.amount),
        number(quota.balance),
        stamp(quota.effective_at),
        stamp(quota.expires_at),
        quota.status,
        quota.limits,
    ]
