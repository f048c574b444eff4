"""What can be wrong with a portal.yaml that is well-formed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from rpa.errors import Problem
from rpa.flow.document import Path
from rpa.locators.checks import problems_of_file, problems_of_names
from rpa.locators.model import PageSpec
from rpa.locators.portal import ApiSpec, ExportSpec, PortalSpec, SiteSpec
from rpa.locators.source import Source

_HOST = re.compile(r"(\*\.)?[\w-]+(\.[\w-]+)*(:\d+)?")


def problems_of_portal(portal: Source[PortalSpec], folder: str) -> Iterator[Problem]:
    """Yield what is wrong with a portal's file, whatever its pages say."""
    spec = portal.spec
    yield from problems_of_file(portal)
    if spec.portal != folder:
        yield portal.problem(
            ("portal",), f'found "{spec.portal}" in the folder "{folder}"', "name both alike"
        )
    yield from _of_pattern(portal, ("masked",), spec.masked)
    for name, site in spec.sites.items():
        yield from _of_site(portal, ("sites", name), site)
    if spec.api is not None:
        yield from _of_api(portal, spec.api)
    for name, guard in spec.guards.items():
        for role, element in (("when", guard.when), ("click", guard.click)):
            yield from _of_guard(portal, ("guards", name, role), element)
    for role, shown in (("signed_in", spec.sign_in.signed_in), ("refused", spec.sign_in.refused)):
        if shown is not None:
            yield from portal.unknown(("sign_in", role), "element", shown, spec.elements)
    yield from problems_of_names(portal, spec.elements)


def problems_of_export(
    portal: Source[PortalSpec], export: ExportSpec, pages: Mapping[str, PageSpec]
) -> Iterator[Problem]:
    """Yield the names in `export` that its page does not know."""
    yield from portal.unknown(("export", "page"), "page", export.page, pages)
    if (page := pages.get(export.page)) is None:
        return
    yield from portal.unknown(("export", "table"), "table", export.table, page.tables)
    if (table := page.tables.get(export.table)) is not None:
        for role, column in (("status", export.status), ("created", export.created)):
            yield from portal.unknown(("export", role), "column", column, table.columns)
    if export.refresh is not None:
        known = {**page.elements, **portal.spec.elements}
        yield from portal.unknown(("export", "refresh"), "element", export.refresh, known)


def _of_api(portal: Source[PortalSpec], api: ApiSpec) -> Iterator[Problem]:
    for name, site in api.sites.items():
        path = ("api", "sites", name)
        yield from portal.unknown(path, "site", name, portal.spec.sites)
        for role, address in (("service", site.service), ("tokens", site.tokens)):
            if urlsplit(address).scheme != "https":
                found = f'"{address}" is no address'
                yield portal.problem((*path, role), found, "begin it with https://")


def _of_guard(portal: Source[PortalSpec], path: Path, name: str) -> Iterator[Problem]:
    elements = portal.spec.elements
    yield from portal.unknown(path, "element", name, elements)
    if any(candidate.frame is not None for candidate in elements.get(name, ())):
        yield portal.problem(path, f'"{name}" is in a `frame`', "a guard sees the page itself only")


def _of_pattern(portal: Source[PortalSpec], path: Path, text: str) -> Iterator[Problem]:
    try:
        matches_nothing = re.compile(text).search("") is not None
    except re.error as error:
        yield portal.problem(path, f'"{text}" is not a regular expression: {error}')
        return
    if matches_nothing:
        yield portal.problem(
            path, f'"{text}" matches every value', "it must match masked ones only"
        )


def _of_site(portal: Source[PortalSpec], path: Path, site: SiteSpec) -> Iterator[Problem]:
    for index, host in enumerate(site.hosts):
        if not _HOST.fullmatch(host):
            found = f'"{host}" is not a host'
            yield portal.problem(
                (*path, "hosts", index), found, "write it as in auth.example.com or *.example.com"
            )
    if site.start is None:
        return
    address = urlsplit(site.start)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield portal.problem(
            (*path, "start"), f'"{site.start}" is no address', "begin it with https://"
        )
    elif not any(_is_listed(address.netloc, address.hostname, host) for host in site.hosts):
        found = f'its host "{address.netloc}" is not one of the site\'s `hosts`'
        yield portal.problem((*path, "start"), found, "list it there")


def _is_listed(netloc: str, hostname: str, host: str) -> bool:
    return netloc == host or (host.startswith("*.") and hostname.endswith(host[1:]))
