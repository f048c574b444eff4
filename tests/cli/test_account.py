"""`rpa account`: passwords go into the keyring and nowhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Said, environment

PASSWORD, CODES = "Open-Sesame-7", "JBSWY3DPEHPK3PXP"
HEADER = ["ACCOUNT", "SITE", "PORTAL", "PASSWORD FROM", "ONE-TIME CODES FROM"]


@pytest.fixture
def env(tmp_path) -> dict[str, str]:
    return {
        "RPA_HOME": str(tmp_path / "home"),
        "PYTHON_KEYRING_BACKEND": "tests.keyrings.FiledDrawer",
        "TEST_DRAWER": str(tmp_path / "drawer.json"),
    }


@pytest.fixture
def account(rpa, shop, env):
    """Run `rpa account` in the shop's project with lines on its standard input."""

    def run(*arguments: str, lines: str = "", **more: str) -> Said:
        said = rpa("account", *arguments, cwd=shop, env=env | more, lines=lines)
        assert [secret for secret in (PASSWORD, CODES) if secret in said.out + said.err] == []
        return said

    return run


def _drawer(tmp_path: Path) -> list[list[str]]:
    file = tmp_path / "drawer.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else []


def _table(out: str) -> list[list[str]]:
    lines = [line for line in out.splitlines() if not line.startswith("─")]
    return [[cell.strip() for cell in line.split("  ") if cell] for line in lines]


def test_a_password_from_standard_input_is_kept_in_the_keyring_alone(account, tmp_path):
    assert account("add", "me", lines=f"{PASSWORD}\n") == (
        0,
        "me on live: the password is in the system keyring\n",
        "",
    )
    assert _drawer(tmp_path) == [["partner-rpa", "shop/live/me", PASSWORD]]
    listed = tmp_path / "home" / "accounts.json"
    assert json.loads(listed.read_text("utf-8")) == [
        {"portal": "shop", "site": "live", "account": "me"}
    ]
    assert {file.stat().st_mode & 0o077 for file in listed.parent.iterdir()} == {0}


@pytest.mark.parametrize(
    "written",
    [
        CODES,
        "jbsw y3dp ehpk 3pxp",
        f"otpauth://totp/Shop:me?secret={CODES}&issuer=Shop&digits=6&period=30&algorithm=sha1",
    ],
)
def test_the_secret_of_one_time_codes_is_kept_however_it_is_written(account, tmp_path, written):
    said = account("add", "me", "--totp", lines=f"{PASSWORD}\n{written}\n")
    assert said == (
        0,
        "me on live: the password and secret of one-time codes are in the system keyring\n",
        "",
    )
    assert _drawer(tmp_path) == [
        ["partner-rpa", "shop/live/me", PASSWORD],
        ["partner-rpa", "shop/live/me/totp", CODES],
    ]


