"""What goes wrong on purpose, and what is left of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rpa.sandbox.nearest import unknown


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which the portal can misbehave; `after` is how many requests it lets pass first."""

    name: str
    about: str
    after: int | None = None


FAULTS = {
    fault.name: fault
    for fault in (
        Fault("slow", "every table answer comes 1.5 s later"),
        Fault("table_500", "two table requests in a row fail, the first of them while paging"),
        Fault("table_empty_once", "the first answer of each table says that there are no rows"),
        Fault("short_page", "page 2 of every table silently misses a row"),
        Fault("page_repeats", "page 2 of every table shows the rows of page 1"),
        Fault("size_lies", "pages of 100 rows hold but 50, and the pager does not know"),
        Fault("total_lies", "the total of every table is too high by 3"),
        Fault("rows_shift", "once, a newer row appears while page 3 is being asked for"),
        Fault("popup_anywhere", "an announcement blocks the page now and then"),
        Fault("export_fails", "export tasks end as 失败"),
        Fault("export_stuck", "export tasks stay 处理中 for ever"),
        Fault("export_short", "exported files silently miss a row"),
        Fault("download_cut", "downloaded files end early"),
        Fault("session_expires", "once, after N requests of who is signed in, a session ends", 20),
        Fault("kick_out", "a second sign-in of an account ends the first"),
        Fault("captcha", "signing in asks for a captcha; /__captcha__.json tells its text"),
        Fault("mfa", "signing in asks for a code of the virtual MFA"),
        Fault("sms_login", "signing in asks for a code that is sent by 短信"),
        Fault("codes_required", "验证码验证 is on for everybody"),
        Fault("code_expired", "codes are too old as soon as they are sent"),
        Fault("write_lost", "once, a change is made, but its answer is lost"),
        Fault("write_dropped", "once, a change is made, but the connection ends with the answer"),
        Fault("write_refused", "once, a change is refused and not made"),
        Fault("write_slow", "every change is made and answered 3 s later"),
        Fault("write_partial", "once, a change of several things is made of the first half only"),
        Fault("api_fails", "the first three calls of the API are answered with 429, 406 and 500"),
        Fault("api_busy", "every call of the API is answered with HTTP 200 and an error code"),
        Fault("api_differs", "the API misses orders, knows others, and tells some differently"),
    )
}


class UnknownFault(ValueError):
    """There is no fault of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(unknown("fault", name, FAULTS))


class BadNumber(ValueError):
    """The fault takes no number, or not this one."""

    def __init__(self, fault: Fault, text: str) -> None:
        what = "no number" if fault.after is None else "a whole number from 0 on"
        super().__init__(f'fault "{fault.name}" takes {what}, got "{text}"')


def fault_named(name: str) -> Fault:
    """Return the fault of this name."""
    if name not in FAULTS:
        raise UnknownFault(name)
    return FAULTS[name]


@dataclass(slots=True)
class Activation:
    """One time that a fault was switched on: how often it has struck, and where."""

    after: int = 0
    count: int = 0
    places: set[str] = field(default_factory=set)

    def strikes_once(self) -> bool:
        """Tell whether it strikes now, as it has not yet."""
        self.count += 1
        return self.count == 1


def activation(name: str, number: str | None = None) -> Activation:
    """Return a fault switched on, with its own number unless it is given one."""
    fault = fault_named(name)
    if number is None:
        return Activation(fault.after or 0)
    if fault.after is None or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise BadNumber(fault, number)
    return Activation(int(number))


class FaultBoard:
    """The faults that are on; each is asked for as `name` or, with a number, as `name=12`."""

    def __init__(self, asked: Iterable[str] = ()) -> None:
        self._on: dict[str, Activation] = {}
        for text in asked:
            name, sign, number = text.partition("=")
            self.start(name, number if sign else None)

    def start(self, name: str, number: str | None = None) -> Activation:
        """Switch a fault on, afresh when it was on before."""
        self._on[name] = activation(name, number)
        return self._on[name]

    def end(self, name: str) -> None:
        """Switch a fault off."""
        self._on.pop(fault_named(name).name, None)

    def get(self, name: str) -> Activation | None:
        """Return what has happened of a fault, or None when it is off."""
        return self._on.get(fault_named(name).name)

    def is_on(self, name: str) -> bool:
        """Tell whether a fault is on."""
        return self.get(name) is not None

    def strikes_once(self, name: str) -> bool:
        """Tell whether a fault is on and strikes now, which it does once each time it is on."""
        fault = self.get(name)
        return fault is not None and fault.strikes_once()
