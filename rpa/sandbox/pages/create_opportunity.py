"""创建商机: in four steps, or three when a sales task already names the customer."""

from typing import Any

from rpa.sandbox import conditions
from rpa.sandbox.display import mask, plain
from rpa.sandbox.inputs import amount_of, day_of, entry, picks, refusal
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Act, Column, Facts, Json, Page, Step, Tab, Table
from rpa.sandbox.world.contacts import contact_of
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.leads import REPORTED, leads
from rpa.sandbox.world.opportunities import STAGES, Opportunity, add_opportunity
from rpa.sandbox.world.products import PRODUCT_TYPES
from rpa.sandbox.world.sales_tasks import SalesTask, sales_tasks

ROUTE = "sales/create-opportunity"


def build(view: View) -> Page | None:
    """Return the page; a 客户经理主管 has none."""
    if view.role.name == "supervisor":
        return None
    task = _task(view)
    tab = Tab("create-opportunity", "", steps=_steps(view, task), leave="sales/opportunities")
    return Page(ROUTE, "创建商机", ("销售", "拓新", "机会点管理", "创建商机"), (tab,))


def _task(view: View) -> SalesTask | None:
    tasks = sales_tasks(view.world, view.role.tenant)
    wanted = view.params.get("task")
    return next((one for one in tasks if one.id == wanted and view.role.sees(one.customer)), None)


def _steps(view: View, task: SalesTask | None) -> tuple[Step, ...]:
    next_ = "下一步"
    basics = Step(
        key="basics",
        title="填写基本信息",
        label=next_,
        facts=(_bound(task),) if task else (),
        fields=(
            entry("name", "商机名称"),
            entry("services", "云服务", "select", options=PRODUCT_TYPES),
            entry("stage", "拓展阶段", "select", options=STAGES[:5], default=STAGES[0]),
        ),
    )
    details = Step(
        key="details",
        title="填写详细信息",
        label=next_,
        fields=(
            entry("closes", "预计成交时间", "date"),
            entry("rivals", "竞争对手", is_required=False),
            entry("description", "需求描述", "long_text"),
        ),
        act=lambda act: _check_day(view, act),
    )
    revenue = Step(
        key="revenue",
        title="填写收入信息",
        label="提交",
        fields=(entry("revenue", "预计收入(元)"), entry("monthly", "预计月均收入(元)")),
        act=lambda act: _create(view, task, act),
    )
    if task:
        return basics, details, revenue
    fields = (picks("customers", "客户", _customers(view), 1),)
    return Step("customer", "选择客户", next_, fields), basics, details, revenue


def _bound(task: SalesTask) -> Facts:
    items = (
        ("任务名称", task.name),
        ("任务编号", task.id),
        ("客户名称", mask(task.customer.name)),
        ("客户账号名", task.customer.account),
    )
    return Facts("关联的销售拓展任务", items)


def _customers(view: View) -> Tab:
    columns: tuple[Column[tuple[str, Customer]], ...] = (
        Column("customer", "客户名称", lambda one: one[1].name, 230, masked=True),
        Column("account", "客户账号名", lambda one: plain(one[1].account), 160),
        Column("kind", "客户类型", lambda one: one[0], 120),
    )
    return Tab(
        key="opportunity-customers",
        title="",
        form=(
            conditions.select("kind", "客户类型", ("已报备客户", "已关联客户"), lambda one: one[0]),
            conditions.text("customer", "客户名称", lambda one: one[1].name),
        ),
        table=Table(
            "opportunity-customers",
            columns,
            lambda: _candidates(view),
            lambda one: one[1].id,
            selectable=True,
        ),
    )


def _candidates(view: View) -> list[tuple[str, Customer]]:
    """Return the customers that an opportunity may be for: reported or associated ones."""
    tenant, sees = view.role.tenant, view.role.sees
    reported = [one.customer for one in leads(view.world, tenant) if one.status == REPORTED]
    known = [("已报备客户", one) for one in reported if sees(one)]
    known += [("已关联客户", one) for one in view.world.customers(tenant) if sees(one)]
    return [one for one in known if one[1].reseller == view.role.only_reseller]


def _check_day(view: View, act: Act[Any]) -> Json:
    if day_of(act.form, "closes", "预计成交时间") < view.world.today:
        raise refusal("closes", "预计成交时间不能早于今天")
    return {}


def _create(view: View, task: SalesTask | None, act: Act[Any]) -> Json:
    form = act.form
    revenue = amount_of(form, "revenue", "预计收入")
    monthly = amount_of(form, "monthly", "预计月均收入")
    if monthly > revenue:
        raise refusal("monthly", "预计月均收入不能大于预计收入")
    _check_day(view, act)
    customer = task.customer if task else _chosen(view, form["customers"])
    new = Opportunity(
        id="",
        name=form["name"],
        customer=customer,
        phone=contact_of(customer).phone,
        services=form["services"],
        stage=form["stage"],
        revenue=revenue,
        monthly=monthly,
        closes=day_of(form, "closes", "预计成交时间"),
        created_at=act.now.replace(microsecond=0),
        description=form["description"],
        task=task.id if task else None,
    )
    act.accept()
    new = add_opportunity(view.world, view.role.tenant, new)
    act.record("opportunity", new.id, 1)
    links = [
        {"text": "查看详情", "route": f"sales/opportunity-details?id={new.id}"},
        {"text": "返回商机报备", "route": "sales/opportunities"},
    ]
    return {"done": {"title": "创建商机成功", "text": f"商机编号：{new.id}", "links": links}}


def _chosen(view: View, ids: list[str]) -> Customer:
    found = next((one for _, one in _candidates(view) if one.id in ids), None)
    if found is None:
        raise refusal("customers", "所选客户不可用，请重新选择")
    return found
