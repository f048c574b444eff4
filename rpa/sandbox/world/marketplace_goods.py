"""Goods of the 云商店 that partners sell together with their merchants."""

from dataclasses import dataclass
from decimal import Decimal

from rpa.sandbox.world.randomness import stream

_CATALOGUE = {
    "金蝶软件（中国）有限公司": "金蝶云·星辰 <标准版>|金蝶云·星空 企业版|金蝶精斗云 云进销存",
    "用友网络科技股份有限公司": "用友YonSuite “专业版”|畅捷通好会计 旗舰版|用友BIP 采购云",
    "上海泛微网络科技股份有限公司": "泛微e-cology 100用户|泛微e-office 50用户",
    "深圳市蓝凌软件股份有限公司": "蓝凌知识管理平台 V15|蓝凌MK智慧办公 300用户",
    "北京天融信网络安全技术有限公司": "天融信云WAF 标准版|天融信等保合规套餐 & 咨询",
    "=杭州等号数据科技有限公司": "+数据集成平台 10任务|-边缘网关授权 1节点|@消息推送 100万条",
    "广州市玄武无线科技股份有限公司": "玄讯SFA 外勤管理|U客100 短信包 10万条",
    "武汉达梦数据库股份有限公司": "达梦数据库管理系统 DM8 标准版|达梦数据共享集群 企业版",
}
_SHARES = ("0.05", "0.08", "0.10", "0.15", "0.20", "0.30")
CATEGORIES = ("企业应用", "基础软件", "安全", "办公协同", "数据智能")
_BILLING_MODES = ("包年/包月", "按需计费", "一次性")
_CYCLES = {
    "包年/包月": ("包年", "包月", "包年"),
    "按需计费": ("按小时", "按用量"),
    "一次性": (None,),
}


@dataclass(frozen=True, slots=True)
class Good:
    """One good as a merchant offers it; what is paid once has no cycle."""

    product_id: str
    name: str
    specification: str
    merchant: str
    category: str
    billing_mode: str
    cycle: str | None
    share: Decimal


def _goods() -> tuple[Good, ...]:
    rng = stream(0, "marketplace-goods")
    goods = []
    for merchant, names in _CATALOGUE.items():
        for name in names.split("|"):
            billing_mode = rng.one_of(_BILLING_MODES)
            goods.append(
                Good(
                    product_id=f"OFFI{10**17 + rng.getrandbits(56)}",
                    name=name,
                    specification=name.rsplit(" ", 1)[-1],
                    merchant=merchant,
                    category=rng.one_of(CATEGORIES),
                    billing_mode=billing_mode,
                    cycle=rng.one_of(_CYCLES[billing_mode]),
                    share=Decimal(rng.one_of(_SHARES)),
                )
            )
    return tuple(goods)


GOODS = _goods()
