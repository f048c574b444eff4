"""`rpa sandbox` says what keeps it from starting."""

from __future__ import annotations

import socket

from tests.cli.conftest import Rpa


def test_a_port_in_use_is_said_in_one_sentence(rpa_process: Rpa):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        said = rpa_process("sandbox", "--port", str(port))
    assert said == (
        5,
        "",
        (
            f"rpa sandbox: port {port} is in use; end what runs there, or choose another with "
            "--port (0 takes a free one)\n"
        ),
    )
