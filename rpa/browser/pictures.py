"""Pictures of a page for comparing: taken without secrets, held against another by the browser."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from rpa.browser.artifacts import GREY, PASSWORDS
from rpa.browser.covering import marked
from rpa.secret import Redactor

_COMPARE = """async ([expected, found]) => {
    const pixels = async (picture) => {
        const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes]));
        const { width, height } = image;
        const pen = new OffscreenCanvas(width, height).getContext("2d");
        pen.drawImage(image, 0, 0);
        return { width, height, pen, shown: pen.getImageData(0, 0, width, height) };
    };
    const [one, other] = [await pixels(expected), await pixels(found)];
    const sizes = [one, other].map(({ width, height }) => [width, height]);
    if (`${sizes[0]}` !== `${sizes[1]}`) return { sizes, share: 1, picture: null };
    let count = 0;
    const [before, now] = [one.shown.data, other.shown.data];
    for (let at = 0; at < now.length; at += 4) {
        const apart = [0, 1, 2].some((rgb) => Math.abs(before[at + rgb] - now[at + rgb]) > 32);
        count += apart;
        for (const rgb of [0, 1, 2]) {
            const pale = 255 - (255 - now[at + rgb]) / 4;
            now[at + rgb] = apart ? [220, 0, 0][rgb] : pale;
        }
    }
    other.pen.putImageData(other.shown, 0, 0);
    const shown = new Uint8Array(await (await other.pen.canvas.convertToBlob()).arrayBuffer());
    const picture = btoa(Array.from(shown, (one) => String.fromCharCode(one)).join(""));
    return { sizes, share: count / (now.length / 4), picture };
}"""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much of two pictures is different, and where: red on a pale copy, if they are as large.

    `expected` and `found` are widths and heights.
    """

    share: float
    expected: tuple[int, int]
    found: tuple[int, int]
    picture: bytes | None


def picture_of(
    page: Page,
    of: Locator | None,
    redactor: Redactor,
    *,
    covered: Sequence[Locator],
    hidden: str,
    left_ms: float,
) -> bytes:
    """Take a picture of an element, or of what a window shows of the page.

    What is `covered` is grey, as are passwords and the texts that `redactor` knows; what the CSS
    selector `hidden` matches is not shown.
    """
    passwords = [frame.locator(one) for frame in page.frames for one in PASSWORDS]
    with marked(page, redactor, timeout_ms=left_ms) as secrets:
        return (of or page).screenshot(
            mask=[*covered, *passwords, *secrets],
            mask_color=GREY,
            style=f"{hidden} {{ visibility: hidden !important }}",
            animations="disabled",
            scale="css",
            timeout=left_ms,
        )


def compare(page: Page, expected: bytes, found: bytes) -> Difference:
    """Hold two pictures against each other; the browser that took them knows how to read them."""
    texts = [base64.b64encode(one).decode() for one in (expected, found)]
    seen = page.evaluate(_COMPARE, texts)
    picture = base64.b64decode(seen["picture"]) if seen["picture"] else None
    sizes = [(width, height) for width, height in seen["sizes"]]
    return Difference(seen["share"], sizes[0], sizes[1], picture)
