"""What only tests on this machine may ask: the truth, the writes, the faults, the mutations."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rpa.sandbox.faults import FAULTS, Activation, BadNumber, UnknownFault
from rpa.sandbox.mutations.catalog import MUTATIONS, UnknownMutation
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.catalog import NoSuchTruth, truth_of
from rpa.sandbox.truth.inputs import BadInput

Handler = Callable[[Sandbox, Request], Json]
_STATUS: dict[type[ValueError], int] = {
    UnknownFault: 404,
    UnknownMutation: 404,
    BadNumber: 400,
    NoSuchTruth: 404,
    BadInput: 400,
}


def backdoor(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a handler that answers this machine only."""

    async def endpoint(request: Request) -> Response:
        if not _is_local(request):
            return JSONResponse({"error": "only from this machine"}, 403)
        try:
            return JSONResponse(handler(request.app.state.sandbox, request))
        except tuple(_STATUS) as problem:
            return JSONResponse({"error": str(problem)}, _STATUS[type(problem)])

    return endpoint


def truth(sandbox: Sandbox, request: Request) -> Json:
    """Return what a perfect run of a flow holds."""
    inputs = dict(request.query_params)
    slug = request.path_params["slug"]
    return truth_of(slug, sandbox.world, sandbox.settings.role, inputs)


def writes(sandbox: Sandbox, _: Request) -> Json:
    """Return every accepted write."""
    return sandbox.writes.to_json()


def world(sandbox: Sandbox, _: Request) -> Json:
    """Return which replica this is, and what its data are made from."""
    settings = sandbox.settings
    return {
        "instance": sandbox.instance,
        "seed": settings.seed,
        "rows": settings.rows,
        "today": settings.today.isoformat(),
        "generation": settings.generation.year,
    }


def captcha(sandbox: Sandbox, _: Request) -> Json:
    """Return what the captcha that was drawn last reads, as a person would."""
    return {"text": sandbox.captchas.last_text}


def faults(sandbox: Sandbox, _: Request) -> Json:
    """Return all faults, and which of them are on."""
    return {
        "faults": [
            {
                "name": fault.name,
                "about": fault.about,
                "active": sandbox.faults.is_on(fault.name),
            }
            | _number(fault.name, sandbox.faults.get(fault.name))
            for fault in FAULTS.values()
        ]
    }


def start_fault(sandbox: Sandbox, request: Request) -> Json:
    """Switch a fault on."""
    name = request.path_params["name"]
    fault = sandbox.faults.start(name, request.query_params.get("after"))
    return {"name": name, "active": True} | _number(name, fault)


def _number(name: str, fault: Activation | None) -> Json:
    default = FAULTS[name].after
    return {} if default is None else {"after": fault.after if fault else default}


def end_fault(sandbox: Sandbox, request: Request) -> Json:
    """Switch a fault off."""
    sandbox.faults.end(request.path_params["name"])
    return {"name": request.path_params["name"], "active": False}


def mutations(sandbox: Sandbox, _: Request) -> Json:
    """Return all mutations, and which of them are on."""
    return {
        "mutations": [
            {
                "name": one.name,
                "where": str(one.where),
                "what": one.what,
                "active": one in sandbox.mutations.on,
            }
            for one in MUTATIONS.values()
        ]
    }


def start_mutation(sandbox: Sandbox, request: Request) -> Json:
    """Switch a mutation on; pages that are open show it when they are loaded again."""
    name = request.path_params["name"]
    sandbox.mutations = sandbox.mutations.and_on(name)
    return {"name": name, "active": True}


def end_mutation(sandbox: Sandbox, request: Request) -> Json:
    """Switch a mutation off."""
    name = request.path_params["name"]
    sandbox.mutations = sandbox.mutations.but_not(name)
    return {"name": name, "active": False}


def _is_local(request: Request) -> bool:
    """Tell whether it comes from here and was meant for here: a name may point anywhere."""
    try:
        is_from_here = request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        is_from_here = False
    return is_from_here and request.url.hostname in {"127.0.0.1", "localhost", "::1"}
