"""The portal's frame: shell, pages, agreement."""

from collections.abc import Mapping
from typing import Any, cast

from rpa.sandbox.agreements import ENTITY
from rpa.sandbox.pages.catalog import ROUTES, page_at
from rpa.sandbox.pages.navigation import navigation
from rpa.sandbox.refusal import Refused
from rpa.sandbox.schema import Json
from rpa.sandbox.web.endpoint import Answer, Call
from rpa.sandbox.web.writing import Clerk, carried_out

_WORDS = {
    "search": "查询",
    "reset": "重置",
    "ok": "确定",
    "cancel": "取消",
    "more": "更多",
    "total": "总条数：",
}


def shell(call: Call) -> Json:
    """Return what stands around every page."""
    sandbox, role = call.sandbox, call.session.role
    generation = sandbox.settings.generation
    answer: Json = {
        "account": role.name,
        "display_name": role.display_name,
        "role": role.name,
        "role_label": role.label,
        "generation": generation.year,
        "today": sandbox.settings.today.isoformat(),
        "markup": dict(generation.markup),
        "banner": role.name in {"distributor", "reseller"},
        "agreement": sandbox.agreements.pending(role),
        "signed_notice": sandbox.agreements.notice(role),
        "nav": navigation(role, generation, ROUTES),
        "user_menu": _user_menu(generation.cost_center),
        "words": _WORDS,
    }
    if scripts := sandbox.mutations.scripts():
        answer["mutations"] = scripts
    return cast("Json", _renamed(answer, sandbox.settings.renamed))


def page(call: Call) -> Json:
    """Return the schema of a page."""
    found = page_at(call.path["route"], call.sandbox.view(call.session.role, call.query))
    if found is None:
        raise Refused(404, "页面不存在")
    return cast("Json", _renamed(found.to_json(), call.sandbox.settings.renamed))


def _renamed(answer: Any, names: Mapping[str, str]) -> Any:
    """Return what the portal writes once some of its labels read otherwise."""
    match answer:
        case str():
            return names.get(answer, answer)
        case list() | tuple():
            return [_renamed(one, names) for one in answer]
        case dict():
            return {key: _renamed(one, names) for key, one in answer.items()}
        case _:
            return answer


async def sign_agreement(call: Call) -> Answer:
    """Take the signature of an agreement."""
    return await carried_out(call, lambda clerk: _signed(call, clerk))


def _signed(call: Call, clerk: Clerk) -> Json:
    sandbox, role = call.sandbox, call.session.role
    if call.body.get("agree") is not True:
        raise Refused(400, "请先阅读并同意本协议")
    if sandbox.agreements.pending(role) is None:
        raise Refused(409, "没有待签署的协议")
    clerk.gate()
    sandbox.agreements.sign(role, sandbox.now())
    clerk.record("agreement", ENTITY)
    return {"message": "签署成功"}


def _user_menu(cost_center: str) -> list[Json]:
    return [
        {"label": "账号中心", "route": None, "children": []},
        {"label": cost_center, "route": None, "children": []},
        {
            "label": "伙伴信息",
            "route": None,
            "children": [
                {"label": "基本信息", "route": "partner-info/basic", "children": []},
                {"label": "商业计划", "route": "partner-info/business-plan", "children": []},
            ],
        },
        {"label": "退出登录", "route": None, "children": []},
    ]
