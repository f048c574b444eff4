"""Codes of the virtual MFA; the right ones are those that other implementations give."""

import pytest

from rpa.sandbox.totp import Totp, code_of


class Clock:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


def test_codes_are_those_of_every_authenticator():
    assert [code_of(window) for window in range(3)] == ["282760", "996554", "602287"]


def test_a_code_is_good_for_its_window_and_the_next():
    clock = Clock(0.0)
    answers = []
    for clock.now in (29.9, 30.0, 59.9, 60.0):
        answers.append(Totp(clock).problem("distributor", "282760"))
    assert answers == [None, None, None, "验证码错误"]


def test_a_code_opens_one_door_of_an_account_once():
    clock = Clock(45.0)
    totp = Totp(clock)
    used = "验证码已使用，请等待新的验证码"
    assert [totp.problem("distributor", code) for code in ("996554", "996554", "282760")] == [
        None,
        used,
        used,
    ]
    assert totp.problem("manager", "996554") is None
    clock.now = 61.0
    assert totp.problem("distributor", "602287") is None


@pytest.mark.parametrize("code", ["", "28276", "0282760", "２８２７６０"])
def test_what_is_no_code_is_wrong(code):
    assert Totp(Clock(30.0)).problem("distributor", code) == "验证码错误"
