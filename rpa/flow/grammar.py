"""What is wrong with the text of an expression, in words."""

from __future__ import annotations

import re

_FOREIGN = {
    "&": 'write "and" for &&',
    "!": 'write "not" for !',
    "?": 'write "a if condition else b" for ? :',
    "$": "names inside ${ } bear no $",
    "=": 'write "==" to compare',
}
_JINJA_SAYS = (
    (r"unexpected char '(.)' at \d+", 'the character {0} does not belong here'),
    (r"unexpected '?end of template'?(?:, expected '(.+?)')?\.?", "the expression breaks off"),
    (r"expected name or number", "a name is missing after the dot"),
    (r"expected token '(.+?)', got '(.+?)'", "{0} is missing before {1}"),
    (r"unexpected '(.+)'", "{0} does not belong here"),
    (r"invalid syntax for function call expression", "the arguments in ( ) are not in order"),
)  # fmt: skip


def in_plain_words(jinja_says: str, source: str) -> str:
    """Return our words for a syntax error of Jinja in the expression `source`."""
    sentence = next(
        (
            words.format(*(group or "" for group in found.groups()))
            for pattern, words in _JINJA_SAYS
            if (found := re.fullmatch(pattern, jinja_says))
        ),
        jinja_says,
    )
    if "the character" in sentence and sentence.split()[2] in "\"'":
        return "the quote is never closed"
    if source.startswith("{") and source.endswith("}"):
        return f"write one pair of braces: ${{{source.strip('{} ')}}}"
    hint = next((hint for sign, hint in _FOREIGN.items() if f" {sign} " in f" {sentence} "), "")
    return f"{sentence}; {hint}" if hint else sentence
