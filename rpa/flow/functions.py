"""The functions and filters that expressions may use; a docstring is an entry in the reference."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date as Date  # noqa: N812
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, cast

from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.tests import TESTS as JINJA_TESTS

from rpa.flow.arithmetic import MOST_REPEATED, Unfit
from rpa.flow.dates import DateRange, Month
from rpa.flow.words import as_text, in_words, kind_of
from rpa.secret import Secret

_MOST_PLACES = 30
_MOST_DIGITS = 300
_MOST_CHARACTERS = 10_000_000
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def length(value: Any) -> int:
    """How many characters, items or rows something has."""
    try:
        return len(value)
    except TypeError:
        raise Unfit(f"{kind_of(value)} has no length") from None


def smallest(*values: Any) -> Any:
    """The smallest of its values, or of the items of one list."""
    return min(_several(values))


def largest(*values: Any) -> Any:
    """The largest of its values, or of the items of one list."""
    return max(_several(values))


def total(values: Iterable[Any], attribute: str | None = None) -> Any:
    """The sum of a list of numbers, or of one column: `sum(rows, "price")`."""
    numbers = list(values) if attribute is None else [_cell(one, attribute) for one in values]
    for one in numbers:
        if not isinstance(one, int | float | Decimal):
            raise Unfit(f"{in_words(one)} is not a number and cannot be added")
    if any(isinstance(one, Decimal) for one in numbers):
        numbers = [Decimal(repr(one)) if isinstance(one, float) else one for one in numbers]
    return sum(numbers)


def in_order(values: Iterable[Any], attribute: str | None = None, reverse: bool = False) -> Any:
    """A list in ascending order, by one column where that is named: `sorted(rows, "price")`."""
    key = None if attribute is None else (lambda one: _cell(one, attribute))
    return sorted(values, key=key, reverse=reverse)


def rounded(value: Any, places: int = 0) -> Any:
    """A number rounded half up, to whole or to so many decimal places."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit(f"{in_words(value)} is not a number")
    if abs(places) > _MOST_PLACES:
        raise Unfit(f"{places} decimal places are too many")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    result = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if places <= 0 or isinstance(value, int):
        return int(result)
    return float(result) if isinstance(value, float) else result


def whole_number(value: Any) -> int:
    """A whole number from a number or a text such as `1,234`; anything else is an error."""
    number = decimal_number(value)
    if number != number.to_integral_value():
        raise Unfit(f"{in_words(value)} is not a whole number")
    return int(number)


def decimal_number(value: Any) -> Decimal:
    """An exact number from a text such as `1,234.50`; anything else is an error."""
    if isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
        text = str(value).strip()
        if _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        with contextlib.suppress(InvalidOperation):
            number = Decimal(text)
            if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS:
                return number
    raise Unfit(f"{in_words(value)} is not a number")


def text_of(value: Any) -> Any:
    """The value as text, as it would read inside a text."""
    return value if isinstance(value, Secret) else as_text(value)


def days(count: int) -> timedelta:
    """So many days, to add to a date or take from it: `today - days(3)`."""
    return timedelta(days=count)


def month_of(day: Any) -> Month:
    """The month that a date is in; `month_of(today) - 1` is the one before."""
    if not isinstance(day, Date):
        raise Unfit(f"{in_words(day)} is not a date")
    return Month.of(day)


def span(start: Date | None, end: Date | None) -> DateRange:
    """The days from one date to another: `span(today - days(7), today)`."""
    return DateRange(_day_of(start), _day_of(end))


def _day_of(day: Date | None) -> Date | None:
    return day.date() if isinstance(day, datetime) else day


def counting(*bounds: int) -> list[int]:
    """The whole numbers up to one, or between two, the last left out."""
    numbers = range(*bounds)
    if len(numbers) > MOST_REPEATED:
        raise Unfit(f"range would have more than {MOST_REPEATED:,} numbers")
    return list(numbers)


def replaced(text: Any, old: str, new: str) -> str:
    """A text with one part replaced by another."""
    whole = as_text(text)
    _check_length(len(whole) + whole.count(old) * len(new))
    return whole.replace(old, new)


