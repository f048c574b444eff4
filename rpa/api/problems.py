"""What can go wrong with a call, by what should happen next."""

from __future__ import annotations

from rpa.errors import InputWrong, PersonNeeded, RpaError, StepFailed, Unavailable

_THROTTLED = frozenset({"CBC.0250"})
_DENIED = frozenset({"CBC.0151", "CBC.18000016"})
_FOREIGN = frozenset({"CBC.0156"})
_BUSY = frozenset({"CBC.0999"})
FINE = "CBC.0000"
"""The code in an answer that says that all went well."""


class ExtraMissing(InputWrong):
    """The official SDK is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "this flow calls the API, and the SDK for it is not installed; "
            'install the extra `api`: pip install "partner-rpa[api]"'
        )


class CallRefused(StepFailed):
    """The service did not take what it was asked."""

    def __init__(self, operation: str, code: str, message: str, remedy: str = "") -> None:
        advice = f"; {remedy}" if remedy else ""
        super().__init__(f"{operation}: the API answered {code}: {message}{advice}")
        self.operation, self.code = operation, code


class KeysRefused(PersonNeeded):
    """The service does not know whoever calls, or no longer."""

    def __init__(self, operation: str, code: str, message: str) -> None:
        super().__init__(
            f"{operation}: the API answered {code}: {message}; check the access key and its secret "
            "(or account and password), and the clock of this machine"
        )
        self.operation, self.code = operation, code


class AccessDenied(PersonNeeded):
    """Whoever calls is known, and may not call this."""

    def __init__(self, operation: str, code: str, message: str) -> None:
        super().__init__(
            f"{operation}: the API answered {code}: {message}; the account needs the permission "
            "for it, which an administrator of the partner grants"
        )
        self.operation, self.code = operation, code


class ApiUnavailable(Unavailable):
    """The service or the network did not do its part; it may later."""

    def __init__(self, operation: str, why: str) -> None:
        super().__init__(f"{operation}: {why}")
        self.operation = operation


def problem_for(operation: str, status: int, code: str, message: str) -> RpaError:
    """Return the error for an answer that is none, by its HTTP status and the service's code."""
    if status == 429 or code in _THROTTLED:
        return ApiUnavailable(operation, f"the API is called too often ({code}: {message})")
    if status == 401:
        return KeysRefused(operation, code, message)
    if code in _FOREIGN:
        remedy = "the customer belongs to another site, or is not one of this account"
        return CallRefused(operation, code, message, remedy)
    if status == 403 or code in _DENIED:
        return AccessDenied(operation, code, message)
    if status >= 500 or code in _BUSY:
        return ApiUnavailable(operation, f"the API answered {status} {code}: {message}")
    return CallRefused(operation, code, message)
