"""The top navigation, in three levels, as the role and the year's portal have it."""

from collections.abc import Container, Iterator, Set
from dataclasses import dataclass

from rpa.sandbox.generations import Generation
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json

_EVERYONE = frozenset({"distributor", "solution", "reseller", "manager", "supervisor"})
_PARTNERS = frozenset({"distributor", "solution", "reseller"})
_CONTRACTED = frozenset({"distributor", "solution"})
_DISTRIBUTOR = frozenset({"distributor"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page in the navigation and the roles that see it."""

    label: str
    route: str
    roles: Set[str] = _EVERYONE


@dataclass(frozen=True, slots=True)
class Group:
    """A heading in a navigation panel; without a label its leaves hang on the top item itself."""

    label: str
    leaves: tuple[Leaf, ...]


def navigation(role: Role, generation: Generation, built: Container[str]) -> list[Json]:
    """Return the navigation of this role; what is empty for it is left out."""
    home: Json = {"label": "主页", "route": "home", "groups": []}
    return [home, *_tops(role, generation, built)]


def _tops(role: Role, generation: Generation, built: Container[str]) -> Iterator[Json]:
    for label, groups in _menu(generation).items():
        shown = [one for group in groups if (one := _group(group, role, built))["items"]]
        if shown:
            yield {"label": label, "route": None, "groups": shown}


def _group(group: Group, role: Role, built: Container[str]) -> Json:
    return {
        "label": group.label,
        "items": [
            {"label": leaf.label, "route": leaf.route, "built": leaf.route in built}
            for leaf in group.leaves
            if role.name in leaf.roles
        ],
    }


def _menu(generation: Generation) -> dict[str, tuple[Group, ...]]:
    return {
        "计划": (
            _flat(
                Leaf("华为云伙伴计划", "plans/partner-plans", _PARTNERS),
                Leaf("已加入伙伴计划", "plans/joined-plans", _PARTNERS),
            ),
        ),
        "能力": (_flat(Leaf("能力认证", "competency/certification", _PARTNERS)),),
        "构建": (
            _flat(
                Leaf("云软件方案", "build/software", _PARTNERS),
                Leaf("基线解决方案", "build/solutions", _PARTNERS),
            ),
        ),
        "营销": (_flat(Leaf("举办活动", "marketing/events", _PARTNERS)),),
        "销售": _sales(generation),
        "交付": (
            Group(
                "基线解决方案",
                (Leaf("项目交付评价", "delivery/project-reviews", _CONTRACTED),),
            ),
        ),
        "权益": (
            _flat(
                Leaf("测试券", "benefits/test-coupons", _CONTRACTED),
                Leaf("市场发展基金(MDF)", "benefits/mdf", _CONTRACTED),
                Leaf("专职人员激励(FH)", "benefits/fh", _CONTRACTED),
            ),
        ),
        "组织": (
            _flat(
                Leaf("组织成员", "organization/members", _PARTNERS),
                Leaf("项目专员", "organization/project-staff", _PARTNERS),
            ),
        ),
        "支持": (
            _flat(
                Leaf("资料库", "support/library"),
                Leaf("能力开放", "support/open-capabilities", _PARTNERS),
            ),
        ),
    }


def _flat(*leaves: Leaf) -> Group:
    return Group("", leaves)


def _sales(generation: Generation) -> tuple[Group, ...]:
    revenue = Leaf(generation.revenue_page, "sales/revenue")
    moved = generation.revenue_group == "伙伴账务"
    return (
        Group(
            "拓新",
            (
                Leaf("客户拓展", "sales/customer-development"),
                Leaf("营销任务", "sales/marketing-tasks"),
                Leaf("机会点管理", "sales/opportunities"),
            ),
        ),
        Group(
            generation.customer_group,
            (
                Leaf("客户管理", "sales/customers"),
                Leaf("客户订单", "sales/customer-orders"),
                Leaf("客户消费", "sales/customer-expenditure"),
                Leaf(generation.coupon_page, "sales/coupons"),
                Leaf("客户预警", "sales/customer-alerts"),
                Leaf("客户分配", "sales/customer-assignment", _EVERYONE - {"manager"}),
            ),
        ),
        Group(
            "激励",
            (
                *(() if moved else (revenue,)),
                Leaf("激励管理", "sales/incentives", _PARTNERS),
                Leaf("指标信息", "sales/indicators", _PARTNERS),
                Leaf("产品激励策略", "sales/incentive-policies", _PARTNERS),
            ),
        ),
        Group(
            generation.revenue_group if moved else "账务",
            (
                *((revenue,) if moved else ()),
                Leaf("伙伴账单", "sales/partner-bills", _PARTNERS),
                Leaf("资金管理", "sales/funds", _PARTNERS),
                Leaf("合同商务", "sales/contracts", _CONTRACTED),
                Leaf("赋能云对账", "sales/enablement-reconciliation", _CONTRACTED),
            ),
        ),
        Group(
            "机会点管理",
            (
                Leaf("机会点共享", "sales/shared-opportunities"),
                Leaf("机会点激励申请", "sales/opportunity-incentives", _PARTNERS),
                Leaf("云商店机会点专项激励", "sales/marketplace-incentives", _CONTRACTED),
            ),
        ),
        Group(
            "云商店",
            (
                Leaf("专属优惠", "sales/exclusive-offers", _PARTNERS),
                Leaf("商品信息", "sales/marketplace-goods", _PARTNERS),
            ),
        ),
        Group("云经销商", (Leaf("云经销商管理", "sales/resellers", _DISTRIBUTOR),)),
        Group(
            "运营看板",
            (
                Leaf("客户看板", "sales/customer-board"),
                Leaf("消费看板", "sales/expenditure-board"),
                Leaf("业绩看板", "sales/revenue-board"),
                Leaf("激励看板", "sales/incentive-board", _PARTNERS),
            ),
        ),
    )
