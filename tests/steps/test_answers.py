"""Answers come from whoever is there, in time, once, and are shown nowhere."""

from __future__ import annotations

import re
import time
from threading import Timer

import pytest

from rpa.deadline import Deadline
from rpa.errors import PersonNeeded
from rpa.secret import Secret
from rpa.steps.answers import Answers, NobodyAnswered, Question
from rpa.steps.totp import INTERVAL_S, code_at

CODE = Question("the code", "code")


def _answers(**given) -> Answers:
    return Answers(wait=time.sleep, **{"environ": {}, **given})


def _soon() -> Deadline:
    return Deadline.after(5, "the code")


class _Typist:
    def __init__(self, line: str | None) -> None:
        self.line, self.asked = line, []

    def answer(self, question, _deadline):
        self.asked.append(question)
        return self.line

    def agrees(self, question, _listed):
        raise AssertionError(question)


def test_each_source_is_asked_before_the_next(tmp_path):
    typist = _Typist("typed\n")
    sources = {"published": {"code": "published"}, "person": typist}
    assert _answers(**sources).ask(CODE, _soon()).reveal() == "published"
    assert typist.asked == []
    everywhere = {"RPA_ANSWER": "fixed", "RPA_ANSWER_COMMAND": "echo commanded"}
    assert _answers(environ=everywhere, **sources).ask(CODE, _soon()).reveal() == "fixed"
    del everywhere["RPA_ANSWER"]
    assert _answers(environ=everywhere, **sources).ask(CODE, _soon()).reveal() == "commanded"
    assert _answers(person=typist).ask(CODE, _soon()).reveal() == "typed"
    assert typist.asked == [CODE]


def test_a_command_is_told_what_is_asked(tmp_path):
    question = Question("the picture", "captcha", tmp_path / "question-1.png")
    told = 'echo "$RPA_QUESTION $RPA_QUESTION_KIND $(basename $RPA_QUESTION_PICTURE)"'
    answer = _answers(environ={"RPA_ANSWER_COMMAND": told, "PATH": "/usr/bin:/bin"})
    assert answer.ask(question, _soon()).reveal() == "the picture captcha question-1.png"


def test_a_command_that_fails_is_told_with_its_last_line():
    failing = _answers(environ={"RPA_ANSWER_COMMAND": "echo phone is off >&2; exit 3"})
    said = "the code: the command in RPA_ANSWER_COMMAND ended with 3: phone is off"
    with pytest.raises(NobodyAnswered, match=f"^{re.escape(said)}$"):
        failing.ask(CODE, _soon())


def test_a_file_is_waited_for_and_serves_once(tmp_path):
    file = tmp_path / "answer.txt"
    Timer(0.3, file.write_text, ["654321\n"]).start()
    answers = _answers(environ={"RPA_ANSWER_FILE": str(file)})
    assert answers.ask(CODE, _soon()).reveal() == "654321"
    assert not file.exists()


@pytest.mark.parametrize(
    "environ",
    [{"RPA_ANSWER_COMMAND": "sleep 5"}, {"RPA_ANSWER_FILE": "/nowhere/answer.txt"}],
)
def test_who_does_not_answer_in_time_is_not_waited_for(environ):
    began = time.monotonic()
    with pytest.raises(NobodyAnswered) as told:
        _answers(environ={**environ, "PATH": "/usr/bin:/bin"}).ask(
            CODE, Deadline.after(0.3, "the code")
        )
    assert str(told.value) == (
        "the code: nobody answered within 0.3 s; run it again when somebody can"
    )
    assert isinstance(told.value, PersonNeeded)
    assert time.monotonic() - began < 4


def test_where_nobody_is_there_it_says_what_would_help():
    with pytest.raises(NobodyAnswered, match="run it at a terminal, or let RPA_ANSWER_COMMAND"):
        _answers().ask(CODE, _soon())


class _Clock:
    def __init__(self, monkeypatch, seconds: float) -> None:
        self.seconds = seconds
        monkeypatch.setattr(time, "time", lambda: self.seconds)

    def wait(self, seconds: float) -> None:
        self.seconds += seconds


SECRET = Secret("JBSWY3DPEHPK3PXP")


@pytest.mark.parametrize(("moment", "window"), [(1000 * 30 + 3, 1000), (1000 * 30 + 27, 1001)])
def test_a_code_is_computed_for_a_window_that_lasts(monkeypatch, moment, window):
    clock = _Clock(monkeypatch, moment)
    answers = Answers(wait=clock.wait, totp=SECRET, environ={})
    code = answers.ask(Question("MFA", "totp"), Deadline.after(60, "MFA"))
    assert code.reveal() == code_at(SECRET, window * INTERVAL_S)


def test_a_computed_code_is_never_given_twice(monkeypatch):
    clock = _Clock(monkeypatch, 30_000.0)
    answers = Answers(wait=clock.wait, totp=SECRET, environ={})
    question = Question("MFA", "totp")
    codes = [answers.ask(question, Deadline.after(60, "MFA")).reveal() for _ in range(3)]
    assert codes == [code_at(SECRET, 30_000 + at * INTERVAL_S) for at in range(3)]


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(seconds, code):
    """The last six digits of the vectors of RFC 6238, appendix B, for SHA-1."""
    assert code_at(Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), seconds) == code
