"""How wording and markup of the portal have drifted over the years."""

from collections.abc import Mapping
from dataclasses import dataclass

_TI3: dict[str, str | bool] = {
    "table": "fixed-head",
    "drop": "body",
    "pager_total": True,
    "reveal_on_page": "with_rows",
    "eye": "i",
    "modal": "ti3",
    "tabs": "ti3",
    "form": "table",
}


@dataclass(frozen=True, slots=True)
class Generation:
    """The portal as one year's guide shows it."""

    year: int
    markup: Mapping[str, str | bool]
    customer_group: str
    customer_header: str
    coupon_page: str
    coupon_is_valid: str
    cost_center: str
    revenue_group: str = "激励"
    revenue_page: str = "业绩管理"


GENERATIONS = {
    generation.year: generation
    for generation in (
        Generation(
            year=2023,
            markup=_TI3
            | {
                "table": "plain",
                "drop": "inline",
                "pager_total": False,
                "eye": "span",
                "form": "label",
            },
            customer_group="客户业务",
            customer_header="客户名称",
            coupon_page="代金券管理",
            coupon_is_valid="可使用",
            cost_center="费用中心",
            revenue_group="伙伴账务",
            revenue_page="业绩激励对账",
        ),
        Generation(
            year=2024,
            markup=_TI3 | {"reveal_on_page": "after_rows", "modal": "devui", "tabs": "devui"},
            customer_group="客户业务",
            customer_header="客户名称/账号名",
            coupon_page="代金券管理",
            coupon_is_valid="有效",
            cost_center="费用中心",
        ),
        Generation(
            year=2025,
            markup=_TI3,
            customer_group="客户",
            customer_header="客户名称/账号名",
            coupon_page="券管理",
            coupon_is_valid="有效",
            cost_center="费用与成本",
        ),
    )
}
