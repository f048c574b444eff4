"""The replica's verifier against the published vectors of the signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from rpa.sandbox.api.signature import (
    Claim,
    Signed,
    canonical,
    canonical_query,
    problem_of,
    read_claim,
    signature_of,
)

SAMPLE_KEY = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc"
BASIC = Signed(
    "GET",
    "/resources",
    [("size", "1")],
    {
        "host": "service.endpoint.myhuaweicloud.com",
        "x-sdk-date": "20200608T023900Z",
        "test_underscore": "ignored",
    },
)
VPCS = Signed(
    "GET",
    "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
    [("limit", "2"), ("marker", "13551d6b-755d-4757-b956-536f674975c0")],
    {
        "content-type": "application/json",
        "host": "service.region.example.com",
        "x-sdk-date": "20191115T033655Z",
    },
)
VECTORS = {
    "V1": (
        BASIC,
        "SecretKey",
        "de94dd1e1ccdb730b403ce35d7e14f7c7b04337f6def1c3a3a2ba936852b133f",
        "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842",
    ),
    "V2": (
        replace(BASIC, method="POST", body=b'{"name":"test","id":1}'),
        "SecretKey",
        "2b1b2515e48cb55e043ff2ec5b93d3f13ec287e1da1d7a2e4e14b0611a341969",
        "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f",
    ),
    "V3": (
        VPCS,
        SAMPLE_KEY,
        "b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a",
        "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
    ),
    "V4": (
        replace(
            VPCS,
            query=[],
            headers={**VPCS.headers, "host": "service.test-region-1.myhuaweicloud.com"},
        ),
        SAMPLE_KEY,
        "24aab8df594d405e1695b18d270eb1eb1ef8b420e6b9f94d4313664ddb28dc48",
        "4a30e690c3032a1975323588d79e858f188834f91df411a47ada7def6ad8081f",
    ),
}
AT = datetime(2020, 6, 8, 2, 39, tzinfo=UTC)


def signed_names(request: Signed) -> list[str]:
    return sorted(name for name in request.headers if "_" not in name)


@pytest.mark.parametrize("name", VECTORS)
def test_a_published_vector_is_signed_as_published(name):
    request, key, digest, signature = VECTORS[name]
    names = signed_names(request)
    assert sha256(canonical(request, names).encode()).hexdigest() == digest
    assert signature_of(request, names, key) == signature


def test_a_query_is_sorted_and_encoded_as_published():
    multi = [("multi", str(number)) for number in (1, 2, 3)]
    query = [
        ("limit", "1"),
        ("enable", "true"),
        ("test", "一 (&=?!#%.*)"),
        ("path", "/tmp/123"),
        *multi,
    ]
    assert canonical_query(query) == (
        "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123"
        "&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29"
    )


def test_a_header_is_read_as_what_it_claims():
    header = f"SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature={'0f' * 32}"
    assert read_claim(header) == Claim("AK", ("host", "x-sdk-date"), "0f" * 32)
    assert read_claim("Basic QUs6U0s=") is None


@pytest.mark.parametrize(
    ("names", "later", "key", "problem"),
    [
        (("host", "x-sdk-date"), timedelta(minutes=15), "SecretKey", None),
        (("host", "x-sdk-date"), timedelta(minutes=-15), "SecretKey", None),
        (
            ("host", "x-sdk-date"),
            timedelta(minutes=15, seconds=1),
            "SecretKey",
            "X-Sdk-Date is more than 15 minutes away",
        ),
        (("host", "x-sdk-date"), timedelta(), "another key", "verify aksk signature fail"),
        (("x-sdk-date",), timedelta(), "SecretKey", "not signed: host"),
        (
            ("host", "x-extra", "x-sdk-date"),
            timedelta(),
            "SecretKey",
            "signed, but not sent: x-extra",
        ),
    ],
)
def test_a_signature_is_good_for_a_quarter_of_an_hour_and_its_own_request(
    names, later, key, problem
):
    claim = Claim("AccessKey", names, VECTORS["V1"][3])
    assert problem_of(BASIC, claim, key, AT + later) == problem


def test_whatever_is_changed_of_a_request_is_noticed():
    claim = Claim("AccessKey", ("host", "x-sdk-date"), VECTORS["V2"][3])
    request = VECTORS["V2"][0]
    changed = [
        replace(request, method="PUT"),
        replace(request, path="/resources/2"),
        replace(request, query=[("size", "2")]),
        replace(request, headers={**request.headers, "host": "elsewhere.example.com"}),
        replace(request, body=b'{"name":"test","id":2}'),
    ]
    assert problem_of(request, claim, "SecretKey", AT) is None
    assert {problem_of(one, claim, "SecretKey", AT) for one in changed} == {
        "verify aksk signature fail"
    }
