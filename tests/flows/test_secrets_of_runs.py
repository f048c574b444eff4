"""What runs leave behind holds nothing that signs anybody in, and nothing that an eye revealed.

Every flow here ends with a step that fails, so that each run leaves all that a run can leave.
`subjects-*.jsonl` is left out: what a run is about to change is kept there for the run that takes
it up, names and all, for the owner's eyes only.
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import shutil
import stat
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import uvicorn
from openpyxl import load_workbook

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

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
KEY = "the-key-of-kept-sessions-7"
ODD_CODE, CODE = "Q7X9ZK", "123456"
NEW_PASSWORD, NEW_PHONE = "Nova&Pass+2027", "13912345678"
# A number may hold these six digits by chance; the code stands alone.
ALONE = re.compile(rf"(?<![\d.]){CODE}(?!\d|\.\d)".encode())
GREY = bytes.fromhex("808080")
NARROWEST = 20


@dataclass(frozen=True)
class Left:
    """What a run left: how it ended, and all files and sayings by name, archives opened."""

    finished: RunFinished
    folder: Path
    files: dict[str, bytes]

    def showing(self, secrets: Iterable[str]) -> set[tuple[str, str]]:
        """Return which files show which secrets."""
        worn = {dress: one for one in secrets for dress in _dresses(one)}
        return {
            (name, secret)
            for name, content in self.files.items()
            for dress, secret in worn.items()
            if dress in content
        }

    def showing_the_code(self) -> set[str]:
        """Return which files show the code that the portal takes."""
        return {name for name, content in self.files.items() if ALONE.search(content)}

    def picture(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


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

    def run(self, slug: str, ending: str, *, full_trace: bool = False, **inputs: str) -> Left:
        """Run a flow with a last step that fails, and gather what it left."""
        before = set(self.project.output.glob("*/*/"))
        self._append(slug, ending)
        plan = make_plan(self.project, slug, inputs, site=self.address, account=None, today=TODAY)
        self.capfd.readouterr()
        manner = Manner(as_json=True, full_trace=full_trace, is_confirmed=True)
        finished = carry_out(plan, manner)
        (folder,) = set(self.project.output.glob("*/*/")) - before
        said = self.capfd.readouterr()
        files = dict(_contents(folder, self.project.output, self.home))
        files |= {"stdout": said.out.encode(), "stderr": said.err.encode()}
        assert json.loads(said.out.splitlines()[-1])["error"] == finished.error
        return Left(finished, folder, files)

    def _append(self, slug: str, ending: str) -> None:
        flow = (ROOT / "flows" / f"{slug}.yaml").read_text("utf-8")
        (self.project.flows / f"{slug}.yaml").write_text(f"{flow}\n{ending}", "utf-8")


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


def _contents(folder: Path, *places: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all files of a run, of what is kept beside runs, and of other runs not again."""
    for place in places:
        for file in (one for one in place.rglob("*") if one.is_file()):
            is_of_another = (
                file.is_relative_to(folder.parents[1])
                and len(file.relative_to(folder.parents[1]).parts) > 1
                and not file.is_relative_to(folder)
            )
            if is_of_another or file.match("subjects-*.jsonl"):
                continue
            yield from _opened(str(file.relative_to(place)), file.read_bytes())


def _opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and all that is in it if it is an archive; of a workbook see `_told`."""
    yield name, content
    if name.endswith(".xlsx"):
        return
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for one in archive.namelist():
                yield from _opened(f"{name}/{one}", archive.read(one))
    elif content.startswith(b"\x1f\x8b"):
        yield from _opened(f"{name}/content", gzip.decompress(content))


def _told(workbook: Path, declared: Set[str]) -> dict[str, bytes]:
    """Return what a workbook shows, without the columns in which it is declared to be shown."""
    book = load_workbook(workbook)
    cells = {
        sheet.title: [
            str(cell.value)
            for column in sheet.columns
            if column[0].value not in declared
            for cell in column
        ]
        for sheet in book
    }
    parts = {f"sheet {title}": "\n".join(texts).encode() for title, texts in cells.items()}
    with zipfile.ZipFile(workbook) as archive:
        others = {
            name: archive.read(name)
            for name in archive.namelist()
            if not re.match(r"xl/(worksheets/|sharedStrings)", name)
        }
    return parts | others


def _dresses(secret: str) -> set[bytes]:
    escaped = json.dumps(secret)[1:-1]
    worn = {
        secret,
        escaped,
        json.dumps(escaped)[1:-1],
        html.escape(secret),
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        base64.b64encode(secret.encode()).decode(),
    }
    return {one.encode() for one in worn}


def _covered(png: bytes) -> int:
    """Return in how many rows of its points a picture has a cover."""
    return sum(GREY * NARROWEST in row for row in _rows(png))


def _rows(png: bytes) -> Iterator[bytes]:
    """Yield the rows of a picture of three bytes a point, as browsers make them."""
    width, _, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 2)
    pixels, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            pixels += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, size = zlib.decompress(pixels), 3 * width
    above = bytes(size)
    for start in range(0, len(raw), size + 1):
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + size], above)
        yield above


def _unfiltered(way: int, filtered: bytes, above: bytes) -> bytes:
    row = bytearray(filtered)
    for at in range(len(row)) if way else ():
        left, up, corner = (row[at - 3], above[at], above[at - 3]) if at > 2 else (0, above[at], 0)
        if way == 4:
            near = left + up - corner
            guess = min((left, up, corner), key=lambda one: abs(near - one))
        else:
            guess = (0, left, up, (left + up) // 2)[way]
        row[at] = (row[at] + guess) & 255
    return bytes(row)


def _is_for_its_owner_only(folder: Path) -> bool:
    modes = [(one.is_dir(), stat.S_IMODE(one.stat().st_mode)) for one in folder.rglob("*")]
    return all(mode == (0o700 if is_folder else 0o600) for is_folder, mode in modes)


SAY_ALL = """
  - for_each: {name: "${(rows | map(attribute='客户名称') | unique | list)[:2]}"}
    on_error: continue
    do: [{fail: "there is no more of ${name}"}]
  - fail: "nobody of ${rows | map(attribute='客户名称') | unique | join(', ')}"
