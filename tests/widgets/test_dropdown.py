"""An option is chosen by its wording, however the list is drawn, and the control shows it."""

from __future__ import annotations

import pytest

from rpa.errors import ActWithoutEffect
from rpa.widgets import dropdown
from rpa.widgets.dropdown import OptionDisabled, OptionMissing

pytestmark = pytest.mark.browser

START = """
import { Select } from "/static/ti/select.js";
import { attachMenu } from "/static/ti/menu.js";
import { look } from "/static/ti/look.js";
look.drop = "DROP";
const add = (options) => {
  const select = new Select(options);
  select.el.style.width = "220px";
  document.body.append(select.el);
  return select;
};
const select = window.select = add({ options: OPTIONS, isMultiple: MULTIPLE });
"""
STATES = ["全部", "已完成", "待支付", "已 取消", "包年/包月", "“特殊”<b>"]
MANY = [f"产品{n}" for n in range(1, 201)]


def start(options=STATES, *, multiple: bool = False, drop: str = "body", more: str = "") -> str:
    filled = START.replace("DROP", drop).replace("MULTIPLE", str(multiple).lower())
    return filled.replace("OPTIONS", repr(list(options))) + more


@pytest.fixture
def control(page):
    return page.locator("ti-select").first


def value(page):
    return page.evaluate("select.get()")


def panels(page) -> int:
    return page.locator("ti-drop").filter(visible=True).count()


@pytest.mark.parametrize("drop", ["body", "inline"])
def test_an_option_is_chosen_by_its_wording(show, surface, page, control, drop):
    show(start(drop=drop))
    for option in STATES:
        dropdown.choose(surface, "订单状态", control, [option])
        assert (value(page), panels(page)) == (option, 0)


def test_any_wording_will_do(show, surface, page, control):
    show(start())
    dropdown.choose(surface, "订单状态", control, ["已付款", "包年 / 包月"])
    assert value(page) == "包年/包月"
    assert dropdown.shown_text(surface, control) == "包年/包月"


def test_what_is_chosen_already_is_left_alone(show, surface, page, control):
    show(start(more="select.set('已完成'); select.open = () => { throw new Error('opened'); };"))
    assert dropdown.shown_text(surface, control) == "已完成"
    dropdown.choose(surface, "订单状态", control, ["已完成"])
    assert value(page) == "已完成"


def test_a_choice_is_replaced_by_another(show, surface, page, control):
    show(start(more="select.set('已完成');"))
    dropdown.choose(surface, "订单状态", control, ["待支付"])
    assert value(page) == "待支付"


def test_a_select_without_a_choice_shows_nothing(show, surface, control):
    show(start())
    assert dropdown.shown_text(surface, control) == ""


def test_a_list_that_holds_only_what_it_shows_is_scrolled_from_its_top(
    show, surface, page, control
):
    show(start(MANY))
    for option in ("产品1", "产品200", "产品60"):
        dropdown.choose(surface, "产品", control, [option])
        assert value(page) == option


def test_options_that_are_asked_for_on_opening_are_waited_for(show, surface, page, control):
    show(
        start(
            more="""
            const draw = select.open.bind(select);
            select.open = () => {
              const all = select.options;
              select.options = [];
              draw();
              select.list.options = [];
              select.list.draw();
              fetch("/answer?after_ms=900").then(() => {
                select.options = select.list.options = all;
                select.list.draw();
              });
            };
            """
        )
    )
    dropdown.choose(surface, "订单状态", control, ["已完成"])
    assert value(page) == "已完成"


@pytest.mark.parametrize("swallowed", ["ti-select", "li"])
def test_a_swallowed_click_is_repeated(show, surface, page, control, swallowed):
    show(
        start(
            more=f"""
            let lost = 0;
            addEventListener("click", (event) => {{
              if (event.target.closest("{swallowed}") && lost++ < 2) event.stopPropagation();
            }}, true);
            """
        )
    )
    dropdown.choose(surface, "订单状态", control, ["已完成"])
    assert (value(page), panels(page)) == ("已完成", 0)


