"""What the engine adds to each step, against the same Playwright calls without it.

    python benchmarks/steps.py

All hover the same two elements in turn, in one browser, in blocks that alternate. A step first
looks whether its element is there exactly once, which is a call of its own: "the same calls" make
it too, "a hover alone" does not. Since a step sends the browser what the same calls send, what the
engine adds is processor time of its own, told from the browser's, which swings by more than that.
"""

from __future__ import annotations

from statistics import median

from stage import replica, signed_in, spent_ms

from rpa.steps.assign import Set
from rpa.steps.hover import Hover

BLOCK = 50
ROUNDS = 9
GOAL_MS = 1.0
NAMES = ("伙伴中心导航", "账号菜单")


def main() -> None:
    """Measure and print."""
    with replica() as address, signed_in(address) as (loop, ctx):
        loop.run_steps(loop.flow.steps[:1], ctx)
        page = ctx.page
        css = [ctx.book.portal.elements[name][0].css or "" for name in NAMES]
        found = [page.locator(one).filter(visible=True) for one in css]
        hovers = tuple(Hover(target=name) for name in NAMES)
        sets = (Set(values={"a": "${1 + 1}"}), Set(values={"b": "${a}"}))

        def engine() -> None:
            for _ in range(BLOCK // 2):
                loop.run_steps(hovers, ctx)

        def same() -> None:
            for _ in range(BLOCK // 2):
                for locator in found:
                    assert locator.count() == 1
                    locator.hover(timeout=30_000)

        def alone() -> None:
            for _ in range(BLOCK // 2):
                for locator in found:
                    locator.hover(timeout=30_000)

        def nothing() -> None:
            for _ in range(BLOCK // 2):
                loop.run_steps(sets, ctx)

        rounds = [
            tuple(spent_ms(run, steps=BLOCK) for run in (engine, same, alone))
            for _ in range(ROUNDS)
        ]
        bare = spent_ms(nothing, steps=BLOCK)
    by_step, by_calls, by_hover = (
        median(one.wall for one in several) for several in zip(*rounds, strict=True)
    )
    adds = median(mine.processor - theirs.processor for mine, theirs, _ in rounds)
    print(f"a hover by a step           {by_step:6.2f} ms")
    print(f"the same calls              {by_calls:6.2f} ms  × {by_step / by_calls:.2f}")
    print(f"a hover alone               {by_hover:6.2f} ms  × {by_step / by_hover:.2f}")
    print(f"the engine adds             {adds:6.2f} ms (goal: {GOAL_MS} ms)")
    print(f"a step that touches no page {bare.wall:6.3f} ms")


if __name__ == "__main__":
    main()
