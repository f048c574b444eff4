"""What follows a sign-in that succeeded, and the way out."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rpa.sandbox.roles import Role
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.web.site_page import sandbox_of

COOKIE = "console_session"


def signed_in(sandbox: Sandbox, role: Role, form: str, service: str) -> Response:
    """Begin a session, and say what is asked once and where it goes on."""
    session = sandbox.sessions.begin(role)
    if sandbox.faults.is_on("kick_out"):
        sandbox.sessions.end_others(session)
    is_first = sandbox.sessions.is_first_visit(session)
    response = JSONResponse(
        {
            "token": session.token,
            "next": service,
            "trust_prompt": is_first and form == "account",
            "bind_prompt": is_first and form == "iam",
        }
    )
    response.set_cookie(COOKIE, session.token, httponly=True, samesite="lax", path="/")
    return response


async def logout(request: Request) -> Response:
    """Sign out."""
    sessions = sandbox_of(request).sessions
    if session := sessions.of(request.cookies):
        sessions.sign_out(session)
    response = JSONResponse({})
    response.delete_cookie(COOKIE, path="/")
    return response
