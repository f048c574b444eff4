"""The truth of `expenditure-details` (P09)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.expenditure_summary import asked_month
from rpa.sandbox.truth.inputs import check_names, choice, choices
from rpa.sandbox.truth.typed import number, stamp
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.expenditure_book import expenditures
from rpa.sandbox.world.expenditures import BILL_TYPES, CHARGE_MODES, Expenditure
from rpa.sandbox.world.products import PRODUCT_TYPES, REGIONS
from rpa.sandbox.world.world import World

PARTNER = "伙伴名称"
_COLUMNS = (
    "账期",
    "客户名称",
    "客户账号名",
    PARTNER,
    "关联类型",
    "客户经理",
    "消费时间",
    "订单号/交易号",
    "账单类型",
    "计费模式",
    "产品类型",
    "产品名称",
    "资源ID",
    "资源名称",
    "区域",
    "官网价",
    "优惠金额",
    "应付金额",
    "支付方式",
    "支付状态",
)
_TEXTS = ("customer", "account", "partner", "manager", "trade", "resource", "resource_name")
_OPTIONS = {
    "product_type": PRODUCT_TYPES,
    "association": ASSOCIATIONS,
    "charge_mode": CHARGE_MODES,
    "region": REGIONS,
}
_ZEROS = ("不显示0消费", "全部")


def expenditure_details(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the records of one month that the role sees, newest first."""
    texts = [name for name in _TEXTS if name != "partner" or role.name == "distributor"]
    check_names(inputs, ("month", *texts, *_OPTIONS, "bill_type", "payable"))
    columns = detail_columns(role)
    rows = [detail_row(record, columns) for record in _wanted(world, role, inputs)]
    return {"columns": columns, "rows": rows, "total": len(rows)}


def detail_columns(role: Role) -> list[str]:
    """Return the columns that the role's page has."""
    return [name for name in _COLUMNS if name != PARTNER or role.name == "distributor"]


def detail_row(record: Expenditure, columns: list[str]) -> list[str | float | None]:
    """Return a record as a row of the workbook."""
    cells = _cells(record)
    return [cells[name] for name in columns]


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[Expenditure]:
    month, with_zeros = asked_month(inputs, world), inputs.get("payable") == "全部"
    choice({"payable": inputs.get("payable", "")}, "payable", _ZEROS)
    bill_types = choices(inputs, "bill_type", BILL_TYPES)
    chosen = {name: choice(inputs, name, options) for name, options in _OPTIONS.items()}
    exact = {name: option for name, option in chosen.items() if option is not None}
    parts = {name: inputs.get(name, "").strip().casefold() for name in _TEXTS}
    for record in expenditures(world, role.tenant):
        values = _values(record)
        if (
            record.month == month
            and role.sees(record.customer)
            and (with_zeros or record.amount)
            and (not bill_types or record.bill_type in bill_types)
            and all(values[name] == option for name, option in exact.items())
            and all(part in (values[name] or "").casefold() for name, part in parts.items())
        ):
            yield record


def _values(record: Expenditure) -> dict[str, str | None]:
    customer = record.customer
    return {
        "customer": customer.name,
        "account": customer.account,
        "partner": customer.reseller,
        "manager": customer.manager,
        "trade": record.trade_no,
        "resource": record.resource_id,
        "resource_name": record.resource_name,
        "product_type": record.product.kind,
        "association": customer.association,
        "charge_mode": record.charge_mode,
        "region": record.region,
    }


def _cells(record: Expenditure) -> dict[str, str | float | None]:
    customer = record.customer
    return {
        "账期": record.month,
        "客户名称": customer.name,
        "客户账号名": customer.account,
        PARTNER: customer.reseller,
        "关联类型": customer.association,
        "客户经理": customer.manager,
        "消费时间": stamp(record.traded_at),
        "订单号/交易号": record.trade_no,
        "账单类型": record.bill_type,
        "计费模式": record.charge_mode,
        "产品类型": record.product.kind,
        "产品名称": record.product.name,
        "资源ID": record.resource_id,
        "资源名称": record.resource_name,
        "区域": record.region,
        "官网价": number(record.list_price),
        "优惠金额": number(record.discount),
        "应付金额": number(record.amount),
        "支付方式": record.payment_method,
        "支付状态": "已支付" if record.is_paid else "未支付",
    }
