"""Captchas: four characters drawn as strokes, so that no text of them stands anywhere."""

import secrets

from rpa.sandbox.world.randomness import Chance, stream

_LENGTH = 4
_STROKES = {
    "A": "M0 6L2 0L4 6M.8 4H3.2",
    "C": "M4 1Q2-1 .5 1.5Q-.6 3.5 .8 5.2Q2.4 6.8 4 5",
    "E": "M4 0H0V6H4M0 3H3",
    "F": "M4 0H0V6M0 3H3",
    "H": "M0 0V6M4 0V6M0 3H4",
    "K": "M0 0V6M4 0L0 3.4L4 6",
    "L": "M0 0V6H4",
    "M": "M0 6V0L2 3L4 0V6",
    "N": "M0 6V0L4 6V0",
    "P": "M0 6V0H2.6Q4 0 4 1.6T2.6 3.2H0",
    "R": "M0 6V0H2.6Q4 0 4 1.6T2.6 3.2H0M2 3.2L4 6",
    "T": "M0 0H4M2 0V6",
    "U": "M0 0V4Q0 6 2 6T4 4V0",
    "W": "M0 0L1 6L2 2.5L3 6L4 0",
    "X": "M0 0L4 6M4 0L0 6",
    "Y": "M0 0L2 3L4 0M2 3V6",
    "3": "M0 .4Q3.9-.8 3.9 1.5T1.5 2.9Q4 2.9 4 4.5T0 5.6",
    "4": "M3 6V0L0 4H4",
    "7": "M0 0H4L1.2 6",
}
_CHARACTERS = "".join(_STROKES)
_COLOURS = ("#1f4e8c", "#8c1f3a", "#2c6e49", "#5b3a8c")


class Captchas:
    """All captchas that wait for an answer; each takes one."""

    def __init__(self, seed: int) -> None:
        self._seed, self._drawn = seed, 0
        self._texts: dict[str, str] = {}
        self.last_text: str | None = None

    def draw(self) -> tuple[str, str]:
        """Return the name of a new captcha, and its picture as SVG."""
        self._drawn += 1
        rng = stream(self._seed, f"captchas/{self._drawn}")
        text = "".join(rng.one_of(_CHARACTERS) for _ in range(_LENGTH))
        name = secrets.token_hex(8)
        self._texts[name] = self.last_text = text
        return name, _picture(rng, text)

    def accepts(self, name: str, text: str) -> bool:
        """Tell whether this is what the captcha reads, which one may try once."""
        right = self._texts.pop(name, None)
        return right is not None and text.strip().upper() == right


def _picture(rng: Chance, text: str) -> str:
    letters = (_letter(rng, one, 14 + 26 * place) for place, one in enumerate(text))
    lines = (_line(rng) for _ in range(5))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="44" viewBox="0 0 120 44">'
        '<rect width="120" height="44" fill="#eef1f5"/>'
        f'<g fill="none" stroke-linecap="round">{"".join([*letters, *lines])}</g></svg>'
    )


def _letter(rng: Chance, letter: str, left: int) -> str:
    top, turn = 11 + rng.between(-3, 5), rng.between(-18, 19)
    return (
        f'<path d="{_STROKES[letter]}" stroke="{rng.one_of(_COLOURS)}" stroke-width=".8" '
        f'transform="translate({left} {top}) rotate({turn}) scale(3.8)"/>'
    )


def _line(rng: Chance) -> str:
    ends = (rng.between(0, 120), rng.between(0, 44), rng.between(0, 120), rng.between(0, 44))
    path = "M{} {}L{} {}".format(*ends)
    return f'<path d="{path}" stroke="{rng.one_of(_COLOURS)}" stroke-width="1" opacity=".45"/>'
