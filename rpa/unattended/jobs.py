"""A jobs file: which flows to run, with which inputs, where and as whom."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rpa.errors import Problem, ProblemsFound
from rpa.flow.document import Document, Path, dotted, read_document
from rpa.flow.validate import build
from rpa.flow.words import as_text

Scalar: TypeAlias = str | bool | int | float
Inputs: TypeAlias = dict[str, Scalar | tuple[Scalar, ...] | None]


class Defaults(BaseModel):
    """What holds for every job that does not say otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    site: str | None = Field(None, description="A site of the portal, or a replica's address")
    account: str | None = Field(None, description="Who signs in")
    inputs: Inputs = Field({}, description="Inputs of the flows")


class JobSpec(Defaults):
    """One job, or one for each of several accounts."""

    flow: str = Field(min_length=1, description="Name of a flow, or its file")
    name: str | None = Field(None, min_length=1, description="What the batch calls it")
    accounts: tuple[str, ...] = Field((), description="Instead of `account`: a job for each")

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.account and self.accounts:
            raise ValueError("account and accounts say the same; leave one of them out")
        return self


class JobsFile(BaseModel):
    """A whole jobs file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    defaults: Defaults = Field(Defaults(), description="What all jobs share")
    jobs: tuple[JobSpec, ...] = Field(description="What to run")

    @field_validator("jobs")
    @classmethod
    def _some(cls, jobs: tuple[JobSpec, ...]) -> tuple[JobSpec, ...]:
        if not jobs:
            raise ValueError('there is no job; write "- flow: …" for each')
        return jobs


@dataclass(frozen=True, slots=True)
class Wanted:
    """A job as a file asks for it; `site` and `account` are None where it names none."""

    name: str
    flow: str
    site: str | None
    account: str | None
    given: Mapping[str, str]
    document: Document = field(repr=False, compare=False)
    path: Path = field(repr=False, compare=False)

    def problem(self, inside: Path, found: str, remedy: str = "") -> Problem:
        """Return a problem of what stands at `inside`, in the job itself or in the defaults."""
        own = (*self.path, *inside)
        places = (one for one in (own, ("defaults", *inside)) if one in self.document.key_marks)
        path = next(places, own)
        return Problem(self.document.key_mark(path), dotted(path), found, remedy)


def read_jobs(file: pathlib.Path) -> tuple[Wanted, ...]:
    """Return the jobs of a file in its order; raise `ProblemsFound` with all that is wrong.

    Jobs of the same name are told apart by numbers.
    """
    document = read_document(file)
    problems: list[Problem] = []
    whole = build(JobsFile, document, problems=problems)
    if whole is None:
        raise ProblemsFound(problems)
    return tuple(_wanted(document, whole))


def _wanted(document: Document, whole: JobsFile) -> Iterator[Wanted]:
    shared, seen = whole.defaults, Counter[str]()
    for at, spec in enumerate(whole.jobs):
        inputs = {**shared.inputs, **spec.inputs}
        given = {name: _given(value) for name, value in inputs.items() if value is not None}
        for account in spec.accounts or (spec.account or shared.account,):
            name = _name(spec, account)
            seen[name] += 1
            yield Wanted(
                name=name if seen[name] == 1 else f"{name} ({seen[name]})",
                flow=spec.flow,
                site=spec.site or shared.site,
                account=account,
                given=given,
                document=document,
                path=("jobs", at),
            )


def _name(spec: JobSpec, account: str | None) -> str:
    name = spec.name or pathlib.PurePath(spec.flow).stem
    return f"{name} · {account}" if account and (spec.accounts or not spec.name) else name


def _given(value: Scalar | tuple[Scalar, ...]) -> str:
    """Return a value as it would be written after `-i name=`."""
    if isinstance(value, tuple):
        return ",".join(_in_list(as_text(one)) for one in value)
    return as_text(value)


def _in_list(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if {",", "，"} & set(text) else text
