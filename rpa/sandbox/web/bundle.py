"""The modules of the front-end as one script a page, as portals serve theirs: a request, not sixty.

It knows as much of modules as ours need: named imports and exports, each a line of its own, and no
circles. A module becomes a function that returns what it exports, called once, before those that
import it; the first one stays outside, so that it may await.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?=(?:async function|function|const|class) (?P<name>\w+))", re.MULTILINE
)

_FUNCTION = "const %s = (() => {"


def bundle(name: str, read: Callable[[str], str]) -> str:
    """Return the module `name` and all it imports as one script; `read` returns a module's text."""
    made: dict[str, str] = {}
    first = _scope(name, read, made)
    return "\n".join([*made.values(), first])


def _scope(name: str, read: Callable[[str], str], made: dict[str, str]) -> str:
    """Return a module's text with its imports taken from the functions in `made`, which grow."""

    def taken(found: re.Match[str]) -> str:
        path = normpath(join(dirname(name), found["path"]))
        if path not in made:
            body = _scope(path, read, made)
            exports = ", ".join(one["name"] for one in _EXPORT.finditer(read(path)))
            made[path] = f"{_FUNCTION % _variable(path)}\n{body}\nreturn {{ {exports} }};\n}})();"
        names = (found["names"] or "").replace(" as ", ": ")
        return f"const {{{names}}} = {_variable(path)};"

    return _EXPORT.sub("", _IMPORT.sub(taken, read(name)))


def _variable(path: str) -> str:
    return "_" + re.sub(r"\W", "_", path)
