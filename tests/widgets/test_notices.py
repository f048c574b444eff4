"""What the portal says for a moment is heard, in a notice as in a dialog."""

from __future__ import annotations

import pytest

from rpa.widgets.notices import MessageMissing, wait_message

pytestmark = pytest.mark.browser

START = """
import { notice } from "/static/ti/notice.js";
import { messageBox } from "/static/ti/modal.js";
"""
STARTED = ["导出任务创建成功", "导出任务已提交"]


def test_a_notice_is_returned_in_full(show, surface):
    show(
        START + 'notice("error", "系统繁忙"); notice("success", "导出任务 创建成功，请稍后查看。");'
    )
    assert wait_message(surface, STARTED) == "导出任务创建成功，请稍后查看。"


def test_any_wording_will_do(show, surface):
    show(START + 'notice("success", "您的导出任务已提交");')
    assert wait_message(surface, STARTED) == "您的导出任务已提交"


def test_a_dialog_may_say_it(show, surface):
    show(START + 'messageBox({ title: "提示", text: "导出任务创建成功" });')
    assert wait_message(surface, STARTED) == "导出任务创建成功"


def test_a_notice_of_the_other_library_is_heard_too(show, surface):
    show(body='<div class="devui-toast"><p class="devui-toast-message">导出任务已提交</p></div>')
    assert wait_message(surface, STARTED) == "导出任务已提交"


def test_a_message_that_comes_with_an_answer_is_waited_for(show, surface):
    show(
        START + 'fetch("/answer?after_ms=1200").then(() => notice("success", "导出任务创建成功"));'
    )
    assert wait_message(surface, STARTED) == "导出任务创建成功"


def test_a_message_that_goes_soon_was_said_all_the_same(show, surface):
    show(
        START
        + """
        const say = () => {
          notice("success", "导出任务创建成功");
          setTimeout(() => document.querySelector(".ti3-notification-notice").remove(), 400);
        };
        setTimeout(say, 100);
        """
    )
    assert wait_message(surface, STARTED) == "导出任务创建成功"


def test_what_is_hidden_is_not_said(show, surface):
    show(START + 'notice("success", "导出任务创建成功"); document.body.hidden = true;')
    with pytest.raises(MessageMissing):
        wait_message(surface, STARTED)


def test_a_missing_message_is_an_error_that_tells_what_is_said_instead(show, surface_of):
    show(
        START
        + 'notice("error", "系统繁忙，请稍后重试"); messageBox({ title: "提示", text: "会话将过期" });'
    )
    with pytest.raises(MessageMissing) as caught:
        wait_message(surface_of(limit_s=600), STARTED)
    assert str(caught.value) == (
        'no message "导出任务创建成功" appeared; the portal says: 系统繁忙，请稍后重试; 会话将过期'
    )


def test_silence_is_told_too(show, surface):
    show()
    with pytest.raises(MessageMissing) as caught:
        wait_message(surface, STARTED)
    assert str(caught.value) == ('no message "导出任务创建成功" appeared; the portal says: nothing')
