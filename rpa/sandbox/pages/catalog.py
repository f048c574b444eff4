"""All pages there are: one module each, found by route or by the table they hold."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from rpa.sandbox.pages import (
    basic_info,
    change_account,
    coupon_details,
    coupon_records,
    coupons,
    create_opportunity,
    customer_details,
    customer_development,
    customer_expenditure,
    customer_list,
    customer_orders,
    customer_resources,
    discount_details,
    exclusive_offers,
    export_records,
    home,
    incentive_bill,
    issue_coupons,
    marketing_tasks,
    marketplace_goods,
    marketplace_incentives,
    offer_operations,
    opportunities,
    opportunity_details,
    quota_details,
    revenue,
    revenue_entry,
)
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Page, Tab

_PAGES: dict[str, Callable[[View], Page | None]] = {
    home.ROUTE: home.build,
    customer_orders.ROUTE: customer_orders.build,
    revenue.ROUTE: revenue.build,
    incentive_bill.ROUTE: incentive_bill.build,
    revenue_entry.ROUTE: revenue_entry.build,
    marketplace_incentives.ROUTE: marketplace_incentives.build,
    exclusive_offers.ROUTE: exclusive_offers.build,
    offer_operations.ROUTE: offer_operations.build,
    marketplace_goods.ROUTE: marketplace_goods.build,
    customer_list.ROUTE: customer_list.build,
    customer_resources.ROUTE: customer_resources.build,
    customer_details.ROUTE: customer_details.build,
    customer_expenditure.ROUTE: customer_expenditure.build,
    discount_details.ROUTE: discount_details.build,
    coupons.ROUTE: coupons.build,
    coupon_details.ROUTE: coupon_details.build,
    coupon_records.ROUTE: coupon_records.build,
    quota_details.ROUTE: quota_details.build,
    issue_coupons.ROUTE: issue_coupons.build,
    marketing_tasks.ROUTE: marketing_tasks.build,
    opportunities.ROUTE: opportunities.build,
    opportunity_details.ROUTE: opportunity_details.build,
    create_opportunity.ROUTE: create_opportunity.build,
    customer_development.ROUTE: customer_development.build,
    basic_info.ROUTE: basic_info.build,
    change_account.ROUTE: change_account.build,
    export_records.ROUTE: export_records.build,
}

ROUTES = frozenset(_PAGES)


def page_at(route: str, view: View) -> Page | None:
    """Return the page at a route, or None when this view has no such page."""
    page = _PAGES[route](view) if route in _PAGES else None
    return view.mutations.page(page) if page else None


def tab_of(table_id: str, view: View) -> Tab | None:
    """Return the tab of this key or with this table, or None when this view has none."""
    pages = (page_at(route, view) for route in _PAGES)
    tabs = (tab for page in pages if page for tab in _leaves(page.tabs))
    return next((tab for tab in tabs if table_id == (tab.table.id if tab.table else tab.key)), None)


def _leaves(tabs: tuple[Tab, ...]) -> Iterator[Tab]:
    for tab in tabs:
        if tab.tabs:
            yield from _leaves(tab.tabs)
        elif tab.choices:
            yield from (replace(tab, table=one.table, choices=()) for one in tab.choices)
        else:
            yield tab
            fields = (field for step in tab.steps for field in step.fields)
            yield from (field.source for field in fields if field.source)
