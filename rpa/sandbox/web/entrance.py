"""The site around the portal: home, sign-in, and the page that holds the portal."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rpa.sandbox.codes import WRONG
from rpa.sandbox.refusal import Refused
from rpa.sandbox.roles import Role
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.schema import Json
from rpa.sandbox.sessions import AccountLocked, WrongPassword
from rpa.sandbox.sign_ins import SignIn
from rpa.sandbox.web.endpoint import json_body, sign_in_address
from rpa.sandbox.web.site_page import own_path, sandbox_of, site_page
from rpa.sandbox.web.verification import ask_for_more
from rpa.sandbox.web.welcome import signed_in

_CAPTCHA = "login_captcha"


async def home(request: Request) -> Response:
    """Serve the site's home."""
    return site_page(request, "home.html")


async def login_page(request: Request) -> Response:
    """Serve the sign-in page."""
    return site_page(request, "login.html")


async def captcha(request: Request) -> Response:
    """Draw a captcha for this browser."""
    name, picture = sandbox_of(request).captchas.draw()
    response = Response(picture, headers={"Cache-Control": "no-store"}, media_type="image/svg+xml")
    response.set_cookie(_CAPTCHA, name, httponly=True, samesite="lax", path="/authui")
    return response


async def partner(request: Request) -> Response:
    """Serve the portal's shell, or lead to the sign-in page."""
    if sandbox_of(request).sessions.of(request.cookies) is None:
        return RedirectResponse(sign_in_address("/partner/"), 302)
    return site_page(request, "partner.html")


async def login(request: Request) -> Response:
    """Sign in, or ask for a second factor."""
    sandbox = sandbox_of(request)
    asks_captcha = sandbox.faults.is_on("captcha")
    try:
        body = await json_body(request)
        if asks_captcha:
            _check_captcha(sandbox, request, body)
        role = _checked(sandbox, body)
    except Refused as refusal:
        more = {"captcha": True} if asks_captcha else {}
        return JSONResponse(refusal.body | more, refusal.status)
    form, service = str(body.get("form") or ""), own_path(str(body.get("service") or ""))
    if way := sandbox.sign_ins.way():
        return ask_for_more(sandbox, SignIn(role, form, way), service)
    return signed_in(sandbox, role, form, service)


def _check_captcha(sandbox: Sandbox, request: Request, body: Json) -> None:
    name = request.cookies.get(_CAPTCHA, "")
    if not sandbox.captchas.accepts(name, str(body.get("captcha") or "")):
        raise Refused(400, WRONG)


def _checked(sandbox: Sandbox, body: Json) -> Role:
    form, account, user, password = (
        str(body.get(name) or "") for name in ("form", "account", "user", "password")
    )
    try:
        return sandbox.sessions.check(form, account.strip(), user.strip(), password)
    except WrongPassword as problem:
        raise Refused(401, str(problem), left=problem.left) from None
    except AccountLocked as problem:
        raise Refused(423, str(problem)) from None
