"""`ask`: get a code, the text of a captcha or a decision from whoever can give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from rpa.browser.artifacts import element_picture
from rpa.errors import PersonNeeded
from rpa.flow.step import Steps, Text
from rpa.steps.answers import Kind, Question
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_text
from rpa.steps.view import View

_REMEDIES: Mapping[Kind, str] = {
    "totp": "see whether the account's secret of one-time codes is right (rpa account add, or "
    "RPA_TOTP), and this machine's clock",
    "captcha": "run it again, and see what is asked for in the pictures question-*.png of the run",
}


class AnswerRefused(PersonNeeded):
    """All answers were wrong or too late."""

    def __init__(self, what: str, kind: Kind, tries: int, said: str) -> None:
        times = "once" if tries == 1 else f"{tries} times"
        remedy = _REMEDIES.get(kind, "run it again when the right one is at hand")
        super().__init__(f"{what}: the answer was refused {times}: {said}; {remedy}")
        self.what, self.tries = what, tries


class Ask(Step):
    """Ask for something only a person (or a code generator) knows, use it, and see it accepted.

    `request` runs before each question, as sending a code does; `do` uses the answer. While the
    element `refused` is visible afterwards, it is asked again.
    """

    kind = "ask"
    short = "what"
    limit_s = None
    headings = MappingProxyType({"request": "先", "do": "得到后"})

    what: Text = Field(description="What is asked for, in words")
    into: str = Field("answer", description="Variable that takes the answer, a secret")
    answer: Kind = Field("code", description="What kind of answer it is")
    request: Steps = Field((), description="Steps before each question, such as sending a code")
    picture: Text | None = Field(None, description="Element that a person has to look at")
    do: Steps = Field((), description="Steps that use the answer")
    refused: Text | None = Field(None, description="Element that shows when it was wrong or late")
    tries: int = Field(3, ge=1, le=10, description="How often to ask")
    within_s: float = Field(300, gt=0, description="Seconds that somebody has to answer")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the answer."""
        return (self.into,)

    def inner_names(self, field: str) -> Iterable[str]:
        """Name the answer, which the steps that use it may know."""
        return (self.into,) if field == "do" else ()

    def describe(self) -> str:
        """Say what is asked for."""
        return f"ask for {self.what}"

    def tell(self, view: View) -> str:
        """Say what is asked for."""
        return spaced("向能回答的人或工具要", told_text(view, str(self.what)))

    def check(self, view: View) -> None:
        """Note elements that the selectors do not know."""
        view.walk(self.request)
        view.element(self, self.picture, "picture")
        view.walk(self.do)
        view.element(self, self.refused, "refused")

    def run(self, ctx: Context) -> None:
        """Ask, use the answer, and ask again while it is refused."""
        said = ""
        for _ in range(self.tries):
            ctx.run(self.request)
            question = Question(str(self.what), self.answer, self._picture(ctx))
            answer = ctx.answer(question, self.within_s)
            ctx.scope[self.into] = answer
            ctx.run(self.do)
            if self.refused is None or not ctx.sees(str(self.refused)):
                return
            said = ctx.matches(str(self.refused)).first.inner_text()
        raise AnswerRefused(str(self.what), self.answer, self.tries, said)

    def _picture(self, ctx: Context) -> Path | None:
        if self.picture is None:
            return None
        taken = len(list(ctx.folder.path.glob("question-*.png")))
        path = ctx.folder.path / f"question-{taken + 1}.png"
        element_picture(ctx.find(str(self.picture)), path, timeout_s=ctx.deadline.left_s)
        return path
