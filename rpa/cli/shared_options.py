"""Options that mean the same to several verbs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Output: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Where runs are kept, if not in output/.")
]
PlanOnly: TypeAlias = Annotated[
    bool, typer.Option("--plan", help="Change nothing; tell what would be changed, and what not.")
]
Confirm: TypeAlias = Annotated[
    bool, typer.Option("--confirm", help="Agree to what would be changed in the portal.")
]
Headed: TypeAlias = Annotated[bool, typer.Option("--headed", help="Show the browser.")]
AsJson: TypeAlias = Annotated[
    bool, typer.Option("--json", help="Write the events to stdout, one JSON object a line.")
]
