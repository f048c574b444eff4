"""伙伴信息 > 基本信息: the partner's company, and the account's own data (P05)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rpa.sandbox.display import day, mask_mail, mask_phone, moment
from rpa.sandbox.inputs import entry
from rpa.sandbox.pages.coupon_scope import asks_code
from rpa.sandbox.pages.view import View
from rpa.sandbox.refusal import Refused
from rpa.sandbox.schema import Act, Button, Dialog, FactLink, Facts, Json, Page, Step, Tab
from rpa.sandbox.world.accounts import (
    LANGUAGES,
    TIME_ZONES,
    Account,
    account_of,
    change_account,
)

ROUTE = "partner-info/basic"
CHANGES = {"phone": "手机号码", "mail": "邮箱地址", "password": "密码"}


def build(view: View) -> Page:
    """Return the page of the account that looks at it."""
    account = account_of(view.world, view.role.name)
    tabs = (
        _company(view),
        _profile(view, account),
        _account(view, account),
        _messages(view, account),
    )
    return Page(ROUTE, "基本信息", ("伙伴信息", "基本信息"), tabs)


def _company(view: View) -> Tab:
    names = {"distributor": "华南云领科技有限公司", "solution": "北京智维方案科技有限公司"}
    name = names[view.role.tenant] if not view.role.only_reseller else view.role.display_name
    items = (
        ("公司名称", name),
        ("统一社会信用代码", "91440300MA5EXAMP1E"),
        ("法定代表人", "陈**"),
        ("公司地址", "广东省深圳市龙岗区坂田街道示例路1号"),
        ("公司网址", "https://www.example.com"),
        ("签约主体", "华为云计算技术有限公司"),
    )
    dialog = Dialog(
        "修改公司信息",
        "提交后由华为人工审核。",
        (entry("address", "公司地址", default=items[3][1]), entry("site", "公司网址")),
    )
    edit = Button("edit", "修改", dialog=dialog, act=_submit_company)
    buttons = () if view.role.is_member else (edit, Button("history", "查看修改记录"))
    return Tab("basic-company", "公司信息", facts=(Facts("公司信息", items),), buttons=buttons)


def _submit_company(act: Act[Any]) -> Json:
    act.accept()
    act.record("company-info", str(act.form["site"]), 1)
    return {"message": "修改申请已提交，请等待人工审核"}


def _profile(view: View, account: Account) -> Tab:
    items = (
        ("用户名", view.role.display_name),
        (CHANGES["phone"], mask_phone(account.phone)),
        (CHANGES["mail"], mask_mail(account.mail)),
        (CHANGES["password"], f"******（上次修改：{moment(account.password_changed)}）"),
    )
    links = {
        label: FactLink("修改", f"partner-info/change?item={key}") for key, label in CHANGES.items()
    }
    clear = {CHANGES["phone"]: account.phone, CHANGES["mail"]: account.mail}
    switch = Button("asks-code", "验证码验证", is_on=asks_code(view), act=_turn(view))
    return Tab(
        "basic-profile",
        "个人资料",
        note="开启“验证码验证”后，回收、发放代金券等敏感操作需要输入验证码。",
        facts=(Facts("个人资料", items, links, clear=clear),),
        buttons=(switch,),
    )


def _turn(view: View) -> Callable[[Act[Any]], Json]:
    def turn(act: Act[Any]) -> Json:
        if view.codes_required:
            raise Refused(409, "管理员已要求开启验证码验证，不能关闭")
        act.accept()
        changed = change_account(
            view.world, view.role.name, lambda one: replace(one, asks_code=not one.asks_code)
        )
        state = "开启" if changed.asks_code else "关闭"
        act.record("code-check", "on" if changed.asks_code else "off", 1)
        return {"message": f"验证码验证已{state}"}

    return turn


def _account(view: View, account: Account) -> Tab:
    items = (
        ("账号名", view.role.name),
        ("账号ID", account.id),
        ("伙伴身份", view.role.label),
        ("账号类型", "IAM用户" if view.role.is_member else "主账号"),
        ("注册时间", day(account.registered)),
        ("实名认证", "已实名认证"),
    )
    return Tab("basic-account", "账号信息", facts=(Facts("账号信息", items),))


def _messages(view: View, account: Account) -> Tab:
    step = Step(
        key="save",
        title="消息接收设置",
        label="保存",
        fields=(
            entry("language", "语言", "select", options=LANGUAGES, default=account.language),
            entry("time_zone", "时区", "select", options=TIME_ZONES, default=account.time_zone),
        ),
        act=_save(view),
    )
    return Tab("basic-messages", "消息接收设置", steps=(step,))


def _save(view: View) -> Callable[[Act[Any]], Json]:
    def save(act: Act[Any]) -> Json:
        language, zone = act.form["language"], act.form["time_zone"]
        act.accept()
        change_account(
            view.world, view.role.name, lambda one: replace(one, language=language, time_zone=zone)
        )
        act.record("message-settings", f"{language} {zone}", 1)
        return {"message": "保存成功"}

    return save
