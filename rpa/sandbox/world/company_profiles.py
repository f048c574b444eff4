"""企业百科: what is publicly known of a company that has proved who it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rpa.sandbox.world.customer_records import CustomerRecord
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

RELATIONS = ("股东", "对外投资", "分支机构", "高管", "实际控制人")
EVENTS = ("融资", "工商变更", "中标", "新产品", "荣誉资质")
RIGHTS = ("发明专利", "实用新型", "外观设计", "商标", "软件著作权")

_INDUSTRIES = {
    "软件和信息技术服务业": "互联网",
    "货币金融服务": "金融",
    "专用设备制造业": "制造",
    "零售业": "零售",
    "道路运输业": "交通物流",
    "卫生": "医疗健康",
    "教育": "教育",
    "广播、电视、电影和录音制作业": "文娱传媒",
    "电力、热力生产和供应业": "能源",
}
_KINDS = (
    "有限责任公司（自然人投资或控股）",
    "股份有限公司（上市）",
    "有限责任公司（法人独资）",
    "外商投资企业",
)
_STATES = ("存续", "存续", "存续", "在业", "迁出")
_SIZES = ("少于50人", "50-99人", "100-499人", "500-999人", "1000-4999人", "5000人以上")
_STAGES = ("未上云", "部分上云", "深度上云", "全面云原生")
_VENDORS = ("华为云", "阿里云", "腾讯云", "天翼云", "自建机房")
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴", ("伟", "芳", "秀英", "建国", "志强", "欣怡", "一诺")
_BRANCHES = (
    "第一分公司",
    "（深圳）研究院",
    "投资合伙企业（有限合伙）",
    "供应链管理有限公司",
    "“云”创新中心",
)
_INVENTIONS = (
    "一种数据同步方法",
    "一种基于AI的质检系统",
    "图像识别装置及介质",
    "=自动报表生成软件V1.0",
    "边缘网关",
    "Cloud & Edge 平台",
)
_MOST_ROWS = 14


@dataclass(frozen=True, slots=True)
class Relation:
    """A company or person with a part in the company."""

    party: str
    kind: str
    share: str | None
    capital: Decimal | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that the company went through."""

    day: date
    kind: str
    text: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Right:
    """Something that the company alone may use."""

    number: str
    kind: str
    name: str
    applied_on: date
    status: str


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """All that 企业百科 tells of a customer."""

    customer: Customer
    wallet: str | None
    capital: Decimal | None
    national_industry: str
    cloud_industry: str
    website: str | None
    credit_code: str
    representative: str
    kind: str
    founded_on: date
    state: str
    size: str
    insured: int
    address: str
    scope: str
    first_cloud_day: date
    vendor: str
    stage: str
    cloud_products: int
    spent: Decimal
    relations: tuple[Relation, ...]
    milestones: tuple[Milestone, ...]
    rights: tuple[Right, ...]


def profile_of(world: World, tenant: str, record: CustomerRecord) -> CompanyProfile | None:
    """Return a customer's profile, which only one that is 已实名认证 has."""
    if not record.is_verified:
        return None
    customer = record.customer
    return world.once(
        f"company-profiles/{customer.id}",
        tenant,
        lambda: _profile(
            stream(world.seed, f"{tenant}/company-profiles/{customer.id}"), customer, world.today
        ),
    )


def _profile(rng: Chance, customer: Customer, today: date) -> CompanyProfile:
    founded_on = today - timedelta(days=rng.between(400, 11_000))
    industry = rng.one_of(tuple(_INDUSTRIES))
    return CompanyProfile(
        customer=customer,
        wallet=rng.one_of(("100万以下", "100万-500万", "500万-2000万", "2000万以上", None)),
        capital=_amount(rng, 5, 10) if rng.random() < 0.9 else None,
        national_industry=industry,
        cloud_industry=_INDUSTRIES[industry],
        website=f"https://www.{customer.account.replace('_', '-')}.example.com"
        if rng.random() < 0.7
        else None,
        credit_code=f"91{rng.between(110_000, 659_000)}{rng.between(10**9, 10**10):010d}",
        representative=_person(rng),
        kind=rng.one_of(_KINDS),
        founded_on=founded_on,
        state=rng.one_of(_STATES),
        size=rng.one_of(_SIZES),
        insured=rng.between(0, 6000),
        address=f"高新技术产业开发区科技{rng.between(1, 99)}路{rng.between(1, 999)}号",
        scope=f"{industry}；技术开发、技术咨询；货物进出口（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
        first_cloud_day=today - timedelta(days=rng.between(30, 2500)),
        vendor=rng.one_of(_VENDORS),
        stage=rng.one_of(_STAGES),
        cloud_products=rng.between(0, 40),
        spent=_amount(rng, 2, 8),
        relations=tuple(_relations(rng)),
        milestones=tuple(_milestones(rng, today)),
        rights=tuple(_rights(rng, today)),
    )


def _amount(rng: Chance, least: float, most: float) -> Decimal:
    return Decimal(int(10 ** rng.uniform(least, most))).scaleb(-2)


def _person(rng: Chance) -> str:
    return rng.one_of(_FAMILY) + rng.one_of(_GIVEN)


def _relations(rng: Chance) -> Sequence[Relation]:
    found: dict[tuple[str, str], Relation] = {}
    for number in range(rng.between(0, _MOST_ROWS)):
        kind = rng.one_of(RELATIONS)
        is_person = kind in {"高管", "实际控制人"}
        party = _person(rng) if is_person else f"{_person(rng)}{number}{rng.one_of(_BRANCHES)}"
        has_share = not is_person and rng.random() < 0.8
        share, capital = f"{rng.between(1, 10_001) / 100:.2f}%", _amount(rng, 4, 9)
        found.setdefault(
            (party, kind),
            Relation(party, kind, share if has_share else None, capital if has_share else None),
        )
    return list(found.values())


def _milestones(rng: Chance, today: date) -> Sequence[Milestone]:
    found = []
    for number in range(rng.between(0, _MOST_ROWS)):
        kind = rng.one_of(EVENTS)
        day = today - timedelta(days=rng.between(1, 3000))
        amount = _amount(rng, 6, 11)
        has_amount = kind in {"融资", "中标"}
        text = f"{kind}：第{number + 1}项，{rng.one_of(('已公告', '已完成', '“待核实”'))}"
        found.append(Milestone(day, kind, text, amount if has_amount else None))
    return sorted(found, key=lambda one: one.day, reverse=True)


def _rights(rng: Chance, today: date) -> Sequence[Right]:
    found = [
        Right(
            number=f"{rng.between(2010, 2026)}{rng.getrandbits(48) % 10**14:014d}",
            kind=rng.one_of(RIGHTS),
            name=rng.one_of(_INVENTIONS),
            applied_on=today - timedelta(days=rng.between(1, 4000)),
            status=rng.one_of(("有效", "有效", "审中", "失效")),
        )
        for _ in range(rng.between(0, _MOST_ROWS))
    ]
    return sorted(found, key=lambda one: one.applied_on, reverse=True)
