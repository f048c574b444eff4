"""From a value in a file to a model, or to problems that say what is wrong where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rpa.errors import Problem
from rpa.flow.complaints import ANY_OF, TYPE_ERRORS, Words, wanted_by, words_for
from rpa.flow.document import Document, Path, dotted
from rpa.flow.shapes import OF_KEY, Branch, Trail, choices_of, keys_of, kinds_of, trail
from rpa.mark import Mark
from rpa.nearest import did_you_mean, nearest

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at one place of a value; `about` is the nearest thing that has a name."""

    path: Path
    about: Path
    words: Words
    of_key: bool = False

    @property
    def sentence(self) -> str:
        """What was found and what would be right."""
        return "; ".join(part for part in self.words if part)


def build(
    model: type[M], document: Document, path: Path = (), *, where: str = "", problems: list[Problem]
) -> M | None:
    """Return what stands at `path` as a `model`; None when something is wrong with it.

    Values are taken as they are written: "5" in quotes is no number. `where` begins the place in
    each message, as in `where.key`.
    """
    value = document.value
    for step in path:
        value = value[step]
    return build_value(
        model, value, lambda inside: (*path, *inside), document, where=where, problems=problems
    )


def build_value(
    model: type[M],
    value: Any,
    locate: Callable[[Path], Path],
    document: Document,
    *,
    where: str,
    problems: list[Problem],
    context: Any = None,
) -> M | None:
    """Return `value` as a `model`; `locate` says where in `document` a path of it stands."""
    try:
        # As JSON a list is a tuple and a text is a date, yet strictly no text is a number.
        return model.model_validate_json(json.dumps(value), strict=True, context=context)
    except ValidationError as error:
        for one in complaints(model, value, error):
            mark = _mark(one, locate, document)
            place = dotted((where, *one.about)) if where else dotted(one.about)
            problems.append(Problem(mark, place, *one.words))
        return None


def complaints(model: type[BaseModel], value: Any, error: ValidationError) -> list[Complaint]:
    """Return what is wrong with `value`, each thing once and in terms of the likeliest shape."""
    found = [_Found(trail(model, value, one["loc"]), one) for one in error.errors()]
    likely = list(_likely(found, 0))
    meant = {(one.parent, name) for one in likely for name in one.meant_keys()}
    return [_complaint(one) for one in likely if (one.parent, one.missing) not in meant]


@dataclass(frozen=True, slots=True)
class _Found:
    """An error of pydantic, and the way to what it is about."""

    trail: Trail
    error: ErrorDetails

    @property
    def kind(self) -> str:
        return self.error["type"]

    @property
    def parent(self) -> Path:
        return self.trail.path[:-1]

    @property
    def missing(self) -> str | None:
        return str(self.trail.path[-1]) if self.kind == "missing" else None

    def meant_keys(self) -> list[str]:
        """Return the keys that an unknown one may have been meant for."""
        if self.kind != "extra_forbidden":
            return []
        return nearest(str(self.trail.path[-1]), keys_of(self.trail.owner), most=1)

    def branch(self, depth: int) -> str | int | Branch | None:
        return self.trail.steps[depth] if depth < len(self.trail.steps) else None


def _likely(found: Sequence[_Found], depth: int) -> Iterator[_Found]:
    """Yield the errors that matter: of each union those of the branch that fits best."""
    branches = []
    for step, group in _grouped(found, depth):
        if step is None:
            yield from group
        elif isinstance(step, Branch):
            branches.append(group)
        else:
            yield from _likely(group, depth + 1)
    if branches:
        yield from _best(branches, depth + 1)


def _grouped(found: Iterable[_Found], depth: int) -> Iterator[tuple[Any, list[_Found]]]:
    groups: dict[Any, list[_Found]] = {}
    for one in found:
        groups.setdefault(one.branch(depth), []).append(one)
    yield from groups.items()


def _best(branches: list[list[_Found]], depth: int) -> Iterable[_Found]:
    fitting = [one for one in branches if not _has_other_shape(one, depth)]
    if fitting:
        return min((list(_likely(one, depth)) for one in fitting), key=len)
    return [branches[0][0]] if len(branches) == 1 else [_one_of([one[0] for one in branches])]


def _has_other_shape(branch: list[_Found], depth: int) -> bool:
    return any(one.branch(depth) is None and one.kind in TYPE_ERRORS for one in branch)


def _one_of(found: list[_Found]) -> _Found:
    """Return one error that asks for what any of several ask for."""
    choices = [choice for one in found for choice in choices_of(one.trail.annotation)]
    value = found[0].error["input"]
    if choices and isinstance(value, str):
        return next(one for one in found if choices_of(one.trail.annotation))
    wanted = [wanted_by(one.error) for one in found]
    wanted += [f"one of {', '.join(map(str, choices))}"] if choices else []
    sentence = " or ".join(dict.fromkeys(filter(None, wanted)))
    details = {**found[0].error, "type": ANY_OF, "msg": f"{sentence} is wanted"}
    return _Found(found[0].trail, cast("ErrorDetails", details))


def _complaint(found: _Found) -> Complaint:
    path, error = found.trail.path, found.error
    key = str(path[-1]) if path else ""
    match found.kind:
        case "extra_forbidden":
            words = Words(f'unknown key "{key}"', did_you_mean(key, keys_of(found.trail.owner)))
            return Complaint(path, path[:-1], words, of_key=True)
        case "missing":
            return Complaint(path[:-1], path[:-1], Words(f'the key "{key}" is missing'))
        case "union_tag_not_found" | "union_tag_invalid":
            return _kind_of_union(found)
        case _ if key == OF_KEY:
            words = words_for(error, choices_of(found.trail.annotation))
            return Complaint(path[:-1], path[:-1], words, of_key=True)
        case _:
            return Complaint(path, path, words_for(error, choices_of(found.trail.annotation)))


def _kind_of_union(found: _Found) -> Complaint:
    """Complain of a mapping whose kind is missing or unknown."""
    path, limits = found.trail.path, found.error.get("ctx", {})
    key = str(limits["discriminator"]).strip("'")
    known = [str(one) for one in kinds_of(found.trail.annotation, key)]
    if found.kind == "union_tag_not_found":
        words = Words(f'the key "{key}" is missing', f"write one of {', '.join(known)}")
        return Complaint(path, path, words)
    words = Words(f'unknown {key} "{limits["tag"]}"', did_you_mean(str(limits["tag"]), known))
    return Complaint((*path, key), path, words)


def _mark(one: Complaint, locate: Callable[[Path], Path], document: Document) -> Mark:
    path = locate(one.path)
    return document.key_mark(path) if one.of_key else document.mark(path)
