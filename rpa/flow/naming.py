"""Names that a flow gives to its inputs, variables and results."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator

_OF_EXPRESSIONS = frozenset(
    {"and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "self", "True",
     "False", "None", "null", "today"}
)  # fmt: skip


def check_name(name: str) -> str:
    """Return `name`; raise ValueError where it could not be used in an expression."""
    if not name.isidentifier() or name.startswith("_"):
        fixed = "".join(one if one.isalnum() else "_" for one in name).strip("_")
        hint = f'; write "{fixed}"' if fixed.isidentifier() else ""
        raise ValueError(f'"{name}" cannot be a name: letters, digits and _ only{hint}')
    if name in _OF_EXPRESSIONS:
        raise ValueError(f'"{name}" cannot be a name: it has a meaning in expressions')
    return name


Name: TypeAlias = Annotated[str, AfterValidator(check_name)]
"""A name that expressions can use."""