def joined(values: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """A list as one text: `| join(", ")`."""
    items = list(values) if attribute is None else [_cell(one, attribute) for one in values]
    parts = [as_text(one) for one in items]
    _check_length(sum(len(one) + len(between) for one in parts))
    return between.join(parts)


def money(value: Any) -> str:
    """A number with thousands separators and two decimal places: `1,234.50`."""
    return f"{rounded(decimal_number(value), 2):,.2f}"


def date_text(value: Any, form: str = "%Y-%m-%d") -> str:
    """A date written in a form of your own: `${today | date("%Y%m")}`."""
    day = value.start if isinstance(value, Month) else value
    if not isinstance(day, Date):
        raise Unfit(f"{in_words(value)} is not a date")
    return day.strftime(form)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "len": length,
    "min": smallest,
    "max": largest,
    "sum": total,
    "sorted": in_order,
    "round": rounded,
    "int": whole_number,
    "number": decimal_number,
    "str": text_of,
    "days": days,
    "month_of": month_of,
    "span": span,
    "range": counting,
}

_OF_JINJA = {
    "abs": "A number without its sign.",
    "capitalize": "The first letter large, the others small.",
    "count": "How many characters, items or rows something has.",
    "default": "Another value where an attribute or column is missing.",
    "first": "The first item.",
    "groupby": "Items grouped by one attribute or column.",
    "items": "Pairs of key and value of a mapping.",
    "last": "The last item.",
    "length": "How many characters, items or rows something has.",
    "list": "A list of the items or characters.",
    "lower": "All letters small.",
    "map": "One attribute of each item, or a filter applied to each: `| map(attribute=\"id\")`.",
    "max": "The largest item.",
    "min": "The smallest item.",
    "reject": "The items for which a test does not hold.",
    "rejectattr": "The items whose attribute or column does not pass a test.",
    "reverse": "The items or characters in the opposite order.",
    "select": "The items for which a test holds.",
    "selectattr": "The items whose attribute or column passes a test.",
    "sort": "The items in ascending order: `| sort(attribute=\"price\")`.",
    "title": "Each word with a large first letter.",
    "trim": "A text without blanks at its ends.",
    "truncate": "A text cut to a length.",
    "unique": "Each item once.",
    "upper": "All letters large.",
}  # fmt: skip
_OURS: Mapping[str, Callable[..., Any]] = {
    "money": money,
    "date": date_text,
    "sum": total,
    "round": rounded,
    "int": whole_number,
    "number": decimal_number,
    "string": text_of,
    "join": joined,
    "replace": replaced,
}

_KNOWN_TO_JINJA = cast("Mapping[str, Callable[..., Any]]", JINJA_FILTERS)
_TESTS_OF_JINJA = cast("Mapping[str, Callable[..., Any]]", JINJA_TESTS)
FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: _KNOWN_TO_JINJA[name] for name in _OF_JINJA},
    **_OURS,
}
TESTS: Mapping[str, Callable[..., Any]] = {
    name: _TESTS_OF_JINJA[name] for name in _TESTS_OF_JINJA if name not in ("escaped", "callable")
}

BUILTINS: Mapping[str, str] = {
    "today": "The day of the run.",
    "null": "What an input holds that was not given.",
    **{name: (one.__doc__ or "").split("\n")[0] for name, one in FUNCTIONS.items()},
    **{f"| {name}": (one.__doc__ or "").split("\n")[0] for name, one in _OURS.items()},
    **{f"| {name}": words for name, words in _OF_JINJA.items()},
}
BUILTIN_NAMES = frozenset(name for name in BUILTINS if not name.startswith("|"))


def _check_length(characters: int) -> None:
    if characters > _MOST_CHARACTERS:
        raise Unfit(f"the text would be longer than {_MOST_CHARACTERS:,}")


def _several(values: tuple[Any, ...]) -> Iterable[Any]:
    items = list(values[0]) if len(values) == 1 else list(values)
    if not items:
        raise Unfit("an empty list has no smallest or largest item")
    return items


def _cell(one: Any, attribute: str) -> Any:
    if not isinstance(one, Mapping) or attribute not in one:
        raise Unfit(f'{kind_of(one)} has no "{attribute}"')
    return one[attribute]
