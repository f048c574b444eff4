"""Who can sign in, and whose customers each of them sees."""

from collections.abc import Set
from dataclasses import dataclass

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.people import MANAGERS, RESELLERS, SUPERVISED


@dataclass(frozen=True, slots=True)
class Role:
    """An account of the replica; `tenant` is the partner whose data it belongs to."""

    name: str
    label: str
    tenant: str
    display_name: str
    is_member: bool = False
    only_reseller: str | None = None
    only_managers: Set[str] | None = None

    @property
    def partner(self) -> str:
        """Return the partner whose people this account works with."""
        return self.name if self.only_reseller else self.tenant

    def sees(self, customer: Customer) -> bool:
        """Tell whether this customer lies in the role's permission scope."""
        if self.only_reseller is not None:
            return customer.reseller == self.only_reseller
        return self.only_managers is None or customer.manager in self.only_managers


ROLES = {
    role.name: role
    for role in (
        Role("distributor", "总经销商", "distributor", "华南云领科技有限公司"),
        Role("solution", "解决方案提供商", "solution", "北京智维方案科技有限公司"),
        Role("reseller", "云经销商", "distributor", RESELLERS[0], only_reseller=RESELLERS[0]),
        Role(
            "manager",
            "客户经理",
            "distributor",
            MANAGERS[0],
            is_member=True,
            only_managers=frozenset(MANAGERS[:1]),
        ),
        Role(
            "supervisor",
            "客户经理主管",
            "distributor",
            "赵敏",
            is_member=True,
            only_managers=SUPERVISED,
        ),
    )
}
