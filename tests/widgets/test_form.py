"""A field is found by its label, takes its value, and says so when it does not."""

from __future__ import annotations

from datetime import date

import pytest

from rpa.errors import StepFailed
from rpa.flow.dates import DateRange, Month
from rpa.locators.model import FieldSpec
from rpa.secret import Secret
from rpa.widgets import form
from rpa.widgets.form import FieldMissing, TextChanged

pytestmark = pytest.mark.browser

# A form with a field of each kind, in either of its shapes, with panels at either of their places.
START = """
import { Form } from "/static/ti/form.js";
import { clock } from "/static/ti/calendar.js";
import { look } from "/static/ti/look.js";
look.form = "FORM";
look.drop = "DROP";
clock.today = "2026-11-23";
const form = window.form = new Form([
  { kind: "text", key: "name", label: "客户名称" },
  { kind: "select", key: "status", label: "订单状态", options: ["全部", "已完成", "待支付"], default: "全部" },
  { kind: "multi_select", key: "types", label: "订单类型", options: ["开通", "续订", "退订"], required: true },
  { kind: "date_range", key: "expires", label: "订单行失效时间" },
  { kind: "date", key: "day", label: "下单日期" },
  { kind: "month", key: "month", label: "账期" },
]);
document.body.append(form.el);
"""


def start(shape: str = "table", drop: str = "body", more: str = "") -> str:
    return START.replace("FORM", shape).replace("DROP", drop) + more


def values(page) -> dict[str, object]:
    return page.evaluate("form.values()")


def fill(surface, name: str, kind: str, value: object, **more: object) -> None:
    form.fill(surface, name, FieldSpec.model_validate({"kind": kind, **more}), value)


@pytest.mark.parametrize(("shape", "drop"), [("table", "body"), ("label", "inline")])
def test_a_field_of_each_kind_takes_its_value(show, surface, page, shape, drop):
    show(start(shape, drop))
    fill(surface, "下单日期", "date", date(2026, 3, 9))
    fill(surface, "账期", "month", Month(2025, 1))
    fill(surface, "订单行失效时间", "date_range", DateRange(date(2026, 10, 1), date(2027, 1, 31)))
    fill(surface, "订单类型", "multi_select", "开通， 退订")
    fill(surface, "订单状态", "select", "待支付")
    fill(surface, "客户名称", "text", " 甲“公司”<b>　")
    assert values(page) == {
        "name": "甲“公司”<b>",
        "status": "待支付",
        "types": ["开通", "退订"],
        "expires": ["2026-10-01", "2027-01-31"],
        "day": "2026-03-09",
        "month": "2025-01",
    }


def test_a_number_is_typed_as_it_reads(show, surface, page):
    show(start())
    fill(surface, "客户名称", "text", 20)
    assert values(page)["name"] == "20"


def test_a_secret_is_typed_and_not_told(show, surface, page):
    show(start(more="form.el.querySelector('input').maxLength = 4;"))
    fill(surface, "客户名称", "text", Secret("pass"))
    assert values(page)["name"] == "pass"
    show(
        start(more="form.el.addEventListener('input', ({ target }) => { target.value = 'word'; });")
    )
    with pytest.raises(TextChanged) as caught:
        fill(surface, "客户名称", "text", Secret("password"))
    assert str(caught.value) == (
        "field 客户名称: it does not keep the 8 characters that were typed"
    )


def test_a_field_is_found_under_any_of_its_labels(show, surface, page):
    show(start())
    fill(surface, "customer", "text", "甲", label=["客户", "客户 名称"])
    assert values(page)["name"] == "甲"


def test_hidden_copies_of_a_form_are_passed_over(show, surface, page):
    show(
        start(
            more="""
            const copy = form.el.cloneNode(true);
            copy.style.display = "none";
            form.el.before(copy);
            """
        )
    )
    fill(surface, "客户名称", "text", "甲")
    assert values(page)["name"] == "甲"


def test_a_form_that_is_on_its_way_is_waited_for(show, surface, page):
    show(
        start(
            more="""
            form.el.remove();
            fetch("/answer?after_ms=1000").then(() => document.body.append(form.el));
            """
        )
    )
    fill(surface, "客户名称", "text", "甲")
    assert values(page)["name"] == "甲"


def test_what_a_form_forgets_is_typed_again(show, surface, page):
    show(
        start(
            more="""
            let lost = 0;
            form.el.addEventListener("input", ({ target }) => { if (lost++ < 2) target.value = ""; });
            """
        )
    )
    fill(surface, "客户名称", "text", "甲")
    assert values(page)["name"] == "甲"


