"""The markup of a component library, read from `libraries/<name>.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rpa.errors import FileWrong, Problem, ProblemsFound
from rpa.flow.document import read_document
from rpa.flow.validate import build

FOLDER = Path(__file__).parent / "libraries"


class Markup(BaseModel):
    """CSS selectors of one widget; a comma means "or"."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageMarkup(Markup):
    """What every page has: its heading, and what shows that something is under way."""

    heading: str
    loading: str


class MenuMarkup(Markup):
    """The hover menu at the top: items, their panels, groups in a panel, leaves in a group."""

    item: str
    label: str
    panel: str
    group: str
    group_title: str
    leaf: str


class TabsMarkup(Markup):
    """Tabs and the pane of the open one."""

    tab: str
    active: str
    disabled: str
    pane: str


class FormMarkup(Markup):
    """The label of a field, and the way from it to its control."""

    label: str
    control: str


class TextMarkup(Markup):
    """A text input."""

    input: str


class SelectMarkup(Markup):
    """A select, single or multiple, and its panel."""

    opener: str
    shown: str
    placeholder: str
    tag: str
    panel: str
    list: str
    option: str
    chosen: str
    disabled: str


class RadioMarkup(Markup):
    """A group of options of which one is chosen: what is clicked of each, and in which state."""

    option: str
    chosen: str
    disabled: str


class DatesMarkup(Markup):
    """Date, month and date range pickers; `typed` is the strftime form that inputs take."""

    opener: str
    shown: str
    placeholder: str
    range_panel: str
    date_panel: str
    input: str
    typed: str
    month_panel: str
    year_shown: str
    year_before: str
    year_after: str
    month_cell: str
    disabled: str


class TableMarkup(Markup):
    """A data table with its pager; rows and columns that are not data are named by `not_…`."""

    root: str
    header: str
    body: str
    row: str
    not_row: str
    not_column: str
    details: str
    details_toggle: str
    details_label: str
    details_value: str
    loading: str
    page_loading: str
    failed: str
    reload: str
    pager: str
    total: str
    page: str
    active_page: str
    next: str
    jump: str
    disabled: str
    size: str


class TicksMarkup(Markup):
    """The check-box of a table's row: what holds its state, and what a person clicks."""

    box: str
    click: str


class FactsMarkup(Markup):
    """A titled block of labels and values, as pages about one thing have them."""

    block: str
    title: str
    label: str
    value: str


class EyeMarkup(Markup):
    """The button in a column's header that reveals its values."""

    button: str
    hidden: str


class MenuButtonMarkup(Markup):
    """A button that opens a list of things to do."""

    toggle: str
    panel: str
    item: str
    disabled: str


class RowActionsMarkup(Markup):
    """Links in a row's last cell."""

    item: str
    disabled: str


class DialogMarkup(Markup):
    """A modal dialog."""

    root: str
    title: str
    body: str
    button: str
    close: str


class NoticeMarkup(Markup):
    """A message that goes away by itself."""

    root: str
    text: str


class SurveyMarkup(Markup):
    """What only a survey looks for: buttons, columns that sort, and of which kind a field is."""

    button: str
    disabled: str
    sort: str
    fields: dict[str, str]


class Library(Markup):
    """All widgets of one component library."""

    library: str
    page: PageMarkup
    menu: MenuMarkup
    tabs: TabsMarkup
    form: FormMarkup
    text: TextMarkup
    select: SelectMarkup
    radio: RadioMarkup
    dates: DatesMarkup
    table: TableMarkup
    ticks: TicksMarkup
    facts: FactsMarkup
    eye: EyeMarkup
    menu_button: MenuButtonMarkup
    row_actions: RowActionsMarkup
    dialog: DialogMarkup
    survey: SurveyMarkup
    notice: NoticeMarkup


def known_libraries() -> list[str]:
    """Return the names of the libraries there are."""
    return sorted(file.stem for file in FOLDER.glob("*.yaml"))


@cache
def load_library(name: str) -> Library:
    """Return the library called `name`; raise `FileWrong` or `ProblemsFound` if it is not right."""
    file = FOLDER / f"{name}.yaml"
    if not file.is_file():
        raise FileWrong(name, "no such component library", f"known: {', '.join(known_libraries())}")
    problems: list[Problem] = []
    library = build(Library, read_document(file), problems=problems)
    if library is None:
        raise ProblemsFound(problems)
    return library
