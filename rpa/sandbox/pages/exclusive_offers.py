"""专属优惠: approved offers on 云商店 goods, and the goods that have them (P15)."""

from rpa.sandbox import conditions
from rpa.sandbox.display import day, plain
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Button,
    Column,
    Dialog,
    Json,
    Page,
    RowAction,
    Tab,
    Table,
)
from rpa.sandbox.world.exclusive_offers import (
    OFFER_STATUSES,
    WAITING,
    ExclusiveOffer,
    delete,
    exclusive_offers,
)
from rpa.sandbox.world.marketplace_goods import CATEGORIES, GOODS, Good

ROUTE = "sales/exclusive-offers"


def build(view: View) -> Page | None:
    """Return the page as this view sees it; a 云经销商 finds the goods on 商品信息."""
    if view.role.is_member:
        return None
    tabs = (
        (_offers(view),)
        if view.role.only_reseller
        else (_offers(view), goods(view, "优惠商品", "offered-goods"))
    )
    return Page(ROUTE, "专属优惠", ("销售", "云商店", "专属优惠"), tabs)


def sees(view: View, offer: ExclusiveOffer) -> bool:
    """Tell whether an offer is for somebody in the role's scope."""
    if offer.customer is not None:
        return view.role.sees(offer.customer)
    return view.role.only_reseller in (None, offer.reseller)


def _offers(view: View) -> Tab:
    world, tenant = view.world, view.role.tenant

    def status(offer: ExclusiveOffer) -> str:
        return offer.status(world.today)

    def waits(offer: ExclusiveOffer) -> bool:
        return status(offer) == WAITING and view.role.only_reseller is None

    def remove(act: Act[ExclusiveOffer]) -> Json:
        (offer,) = act.rows
        act.accept()
        delete(world, tenant, offer, act.now, view.role.display_name)
        act.record("exclusive-offer-deletion", offer.no, 1)
        return {"message": "删除成功", "reload": True}

    ask = Dialog("删除", "删除后不可恢复，可在操作记录中查看。确定删除该专属优惠吗？")
    status_column: Column[ExclusiveOffer] = Column("status", "状态", status, 100, "status")
    return Tab(
        key="offers",
        title="专属优惠",
        note="此处仅展示审核通过的专属优惠，已失效或已删除的记录请在操作记录中查看。",
        form=(
            conditions.text("good", "商品名称", lambda offer: offer.good.name),
            conditions.text("merchant", "商家名称", lambda offer: offer.good.merchant),
            conditions.text("target", "适用客户/云经销商", lambda offer: offer.target),
            conditions.select("status", "状态", OFFER_STATUSES, status),
            conditions.date_range("begins", "生效时间", lambda offer: offer.begins_on),
        ),
        table=Table(
            id="exclusive-offers",
            columns=(*_OFFER_COLUMNS, status_column),
            rows=lambda: [one for one in exclusive_offers(world, tenant) if sees(view, one)],
            row_id=lambda offer: offer.no,
            row_actions=(
                RowAction(
                    "delete", "删除", is_enabled=waits, is_shown=waits, dialog=ask, act=remove
                ),
            ),
            details=_OFFER_DETAILS,
        ),
        buttons=(Button("operations", "操作记录", act=_to_operations),),
        export=EXPORT_ITEMS,
        export_title="专属优惠",
    )


def _to_operations(_: Act[ExclusiveOffer]) -> Json:
    return {"goto": f"#/{ROUTE}/operations"}


_OFFER_COLUMNS: tuple[Column[ExclusiveOffer], ...] = (
    Column("no", "优惠编号", lambda offer: offer.no, 200),
    Column("good", "商品名称", lambda offer: offer.good.name, 210),
    Column("merchant", "商家名称", lambda offer: offer.good.merchant, 210),
    Column("target", "适用客户/云经销商", lambda offer: offer.target, 180, masked=True),
    Column("begins", "生效时间", lambda offer: day(offer.begins_on), 110, "datetime"),
    Column("ends", "失效时间", lambda offer: day(offer.ends_on), 110, "datetime"),
)
_OFFER_DETAILS: tuple[Column[ExclusiveOffer], ...] = (
    Column("product", "产品ID", lambda offer: offer.good.product_id),
    Column("specification", "商品规格", lambda offer: offer.good.specification),
    Column("billing_mode", "计费模式", lambda offer: offer.good.billing_mode),
    Column("cycle", "周期类型", lambda offer: plain(offer.good.cycle)),
    Column("trade_mode", "交易模式", lambda offer: offer.trade_mode),
    Column("share", "分成比例", lambda offer: f"{offer.good.share:.0%}"),
    Column("discount", "申请的客户折扣", lambda offer: plain(offer.discount)),
)


def goods(view: View, title: str, table: str) -> Tab:
    """Return a tab with the goods whose links the partner may pass on."""
    partner = view.role.partner

    def copy(act: Act[Good]) -> Json:
        link = f"https://marketplace.huaweicloud.com/contents/{act.rows[0].product_id}"
        return {"message": f"链接已复制：{link}?partner={partner}"}

    return Tab(
        key=table,
        title=title,
        note="客户通过您分享的链接下单后，订单将自动绑定您的伙伴信息。",
        form=(
            conditions.text("name", "商品名称", lambda good: good.name),
            conditions.text("merchant", "商家名称", lambda good: good.merchant),
            conditions.select("category", "商品类目", CATEGORIES, lambda good: good.category),
        ),
        table=Table(
            id=table,
            columns=_GOOD_COLUMNS,
            rows=lambda: GOODS,
            row_id=lambda good: good.product_id,
            row_actions=(RowAction("copy-link", "复制链接", act=copy),),
        ),
    )


_GOOD_COLUMNS: tuple[Column[Good], ...] = (
    Column("product", "产品ID", lambda good: good.product_id, 230),
    Column("name", "商品名称", lambda good: good.name, 260),
    Column("specification", "商品规格", lambda good: good.specification, 140),
    Column("merchant", "商家名称", lambda good: good.merchant, 250),
    Column("category", "商品类目", lambda good: good.category, 120),
    Column("billing_mode", "计费模式", lambda good: good.billing_mode, 110),
    Column("share", "分成比例", lambda good: f"{good.share:.0%}", 100),
)
