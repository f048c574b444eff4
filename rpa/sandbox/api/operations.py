"""All operations of the API, by method and path."""

from collections.abc import Callable
from dataclasses import dataclass

from rpa.sandbox.api import bills, coupons, customers, orders, resources
from rpa.sandbox.api.asked import Asked
from rpa.sandbox.schema import Json
from rpa.sandbox.web.writing import Clerk


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that the API does; an empty answer is one without content."""

    name: str
    method: str
    path: str
    answer: Callable[[Asked, Clerk], Json]


def _reads(tell: Callable[[Asked], Json]) -> Callable[[Asked, Clerk], Json]:
    return lambda asked, _: tell(asked)


_ORDERS, _PARTNERS = "/v2/orders", "/v2/partners"
_COUPONS = "/v2/promotions/benefits/partner-coupons"
_BILLS = "/v2/bills"

OPERATIONS = (
    Operation(
        "ListCustomerOrders", "GET", f"{_ORDERS}/customer-orders", _reads(orders.list_orders)
    ),
    Operation(
        "ShowCustomerOrderDetails",
        "GET",
        f"{_ORDERS}/customer-orders/details/{{order_id}}",
        _reads(orders.show_order),
    ),
    Operation(
        "ListSubCustomers",
        "POST",
        f"{_PARTNERS}/sub-customers/query",
        _reads(customers.list_customers),
    ),
    Operation(
        "ListIndirectPartners",
        "POST",
        f"{_PARTNERS}/indirect-partners/query",
        _reads(customers.list_partners),
    ),
    Operation(
        "ListPayPerUseCustomerResources",
        "POST",
        f"{_ORDERS}/suscriptions/resources/query",
        _reads(resources.list_by_term),
    ),
    Operation(
        "ListCustomerOnDemandResources",
        "POST",
        f"{_PARTNERS}/sub-customers/on-demand-resources/query",
        _reads(resources.list_on_demand),
    ),
    Operation(
        "ListSubcustomerMonthlyBills",
        "GET",
        f"{_BILLS}/partner-bills/subcustomer-bills/monthly-sum",
        _reads(bills.list_sums),
    ),
    Operation(
        "ListSubCustomerBillDetail",
        "GET",
        f"{_BILLS}/subcustomer-bills/res-fee-records",
        _reads(bills.list_records),
    ),
    Operation(
        "ListQuotaCoupons", "POST", f"{_PARTNERS}/coupon-quotas/query", _reads(coupons.list_quotas)
    ),
    Operation("ListIssuedPartnerCoupons", "GET", _COUPONS, _reads(coupons.list_issued)),
    Operation(
        "ListPartnerCouponsRecord",
        "GET",
        f"{_COUPONS}/records/query",
        _reads(coupons.list_records),
    ),
    Operation("CreatePartnerCoupons", "POST", _COUPONS, coupons.issue),
    Operation("ReclaimPartnerCoupons", "POST", f"{_COUPONS}/reclaim", coupons.reclaim),
)
