"""业绩管理: what the partner's customers count for, and what the partner earns by it (P04)."""

from rpa.sandbox.pages import revenue_incentives, revenue_queries
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Page, Tab

ROUTE = "sales/revenue"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    title = view.generation.revenue_page
    queries = Tab("revenue", "业绩查询", tabs=revenue_queries.tabs(view))
    reconciliation = Tab("reconciliation", "激励对账", tabs=revenue_incentives.tabs(view))
    earns = not view.role.is_member
    crumbs = ("销售", view.generation.revenue_group, title)
    return Page(ROUTE, title, crumbs, (queries, reconciliation) if earns else (queries,))
