"""The truth of `company-profile` (P10)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.customer_list import LIST_INPUTS, listed
from rpa.sandbox.truth.inputs import check_names
from rpa.sandbox.truth.typed import number
from rpa.sandbox.world.company_profiles import (
    CompanyProfile,
    Milestone,
    Relation,
    Right,
    profile_of,
)
from rpa.sandbox.world.world import World

T = TypeVar("T")
_Cell = str | float | None

_WHO = ("客户名称", "客户账号名")
_FACTS = (
    "上云阶段",
    "首次上云日期",
    "主用云厂商",
    "在用云产品数",
    "近12个月云消费",
    "上云钱包厚度",
    "注册资本",
    "国标行业",
    "华为云行业",
    "企业网址",
    "统一社会信用代码",
    "法定代表人",
    "企业类型",
    "成立日期",
    "经营状态",
    "人员规模",
    "参保人数",
    "注册地址",
    "经营范围",
)
_RELATION = ("关联方名称", "关系类型", "持股比例", "认缴出资额")
_MILESTONE = ("日期", "事件类型", "事件内容", "涉及金额")
_RIGHT = ("申请号/登记号", "类型", "名称", "申请日期", "状态")


def company_profile(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return what is known of each verified customer asked for, in the order of the list."""
    check_names(inputs, tuple(name for name in LIST_INPUTS if name != "verification"))
    found = (profile_of(world, role.tenant, record) for record in listed(world, role, inputs))
    profiles = [profile for profile in found if profile is not None]
    main = _sheet(_FACTS, profiles, lambda profile: [profile], _facts)
    further = {
        "关系图谱": _sheet(_RELATION, profiles, lambda profile: profile.relations, _relation),
        "公司发展": _sheet(_MILESTONE, profiles, lambda profile: profile.milestones, _milestone),
        "知识产权": _sheet(_RIGHT, profiles, lambda profile: profile.rights, _right),
    }
    return main | {"sheets": further}


def _sheet(
    columns: Sequence[str],
    profiles: Sequence[CompanyProfile],
    things: Callable[[CompanyProfile], Sequence[T]],
    cells: Callable[[T], list[_Cell]],
) -> Json:
    rows = [
        [profile.customer.name, profile.customer.account, *cells(thing)]
        for profile in profiles
        for thing in things(profile)
    ]
    # Of nobody only the names' columns are known: the rest stands on the pages of customers.
    known = columns if profiles else ()
    return {"columns": [*_WHO, *known], "rows": rows, "total": len(rows)}


def _facts(profile: CompanyProfile) -> list[_Cell]:
    return [
        profile.stage,
        profile.first_cloud_day.isoformat(),
        profile.vendor,
        profile.cloud_products,
        number(profile.spent),
        profile.wallet,
        number(profile.capital),
        profile.national_industry,
        profile.cloud_industry,
        profile.website,
        profile.credit_code,
        profile.representative,
        profile.kind,
        profile.founded_on.isoformat(),
        profile.state,
        profile.size,
        profile.insured,
        profile.address,
        profile.scope,
    ]


def _relation(one: Relation) -> list[_Cell]:
    return [one.party, one.kind, one.share, number(one.capital)]


def _milestone(one: Milestone) -> list[_Cell]:
    return [one.day.isoformat(), one.kind, one.text, number(one.amount)]


def _right(one: Right) -> list[_Cell]:
    return [one.number, one.kind, one.name, one.applied_on.isoformat(), one.status]
