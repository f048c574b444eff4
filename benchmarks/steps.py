"""What the engine adds to each step, against the same Playwright calls without it.

    python benchmarks/steps.py

Both hover the same two elements in turn, in one browser, in blocks that alternate.
"""

from __future__ import annotations

from statistics import median

from stage import milliseconds, replica, signed_in

from rpa.steps.assign import Set
from rpa.steps.hover import Hover

BLOCK = 50
ROUNDS = 9
GOAL_MS = 2.0
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

        def plain() -> None:
            for _ in range(BLOCK // 2):
                for locator in found:
                    locator.hover(timeout=30_000)

        def nothing() -> None:
            for _ in range(BLOCK // 2):
                loop.run_steps(sets, ctx)

        pairs = [
            (milliseconds(engine, rounds=1), milliseconds(plain, rounds=1)) for _ in range(ROUNDS)
        ]
        bare = milliseconds(nothing, rounds=ROUNDS) / BLOCK
    with_engine, without = (median(times) / BLOCK for times in zip(*pairs, strict=True))
    ratio = median(mine / theirs for mine, theirs in pairs)
    print(f"a hover by a step {with_engine:.2f} ms, by Playwright alone {without:.2f} ms")
    print(f"  the engine adds {with_engine - without:.2f} ms (goal: {GOAL_MS} ms), × {ratio:.2f}")
    print(f"a step that touches no page: {bare:.3f} ms")


if __name__ == "__main__":
    main()
