"""Checking the jobs of a batch: all that can be known of every run before the first one starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from rpa.engine.plan import Plan, make_plan
from rpa.engine.project import Project
from rpa.errors import InputWrong, PersonNeeded, Problem, ProblemsFound
from rpa.flow.input_kinds import SecretInput
from rpa.unattended.jobs import Wanted

Lane: TypeAlias = tuple[str, str, str]
"""Portal, site and account: of one lane there is but one run at a time."""

_OPTION = "-i "


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a batch, checked; `is_embedded` says that its site is started for the batch."""

    name: str
    flow: str
    title: str
    portal: str
    site: str
    account: str
    given: Mapping[str, str]
    is_embedded: bool = False
    writes: bool = False

    @property
    def lane(self) -> Lane:
        """What other jobs must not use while this one runs."""
        return self.portal, self.site, self.account


@dataclass(frozen=True, slots=True)
class Terms:
    """What a batch says for all of its jobs; `may_write` that somebody agreed, or only plans."""

    site: str
    account: str | None
    today: date
    may_write: bool


def check_jobs(project: Project, wanted: Sequence[Wanted], terms: Terms) -> tuple[Job, ...]:
    """Return the jobs as they can be run; raise all that is wrong with any of them at once."""
    jobs: list[Job] = []
    problems: list[Problem] = []
    asked: dict[str, None] = {}
    for one in wanted:
        try:
            jobs.append(_checked(project, one, terms))
        except ProblemsFound as found:
            problems += _placed(one, found.problems)
        except InputWrong as error:
            key = "site" if str(error).startswith("--site") else "flow"
            problems.append(one.problem((key,), str(error).removeprefix("--site: ")))
        except PersonNeeded as error:
            asked[str(error)] = None
    if problems:
        raise ProblemsFound(problems)
    if asked:
        raise PersonNeeded("\n".join(asked))
    return tuple(jobs)


def _checked(project: Project, wanted: Wanted, terms: Terms) -> Job:
    site = wanted.site or terms.site
    plan = make_plan(
        project,
        wanted.flow,
        wanted.given,
        site=site,
        account=wanted.account or terms.account,
        today=terms.today,
    )
    if problems := list(_unfit(wanted, plan, terms)):
        raise ProblemsFound(problems)
    return Job(
        name=wanted.name,
        flow=wanted.flow,
        title=plan.flow.title,
        portal=plan.flow.portal,
        site=site,
        account=plan.account.name,
        given=wanted.given,
        is_embedded=plan.site is None,
        writes=plan.flow.effect == "write",
    )


def _unfit(wanted: Wanted, plan: Plan, terms: Terms) -> Iterable[Problem]:
    for name, spec in plan.flow.inputs.items():
        if isinstance(spec, SecretInput) and name in wanted.given:
            remedy = f"leave it out, and set the environment variable {spec.variable(name)}"
            yield wanted.problem(("inputs", name), "a secret does not belong in a file", remedy)
    if plan.flow.effect == "write" and not terms.may_write:
        found = f"{plan.flow.slug} changes something in the portal"
        yield wanted.problem(("flow",), found, "agree with --confirm, or look first with --plan")


def _placed(wanted: Wanted, problems: Iterable[Problem]) -> Iterable[Problem]:
    """Yield the problems of a plan where they stand: in the jobs file, if an input is wrong."""
    for problem in problems:
        option = problem.mark.file
        if not option.startswith(_OPTION):
            yield problem
            continue
        name = option.removeprefix(_OPTION)
        remedy = problem.remedy.replace(f"{option}=…", f"{name}: …")
        yield wanted.problem(("inputs", name), problem.found, remedy)
