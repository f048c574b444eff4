"""The client against a replica: whole answers, exact amounts, and errors of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from time import sleep
from typing import Any

import pytest

from rpa.api.client import PAGE, Api, Endpoints, Page, read_answer
from rpa.api.credentials import AccessKey, Credentials, IamUser, user_named
from rpa.api.iam import Token, Tokens
from rpa.api.problems import ApiUnavailable, CallRefused, KeysRefused
from rpa.api.sdk import is_reading, operations
from rpa.sandbox.roles import ROLES
from rpa.secret import Secret

from .conftest import ROWS, SECRET_KEY

KEY = AccessKey("AK-solution", Secret(SECRET_KEY))
USER = IamUser("solution", "solution", Secret("Sandbox@2026"))
ORDERS = "ListCustomerOrders"


@pytest.fixture
def api(replicas: Callable[..., Any]) -> Callable[..., Api]:
    """Return the API of the shared replica, or of another, as somebody calls it."""

    def make(credentials: Credentials = KEY, *, replica: Any = None) -> Api:
        address = (replica or replicas(rows=ROWS)).address
        return Api(Endpoints(address, address), credentials, lambda _: None, sleep)

    return make


def first(api: Api, name: str = ORDERS, **given: Any) -> Page:
    return next(api.pages(name, given))


def test_all_pages_hold_every_order_once_with_its_exact_amount(api, fresh_replica):
    replica = fresh_replica(rows=900)
    pages = list(api(replica=replica).pages(ORDERS, {}))
    rows = [row for page in pages for row in page.rows]
    truth = replica.truth("order-resources", role="solution")
    at = {name: truth["columns"].index(name) for name in ("订单号", "订单金额")}
    amounts: dict[str, Decimal | None] = {}
    for row in truth["rows"]:
        number, amount = row[at["订单号"]], row[at["订单金额"]]
        known = amounts.setdefault(number, None)
        if amount is not None:
            amounts[number] = (known or Decimal(0)) + Decimal(str(amount))
    assert {row["order_id"]: row["amount_after_discount"] for row in rows} == amounts
    assert [len(page.rows) for page in pages] == [PAGE, len(amounts) - PAGE]
    assert [page.number for page in pages] == [1, 2]
    assert {page.total for page in pages} == {len(rows)} == {len(amounts)}


def test_a_token_asks_what_a_key_asks(api):
    assert first(api(USER)) == first(api())


def test_a_token_is_kept_until_shortly_before_its_end_and_never_shown(replicas):
    at = [datetime.now(UTC)]
    learnt: list[Secret] = []
    tokens = Tokens(replicas(rows=ROWS).address, USER, learnt.append, lambda: at[0])
    given = tokens.token()
    at[0] += timedelta(hours=23, minutes=29)
    assert tokens.token() == given
    at[0] += timedelta(minutes=2)
    other = tokens.token()
    assert other != given
    assert learnt == [given, other]
    tokens.forget()
    assert tokens.token() not in learnt[:2]


def test_a_token_that_is_refused_is_asked_for_once_more(api):
    mine = api(USER)
    first(mine)
    stale = Token(Secret("0" * 128), datetime.now(UTC) + timedelta(hours=20))
    mine._tokens._token = stale
    assert first(mine).total == first(api()).total
    assert mine._tokens._token != stale


@pytest.mark.parametrize(
    ("credentials", "said"),
    [
        (
            AccessKey("AK-solution", Secret("another")),
            "ListCustomerOrders: the API answered APIGW.0301: Incorrect IAM authentication ",
        ),
        (
            IamUser("solution", "manager", Secret("Sandbox@2026")),
            "token: the API answered 401: The username or password is wrong.; ",
        ),
    ],
)
def test_who_is_not_known_needs_a_person(api, credentials, said):
    with pytest.raises(KeysRefused) as caught:
        first(api(credentials))
    assert str(caught.value).startswith(said)


def test_troubles_of_the_service_may_pass(api, fresh_replica):
    mine = api(replica=fresh_replica(rows=10, fault="api_fails"))
    said = []
    for _ in range(3):
        with pytest.raises(ApiUnavailable) as caught:
            first(mine)
        said.append(str(caught.value).split(":")[1].strip())
    assert said == [
        "the API is called too often (429",
        "the API is called too often (CBC.0250",
        "the API answered 500 CBC.0999",
    ]
    assert first(mine).number == 1


def test_an_error_code_is_an_error_whatever_the_status(api, fresh_replica):
    with pytest.raises(ApiUnavailable) as caught:
        first(api(replica=fresh_replica(rows=10, fault="api_busy")))
    assert str(caught.value) == (
        "ListCustomerOrders: the API answered 200 CBC.0999: The system is busy. Try again later."
    )


def test_an_api_that_is_not_there_may_be_later():
    nowhere = Endpoints("http://127.0.0.1:9", "http://127.0.0.1:9")
    for credentials in (KEY, USER):
        with pytest.raises(ApiUnavailable, match="the API cannot be reached"):
            first(Api(nowhere, credentials, lambda _: None, sleep))


def test_a_wrong_value_is_refused_with_the_words_of_the_service(api):
    with pytest.raises(CallRefused) as caught:
        first(api(), order_by="amount")
    assert str(caught.value) == (
        "ListCustomerOrders: the API answered CBC.0100: Parameter error: order_by"
    )


def test_amounts_stay_as_exact_as_they_were_written():
    operation = operations()[ORDERS]
    content = b'{"total_count": 1, "order_infos": [{"official_amount": 90071992547409.93}]}'
    assert read_answer(operation, content)["order_infos"] == [
        {"official_amount": Decimal("90071992547409.93")}
    ]
    for odd in (b"<html>", b"[]"):
        with pytest.raises(ApiUnavailable):
            read_answer(operation, odd)
    fine = {"error_code": "CBC.0000", "order_infos": []}
    assert read_answer(operation, json.dumps(fine).encode()) == fine


def test_the_sdk_tells_what_an_operation_asks_and_answers():
    one = operations()["ListQuotaCoupons"]
    assert (one.method, one.is_paged, one.rows, one.total) == (
        "list_quota_coupons",
        True,
        "quotas",
        "total_count",
    )
    assert one.asks["quota_ids"] == "list[str]"
    assert one.columns == {
        "quota_id": "str",
        "quota_type": "int",
        "create_time": "str",
        "last_update_time": "str",
        "quota_value": "decimal.Decimal",
        "quota_status": "int",
        "balance": "decimal.Decimal",
        "measure_id": "int",
        "currency": "str",
        "effective_time": "str",
        "expire_time": "str",
    }
    reading = {name for name in operations() if is_reading(name)}
    assert {"ListCustomerOrders", "ShowCustomerOrderDetails"} <= reading
    assert not reading & {"PayOrders", "ReclaimPartnerCoupons", "CheckUserIdentity"}


@pytest.mark.parametrize("role", ROLES)
def test_an_account_written_with_its_domain_is_a_user_of_it(role):
    password = Secret("x")
    assert user_named(role, password) == IamUser(role, role, password)
    assert user_named(f"{role}/user", password) == IamUser(role, "user", password)
