"""What runs leave behind holds nothing that signs anybody in, and nothing that an eye revealed.

Every flow here ends with a step that fails, so that each run leaves all that a run can leave.
Rows that are kept for a run that goes on are held to what a workbook is: names in their columns.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn

from rpa.browser.kept_session import ENVIRONMENT_NAME as SESSION_KEY
from rpa.cli.carry_out import Manner, carry_out
from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.events import RunFinished
from rpa.sandbox.app import create_app
from rpa.sandbox.roles import ROLES
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.serve import _listen
from rpa.sandbox.sessions import PASSWORD
from rpa.sandbox.settings import Settings
from rpa.sandbox.totp import SECRET as TOTP_SECRET
from rpa.sandbox.totp import code_of
from rpa.sandbox.truth.catalog import truth_of
from rpa.secret import MASK
from rpa.steps.answers import COMMAND
from tests.artefacts import contents, is_for_its_owner_only, showing, showing_code, spooled, told
from tests.pictures import covered

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
KEY = "the-key-of-kept-sessions-7"
ODD_CODE, CODE = "Q7X9ZK", "123456"
NEW_PASSWORD, NEW_PHONE = "Nova&Pass+2027", "13912345678"


@dataclass(frozen=True)
class Left:
    """What a run left: how it ended, and all files and sayings by name, archives opened."""

    finished: RunFinished
    folder: Path
    files: dict[str, bytes]

    def showing(self, secrets: Iterable[str]) -> set[tuple[str, str]]:
        return showing(self.files, secrets)

    def showing_code(self, *codes: str) -> set[str]:
        return showing_code(self.files, codes)

    def add_workbook(self, *declared: str) -> None:
        """Gather what workbook and spools show outside the columns in which it is declared to be."""
        (book,) = self.folder.glob("*.xlsx")
        self.files.update(told(book, set(declared)))
        for name in (one for one in self.files if "/spool/" in one):
            self.files[name] = spooled(self.files[name], set(declared))

    def covered(self, picture: str) -> int:
        return covered((self.folder / picture).read_bytes())


@dataclass(frozen=True)
class Runs:
    """A project whose flows all fail at their end, the portal they run on, and their artefacts."""

    sandbox: Sandbox
    address: str
    project: Project
    home: Path
    capfd: pytest.CaptureFixture[str]

    @property
    def tokens(self) -> Set[str]:
        """The tokens of all sessions that there were."""
        return set(self.sandbox.sessions._sessions)

    def run(
        self,
        slug: str,
        ending: str,
        *,
        beginning: str = "",
        full_trace: bool = False,
        **inputs: str,
    ) -> Left:
        """Run a flow with a last step that fails, and gather what it left."""
        before = set(self.project.output.glob("*/*/"))
        self._write(slug, beginning, ending)
        plan = make_plan(self.project, slug, inputs, site=self.address, account=None, today=TODAY)
        self.capfd.readouterr()
        manner = Manner(as_json=True, full_trace=full_trace, is_confirmed=True)
        finished = carry_out(plan, manner)
        (folder,) = set(self.project.output.glob("*/*/")) - before
        said = self.capfd.readouterr()
        files = dict(contents(folder, self.project.output, self.home))
        files |= {"stdout": said.out.encode(), "stderr": said.err.encode()}
        assert json.loads(said.out.splitlines()[-1])["error"] == finished.error
        return Left(finished, folder, files)

    def _write(self, slug: str, beginning: str, ending: str) -> None:
        flow = (ROOT / "flows" / f"{slug}.yaml").read_text("utf-8")
        begun = flow.replace("\nsteps:\n", f"\nsteps:\n{beginning}", 1)
        (self.project.flows / f"{slug}.yaml").write_text(f"{begun}\n{ending}", "utf-8")


@pytest.fixture
def runs(tmp_path, monkeypatch, capfd) -> Iterator[Callable[..., Runs]]:
    """Serve a portal in this process, whose sessions can be looked at, and give runs on it."""
    for name in ("flows", "selectors"):
        shutil.copytree(ROOT / name, tmp_path / name)
    home = tmp_path / "home"
    monkeypatch.setenv("RPA_HOME", str(home))
    monkeypatch.setenv(SESSION_KEY, KEY)
    project = Project(tmp_path / "flows", tmp_path / "selectors", tmp_path / "output")
    served: list[Any] = []

    def begin(*faults: str, rows: int = 60) -> Runs:
        settings = Settings(today=TODAY, seed=2, rows=rows, faults=faults, is_quiet=True)
        sandbox = Sandbox(settings)
        server = _served(sandbox)
        served.append(server)
        return Runs(sandbox, server.__enter__(), project, home, capfd)

    yield begin
    for server in served:
        server.__exit__(None, None, None)


@contextmanager
def _served(sandbox: Sandbox) -> Iterator[str]:
    listener = _listen(0)
    config = uvicorn.Config(
        create_app(sandbox), loop="asyncio", ws="none", lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    server.should_exit = server.force_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture
def answered(tmp_path, monkeypatch) -> Callable[..., None]:
    """Let a command give these answers, one a question."""

    def give(*answers: str) -> None:
        file = tmp_path / "answers.txt"
        file.write_text("\n".join(answers))
        script = tmp_path / "answer.py"
        script.write_text(
            "import pathlib\n"
            f"file = pathlib.Path({str(file)!r})\n"
            "first, *rest = file.read_text().split()\n"
            "file.write_text(' '.join(rest))\n"
            "print(first)\n"
        )
        monkeypatch.setenv(COMMAND, f'"{sys.executable}" "{script}"')

    return give


SAY_ALL = """
  - for_each: {name: "${(rows | map(attribute='客户名称') | unique | list)[:2]}"}
    on_error: continue
    do: [{fail: "there is no more of ${name}"}]
  - fail: "nobody of ${rows | map(attribute='客户名称') | unique | join(', ')}"
