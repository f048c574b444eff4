"""The flows that write: each change once, every subject in the workbook, in all wordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.engine.run import execute
from rpa.engine.stage import Options
from rpa.events import RunFinished
from rpa.runs.folder import create_run_folder
from tests.writing_cases import CASES

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 23)
AGREED, PLANS = Options(is_confirmed=True), Options(only_plans=True)
BUSY = "系统繁忙，请稍后重试"


@dataclass(frozen=True)
class Ended:
    """How a run ended, and its workbook's one sheet."""

    finished: RunFinished
    folder: Path
    sheet: dict[str, Any]

    def columns(self, *names: str) -> list[tuple[Any, ...]]:
        """Return some columns of every row."""
        at = [self.sheet["columns"].index(name) for name in names]
        return [tuple(row[one] for one in at) for row in self.sheet["rows"]]


@pytest.fixture
def write(tmp_path: Path, sheet: Callable[[Path, str], dict[str, Any]]) -> Callable[..., Ended]:
    """Run a shipped flow that writes, and read what it says of each change."""

    def run(slug: str, title: str, replica: Any, options: Options = AGREED, **inputs: str) -> Ended:
        output = tmp_path / "output"
        project = Project(ROOT / "flows", ROOT / "selectors", output)
        plan = make_plan(project, slug, inputs, site=replica.address, account=None, today=TODAY)
        assert plan.site is not None
        folder = create_run_folder(output, slug, datetime.now())
        finished = execute(plan, plan.site, folder, readers=[], options=options)
        workbooks = list(folder.path.glob("*.xlsx"))
        shown = sheet(workbooks[0], title) if workbooks else {"columns": [], "rows": []}
        return Ended(finished, folder.path, shown)

    return run


def subjects(replica: Any) -> list[tuple[str, str]]:
    """Return what was written, as kind and subject."""
    return sorted((one["kind"], one["subject"]) for one in replica.writes())


def coupons(replica: Any, status: str) -> list[list[Any]]:
    """Return the coupons of one state: ID, customer, account, face value, balance and so on."""
    truth = replica.truth("recall-coupons")
    at = truth["columns"].index("当前状态")
    return [row for row in truth["rows"] if row[at] in (status, {"有效": "可使用"}.get(status))]


def listed(ids: Sequence[str]) -> str:
    return ",".join(ids)


def test_coupons_are_recalled_once_with_a_code_and_told_from_those_that_cannot_be(
    fresh_replica, write
):
    replica = fresh_replica(seed=2, rows=60, generation=2023, fault="codes_required")
    valid, used = coupons(replica, "有效")[:3], coupons(replica, "已使用")[0]
    ids = [row[0] for row in valid]
    given = {"coupons": listed([*ids, used[0], "CP1"])}

    first = write("recall-coupons", "回收代金券", replica, **given)
    assert first.columns("代金券ID", "结果", "说明", "回收金额") == [
        *((row[0], "已完成", None, row[4]) for row in valid),
        (used[0], "失败", "只能回收有效的代金券", None),
        ("CP1", "失败", "没有这张代金券", None),
    ]
    assert first.finished.error == "5 张代金券中有 2 张没有回收，见工作表“回收代金券”"
    assert subjects(replica) == sorted(("coupon-recall", one) for one in ids)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.flow)
def test_a_plan_writes_nothing_and_names_all_that_would_be_written(fresh_replica, write, case):
    replica = fresh_replica(seed=case.seed, rows=case.rows)
    wanted = case.wanted(replica, case)
    planned = write(case.flow, case.sheet, replica, PLANS, **wanted.inputs)
    assert (planned.finished.error, replica.writes()) == ("", [])
    assert set(planned.columns("结果")) == {("计划",)}
    if wanted.column:
        assert sorted(planned.columns(wanted.column)) == sorted((one,) for one in wanted.subjects)


@pytest.mark.slow
def test_a_plan_changes_no_contact(fresh_replica, write):
    replica = fresh_replica(seed=2, rows=30)
    given = {"what": "phone", "new_value": "13912345678"}
    planned = write("change-contact", "修改账号信息", replica, PLANS, **given)
    assert (planned.finished.error, replica.writes()) == ("", [])


@pytest.mark.slow
def test_a_coupon_whose_recall_is_refused_does_not_stop_the_others(fresh_replica, write):
    replica = fresh_replica(seed=2, rows=230, fault="write_refused")
    account = coupons(replica, "有效")[0][2]
    ids = [row[0] for row in coupons(replica, "有效") if row[2] == account]
    assert len(ids) > 1
    ended = write("recall-coupons", "回收代金券", replica, account=account, single="true")
    assert ended.columns("代金券ID", "结果", "说明") == [
        (ids[0], "失败", BUSY),
        *((one, "已完成", None) for one in ids[1:]),
    ]
    assert subjects(replica) == sorted(("coupon-recall", one) for one in ids[1:])


@pytest.mark.slow
def test_an_agreement_is_signed_once_and_kept(fresh_replica, write):
    replica = fresh_replica(seed=2, rows=30, generation=2024)
    first = write("sign-agreement", "签署协议", replica, agree="true")
    ((result, notice),) = first.columns("结果", "签署后的提示")
    assert result == "已完成"
    assert notice.startswith("尊敬的用户，从2026年11月01日00:00:00起，您与华为的签约主体变更为")
    (text,) = (first.folder / "evidence").glob("*.txt")
    assert text.read_text("utf-8").startswith("华为云伙伴合作协议（签约主体变更）")
    again = write("sign-agreement", "签署协议", replica, agree="true")
    assert again.columns("结果") == [("此前已完成",)]
    assert [kind for kind, _ in subjects(replica)] == ["agreement"]


