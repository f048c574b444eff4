"""The step `api`: typed rows with their proofs, and what it does not do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest

from rpa.api.client import Api as Client
from rpa.api.client import Endpoints, Page
from rpa.api.credentials import AccessKey
from rpa.api.problems import ExtraMissing
from rpa.deadline import Deadline
from rpa.engine.check import Checker, check_paths
from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.errors import StepFailed
from rpa.events import Event, Noticed, PageRead, ProofMade
from rpa.flow.dates import DateRange
from rpa.locators.portal import ApiSpec
from rpa.secret import Redactor, Secret
from rpa.steps.api import Api
from rpa.tables import Column
from tests.conftest import ROOT

from .conftest import ROWS, SECRET_KEY

SHIPPED = Project(ROOT / "flows", ROOT / "selectors", ROOT / "output")
ORDERS = "ListCustomerOrders"
OCTOBER = DateRange(date(2026, 10, 1), date(2026, 10, 31))


@dataclass
class Run:
    """A run as far as this step sees it."""

    api: Callable[[], Any]
    spec: ApiSpec | None
    is_writing: bool = False
    scope: dict[str, Any] = field(default_factory=dict)
    told: list[Event] = field(default_factory=list)
    redactor: Redactor = field(default_factory=Redactor)
    deadline: Deadline = field(default_factory=lambda: Deadline.after(60, "the test"))

    def emit(self, event: Event) -> None:
        self.told.append(event)

    @property
    def book(self) -> Any:
        return SimpleNamespace(portal=SimpleNamespace(api=self.spec))

    def proofs(self) -> list[tuple[str, str, str]]:
        made = [one.proof for one in self.told if isinstance(one, ProofMade)]
        return [(one.check, one.verdict, one.detail) for one in made]


class Told:
    """An API that answers the same pages each time."""

    def __init__(self, *pages: Page) -> None:
        self.answer, self.asked = pages, list[tuple[str, Mapping[str, Any]]]()

    def pages(self, name: str, given: Mapping[str, Any]) -> Iterator[Page]:
        self.asked.append((name, given))
        yield from self.answer


@pytest.fixture(scope="module")
def spec() -> ApiSpec:
    book, _ = Checker(SHIPPED).book("partner-center")
    assert book is not None
    assert book.portal.api is not None
    return book.portal.api


@pytest.fixture
def ctx(replicas: Callable[..., Any], spec: ApiSpec) -> Run:
    address = replicas(rows=ROWS).address
    key = AccessKey("AK-solution", Secret(SECRET_KEY))
    return Run(lambda: Client(Endpoints(address, address), key, lambda _: None, sleep), spec)


def test_declared_columns_are_typed_and_called_as_flows_call_them(ctx, world):
    Api(operation=ORDERS, given={"create_time": OCTOBER}, into="rows").run(ctx)
    rows = ctx.scope["rows"]
    expected = [one for one in world.orders("solution") if one.head.ordered_at.date() in OCTOBER]
    assert rows.columns == (
        Column("订单号", "id"),
        Column("客户ID", "id"),
        Column("产品类型"),
        Column("订单类型"),
        Column("订单状态"),
        Column("下单时间", "datetime"),
        Column("支付时间", "datetime"),
        Column("官网价", "money"),
        Column("实付金额", "money"),
    )
    assert rows.cells == [
        (
            one.head.order_no,
            one.head.customer.id,
            one.head.product.kind,
            one.head.order_type,
            one.head.status,
            one.head.ordered_at,
            one.head.paid_at,
            one.list_price,
            one.amount,
        )
        for one in expected
    ]
    count = len(expected)
    assert ctx.proofs() == [
        ("types", "holds", "every cell is of its column's type"),
        ("count", "holds", f"{count} rows, as the API says"),
        ("keys", "holds", f"{count} keys (订单号), each once"),
    ]
    assert [(one.page, one.pages, one.rows) for one in ctx.told if isinstance(one, PageRead)] == [
        (1, 1, count)
    ]


def test_what_is_not_declared_has_the_columns_and_types_of_the_sdk(ctx):
    columns = ("quota_id", "quota_status", "balance", "expire_time")
    Api(operation="ListQuotaCoupons", into="rows", columns=columns).run(ctx)
    rows = ctx.scope["rows"]
    assert rows.columns == (
        Column("quota_id"),
        Column("quota_status", "integer"),
        Column("balance", "number"),
        Column("expire_time"),
    )
    first = rows[0]
    assert [type(one) for one in first.values()] == [str, int, Decimal, str]
    assert ctx.proofs()[1] == ("count", "holds", f"{len(rows)} rows, as the API says")


def test_only_a_change_may_call_what_changes_something(ctx, spec):
    step = Api(operation="ReclaimPartnerCoupons", given={"coupon_id": "CP1"}, into="rows")
    with pytest.raises(StepFailed, match="changes something, and no change is being made"):
        step.run(ctx)
    api = Told(Page(1, ({},), None))
    writing = Run(lambda: api, spec, is_writing=True)
    step.run(writing)
    assert api.asked == [("ReclaimPartnerCoupons", {"coupon_id": "CP1"})]
    assert (writing.scope["rows"].columns, writing.proofs()[1:]) == ((), [])


def test_what_changes_something_is_never_asked_twice(spec):
    api = Told(Page(1, ({"error_details": [{"id": "c1"}], "coupon_infos": None},), None))
    wrong = {
        "operations": {"CreatePartnerCoupons": {"columns": {"error_details": {"type": "money"}}}}
    }
    run = Run(lambda: api, ApiSpec.model_validate(wrong), is_writing=True)
    Api(operation="CreatePartnerCoupons", into="rows").run(run)
    assert len(api.asked) == 1
    assert [type(one) for one in run.told] == [PageRead, ProofMade]
    assert run.proofs()[0][:2] == ("types", "fails")


def test_what_does_not_add_up_is_asked_again_and_then_fails_its_proof(spec):
    api = Told(Page(1, ({"order_id": "1"}, {"order_id": "1"}), 3))
    run = Run(lambda: api, spec)
    Api(operation=ORDERS, into="rows", columns=("订单号",)).run(run)
    assert len(api.asked) == 3
    assert [one.message for one in run.told if isinstance(one, Noticed)] == [
        (
            "ListCustomerOrders: 2 rows read, the API says 3: 1 missing; "
            "1 keys (订单号) come more than once: 1; asking again"
        )
    ] * 2
    assert [verdict for _, verdict, _ in run.proofs()] == ["holds", "fails", "fails"]
    assert run.scope["rows"].cells == [("1",), ("1",)]


def test_a_cell_of_another_type_stays_as_it_is_and_fails_its_proof(spec):
    row = {"order_id": 7, "create_time": "soon", "status": 77, "amount_after_discount": None}
    run = Run(lambda: Told(Page(1, (row,), 1)), spec)
    wanted = ("订单号", "下单时间", "订单状态", "实付金额")
    Api(operation=ORDERS, into="rows", columns=wanted).run(run)
    assert run.scope["rows"].cells == [("7", "soon", "77", None)]
    assert run.proofs()[0] == (
        "types",
        "fails",
        "下单时间: 1 cells, a moment such as 2026-10-31T04:30:00Z is wanted",
    )


def test_what_the_portal_masks_is_kept_out_of_all_that_is_told():
    spec = ApiSpec.model_validate(
        {
            "operations": {
                "ListSubCustomers": {
                    "columns": {
                        "phone": {"header": "telephone", "masked": True},
                        "moment": {"type": "datetime", "header": "inner.at"},
                    }
                }
            }
        }
    )
    row = {"telephone": "13800000001", "inner": {"at": "2026-10-31T16:00:01Z"}}
    run = Run(lambda: Told(Page(1, (row,), 1)), spec)
    Api(operation="ListSubCustomers", into="rows").run(run)
    assert run.scope["rows"].cells == [("13800000001", datetime(2026, 10, 31, 16, 0, 1))]
    assert run.redactor.clean("call 13800000001") == "call ••••••"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ordr_id": "1"}, 'ListCustomerOrders: unknown field "ordr_id"; did you mean "order_id"?'),
        ({"status": "x"}, 'ListCustomerOrders: status: a whole number is wanted, not "x"'),
    ],
)
def test_what_cannot_be_asked_fails_the_step(spec, given, said):
    with pytest.raises(StepFailed) as caught:
        Api(operation=ORDERS, given=given).run(Run(Told, spec))
    assert str(caught.value) == said


def test_without_the_sdk_a_flow_is_checked_and_refused_before_a_browser_opens(monkeypatch):
    monkeypatch.setitem(sys.modules, "huaweicloudsdkbss", None)
    file = ROOT / "flows" / "reconcile-orders.yaml"
    assert check_paths(SHIPPED, [file]) == ([], 1)
    with pytest.raises(ExtraMissing) as caught:
        make_plan(SHIPPED, "reconcile-orders", {}, site="sandbox", account=None, today=OCTOBER.end)
    assert caught.value.exit_code == 2
    assert str(caught.value) == (
        "this flow calls the API, and the SDK for it is not installed; "
        'install the extra `api`: pip install "partner-rpa[api]"'
    )
