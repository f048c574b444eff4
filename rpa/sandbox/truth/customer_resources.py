"""The truth of `customer-resources` (P08)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.customer_list import LIST_INPUTS, listed
from rpa.sandbox.truth.inputs import Days, check_names, choice, days
from rpa.sandbox.truth.typed import number, stamp
from rpa.sandbox.world.customer_resources import (
    BY_TERM,
    DEMAND_STATUSES,
    EXPIRY_POLICIES,
    TERM_STATUSES,
    Resource,
    resources_of,
)
from rpa.sandbox.world.months import first_of
from rpa.sandbox.world.products import PRODUCT_TYPES, REGIONS
from rpa.sandbox.world.world import World

_COLUMNS = (
    "客户名称",
    "客户账号名",
    "计费模式",
    "资源名称",
    "资源ID",
    "产品类型",
    "规格",
    "区域",
    "开通时间",
    "到期时间",
    "到期策略",
    "资源状态",
    "实例信息",
    "订单号",
    "月均费用",
)
_OPTIONS = {
    "product_type": PRODUCT_TYPES,
    "region": REGIONS,
    "status": TERM_STATUSES,
    "policy": EXPIRY_POLICIES,
    "on_demand_status": DEMAND_STATUSES,
}
_INPUTS = (*LIST_INPUTS, *_OPTIONS, "resource", "resource_name", "expires", "opened")


def customer_resources(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the resources of all customers asked for, in the order of the list."""
    check_names(inputs, _INPUTS)
    wish, records = _Wish(world, inputs), listed(world, role, inputs)
    rows = [
        _row(resource)
        for record in records
        for resource in wish.of(resources_of(world, role.tenant, record.customer))
    ]
    # Of nobody only the names' columns are known: the rest stands on the pages of customers.
    columns = _COLUMNS if records else _COLUMNS[:2]
    return {"columns": list(columns), "rows": rows, "total": len(rows)}


class _Wish:
    """The conditions of both tabs; each applies where its tab has it."""

    def __init__(self, world: World, inputs: Mapping[str, str]) -> None:
        self.chosen = {name: choice(inputs, name, known) for name, known in _OPTIONS.items()}
        self.id, self.name = (
            inputs.get(name, "").strip().casefold() for name in ("resource", "resource_name")
        )
        self.expires = days(inputs, "expires", world.today)
        first, last = first_of(world.today, 1), first_of(world.today) - timedelta(days=1)
        self.opened = days(inputs, "opened", world.today) or Days(first, last)

    def of(self, resources: Iterable[Resource]) -> Iterator[Resource]:
        """Yield the resources that meet all conditions."""
        for one in resources:
            is_like = self.id in one.id.casefold() and self.name in one.name.casefold()
            if is_like and self._is_chosen(one) and self._is_in_time(one):
                yield one

    def _is_chosen(self, one: Resource) -> bool:
        is_by_term = one.mode == BY_TERM
        values = {
            "product_type": one.product.kind,
            "region": one.region,
            "status" if is_by_term else "on_demand_status": one.status,
            **({"policy": one.policy} if is_by_term else {}),
        }
        return all(self.chosen[name] in (None, value) for name, value in values.items())

    def _is_in_time(self, one: Resource) -> bool:
        is_by_term = one.mode == BY_TERM
        moment, wanted = (
            (one.expires_at, self.expires) if is_by_term else (one.opened_at, self.opened)
        )
        if wanted is None:
            return True
        return moment is not None and wanted.first <= moment.date() <= wanted.last


def _row(one: Resource) -> list[str | float | None]:
    details = [one.instance, one.order_no, number(one.monthly)]
    return [
        one.customer.name,
        one.customer.account,
        one.mode,
        one.name,
        one.id,
        one.product.kind,
        one.product.name,
        one.region,
        stamp(one.opened_at),
        stamp(one.expires_at),
        one.policy,
        one.status,
        *(details if one.mode == BY_TERM else (None, None, None)),
    ]
