"""The whole menu of an account: its items, the groups of each, and what they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rpa.widgets.surface import Surface

MenuTree: TypeAlias = Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]]
"""The items in order, each with its groups (a title, perhaps empty) and their leaves."""

_READ = """(items, {label, group, group_title, leaf}) => {
    const text = (element) => element?.textContent.replace(/\\s+/g, " ").trim() ?? "";
    const leaves = (root) => [...root.querySelectorAll(leaf)].map(text);
    return items.map((item) => {
        const groups = [...item.querySelectorAll(group)]
            .map((one) => [text(one.querySelector(group_title)), leaves(one)]);
        const loose = [...item.querySelectorAll(leaf)]
            .filter((one) => !one.closest(group)).map(text);
        return [text(item.querySelector(label)), loose.length ? [["", loose], ...groups] : groups];
    });
}"""


def menu_tree(surface: Surface) -> MenuTree:
    """Read the whole menu; panels that are built when they are first opened are opened for that."""
    markup = surface.library.menu
    items = surface.page.locator(markup.item).filter(visible=True)
    surface.appears(items)
    surface.wait_idle(within_s=surface.patience_s)  # the menu may be on its way
    for item in items.all():
        if not item.locator(markup.leaf).count():
            item.locator(markup.label).hover(timeout=surface.deadline.left_ms())
            surface.wait_idle(within_s=surface.patience_s)
            surface.page.mouse.move(0, 0)
    tree: MenuTree = items.evaluate_all(_READ, markup.model_dump())
    return tree
