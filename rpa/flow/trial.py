"""How a flow is tried as a test: as whom, with which inputs, and what each try must come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rpa.errors import Problem
from rpa.flow.document import dotted
from rpa.flow.input_base import InputModel, Setting
from rpa.mark import Mark
from rpa.nearest import did_you_mean

_WORD = re.compile(r"[\w.+-]+")
_SOME_DAY = date(2026, 6, 15)
_OUTSIDE = ("file", "rows", "secret")


def _check_word(text: str) -> str:
    if not _WORD.fullmatch(text):
        raise ValueError(f'"{text}" would not fit into the name of a test: no spaces, : or /')
    return text


CaseName: TypeAlias = Annotated[str, AfterValidator(_check_word)]


class Case(BaseModel):
    """One try of a flow."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: dict[str, Any] = Field({}, description="What it is run with")
    accounts: tuple[str, ...] | None = Field(
        None, description="Who signs in, if not the accounts of all cases; it is run for each"
    )
    exit: Literal[0, 1, 2, 3, 4, 5] = Field(0, description="The exit code that is right")
    error: str = Field("", description="What its error must say, where `exit` is not 0")

    @model_validator(mode="after")
    def _errs(self) -> Self:
        if self.error and not self.exit:
            raise ValueError("`error` needs the `exit` that goes with it")
        return self


class Trial(BaseModel):
    """How a flow is tested."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accounts: tuple[str, ...] = Field(
        (), description="Who signs in, one test for each; left out, the account of the site"
    )
    cases: dict[CaseName, Case] = Field(
        {}, description="What it is tried with; left out, it is run once, without inputs"
    )

    def problems(
        self, inputs: Mapping[str, InputModel], mark: Callable[..., Mark]
    ) -> Iterator[Problem]:
        """Yield what is wrong with the inputs of cases; `mark` says where something stands."""
        for name, case in self.cases.items():
            for key, value in case.inputs.items():
                if found := _wrong(key, value, inputs, refuses=case.exit == 2):
                    path = ("test", "cases", name, "inputs", key)
                    yield Problem(mark(*path), dotted(path), *found)


def _wrong(
    key: str, value: Any, inputs: Mapping[str, InputModel], *, refuses: bool
) -> tuple[str, str] | None:
    """Return what is wrong with an input, and what would be right.

    A case may try what a flow `refuses`, and what lies in other files is read when it runs.
    """
    if (spec := inputs.get(key)) is None:
        return f'no such input "{key}"', did_you_mean(key, inputs)
    is_outside = getattr(spec, "type", "") in _OUTSIDE or str(value).startswith("@")
    if refuses or is_outside or value in (None, ""):
        return None
    try:
        spec.read(value, Setting(_SOME_DAY, Path()))
    except ValueError as error:
        return str(error), spec.help or ""
    return None
