"""Which part of a model an error of pydantic is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel

from rpa.flow.compose import Path

OF_KEY = "[key]"
"""What pydantic puts after the key of a mapping when the key itself is wrong."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One member of a union that pydantic tried, as it names it."""

    label: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from a model to what an error is about: keys, indexes and branches of unions."""

    steps: tuple[str | int | Branch, ...]
    annotation: Any
    """What is declared at the end, None where that is not known."""
    owner: Any = None
    """What is declared for the thing that the last key is in."""

    @property
    def path(self) -> Path:
        """The way through the value, without the branches."""
        return tuple(one for one in self.steps if not isinstance(one, Branch))


def trail(model: type[BaseModel], value: Any, loc: Sequence[str | int]) -> Trail:
    """Return the way that `loc` describes; in `loc` branches and keys look alike."""
    steps: list[str | int | Branch] = []
    annotation: Any = model
    owner: Any = None
    for entry in loc:
        annotation = bare(annotation)
        if isinstance(entry, str) and entry != OF_KEY and _is_branch(annotation, value, entry):
            steps.append(Branch(entry))
            annotation = _branch(annotation, entry)
        else:
            steps.append(entry)
            owner = annotation
            annotation, value = _inner(annotation, entry), _item(value, entry)
    return Trail(tuple(steps), bare(annotation), owner)


def bare(annotation: Any) -> Any:
    """Return an annotation without its metadata and without `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif hasattr(annotation, "__value__"):
            annotation = annotation.__value__
        elif _is_union(annotation) and len(members(annotation)) == 1:
            annotation = members(annotation)[0]
        else:
            return annotation


def members(annotation: Any) -> list[Any]:
    """Return the members of a union but None, or the annotation itself."""
    if not _is_union(annotation):
        return [annotation]
    return [one for one in get_args(annotation) if one is not type(None)]


def keys_of(model: Any) -> list[str]:
    """Return the keys that a model takes, as they are written in a file."""
    if not _is_model(model):
        return []
    return [key_of(model, name) for name in model.model_fields]


def key_of(model: type[BaseModel], name: str) -> str:
    """Return the key of a field, as it is written in a file."""
    return model.model_fields[name].alias or name


def choices_of(annotation: Any) -> list[Any]:
    """Return the values that a `Literal` allows."""
    return [
        choice
        for one in members(bare(annotation))
        if get_origin(bare(one)) is Literal
        for choice in get_args(bare(one))
    ]


def kinds_of(annotation: Any, key: str) -> list[Any]:
    """Return the values of `key` that tell the members of a union apart."""
    models = [one for one in map(bare, members(annotation)) if _is_model(one)]
    return [
        tag
        for model in models
        if key in model.model_fields
        for tag in choices_of(model.model_fields[key].annotation)
    ]


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _is_branch(annotation: Any, value: Any, entry: str) -> bool:
    if annotation is None or annotation is Any:
        return _item(value, entry) is None
    return _is_union(annotation)


def _branch(annotation: Any, label: str) -> Any:
    """Return the member of a union that pydantic calls `label`."""
    for one in map(bare, members(annotation)):
        if _is_model(one) and (one.__name__ == label or label in _tags(one)):
            return one
        name = getattr(get_origin(one) or one, "__name__", "").casefold()
        if label.split("[")[0] == name or (label.startswith("function-") and not _is_model(one)):
            return one
    return None


def _tags(model: type[BaseModel]) -> list[Any]:
    return [tag for field in model.model_fields.values() for tag in choices_of(field.annotation)]


def _is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _inner(annotation: Any, entry: str | int) -> Any:
    """Return what is declared for a key or an item."""
    if _is_model(annotation):
        for name, field in annotation.model_fields.items():
            if entry in (name, field.alias):
                return field.annotation
        return None
    arguments = get_args(annotation)
    if not arguments:
        return None
    if isinstance(get_origin(annotation), type) and issubclass(get_origin(annotation), Mapping):
        return arguments[-1]
    if get_origin(annotation) is tuple and Ellipsis not in arguments and isinstance(entry, int):
        return arguments[entry] if entry < len(arguments) else None
    return arguments[0]


def _item(value: Any, entry: str | int) -> Any:
    try:
        return value[entry]
    except (LookupError, TypeError):
        return None
