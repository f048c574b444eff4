"""A call of an operation: who asks, for what, and what is refused."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from rpa.sandbox.roles import Role
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.schema import Json
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.people import RESELLERS
from rpa.sandbox.world.randomness import stream
from rpa.sandbox.world.world import World

T = TypeVar("T")
Test: TypeAlias = Callable[[T], bool]
Tests: TypeAlias = tuple[Test[T], ...]

MOST = 100
_DEFAULT_LIMIT = 10
_UTC_OFFSET = timedelta(hours=8)
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_YEAR = timedelta(days=366)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Denied(Exception):
    """A call that is answered with an error of the service."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code
        self.body = {"error_code": code, "error_msg": message}


def bad_parameter(name: str) -> Denied:
    """Return the error for a parameter that is missing or wrong."""
    return Denied(400, "CBC.0100", f"Parameter error: {name}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: the parameters of path, query and body together."""

    sandbox: Sandbox
    role: Role
    given: Mapping[str, Any]

    @property
    def world(self) -> World:
        """Return what is asked about."""
        return self.sandbox.world

    def text(self, name: str) -> str | None:
        """Return a text; an empty one asks for nothing."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, str | int):
            raise bad_parameter(name)
        return None if value is None or value == "" else str(value)

    def needed(self, name: str) -> str:
        """Return a text that must be given."""
        if (value := self.text(name)) is None:
            raise bad_parameter(name)
        return value

    def month(self, name: str) -> str:
        """Return a month that must be given, such as `2026-10`."""
        if not _MONTH.fullmatch(value := self.needed(name)):
            raise bad_parameter(name)
        return value

    def texts(self, name: str) -> frozenset[str]:
        """Return several texts, given as a list or once each."""
        value = self.given.get(name) or []
        listed = value if isinstance(value, list) else [value]
        return frozenset(str(one) for one in listed)

    def moment(self, name: str) -> datetime | None:
        """Return a moment, as the pages would show it."""
        if (text := self.text(name)) is None:
            return None
        try:
            return datetime.strptime(text, _MOMENT) + _UTC_OFFSET
        except ValueError:
            raise bad_parameter(name) from None

    def during(self, name: str, of: Callable[[T], datetime | None]) -> Test[T]:
        """Return the question whether something lies in `name_begin` to `name_end`."""
        begin, end = self.moment(f"{name}_begin"), self.moment(f"{name}_end")
        if begin and end and not timedelta() <= end - begin <= _YEAR:
            raise bad_parameter(f"{name}_end")
        if begin is None and end is None:
            return lambda _: True

        def is_during(one: T) -> bool:
            at = of(one)
            return at is not None and (begin or at) <= at <= (end or at)

        return is_during

    def same(self, name: str, of: Callable[[T], object]) -> Test[T]:
        """Return the question whether something has the value that was given, if any was."""
        wanted = self.text(name)
        return lambda one: wanted is None or str(of(one)).casefold() == wanted.casefold()

    def partner(self) -> str | None:
        """Return the 云经销商 whose customers are asked about; None: one's own."""
        number = self.text("indirect_partner_id")
        if number is None:
            return None
        known = {partner_id(self.world, name): name for name in partners(self.role)}
        if number not in known:
            raise Denied(400, "CBC.18000016", "No permission. Contact the partner.")
        return known[number]

    def scope(self) -> Test[Customer]:
        """Return the question whether a customer is asked about, and may be."""
        partner = self.partner()
        return lambda one: one.reseller == partner and self.role.sees(one)

    def customer(self) -> Customer:
        """Return the customer that must be given, one's own or a 云经销商's."""
        number = self.needed("customer_id")
        known = self.world.customers(self.role.tenant)
        customer = next((one for one in known if one.id == number), None)
        if customer is None or not self.role.sees(customer):
            raise Denied(403, "CBC.0156", "The customer does not belong to this site.")
        return customer

    def page(self, rows: Sequence[T]) -> Sequence[T]:
        """Return the rows from `offset` on, as many as `limit` says."""
        offset = self._whole("offset", 0, least=0, most=10**9)
        return rows[offset : offset + self._whole("limit", _DEFAULT_LIMIT, least=1, most=MOST)]

    def _whole(self, name: str, default: int, *, least: int, most: int) -> int:
        text = self.text(name) or str(default)
        if not text.isdecimal() or not least <= int(text) <= most:
            raise bad_parameter(name)
        return int(text)


def found(rows: Iterable[T], tests: Tests[T]) -> list[T]:
    """Return the rows that meet all tests."""
    return [row for row in rows if all(test(row) for test in tests)]


def listing(
    key: str, total: str, asked: Asked, rows: Sequence[T], told: Callable[[T], Json]
) -> Json:
    """Return a page of rows under `key`, and how many there are under `total`."""
    return {key: [told(row) for row in asked.page(rows)], total: len(rows)}


def utc(moment: datetime | None) -> str | None:
    """Return a moment of the pages as the API writes it."""
    return None if moment is None else (moment - _UTC_OFFSET).strftime(_MOMENT)


def amount(value: Decimal | None) -> float | None:
    """Return an amount as a JSON number."""
    return None if value is None else float(value)


def partners(role: Role) -> tuple[str, ...]:
    """Return the 云经销商 of an account's tenant."""
    return RESELLERS if role.tenant == "distributor" else ()


def partner_id(world: World, name: str) -> str:
    """Return the id of a 云经销商."""
    return f"{stream(world.seed, f'partner/{name}').getrandbits(128):032x}"
