"""Waits are on states of the page, and an act is judged by its effect."""

from __future__ import annotations

import pytest

from rpa.errors import ActWithoutEffect, DeadlinePassed

pytestmark = pytest.mark.browser


@pytest.fixture
def _in_a_new_session(page):
    """Let a page tell its first document from its second by what it has stored."""
    yield
    page.evaluate("sessionStorage.clear()")


@pytest.mark.parametrize("ask", ["call", "element"])
def test_a_question_is_asked_again_when_the_page_left_meanwhile(context, desk, surface_of, ask):
    page = context.new_page()
    page.add_init_script(
        """
        window[Symbol.for("rpa")].second = () => {
          if (sessionStorage.left) return document;
          sessionStorage.left = "yes";
          setTimeout(() => location.reload(), 0);
          return new Promise(() => {});
        };
        """
    )
    page.goto(desk.address)
    assert getattr(surface_of(of=page), ask)("second", None) is not None
    assert page.evaluate("sessionStorage.left") == "yes"
    page.close()


@pytest.mark.usefixtures("_in_a_new_session")
def test_a_wait_goes_on_in_the_next_document(show, surface):
    show(
        """
        const [came] = performance.getEntriesByType("navigation");
        window[Symbol.for("rpa")].isSecond = () => came.type === "reload";
        const leave = () => { sessionStorage.left = "yes"; location.reload(); };
        if (!sessionStorage.left) setTimeout(leave, 50);
        """
    )
    assert surface.until("isSecond", None)


def test_a_wait_that_is_in_vain_ends_in_time(show, surface, page):
    show("window[Symbol.for('rpa')].never = () => false;", "<p>here</p><b hidden>there</b>")
    assert not surface.until("never", None, within_s=0.1)
    assert not surface.appears(page.locator("b"), within_s=0.1)
    assert not surface.vanishes(page.locator("p"), within_s=0.1)


def test_a_last_look_is_free_when_the_time_is_over(show, surface_of, page):
    show("window[Symbol.for('rpa')].always = () => true;", "<p>here</p><b hidden>there</b>")
    surface = surface_of(limit_s=-1)
    assert surface.until("always", None)
    assert surface.appears(page.locator("p"))
    assert surface.vanishes(page.locator("b"))


def test_nothing_is_done_when_the_time_is_over(show, surface_of, page):
    show(body=BUTTON)
    with pytest.raises(DeadlinePassed) as caught:
        press(surface_of(limit_s=-1), page)
    assert str(caught.value) == "the step was not done within -1 s"
    assert page.evaluate("window.clicks") is None


BUTTON = """
<button onclick="clicked(++window.clicks || (window.clicks = 1))">press</button>
<p id=done hidden>done</p>
"""


def press(surface, page, **more):
    surface.ensure(
        "press",
        lambda left_ms: page.locator("button").click(timeout=left_ms),
        lambda within_s: surface.appears(page.locator("#done"), within_s=within_s),
        **more,
    )


def test_an_act_is_done_again_until_its_effect_is_seen(show, surface, page):
    show("window.clicked = (n) => { done.hidden = n < 3; };", BUTTON)
    press(surface, page)
    assert page.evaluate("clicks") == 3


def test_an_act_is_not_done_again_while_what_it_began_is_under_way(show, surface, page):
    show(
        """
        window.clicked = async () => {
          await fetch("/answer?after_ms=900");
          await fetch("/answer?after_ms=600");
          done.hidden = false;
        };
        """,
        BUTTON,
    )
    press(surface, page)
    assert page.evaluate("clicks") == 1


def test_a_spinner_says_that_something_is_under_way(show, surface, page):
    show(
        """
        window.clicked = () => {
          document.body.insertAdjacentHTML("beforeend", "<i class=ti3-loading-mask>…</i>");
          setTimeout(() => {
            done.hidden = false;
            document.querySelector("i").remove();
          }, 1200);
        };
        """,
        BUTTON,
    )
    press(surface, page)
    assert page.evaluate("clicks") == 1


def test_so_does_a_part_of_the_program_that_is_being_fetched(show, surface, page):
    show(
        """
        window.clicked = () => {
          const part = document.createElement("script");
          part.src = "/answer?after_ms=1200";
          part.onload = () => { done.hidden = false; };
          document.head.append(part);
        };
        """,
        BUTTON,
    )
    press(surface, page)
    assert page.evaluate("clicks") == 1


def test_what_was_under_way_before_an_act_does_not_hold_up_its_repetition(show, surface, page):
    show(
        'fetch("/answer?after_ms=3000"); window.clicked = (n) => { done.hidden = n < 2; };', BUTTON
    )
    press(surface, page)
    assert page.evaluate("clicks") == 2