"""
END = "  - fail: the end\n"


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
        (book,) = left.folder.glob("*.xlsx")
        left.files.update(_told(book, {"客户名称", "云经销商名称"}))
        (said,), shown = home.tokens, MASK
        assert left.showing({PASSWORD, KEY, said, *revealed}) == set()
        assert _covered(left.picture("failure-1.png")) > 400  # ten rows of the table
        assert _is_for_its_owner_only(left.folder)


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
    assert _covered(left.picture("failure-1.png")) > 300


@pytest.mark.parametrize(("what", "value"), [("password", NEW_PASSWORD), ("phone", NEW_PHONE)])
def test_a_change_of_the_account_shows_neither_codes_nor_the_new_value(runs, answered, what, value):
    home = runs()
    answered(ODD_CODE, CODE, ODD_CODE, CODE)
    left = home.run("change-contact", END, what=what, new_value=value)
    assert left.finished.error == "the end"
    assert [one["kind"] for one in home.sandbox.writes.to_json()["writes"]] == [f"account-{what}"]
    (book,) = left.folder.glob("*.xlsx")
    left.files.update(_told(book, set()))
    assert {"trace.zip", "evidence/001-before.png"} <= {
        str(one.relative_to(left.folder)) for one in left.folder.rglob("*")
    }
    assert left.showing({PASSWORD, KEY, value, ODD_CODE, *home.tokens}) == set()
    assert left.showing_the_code() == set()


def test_recalling_coupons_shows_no_code_and_no_name(runs, answered):
    home = runs("codes_required")
    truth = truth_of("recall-coupons", home.sandbox.world, ROLES["distributor"], {})
    names = {row[1] for row in truth["rows"]} - {None}
    coupon = next(row[0] for row in truth["rows"] if row[8] == "有效")
    answered(ODD_CODE, CODE)
    left = home.run("recall-coupons", END, coupons=coupon)
    assert left.finished.error == "the end"
    assert len(home.sandbox.writes.to_json()["writes"]) == 1
    (book,) = left.folder.glob("*.xlsx")
    left.files.update(_told(book, {"客户名称"}))
    assert left.showing({PASSWORD, KEY, ODD_CODE, *names, *home.tokens}) == set()
    assert left.showing_the_code() == set()
    assert list(left.folder.glob("subjects-*.jsonl"))


def test_a_code_that_is_refused_is_covered_where_it_stands(runs, answered):
    home = runs("codes_required")
    truth = truth_of("recall-coupons", home.sandbox.world, ROLES["distributor"], {})
    coupon = next(row[0] for row in truth["rows"] if row[8] == "有效")
    answered(*[ODD_CODE] * 3)
    left = home.run("recall-coupons", END, coupons=coupon)
    assert left.finished.exit_code == 4
    assert left.showing({PASSWORD, ODD_CODE, *home.tokens}) == set()
    assert 20 < _covered(left.picture("failure-1.png")) < 60  # one field


def test_signing_in_with_a_virtual_mfa_shows_no_code_and_no_token(runs):
    home = runs("mfa")
    began = int(time.time())
    left = home.run("sign-in", END, full_trace=True)
    codes = {code_of(at) for at in range(began // 30 - 1, int(time.time()) // 30 + 2)}
    assert left.finished.error == "the end"
    assert (left.folder / "trace.zip").is_file()
    assert len(home.tokens) == 1
    assert left.showing({PASSWORD, TOTP_SECRET, *home.tokens}) == set()
    alone = re.compile(rf"(?<![\d.])(?:{'|'.join(codes)})(?!\d|\.\d)".encode())
    assert {name for name, content in left.files.items() if alone.search(content)} == set()
