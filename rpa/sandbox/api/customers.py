"""客户管理 and 云经销商管理, as the API tells them."""

from datetime import datetime

from rpa.sandbox.api.asked import Asked, Tests, found, listing, partner_id, partners, utc
from rpa.sandbox.api.codes import ASSOCIATION, VERIFIED
from rpa.sandbox.schema import Json
from rpa.sandbox.world.customer_records import CustomerRecord, customer_records
from rpa.sandbox.world.randomness import stream

_SINCE = datetime(2024, 1, 1, 9)


def list_customers(asked: Asked) -> Json:
    """ListSubCustomers."""
    is_asked = asked.scope()
    name, account, label = (asked.text(one) for one in ("customer", "account_name", "label"))
    tests: Tests[CustomerRecord] = (
        lambda one: is_asked(one.customer),
        lambda one: _holds(one.customer.name, name),
        lambda one: _holds(one.customer.account, account),
        lambda one: _holds(one.label, label),
        asked.same("customer_id", lambda one: one.customer.id),
        asked.same("association_type", lambda one: ASSOCIATION[one.customer.association]),
        asked.during("associated_on", lambda one: one.associated_at),
    )
    records = customer_records(asked.world, asked.role.tenant)
    matching = found(records, tests)
    return listing("customer_infos", "count", asked, matching, _customer)


def list_partners(asked: Asked) -> Json:
    """ListIndirectPartners."""
    account, number = asked.text("account_name"), asked.text("indirect_partner_id")
    told = [_partner(asked, name) for name in partners(asked.role)]
    tests: Tests[Json] = (
        lambda one: _holds(one["account_name"], account),
        lambda one: number in (None, one["indirect_partner_id"]),
    )
    return listing("indirect_partners", "count", asked, found(told, tests), lambda one: one)


def _holds(text: str | None, part: str | None) -> bool:
    return part is None or part.casefold() in (text or "").casefold()


def _customer(record: CustomerRecord) -> Json:
    customer = record.customer
    managers = [{"account_name": customer.manager}] if customer.manager else []
    return {
        "customer": customer.name,
        "account_name": customer.account,
        "customer_id": customer.id,
        "associated_on": utc(record.associated_at),
        "association_type": ASSOCIATION[customer.association],
        "label": record.label,
        "telephone": record.telephone,
        "email": record.mail,
        "country_code": "0086",
        "verified_status": VERIFIED[record.verification],
        "customer_type": 1 if record.is_verified else -1,
        "is_frozen": int(record.is_frozen),
        "account_managers": managers,
        "customer_level": record.level,
    }


def _partner(asked: Asked, name: str) -> Json:
    rng = stream(asked.world.seed, f"partner/{name}/contact")
    number = partner_id(asked.world, name)
    return {
        "indirect_partner_id": number,
        "account_name": f"partner_{number[:8]}",
        "name": name,
        "mobile_phone": f"13{rng.between(0, 10**9):09d}",
        "email": f"partner_{number[:8]}@example.com",
        "associated_on": utc(_SINCE),
        "account_manager_id": None,
        "account_manager_name": None,
    }
