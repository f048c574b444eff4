"""How an API request becomes a call of a plain function."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rpa.sandbox.conditions import BadCondition
from rpa.sandbox.refusal import BUSY, Refused
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.schema import Json
from rpa.sandbox.sessions import Session

_POPUP = "伙伴中心将于本周六 00:00-06:00 进行系统升级，期间部分功能可能无法使用，敬请谅解。"

_NO_SESSION = "会话已失效，请重新登录"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of somebody who is signed in."""

    sandbox: Sandbox
    session: Session
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json

    def number(self, name: str, default: int, most: int = 10**9) -> int:
        """Return a whole number from 1 on out of body or query, or refuse."""
        given = self.body.get(name, self.query.get(name, default))
        try:
            number = int(given)
        except (TypeError, ValueError):
            number = 0
        if not 1 <= number <= most:
            raise Refused(400, f"参数错误：{name}")
        return number

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object out of the body, empty when it is missing, or refuse."""
        given = self.body.get(name) or {}
        if not isinstance(given, dict):
            raise Refused(400, f"参数错误：{name}")
        return given

    def texts(self, name: str) -> list[str]:
        """Return a list of texts out of the body, empty when it is missing, or refuse."""
        given = self.body.get(name) or []
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise Refused(400, f"参数错误：{name}")
        return given


Answer = Response | Json
Handler = Callable[[Call], Answer | Awaitable[Answer]]
Endpoint = Callable[[Request], Awaitable[Response]]


def api(handler: Handler, *, opened_on: str | None = None) -> Endpoint:
    """Return the endpoint of a handler: signed in, delayed, its errors as JSON.

    An address that the browser itself opens, on the page `opened_on`, comes without a token; who
    is not signed in any more is led to the sign-in page, and from there back.
    """

    async def endpoint(request: Request) -> Response:
        sandbox: Sandbox = request.app.state.sandbox
        late_s = sandbox.mutations.delay_s(request.url.path)
        await asyncio.sleep(sandbox.settings.latency_ms / 1000 + late_s)
        try:
            answer = await _answered(request, handler, needs_token=opened_on is None)
        except Refused as refusal:
            answer = JSONResponse(refusal.body, refusal.status)
            if opened_on and refusal.status == 401 and _wants_page(request):
                answer = RedirectResponse(sign_in_address(opened_on), 302)
        except BadCondition as problem:
            answer = JSONResponse({"error": f"参数错误：{problem}"}, 400)
        response = answer if isinstance(answer, Response) else JSONResponse(answer)
        _maybe_popup(sandbox, response)
        return response

    return endpoint


async def _answered(request: Request, handler: Handler, *, needs_token: bool) -> Answer:
    """Return the answer to a request, with what the mutations make of either."""
    sandbox: Sandbox = request.app.state.sandbox
    mutations, path = sandbox.mutations, request.url.path
    if mutations.fails(path):
        raise Refused(500, BUSY)
    session, sent = _session(sandbox, request, needs_token=needs_token), await json_body(request)
    call = Call(
        sandbox=sandbox,
        session=session,
        path=request.path_params,
        query=dict(request.query_params),
        body=mutations.asked(path, sent),
    )
    answer = handler(call)
    answer = await answer if isinstance(answer, Awaitable) else answer
    return answer if isinstance(answer, Response) else mutations.answered(path, sent, answer)


async def json_body(request: Request) -> Json:
    """Return the JSON object that was sent, empty when nothing was, or refuse."""
    sent = await request.body()
    try:
        body = json.loads(sent) if sent else {}
    except ValueError:
        raise Refused(400, "请求不是有效的JSON") from None
    if not isinstance(body, dict):
        raise Refused(400, "请求不是JSON对象")
    return body


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def sign_in_address(service: str) -> str:
    """Return the address of the sign-in page that leads on to `service`."""
    return f"/authui/login.html?{query_of(service)}"


def query_of(service: str) -> str:
    """Return how an address says where it leads on to."""
    return f"service={quote(service, safe='')}"


def _session(sandbox: Sandbox, request: Request, *, needs_token: bool) -> Session:
    session = sandbox.sessions.of(request.cookies)
    token = request.headers.get("x-console-token")
    if session is None or (needs_token and token != session.token):
        raise Refused(401, _NO_SESSION)
    if _expires(sandbox):
        sandbox.sessions.sign_out(session)
        raise Refused(401, _NO_SESSION)
    return session


def _expires(sandbox: Sandbox) -> bool:
    """Tell whether a session ends now: once, when as many requests as were asked for are over."""
    fault = sandbox.faults.get("session_expires")
    if fault is None or fault.count > fault.after:
        return False
    fault.count += 1
    return fault.count > fault.after


def _maybe_popup(sandbox: Sandbox, response: Response) -> None:
    fault = sandbox.faults.get("popup_anywhere")
    if fault is None:
        return
    fault.count += 1
    if fault.count % 7 == 3:
        response.headers["X-Popup"] = quote(_POPUP)
