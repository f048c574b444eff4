"""代金券详情: one coupon and what it was used for."""

from rpa.sandbox.display import moment, money, plain
from rpa.sandbox.pages.coupon_scope import issued, status_of
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Column, Facts, Page, Tab, Table
from rpa.sandbox.world.coupon_values import Coupon, Use

ROUTE = "sales/coupon-details"


def build(view: View) -> Page | None:
    """Return the page of the coupon that the address names."""
    wanted = view.params.get("coupon")
    coupon = next((one for one in issued(view) if one.id == wanted), None)
    if coupon is None:
        return None
    group = view.generation.customer_group
    crumbs = ("销售", group, view.generation.coupon_page, "代金券详情")
    return Page(ROUTE, "代金券详情", crumbs, (_facts(view, coupon), _uses(coupon)))


def _facts(view: View, coupon: Coupon) -> Tab:
    minimum = f"满 {money(coupon.minimum)} 元可用" if coupon.minimum else "不限"
    items = (
        ("代金券ID", coupon.id),
        ("当前状态", status_of(view, coupon.status)),
        ("客户账号名", coupon.customer.account),
        ("面值(元)", money(coupon.face)),
        ("余额(元)", money(coupon.balance)),
        ("最小可用订单额", minimum),
        ("发放时间", moment(coupon.issued_at)),
        ("生效时间", moment(coupon.effective_at)),
        ("失效时间", moment(coupon.expires_at)),
        ("额度编号", coupon.quota.number),
        ("使用限制", plain(coupon.limits or coupon.quota.limits)),
        ("备注", plain(coupon.remark)),
    )
    return Tab("coupon-facts", "基本信息", facts=(Facts("代金券信息", items),))


def _uses(coupon: Coupon) -> Tab:
    columns: tuple[Column[Use], ...] = (
        Column("order", "订单号", lambda use: use.order_no, 210),
        Column("product", "产品类型", lambda use: use.product, 200),
        Column("used", "使用时间", lambda use: moment(use.used_at), 180, "datetime"),
        Column("amount", "使用金额(元)", lambda use: money(use.amount), 140, "money"),
    )
    table = Table("coupon-uses", columns, lambda: coupon.uses, lambda use: use.order_no)
    return Tab("coupon-uses", "使用记录", table=table)
