"""The resources of a customer, as the API tells them."""

from rpa.sandbox.api.asked import Asked, Tests, found, listing, utc
from rpa.sandbox.api.codes import (
    DEMAND_STATUS,
    EXPIRE_POLICY,
    REGION,
    RESOURCE,
    SERVICE,
    TERM_STATUS,
)
from rpa.sandbox.schema import Json
from rpa.sandbox.world.customer_resources import Resource, by_term, on_demand


def list_by_term(asked: Asked) -> Json:
    """ListPayPerUseCustomerResources: in spite of its name what 包年/包月资源 lists."""
    ids, statuses = asked.texts("resource_ids"), asked.texts("status_list")
    tests: Tests[Resource] = (
        lambda one: not ids or one.id in ids,
        lambda one: not statuses or str(TERM_STATUS[one.status]) in statuses,
        asked.same("order_id", lambda one: one.order_no),
        asked.same("service_type_code", lambda one: SERVICE[one.product.kind]),
        asked.during("expire_time", lambda one: one.expires_at),
    )
    known = by_term(asked.world, asked.role.tenant, asked.customer())
    matching = found(known, tests)
    return listing("data", "total_count", asked, matching, _by_term)


def list_on_demand(asked: Asked) -> Json:
    """ListCustomerOnDemandResources."""
    ids = asked.texts("resource_ids")
    tests: Tests[Resource] = (
        lambda one: not ids or one.id in ids,
        asked.same("region_code", lambda one: REGION[one.region]),
        asked.same("service_type_code", lambda one: SERVICE[one.product.kind]),
        asked.same("status", lambda one: DEMAND_STATUS[one.status]),
        asked.during("effective_time", lambda one: one.opened_at),
    )
    known = on_demand(asked.world, asked.role.tenant, asked.customer())
    matching = found(known, tests)
    return listing("resources", "total_count", asked, matching, _on_demand)


def _by_term(one: Resource) -> Json:
    return {
        "id": one.id,
        **_common(one),
        "is_main_resource": 1,
        "status": TERM_STATUS[one.status],
        "expire_policy": EXPIRE_POLICY[one.policy] if one.policy else None,
    }


def _on_demand(one: Resource) -> Json:
    return {
        "customer_id": one.customer.id,
        **_common(one),
        "status": DEMAND_STATUS[one.status],
    }


def _common(one: Resource) -> Json:
    return {
        "resource_id": one.id,
        "resource_name": one.name,
        "region_code": REGION[one.region],
        "service_type_code": SERVICE[one.product.kind],
        "service_type_name": one.product.kind,
        "resource_type_code": RESOURCE[one.product.kind],
        "resource_type_name": one.product.kind,
        "resource_spec_code": one.product.name,
        "product_spec_desc": one.instance,
        "effective_time": utc(one.opened_at),
        "expire_time": utc(one.expires_at),
    }
