"""The dialog that is meant is read, answered and seen to go, whatever others are about."""

from __future__ import annotations

import pytest

from rpa.errors import ActWithoutEffect, StepFailed
from rpa.widgets import dialog
from rpa.widgets.dialog import DialogMissing

pytestmark = pytest.mark.browser

START = """
import { messageBox, modal } from "/static/ti/modal.js";
import { look } from "/static/ti/look.js";
import { build } from "/static/ti/dom.js";
look.modal = "LOOK";
window.said = [];
const ask = (title, text = `要${title}吗？`, more = {}) =>
  messageBox({ title, text, ...more }).then((yes) => said.push([title, yes]));
"""


def start(look: str = "ti3", more: str = "") -> str:
    return START.replace("LOOK", look) + more


def open_ones(page) -> int:
    return page.locator(".ti3-modal, d-modal").count()


@pytest.mark.parametrize("look", ["ti3", "devui"])
@pytest.mark.parametrize(("button", "answer"), [("确定", True), ("取 消", False)])
def test_a_dialog_is_read_answered_and_gone(show, surface, page, look, button, answer):
    show(start(look, "ask('删除');"))
    found = dialog.find_dialog(surface, ["移除", "删除"])
    assert dialog.read_dialog(surface, found) == "要删除吗？"
    dialog.press(surface, found, ["好", button])
    dialog.wait_gone(surface, found)
    assert page.evaluate("said") == [["删除", answer]]


@pytest.mark.parametrize("look", ["ti3", "devui"])
def test_a_dialog_is_left_by_its_cross(show, surface, page, look):
    show(start(look, "ask('删除');"))
    dialog.close(surface, dialog.find_dialog(surface))
    assert (open_ones(page), page.evaluate("said")) == (0, [])


def test_a_dialog_that_is_on_its_way_is_waited_for(show, surface):
    show(start(more="setTimeout(() => ask('删除'), 800);"))
    assert dialog.read_dialog(surface, dialog.find_dialog(surface, ["删除"])) == "要删除吗？"


def test_of_several_dialogs_the_one_with_the_title_is_meant(show, surface, page):
    show(start(more="ask('公告'); ask('删除'); ask('公告二');"))
    page.add_style_tag(content=".ti3-modal, .ti3-modal-backdrop { position: static !important; }")
    found = dialog.find_dialog(surface, ["删除"])
    dialog.press(surface, found, ["确定"])
    dialog.wait_gone(surface, found)
    assert page.evaluate("said") == [["删除", True]]


def test_of_several_dialogs_the_uppermost_is_answered_and_the_others_stay(show, surface, page):
    show(start(more="ask('删除'); ask('公告');"))
    found = dialog.find_dialog(surface)
    dialog.close(surface, found)
    assert open_ones(page) == 1
    assert dialog.read_dialog(surface, dialog.find_dialog(surface)) == "要删除吗？"


def test_a_dialog_that_follows_at_once_is_another(show, surface, page):
    show(start(more="ask('删除').then(() => ask('删除', '已删除'));"))
    found = dialog.find_dialog(surface)
    dialog.press(surface, found, ["确定"])
    dialog.wait_gone(surface, found)
    assert dialog.read_dialog(surface, dialog.find_dialog(surface)) == "已删除"


def test_hidden_dialogs_are_passed_over(show, surface, page):
    show(
        start(
            more="""
            ask("删除");
            const copy = document.querySelector(".ti3-modal").cloneNode(true);
            copy.style.display = "none";
            document.body.append(copy);
            document.body.prepend(copy.cloneNode(true));
            """
        )
    )
    found = dialog.find_dialog(surface, ["删除"])
    dialog.press(surface, found, ["确定"])
    dialog.wait_gone(surface, found)
    assert page.evaluate("said") == [["删除", True]]


def test_a_missing_dialog_is_an_error_that_names_those_open(show, surface_of):
    show(start(more="ask('公告'); ask('调查');"))
    with pytest.raises(DialogMissing) as caught:
        dialog.find_dialog(surface_of(limit_s=0.5), ["删除"])
    assert str(caught.value) == "dialog 删除: not open; open dialogs: 公告, 调查"


def test_no_dialog_at_all_is_an_error(show, surface_of):
    show(start())
    with pytest.raises(DialogMissing) as caught:
        dialog.find_dialog(surface_of(limit_s=0.3))
    assert str(caught.value) == "dialog (any): not open; open dialogs: none"


def test_a_missing_button_is_an_error_that_names_the_others(show, surface):
    show(start(more="ask('删除');"))
    with pytest.raises(StepFailed) as caught:
        dialog.press(surface, dialog.find_dialog(surface), ["提交"])
    assert str(caught.value) == "dialog button 提交: known: 确定, 取消"


def test_a_dialog_without_a_cross_is_an_error_at_once(show, surface_of):
    show(
        start(more="ask('公告', '停机', { isClosable: false, ok: '我知道了', isQuestion: false });")
    )
    surface = surface_of(limit_s=600)
    with pytest.raises(StepFailed) as caught:
        dialog.close(surface, dialog.find_dialog(surface))
    assert str(caught.value) == "the dialog has no cross; its buttons: 我知道了"


def test_a_swallowed_click_on_the_cross_is_repeated(show, surface, page):
    show(
        start(
            more="""
            ask("删除");
            let lost = 0;
            addEventListener("click", (event) => { if (lost++ < 2) event.stopPropagation(); }, true);
            """
        )
    )
    dialog.close(surface, dialog.find_dialog(surface))
    assert open_ones(page) == 0


def test_a_cross_without_effect_is_an_error(show, surface_of):
    show(start(more="ask('删除'); addEventListener('click', (e) => e.stopPropagation(), true);"))
    surface = surface_of(limit_s=1.2, patience_s=0.7)
    with pytest.raises(ActWithoutEffect) as caught:
        dialog.close(surface, dialog.find_dialog(surface))
    assert str(caught.value) == "close the dialog: no effect within 1.2 s; expected its effect"


SLOW = """
modal({
  title: "充值", body: build("<p>请输入 金额</p>"),
  buttons: [{ label: "提交", act: async (one) => { await fetch("/answer?after_ms=1200"); END } }],
});
"""


def test_a_dialog_that_goes_with_the_answer_is_waited_for(show, surface, page):
    show(start(more=SLOW.replace("END", "one.close();")))
    found = dialog.find_dialog(surface, ["充值"])
    dialog.press(surface, found, ["提交"])
    dialog.wait_gone(surface, found)
    assert open_ones(page) == 0


def test_a_dialog_that_stays_is_an_error_with_its_text(show, surface_of):
    show(start(more=SLOW.replace("END", "one.el.querySelector('p').append('：金额不足');")))
    surface = surface_of(limit_s=600)
    found = dialog.find_dialog(surface, ["充值"])
    dialog.press(surface, found, ["提交"])
    with pytest.raises(StepFailed) as caught:
        dialog.wait_gone(surface, found)
    assert str(caught.value) == "the dialog stays open: 请输入金额：金额不足"