@pytest.mark.slow
def test_customers_are_invited_once_and_one_gets_the_missing_address(fresh_replica, write):
    replica = fresh_replica(seed=2, rows=230, fault="write_partial")
    leads = replica.truth("invite-customers")["rows"]
    open_ones = [one for one in leads if one[5] == "已报备" and one[9] is None]
    lacking = [one[0] for one in open_ones if one[4] is None]
    ready = [one[0] for one in open_ones if one[4] is not None][:3]
    invited = next(one[0] for one in leads if one[5] == "已报备" and one[9] is not None)
    waiting = next(one for one in leads if one[5] == "待审核")
    given = {
        "customers": listed([*ready, lacking[0], invited, waiting[1], "无名公司"]),
        "email": "new@example.com",
        "association": "代售",
    }
    first = write("invite-customers", "邀请客户", replica, **given)
    told = {row[0]: row[1:] for row in first.columns("报备编号", "结果", "说明")}
    assert told[waiting[0]] == ("失败", "只能邀请已报备的客户")
    assert told[None] == ("失败", "没有这个报备客户")
    assert told[invited][0] == "此前已完成"
    results = [told[one] for one in (*ready, lacking[0])]
    assert sorted(results, key=str) == sorted(
        [("已完成", None)] * 2 + [("失败", f"邀请失败，{BUSY}")] * 2, key=str
    )
    write("invite-customers", "邀请客户", replica, **given)
    assert subjects(replica) == sorted(
        [("lead-edit", lacking[0])] + [("invitation", one) for one in (*ready, lacking[0])]
    )
    shown = {one[0]: one[4] for one in replica.truth("invite-customers")["rows"]}
    assert shown[lacking[0]] == "new@example.com"


@pytest.mark.slow
def test_an_address_serves_one_customer_only(fresh_replica, write):
    replica = fresh_replica(seed=1, rows=230, fault="write_lost")
    leads = replica.truth("invite-customers")["rows"]
    lacking = [one[0] for one in leads if one[5] == "已报备" and one[4] is None and not one[9]][:2]
    assert len(lacking) == 2
    given = {"customers": listed(lacking), "email": "new@example.com"}
    for result in ("已完成", "此前已完成"):
        ended = write("invite-customers", "邀请客户", replica, **given)
        assert ended.columns("报备编号", "结果", "说明")[0] == (
            lacking[1],
            "失败",
            "没有邮箱，给出的邮箱已用于其他客户",
        )
        assert ended.columns("报备编号", "结果")[1] == (lacking[0], result)
    assert subjects(replica) == [("invitation", lacking[0]), ("lead-edit", lacking[0])]


@pytest.mark.slow
def test_coupons_are_issued_once_and_those_left_out_say_why(fresh_replica, write):
    replica = fresh_replica(seed=2, rows=230, generation=2024, fault="codes_required")
    rows = replica.truth("coupon-quotas")["rows"]
    quota = next(row[0] for row in rows if row[5] in ("有效", "可使用") and row[2] > 1000)
    accounts = ["hengshu-cloud1", "hid_zhiheng000011", "zhitian2", "nobody"]
    given = {"quota": quota, "customers": listed(accounts), "face_value": "12.5", "memo": "测试"}
    first = write("issue-coupons", "发放代金券", replica, **given)
    assert sorted(first.columns("客户账号名", "结果", "说明"), key=str) == [
        ("hengshu-cloud1", "已完成", None),
        ("hid_zhiheng000011", "已完成", None),
        ("nobody", "失败", "没有这个客户"),
        ("zhitian2", "失败", "仅支持向代售客户发放"),
    ]
    again = write("issue-coupons", "发放代金券", replica, **given)
    assert sorted(row for row in again.columns("客户账号名", "结果") if row[1] != "失败") == [
        ("hengshu-cloud1", "此前已完成"),
        ("hid_zhiheng000011", "此前已完成"),
    ]
    assert subjects(replica) == [("coupon-issue", one) for one in accounts[:2]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "value", "kind"),
    [
        ("phone", "13912345678", "account-phone"),
        ("email", "zoe@corp.example.com", "account-mail"),
        ("password", "New@Pass2027", "account-password"),
    ],
)
def test_the_accounts_data_are_changed_and_the_new_value_is_kept_nowhere(
    fresh_replica, write, what, value, kind
):
    replica = fresh_replica(seed=2, rows=30)
    first = write("change-contact", "修改账号信息", replica, what=what, new_value=value)
    assert first.columns("结果") == [("已完成",)]
    # The page masks what it shows: only a phone number can be recognised.
    again = write("change-contact", "修改账号信息", replica, what=what, new_value=value)
    assert again.finished.exit_code == (0 if what == "phone" else 4)
    assert subjects(replica) == [(kind, "distributor")]
    for folder in (first.folder, again.folder):
        for file in folder.rglob("*"):
            assert not file.is_file() or value.encode() not in file.read_bytes()
