"""A sign-in that goes wrong ends for a person, says what to do, and the run can be taken up."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from rpa.cli.carry_out import Manner, carry_out
from rpa.cli.resume import taken_up
from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.events import RunFinished
from rpa.steps.answers import COMMAND, FILE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
FLOW, SHEET, GIVEN = "revenue-summary", "业绩汇总", {"period": "2026-10"}
OTHER_SECRET = "KRSXG5CTMVRXEZLU"


@dataclass(frozen=True)
class Home:
    """A project of one's own, and the command line's way to run its flows."""

    project: Project
    sheet: Callable[[Path, str], dict[str, Any]]

    def change(self, file: str, old: str, new: str) -> None:
        """Change one place in a flow or selector file."""
        path = self.project.flows.parent / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

    def run(self, replica: Any, **given: str) -> RunFinished:
        """Run the flow, and return how it ended."""
        plan = make_plan(self.project, FLOW, given, site=replica.address, account=None, today=TODAY)
        return carry_out(plan, Manner(as_json=True))

    def stops(self, replica: Any) -> str:
        """Run the flow, see that it stops for a person before anything is read, and say why."""
        finished = self.run(replica, **GIVEN)
        assert (finished.exit_code, finished.status) == (4, "person_needed")
        assert not list(self.project.output.glob("*/*/*.xlsx"))
        return finished.error

    def goes_on(self, replica: Any) -> None:
        """Take up the run that stopped, and see that it reads all, with the inputs it had."""
        (first,) = (self.project.output / FLOW).iterdir()
        before = taken_up(self.project, first.name, FLOW)
        assert (before.folder, before.given) == (first, GIVEN)
        plan = make_plan(
            self.project,
            FLOW,
            before.given,
            site=replica.address,
            account=before.account,
            today=TODAY,
        )
        finished = carry_out(plan, Manner(as_json=True, resumed=before.folder))
        assert (finished.exit_code, finished.error) == (0, "")
        (book,) = self.project.output.glob("*/*/*.xlsx")
        assert self.sheet(book, SHEET) == replica.truth(FLOW, **GIVEN)


@pytest.fixture
def home(tmp_path, sheet, monkeypatch) -> Home:
    for name in ("flows", "selectors"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setenv("RPA_HOME", str(tmp_path / "home"))
    return Home(Project(tmp_path / "flows", tmp_path / "selectors", tmp_path / "output"), sheet)


@pytest.fixture
def replica(fresh_replica) -> Callable[..., Any]:
    return lambda **options: fresh_replica(rows=30, **options)


PORTAL = "selectors/partner-center/portal.yaml"
RIGHT, WRONG = "distributor: Sandbox@2026", "distributor: Sandbox@2025"


def _sign_in(address: str, password: str) -> int:
    """Sign in as a browser does, and return what the portal answers."""
    body = {"form": "account", "account": "distributor", "password": password}
    request = Request(
        f"{address}authui/login",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def _reading_the_picture(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Let a command answer what the captcha of a replica reads."""
    place = f"{address}__captcha__.json"
    code = f"import json, urllib.request as r; print(json.load(r.urlopen('{place}'))['text'])"
    monkeypatch.setenv(COMMAND, f'"{sys.executable}" -c "{code}"')


@pytest.mark.slow
def test_a_wrong_password_is_tried_once(home, replica):
    portal = replica()
    home.change(PORTAL, RIGHT, WRONG)
    assert home.stops(portal) == "登录未成功：用户名或密码错误；请核对账号和密码后再运行"
    # Three more are free before the account is locked: the run has taken one.
    assert [_sign_in(portal.address, "nonsense") for _ in range(3)] == [401] * 3
    home.change(PORTAL, WRONG, RIGHT)
    home.goes_on(portal)


@pytest.mark.slow
def test_a_locked_account_is_left_alone(home, replica):
    portal = replica()
    assert [_sign_in(portal.address, "nonsense") for _ in range(5)] == [401] * 4 + [423]
    assert home.stops(portal) == "登录未成功：账号已锁定，请15分钟后重试"
    home.goes_on(replica())  # another, since nobody waits so long here


@pytest.mark.slow
def test_a_captcha_that_nobody_can_read_is_left_to_a_person(home, replica, monkeypatch):
    portal = replica(fault="captcha")
    assert home.stops(portal) == (
        "登录页图片中的字符: nobody is there to answer; run it at a terminal, or let "
        "RPA_ANSWER_COMMAND name a program that prints the answer, or RPA_ANSWER_FILE a file that "
        "somebody fills"
    )
    _reading_the_picture(monkeypatch, portal.address)
    home.goes_on(portal)


@pytest.mark.slow
def test_a_captcha_that_is_answered_wrongly_locks_nobody_out(home, replica, monkeypatch):
    portal = replica(fault="captcha")
    monkeypatch.setenv(COMMAND, "echo nope")
    assert home.stops(portal) == (
        "登录页图片中的字符: the answer was refused 3 times: 验证码错误; run it again, and see "
        "what is asked for in the pictures question-*.png of the run"
    )
    portal.fault("captcha", on=False)
    assert [_sign_in(portal.address, "nonsense") for _ in range(4)] == [401] * 4
    portal.fault("captcha")
    _reading_the_picture(monkeypatch, portal.address)
    home.goes_on(portal)


@pytest.mark.slow
def test_a_code_that_does_not_come_in_time_is_waited_for_no_longer(
    home, replica, monkeypatch, tmp_path
):
    portal = replica(fault="sms_login")
    home.change(PORTAL, "    answers: {code: '123456', totp: JBSWY3DPEHPK3PXP}\n", "")
    asked = "what: 登录验证的短信验证码"
    home.change("flows/sign-in.yaml", asked, f"{asked}\n              within_s: 2")
    answer = tmp_path / "answer.txt"
    monkeypatch.setenv(FILE, str(answer))
    assert home.stops(portal) == (
        "登录验证的短信验证码: nobody answered within 2 s; run it again when somebody can"
    )
    answer.write_text("123456\n")
    home.goes_on(portal)
    assert not answer.exists()


@pytest.mark.slow
def test_codes_of_another_virtual_mfa_end_the_run(home, replica, monkeypatch):
    portal = replica(fault="mfa")
    # Each new try would wait for the next half minute.
    asked = "what: 虚拟MFA的动态验证码"
    home.change("flows/sign-in.yaml", asked, f"{asked}\n              tries: 1")
    monkeypatch.setenv("RPA_TOTP", OTHER_SECRET)
    assert home.stops(portal) == (
        "虚拟MFA的动态验证码: the answer was refused once: 验证码错误; see whether the account's "
        "secret of one-time codes is right (rpa account add, or RPA_TOTP), and this machine's clock"
    )
    monkeypatch.delenv("RPA_TOTP")
    home.goes_on(portal)
