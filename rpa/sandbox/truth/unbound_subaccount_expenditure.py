"""The truth of `unbound-subaccount-expenditure` (P16)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.expenditure_details import detail_columns, detail_row
from rpa.sandbox.truth.expenditure_summary import COLUMNS, asked_month, sum_row
from rpa.sandbox.truth.inputs import BadInput, check_names
from rpa.sandbox.world.expenditure_book import expenditures
from rpa.sandbox.world.expenditure_sums import by_association
from rpa.sandbox.world.expenditures import Expenditure
from rpa.sandbox.world.world import World

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
_INPUTS = ("customer", "month", "unbound_at")


def unbound_subaccount_expenditure(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the sub-account's records, then those of its resources that its master bears."""
    check_names(inputs, _INPUTS)
    name, month = inputs.get("customer", "").strip(), asked_month(inputs, world)
    at = _moment(inputs.get("unbound_at", "").strip())
    shown = [
        record
        for record in expenditures(world, role.tenant)
        if record.month == month and role.sees(record.customer)
    ]
    before = [record for record in shown if record.customer.name == name]
    after = _after(before, [record for record in shown if record.traded_at > at])
    columns = detail_columns(role)
    rows = [["子账号", *detail_row(record, columns)] for record in before]
    rows += [["主账号", *detail_row(record, columns)] for record in after]
    sums = [
        sum_row(one)
        for one in by_association(world, role.tenant)
        if one.month == month and role.sees(one.customer) and name in one.customer.name
    ]
    return {
        "columns": ["归属", *columns],
        "rows": rows,
        "total": len(rows),
        "sheets": {"消费汇总": {"columns": list(COLUMNS), "rows": sums, "total": len(sums)}},
    }


def _after(before: Sequence[Expenditure], later: Sequence[Expenditure]) -> list[Expenditure]:
    """Return what the resources cost later, one resource after the other."""
    resources = dict.fromkeys(record.resource_id for record in before)
    return [record for one in resources for record in later if record.resource_id == one]


def _moment(text: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        raise BadInput(f'unbound_at: cannot read "{text}"; write 2024-03-14 15:25:30')
    return datetime.fromisoformat(text)
