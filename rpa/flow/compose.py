"""From YAML events to plain values with their places, going on after a problem where it can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import yaml

from rpa.errors import Problem
from rpa.flow.scalars import OddScalar, plain_value, quoted
from rpa.flow.syntax import sentence_for
from rpa.mark import Mark

Path: TypeAlias = tuple[str | int, ...]

_MOST_VALUES = 100_000
_MOST_LEVELS = 60
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _GaveUp(Exception):
    """Reading on would make no sense; the problem is noted already."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What an alias repeats: the value, its path, and which entries of the log belong to it."""

    value: Any
    path: Path
    logged: range


class Composer:
    """Reads one text; afterwards `problems` is all that is wrong, `marks` where values stand."""

    def __init__(self, text: str, file: str) -> None:
        self.problems: list[Problem] = []
        self.key_marks: dict[Path, Mark] = {}
        self._text, self._file = text, file
        self._log: list[tuple[Path, Mark]] = []
        self._anchors: dict[str, _Anchor | None] = {}

    @property
    def marks(self) -> dict[Path, Mark]:
        """Where each value stands."""
        return dict(self._log)

    def compose(self) -> Any:
        """Return the value of the text; it means nothing when there are problems."""
        try:
            return self._whole(self._events())
        except yaml.YAMLError as error:
            found, remedy, line, column = sentence_for(error, self._text)
            self._note(Mark(self._file, line, column), found, remedy)
        except _GaveUp:
            pass
        return None

    def _events(self) -> Iterator[yaml.Event]:
        loader = _Loader(self._text)
        try:
            while loader.check_event():
                yield loader.get_event()
        finally:
            loader.dispose()

    def _whole(self, events: Iterator[yaml.Event]) -> Any:
        next(events)
        start = next(events)
        if not isinstance(start, yaml.DocumentStartEvent):
            self._give_up(Mark(self._file), "the file is empty")
        if start.version or start.tags:
            self._note(self._mark(start), "found a % directive", "leave it out")
        first = next(events)
        value = self._value(first, events, ())
        if not isinstance(value, dict):
            self._note(self._mark(first), *_not_a_mapping(value))
        next(events)
        after = next(events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._give_up(self._mark(after), "a second document begins", "keep one a file")
        return value

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Any:
        mark = self._mark(event)
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(str(event.anchor), mark, path)
        assert isinstance(event, yaml.NodeEvent)
        self._check_tag(event, mark)
        before = len(self._log)
        self._remember(path, mark)
        if event.anchor:
            self._anchors[event.anchor] = None
        value = self._content(event, events, path, mark)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(value, path, range(before, len(self._log)))
        return value

    def _content(
        self, event: yaml.NodeEvent, events: Iterator[yaml.Event], path: Path, mark: Mark
    ) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, mark)
        if len(path) >= _MOST_LEVELS:
            self._give_up(mark, f"more than {_MOST_LEVELS} levels inside one another")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> Any:
        if event.implicit[0]:
            try:
                return plain_value(event.value)
            except OddScalar as odd:
                self._note(mark, odd.found, odd.remedy)
        elif any("\ud800" <= one <= "\udfff" for one in event.value):
            self._note(mark, "an unknown \\ sequence", "write the character itself")
        return event.value

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, path)
            inside = (*path, "?" if key is None else key)
            value_event = next(events)
            if key is not None and self._stands_alone(key, event, value_event):
                key = None
            if key is None or self._is_again(inside, self._mark(event)):
                self._value(value_event, events, (*path, "?"))
                continue
            self.key_marks[inside] = self._mark(event)
            pairs[key] = self._value(value_event, events, inside)
        return pairs

    def _stands_alone(self, key: str, event: yaml.Event, value: yaml.Event) -> bool:
        """Whether a key has no colon; then most likely a comma cut a text within { } in two."""
        is_empty = isinstance(value, yaml.ScalarEvent) and value.implicit[0] and not value.value
        if not is_empty or event.end_mark is None or value.start_mark is None:
            return False
        if ":" in self._text[event.end_mark.index : value.start_mark.index]:
            return False
        remedy = "a text with a comma needs quotes here, or give it a value"
        self._note(self._mark(event), f'"{key}" has no value', remedy)
        return True

    def _is_again(self, path: Path, mark: Mark) -> bool:
        first = self.key_marks.get(path)
        if first is not None:
            found = f'the key "{path[-1]}" stands here again'
            self._note(mark, found, f"it is on line {first.line} already")
        return first is not None

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> str | None:
        mark = self._mark(event)
        if isinstance(event, yaml.ScalarEvent):
            self._check_tag(event, mark)
            return self._plain_key(event.value, mark) if event.implicit[0] else event.value
        self._note(mark, "a key must be a text", 'if it begins with "${", put it in quotes')
        if not isinstance(event, yaml.AliasEvent):
            self._value(event, events, (*path, "?"))
        return None

    def _plain_key(self, text: str, mark: Mark) -> str | None:
        if text == "<<":
            self._note(mark, "the merge key << is not part of our YAML", "write the keys out")
            return None
        if not text:
            self._note(mark, "the key is missing", 'write "key: value"')
            return None
        try:
            if isinstance(plain_value(text), str):
                return text
        except OddScalar:
            pass
        self._note(mark, f"the key {text} is not a text", f"write {quoted(text)}")
        return None

    def _repeated(self, name: str, mark: Mark, path: Path) -> Any:
        anchor = self._anchors.get(name)
        if anchor is None:
            inside = name in self._anchors
            found = "stands inside what it repeats" if inside else "repeats what is not there"
            remedy = "write it out" if inside else "if it is a text, put it in quotes"
            self._note(mark, f"*{name} {found}", remedy)
            return None
        self._remember(path, mark)
        for at in anchor.logged[1:]:
            inner, inner_mark = self._log[at]
            self._remember((*path, *inner[len(anchor.path) :]), inner_mark)
        return anchor.value

    def _check_tag(self, event: yaml.NodeEvent, mark: Mark) -> None:
        if tag := getattr(event, "tag", None):
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            remedy = "leave it out, or put the text in quotes"
            self._note(mark, f"the tag {shown} is not part of our YAML", remedy)

    def _remember(self, path: Path, mark: Mark) -> None:
        if len(self._log) >= _MOST_VALUES:
            found = f"more than {_MOST_VALUES:,} values, those that *aliases repeat included"
            self._give_up(mark, found, "split the file")
        self._log.append((path, mark))

    def _mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(self._file, start.line + 1, start.column + 1) if start else Mark(self._file)

    def _note(self, mark: Mark, found: str, remedy: str = "") -> None:
        self.problems.append(Problem(mark, "", found, remedy))

    def _give_up(self, mark: Mark, found: str, remedy: str = "") -> NoReturn:
        self._note(mark, found, remedy)
        raise _GaveUp


def _not_a_mapping(value: Any) -> tuple[str, str]:
    remedy = 'write "key: value" lines'
    if value is None:
        return "the file is empty", remedy
    if isinstance(value, list):
        return "the file begins with a list", remedy
    if isinstance(value, str) and "\uff1a" in value:
        return '"\uff1a" is a full-width colon', 'write ": "'
    return "the file has no keys", remedy
