"""业绩管理/业绩详情: one 业绩, whole (P04)."""

from rpa.sandbox.display import mask, moment, money, plain
from rpa.sandbox.pages.revenue_queries import entries
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Facts, Page, Tab
from rpa.sandbox.world.revenue import Revenue

ROUTE = "sales/revenue/entry"


def build(view: View) -> Page | None:
    """Return the page of the 业绩 that the address names."""
    wanted = view.params.get("revenue")
    found = entries(view) if wanted is not None else ()
    entry = next((one for one in found if one.id == wanted), None)
    if entry is None:
        return None
    title = f"{view.generation.revenue_page}/业绩详情"
    crumbs = ("销售", view.generation.revenue_group, view.generation.revenue_page, "业绩详情")
    return Page(ROUTE, title, crumbs, (Tab("revenue-entry", "", facts=_facts(entry)),))


def _facts(entry: Revenue) -> tuple[Facts, ...]:
    customer = entry.customer
    revenue = (
        ("业绩ID", entry.id),
        ("业绩单ID", entry.bill_no),
        ("对账期次", entry.period),
        ("业绩形成时间", moment(entry.formed_at)),
        ("业绩金额(元)", money(entry.amount)),
    )
    whose = (
        ("客户名称", mask(customer.name)),
        ("关联类型", customer.association),
        ("客户经理姓名", plain(customer.manager)),
        ("二级经销商名称", mask(plain(customer.reseller))),
    )
    order = (
        ("订单号", plain(entry.order_no)),
        ("订单类型", plain(entry.order_type)),
        ("产品类型", entry.product.kind),
        ("产品名称", entry.product.name),
        ("计费模式", entry.billing_mode),
    )
    return (Facts("业绩信息", revenue), Facts("客户信息", whose), Facts("订单信息", order))
