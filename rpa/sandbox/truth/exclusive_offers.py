"""The truth of `exclusive-offers` (P15)."""

from collections.abc import Iterator, Mapping
from datetime import date

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names, choice, days
from rpa.sandbox.world import exclusive_offers as offers
from rpa.sandbox.world.exclusive_offers import OFFER_STATUSES, ExclusiveOffer
from rpa.sandbox.world.world import World

_COLUMNS = (
    "优惠编号",
    "商品名称",
    "商家名称",
    "适用客户/云经销商",
    "生效时间",
    "失效时间",
    "状态",
    "产品ID",
    "商品规格",
    "计费模式",
    "周期类型",
    "交易模式",
    "分成比例",
    "申请的客户折扣",
)
_TEXTS = ("good", "merchant", "target")


def exclusive_offers(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the offers that the role sees and the inputs ask for, those that begin last first."""
    check_names(inputs, (*_TEXTS, "status", "begins"))
    rows = [_row(offer, world.today) for offer in _wanted(world, role, inputs)]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[ExclusiveOffer]:
    status = choice(inputs, "status", OFFER_STATUSES)
    begins = days(inputs, "begins", world.today)
    parts = [inputs.get(name, "").strip().casefold() for name in _TEXTS]
    for offer in offers.exclusive_offers(world, role.tenant):
        values = (offer.good.name, offer.good.merchant, offer.target)
        if (
            _sees(role, offer)
            and all(part in text.casefold() for part, text in zip(parts, values, strict=True))
            and status in (None, offer.status(world.today))
            and (begins is None or begins.first <= offer.begins_on <= begins.last)
        ):
            yield offer


def _sees(role: Role, offer: ExclusiveOffer) -> bool:
    if offer.customer is None:
        return role.only_reseller is None or role.only_reseller == offer.reseller
    return role.sees(offer.customer)


def _row(offer: ExclusiveOffer, today: date) -> list[str | None]:
    good = offer.good
    return [
        offer.no,
        good.name,
        good.merchant,
        offer.target,
        offer.begins_on.isoformat(),
        offer.ends_on.isoformat() if offer.ends_on else None,
        offer.status(today),
        good.product_id,
        good.specification,
        good.billing_mode,
        good.cycle,
        offer.trade_mode,
        f"{good.share:.0%}",
        offer.discount,
    ]
