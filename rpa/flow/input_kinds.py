"""The kinds of inputs that are one value: texts, numbers, choices, dates, files and secrets."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from rpa.flow.dates import DateRange, Month, parse_date, parse_month, parse_range
from rpa.flow.functions import decimal_number, whole_number
from rpa.flow.input_base import InputModel, Setting, unfit
from rpa.flow.words import as_text, in_words
from rpa.nearest import did_you_mean
from rpa.secret import Secret

_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class TextInput(InputModel):
    """A text."""

    type: Literal["text"]
    default: str | None = None
    pattern: str | None = Field(None, description="Regular expression that all of it must fit")

    def check(self) -> None:
        """Refuse a pattern that is none."""
        try:
            re.compile(self.pattern or "")
        except re.error as error:
            raise ValueError(f"pattern: not a regular expression: {error}") from None

    def read(self, given: Any, _setting: Setting, /) -> str | Secret:
        """Return the text; a secret stays one."""
        if isinstance(given, Secret):
            return given
        try:
            text = as_text(given)
        except TypeError:
            raise unfit(given, "a text is wanted") from None
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            raise unfit(text, f"it must fit the pattern {self.pattern}")
        return text


class IntegerInput(InputModel):
    """A whole number."""

    type: Literal["integer"]
    default: int | None = None
    min: int | None = Field(None, description="The smallest that is allowed")
    max: int | None = Field(None, description="The largest that is allowed")

    def check(self) -> None:
        """Refuse limits that leave nothing."""
        _check_limits(self.min, self.max)

    def read(self, given: Any, _setting: Setting, /) -> int:
        """Return the number."""
        try:
            number = whole_number(given)
        except ValueError:
            raise unfit(given, "a whole number is wanted") from None
        _check_within(number, self.min, self.max)
        return number


class NumberInput(InputModel):
    """A number, kept exactly as written."""

    type: Literal["number"]
    default: Decimal | None = None
    min: Decimal | None = Field(None, description="The smallest that is allowed")
    max: Decimal | None = Field(None, description="The largest that is allowed")

    def check(self) -> None:
        """Refuse limits that leave nothing."""
        _check_limits(self.min, self.max)

    def read(self, given: Any, _setting: Setting, /) -> Decimal:
        """Return the number."""
        try:
            number = decimal_number(given)
        except ValueError:
            raise unfit(given, "a number is wanted") from None
        _check_within(number, self.min, self.max)
        return number


class BoolInput(InputModel):
    """Yes or no: `true` or `false`."""

    type: Literal["bool"]
    default: bool | None = None

    def read(self, given: Any, _setting: Setting, /) -> bool:
        """Return true or false."""
        if isinstance(given, bool):
            return given
        if isinstance(given, str) and given.strip().lower() in _BOOLEANS:
            return _BOOLEANS[given.strip().lower()]
        raise unfit(given, "true or false is wanted")


class ChoiceInput(InputModel):
    """One of several words; with `many` any number of them, separated by commas."""

    type: Literal["choice"]
    choices: tuple[str, ...] = Field(min_length=1, description="The words to choose from")
    many: bool = Field(False, description="Whether several may be chosen")
    default: str | tuple[str, ...] | None = None

    def check(self) -> None:
        """Refuse a word that stands there twice."""
        if twice := {one for one in self.choices if self.choices.count(one) > 1}:
            raise ValueError(f'choices: "{min(twice)}" stands there twice')

    def read(self, given: Any, _setting: Setting, /) -> str | tuple[str, ...]:
        """Return the word, or the words where `many` are allowed."""
        if not self.many:
            return self._one(given)
        if isinstance(given, str) and given not in self.choices:
            given = [part.strip() for part in re.split("[,\uff0c]", given) if part.strip()]
        words = [given] if isinstance(given, str) else given
        if not isinstance(words, list | tuple):
            raise unfit(given, "a list of words is wanted")
        return tuple(dict.fromkeys(self._one(one) for one in words))

    def _one(self, given: Any) -> str:
        word = given.strip() if isinstance(given, str) else given
        if not isinstance(word, str) or word not in self.choices:
            raise unfit(given, did_you_mean(word if isinstance(word, str) else "", self.choices))
        return word


class DateInput(InputModel):
    """A day, such as `2026-10-31`, `yesterday` or `-30d`."""

    type: Literal["date"]
    default: str | None = None
    min: str | None = Field(None, description="The earliest that is allowed, such as -90d")
    max: str | None = Field(None, description="The latest that is allowed, such as yesterday")

    def check(self) -> None:
        """Refuse limits that are no dates."""
        for limit in (self.min, self.max):
            if limit is not None:
                parse_date(limit, date(2026, 6, 15))

    def read(self, given: Any, setting: Setting, /) -> date:
        """Return the day."""
        day = given.date() if isinstance(given, datetime) else given
        if not isinstance(day, date):
            day = parse_date(_text(given), setting.today)
        limits = [one and parse_date(one, setting.today) for one in (self.min, self.max)]
        _check_within(day, *limits)
        return day


class MonthInput(InputModel):
    """A month, such as `2026-10` or `last_month`."""

    type: Literal["month"]
    default: str | None = None

    def read(self, given: Any, setting: Setting, /) -> Month:
        """Return the month."""
        return given if isinstance(given, Month) else parse_month(_text(given), setting.today)


class DateRangeInput(InputModel):
    """The days from one to another, such as `last_month` or `2026-10-01..2026-10-31`."""

    type: Literal["date_range"]
    default: str | None = None

    def read(self, given: Any, setting: Setting, /) -> DateRange:
        """Return the days."""
        match given:
            case DateRange():
                return given
            case Month():
                return DateRange(given.start, given.end)
            case date() if not isinstance(given, datetime):
                return DateRange(given, given)
            case _:
                return parse_range(_text(given), setting.today)


class FileInput(InputModel):
    """A file that exists."""

    type: Literal["file"]
    default: str | None = None
    endings: tuple[str, ...] = Field((), description="What its name may end with, such as .xlsx")

    def check_default(self) -> None:
        """Leave it: the file may come later."""

    def read(self, given: Any, setting: Setting, /) -> Path:
        """Return the whole path."""
        path = existing_file(given, setting)
        if self.endings and path.suffix.lower() not in self.endings:
            raise ValueError(f"{path.name}: a file that ends with {' or '.join(self.endings)} "
                             "is wanted")  # fmt: skip
        return path


class SecretInput(InputModel):
    """A text that is shown nowhere, such as a password or a code."""

    type: Literal["secret"]

    @staticmethod
    def variable(name: str) -> str:
        """Return the environment variable that may hold it: a command line is seen by others."""
        return f"RPA_INPUT_{name.upper()}"

    def remedy(self, name: str, option: str) -> str:
        """Name the ways in which nobody sees it, unless it is another flow that gives it."""
        if not option:
            return super().remedy(name, option)
        return (
            f"set the environment variable {self.variable(name)}, or run this at a terminal, "
            "which asks for it"
        )

    def read(self, given: Any, _setting: Setting, /) -> Secret:
        """Return the text as a secret."""
        if isinstance(given, Secret):
            return given
        if not isinstance(given, str):
            raise ValueError("a text is wanted")
        return Secret(given)


def existing_file(given: Any, setting: Setting) -> Path:
    """Return the whole path of a file that exists; raise ValueError with the nearest names."""
    if not isinstance(given, str | Path):
        raise unfit(given, "the path of a file is wanted")
    path = (setting.base / Path(given).expanduser()).absolute()
    if path.is_file():
        return path
    if path.is_dir():
        raise ValueError(f"{given} is a folder; name a file in it")
    names = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    hint = did_you_mean(path.name, names) if names else f"nor is there a folder {path.parent}"
    raise ValueError(f"there is no file {given}; {hint}")


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise unfit(given, "a date is wanted")
    return given


def _check_limits(least: Any, most: Any) -> None:
    if least is not None and most is not None and least > most:
        raise ValueError("min is larger than max")


def _check_within(value: Any, least: Any, most: Any) -> None:
    if least is not None and value < least:
        raise ValueError(f"found {in_words(value)}; at least {least} is wanted")
    if most is not None and value > most:
        raise ValueError(f"found {in_words(value)}; at most {most} is wanted")