def test_an_access_key_is_kept_beside_the_password_and_forgotten_with_it(account, tmp_path):
    said = account("add", "me", "--api", lines=f"{PASSWORD}\nAK7\nSK7\n")
    assert said == (
        0,
        "me on live: the password and access key are in the system keyring\n",
        "",
    )
    assert _drawer(tmp_path) == [
        ["partner-rpa", "shop/live/me", PASSWORD],
        ["partner-rpa", "shop/live/me/ak", "AK7"],
        ["partner-rpa", "shop/live/me/sk", "SK7"],
    ]
    assert account("remove", "me").code == 0
    assert _drawer(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "lines", "said"),
    [
        ("me", "", "password: none was given; it stands on a line of its own"),
        (
            "me --totp",
            f"{PASSWORD}\n",
            "secret of one-time codes: none was given; it stands on a line of its own",
        ),
        (
            "me --totp",
            f"{PASSWORD}\n123456\n",
            (
                "--totp: this is no secret of one-time codes; it has the letters A to Z and the digits "
                '2 to 7, or is an address such as "otpauth://totp/…?secret=…"'
            ),
        ),
        (
            "me --totp",
            f"{PASSWORD}\notpauth://totp/x?secret={CODES}&digits=8&period=60\n",
            (
                "--totp: one-time codes of this digits and period are not known; 6 digits every 30 "
                "seconds by SHA1 are"
            ),
        ),
        ("me --site lve", "", '--site: there is no site "lve"; did you mean "live"?'),
        ("me --portal shp", "", '--portal: there is no portal "shp"; did you mean "shop"?'),
        (
            "keeper --site sandbox",
            "",
            (
                "keeper on sandbox: this password is published with the selectors of shop; there is "
                "nothing to keep"
            ),
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_kept(
    account, tmp_path, arguments, lines, said
):
    assert account("add", *arguments.split(), lines=lines) == (2, "", f"rpa: {said}\n")
    assert _drawer(tmp_path) == []


@pytest.mark.parametrize("backend", ["null", "fail"])
def test_without_a_keyring_the_environment_is_named(account, backend):
    said = account(
        "add", "me@x", lines=PASSWORD, PYTHON_KEYRING_BACKEND=f"keyring.backends.{backend}.Keyring"
    )
    assert said == (
        4,
        "",
        (
            "rpa: this machine has no keyring that could keep a password: give it in the "
            "environment of each run, as RPA_PASSWORD_ME_X, and the secret of one-time codes, if "
            "there is one, as RPA_TOTP_ME_X\n"
        ),
    )


@pytest.mark.slow
def test_accounts_are_listed_with_where_their_secrets_come_from(account):
    assert (
        account("list").out == 'no accounts yet; "rpa account add NAME" keeps the password of one\n'
    )
    account("add", "me", "--totp", lines=f"{PASSWORD}\n{CODES}\n")
    account("add", "anna", lines=f"{PASSWORD}\n")

    assert _table(account("list").out) == [
        HEADER,
        ["anna", "live", "shop", "system keyring"],
        ["me", "live", "shop", "system keyring", "system keyring"],
    ]
    assert _table(account(RPA_PASSWORD_ME="x", RPA_TOTP="y").out) == [
        HEADER,
        ["anna", "live", "shop", "system keyring", "RPA_TOTP"],
        ["me", "live", "shop", "RPA_PASSWORD_ME", "RPA_TOTP"],
    ]
    gone = account("list", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring")
    assert _table(gone.out)[1:] == [[name, "live", "shop", "nowhere"] for name in ("anna", "me")]


def test_an_account_that_is_removed_leaves_nothing(account, tmp_path):
    account("add", "me", "--totp", lines=f"{PASSWORD}\n{CODES}\n")

    assert account("remove", "me") == (0, "me on live: no longer in the system keyring\n", "")
    assert _drawer(tmp_path) == []
    assert account("remove", "me") == (
        2,
        "",
        "rpa: me: no such account was added; there is none here\n",
    )


@pytest.mark.slow
def test_of_two_that_share_a_name_the_one_to_remove_must_be_told(account, tmp_path):
    for site in ("live", "sandbox"):
        account("add", "me", "--site", site, lines=f"{PASSWORD}\n")

    assert account("remove", "me") == (
        2,
        "",
        "rpa: me: there are several: on live of shop, sandbox of shop; add --site or --portal\n",
    )
    assert account("remove", "me", "--site", "sandbox").code == 0
    assert _drawer(tmp_path) == [["partner-rpa", "shop/live/me", PASSWORD]]


def test_a_run_finds_what_was_kept(account, shop, tmp_path, env):
    account("add", "me", lines=f"{PASSWORD}\n")
    code = (
        "from datetime import date; from rpa.engine.plan import make_plan;"
        "from rpa.engine.project import find_project;"
        "plan = make_plan(find_project(), 'read-orders', {}, site='live', account='me',"
        " today=date(2026, 11, 23)); print(plan.account.password.reveal())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=shop,
        env=environment(**env),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == f"{PASSWORD}\n"


def test_a_list_that_cannot_be_read_is_said(account, tmp_path):
    listed = tmp_path / "home" / "accounts.json"
    listed.parent.mkdir()
    listed.write_text("{", "utf-8")
    assert account("list") == (
        2,
        "",
        f"rpa: {listed}: the list of accounts cannot be read; delete it, and add them again\n",
    )


def test_a_command_that_is_not_there_names_the_nearest(account):
    assert account("ad", "me") == (
        2,
        "",
        'rpa: there is no command "account ad"; did you mean "account add"?\n',
    )


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal")
def test_at_a_terminal_it_is_typed_twice_and_not_shown(shop, env, tmp_path):
    ours, theirs = os.openpty()
    typing = subprocess.Popen(
        [sys.executable, "-m", "rpa", "account", "add", "me"],
        cwd=shop,
        env=environment(**env),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    for prompt in (b"Password: ", b"Repeat for confirmation: "):
        while not shown.endswith(prompt):
            shown += os.read(ours, 1000)
        os.write(ours, f"{PASSWORD}\n".encode())
    while b"keyring" not in shown:
        shown += os.read(ours, 1000)
    assert typing.wait(timeout=60) == 0
    os.close(ours)

    assert PASSWORD.encode() not in shown
    assert _drawer(tmp_path) == [["partner-rpa", "shop/live/me", PASSWORD]]
