"""客户管理: the partner's customers, and what can be done with each (P08, P10)."""

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

from rpa.sandbox import conditions
from rpa.sandbox.display import mask_mail, mask_phone, moment, money, plain
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Column,
    ExportItem,
    Field,
    Json,
    Page,
    RowAction,
    Tab,
    Table,
)
from rpa.sandbox.world.customer_records import (
    LABELS,
    VERIFICATIONS,
    CustomerRecord,
    customer_records,
    record_of,
)
from rpa.sandbox.world.customer_resources import next_expiry
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.expenditure_sums import consumed_this_month

ROUTE = "sales/customers"
DETAILS_ROUTE = "sales/customer-details"
RESOURCES_ROUTE = "sales/customer-resources"
_DIRECT, _RESOLD = "我的客户", "云经销商的客户"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    crumbs = ("销售", view.generation.customer_group, "客户管理")
    return Page(ROUTE, "客户管理", crumbs, _tabs(view))


def record_asked(view: View) -> CustomerRecord | None:
    """Return the customer that the address names, if it is one of the role's."""
    customer = view.params.get("customer")
    record = record_of(view.world, view.role.tenant, customer) if customer else None
    return record if record and view.role.sees(record.customer) else None


def _tabs(view: View) -> tuple[Tab, ...]:
    if view.role.name != "distributor":
        return (_list(view, "customers", "", lambda _: True),)
    return (
        _list(view, "customers", _DIRECT, lambda record: record.customer.reseller is None),
        _list(view, "reseller-customers", _RESOLD, lambda record: bool(record.customer.reseller)),
    )


def _list(view: View, key: str, title: str, belongs: Callable[[CustomerRecord], bool]) -> Tab:
    is_resold = title == _RESOLD
    return Tab(
        key=key,
        title=title,
        form=_fields(view, is_resold=is_resold),
        table=Table(
            id=f"{key}-list",
            columns=_columns(view, is_resold=is_resold),
            rows=lambda: [record for record in _seen(view) if belongs(record)],
            row_id=lambda record: record.customer.id,
            row_actions=_ACTIONS,
        ),
        export=_exports(view),
        export_title="客户列表",
    )


def _seen(view: View) -> list[CustomerRecord]:
    records = customer_records(view.world, view.role.tenant)
    return [record for record in records if view.role.sees(record.customer)]


def _exports(view: View) -> tuple[ExportItem, ...]:
    """Only who administers the partner's account may export its customers."""
    return () if view.role.is_member else EXPORT_ITEMS


def _fields(view: View, *, is_resold: bool) -> tuple[Field[CustomerRecord], ...]:
    reseller: Field[CustomerRecord] = conditions.text(
        "reseller", "云经销商名称", lambda r: r.customer.reseller
    )
    manager: Field[CustomerRecord] = conditions.text(
        "manager", "客户经理姓名", lambda r: r.customer.manager
    )
    return (
        conditions.text("customer", "客户名称", lambda r: r.customer.name),
        conditions.text("account", "客户账号名", lambda r: r.customer.account),
        reseller if is_resold else manager,
        conditions.select(
            "association", "关联类型", ASSOCIATIONS, lambda r: r.customer.association
        ),
        conditions.date_range("associated", "关联时间", lambda r: r.associated_at),
        conditions.text("telephone", "移动电话", lambda r: r.telephone),
        conditions.select("label", "客户标签", LABELS, lambda r: r.label),
        conditions.select("verification", "实名认证状态", VERIFICATIONS, lambda r: r.verification),
        conditions.select("frozen", "是否冻结", ("是", "否"), _frozen),
        conditions.select(
            "consumed",
            "本月消费",
            ("有消费", "无消费"),
            lambda r: "有消费" if _consumed(view, r) else "无消费",
        ),
        conditions.date_range(
            "expires",
            "资源到期时间",
            lambda r: next_expiry(view.world, view.role.tenant, r.customer),
        ),
        conditions.text("id", "客户ID", lambda r: r.customer.id),
    )


def _frozen(record: CustomerRecord) -> str:
    return "是" if record.is_frozen else "否"


def _consumed(view: View, record: CustomerRecord) -> Decimal | None:
    return consumed_this_month(view.world, view.role.tenant).get(record.customer.id)


def _columns(view: View, *, is_resold: bool) -> tuple[Column[CustomerRecord], ...]:
    name = view.generation.customer_header
    reseller: Column[CustomerRecord] = Column(
        "reseller", "云经销商名称", lambda r: plain(r.customer.reseller), 220, masked=True
    )
    manager: Column[CustomerRecord] = Column(
        "manager", "客户经理", lambda r: plain(r.customer.manager), 110
    )
    return (
        Column(
            "customer",
            name,
            lambda r: r.customer.name,
            240,
            "link",
            masked=True,
            link=lambda r: f"#/{DETAILS_ROUTE}?customer={r.customer.id}",
        ),
        Column("account", "客户账号名", lambda r: r.customer.account, 180),
        reseller if is_resold else manager,
        Column("association", "关联类型", lambda r: r.customer.association, 100),
        Column("verification", "实名认证状态", lambda r: r.verification, 130, "status"),
        Column(
            "telephone",
            "移动电话",
            lambda r: plain(r.telephone),
            140,
            masked=True,
            mask=mask_phone,
        ),
        Column("mail", "邮箱", lambda r: plain(r.mail), 220, masked=True, mask=mask_mail),
        Column("label", "客户标签", lambda r: plain(r.label), 110),
        Column("level", "客户等级", lambda r: r.level, 90),
        Column("frozen", "是否冻结", _frozen, 90),
        Column(
            "associated",
            "关联时间",
            lambda r: moment(r.associated_at),
            180,
            "datetime",
            sort_by=lambda r: r.associated_at,
        ),
        Column(
            "consumed",
            "本月消费(元)",
            lambda r: money(_consumed(view, r)),
            140,
            "money",
        ),
    )


def _go(route: str, name: str) -> Callable[[Act[CustomerRecord]], Json]:
    """Return the deed of going to a page that has a filter for the customer."""

    def act(act: Act[CustomerRecord]) -> Json:
        value = getattr(act.rows[0].customer, name)
        return {"goto": route.format(quote(value))}

    return act


_ACTIONS: tuple[RowAction[CustomerRecord], ...] = (
    RowAction(
        "orders",
        "查看订单",
        act=_go("#/sales/customer-orders?tab=resources&f.customer={}", "name"),
    ),
    RowAction(
        "expenditure",
        "查看消费",
        act=_go("#/sales/customer-expenditure?tab=details&f.account={}", "account"),
    ),
    RowAction(
        "resources", "查看资源", inline=False, act=_go(f"#/{RESOURCES_ROUTE}?customer={{}}", "id")
    ),
    RowAction("discount", "设置折扣", inline=False, is_enabled=lambda r: not r.is_frozen),
    RowAction("authorization", "申请客户授权", inline=False),
    RowAction("dissociate", "解除关联", inline=False, is_enabled=lambda r: not r.is_frozen),
)
