"""`ask`: an answer is used, refused ones are asked for again, and none is shown to anybody."""

from __future__ import annotations

import pytest

from rpa.engine.stage import Options
from rpa.events import StepStarted

pytestmark = pytest.mark.browser

FLOW = """
- goto: desk.html
- set: {asked: 0}
- ask:
    what: the word of the day
    request:
      - set: {asked: "${asked + 1}"}
    do:
      - goto: desk.html
      - fill: {target: word, value: "${answer}"}
      - click: send
      - wait: {for: echo}
    refused: __REFUSED__
    tries: 2
- expect: "${asked == 1}"
- text: {target: echo, into: said}
- fail: "the page says ${said}"
"""


class _Person:
    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), []

    def answer(self, question, _deadline):
        self.asked.append((question.what, question.kind))
        return self.answers.pop(0) if self.answers else None

    def agrees(self, question, _listed):
        raise AssertionError(question)


def test_an_answer_is_used_and_shown_nowhere(run, shop):
    shop.heard.clear()
    person = _Person("open-barley")
    flow = FLOW.replace("__REFUSED__", "nowhere")
    outcome = run(flow, options=Options(person=person))
    assert outcome.finished.error == "the page says ••••••"
    assert shop.heard == ["open-barley"]
    assert person.asked == [("the word of the day", "code")]
    assert "open-barley" not in repr(outcome.events)
    words = [one.words for one in outcome.told(StepStarted)]
    assert "fill word with ••••••" in words


def test_a_refused_answer_is_asked_for_again_and_then_given_up(run, shop):
    shop.heard.clear()
    person = _Person("first-try", "second-try")
    outcome = run(FLOW.replace("__REFUSED__", "echo"), options=Options(person=person))
    assert outcome.finished.exit_code == 4
    assert outcome.finished.error == (
        "the word of the day: the answer was refused 2 times: ••••••; "
        "run it again when the right one is at hand"
    )
    assert shop.heard == ["first-try", "second-try"]
    assert len(person.asked) == 2


def test_a_run_that_nobody_answers_ends_for_a_person(run):
    outcome = run(FLOW.replace("__REFUSED__", "echo"))
    assert (outcome.finished.exit_code, outcome.finished.status) == (4, "person_needed")
    assert outcome.finished.error.startswith("the word of the day: nobody is there to answer")


def test_a_person_sees_the_picture_that_is_asked_about(run, shop):
    person = _Person("desk")
    seen = []
    person.answer = lambda question, _deadline: seen.append(question.picture.read_bytes()) or "desk"
    outcome = run(
        "- goto: desk.html\n- ask: {what: the heading, answer: captcha, picture: desk}",
        options=Options(person=person),
    )
    assert outcome.finished.error == ""
    assert seen[0].startswith(b"\x89PNG")
    assert (outcome.folder / "question-1.png").stat().st_mode & 0o777 == 0o600
