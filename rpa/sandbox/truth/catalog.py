"""All flows whose truth is known."""

from collections.abc import Callable, Mapping

from rpa.sandbox.nearest import unknown
from rpa.sandbox.roles import ROLES, Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import BadInput
from rpa.sandbox.truth.order_resources import order_resources
from rpa.sandbox.world.world import World

_TRUTHS: dict[str, Callable[[World, Role, Mapping[str, str]], Json]] = {
    "order-resources": order_resources,
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
