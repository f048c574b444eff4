"""Mutations that live in the browser, each beside the portal as it should be."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from rpa.browser.driver import running_driver
from rpa.browser.find import find_browser

pytestmark = pytest.mark.browser

BODY = {"form": "account", "account": "distributor", "password": "Sandbox@2026"}
OFF_AND_ON = pytest.mark.parametrize("is_on", [False, True])


@pytest.fixture(scope="module")
def signed_in(tmp_path_factory, replicas):
    """Return a context that has signed in to a replica of its own, and the replica's address."""
    address, choice = replicas(rows=239).address, find_browser()
    program = choice.shell or choice.executable
    with (
        running_driver(tmp_path_factory.mktemp("driver"), None) as driver,
        driver.chromium.launch(executable_path=program, args=["--no-sandbox"]) as browser,
        browser.new_context(base_url=address) as context,
    ):
        token = context.request.post("authui/login", data=BODY).json()["token"]
        context.add_init_script(f"sessionStorage.setItem('console_token', '{token}')")
        context.set_default_timeout(10_000)
        yield context, address


@pytest.fixture
def shown(signed_in):
    """Return the act of showing a page, with a mutation if it is on."""
    context, address = signed_in

    @contextmanager
    def show(mutation: str, is_on: bool, route: str) -> Iterator:
        switch = f"{address}__mutate__/{mutation}"
        if is_on:
            urlopen(Request(switch, method="POST")).close()
        with context.new_page() as page:
            yield page, lambda: page.goto(f"partner/#/{route}")
        if is_on:
            urlopen(Request(switch, method="DELETE")).close()

    return show


def asked_by(page, table, act):
    """Return the conditions that an act asks a table with, when that has been answered."""
    with page.expect_response(f"**/api/tables/{table}") as answer:
        act()
    return answer.value.request.post_data_json["filters"]


@OFF_AND_ON
def test_the_agreement_can_be_submitted_unticked(shown, is_on):
    with shown("agreement_unticked", is_on, "home") as (page, go):
        go()
        button = page.get_by_role("button", name="提交")
        expect(button).to_be_enabled(enabled=is_on)
        expect(page.get_by_role("checkbox")).not_to_be_checked()


@OFF_AND_ON
def test_a_query_shows_what_the_one_before_found(shown, is_on):
    with shown("stale_query", is_on, "sales/customer-orders") as (page, go):
        asked_by(page, "customer-orders", go)
        page.locator("input.ti3-text-input").first.fill("nobody")
        search = page.get_by_role("button", name="查询")
        asked = [asked_by(page, "customer-orders", search.click) for _ in range(2)]
        assert [one.get("customer") for one in asked] == [None if is_on else "nobody", "nobody"]


@OFF_AND_ON
def test_reset_leaves_a_field_as_it_is(shown, is_on):
    with shown("reset_keeps_field", is_on, "sales/customer-expenditure?tab=details") as (page, go):
        go()
        names = page.locator("input.ti3-text-input")
        names.nth(0).fill("a name")
        names.nth(1).fill("an account")
        page.get_by_role("button", name="重置").click()
        expect(names.nth(0)).to_have_value("a name" if is_on else "")
        expect(names.nth(1)).to_have_value("")


@OFF_AND_ON
def test_reset_loses_what_a_field_held_at_first(shown, is_on):
    with shown("reset_loses_default", is_on, "sales/customer-expenditure") as (page, go):
        filters = asked_by(page, "expenditure-by-payment-method", go)
        reset = page.get_by_role("button", name="重置")
        assert filters == {"month": "2026-11", "association": "全部"}
        assert asked_by(page, "expenditure-by-payment-method", reset.click) == (
            {} if is_on else filters
        )


@OFF_AND_ON
def test_the_pager_ends_one_page_early(shown, is_on):
    with shown("last_page_unreachable", is_on, "sales/coupons?tab=issued") as (page, go):
        with page.expect_response("**/api/tables/issued-coupons") as answer:
            go()
        last = -(-answer.value.json()["total"] // 10)
        expect(page.locator("a.ti3-pag-page").last).to_have_text(str(last - is_on))


@OFF_AND_ON
def test_an_error_is_written_to_the_console(shown, is_on):
    with shown("console_error", is_on, "sales/revenue") as (page, go):
        errors = []
        page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
        go()
        expect(page.locator("tbody tr").first).to_be_visible()
        error = "ERROR TypeError: Cannot read properties of undefined (reading 'length')"
        assert errors == [error] * is_on


@OFF_AND_ON
def test_an_error_is_not_caught(shown, is_on):
    with shown("uncaught_error", is_on, "sales/exclusive-offers") as (page, go):
        errors = []
        page.on("pageerror", lambda one: errors.append(one.message))
        go()
        expect(page.locator("tbody tr").first).to_be_visible()
        assert errors == ["Cannot read properties of undefined (reading 'length')"] * is_on


@OFF_AND_ON
def test_a_request_fails_in_the_background(shown, is_on):
    with shown("failed_request", is_on, "sales/opportunities") as (page, go):
        failed = []
        page.on("response", lambda one: failed.append(one.status) if one.status > 399 else None)
        go()
        expect(page.locator("tbody tr").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert failed == [500] * is_on


@OFF_AND_ON
def test_a_form_is_submitted_twice(shown, is_on):
    with shown("submitted_twice", is_on, "sales/issue-coupons") as (page, go):
        go()
        expect(page.locator(".page-title, .page-empty").first).to_be_visible()
        sent = []
        page.on("request", lambda one: sent.append(one.url.rpartition("/api/")[2]))
        submit = "/api/actions/issue-coupons/submit"
        page.evaluate("path => fetch(path, {method: 'POST'}).then(() => 0)", submit)
        assert sent == [submit.removeprefix("/api/")] * (1 + is_on)
