"""代金券额度详情: one quota."""

from rpa.sandbox.display import moment, money, plain
from rpa.sandbox.pages.coupon_scope import own_quotas, status_of
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Facts, Page, Tab
from rpa.sandbox.world.coupon_values import Quota

ROUTE = "sales/quota-details"


def build(view: View) -> Page | None:
    """Return the page of the quota that the address names."""
    quota = next((q for q in own_quotas(view) if q.number == view.params.get("quota")), None)
    if quota is None:
        return None
    group = view.generation.customer_group
    crumbs = ("销售", group, view.generation.coupon_page, "代金券额度详情")
    facts = (Facts("额度信息", quota_items(view, quota)),)
    return Page(ROUTE, "代金券额度详情", crumbs, (Tab("quota-facts", "", facts=facts),))


def quota_items(view: View, quota: Quota) -> tuple[tuple[str, str], ...]:
    """Return labels and values of a quota."""
    return (
        ("额度编号", quota.number),
        ("状态", status_of(view, quota.status)),
        ("额度(元)", money(quota.amount)),
        ("余额(元)", money(quota.balance)),
        ("发放时间", moment(quota.issued_at)),
        ("生效时间", moment(quota.effective_at)),
        ("失效时间", moment(quota.expires_at)),
        ("使用限制", plain(quota.limits)),
        ("备注", plain(quota.remark)),
    )