"""
END = "  - fail: the end\n"
# What lies over the first page goes meanwhile; when it does, a menu that is open closes.
AWAY = "  - open: 客户订单 / 订单资源明细\n"


@pytest.mark.slow
def test_a_reading_run_shows_what_it_revealed_in_its_columns_only(runs):
    home = runs()
    truth = truth_of("order-resources", home.sandbox.world, ROLES["distributor"], {})
    columns = [truth["columns"].index(one) for one in ("客户名称", "云经销商名称")]
    revealed = {row[at] for row in truth["rows"] for at in columns} - {None}
    assert "王伟" in revealed  # a person's name is short
    said = shown = "nobody"
    # The second run takes up the session that the first one kept, and tells of it.
    for full_trace in (False, True):
        ending = SAY_ALL.replace("nobody", said)
        left = home.run("order-resources", ending, full_trace=full_trace)
        assert left.finished.error == f"{shown} of {', '.join([MASK] * 6)}"
        left_names = {one.name for one in left.folder.iterdir()}
        assert {"trace.zip", "failure-1.png", "journal.jsonl", "report.html"} <= left_names
        left.add_workbook("客户名称", "云经销商名称")
        (said,), shown = home.tokens, MASK
        assert left.showing({PASSWORD, KEY, said, *revealed}) == set()
        assert left.covered("failure-1.png") > 400  # ten rows of the table
        assert is_for_its_owner_only(left.folder)


@pytest.mark.slow
def test_an_eye_that_is_missing_leaves_no_names_of_those_opened_before(runs):
    home = runs()
    page = home.project.selectors / "partner-center" / "customer-orders.yaml"
    text = page.read_text("utf-8")
    page.write_text(text.replace("产品类型: {type: text}", "产品类型: {masked: true}", 1), "utf-8")
    truth = truth_of("order-resources", home.sandbox.world, ROLES["distributor"], {})
    names = {row[truth["columns"].index("客户名称")] for row in truth["rows"]}
    left = home.run("order-resources", "", full_trace=True)
    assert left.finished.error == "column 产品类型: its header has no eye to click"
    assert {"trace.zip", "failure-1.png"} <= {one.name for one in left.folder.iterdir()}
    assert left.showing(names) == set()
    assert left.covered("failure-1.png") > 300


@pytest.mark.slow
@pytest.mark.parametrize(("what", "value"), [("password", NEW_PASSWORD), ("phone", NEW_PHONE)])
def test_a_change_of_the_account_shows_neither_codes_nor_the_new_value(runs, answered, what, value):
    home = runs()
    answered(ODD_CODE, CODE, ODD_CODE, CODE)
    left = home.run("change-contact", END, beginning=AWAY, what=what, new_value=value)
    assert left.finished.error == "the end"
    assert [one["kind"] for one in home.sandbox.writes.to_json()["writes"]] == [f"account-{what}"]
    left.add_workbook()
    assert {"trace.zip", "evidence/001-before.png"} <= {
        str(one.relative_to(left.folder)) for one in left.folder.rglob("*")
    }
    assert left.showing({PASSWORD, KEY, value, ODD_CODE, *home.tokens}) == set()
    assert left.showing_code(CODE) == set()


@pytest.mark.slow
def test_recalling_coupons_shows_no_code_and_no_name(runs, answered):
    home = runs("codes_required")
    truth = truth_of("recall-coupons", home.sandbox.world, ROLES["distributor"], {})
    names = {row[1] for row in truth["rows"]} - {None}
    coupon = next(row[0] for row in truth["rows"] if row[8] == "有效")
    answered(ODD_CODE, CODE)
    left = home.run("recall-coupons", END, coupons=coupon)
    assert left.finished.error == "the end"
    assert len(home.sandbox.writes.to_json()["writes"]) == 1
    left.add_workbook("客户名称")
    assert left.showing({PASSWORD, KEY, ODD_CODE, *names, *home.tokens}) == set()
    assert left.showing_code(CODE) == set()
    assert list(left.folder.glob("spool/*.jsonl"))


@pytest.mark.slow
def test_a_code_that_is_refused_is_covered_where_it_stands(runs, answered):
    home = runs("codes_required")
    truth = truth_of("recall-coupons", home.sandbox.world, ROLES["distributor"], {})
    coupon = next(row[0] for row in truth["rows"] if row[8] == "有效")
    answered(*[ODD_CODE] * 3)
    left = home.run("recall-coupons", END, coupons=coupon)
    assert left.finished.exit_code == 4
    assert left.showing({PASSWORD, ODD_CODE, *home.tokens}) == set()
    assert 20 < left.covered("failure-1.png") < 60  # one field


@pytest.mark.slow
def test_signing_in_with_a_virtual_mfa_shows_no_code_and_no_token(runs):
    home = runs("mfa")
    began = int(time.time())
    left = home.run("sign-in", END, full_trace=True)
    codes = {code_of(at) for at in range(began // 30 - 1, int(time.time()) // 30 + 2)}
    assert left.finished.error == "the end"
    assert (left.folder / "trace.zip").is_file()
    assert len(home.tokens) == 1
    assert left.showing({PASSWORD, TOTP_SECRET, *home.tokens}) == set()
    assert left.showing_code(*codes) == set()
