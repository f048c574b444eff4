"""The fault `session_expires`: when a session ends, and what the browser gets then."""

import pytest

ENDED = (401, {"error": "会话已失效，请重新登录"})
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def shells(visitor, count):
    return [visitor.ask("GET", "/api/shell").status_code for _ in range(count)]


@pytest.mark.parametrize(("fault", "after"), [("session_expires", 20), ("session_expires=3", 3)])
def test_a_session_ends_after_so_many_requests_and_stays_ended(visit, fault, after):
    visitor = visit(faults=(fault,))
    assert shells(visitor, after + 3) == [200] * after + [401] * 3


def test_it_strikes_once_and_whoever_signs_in_again_is_left_alone(visit):
    visitor = visit(faults=("session_expires=0",))
    assert shells(visitor, 1) == [401]
    visitor.sign_in("distributor")
    assert shells(visitor, 25) == [200] * 25


def test_it_counts_from_when_it_was_started_the_requests_of_all(visit):
    visitor = visit()
    shells(visitor, 5)
    visitor.post("/__fault__/session_expires?after=2")
    visitor.get("/__writes__.json")
    visitor.ask("GET", "/api/shell", headers={"Cookie": "console_session=stranger"})
    assert shells(visitor, 1) == [200]
    visitor.sign_in("manager")
    assert shells(visitor, 2) == [200, 401]
    visitor.post("/__fault__/session_expires?after=0")
    visitor.sign_in("manager")
    assert shells(visitor, 1) == [401]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/shell"),
        ("GET", "/api/pages/sales/coupons"),
        ("POST", "/api/agreement"),
        ("POST", "/api/tables/issued-coupons"),
        ("POST", "/api/reveal/issued-coupons"),
        ("POST", "/api/facts/basic-profile"),
        ("POST", "/api/actions/issued-coupons/recall"),
        ("POST", "/api/codes"),
        ("POST", "/api/exports"),
        ("GET", "/api/exports"),
        ("GET", "/api/exports/1/file"),
    ],
)
def test_a_session_may_end_anywhere(visit, method, path):
    answer = visit(faults=("session_expires=0",)).ask(method, path)
    assert (answer.status_code, answer.json()) == ENDED


def test_a_browser_that_opens_a_file_is_led_to_the_sign_in_page_and_back(visit):
    visitor = visit(faults=("session_expires=0",))
    answer = visitor.ask("GET", "/api/exports/1/file", headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (
        302,
        "/authui/login.html?service=%2Fpartner%2F%23%2Fexport-records",
    )
    assert visitor.ask("GET", "/partner/").status_code == 302
