"""The application: which address is answered by what."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from rpa.sandbox.api.gateway import api_routes
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.web import (
    backdoor,
    codes,
    entrance,
    exports,
    portal,
    tables,
    verification,
    welcome,
)
from rpa.sandbox.web.backdoor import backdoor as back
from rpa.sandbox.web.endpoint import api
from rpa.sandbox.web.log import RequestLog
from rpa.sandbox.web.static import static


def create_app(sandbox: Sandbox) -> Starlette:
    """Return the application that serves a sandbox."""
    app = Starlette(
        middleware=[] if sandbox.settings.is_quiet else [Middleware(RequestLog)],
        routes=[
            Route("/", entrance.home),
            Route("/authui/login.html", entrance.login_page),
            Route("/authui/login", entrance.login, methods=["POST"]),
            Route("/authui/logout", welcome.logout, methods=["POST"]),
            Route("/authui/captcha.svg", entrance.captcha),
            Route("/authui/verify.html", verification.page),
            Route("/authui/verify", verification.verify, methods=["POST"]),
            Route("/authui/verify/code", verification.send_code, methods=["POST"]),
            Route("/partner/", entrance.partner),
            Route("/static/{path:path}", static),
            Route("/api/shell", api(portal.shell)),
            Route("/api/pages/{route:path}", api(portal.page)),
            Route("/api/agreement", api(portal.sign_agreement), methods=["POST"]),
            Route("/api/tables/{id}", api(tables.rows), methods=["POST"]),
            Route("/api/reveal/{id}", api(tables.reveal), methods=["POST"]),
            Route("/api/facts/{id}", api(tables.fact), methods=["POST"]),
            Route("/api/actions/{id}/{key}", api(tables.act), methods=["POST"]),
            Route("/api/codes", api(codes.send), methods=["POST"]),
            Route("/api/exports", api(exports.listed), methods=["GET"]),
            Route("/api/exports", api(exports.start), methods=["POST"]),
            Route(
                "/api/exports/{id}/file", api(exports.file, opened_on="/partner/#/export-records")
            ),
            *api_routes(sandbox),
            Route("/__truth__/{slug}.json", back(backdoor.truth)),
            Route("/__writes__.json", back(backdoor.writes)),
            Route("/__world__.json", back(backdoor.world)),
            Route("/__captcha__.json", back(backdoor.captcha)),
            Route("/__fault__", back(backdoor.faults)),
            Route("/__fault__/{name}", back(backdoor.start_fault), methods=["POST"]),
            Route("/__fault__/{name}", back(backdoor.end_fault), methods=["DELETE"]),
            Route("/__mutate__", back(backdoor.mutations)),
            Route("/__mutate__/{name}", back(backdoor.start_mutation), methods=["POST"]),
            Route("/__mutate__/{name}", back(backdoor.end_mutation), methods=["DELETE"]),
        ],
    )
    app.state.sandbox = sandbox
    return app
