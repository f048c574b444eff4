"""Pages of the site that are drawn here, and who is asked for them."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rpa.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent.parent / "templates"


def site_page(request: Request, name: str, **more: object) -> Response:
    """Return a page drawn from its template."""
    sandbox = sandbox_of(request)
    session = sandbox.sessions.of(request.cookies)
    default = sandbox.settings.role
    html = (
        _environment()
        .get_template(name)
        .render(
            service=own_path(request.query_params.get("service", "")),
            prefill=default.tenant if default.is_member else "",
            generation=sandbox.settings.generation.year,
            account=session.role.display_name if session else None,
            asks_captcha=sandbox.faults.is_on("captcha"),
            **more,
        )
    )
    html = sandbox.mutations.site(name, html)
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def own_path(service: str) -> str:
    """Return where to go after sign-in: a path of this site, whatever was asked for."""
    is_own = service.startswith("/") and not service.startswith(("//", "/\\"))
    return service if is_own else "/"


def sandbox_of(request: Request) -> Sandbox:
    """Return the replica that a request came to."""
    return cast("Sandbox", request.app.state.sandbox)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
