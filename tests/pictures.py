"""How much of a picture is covered, told without a library for pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

GREY = bytes.fromhex("808080")
NARROWEST = 20


def covered(png: bytes) -> int:
    """Return in how many rows of its points a picture has a cover."""
    return sum(GREY * NARROWEST in row for row in _rows(png))


def _rows(png: bytes) -> Iterator[bytes]:
    """Yield the rows of a picture of three bytes a point, as browsers make them."""
    width, _, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 2)
    pixels, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            pixels += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, size = zlib.decompress(pixels), 3 * width
    above = bytes(size)
    for start in range(0, len(raw), size + 1):
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + size], above)
        yield above


def _unfiltered(way: int, filtered: bytes, above: bytes) -> bytes:
    row = bytearray(filtered)
    for at in range(len(row)) if way else ():
        left, up, corner = (row[at - 3], above[at], above[at - 3]) if at > 2 else (0, above[at], 0)
        if way == 4:
            near = left + up - corner
            guess = min((left, up, corner), key=lambda one: abs(near - one))
        else:
            guess = (0, left, up, (left + up) // 2)[way]
        row[at] = (row[at] + guess) & 255
    return bytes(row)
