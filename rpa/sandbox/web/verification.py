"""登录验证: the second factor of a sign-in."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rpa.sandbox.display import mask_phone
from rpa.sandbox.refusal import Refused
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.sign_ins import SignIn
from rpa.sandbox.web.codes import send_to
from rpa.sandbox.web.endpoint import json_body, query_of, sign_in_address
from rpa.sandbox.web.site_page import own_path, sandbox_of, site_page
from rpa.sandbox.web.welcome import signed_in
from rpa.sandbox.world.accounts import account_of

_TICKET = "login_ticket"
_GONE = "登录已失效，请重新登录"


def ask_for_more(sandbox: Sandbox, sign_in: SignIn, service: str) -> Response:
    """Let a sign-in wait, and say which page asks for the rest."""
    response = JSONResponse({"verify": f"/authui/verify.html?{query_of(service)}"})
    ticket = sandbox.sign_ins.wait(sign_in)
    response.set_cookie(_TICKET, ticket, httponly=True, samesite="lax", path="/authui")
    return response


async def page(request: Request) -> Response:
    """Serve the page that asks for the code, or the sign-in page when nobody waits."""
    sandbox, sign_in = sandbox_of(request), _waiting(request)
    if sign_in is None:
        service = own_path(request.query_params.get("service", ""))
        return RedirectResponse(sign_in_address(service), 302)
    phone = mask_phone(account_of(sandbox.world, sign_in.role.name).phone)
    return site_page(request, "verify.html", way=sign_in.way, phone=phone)


async def send_code(request: Request) -> Response:
    """Send a code to the phone of the account that waits."""
    sandbox, sign_in = sandbox_of(request), _waiting(request)
    if sign_in is None:
        return JSONResponse({"error": _GONE}, 410)
    phone = account_of(sandbox.world, sign_in.role.name).phone
    return JSONResponse(send_to(sandbox, sign_in.role, phone))


async def verify(request: Request) -> Response:
    """Sign in with the second factor."""
    sandbox, sign_in = sandbox_of(request), _waiting(request)
    if sign_in is None:
        return JSONResponse({"error": _GONE}, 410)
    try:
        body = await json_body(request)
    except Refused as refusal:
        return JSONResponse(refusal.body, refusal.status)
    if problem := _problem(sandbox, sign_in, str(body.get("code") or "").strip()):
        return JSONResponse({"error": problem}, 401)
    sandbox.sign_ins.end(request.cookies[_TICKET])
    service = own_path(str(body.get("service") or ""))
    response = signed_in(sandbox, sign_in.role, sign_in.form, service)
    response.delete_cookie(_TICKET, path="/authui")
    return response


def _problem(sandbox: Sandbox, sign_in: SignIn, code: str) -> str | None:
    known = sandbox.totp if sign_in.way == "mfa" else sandbox.codes
    return known.problem(sign_in.role.name, code)


def _waiting(request: Request) -> SignIn | None:
    return sandbox_of(request).sign_ins.of(request.cookies.get(_TICKET, ""))
