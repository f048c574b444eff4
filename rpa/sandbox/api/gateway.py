"""The way in to the API: who calls, how often, and in which form errors are answered."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rpa.sandbox.api.asked import Asked, Denied
from rpa.sandbox.api.keys import SECRET_KEY, role_of
from rpa.sandbox.api.operations import OPERATIONS, Operation
from rpa.sandbox.api.signature import Signed, problem_of, read_claim
from rpa.sandbox.api.throttle import Throttle
from rpa.sandbox.api.tokens import NoToken, Token, Tokens
from rpa.sandbox.refusal import Refused
from rpa.sandbox.roles import Role
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.sessions import Session
from rpa.sandbox.web.endpoint import Call, json_body
from rpa.sandbox.web.writing import carried_out

_TROUBLES = (
    Denied(429, "APIGW.0308", "The throttling threshold has been reached"),
    Denied(406, "CBC.0250", "The access frequency is too high."),
    Denied(500, "CBC.0999", "Other errors."),
)
"""What the fault `api_fails` answers, one after the other."""
_CONFLICT = Denied(200, "CBC.0999", "The system is busy. Try again later.")


def api_routes(sandbox: Sandbox) -> list[Route]:
    """Return the routes of the API of a sandbox."""
    gateway = Gateway(sandbox)
    tokens = Route("/v3/auth/tokens", gateway.give_token, methods=["POST"])
    return [tokens, *(gateway.route(one) for one in OPERATIONS)]


class Gateway:
    """Whoever calls the API is known by a signature or a token, and judged by the real clock."""

    def __init__(
        self,
        sandbox: Sandbox,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sandbox, self._now = sandbox, now
        self.tokens = Tokens(sandbox, now)
        self._throttle = Throttle(clock_s)

    def route(self, operation: Operation) -> Route:
        """Return the route of an operation."""

        async def endpoint(request: Request) -> Response:
            try:
                return await self._answer(operation, request)
            except Denied as denied:
                return JSONResponse(denied.body, denied.status)
            except Refused as refusal:
                message = refusal.body["error"]
                body = {"error_code": "CBC.0100", "error_msg": message}
                return JSONResponse(body, 400 if refusal.status < 500 else 500)

        return Route(operation.path, endpoint, methods=[operation.method])

    async def give_token(self, request: Request) -> Response:
        """Give a token for a password."""
        try:
            token = self.tokens.give(await json_body(request))
        except NoToken as problem:
            return JSONResponse(problem.body, problem.status)
        except Refused as refusal:
            return JSONResponse({"error": {"code": 400, **refusal.body}}, 400)
        return JSONResponse(_told(token), 201, {"X-Subject-Token": token.text})

    async def _answer(self, operation: Operation, request: Request) -> Response:
        role = await self._caller(request)
        self._check(operation, role, request)
        asked = Asked(self._sandbox, role, await _given(request))
        call = Call(self._sandbox, Session("", role), {}, {}, {})
        answer = await carried_out(call, lambda clerk: operation.answer(asked, clerk))
        if isinstance(answer, Response):
            return answer
        return JSONResponse(answer) if answer else Response(status_code=204)

    async def _caller(self, request: Request) -> Role:
        if token := request.headers.get("x-auth-token"):
            if role := self.tokens.role_of(token):
                return role
            raise Denied(401, "CBC.0154", "x_auth_token is expired")
        claim = read_claim(request.headers.get("authorization", ""))
        if claim is None:
            raise _unknown_caller("authorization is missing or of an unknown kind")
        role = role_of(claim.access_key)
        if role is None:
            raise _unknown_caller("the access key does not exist")
        if problem := problem_of(await _signed(request), claim, SECRET_KEY, self._now()):
            raise _unknown_caller(problem)
        return role

    def _check(self, operation: Operation, role: Role, request: Request) -> None:
        """Refuse who calls too often or may not call at all, and whom a fault strikes."""
        host = request.client.host if request.client else ""
        if not self._throttle.admits((host, operation.name, role.tenant)):
            raise _TROUBLES[0]
        if role.only_reseller:
            raise Denied(403, "CBC.0151", "Access denied.")
        fault = self._sandbox.faults.get("api_fails")
        if fault and fault.count < len(_TROUBLES):
            fault.count += 1
            raise _TROUBLES[fault.count - 1]
        if self._sandbox.faults.is_on("api_busy"):
            raise _CONFLICT


def _unknown_caller(why: str) -> Denied:
    message = f"Incorrect IAM authentication information: {why}"
    return Denied(401, "APIGW.0301", message)


async def _signed(request: Request) -> Signed:
    return Signed(
        method=request.method,
        path=request.url.path,
        query=request.query_params.multi_items(),
        headers=dict(request.headers),
        body=await request.body(),
    )


async def _given(request: Request) -> Mapping[str, Any]:
    """Return the parameters of path, query and body; one of the query may come several times."""
    query = request.query_params
    several = {name: query.getlist(name) for name in query}
    one_or_more = {name: found if len(found) > 1 else found[0] for name, found in several.items()}
    return {**one_or_more, **await json_body(request), **request.path_params}


def _told(token: Token) -> dict[str, Any]:
    role = token.role
    return {
        "token": {
            "methods": ["password"],
            "issued_at": _stamp(token.at),
            "expires_at": _stamp(token.expires_at),
            "user": {"name": role.name, "domain": {"name": role.tenant}},
            "domain": {"name": role.tenant},
            "roles": [],
            "catalog": [],
        }
    }


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
