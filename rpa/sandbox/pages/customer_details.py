"""客户详情: one customer, and 企业百科 of one that is 已实名认证 (P10)."""

from typing import TypeVar

from rpa.sandbox.display import day, mask_mail, mask_phone, moment, money, plain
from rpa.sandbox.pages.customer_list import DETAILS_ROUTE, record_asked
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Column, Facts, Page, Tab, Table
from rpa.sandbox.world.company_profiles import (
    CompanyProfile,
    Milestone,
    Relation,
    Right,
    profile_of,
)
from rpa.sandbox.world.customer_records import CustomerRecord
from rpa.sandbox.world.customer_resources import next_expiry
from rpa.sandbox.world.expenditure_sums import consumed_this_month

ROUTE = DETAILS_ROUTE
T = TypeVar("T")


def build(view: View) -> Page | None:
    """Return the page of a customer that the role may see."""
    record = record_asked(view)
    if record is None:
        return None
    profile = profile_of(view.world, view.role.tenant, record)
    tabs = (_overview(view, record), *((_encyclopedia(profile),) if profile else ()))
    crumbs = ("销售", view.generation.customer_group, "客户管理", "客户详情")
    return Page(ROUTE, "客户详情", crumbs, tabs)


def _overview(view: View, record: CustomerRecord) -> Tab:
    customer, tenant = record.customer, view.role.tenant
    consumed = consumed_this_month(view.world, tenant).get(customer.id)
    who = (
        ("客户名称", customer.name),
        ("客户账号名", customer.account),
        ("客户ID", customer.id),
        ("关联类型", customer.association),
        ("关联时间", moment(record.associated_at)),
        ("实名认证状态", record.verification),
        ("客户经理", plain(customer.manager)),
        ("移动电话", mask_phone(plain(record.telephone))),
        ("邮箱", mask_mail(plain(record.mail))),
    )
    figures = (
        ("本月消费(元)", money(consumed)),
        ("最近到期资源", moment(next_expiry(view.world, tenant, customer))),
        ("客户标签", plain(record.label)),
        ("客户等级", record.level),
        ("是否冻结", "是" if record.is_frozen else "否"),
    )
    return Tab("overview", "概览", facts=(Facts("客户信息", who), Facts("业务概览", figures)))


def _encyclopedia(profile: CompanyProfile) -> Tab:
    summary = (
        ("上云钱包厚度", plain(profile.wallet)),
        ("注册资本", money(profile.capital)),
        ("国标行业", profile.national_industry),
        ("华为云行业", profile.cloud_industry),
        ("企业网址", plain(profile.website)),
    )
    return Tab(
        "encyclopedia",
        "企业百科",
        facts=(Facts("企业摘要信息", summary),),
        tabs=(
            Tab("company", "企业基本信息", facts=(_basics(profile),)),
            Tab("relations", "关系图谱", table=_relations(profile)),
            Tab("cloud", "上云信息", facts=(_cloud(profile),)),
            Tab("milestones", "公司发展", table=_milestones(profile)),
            Tab("rights", "知识产权", table=_rights(profile)),
        ),
    )


def _basics(profile: CompanyProfile) -> Facts:
    return Facts(
        "企业基本信息",
        (
            ("统一社会信用代码", profile.credit_code),
            ("法定代表人", profile.representative),
            ("企业类型", profile.kind),
            ("成立日期", day(profile.founded_on)),
            ("经营状态", profile.state),
            ("人员规模", profile.size),
            ("参保人数", f"{profile.insured:,}"),
            ("注册地址", profile.address),
            ("经营范围", profile.scope),
        ),
    )


def _cloud(profile: CompanyProfile) -> Facts:
    return Facts(
        "上云信息",
        (
            ("上云阶段", profile.stage),
            ("首次上云日期", day(profile.first_cloud_day)),
            ("主用云厂商", profile.vendor),
            ("在用云产品数", f"{profile.cloud_products}"),
            ("近12个月云消费", money(profile.spent)),
        ),
    )


def _relations(profile: CompanyProfile) -> Table[Relation]:
    return Table(
        id="company-relations",
        columns=(
            Column("party", "关联方名称", lambda r: r.party, 320),
            Column("kind", "关系类型", lambda r: r.kind, 140),
            Column("share", "持股比例", lambda r: plain(r.share), 120),
            Column("capital", "认缴出资额(元)", lambda r: money(r.capital), 180, "money"),
        ),
        rows=lambda: profile.relations,
        row_id=lambda r: f"{r.party}.{r.kind}",
    )


def _milestones(profile: CompanyProfile) -> Table[Milestone]:
    return Table(
        id="company-milestones",
        columns=(
            Column("day", "日期", lambda m: day(m.day), 130),
            Column("kind", "事件类型", lambda m: m.kind, 140),
            Column("text", "事件内容", lambda m: m.text, 420),
            Column("amount", "涉及金额(元)", lambda m: money(m.amount), 180, "money"),
        ),
        rows=lambda: profile.milestones,
        row_id=lambda m: m.text,
    )


def _rights(profile: CompanyProfile) -> Table[Right]:
    return Table(
        id="company-rights",
        columns=(
            Column("number", "申请号/登记号", lambda r: r.number, 200),
            Column("kind", "类型", lambda r: r.kind, 140),
            Column("name", "名称", lambda r: r.name, 320),
            Column("applied", "申请日期", lambda r: day(r.applied_on), 130),
            Column("status", "状态", lambda r: r.status, 100, "status"),
        ),
        rows=lambda: profile.rights,
        row_id=lambda r: r.number,
    )
