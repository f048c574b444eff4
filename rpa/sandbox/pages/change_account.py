"""修改手机号码, 修改注册邮箱, 修改密码: who one is, then the new value (P05)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from rpa.sandbox.display import mask_mail, mask_phone
from rpa.sandbox.inputs import entry, refusal
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Act, FactLink, Facts, Field, Json, Page, Step, Tab
from rpa.sandbox.world.accounts import Account, account_of, change_account

ROUTE = "partner-info/change"

_TITLES = {"phone": "修改手机号码", "mail": "修改注册邮箱", "password": "修改密码"}
_WAYS = {"sms": "短信", "mail": "邮箱"}
_RULES = {
    "phone": (re.compile(r"1[3-9]\d{9}"), "请输入11位手机号码"),
    "mail": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "邮箱格式不正确"),
    "password": (
        re.compile(r"(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[^A-Za-z0-9]).{8,32}"),
        "密码须为8~32个字符，且含大小写字母、数字和特殊字符",
    ),
}


def build(view: View) -> Page | None:
    """Return the page for what the address wants to change."""
    item, way = view.params.get("item", ""), view.params.get("by")
    if item not in _TITLES or (way is not None and way not in _WAYS):
        return None
    account = account_of(view.world, view.role.name)
    crumbs = ("伙伴信息", "基本信息", _TITLES[item])
    tab = _steps(view, account, item, way) if way else _choice(account, item)
    return Page(ROUTE, _TITLES[item], crumbs, (tab,))


def _choice(account: Account, item: str) -> Tab:
    items = (
        ("通过短信验证码验证", mask_phone(account.phone)),
        ("通过邮箱验证码验证", mask_mail(account.mail)),
    )
    links = {
        label: FactLink("立即验证", f"{ROUTE}?item={item}&by={way}")
        for (label, _), way in zip(items, _WAYS, strict=True)
    }
    note = "为了保护账号安全，修改前请先验证身份。"
    return Tab("verify-identity", "", facts=(Facts("身份验证", items, links),), note=note)


def _steps(view: View, account: Account, item: str, way: str) -> Tab:
    to = mask_phone(account.phone) if way == "sms" else mask_mail(account.mail)
    sent_by = f"{_WAYS[way]}验证码"
    verify = Step(
        key="verify",
        title="身份验证",
        label="下一步",
        facts=(Facts("", (("接收验证码的" + ("手机" if way == "sms" else "邮箱"), to),)),),
        fields=(entry("code", sent_by, "code", placeholder="请输入6位验证码"),),
    )
    change = Step(
        key="change",
        title=_TITLES[item],
        label="确定",
        fields=_fields(item),
        act=_change(view, item),
    )
    return Tab("change-account", "", steps=(verify, change), leave="partner-info/basic")


def _fields(item: str) -> tuple[Field[Any], ...]:
    if item == "password":
        return (
            entry("password", "新密码", "password"),
            entry("again", "确认新密码", "password"),
        )
    label = "新手机号码" if item == "phone" else "新邮箱地址"
    new_code = entry("new_code", "验证码", "code", placeholder="请输入6位验证码")
    return entry(item, label), replace(new_code, sends_to=item)


def _change(view: View, item: str) -> Callable[[Act[Any]], Json]:
    def change(act: Act[Any]) -> Json:
        value = str(act.form[item])
        rule, message = _RULES[item]
        if not rule.fullmatch(value):
            raise refusal(item, message)
        if item == "password" and value != act.form["again"]:
            raise refusal("again", "两次输入的密码不一致")
        act.accept()
        change_account(view.world, view.role.name, lambda one: _with(one, item, value, act.now))
        act.record(f"account-{item}", view.role.name, 1)
        links = [{"text": "返回基本信息", "route": "partner-info/basic?tab=basic-profile"}]
        return {"done": {"title": f"{_TITLES[item]}成功", "text": "", "links": links}}

    return change


def _with(account: Account, item: str, value: str, now: datetime) -> Account:
    match item:
        case "phone":
            return replace(account, phone=value)
        case "mail":
            return replace(account, mail=value)
    return replace(account, password=value, password_changed=now.replace(microsecond=0))
