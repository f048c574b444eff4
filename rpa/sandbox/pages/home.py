"""主页: who one is, and what there is to do."""

from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Page

ROUTE = "home"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    customers = [c for c in view.world.customers(view.role.tenant) if view.role.sees(c)]
    resellers = {c.reseller for c in customers if c.reseller}
    figures = [{"label": "客户数", "value": f"{len(customers):,}", "unit": "家"}]
    if view.role.name == "distributor":
        figures.append({"label": "云经销商", "value": f"{len(resellers):,}", "unit": "家"})
    waiting = sum(customer.reseller is None and customer.manager is None for customer in customers)
    todo = [{"label": "待分配客户经理", "count": waiting, "route": "sales/customer-assignment"}]
    is_partner = not view.role.is_member and view.role.name != "reseller"
    return Page(ROUTE, "主页", (), body={"figures": figures, "todo": todo if is_partner else []})
