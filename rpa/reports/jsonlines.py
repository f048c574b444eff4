"""The events of a run as lines of JSON, for programs that start runs."""

from __future__ import annotations

import json
from typing import TextIO

from rpa.events import Event, as_json


class JsonLines:
    """Prints each event it is called with as one line; the last is `run_finished`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, event: Event) -> None:
        """Print one event, at once."""
        # Plain ASCII, so that no terminal's or pipe's encoding can garble or refuse it.
        self._stream.write(json.dumps(as_json(event)) + "\n")
        self._stream.flush()
