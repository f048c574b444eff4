"""反馈: what people said of the partner's 业绩单."""

from rpa.sandbox.world.world import World


def feedback(world: World, tenant: str) -> dict[str, list[str]]:
    """Return what was said, by the number of the bill, the oldest first; it may be added to."""
    return world.once("revenue-feedback", tenant, dict)
