"""Inputs with which a flow is not run, because each alone is right and together they are not."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from rpa.errors import Problem
from rpa.flow.expressions import ExpressionFailed, Scope, evaluate
from rpa.flow.step import Anything, Text
from rpa.mark import Mark


class Refusal(BaseModel):
    """A rule that ends a run before anything is opened."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: Anything = Field(description="Refuse if this holds; it knows the inputs and today")
    message: Text = Field(min_length=1, description="Why, and what to give instead")

    def problem(self, mark: Mark, scope: Scope) -> Problem | None:
        """Return the problem that the rule, which stands at `mark`, has with these inputs."""
        try:
            if not evaluate(self.when, scope):
                return None
            return Problem(mark, "", str(evaluate(self.message, scope)))
        except ExpressionFailed as error:
            return Problem(mark, "refuse", str(error))
