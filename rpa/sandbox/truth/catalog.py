"""All flows whose truth is known."""

from collections.abc import Callable, Mapping

from rpa.sandbox.nearest import unknown
from rpa.sandbox.roles import ROLES, Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.change_contact import change_contact
from rpa.sandbox.truth.company_profile import company_profile
from rpa.sandbox.truth.coupon_quotas import coupon_quotas
from rpa.sandbox.truth.customer_resources import customer_resources
from rpa.sandbox.truth.exclusive_offers import exclusive_offers
from rpa.sandbox.truth.expenditure_details import expenditure_details
from rpa.sandbox.truth.expenditure_summary import expenditure_summary
from rpa.sandbox.truth.inputs import BadInput
from rpa.sandbox.truth.invite_customers import invite_customers
from rpa.sandbox.truth.issue_coupons import issue_coupons
from rpa.sandbox.truth.marketplace_incentives import marketplace_incentives
from rpa.sandbox.truth.opportunities import opportunities
from rpa.sandbox.truth.order_resources import order_resources
from rpa.sandbox.truth.recall_coupons import recall_coupons
from rpa.sandbox.truth.reconcile_orders import reconcile_orders
from rpa.sandbox.truth.revenue_details import revenue_details
from rpa.sandbox.truth.revenue_summary import revenue_summary
from rpa.sandbox.truth.sales_task_details import sales_task_details
from rpa.sandbox.truth.sign_agreement import sign_agreement
from rpa.sandbox.truth.unbound_subaccount_expenditure import unbound_subaccount_expenditure
from rpa.sandbox.world.world import World

_TRUTHS: dict[str, Callable[[World, Role, Mapping[str, str]], Json]] = {
    "company-profile": company_profile,
    "customer-resources": customer_resources,
    "expenditure-details": expenditure_details,
    "expenditure-summary": expenditure_summary,
    "unbound-subaccount-expenditure": unbound_subaccount_expenditure,
    "exclusive-offers": exclusive_offers,
    "marketplace-incentives": marketplace_incentives,
    "revenue-details": revenue_details,
    "revenue-summary": revenue_summary,
    "coupon-quotas": coupon_quotas,
    "sales-task-details": sales_task_details,
    "opportunities": opportunities,
    "order-resources": order_resources,
    "sign-agreement": sign_agreement,
    "recall-coupons": recall_coupons,
    "issue-coupons": issue_coupons,
    "invite-customers": invite_customers,
    "change-contact": change_contact,
    "reconcile-orders": reconcile_orders,
}


class NoSuchTruth(ValueError):
    """There is no flow of this slug, or nothing is known of it."""

    def __init__(self, slug: str) -> None:
        super().__init__(unknown("flow", slug, _TRUTHS))


def truth_of(slug: str, world: World, default: Role, inputs: Mapping[str, str]) -> Json:
    """Return what a perfect run of the flow holds for its inputs."""
    if slug not in _TRUTHS:
        raise NoSuchTruth(slug)
    role = inputs.get("role", default.name)
    if role not in ROLES:
        raise BadInput(unknown("role", role, ROLES))
    given = {name: value for name, value in inputs.items() if name != "role"}
    return _TRUTHS[slug](world, ROLES[role], given)
