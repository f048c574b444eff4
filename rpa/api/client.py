"""Calling operations: signed, paced, page by page, with errors of ours."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rpa.api.credentials import AccessKey, Credentials, IamUser
from rpa.api.iam import TIMEOUT_S, Tokens
from rpa.api.pace import Pace
from rpa.api.problems import FINE, ApiUnavailable, KeysRefused, problem_for
from rpa.api.sdk import Operation, operations, request_for, service
from rpa.secret import Secret

PAGE = 100
"""Rows that are asked for at once: as many as the service gives."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a site is called: the service itself, and who gives tokens."""

    service: str
    tokens: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer: its rows as they came, and how many there are altogether."""

    number: int
    rows: tuple[Mapping[str, Any], ...]
    total: int | None


@dataclass(slots=True)
class Api:
    """The operations of one site, called by one account."""

    endpoints: Endpoints
    credentials: Credentials
    learn: Callable[[Secret], None]
    wait: Callable[[float], None]
    _client: Any = field(default=None, init=False)
    _tokens: Tokens | None = field(default=None, init=False)
    _pace: Pace = field(init=False)

    def __post_init__(self) -> None:
        self._pace = Pace(self.wait)
        if isinstance(self.credentials, IamUser):
            self._tokens = Tokens(self.endpoints.tokens, self.credentials, self.learn)

    def pages(self, name: str, given: Mapping[str, Any]) -> Iterator[Page]:
        """Yield the pages of an operation; one that is not paged, or one thing, is one page."""
        operation = operations()[name]
        if not operation.is_paged:
            yield _page(operation, 1, self._call(operation, given))
            return
        number = read = 0
        while True:
            number += 1
            asked = {**given, "offset": (number - 1) * PAGE, "limit": PAGE}
            page = _page(operation, number, self._call(operation, asked))
            read += len(page.rows)
            yield page
            # A page that is short although there should be more is the last: the count tells.
            if len(page.rows) < PAGE or read == page.total:
                return

    def _call(self, operation: Operation, given: Mapping[str, Any]) -> Mapping[str, Any]:
        request = request_for(operation, given)
        try:
            return self._called(operation, request)
        except KeysRefused:
            if self._tokens is None:
                raise
            # It was good when it was given; rights that change end it before its time.
            self._tokens.forget()
            return self._called(operation, request)

    def _called(self, operation: Operation, request: Any) -> Mapping[str, Any]:
        import requests
        from huaweicloudsdkcore.exceptions.exceptions import (
            SdkException,
            ServiceResponseException,
        )

        client = self._ready()
        self._pace.keep(operation.name)
        try:
            answer = getattr(client, operation.method)(request)
        except ServiceResponseException as error:
            known = error.status_code, str(error.error_code), str(error.error_msg)
            raise problem_for(operation.name, *known) from None
        except (SdkException, requests.RequestException) as error:
            why = f"the API cannot be reached ({type(error).__name__})"
            raise ApiUnavailable(operation.name, why) from None
        except (ValueError, TypeError, AttributeError):
            raise ApiUnavailable(operation.name, "the answer is not what the SDK knows") from None
        return read_answer(operation, answer.raw_content)

    def _ready(self) -> Any:
        if self._client is None:
            self._client = self._built()
        if self._tokens is not None:
            # A request that bears this header already is not signed; None leaves it out.
            token = self._tokens.token().reveal()
            self._client.preset_headers = {"X-Auth-Token": token, "Authorization": None}
        return self._client

    def _built(self) -> Any:
        from huaweicloudsdkcore.auth.credentials import GlobalCredentials
        from huaweicloudsdkcore.http.http_config import HttpConfig

        keys = ("-", "-")  # the SDK wants some, also where a token takes their place
        if isinstance(self.credentials, AccessKey):
            keys = self.credentials.access, self.credentials.secret.reveal()
        builder = service().BssClient.new_builder().with_credentials(GlobalCredentials(*keys))
        config = HttpConfig(timeout=TIMEOUT_S)
        client = builder.with_http_config(config).with_endpoint(self.endpoints.service).build()
        # Without a handler its errors would be written to the terminal, beside ours.
        client.get_http_client().logger.addHandler(logging.NullHandler())
        return client


def read_answer(operation: Operation, content: bytes | None) -> Mapping[str, Any]:
    """Return an answer with its numbers exact; one that bears an error code is an error."""
    try:
        answer = json.loads(content or b"{}", parse_float=Decimal)
    except ValueError:
        raise ApiUnavailable(operation.name, "the answer is no JSON") from None
    if not isinstance(answer, dict):
        raise ApiUnavailable(operation.name, "the answer is no JSON object")
    code = str(answer.get("error_code") or FINE)
    if code != FINE:
        raise problem_for(operation.name, 200, code, str(answer.get("error_msg")))
    return answer


def _page(operation: Operation, number: int, answer: Mapping[str, Any]) -> Page:
    if operation.rows is None:
        return Page(number, (answer,), None)
    rows = answer.get(operation.rows) or []
    total = answer.get(operation.total) if operation.total else None
    return Page(number, tuple(rows), total)
