"""From the steps in a file to steps of their kinds, going on after a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rpa.errors import Problem
from rpa.flow.document import Document, Path, dotted
from rpa.flow.nested import Built, nested_fields
from rpa.flow.shapes import key_of, keys_of
from rpa.flow.step import Gap, StepModel
from rpa.flow.validate import build_value
from rpa.flow.words import in_words
from rpa.mark import Mark
from rpa.nearest import did_you_mean, nearest

_COMMON = frozenset(StepModel.model_fields)
_FULL_WIDTH_COLON = "\uff1a"


@dataclass(slots=True)
class _Body:
    """What is given to one step, by key, and where each of it stands."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Path] = field(default_factory=dict)

    def put(self, key: str, value: Any, path: Path) -> None:
        self.values[key], self.places[key] = value, path


@dataclass(frozen=True, slots=True)
class StepBuilder:
    """Builds the steps of one document; what is wrong is added to `problems`."""

    document: Document
    catalogue: Mapping[str, type[StepModel]]
    problems: list[Problem]

    def steps(self, value: Any, path: Path) -> tuple[StepModel, ...]:
        """Return the steps at `path`, with a gap for each that is not sound."""
        where = dotted(path[-1:])
        if not isinstance(value, list):
            remedy = 'a list of steps is wanted: begin each with "- "'
            self._note(self.document.mark(path), where, f"found {in_words(value)}", remedy)
            return ()
        if not value:
            self._note(self.document.mark(path), where, "there is no step in it", "add one")
        built = (self._step(one, (*path, at)) for at, one in enumerate(value))
        return tuple(Gap() if step is None else step for step in built)

    def _step(self, value: Any, path: Path) -> StepModel | None:
        if isinstance(value, str):
            return self._bare(value, path)
        if not isinstance(value, dict) or not value:
            found = f"found {in_words(value) if value != {} else 'an empty mapping'}"
            remedy = 'a step is wanted, such as "- click: save"'
            self._note(self.document.mark(path), "step", found, remedy)
            return None
        kind = self._kind(value, path)
        if kind is None or (body := self._body(kind, value, path)) is None:
            return None
        return self._built(kind, body, path)

    def _bare(self, text: str, path: Path) -> StepModel | None:
        if text in self.catalogue:
            return self._built(text, _Body(), path)
        self._unknown(text, self.document.mark(path))
        return None

    def _unknown(self, text: str, mark: Mark) -> None:
        kind, rest = _first_word(text)
        if rest and kind in self.catalogue:
            remedy = f'write "{kind}: {rest}"'
        else:
            remedy = did_you_mean(text, self.catalogue)
        self._note(mark, "step", f'unknown kind of step "{text}"', remedy)

    def _kind(self, value: Mapping[str, Any], path: Path) -> str | None:
        kinds = [key for key in value if key in self.catalogue]
        # A field may bear the name of another kind: `expect` has a field `text`.
        owners = [one for one in kinds if {*kinds} - {one} <= {*keys_of(self.catalogue[one])}]
        if len(owners) == 1:
            return owners[0]
        if kinds:
            listed = " and ".join(f'"{one}"' for one in kinds)
            found, remedy = f"found {listed} in one step", 'begin each with "- "'
            self._note(self.document.key_mark((*path, kinds[1])), "step", found, remedy)
            return None
        likely = [key for key in value if key not in _COMMON]
        if not likely:
            found = f"a step with only {', '.join(value)}"
            self._note(self.document.mark(path), "step", found, "say what it does")
            return None
        meant = next((key for key in likely if nearest(key, self.catalogue)), likely[0])
        self._unknown(meant, self.document.key_mark((*path, meant)))
        return None

    def _body(self, kind: str, value: Mapping[str, Any], path: Path) -> _Body | None:
        body = self._inside(kind, value[kind], (*path, kind))
        for key, one in value.items():
            if body is None or key == kind:
                continue
            if key in body.values:
                mark = self.document.key_mark((*path, key))
                self._note(mark, kind, f'"{key}" is given twice', "once inside, once beside it")
            body.put(key, one, (*path, key))
        return body

    def _inside(self, kind: str, given: Any, path: Path) -> _Body | None:
        """Return what the value of the kind's own key gives."""
        model, body = self.catalogue[kind], _Body()
        if given is None:
            return body
        if isinstance(given, dict) and not _is_whole(model, given):
            for key, value in given.items():
                body.put(key, value, (*path, key))
            return body
        name = model.whole if isinstance(given, dict) else (model.short or model.whole)
        if name is None:
            keys = ", ".join(key for key in keys_of(model) if key not in _COMMON)
            remedy = f"a mapping is wanted with {keys}" if keys else "leave it empty"
            self._note(self.document.mark(path), kind, f"found {in_words(given)}", remedy)
            return None
        body.put(key_of(model, name), given, path)
        return body

    def _built(self, kind: str, body: _Body, path: Path) -> StepModel | None:
        model = self.catalogue[kind]
        lists: list[tuple[StepModel, ...]] = []
        for name in nested_fields(model):
            if (key := key_of(model, name)) in body.values:
                lists.append(self.steps(body.values[key], body.places[key]))
                body.values[key] = len(lists) - 1

        def locate(inside: Path) -> Path:
            start = body.places.get(str(inside[0]), (*path, inside[0])) if inside else path
            return (*start, *inside[1:])

        step = build_value(
            model,
            body.values,
            locate,
            self.document,
            where=kind,
            problems=self.problems,
            context=Built(lists),
        )
        if step is None:
            return Gap(inside=tuple(one for steps in lists for one in steps))
        return step.placed(self.document, path, _by_both_names(model, body.places))

    def _note(self, mark: Mark, where: str, found: str, remedy: str = "") -> None:
        self.problems.append(Problem(mark, where, found, remedy))


def _is_whole(model: type[StepModel], given: Mapping[str, Any]) -> bool:
    """Whether a mapping is the value of one field rather than all fields spelled out."""
    if model.whole is None:
        return False
    return not (key_of(model, model.whole) in given and given.keys() <= {*keys_of(model)})


def _by_both_names(model: type[StepModel], places: Mapping[str, Path]) -> dict[str, Path]:
    keys = {name: key_of(model, name) for name in model.model_fields}
    return {**places, **{name: places[key] for name, key in keys.items() if key in places}}


def _first_word(text: str) -> tuple[str, str]:
    first, _, rest = text.replace(_FULL_WIDTH_COLON, " ").partition(" ")
    return first, rest.strip()
