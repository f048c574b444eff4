"""`api`: call an operation of the service's API, and keep what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import Field

from rpa.api.sdk import is_installed, is_reading, operations
from rpa.api.values import is_field
from rpa.errors import StepFailed
from rpa.flow.step import Anything
from rpa.locators.model import TableSpec
from rpa.steps.answering import columns_of
from rpa.steps.base import Step
from rpa.steps.calling import call
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View


class Api(Step):
    """Call an operation of the service's API, all pages of it, and prove the rows complete.

    Fields are called as the SDK calls them; of `x_begin` and `x_end` both are meant by a span of
    days given for `x`, and a field that is null is not asked for. What changes something belongs
    under `do` of a `change`. It needs the extra `api`.
    """

    kind = "api"
    short = "operation"
    limit_s = None

    operation: str = Field(description="Name of the operation, as in ListCustomerOrders")
    given: dict[str, Anything] = Field(
        default_factory=dict, alias="with", description="What it asks for, by field"
    )
    into: str | None = Field(None, description="Variable that takes the rows")
    columns: tuple[str, ...] | None = Field(None, description="Columns to keep, if not all")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the rows."""
        return (self.into,) if self.into else ()

    def describe(self) -> str:
        """Say which operation."""
        return f"call {self.operation}" + (f" into {self.into}" if self.into else "")

    def tell(self, view: View) -> str:
        """Name the operation, what it is asked, and where its answer goes."""
        given = "，".join(spaced(k, "为", told_value(view, one)) for k, one in self.given.items())
        asked = spaced("（", given, "）") if given else ""
        kept = spaced("，核对总条数，称为", self.into) if self.into else ""
        return spaced("调用接口", self.operation) + asked + kept

    def check(self, view: View) -> None:
        """Note an operation, a field or a column that is not known, and a change out of place."""
        if (spec := view.book.portal.api) is None:
            view.problem(self, "the portal file has no `api`", "add it to portal.yaml")
            return
        if not is_reading(self.operation) and not view.is_writing:
            found = f"{self.operation} changes something"
            view.problem(self, found, "put this step under `do` of a `change`", "operation")
        if is_installed():
            self._check_with_sdk(view, spec.operations)

    def _check_with_sdk(self, view: View, declared: Mapping[str, TableSpec]) -> None:
        known = operations()
        if not view.known(self, "operation", self.operation, known, "operation"):
            return
        operation = known[self.operation]
        for name in self.given:
            if not is_field(name, operation.asks):
                view.known(self, "field", name, operation.asks, "given", name)
        columns = columns_of(operation, declared)
        for at, name in enumerate(self.columns or ()):
            view.known(self, "column", name, columns, "columns", at)

    def run(self, ctx: Context) -> None:
        """Call it; what it answers is typed, proved and kept."""
        if not is_reading(self.operation) and not ctx.is_writing:
            raise StepFailed(f"{self.operation} changes something, and no change is being made")
        rows = call(ctx, self.operation, self.given, self.columns)
        if self.into:
            ctx.scope[self.into] = rows
