"""专属优惠/操作记录: offers that ended or were deleted (P15)."""

from rpa.sandbox import conditions
from rpa.sandbox.display import moment
from rpa.sandbox.pages import exclusive_offers
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Column, Page, Tab, Table
from rpa.sandbox.world.exclusive_offers import OPERATIONS, OfferOperation, offer_operations

ROUTE = f"{exclusive_offers.ROUTE}/operations"


def build(view: View) -> Page | None:
    """Return the page as this view sees it."""
    if view.role.is_member:
        return None
    crumbs = ("销售", "云商店", "专属优惠", "操作记录")
    return Page(ROUTE, "专属优惠/操作记录", crumbs, (_tab(view),))


def _tab(view: View) -> Tab:
    def rows() -> list[OfferOperation]:
        every = offer_operations(view.world, view.role.tenant)
        return [one for one in every if exclusive_offers.sees(view, one.offer)]

    return Tab(
        key="operations",
        title="",
        form=(
            conditions.text("good", "商品名称", lambda one: one.offer.good.name),
            conditions.select("operation", "操作类型", OPERATIONS, lambda one: one.operation),
            conditions.date_range("at", "操作时间", lambda one: one.at),
        ),
        table=Table("offer-operations", _COLUMNS, rows, lambda one: one.offer.no),
    )


_COLUMNS: tuple[Column[OfferOperation], ...] = (
    Column("no", "优惠编号", lambda one: one.offer.no, 220),
    Column("good", "商品名称", lambda one: one.offer.good.name, 240),
    Column("merchant", "商家名称", lambda one: one.offer.good.merchant, 240),
    Column("target", "适用客户/云经销商", lambda one: one.offer.target, 240, masked=True),
    Column("operation", "操作类型", lambda one: one.operation, 110),
    Column("at", "操作时间", lambda one: moment(one.at), 180, "datetime"),
    Column("operator", "操作员", lambda one: one.operator, 160),
)
