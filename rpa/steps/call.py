"""`call`: run another flow as part of this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from rpa.flow.step import Anything
from rpa.nearest import did_you_mean
from rpa.steps.base import Procedure, Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View


class Call(Step):
    """Run another flow with inputs of its own, and keep its results."""

    kind = "call"
    short = "flow"
    limit_s = None

    flow: str = Field(description="Name of the flow")
    inputs: dict[str, Anything] = Field(
        default_factory=dict, alias="with", description="Its inputs"
    )
    into: str | None = Field(None, description="Variable that takes its results")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the other flow's results."""
        return (self.into,) if self.into else ()

    def describe(self) -> str:
        """Say which flow."""
        return f"run the flow {self.flow}"

    def tell(self, view: View) -> str:
        """Name the flow and what it is given."""
        called = view.load_flow(self.flow)
        which = f"执行流程“{called.title if called else self.flow}”（{self.flow}）"
        given = "、".join(
            spaced(name, "为", told_value(view, value)) for name, value in self.inputs.items()
        )
        return spaced(f"{which}，其中", given) if given else which

    def procedures(self, view: View) -> Iterator[Procedure]:
        """Yield the steps of the other flow."""
        called = None if self.flow in view.callers else view.load_flow(self.flow)
        if called is not None:
            yield Procedure("", called.steps, view.inside(called))

    def check(self, view: View) -> None:
        """Note an unknown flow, wrong inputs and cycles; go on where the other flow ends."""
        if self.flow in view.callers:
            cycle = " > ".join((*view.callers, self.flow))
            view.problem(self, f"the flows call each other in a circle: {cycle}", "", "flow")
            return
        if (called := view.load_flow(self.flow)) is None:
            remedy = did_you_mean(self.flow, view.flow_names())
            view.problem(self, f'no usable flow "{self.flow}"', remedy, "flow")
            return
        if called.portal != view.flow.portal:
            found = f'"{self.flow}" is a flow of the portal "{called.portal}"'
            view.problem(self, found, f'only flows of "{view.flow.portal}" can be called', "flow")
            return
        if called.effect == "write" and view.flow.effect == "read":
            found = f'"{self.flow}" changes something, and this flow says that it only reads'
            view.problem(self, found, "say `effect: write` at its head", "flow")
        for name in self.inputs:
            if name not in called.inputs:
                found = f'unknown input "{name}" of "{self.flow}"'
                view.problem(self, found, did_you_mean(name, called.inputs), "with", name)
        for name, spec in called.inputs.items():
            if spec.is_required and name not in self.inputs:
                view.problem(
                    self, f'"{self.flow}" needs the input "{name}"', "give it under `with`"
                )
        view.enter(called)

    def run(self, ctx: Context) -> None:
        """Run it and keep what it gives back."""
        results = ctx.hooks.call(self, ctx)
        if self.into:
            ctx.scope[self.into] = results
