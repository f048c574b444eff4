"""What can be wrong with selector files that are well-formed, portal.yaml apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rpa.errors import Problem
from rpa.flow.document import Path
from rpa.locators.model import Element, PageSpec, TableSpec, TabSpec, wordings
from rpa.locators.portal import PortalSpec
from rpa.locators.source import Source, texts_in_lists
from rpa.locators.syntax import css_fault, xpath_fault
from rpa.locators.wording import normal

AnySource = Source[PageSpec] | Source[PortalSpec]
Elements = Mapping[str, Element]


def problems_of_page(page: Source[PageSpec]) -> Iterator[Problem]:
    """Yield what is wrong with a page's file, whatever the other files say."""
    yield from problems_of_file(page)
    yield from _clashes(page, ("fields",), "label", _words(page.spec.fields, "label"))
    yield from _clashing_tabs(page, (), page.spec.tabs)
    columns = {name for table in page.spec.tables.values() for name in table.columns}
    for name, field in page.spec.fields.items():
        if field.column:
            yield from page.unknown(("fields", name, "column"), "column", field.column, columns)
    for name, table in page.spec.tables.items():
        yield from _of_table(page, ("tables", name), table)


def problems_of_file(source: AnySource) -> Iterator[Problem]:
    """Yield what is wrong with the lists and the selectors of any file."""
    for path, texts in texts_in_lists(source.document.value):
        first: dict[str, str] = {}
        for index, text in enumerate(texts):
            if normal(text) in first:
                found = f'"{text}" is listed twice'
                yield source.problem((*path, index), found, "leave one of them out")
            first.setdefault(normal(text), text)
    faults: Sequence[tuple[str, Callable[[str], str | None]]] = (
        ("css", css_fault),
        ("frame", css_fault),
        ("xpath", xpath_fault),
    )
    for place, _, candidate in source.candidates():
        for key, fault_of in faults:
            text = getattr(candidate, key)
            if text is not None and (fault := fault_of(text)):
                yield source.problem((*place, key), f'found "{text}": {fault}')


def problems_of_names(source: AnySource, elements: Elements) -> Iterator[Problem]:
    """Yield the names of elements that are not known, and elements that lie within themselves."""
    told: set[str] = set()
    for path, name, candidate in source.candidates():
        if candidate.within is None:
            continue
        yield from source.unknown((*path, "within"), "element", candidate.within, elements)
        circle = _circle(elements, (name, candidate.within))
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield source.problem((*path, "within"), f"lies within itself: {' > '.join(circle)}")
    if isinstance(source.spec, PageSpec):
        for name, table in source.spec.tables.items():
            if table.within is not None:
                path = ("tables", name, "within")
                yield from source.unknown(path, "element", table.within, elements)
            for column, element in table.sums.items():
                path = ("tables", name, "sums", column)
                yield from source.unknown(path, "element", element, elements)


def problems_of_way(page: Source[PageSpec], elements: Elements) -> Iterator[Problem]:
    """Yield the names on the way to a page that are no `elements` of every page."""
    for index, move in enumerate(page.spec.way):
        key = "click" if move.click else "hover"
        yield from page.unknown(("way", index, key), "element", move.element, elements)


def _of_table(page: Source[PageSpec], path: Path, table: TableSpec) -> Iterator[Problem]:
    for index, name in enumerate(table.key):
        yield from page.unknown((*path, "key", index), "column", name, table.columns)
    for name in table.sums:
        yield from page.unknown((*path, "sums", name), "column", name, table.columns)
    yield from _clashes(page, (*path, "columns"), "header", _words(table.columns, "header"))


def _clashing_tabs(
    page: Source[PageSpec], path: Path, tabs: Mapping[str, TabSpec]
) -> Iterator[Problem]:
    yield from _clashes(page, (*path, "tabs"), "label", _words(tabs, "label"))
    for name, tab in tabs.items():
        yield from _clashing_tabs(page, (*path, "tabs", name), tab.tabs)


def _words(things: Mapping[str, object], key: str) -> Mapping[str, tuple[str, ...]]:
    return {name: wordings(name, getattr(thing, key)) for name, thing in things.items()}


def _clashes(
    page: Source[PageSpec], path: Path, key: str, words: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Yield a problem for each thing that the page would show under the words of another."""
    owners: dict[str, str] = {}
    for name, wording in words.items():
        for word in wording:
            other = owners.setdefault(normal(word), name)
            if other != name:
                found = f'the {key} "{word}" is also that of "{other}"'
                yield page.problem_of_key((*path, name), found, "give each words of its own")


def _circle(elements: Elements, way: tuple[str, ...]) -> tuple[str, ...]:
    """Return the way from an element through what it lies within back to itself, if there is."""
    if way[-1] == way[0]:
        return way
    if way[-1] in way[1:-1]:
        return ()
    further = (_circle(elements, (*way, one)) for one in _around(elements.get(way[-1], ())))
    return next(filter(None, further), ())


def _around(element: Element) -> Iterable[str]:
    return [candidate.within for candidate in element if candidate.within is not None]
