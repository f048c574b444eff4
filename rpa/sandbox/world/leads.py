"""客户拓展: companies that the partner has reported as its future customers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from rpa.sandbox.world.companies import company_names
from rpa.sandbox.world.contacts import Contact, contact_of
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.people import MANAGERS, RESELLERS
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

REPORTED = "已报备"
LEAD_STATUSES = ("待审核", REPORTED, "审核不通过", "已失效", "已关联")
VALID_DAYS = 15
MOST_OPEN = 100

_FEWEST = 12
_OWNERS = (None,) * 3 + RESELLERS[:1]
_REFUSALS = ("客户已与其他伙伴关联", "客户已由华为报备", "直销客户，注册超过7天", "资料不完整")


@dataclass(frozen=True, slots=True)
class Lead:
    """A reported company; `customer` is what it is known as before it is one."""

    id: str
    customer: Customer
    contact: Contact
    mail: str | None
    status: str
    reason: str | None
    reported_at: datetime
    expires_at: datetime | None
    invited_at: datetime | None


def leads(world: World, tenant: str) -> Sequence[Lead]:
    """Return the companies reported by the partner and its 云经销商, newest first."""
    return _leads(world, tenant)


def change_lead(world: World, tenant: str, old: Lead, new: Lead) -> None:
    """Put a changed lead in the place of what it was."""
    kept = _leads(world, tenant)
    kept[kept.index(old)] = new


def with_contact(lead: Lead, name: str, phone: str, mail: str | None) -> Lead:
    """Return the lead with another contact."""
    return replace(lead, contact=replace(lead.contact, name=name, phone=phone), mail=mail)


def _leads(world: World, tenant: str) -> list[Lead]:
    def build() -> list[Lead]:
        size = max(_FEWEST, world.count(tenant) // 4)
        names = islice(company_names(stream(world.seed, f"{tenant}/lead-names")), size)
        rng = stream(world.seed, f"{tenant}/leads")
        return list(_reported(rng, names, world.today, resold=tenant == "distributor"))

    return world.once("leads", tenant, build)


def _reported(rng: Chance, names: Iterator[str], today: date, *, resold: bool) -> Iterator[Lead]:
    now = datetime.combine(today, time(9))
    reported_at, opened = now, 0
    for position, name in enumerate(names):
        # The first ones lie close together, so that there are some of every open status.
        gap_s = 43_000 if position < 24 else 260_000
        reported_at -= timedelta(seconds=rng.between(600, gap_s))
        lead = _lead(rng, name, reported_at, now, resold=resold)
        if lead.status in LEAD_STATUSES[:2]:
            opened += 1
            lead = lead if opened <= MOST_OPEN else replace(lead, status="已失效")
        yield lead


def _lead(rng: Chance, name: str, reported_at: datetime, now: datetime, *, resold: bool) -> Lead:
    reseller = rng.one_of(_OWNERS) if resold else None
    customer = Customer(
        id=f"{rng.getrandbits(128):032x}",
        name=name,
        account="",
        association="",
        reseller=reseller,
        manager=None if reseller else rng.one_of((*MANAGERS, MANAGERS[0], None)),
    )
    contact = contact_of(customer)
    status = _status(rng, reported_at, now)
    approved_at = reported_at + timedelta(minutes=rng.between(1, 600))
    is_known = status in {REPORTED, "已失效", "已关联"}
    is_invited = status == "已关联" or (is_known and rng.random() < 0.3)
    mail = contact.mail if is_invited or rng.random() < 0.6 else None
    return Lead(
        id=f"{10**9 + rng.between(0, 8 * 10**9)}",
        customer=customer,
        contact=contact,
        mail=mail,
        status=status,
        reason=rng.one_of(_REFUSALS) if status == "审核不通过" else None,
        reported_at=reported_at,
        expires_at=approved_at + timedelta(days=VALID_DAYS) if is_known else None,
        invited_at=approved_at + timedelta(hours=1) if is_invited else None,
    )


def _status(rng: Chance, reported_at: datetime, now: datetime) -> str:
    age = now - reported_at
    if age < timedelta(days=VALID_DAYS):
        return rng.one_of((REPORTED, REPORTED, REPORTED, "待审核", "审核不通过", "已关联"))
    return rng.one_of(("已失效", "已失效", "审核不通过", "已关联"))
