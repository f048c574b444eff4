"""What may stand between a right password and the portal: captcha, second factor, another."""

from datetime import datetime, timedelta

import pytest

from rpa.sandbox.totp import code_of

RIGHT = {"form": "account", "account": "distributor", "password": "Sandbox@2026"}
WRONG_CAPTCHA = (400, {"error": "验证码错误", "captcha": True})
NOON = datetime(2026, 11, 23, 12)


def login(visitor, **more):
    answer = visitor.login(**RIGHT | more)
    return answer.status_code, answer.json()


def look(visitor):
    """Draw a captcha and return what a person would read."""
    visitor.ask("GET", "/authui/captcha.svg")
    return visitor.get("/__captcha__.json")["text"]


def verify(visitor, code, **more):
    answer = visitor.ask("POST", "/authui/verify", json={"code": code, **more})
    return answer.status_code, answer.json()


def test_a_captcha_is_drawn_and_its_text_stands_nowhere(visit):
    visitor = visit(account=None, faults=("captcha",))
    page = visitor.ask("GET", "/authui/login.html").text
    picture = visitor.ask("GET", "/authui/captcha.svg")
    text = visitor.get("/__captcha__.json")["text"]
    assert 'src="/authui/captcha.svg"' in page
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.headers["cache-control"] == "no-store"
    assert (len(text), "<text" in picture.text, text in picture.text) == (4, False, False)


def test_the_sign_in_page_hides_the_captcha_that_nobody_wants(visit):
    page = visit(account=None).ask("GET", "/authui/login.html").text
    assert '<div id="captchaRow" class="captcha-row" style="display:none">' in page
    assert "captcha.svg" not in page


def test_nobody_has_drawn_a_captcha_yet(visit):
    assert visit(account=None).get("/__captcha__.json") == {"text": None}


def test_only_the_right_captcha_signs_in_and_each_is_for_one_try(visit):
    visitor = visit(account=None, faults=("captcha",))
    assert login(visitor, captcha="ABCD") == WRONG_CAPTCHA
    first, second = look(visitor), look(visitor)
    assert login(visitor, captcha=first) == WRONG_CAPTCHA
    assert login(visitor, captcha=second) == WRONG_CAPTCHA
    assert login(visitor, captcha=look(visitor).lower())[0] == 200


def test_a_captcha_of_another_browser_does_not_count(visit):
    visitor = visit(account=None, faults=("captcha",))
    text = look(visitor)
    visitor.ask("GET", "/authui/captcha.svg", headers={"Cookie": "login_captcha=other"})
    assert login(visitor, captcha=text) == WRONG_CAPTCHA


def test_a_wrong_captcha_is_no_wrong_password(visit):
    visitor = visit(account=None, faults=("captcha",))
    for _ in range(6):
        login(visitor, captcha="")
    answer = login(visitor, password="wrong", captcha=look(visitor))
    assert answer == (401, {"error": "用户名或密码错误", "left": 4, "captcha": True})


def test_a_second_sign_in_of_an_account_ends_the_first(visit):
    visitor = visit(faults=("kick_out",))
    first = dict(visitor.headers)["x-console-token"]
    visitor.sign_in("manager")
    manager = dict(visitor.headers)["x-console-token"]
    visitor.sign_in("distributor")
    last = dict(visitor.headers)["x-console-token"]
    statuses = [
        visitor.ask(
            "GET",
            "/api/shell",
            headers={"X-Console-Token": token, "Cookie": f"console_session={token}"},
        ).status_code
        for token in (first, manager, last)
    ]
    assert statuses == [401, 200, 200]


def test_without_the_fault_two_may_be_signed_in(visit):
    visitor = visit()
    first = visitor.headers["x-console-token"]
    visitor.sign_in("distributor")
    headers = {"X-Console-Token": first, "Cookie": f"console_session={first}"}
    assert visitor.ask("GET", "/api/shell", headers=headers).status_code == 200


def test_the_virtual_mfa_is_asked_for_on_a_page_of_its_own(visit):
    clock = [NOON]
    visitor = visit(account=None, faults=("mfa",), clock=lambda: clock[-1])
    status, answer = login(visitor, service="/partner/#/home")
    address = "/authui/verify.html?service=%2Fpartner%2F%23%2Fhome"
    assert (status, answer) == (200, {"verify": address})
    assert visitor.ask("GET", "/partner/").status_code == 302
    page = visitor.ask("GET", address).text
    assert all(word in page for word in ("登录验证", "虚拟MFA", "verifyCodeInputId"))
    assert verify(visitor, "123456") == (401, {"error": "验证码错误"})
    code = code_of(int(NOON.timestamp()) // 30)
    status, answer = verify(visitor, code, service="/partner/#/home")
    token = answer.pop("token")
    assert (status, answer) == (
        200,
        {"next": "/partner/#/home", "trust_prompt": True, "bind_prompt": False},
    )
    visitor.headers["X-Console-Token"] = token
    assert visitor.get("/api/shell")["account"] == "distributor"


def test_the_code_of_the_last_sign_in_is_not_taken_again(visit):
    clock = [NOON]
    visitor = visit(account=None, faults=("mfa",), clock=lambda: clock[-1])
    window = int(NOON.timestamp()) // 30
    login(visitor)
    assert verify(visitor, code_of(window))[0] == 200
    login(visitor)
    assert verify(visitor, code_of(window)) == (401, {"error": "验证码已使用，请等待新的验证码"})
    clock.append(NOON + timedelta(seconds=30))
    assert verify(visitor, code_of(window + 1))[0] == 200


def test_a_wrong_password_is_asked_for_no_second_factor(visit):
    visitor = visit(account=None, faults=("mfa",))
    assert login(visitor, password="wrong") == (401, {"error": "用户名或密码错误", "left": 4})


@pytest.mark.parametrize("generation", [2023, 2024, 2025])
def test_a_code_by_sms_must_have_been_sent(visit, generation):
    visitor = visit(account=None, faults=("sms_login",), generation=generation)
    address = login(visitor)[1]["verify"]
    page = visitor.ask("GET", address).text
    assert all(word in page for word in ("登录验证", "短信验证码", "获取验证码"))
    assert verify(visitor, "123456") == (401, {"error": "验证码错误"})
    sent = visitor.ask("POST", "/authui/verify/code").json()
    assert (sent["message"][:9], sent["wait_s"]) == ("验证码已发送至13", 60)
    assert verify(visitor, "111111") == (401, {"error": "验证码错误"})
    assert verify(visitor, "123456")[0] == 200


def test_a_code_by_sms_may_be_too_old(visit):
    visitor = visit(account=None, faults=("sms_login", "code_expired"))
    login(visitor)
    visitor.ask("POST", "/authui/verify/code")
    assert verify(visitor, "123456") == (401, {"error": "验证码已过期"})


def test_nobody_verifies_who_has_not_signed_in(visit):
    visitor = visit(account=None, faults=("mfa",))
    page = visitor.ask("GET", "/authui/verify.html?service=%2Fpartner%2F")
    gone = {"error": "登录已失效，请重新登录"}
    assert (page.status_code, page.headers["location"]) == (
        302,
        "/authui/login.html?service=%2Fpartner%2F",
    )
    assert verify(visitor, "123456") == (410, gone)
    answer = visitor.ask("POST", "/authui/verify/code")
    assert (answer.status_code, answer.json()) == (410, gone)
