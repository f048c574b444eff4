"""The customers that a flow over 客户管理 is about (P08, P10)."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from rpa.sandbox.roles import Role
from rpa.sandbox.truth.inputs import BadInput, Days, choice, days
from rpa.sandbox.world.customer_records import (
    LABELS,
    VERIFICATIONS,
    CustomerRecord,
    customer_records,
)
from rpa.sandbox.world.customer_resources import next_expiry
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.expenditure_sums import consumed_this_month
from rpa.sandbox.world.world import World

LIST_INPUTS = (
    "customers",
    "scope",
    "customer",
    "account",
    "reseller",
    "manager",
    "association",
    "associated",
    "telephone",
    "label",
    "verification",
    "frozen",
    "consumed",
    "expiring",
    "customer_id",
)
_SCOPES = ("我的客户", "云经销商的客户")
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,，"]+))\s*(?:[,，]|$)')
_TEXTS: dict[str, Callable[[CustomerRecord], str | None]] = {
    "customer": lambda record: record.customer.name,
    "account": lambda record: record.customer.account,
    "reseller": lambda record: record.customer.reseller,
    "manager": lambda record: record.customer.manager,
    "telephone": lambda record: record.telephone,
    "customer_id": lambda record: record.customer.id,
}


def listed(world: World, role: Role, inputs: Mapping[str, str]) -> list[CustomerRecord]:
    """Return the customers that the role's list shows for the inputs, in its order."""
    scope = choice(inputs, "scope", _SCOPES) or _SCOPES[0]
    if scope != _SCOPES[0] and role.name != "distributor":
        raise BadInput(f"scope: the list of {role.name} has no {scope}")
    wanted = _names(inputs.get("customers", ""))
    chosen, periods = _chosen(inputs), _periods(world, inputs)
    parts = {name: inputs.get(name, "").strip().casefold() for name in _TEXTS}

    def is_meant(record: CustomerRecord) -> bool:
        options, moments = _options(world, role, record), _moments(world, role, record)
        return (
            role.sees(record.customer)
            and _is_in(scope, role, record)
            and all(part in (_TEXTS[name](record) or "").casefold() for name, part in parts.items())
            and all(options[name] == option for name, option in chosen.items())
            and all(_is_within(moments[name], period) for name, period in periods.items())
            and (not wanted or record.customer.name in wanted or record.customer.account in wanted)
        )

    return [record for record in customer_records(world, role.tenant) if is_meant(record)]


def _names(text: str) -> frozenset[str]:
    found = (quoted.replace('""', '"') or plain for quoted, plain in _PART.findall(text))
    return frozenset(name.strip() for name in found if name.strip())


def _chosen(inputs: Mapping[str, str]) -> dict[str, str]:
    options = {
        "association": ASSOCIATIONS,
        "label": LABELS,
        "verification": VERIFICATIONS,
        "frozen": ("是", "否"),
        "consumed": ("有消费", "无消费"),
    }
    chosen = {name: choice(inputs, name, known) for name, known in options.items()}
    return {name: option for name, option in chosen.items() if option is not None}


def _periods(world: World, inputs: Mapping[str, str]) -> dict[str, Days]:
    given = {name: days(inputs, name, world.today) for name in ("associated", "expiring")}
    return {name: period for name, period in given.items() if period is not None}


def _is_in(scope: str, role: Role, record: CustomerRecord) -> bool:
    return role.name != "distributor" or (record.customer.reseller is None) == (scope == _SCOPES[0])


def _options(world: World, role: Role, record: CustomerRecord) -> dict[str, str | None]:
    consumed = consumed_this_month(world, role.tenant).get(record.customer.id)
    return {
        "association": record.customer.association,
        "label": record.label,
        "verification": record.verification,
        "frozen": "是" if record.is_frozen else "否",
        "consumed": "有消费" if consumed else "无消费",
    }


def _moments(world: World, role: Role, record: CustomerRecord) -> dict[str, datetime | None]:
    expiring = next_expiry(world, role.tenant, record.customer)
    return {"associated": record.associated_at, "expiring": expiring}


def _is_within(moment: datetime | None, period: Days) -> bool:
    found: date | None = moment.date() if moment else None
    return found is not None and period.first <= found <= period.last
