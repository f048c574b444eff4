from datetime import datetime, timedelta

import pytest

from rpa.sandbox.roles import ROLES

PASSWORD = "Sandbox@2026"
START = datetime(2026, 11, 23, 15, 30)
LOCKED = (423, {"error": "账号已锁定，请15分钟后重试"})


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now


def attempt(visitor, password="wrong", account="distributor"):
    answer = visitor.login(form="account", account=account, password=password)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("account", ROLES)
def test_every_role_signs_in_with_the_account_form(visit, account):
    shell = visit(account=account).get("/api/shell")
    assert (shell["role"], shell["account"]) == (account, account)


@pytest.mark.parametrize(
    ("tenant", "user", "role"),
    [
        ("distributor", "manager", "manager"),
        ("distributor", "supervisor", "supervisor"),
        ("distributor", "distributor", "distributor"),
        ("solution", "solution", "solution"),
    ],
)
def test_members_sign_in_with_the_iam_form(visit, tenant, user, role):
    visitor = visit(account=None)
    answer = visitor.login(form="iam", account=tenant, user=user, password=PASSWORD).json()
    visitor.headers["X-Console-Token"] = answer["token"]
    assert visitor.get("/api/shell")["role"] == role


@pytest.mark.parametrize(
    "body",
    [
        {"form": "account", "account": "nobody", "password": PASSWORD},
        {"form": "iam", "account": "solution", "user": "manager", "password": PASSWORD},
        {"form": "iam", "account": "distributor", "user": "reseller", "password": PASSWORD},
        {"form": "account"},
    ],
)
def test_who_is_not_known_is_told_the_same_as_who_mistypes(visit, body):
    answer = visit(account=None).login(**body)
    assert (answer.status_code, answer.json()) == (401, {"error": "用户名或密码错误", "left": 4})


def test_five_failures_lock_the_account_for_fifteen_minutes(visit):
    clock = Clock()
    visitor = visit(account=None, clock=clock)
    wrong = [attempt(visitor) for _ in range(5)]
    assert wrong[:4] == [(401, {"error": "用户名或密码错误", "left": n}) for n in (4, 3, 2, 1)]
    assert wrong[4] == LOCKED
    clock.now += timedelta(minutes=14, seconds=59)
    assert attempt(visitor, PASSWORD) == LOCKED
    clock.now += timedelta(seconds=1)
    assert attempt(visitor, PASSWORD)[0] == 200


def test_a_locked_account_locks_no_other(visit):
    visitor = visit(account=None)
    for _ in range(5):
        attempt(visitor)
    assert attempt(visitor, PASSWORD, "solution")[0] == 200


def test_failures_of_long_ago_do_not_count(visit):
    clock = Clock()
    visitor = visit(account=None, clock=clock)
    for _ in range(4):
        attempt(visitor)
    clock.now += timedelta(minutes=15)
    assert attempt(visitor) == (401, {"error": "用户名或密码错误", "left": 4})


def test_success_forgives_earlier_failures(visit):
    visitor = visit(account=None)
    for _ in range(4):
        attempt(visitor)
    assert attempt(visitor, PASSWORD)[0] == 200
    assert attempt(visitor)[1]["left"] == 4


def test_the_token_must_be_in_the_cookie_and_in_the_header(visit):
    visitor = visit()
    assert visitor.ask("GET", "/api/shell").status_code == 200
    token = visitor.headers.pop("X-Console-Token")
    assert visitor.ask("GET", "/api/shell").status_code == 401
    other = visit()
    assert other.ask("GET", "/api/shell", headers={"X-Console-Token": token}).status_code == 401
    stranger = visit(account=None)
    answer = stranger.ask("GET", "/api/shell", headers={"X-Console-Token": token})
    assert (answer.status_code, answer.json()) == (401, {"error": "会话已失效，请重新登录"})


def test_the_session_cookie_is_kept_from_scripts(visit):
    answer = visit(account=None).login(form="account", account="manager", password=PASSWORD)
    cookie = answer.headers["set-cookie"]
    assert cookie == (f"console_session={answer.json()['token']}; HttpOnly; Path=/; SameSite=lax")


def test_signing_out_ends_the_session(visit):
    visitor = visit()
    visitor.post("/authui/logout")
    assert visitor.ask("GET", "/api/shell").status_code == 401


def test_the_browser_is_asked_to_be_trusted_at_the_first_sign_in_only(visit):
    visitor = visit(account=None)
    iam = {"form": "iam", "account": "distributor", "user": "manager", "password": PASSWORD}
    account = {"form": "account", "account": "solution", "password": PASSWORD}
    prompts = [
        (answer["trust_prompt"], answer["bind_prompt"])
        for answer in (visitor.login(**body).json() for body in (iam, iam, account, account))
    ]
    assert prompts == [(False, True), (False, False), (True, False), (False, False)]


@pytest.mark.parametrize(
    ("service", "next_path"),
    [
        ("/partner/#/home", "/partner/#/home"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
    ],
)
def test_signing_in_leads_to_a_page_of_this_site_only(visit, service, next_path):
    answer = visit(account=None).login(
        form="account", account="manager", password=PASSWORD, service=service
    )
    assert answer.json()["next"] == next_path
