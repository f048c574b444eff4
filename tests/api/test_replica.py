"""The operations of the replica, asked by the official SDK as it comes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.request import Request, urlopen

import huaweicloudsdkbss.v2 as bss
import pytest
from anyio.from_thread import start_blocking_portal
from httpx import ASGITransport, AsyncClient
from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from starlette.applications import Starlette

from rpa.sandbox.api.asked import partner_id
from rpa.sandbox.api.gateway import Gateway
from rpa.sandbox.api.operations import OPERATIONS
from rpa.sandbox.api.throttle import Throttle
from rpa.sandbox.api.tokens import NoToken, Tokens
from rpa.sandbox.roles import ROLES
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.settings import Settings
from rpa.sandbox.world.coupons import coupons, events, quotas
from rpa.sandbox.world.customer_resources import by_term, on_demand
from rpa.sandbox.world.expenditure_book import expenditures
from rpa.sandbox.world.people import RESELLERS

from .conftest import ROWS, TODAY

TENANT = "distributor"
MONTH = "2026-10"


def own_orders(world, reseller=None):
    return [one for one in world.orders(TENANT) if one.head.customer.reseller == reseller]


def refused(call, request):
    with pytest.raises(ServiceResponseException) as caught:
        call(request)
    return caught.value.status_code, caught.value.error_code, caught.value.error_msg


def test_an_order_is_told_in_codes_and_universal_time(sdk, world):
    order = next(one for one in own_orders(world) if one.head.paid_at)
    head = order.head
    answer = sdk().list_customer_orders(bss.ListCustomerOrdersRequest(order_id=head.order_no))
    told = json.loads(answer.raw_content)
    statuses = {"已完成": 5, "处理中": 3}
    eight = timedelta(hours=8)
    assert told["total_count"] == 1
    (one,) = told["order_infos"]
    assert {
        key: one[key]
        for key in (
            "order_id",
            "customer_id",
            "service_type_name",
            "status",
            "amount_after_discount",
            "official_amount",
            "create_time",
            "payment_time",
        )
    } == {
        "order_id": head.order_no,
        "customer_id": head.customer.id,
        "service_type_name": head.product.kind,
        "status": statuses[head.status],
        "amount_after_discount": float(order.amount),
        "official_amount": float(order.list_price),
        "create_time": f"{head.ordered_at - eight:%Y-%m-%dT%H:%M:%SZ}",
        "payment_time": f"{head.paid_at - eight:%Y-%m-%dT%H:%M:%SZ}",
    }


def test_pages_are_cut_by_records_and_hold_each_order_once(sdk, world):
    client = sdk()
    pages = [
        client.list_customer_orders(bss.ListCustomerOrdersRequest(offset=offset, limit=20))
        for offset in (0, 20, 40)
    ]
    told = [one.order_id for page in pages for one in page.order_infos]
    expected = [one.head.order_no for one in own_orders(world)]
    assert told == expected[:60]
    assert {page.total_count for page in pages} == {len(expected)}


def test_the_customers_of_an_indirect_partner_are_another_question(sdk, world):
    client = sdk()
    partners = client.list_indirect_partners(
        bss.ListIndirectPartnersRequest(body=bss.QueryIndirectPartnersReq(limit=100))
    )
    assert {one.indirect_partner_id: one.name for one in partners.indirect_partners} == {
        partner_id(world, name): name for name in RESELLERS
    }
    asked = bss.ListCustomerOrdersRequest(indirect_partner_id=partner_id(world, RESELLERS[0]))
    assert client.list_customer_orders(asked).total_count == len(own_orders(world, RESELLERS[0]))


def test_every_list_holds_as_much_as_its_page(sdk, world):
    client = sdk()
    customer = next(
        one
        for one in world.customers(TENANT)
        if one.reseller is None and by_term(world, TENANT, one) and on_demand(world, TENANT, one)
    )
    own = [one for one in world.customers(TENANT) if one.reseller is None]
    month = [one for one in expenditures(world, TENANT) if one.month == MONTH]
    records = [one for one in events(world, TENANT, None) if one.operation == "手动回收"]
    by_customer = bss.QueryResourcesReq(customer_id=customer.id)
    on_demand_too = bss.QueryCustomerOnDemandResourcesReq(customer_id=customer.id)
    told = {
        "customers": client.list_sub_customers(
            bss.ListSubCustomersRequest(body=bss.QuerySubCustomerListReq())
        ).count,
        "by term": client.list_pay_per_use_customer_resources(
            bss.ListPayPerUseCustomerResourcesRequest(body=by_customer)
        ).total_count,
        "on demand": client.list_customer_on_demand_resources(
            bss.ListCustomerOnDemandResourcesRequest(body=on_demand_too)
        ).total_count,
        "fees": client.list_sub_customer_bill_detail(
            bss.ListSubCustomerBillDetailRequest(bill_cycle=MONTH)
        ).total_count,
        "quotas": client.list_quota_coupons(
            bss.ListQuotaCouponsRequest(body=bss.QueryCouponQuotasReqExt())
        ).total_count,
        "coupons": client.list_issued_partner_coupons(
            bss.ListIssuedPartnerCouponsRequest()
        ).total_count,
        "records": client.list_partner_coupons_record(
            bss.ListPartnerCouponsRecordRequest(operation_types=["2"])
        ).total_count,
    }
    assert told == {
        "customers": len(own),
        "by term": len(by_term(world, TENANT, customer)),
        "on demand": len(on_demand(world, TENANT, customer)),
        "fees": len(month),
        "quotas": len(quotas(world, TENANT, None)),
        "coupons": len(coupons(world, TENANT, None)),
        "records": len(records),
    }


def test_the_sums_of_a_month_add_up_to_its_fees(sdk, world):
    sums = sdk().list_subcustomer_monthly_bills(
        bss.ListSubcustomerMonthlyBillsRequest(cycle=MONTH, limit=100)
    )
    fees = [
        one
        for one in expenditures(world, TENANT)
        if one.month == MONTH and one.summed_for.reseller is None
    ]
    assert sums.count == len(sums.bill_sums) <= 100
    assert sum(one.amount for one in sums.bill_sums) == sum(one.amount for one in fees)


def test_the_lines_of_an_order_are_told_with_it(sdk, world):
    order = next(one for one in own_orders(world) if len(one.lines) > 2)
    request = bss.ShowCustomerOrderDetailsRequest(order_id=order.head.order_no)
    answer = sdk().show_customer_order_details(request)
    told = [one.order_line_item_id for one in answer.order_line_items]
    assert (answer.order_info.order_id, told) == (
        order.head.order_no,
        [line.resource_id for line in order.lines],
    )


def test_a_coupon_is_issued_and_reclaimed_once(sdk, fresh_replica, world):
    replica = fresh_replica(rows=ROWS)
    client = sdk(replica=replica)
    receivers = [one for one in world.customers(TENANT) if one.reseller is None]
    sold = next(one for one in receivers if one.association == "代售")
    advised = next(one for one in receivers if one.association == "顾问销售")
    body = bss.CreatePartnerCouponsReq(
        quota_id=quotas(world, TENANT, None)[0].number,
        customer_ids=[sold.id, advised.id],
        face_value="0.01",
    )
    made = client.create_partner_coupons(bss.CreatePartnerCouponsRequest(body=body))
    assert [one.id for one in made.coupon_infos] == [sold.id]
    assert [one.id for one in made.error_details] == [advised.id]
    (coupon,) = made.coupon_infos
    request = bss.ReclaimPartnerCouponsRequest(
        body=bss.ReclaimPartnerCouponsReq(coupon_id=coupon.coupon_id)
    )
    assert client.reclaim_partner_coupons(request).status_code == 204
    assert refused(client.reclaim_partner_coupons, request)[:2] == (400, "CBC.99003029")
    assert [(one["kind"], one["subject"]) for one in replica.writes()] == [
        ("coupon-issue", sold.account),
        ("coupon-recall", coupon.coupon_id),
    ]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"limit": 101}, "limit"),
        ({"offset": -1}, "offset"),
        ({"create_time_begin": "2026-11-01"}, "create_time_begin"),
        (
            {
                "create_time_begin": "2025-01-01T00:00:00Z",
                "create_time_end": "2026-11-01T00:00:00Z",
            },
            "create_time_end",
        ),
        ({"order_by": "amount"}, "order_by"),
    ],
)
def test_a_wrong_parameter_is_named(sdk, given, wrong):
    request = bss.ListCustomerOrdersRequest(**given)
    expected = (400, "CBC.0100", f"Parameter error: {wrong}")
    assert refused(sdk().list_customer_orders, request) == expected


def test_only_a_partner_with_its_own_key_is_let_in(sdk):
    request = bss.ListCustomerOrdersRequest()
    assert refused(sdk("reseller").list_customer_orders, request)[:2] == (403, "CBC.0151")
    assert refused(sdk("nobody").list_customer_orders, request)[:2] == (401, "APIGW.0301")
    assert refused(sdk(key="another").list_customer_orders, request) == (
        401,
        "APIGW.0301",
        "Incorrect IAM authentication information: verify aksk signature fail",
    )
    foreign = bss.ListCustomerOrdersRequest(indirect_partner_id="0")
    assert refused(sdk().list_customer_orders, foreign)[:2] == (400, "CBC.18000016")


def test_a_token_is_as_good_as_a_key(replicas, world, pace):
    replica = replicas(rows=ROWS)
    user = {"domain": {"name": TENANT}, "name": "manager", "password": "Sandbox@2026"}
    identity = {"methods": ["password"], "password": {"user": user}}
    body = json.dumps({"auth": {"identity": identity, "scope": {"domain": {"name": TENANT}}}})
    with urlopen(Request(f"{replica.address}v3/auth/tokens", body.encode())) as answer:
        assert answer.status == 201
        token = answer.headers["X-Subject-Token"]
    builder = bss.BssClient.new_builder().with_credentials(GlobalCredentials("-", "-"))
    client = builder.with_endpoint(replica.address.rstrip("/")).build()
    client.preset_headers = {"X-Auth-Token": token, "Authorization": None}
    own = [one for one in world.orders(TENANT) if ROLES["manager"].sees(one.head.customer)]
    pace.keep("list_customer_orders")
    assert client.list_customer_orders(bss.ListCustomerOrdersRequest()).total_count == len(own)


def test_a_token_is_good_for_a_day_and_given_for_the_right_password_only():
    at = [datetime(2026, 11, 23, tzinfo=UTC)]
    tokens = Tokens(Sandbox(Settings(today=TODAY, rows=10)), lambda: at[0])

    def body(password):
        user = {"domain": {"name": TENANT}, "name": TENANT, "password": password}
        return {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}}}

    token = tokens.give(body("Sandbox@2026"))
    at[0] += timedelta(hours=23, minutes=59)
    assert tokens.role_of(token.text) is ROLES[TENANT]
    at[0] += timedelta(minutes=1)
    assert tokens.role_of(token.text) is None
    with pytest.raises(NoToken) as caught:
        tokens.give(body("wrong"))
    assert caught.value.body == {
        "error": {
            "code": 401,
            "title": "Unauthorized",
            "message": "The username or password is wrong.",
        }
    }


def test_the_gateway_answers_429_to_who_calls_too_often():
    gateway = Gateway(Sandbox(Settings(today=TODAY, rows=10)), clock_s=lambda: 0.0)
    user = {"domain": {"name": TENANT}, "name": TENANT, "password": "Sandbox@2026"}
    identity = {"methods": ["password"], "password": {"user": user}}
    headers = {"X-Auth-Token": gateway.tokens.give({"auth": {"identity": identity}}).text}
    operation = next(one for one in OPERATIONS if one.name == "ListCustomerOrders")
    app = Starlette(routes=[gateway.route(operation)])

    async def statuses() -> list[int]:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://api") as client:
            return [
                (await client.get(operation.path, headers=headers)).status_code for _ in range(11)
            ]

    with start_blocking_portal() as portal:
        assert portal.call(statuses) == [200] * 10 + [429]


def test_an_operation_may_be_called_ten_times_in_a_second():
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    assert [throttle.admits("a") for _ in range(11)] == [True] * 10 + [False]
    assert throttle.admits("b")
    now[0] = 0.99
    assert not throttle.admits("a")
    now[0] = 1.0
    assert [throttle.admits("a") for _ in range(11)] == [True] * 10 + [False]
