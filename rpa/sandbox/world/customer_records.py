"""What 客户管理 knows of a customer beyond who it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rpa.sandbox.world.contacts import contact_of
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.randomness import stream
from rpa.sandbox.world.world import World

VERIFIED = "已实名认证"
VERIFICATIONS = (VERIFIED, "未实名认证", "审核中", "不通过")
LABELS = ("重点客户", "潜力客户", "新客户", "价值客户")
LEVELS = ("V0", "V1", "V2", "V3", "V4", "V5")

_HISTORY_DAYS = 1500
_VERIFICATION_CHANCES = (VERIFIED,) * 6 + VERIFICATIONS[1:2] * 2 + VERIFICATIONS[2:]


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A customer as 客户管理 lists it."""

    customer: Customer
    telephone: str | None
    mail: str | None
    associated_at: datetime
    label: str | None
    verification: str
    level: str
    is_frozen: bool

    @property
    def is_verified(self) -> bool:
        """Tell whether the customer is known by its real name."""
        return self.verification == VERIFIED


def customer_records(world: World, tenant: str) -> Sequence[CustomerRecord]:
    """Return the partner's customers, those that were associated last first."""
    return world.once(
        "customer-records",
        tenant,
        lambda: sorted(
            (_record(world, tenant, customer) for customer in world.customers(tenant)),
            key=lambda record: record.associated_at,
            reverse=True,
        ),
    )


def record_of(world: World, tenant: str, customer_id: str) -> CustomerRecord | None:
    """Return a customer's record by its id."""
    known = world.once(
        "customer-records-by-id",
        tenant,
        lambda: {record.customer.id: record for record in customer_records(world, tenant)},
    )
    return known.get(customer_id)


def _record(world: World, tenant: str, customer: Customer) -> CustomerRecord:
    rng = stream(world.seed, f"{tenant}/customer-records/{customer.id}")
    contact = contact_of(customer)
    morning = datetime.combine(world.today, time(9))
    return CustomerRecord(
        customer=customer,
        telephone=contact.phone if rng.random() < 0.95 else None,
        mail=contact.mail if rng.random() < 0.8 else None,
        associated_at=morning - timedelta(seconds=rng.between(1, _HISTORY_DAYS * 86_400)),
        label=rng.one_of(LABELS) if rng.random() < 0.5 else None,
        verification=rng.one_of(_VERIFICATION_CHANCES),
        level=rng.one_of(LEVELS),
        is_frozen=rng.random() < 0.1,
    )
