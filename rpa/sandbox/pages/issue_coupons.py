"""发放代金券: coupons for up to ten customers at once, out of one quota."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from rpa.sandbox import conditions
from rpa.sandbox.display import money
from rpa.sandbox.inputs import amount_of, code_fields, day_of, entry, picks, refusal
from rpa.sandbox.pages.coupon_scope import asks_code, desk, own_quotas
from rpa.sandbox.pages.quota_details import quota_items
from rpa.sandbox.pages.view import View
from rpa.sandbox.refusal import BUSY, Refused
from rpa.sandbox.schema import Act, Column, Facts, Field, Json, Page, Step, Tab, Table
from rpa.sandbox.world.coupon_values import VALID, Coupon, Quota
from rpa.sandbox.world.customers import ASSOCIATIONS, Customer
from rpa.sandbox.world.products import PRODUCT_TYPES, PRODUCTS

ROUTE = "sales/issue-coupons"
MOST = 10


def build(view: View) -> Page | None:
    """Return the page for the quota that the address names."""
    quota = next((q for q in own_quotas(view) if q.number == view.params.get("quota")), None)
    if quota is None:
        return None
    group = view.generation.customer_group
    crumbs = ("销售", group, view.generation.coupon_page, "发放代金券")
    items = quota_items(view, quota)
    step = Step(
        key="submit",
        title="发放代金券",
        label="提交",
        fields=_fields(view),
        facts=(Facts("代金券额度", items[:4]), Facts("额度限制", items[4:], is_folded=True)),
        act=lambda act: _issue(view, quota, act),
    )
    tab = Tab("issue-coupons", "", steps=(step,), leave="sales/coupons")
    return Page(ROUTE, "发放代金券", crumbs, (tab,))


def _fields(view: View) -> tuple[Field[Any], ...]:
    today = view.world.today
    return (
        entry("face", "代金券面值(元)"),
        entry("minimum", "最小可用订单额(元)", placeholder="不填表示不限", is_required=False),
        entry("effective", "生效时间", "date", default=today.isoformat()),
        entry("expires", "失效时间", "date"),
        _advanced("services", "云服务类型", PRODUCT_TYPES),
        _advanced("products", "云服务产品", tuple(product.name for product in PRODUCTS)),
        picks("customers", "客户", _customers(view), MOST),
        entry("remark", "备注信息", "long_text", placeholder="仅发放人可见", is_required=False),
        *(code_fields() if asks_code(view) else ()),
    )


def _advanced(key: str, label: str, options: tuple[str, ...]) -> Field[Any]:
    field = entry(key, label, "multi_select", options=options, is_required=False)
    return replace(field, is_advanced=True)


def _receivers(view: View) -> list[Customer]:
    customers = view.world.customers(view.role.tenant)
    owner = view.role.only_reseller
    return [one for one in customers if view.role.sees(one) and one.reseller == owner]


def _customers(view: View) -> Tab:
    columns: tuple[Column[Customer], ...] = (
        Column("customer", view.generation.customer_header, lambda c: c.name, 220, masked=True),
        Column("account", "客户账号名", lambda c: c.account, 160),
        Column("association", "关联类型", lambda c: c.association, 100),
    )
    return Tab(
        key="coupon-receivers",
        title="",
        form=(
            conditions.text("customer", "客户名称", lambda c: c.name),
            conditions.text("account", "客户账号名", lambda c: c.account),
            conditions.select("association", "关联类型", ASSOCIATIONS, lambda c: c.association),
        ),
        table=Table(
            "coupon-receivers", columns, lambda: _receivers(view), lambda c: c.id, selectable=True
        ),
    )


def _issue(view: View, quota: Quota, act: Act[Any]) -> Json:
    if quota.status != VALID:
        raise Refused(409, "该额度当前状态不允许发放代金券")
    like = _wanted(quota, act)
    known = {customer.id: customer for customer in _receivers(view)}
    chosen = [known[one] for one in act.form["customers"] if one in known]
    if like.face * len(chosen) > quota.balance:
        raise refusal("face", f"面值合计超过额度余额{money(quota.balance)}元")
    fitting = [customer for customer in chosen if customer.association == "代售"]
    receivers = act.accept(fitting) if fitting else ()
    for customer in receivers:
        desk(view, act.now).issue(replace(like, customer=customer))
        act.record("coupon-issue", customer.account, 1)
    whys = {one.id: "仅支持向代售客户发放" for one in chosen if one not in fitting}
    whys |= {one.id: BUSY for one in fitting[len(receivers) :]}
    failed = [f"{one.account}：{whys[one.id]}" for one in chosen if one.id in whys]
    return {"done": _result(len(receivers), failed)}


def _wanted(quota: Quota, act: Act[Any]) -> Coupon:
    face = amount_of(act.form, "face", "代金券面值")
    minimum = amount_of(act.form, "minimum", "最小可用订单额") if act.form.get("minimum") else None
    effective = datetime.combine(day_of(act.form, "effective", "生效时间"), time())
    expires = datetime.combine(day_of(act.form, "expires", "失效时间"), time(23, 59, 59))
    if expires < effective or expires > quota.expires_at:
        latest = quota.expires_at.date().isoformat()
        raise refusal("expires", f"失效时间不能早于生效时间，且不能晚于额度失效时间{latest}")
    only = [*act.form.get("services", ()), *act.form.get("products", ())]
    return Coupon(
        id="",
        quota=quota,
        customer=Customer("", "", "", "", None, None),
        face=face,
        balance=face,
        minimum=minimum,
        issued_at=act.now,
        effective_at=effective,
        expires_at=expires,
        status=VALID if effective <= act.now else "未激活",
        remark=act.form.get("remark"),
        limits="、".join(only) or None,
    )


def _result(count: int, failed: Sequence[str]) -> Json:
    links = [{"text": "返回代金券额度", "route": "sales/coupons"}]
    if not failed:
        return {"title": "发放代金券成功", "text": f"已向{count}个客户发放代金券。", "links": links}
    title = "部分代金券发放成功" if count else "发放代金券失败"
    text = "\n".join([f"成功{count}个，失败{len(failed)}个", *failed])
    return {"title": title, "text": text, "links": links, "kind": "warn"}