def test_an_act_that_has_no_effect_in_time_is_an_error(show, surface_of, page):
    show("window.clicked = () => {};", BUTTON)
    with pytest.raises(ActWithoutEffect) as caught:
        press(surface_of(limit_s=1, patience_s=0.6), page)
    assert str(caught.value) == "press: no effect within 1 s; expected its effect"


def test_the_error_says_what_stood_in_the_way(show, surface_of, page):
    show(body=BUTTON + '<div id=veil style="position:fixed;inset:0"></div>')
    with pytest.raises(ActWithoutEffect) as caught:
        press(surface_of(limit_s=1), page, expected="the list")
    text = str(caught.value)
    assert text.startswith("press: no effect within 1 s; expected the list; the last try: not done")
    assert text.endswith(': <div id="veil"> is in the way')


def test_what_covers_for_a_while_is_waited_out(show, surface, page):
    show(
        "window.clicked = () => { done.hidden = false; }; setTimeout(() => veil.remove(), 900);",
        BUTTON + '<div id=veil style="position:fixed;inset:0"></div>',
    )
    press(surface, page)
    assert page.evaluate("clicks") == 1


def test_an_element_that_is_replaced_meanwhile_is_found_again(show, surface, page):
    show(
        """
        const rpa = window[Symbol.for("rpa")];
        let asked = 0;
        rpa.button = () => {
          const [button] = document.querySelectorAll("button");
          if (asked++ < 2) button.replaceWith(button.cloneNode(true));
          return button;
        };
        window.clicked = () => { done.hidden = false; };
        """,
        BUTTON,
    )
    surface.ensure(
        "press",
        lambda left_ms: surface.click("button", None, left_ms),
        lambda within_s: surface.appears(page.locator("#done"), within_s=within_s),
    )
    assert page.evaluate("clicks") == 1


def test_a_click_on_what_is_not_there_does_nothing(show, surface):
    show("window[Symbol.for('rpa')].nothing = () => null;")
    surface.click("nothing", None, 1000)


IDLE = {
    "a fetch": 'fetch("/answer?after_ms=300").then(() => { done.hidden = false; });',
    "a request of the old kind": """
        const request = new XMLHttpRequest();
        request.open("GET", "/answer?after_ms=300");
        request.onload = () => { done.hidden = false; };
        request.send();
    """,
    "one after the other": """
        fetch("/answer?after_ms=100").then((r) => r.json()).then(() => fetch("/answer?after_ms=200"))
          .then(() => { done.hidden = false; });
    """,
    "a spinner": """
        document.body.insertAdjacentHTML("beforeend", "<i class=ti3-loading-mask>…</i>");
        setTimeout(() => { document.querySelector("i").remove(); done.hidden = false; }, 300);
    """,
    "one that fails": 'fetch("/answer?after_ms=300&status=500").then(() => { done.hidden = false; });',
    "one that breaks off": """
        fetch("http://127.0.0.1:1/").catch(() => { done.hidden = false; });
    """,
}


@pytest.mark.parametrize("script", IDLE.values(), ids=IDLE)
def test_a_page_is_idle_when_nothing_is_under_way(show, surface, page, script):
    show(script, BUTTON)
    assert surface.wait_idle()
    assert page.locator("#done").is_visible()


def test_a_request_that_could_not_be_sent_is_not_waited_for(show, surface):
    show("try { new XMLHttpRequest().send(); } catch {}")
    assert surface.wait_idle(within_s=5)


def test_ignored_requests_do_not_count(show, surface_of):
    show(
        """
        const listen = async () => { for (;;) await fetch("/answer?after_ms=100&poll"); };
        listen();
        """
    )
    assert not surface_of().wait_idle(within_s=0.5)
    assert surface_of(ignored=("poll",)).wait_idle(within_s=5)


def test_the_page_gets_its_answers_unchanged(show, page):
    show()
    answer = "fetch('/answer?status=404').then(async (r) => [r.status, await r.json()])"
    assert page.evaluate(answer) == [404, {}]


def test_something_comes_or_the_page_rests_without_it(show, surface_of, page):
    show('fetch("/answer?after_ms=900").then(() => { done.hidden = false; });', BUTTON)
    surface = surface_of(limit_s=600)
    assert surface.comes(page.locator("#done"))
    assert not surface.comes(page.locator("#none"))
    assert not surface.goes(page.locator("#done"))
    assert surface.goes(page.locator("#none"))
