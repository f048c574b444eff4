"""A line on stderr for each request; addresses only, never what was asked or answered."""

import sys

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class RequestLog:
    """Writes method, path and status of all that passes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, and note the status."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                sys.stderr.write(f"{scope['method']} {scope['path']} {message['status']}\n")
            await send(message)

        await self._app(scope, receive, noted)
