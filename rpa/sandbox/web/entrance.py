"""The site around the portal: home, sign-in, and the page that holds the portal."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from rpa.sandbox.refusal import Refused
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.sessions import AccountLocked, WrongPassword
from rpa.sandbox.web.endpoint import json_body

if TYPE_CHECKING:
    from jinja2 import Environment

COOKIE = "console_session"
_TEMPLATES = Path(__file__).parent.parent / "templates"


async def home(request: Request) -> Response:
    """Serve the site's home."""
    return _page(request, "home.html")


async def login_page(request: Request) -> Response:
    """Serve the sign-in page."""
    return _page(request, "login.html")


async def partner(request: Request) -> Response:
    """Serve the portal's shell, or lead to the sign-in page."""
    if _sandbox(request).sessions.of(request.cookies) is None:
        return RedirectResponse(f"/authui/login.html?service={quote('/partner/', safe='')}", 302)
    return _page(request, "partner.html")


async def login(request: Request) -> Response:
    """Sign in."""
    sandbox = _sandbox(request)
    try:
        body = await json_body(request)
        form, account, user, password = (
            str(body.get(name) or "") for name in ("form", "account", "user", "password")
        )
        session = sandbox.sessions.sign_in(form, account.strip(), user.strip(), password)
    except Refused as refusal:
        return JSONResponse(refusal.body, refusal.status)
    except WrongPassword as problem:
        return JSONResponse({"error": str(problem), "left": problem.left}, 401)
    except AccountLocked as problem:
        return JSONResponse({"error": str(problem)}, 423)
    is_first = sandbox.sessions.is_first_visit(session)
    response = JSONResponse(
        {
            "token": session.token,
            "next": _own_path(str(body.get("service") or "")),
            "trust_prompt": is_first and form == "account",
            "bind_prompt": is_first and form == "iam",
        }
    )
    response.set_cookie(COOKIE, session.token, httponly=True, samesite="lax", path="/")
    return response


async def logout(request: Request) -> Response:
    """Sign out."""
    sessions = _sandbox(request).sessions
    if session := sessions.of(request.cookies):
        sessions.sign_out(session)
    response = JSONResponse({})
    response.delete_cookie(COOKIE, path="/")
    return response


def _page(request: Request, name: str) -> Response:
    sandbox = _sandbox(request)
    session = sandbox.sessions.of(request.cookies)
    default = sandbox.settings.role
    html = (
        _environment()
        .get_template(name)
        .render(
            service=_own_path(request.query_params.get("service", "")),
            prefill=default.tenant if default.is_member else "",
            generation=sandbox.settings.generation.year,
            account=session.role.display_name if session else None,
        )
    )
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def _own_path(service: str) -> str:
    """Return where to go after sign-in: a path of this site, whatever was asked for."""
    is_own = service.startswith("/") and not service.startswith(("//", "/\\"))
    return service if is_own else "/"


def _sandbox(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
