"""商机详情: one opportunity and what happened with it."""

from rpa.sandbox.display import day, mask, mask_phone, moment, money, plain
from rpa.sandbox.pages.opportunities import seen
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Column, Facts, Page, Tab, Table
from rpa.sandbox.world.opportunities import Opportunity, Progress

ROUTE = "sales/opportunity-details"


def build(view: View) -> Page | None:
    """Return the page of the opportunity that the address names."""
    one = next((one for one in seen(view) if one.id == view.params.get("id")), None)
    if one is None:
        return None
    crumbs = ("销售", "拓新", "机会点管理", "商机详情")
    return Page(ROUTE, "商机详情", crumbs, (_facts(one), _progress(one)))


def _facts(one: Opportunity) -> Tab:
    basics = (
        ("商机编号", one.id),
        ("商机名称", one.name),
        ("客户名称", mask(one.customer.name)),
        ("手机号码", mask_phone(one.phone)),
        ("客户经理", plain(one.customer.manager)),
        ("创建时间", moment(one.created_at)),
        ("关联任务", plain(one.task)),
    )
    details = (
        ("云服务", one.services),
        ("拓展阶段", one.stage),
        ("预计成交时间", day(one.closes)),
        ("需求描述", one.description),
    )
    revenue = (("预计收入(元)", money(one.revenue)), ("预计月均收入(元)", money(one.monthly)))
    blocks = (Facts("基本信息", basics), Facts("详细信息", details), Facts("收入信息", revenue))
    return Tab("opportunity-facts", "商机信息", facts=blocks)


def _progress(one: Opportunity) -> Tab:
    columns: tuple[Column[Progress], ...] = (
        Column("at", "更新时间", lambda p: moment(p.at), 180, "datetime"),
        Column("stage", "拓展阶段", lambda p: p.stage, 110),
        Column("chance", "赢单概率", lambda p: p.chance, 100),
        Column("talks", "技术交流", lambda p: p.talks, 110),
        Column("tests", "测试情况", lambda p: p.tests, 110),
        Column("details", "进展详情", lambda p: p.details, 320),
    )
    rows = one.progress[::-1]
    table = Table("opportunity-progress", columns, lambda: rows, lambda p: p.at.isoformat())
    return Tab("opportunity-progress", "商机进展", table=table)
