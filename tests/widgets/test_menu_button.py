"""A button's list is opened, and one item of it is clicked, once."""

from __future__ import annotations

import pytest

from rpa.errors import ActWithoutEffect
from rpa.widgets import menu_button
from rpa.widgets.menu_button import ButtonMissing, ItemMissing

pytestmark = pytest.mark.browser

START = """
import { attachMenu } from "/static/ti/menu.js";
window.acts = [];
const item = (label, more) => ({ label, act: () => acts.push(label), ...more });
const items = [item("导出当前列表"), item("导出全部"), item("导出账单", { disabled: true })];
const add = (label, list) => {
  const host = document.createElement("ti-menu");
  host.innerHTML = `<button class="ti3-btn ti3-menu-toggle-menu">${label}</button>`;
  document.body.append(host);
  attachMenu(host, host.firstElementChild, () => list);
  return host.firstElementChild;
};
const toggle = add("导出", items);
const other = add("账号", [item("导出全部"), item("退出登录")]);
const press = (one) => one.dispatchEvent(new MouseEvent("mousedown", { button: 0, bubbles: true }));
"""


@pytest.fixture
def toggle(page):
    return page.get_by_role("button", name="导出")


def acts(page) -> list[str]:
    return page.evaluate("acts")


def panels(page) -> int:
    return page.locator("ti-drop").filter(visible=True).count()


def test_an_item_is_clicked(show, surface, page, toggle):
    show(START)
    menu_button.choose(surface, toggle, ["全部导出", "导出 全部"])
    assert (acts(page), panels(page)) == (["导出全部"], 0)


def test_one_may_choose_again(show, surface, page, toggle):
    show(START)
    for word in ("导出全部", "导出当前列表"):
        menu_button.choose(surface, toggle, [word])
    assert acts(page) == ["导出全部", "导出当前列表"]


def test_a_swallowed_press_is_repeated(show, surface, page, toggle):
    show(
        START
        + """
        let lost = 0;
        toggle.addEventListener("mousedown", (event) => {
          if (lost++ < 2) event.stopImmediatePropagation();
        }, true);
        """
    )
    menu_button.choose(surface, toggle, ["导出全部"])
    assert acts(page) == ["导出全部"]


def test_a_list_that_is_fetched_when_it_is_opened_is_not_closed_again(show, surface, page, toggle):
    show(
        START
        + """
        window.presses = 0;
        toggle.addEventListener("mousedown", async (event) => {
          presses += 1;
          if (!event.isTrusted) return;
          event.stopImmediatePropagation();
          await fetch("/answer?after_ms=1200");
          press(toggle);
        }, true);
        """
    )
    menu_button.choose(surface, toggle, ["导出全部"])
    assert (acts(page), page.evaluate("presses")) == (["导出全部"], 2)


def test_another_list_that_is_open_is_not_mistaken_for_it(show, surface, page, toggle):
    show(START + "press(other);")
    assert panels(page) == 1
    menu_button.choose(surface, toggle, ["导出当前列表"])
    assert acts(page) == ["导出当前列表"]


def test_its_own_list_may_be_open_already(show, surface, page, toggle):
    show(START + "press(toggle);")
    menu_button.choose(surface, toggle, ["导出全部"])
    assert acts(page) == ["导出全部"]


def test_an_item_is_clicked_once_though_nothing_seems_to_happen(show, surface, page, toggle):
    show(START + "items[1].act = () => { acts.push('click'); press(toggle); };")
    menu_button.choose(surface, toggle, ["导出全部"])
    assert acts(page) == ["click"]


def test_a_missing_item_is_an_error_that_closes_the_list(show, surface, page, toggle):
    show(START)
    with pytest.raises(ItemMissing) as caught:
        menu_button.choose(surface, toggle, ["导出明细"])
    assert str(caught.value) == (
        '导出明细 is not in the list; did you mean "导出账单" or "导出全部"?'
    )
    assert (acts(page), panels(page)) == ([], 0)


def test_a_greyed_out_item_is_an_error_that_closes_the_list(show, surface, page, toggle):
    show(START)
    with pytest.raises(ItemMissing) as caught:
        menu_button.choose(surface, toggle, ["导出账单"])
    assert str(caught.value) == "导出账单 is greyed out"
    assert (acts(page), panels(page)) == ([], 0)


def test_a_missing_button_is_an_error_at_once(show, surface_of, toggle):
    show()
    with pytest.raises(ButtonMissing) as caught:
        menu_button.choose(surface_of(limit_s=600), toggle, ["导出全部"])
    assert str(caught.value) == (
        "导出全部: the button with the list that holds it is not on the page"
    )


def test_a_list_that_never_opens_is_an_error(show, surface_of, toggle):
    show(START + "toggle.replaceWith(toggle.cloneNode(true));")
    with pytest.raises(ActWithoutEffect) as caught:
        menu_button.choose(surface_of(limit_s=1.2), toggle, ["导出全部"])
    assert str(caught.value).startswith(
        "open the list of 导出全部: no effect within 1.2 s; expected the list"
    )
