"""A secret shows itself nowhere but where it is revealed."""

from __future__ import annotations

from rpa.secret import MASK, Redactor, Secret


def test_a_secret_is_masked_however_it_is_shown():
    secret = Secret("Sandbox@2026")
    assert [str(secret), repr(secret), f"{secret}", f"{[secret]}"] == [
        MASK,
        f"Secret({MASK})",
        MASK,
        f"[Secret({MASK})]",
    ]
    assert secret.reveal() == "Sandbox@2026"


def test_a_redactor_takes_out_what_it_learned_longest_first():
    redactor = Redactor()
    for text in ("pass", "password-1"):
        redactor.learn(Secret(text))
    assert redactor.clean("password-1 and pass") == f"{MASK} and {MASK}"
    assert redactor.texts == {"pass", "password-1"}


def test_a_very_short_text_is_left_since_it_would_blot_out_innocent_words():
    redactor = Redactor()
    redactor.learn("ab")
    assert redactor.clean("about") == "about"
