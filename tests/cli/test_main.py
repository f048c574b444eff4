"""The command as a whole: it teaches, it refuses in one sentence, and it starts quickly."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import rpa as package
from rpa.cli import main as command
from rpa.cli.main import VERBS
from tests.cli.conftest import environment

HEAVY = ["jinja2", "loguru", "openpyxl", "playwright", "pydantic", "rich", "sqlalchemy", "yaml"]


def test_rpa_alone_teaches_three_commands(rpa_process):
    said = rpa_process()
    assert (said.code, said.err) == (0, "")
    assert [line.split("  ")[1] for line in said.out.splitlines() if line.startswith("  ")] == [
        "rpa demo",
        "rpa list",
        "rpa run order-resources",
    ]


def test_version_is_that_of_the_package(rpa):
    assert rpa("--version") == (0, f"rpa {package.__version__}\n", "")


def test_help_lists_every_command_and_the_exit_codes(rpa):
    said = rpa("--help")
    assert said.code == 0
    assert [name for name in (verb.name for verb in VERBS) if f"  {name} " not in said.out] == []
    assert "130" in said.out


@pytest.mark.parametrize("name", [verb.name for verb in VERBS if verb.name != "sandbox"])
def test_help_of_each_command_describes_it(rpa, name):
    said = rpa(name, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.lower().startswith(f"usage: rpa {name} ")
    assert "Examples:\n    rpa " in said.out


def test_the_sandbox_is_a_program_of_its_own_with_a_help_of_its_own(rpa_process):
    said = rpa_process("sandbox", "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.lower().startswith("usage: rpa sandbox ")


@pytest.mark.parametrize("arguments", [(), ("--help",), ("--version",)])
def test_what_runs_nothing_imports_nothing_heavy(arguments):
    code = (
        "import json, sys; from rpa.cli.main import main; main(sys.argv[1:]);"
        "json.dump(sorted({name.split('.')[0] for name in sys.modules}), sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert sorted(set(json.loads(done.stderr)) & set(HEAVY)) == []


REFUSED = {
    "lst": 'rpa: there is no command "lst"; did you mean "list"?\n',
    "--versoin": 'rpa: there is no option --versoin; did you mean "--version"?\n',
    "run": "rpa run: FLOW is missing; for example: rpa run order-resources\n",
    "show": "rpa show: FLOW is missing; for example: rpa show order-resources\n",
    "report": "rpa report: RUN is missing; for example: rpa report last\n",
    "init": "rpa init: DIR is missing; for example: rpa init my-flows\n",
    "run x --accuont a": 'rpa run: there is no option --accuont; did you mean "--account"?\n',
    "run x --site": "rpa run: --site needs a value; for example: rpa run order-resources\n",
    "run x y": "rpa run: y: one argument too many; for example: rpa run order-resources\n",
    "run x a=1": "rpa run: a=1: an input stands after -i; write -i a=1\n",
    "run x -i a": "rpa: -i a: no name and value; write -i name=value\n",
    "run x -i =a": "rpa: -i =a: no name and value; write -i name=value\n",
    "run x -i se-cret": "rpa: -i ••••••: no name and value; write -i name=value\n",
    "run x -i a=1 -i a=2": "rpa: -i a: given twice; give it once\n",
    "run x --slow-mo fast": (
        'rpa run: --slow-mo: found "fast"; a whole number of at least 0 is wanted\n'
    ),
    "runs -n 0": 'rpa runs: -n: found "0"; a whole number of at least 1 is wanted\n',
    "demo --rows -1": 'rpa demo: --rows: found "-1"; a whole number of at least 0 is wanted\n',
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_wrong_command_line_is_refused_in_one_sentence(rpa, line):
    assert rpa(*line.split()) == (2, "", REFUSED[line])


def test_the_sandbox_refuses_a_wrong_command_line_in_one_sentence(rpa_process):
    said = 'rpa sandbox: unknown option "--prot"; did you mean "--port"?\n'
    assert rpa_process("sandbox", "--prot", "1") == (2, "", said)


def test_an_error_nobody_foresaw_is_one_sentence_and_its_traceback_a_file(
    monkeypatch, capsys, tmp_path
):
    def fail(_: object) -> int:
        raise KeyError("secret of the machine")

    monkeypatch.setattr(command, "_run", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert command.main([]) == 1
    (file,) = tmp_path.glob("rpa-error-*.txt")
    assert capsys.readouterr() == (
        "",
        (
            "rpa: an error that should not have happened (KeyError); this is a fault in rpa, "
            f"its details are in {file}\n"
        ),
    )
    assert "secret of the machine" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


def test_ctrl_c_is_exit_code_130(monkeypatch, capsys):
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_run", interrupted)
    assert command.main([]) == 130
    assert capsys.readouterr().err == "rpa: interrupted\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with pipes")
def test_a_reader_that_goes_away_is_no_error():
    line = f'"{sys.executable}" -m rpa --help | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", line], env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_an_encoding_without_chinese_refuses_nothing(rpa_process):
    said = rpa_process("list", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert (said.code, said.err) == (0, "")
    assert "order-resources" in said.out
