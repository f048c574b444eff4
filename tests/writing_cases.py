"""Writing flows with inputs that make many writes, and what must come of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rpa.sandbox.world.world import World
from tests.conftest import TODAY, Replica

Write = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is given, each write that must come of it once, and the rows of its workbook.

    `subjects` are in the workbook's `column`; a flow without subjects has one row.
    """

    inputs: Mapping[str, str]
    writes: frozenset[Write]
    column: str | None = None
    subjects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A writing flow, the sheet of its outcomes, and the world that it is run on."""

    flow: str
    sheet: str
    seed: int
    rows: int
    wanted: Callable[[Replica, Case], Wanted]


def recalled(replica: Replica, case: Case, most: int = 20) -> Wanted:
    """Return coupons to recall, `most` if there are as many."""
    rows = replica.truth("recall-coupons")["rows"]
    ids = [row[0] for row in rows if row[8] == "有效"][:most]
    writes = frozenset(("coupon-recall", one) for one in ids)
    return Wanted({"coupons": ",".join(ids)}, writes, "代金券ID", ids)


def signed(replica: Replica, case: Case) -> Wanted:
    """Return the one agreement."""
    entity = replica.truth("sign-agreement")["rows"][0][1]
    return Wanted({"agree": "true"}, frozenset({("agreement", entity)}))


def issued(replica: Replica, case: Case) -> Wanted:
    """Return a dozen customers who may be given a coupon, and a quota that has enough for all."""
    quotas = replica.truth("coupon-quotas")["rows"]
    quota = next(row[0] for row in quotas if row[5] == "有效" and row[2] > 1000)
    customers = World(case.seed, case.rows, TODAY).customers("distributor")
    fitting = [one for one in customers if one.association == "代售" and one.reseller is None]
    accounts = [one.account for one in fitting[:12]]
    inputs = {
        "quota": quota,
        "customers": ",".join(accounts),
        "face_value": "12.5",
        "memo": "一次",
    }
    writes = frozenset(("coupon-issue", one) for one in accounts)
    return Wanted(inputs, writes, "客户账号名", accounts)


def invited(replica: Replica, case: Case) -> Wanted:
    """Return all customers who may be invited, the first without an address among them."""
    rows = replica.truth("invite-customers")["rows"]
    waiting = [row for row in rows if row[5] == "已报备" and row[9] is None]
    lacking = next(row[0] for row in waiting if row[4] is None)
    ids = [row[0] for row in waiting if row[4] is not None or row[0] == lacking]
    inputs = {"customers": ",".join(ids), "email": "new@example.com"}
    writes = frozenset({("lead-edit", lacking), *(("invitation", one) for one in ids)})
    return Wanted(inputs, writes, "报备编号", ids)


CASES = (
    Case("recall-coupons", "回收代金券", 7, 400, recalled),
    Case("sign-agreement", "签署协议", 2, 60, signed),
    Case("issue-coupons", "发放代金券", 4, 460, issued),
    Case("invite-customers", "邀请客户", 2, 120, invited),
)
