"""Who looks at a page, at what, in which year's portal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rpa.sandbox.generations import Generation
from rpa.sandbox.mutations.catalog import Mutations
from rpa.sandbox.roles import Role
from rpa.sandbox.world.orders import Order, OrderLine
from rpa.sandbox.world.world import World


@dataclass(frozen=True, slots=True)
class View:
    """All that a page is drawn from; `params` is the query part of its route.

    With `codes_required` sensitive operations ask for a code, whatever the account wants; the
    `mutations` are put into the page that is drawn.
    """

    world: World
    role: Role
    generation: Generation
    params: Mapping[str, str] = field(default_factory=dict)
    codes_required: bool = False
    mutations: Mutations = field(default_factory=Mutations)

    def order_lines(self) -> list[OrderLine]:
        """Return the order lines in the role's scope, newest first."""
        lines = self.world.order_lines(self.role.tenant)
        return [line for line in lines if self.role.sees(line.customer)]

    def orders(self) -> list[Order]:
        """Return the orders in the role's scope, newest first."""
        orders = self.world.orders(self.role.tenant)
        return [order for order in orders if self.role.sees(order.head.customer)]

    def insert_line(self, like: OrderLine) -> OrderLine:
        """Put an order like this one on top of all."""
        return self.world.insert_newest(self.role.tenant, like)
