"""What the file of a portal holds, as values: its sites, its words, what all pages share."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rpa.locators.model import Element, Spec, TableSpec, Word, Words


class KeySpec(Spec):
    """An access key to the API."""

    access: str = Field(description="The access key (AK)")
    secret: str = Field(description="Its secret (SK)")


class SiteSpec(Spec):
    """One installation of the portal."""

    start: str | None = Field(None, description="Address to begin at; none for the embedded one")
    hosts: tuple[str, ...] = Field(
        (), description="Hosts it may lead to; credentials go nowhere else"
    )
    account: str | None = Field(None, description="Account used when none is named")
    passwords: dict[str, str] = Field(
        default_factory=dict, description="Published passwords of a replica; never real ones"
    )
    keys: dict[str, KeySpec] = Field(
        default_factory=dict, description="Published access keys of a replica; never real ones"
    )
    answers: dict[Literal["code", "totp"], str] = Field(
        default_factory=dict, description="Published codes of a replica; never real ones"
    )


class SignInSpec(Spec):
    """How to sign in, and what shows that one is signed in."""

    flow: str = Field(description="Slug of the flow that signs in")
    signed_in: str = Field(description="Element that only a signed-in page shows")
    signed_out: str | None = Field(
        None, description="Element that shows that a session is over, such as the sign-in form"
    )
    refused: str | None = Field(None, description="Element that says why signing in was refused")


class GuardSpec(Spec):
    """Something that may stand in the way of any step, and how to put it aside."""

    when: str = Field(description="Element whose appearance calls for it")
    click: str = Field(description="Element that puts it aside")


class Wording(Spec):
    """What the portal writes on the things that every page has."""

    search: Words = Field(description="Button that runs a query")
    reset: Words | None = Field(None, description="Button that empties a query form")
    confirm: Words = Field(description="Button that accepts a dialog or panel")
    cancel: Words | None = Field(None, description="Button that leaves a dialog")
    more: Words | None = Field(None, description="Opener of further row actions")
    empty: Words = Field(("--",), description="What stands in an empty cell")


class ExportSpec(Spec):
    """How exports work: a task is started, a page of records shows it, its file is downloaded."""

    button: Words = Field(description="Button that opens the list of exports")
    records: Words = Field(description="Item of that list which leads to the records")
    current: Words | None = Field(
        None, description="Item of that list which exports what the query has found"
    )
    started: Words = Field(description="Message that says a task was started")
    page: str = Field(description="Page that lists the tasks")
    table: str = Field(description="Table of that page")
    status: str = Field(description="Column that says how a task stands")
    created: str = Field(description="Column that says when it was started")
    done: Words = Field(description="Status of a task whose file is ready")
    failed: Words = Field(description="Status of a task that failed")
    refresh: str | None = Field(None, description="Element that reads the list again")
    download: Words = Field(description="Row action that fetches the file")


class ApiSiteSpec(Spec):
    """Where the API of a site is called."""

    service: str = Field(description="Address of the service")
    tokens: str = Field(description="Address of the service that gives tokens")


class ApiSpec(Spec):
    """The API beside the portal: where it is, and what its operations answer."""

    utc_offset: str = Field(
        "+00:00",
        pattern=r"^[-+]\d{2}:\d{2}$",
        description="How far the clock that the portal shows is from universal time",
    )
    sites: dict[str, ApiSiteSpec] = Field(
        default_factory=dict, description="By site; a replica has its API where it is itself"
    )
    operations: dict[str, TableSpec] = Field(
        default_factory=dict,
        description="What operations answer, as tables: `header` is the field of a column, with "
        "dots where it is inside another, and `values` hold its codes",
    )


class PortalSpec(Spec):
    """The portal as a whole: its sites, its component library and what is common to its pages."""

    portal: str = Field(description="What flows call the portal")
    title: str = Field(description="Its full name")
    library: str = Field(description="Component library its markup comes from")
    sites: dict[str, SiteSpec] = Field(min_length=1, description="Its installations")
    sign_in: SignInSpec = Field(description="How to sign in")
    wording: Wording = Field(description="What it writes on the things every page has")
    words: dict[str, Words] = Field(
        default_factory=dict,
        description="Wordings that hold on every page, by what flows and page files call them: of "
        "fields, columns, tabs, facts and the parts of menu paths",
    )
    menu_order: tuple[Word, ...] = Field(
        (), description="Names of its menus, and of the groups in them, in the portal's order"
    )
    guards: dict[str, GuardSpec] = Field(
        default_factory=dict, description="What may stand in the way of any step"
    )
    export: ExportSpec | None = Field(None, description="How its exports work, if it has any")
    api: ApiSpec | None = Field(None, description="Its API, if it has one")
    elements: dict[str, Element] = Field(
        default_factory=dict, description="Elements that are not of one page only"
    )
    writes: tuple[Word, ...] = Field(
        (), description="Elements and buttons that change something, wherever they are"
    )
    masked: str = Field(r"\*{2,}", description="Pattern by which a masked value is known")
    ignore_requests: tuple[str, ...] = Field(
        (), description="Address parts of requests that never end and say nothing of the page"
    )