def test_a_missing_field_is_an_error_that_names_the_nearest(show, surface):
    show(start())
    with pytest.raises(FieldMissing) as caught:
        fill(surface, "客户名", "text", "甲")
    assert str(caught.value) == (
        'field 客户名: not on the page for this account; did you mean "客户名称"?'
    )


def test_a_page_without_a_form_says_so_at_once(show, surface_of):
    show()
    with pytest.raises(FieldMissing) as caught:
        fill(surface_of(limit_s=600), "客户名称", "text", "甲")
    assert str(caught.value) == (
        "field 客户名称: not on the page for this account; there is none here"
    )


def test_two_fields_of_one_label_are_an_error(show, surface):
    show(start(more="form.el.after(form.el.cloneNode(true));"))
    with pytest.raises(StepFailed) as caught:
        fill(surface, "客户名称", "text", "甲")
    assert str(caught.value) == "field 客户名称: 2 visible fields bear this label"


def test_a_value_of_another_kind_is_an_error(show, surface):
    show(start())
    with pytest.raises(StepFailed) as caught:
        fill(surface, "账期", "month", "soon")
    assert str(caught.value) == "账期: a month is wanted, not str soon"


# What only dialogs and form pages have.
FURTHER = """
import { Form } from "/static/ti/form.js";
import { look } from "/static/ti/look.js";
import { modal } from "/static/ti/modal.js";
look.form = "FORM";
const form = window.form = new Form([
  { kind: "radio", key: "by", label: "验证方式", options: ["手机", "邮箱"], default: "手机" },
  { kind: "code", key: "code", label: "验证码" },
  { kind: "password", key: "password", label: "新密码" },
  { kind: "long_text", key: "memo", label: "备注信息" },
  { kind: "multi_select", key: "types", label: "订单类型", options: ["开通", "续订", "退订"] },
], { perRow: 1 });
document.body.append(form.el);
"""


@pytest.mark.parametrize("shape", ["table", "label"])
def test_the_fields_of_dialogs_and_form_pages_take_their_values(show, surface, page, shape):
    show(FURTHER.replace("FORM", shape))
    fill(surface, "验证方式", "radio", "邮箱")
    fill(surface, "验证码", "code", Secret("123456"))
    fill(surface, "新密码", "password", Secret("Open-sesame-42"))
    fill(surface, "备注信息", "long_text", "第一行\n第二行")
    assert values(page) == {
        "by": "邮箱",
        "code": "123456",
        "password": "Open-sesame-42",
        "memo": "第一行\n第二行",
    }


def test_options_are_found_under_any_of_their_wordings(show, surface, page):
    show(FURTHER.replace("FORM", "table"))
    words = {"mail": ["电子邮箱", "邮箱"], "new": ["新购", "开通"], "renewal": ["续费", "续订"]}
    fill(surface, "验证方式", "radio", "mail", values=words)
    fill(surface, "订单类型", "multi_select", ["new", "renewal"], values=words)
    fill(surface, "订单类型", "multi_select", ["renewal", "退订"], values=words)
    assert values(page) == {"by": "邮箱", "types": ["续订", "退订"]}


def test_a_radio_button_that_lost_its_click_is_clicked_again(show, surface, page):
    show(
        FURTHER.replace("FORM", "table")
        + """
        let lost = 0;
        form.el.addEventListener("click", (event) => { if (lost++ < 1) event.preventDefault(); });
        """
    )
    fill(surface, "验证方式", "radio", "邮箱")
    assert values(page)["by"] == "邮箱"


def test_a_radio_button_that_is_missing_or_greyed_out_is_an_error(show, surface):
    show(
        FURTHER.replace("FORM", "table")
        + "form.el.querySelector('input[value=邮箱]').disabled = true;"
    )
    with pytest.raises(StepFailed) as missing:
        fill(surface, "验证方式", "radio", "邮件")
    with pytest.raises(StepFailed) as greyed_out:
        fill(surface, "验证方式", "radio", "邮箱")
    assert [str(missing.value), str(greyed_out.value)] == [
        '验证方式: no option "邮件"; did you mean "邮箱"?',
        '验证方式: the option "邮箱" is greyed out',
    ]


def test_a_field_of_the_open_dialog_covers_one_of_the_same_label(show, surface, page):
    show(
        FURTHER.replace("FORM", "table")
        + """
        const inner = window.inner = new Form([{ kind: "text", key: "code", label: "验证码" }]);
        modal({ title: "回收代金券", body: inner.el, buttons: [] });
        """
    )
    fill(surface, "验证码", "code", "654321")
    assert (values(page), page.evaluate("inner.values()")) == ({"by": "手机"}, {"code": "654321"})