OTHERS = {
    "another select's": "add({ options: ['已完成', '其他'] }).open();",
    "a menu's": """
        const toggle = document.createElement("button");
        document.body.append(toggle);
        attachMenu(toggle, toggle, () => [{ label: "已完成", act: () => { throw new Error(); } }]);
        toggle.dispatchEvent(new MouseEvent("mousedown", { button: 0 }));
    """,
    "its own": "select.open();",
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_panel_that_is_open_already_is_not_mistaken(show, surface, page, control, other):
    show(start(more=other))
    assert panels(page) == 1
    dropdown.choose(surface, "订单状态", control, ["已完成"])
    assert (value(page), panels(page)) == ("已完成", 0)


def test_a_missing_option_is_an_error_that_names_the_nearest(show, surface, page, control):
    show(start())
    with pytest.raises(OptionMissing) as caught:
        dropdown.choose(surface, "订单状态", control, ["已完"])
    assert str(caught.value) == '订单状态: no option "已完"; did you mean "已完成"?'
    assert panels(page) == 0


def test_all_of_a_long_list_is_looked_at_before_an_option_is_missing(show, surface, control):
    show(start(MANY))
    with pytest.raises(OptionMissing) as caught:
        dropdown.choose(surface, "产品", control, ["服务"])
    assert caught.value.options == tuple(MANY)
    assert str(caught.value) == (
        '产品: no option "服务"; known: 产品1, 产品2, 产品3, 产品4, 产品5, 产品6, 产品7, 产品8, '
        "产品9, 产品10, 产品11, 产品12 …"
    )


def test_an_empty_list_has_no_option(show, surface, control):
    show(start([]))
    with pytest.raises(OptionMissing) as caught:
        dropdown.choose(surface, "订单状态", control, ["已完成"])
    assert str(caught.value) == '订单状态: no option "已完成"; there is none here'


def test_a_greyed_out_option_is_an_error_at_once(show, surface_of, page, control):
    show(
        start(
            more="""
            const draw = select.open.bind(select);
            select.open = () => {
              draw();
              select.list.ul.children[1].classList.add("ti3-dropdown-option-disabled");
            };
            """
        )
    )
    with pytest.raises(OptionDisabled) as caught:
        dropdown.choose(surface_of(limit_s=600), "订单状态", control, ["已完成"])
    assert str(caught.value) == '订单状态: the option "已完成" is greyed out'
    assert panels(page) == 0


def test_a_choice_that_is_never_shown_is_an_error(show, surface_of, control):
    show(start(more="select.set = () => {};"))
    with pytest.raises(ActWithoutEffect) as caught:
        dropdown.choose(surface_of(limit_s=1.2, patience_s=0.7), "订单状态", control, ["已完成"])
    assert str(caught.value) == (
        "订单状态: choose 已完成: no effect within 1.2 s; expected its effect"
    )


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ([], ["开通"]),
        ([], ["开通", "续订", "退订", "变更"]),
        (["开通", "退订"], ["退订", "变更"]),
        (["开通", "续订", "退订", "变更"], ["续订"]),
        (["开通"], []),
        (["开通", "续订"], ["续订", "开通"]),
    ],
)
def test_exactly_the_wanted_options_are_chosen(show, surface, page, control, before, wanted):
    more = f"select.set({before});"
    show(start(["开通", "续订", "退订", "变更"], multiple=True, more=more))
    dropdown.choose_many(surface, "订单类型", control, wanted)
    assert (sorted(value(page) or []), panels(page)) == (sorted(wanted), 0)


def test_the_crosses_of_what_is_chosen_are_not_hit(show, surface, page, control):
    # The crosses lie where one would click in the middle.
    options = ["一" * 12, "二", "三"]
    more = f"select.set(['{options[0]}']); select.el.style.width = '340px';"
    show(start(options, multiple=True, more=more))
    page.evaluate("document.querySelector('.ti3-tag').style.width = '188px'")
    dropdown.choose_many(surface, "订单类型", control, options)
    assert sorted(value(page)) == sorted(options)


def test_an_option_of_several_that_is_missing_is_an_error(show, surface, page, control):
    show(start(["开通", "续订"], multiple=True))
    with pytest.raises(OptionMissing, match=r'^订单类型: no option "退订"; did you mean "续订"'):
        dropdown.choose_many(surface, "订单类型", control, ["开通", "退订"])
    assert panels(page) == 0
