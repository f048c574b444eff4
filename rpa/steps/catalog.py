"""All kinds of steps. A new kind is one module and one line here."""

from __future__ import annotations

from types import MappingProxyType

from rpa.steps.api import Api
from rpa.steps.ask import Ask
from rpa.steps.assign import Set
from rpa.steps.attempt import Attempt
from rpa.steps.base import Step
from rpa.steps.branch import If
from rpa.steps.call import Call
from rpa.steps.capture import Capture
from rpa.steps.change import Change
from rpa.steps.check import Check
from rpa.steps.choose import Choose
from rpa.steps.click import Click
from rpa.steps.collect import Collect
from rpa.steps.compare import Compare
from rpa.steps.delimited import Csv
from rpa.steps.dialog import Dialog
from rpa.steps.excel import Excel
from rpa.steps.expect import Expect
from rpa.steps.export import Export
from rpa.steps.facts import Facts
from rpa.steps.fail import Fail
from rpa.steps.fill import Fill
from rpa.steps.for_each import ForEach
from rpa.steps.form import Form
from rpa.steps.goto import Goto
from rpa.steps.hover import Hover
from rpa.steps.open import Open
from rpa.steps.press import Press
from rpa.steps.query import Query
from rpa.steps.read import Read
from rpa.steps.reconcile import Reconcile
from rpa.steps.reveal import Reveal
from rpa.steps.row import Row
from rpa.steps.say import Say
from rpa.steps.survey import Survey
from rpa.steps.text import Text
from rpa.steps.tick import Tick
from rpa.steps.upload import Upload
from rpa.steps.wait import Wait

GROUPS: MappingProxyType[str, tuple[type[Step], ...]] = MappingProxyType(
    {
        "console": (Open, Query, Reveal, Read, Facts, Row, Tick, Form, Dialog, Export, Survey),
        "page": (Goto, Click, Fill, Choose, Check, Press, Hover, Upload, Wait, Capture, Text),
        "data": (Api, Excel, Csv, Set, Collect, Compare, Reconcile, Say),
        "control": (If, ForEach, Attempt, Call, Fail),
        "proof": (Expect,),
        "people": (Ask,),
        "writes": (Change,),
    }
)
"""The kinds by what they are about, in the order of the step reference."""

CATALOG: MappingProxyType[str, type[Step]] = MappingProxyType(
    {kind.kind: kind for group in GROUPS.values() for kind in group}
)
"""The kinds by the key they bear in YAML."""
