"""A flow as a value: what it is called, what it takes, what it does and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from rpa.errors import ProblemsFound
from rpa.flow.document import Document
from rpa.flow.inputs import Input, read_inputs
from rpa.flow.naming import Name
from rpa.flow.refusal import Refusal
from rpa.flow.step import Anything, Gap, Steps, every
from rpa.flow.trial import Trial
from rpa.mark import Mark


class Flow(BaseModel):
    """A help page, made executable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, description="What the flow does, in a few words")
    about: str = Field("", description="What a user should know before running it")
    portal: str = Field(min_length=1, description="The folder below selectors/ it works with")
    effect: Literal["read", "write"] = Field(
        "read", description="Whether it only reads, or changes something in the portal"
    )
    inputs: dict[Name, Input] = Field({}, description="What a user gives when running it")
    refuse: tuple[Refusal, ...] = Field(
        (), description="Inputs with which it is not run, checked before anything is opened"
    )
    results: dict[Name, Anything] = Field({}, description="What a flow that calls this one gets")
    timeout_s: float = Field(3600, gt=0, description="Seconds a whole run may take")
    expect_at_most: int | None = Field(
        None, ge=0, description="How many changes a run may make; more are none at all"
    )
    without_guards: tuple[str, ...] = Field(
        (), description="Guards of the portal that the flow acts on itself"
    )
    tags: tuple[str, ...] = Field((), description="Words to find it by, also as a test")
    test: Trial | None = Field(None, description="That it is a test, as whom and with what")
    steps: Steps = Field(description="What it does, in order")

    _document: Document = PrivateAttr(default=Document("(no file)", {}))

    @property
    def file(self) -> str:
        """The file it was read from, as messages name it."""
        return self._document.file

    @property
    def slug(self) -> str:
        """The name that commands know it by: its file's, without the ending."""
        return PurePath(self.file).stem

    @property
    def is_whole(self) -> bool:
        """Whether each of its steps could be built."""
        return not any(isinstance(step, Gap) for step in every(self.steps))

    def read_inputs(
        self, given: Mapping[str, Any], *, today: date, base: Path, option: str = "-i "
    ) -> dict[str, Any]:
        """Return a value for every input as `inputs.read_inputs` does, unless a rule refuses it."""
        values = read_inputs(self.inputs, given, today=today, base=base, option=option)
        scope = {**values, "today": today}
        found = [one.problem(self.mark("refuse", at), scope) for at, one in enumerate(self.refuse)]
        if refused := [one for one in found if one is not None]:
            raise ProblemsFound(refused)
        return values

    def placed(self, document: Document) -> Flow:
        """Remember the file; the loader calls it once."""
        self._document = document
        return self

    def mark(self, *inside: str | int) -> Mark:
        """Return where the flow, or something inside it, stands."""
        return self._document.mark(inside)
