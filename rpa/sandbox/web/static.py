"""The files of the front-end, out of memory; a script comes with all that it imports."""

from functools import cache
from importlib.resources import files
from mimetypes import guess_type

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rpa.sandbox.web.bundle import bundle

_ROOT = files("rpa.sandbox") / "static"


async def static(request: Request) -> Response:
    """Answer with a file, which the browser may keep."""
    try:
        content, media_type = _file(request.path_params["path"])
    except OSError:
        raise HTTPException(404) from None
    return Response(content, media_type=media_type, headers={"cache-control": "max-age=3600"})


@cache
def _file(path: str) -> tuple[bytes, str | None]:
    content = bundle(path, _text).encode() if path.endswith(".js") else _read(path)
    return content, guess_type(path)[0]


def _text(path: str) -> str:
    return _read(path).decode()


def _read(path: str) -> bytes:
    parts = path.split("/")
    if ".." in parts or "" in parts:
        raise FileNotFoundError(path)
    return _ROOT.joinpath(*parts).read_bytes()
