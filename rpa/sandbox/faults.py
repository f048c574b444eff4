"""What goes wrong on purpose, and what is left of each."""

from dataclasses import dataclass, field

from rpa.sandbox.nearest import unknown


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which the portal can misbehave."""

    name: str
    about: str
    is_built: bool = True


FAULTS = {
    fault.name: fault
    for fault in (
        Fault("slow", "every table answer comes 1.5 s later"),
        Fault("table_500", "two table requests in a row fail, the first of them while paging"),
        Fault("table_empty_once", "the first answer of each table says that there are no rows"),
        Fault("short_page", "page 2 of every table silently misses a row"),
        Fault("rows_shift", "once, a newer row appears while page 3 is being asked for"),
        Fault("popup_anywhere", "an announcement blocks the page now and then"),
        Fault("export_fails", "export tasks end as 失败"),
        Fault("export_stuck", "export tasks stay 处理中 for ever"),
        Fault("download_cut", "downloaded files end early"),
        Fault("session_expires", "the session ends after some requests", is_built=False),
        Fault("kick_out", "a second sign-in ends the first", is_built=False),
        Fault("captcha", "signing in asks for a captcha", is_built=False),
    )
}


class UnknownFault(ValueError):
    """There is no fault of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(unknown("fault", name, FAULTS))


class FaultNotBuilt(ValueError):
    """The fault is known, but the sandbox cannot do it yet."""

    def __init__(self, name: str) -> None:
        super().__init__(f'fault "{name}" is known but not built yet')


def fault_named(name: str) -> Fault:
    """Return the fault of this name, if it can be had."""
    if name not in FAULTS:
        raise UnknownFault(name)
    if not FAULTS[name].is_built:
        raise FaultNotBuilt(name)
    return FAULTS[name]


@dataclass(slots=True)
class Activation:
    """One time that a fault was switched on: how often it has struck, and where."""

    count: int = 0
    places: set[str] = field(default_factory=set)


class FaultBoard:
    """The faults that are on."""

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        self._on = {fault_named(name).name: Activation() for name in names}

    def start(self, name: str) -> None:
        """Switch a fault on, afresh when it was on before."""
        self._on[fault_named(name).name] = Activation()

    def end(self, name: str) -> None:
        """Switch a fault off."""
        self._on.pop(fault_named(name).name, None)

    def get(self, name: str) -> Activation | None:
        """Return what has happened of a fault, or None when it is off."""
        return self._on.get(name)

    def is_on(self, name: str) -> bool:
        """Tell whether a fault is on."""
        return name in self._on
