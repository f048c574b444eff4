"""Answers that end early because the connection does."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class CutResponse(Response):
    """Promises the whole body, sends half of it and hangs up.

    Not before the first byte: a browser sends a request again by itself, also one that changes
    something, when a connection that it has used before ends without any answer.
    """

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send what there will be of it."""
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
