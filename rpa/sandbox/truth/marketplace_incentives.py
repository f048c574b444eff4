"""The truth of `marketplace-incentives` (P12)."""

from collections.abc import Mapping
from datetime import date, timedelta

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import Days, check_names, days
from rpa.sandbox.truth.months import month
from rpa.sandbox.truth.typed import number
from rpa.sandbox.world.marketplace_deals import Deal, listed_deals
from rpa.sandbox.world.world import World

_COLUMNS = (
    "账期",
    "订单号",
    "订单行号",
    "商品名称",
    "商家名称",
    "交易日期",
    "交易金额",
    "分成比例",
    "激励金额",
    "状态",
)


def marketplace_incentives(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the deals up to yesterday that the inputs ask for, newest first."""
    check_names(inputs, ("period", "line", "dealt"))
    period = month(inputs, "period", world.today)
    line = inputs.get("line", "").strip().casefold()
    dealt = _up_to_yesterday(days(inputs, "dealt", world.today), world.today)
    rows = [
        _row(deal)
        for deal in listed_deals(world, role.tenant)
        if (period is None or deal.period == period)
        and line in deal.line_no.casefold()
        and (dealt is None or dealt.first <= deal.dealt_on <= dealt.last)
    ]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}


def _up_to_yesterday(asked: Days | None, today: date) -> Days | None:
    """Return the days that the page has, of those asked for; yesterday if it has none."""
    if asked is None:
        return None
    yesterday = today - timedelta(days=1)
    return Days(min(asked.first, yesterday), min(asked.last, yesterday))


def _row(deal: Deal) -> list[str | float | None]:
    return [
        deal.period,
        deal.order_no,
        deal.line_no,
        deal.good.name,
        deal.good.merchant,
        deal.dealt_on.isoformat(),
        number(deal.amount),
        f"{deal.share:.0%}",
        number(deal.incentive),
        deal.status,
    ]
