"""券管理, as the API tells and changes it."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from rpa.sandbox.api.asked import Asked, Denied, Tests, amount, bad_parameter, found, listing, utc
from rpa.sandbox.api.codes import COUPON_OPERATION, COUPON_STATUS, QUOTA_STATUS
from rpa.sandbox.schema import Json
from rpa.sandbox.web.writing import Clerk
from rpa.sandbox.world.coupon_values import VALID, Coupon, CouponEvent, Quota
from rpa.sandbox.world.coupons import CouponDesk, coupons, events, quotas
from rpa.sandbox.world.customers import Customer

_VOUCHER, _VOUCHER_QUOTA = "1", "0"
_MOST_RECEIVERS = 100


def list_quotas(asked: Asked) -> Json:
    """ListQuotaCoupons."""
    numbers, statuses = asked.texts("quota_ids"), asked.texts("quota_status_list")
    tests: Tests[Quota] = (
        lambda one: not numbers or one.number in numbers,
        lambda one: not statuses or str(QUOTA_STATUS[one.status]) in statuses,
        asked.same("quota_type", lambda _: _VOUCHER_QUOTA),
        asked.during("create_time", lambda one: one.issued_at),
        asked.during("effective_time", lambda one: one.effective_at),
        asked.during("expire_time", lambda one: one.expires_at),
    )
    known = quotas(asked.world, asked.role.tenant, asked.partner())
    matching = found(known, tests)
    return listing("quotas", "total_count", asked, matching, _quota)


def list_issued(asked: Asked) -> Json:
    """ListIssuedPartnerCoupons."""
    order = asked.text("order_id")
    tests: Tests[Coupon] = (
        lambda one: asked.role.sees(one.customer),
        lambda one: order is None or any(use.order_no == order for use in one.uses),
        asked.same("coupon_id", lambda one: one.id),
        asked.same("customer_id", lambda one: one.customer.id),
        asked.same("coupon_type", lambda _: _VOUCHER),
        asked.same("status", lambda one: COUPON_STATUS[one.status]),
        asked.during("create_time", lambda one: one.issued_at),
        asked.during("effective_time", lambda one: one.effective_at),
        asked.during("expire_time", lambda one: one.expires_at),
    )
    known = coupons(asked.world, asked.role.tenant, asked.partner())
    matching = found(known, tests)
    return listing("user_coupons", "total_count", asked, matching, _coupon)


def list_records(asked: Asked) -> Json:
    """ListPartnerCouponsRecord: what was done to coupons, that of quotas being told elsewhere."""
    operations, ids = asked.texts("operation_types"), asked.texts("coupon_ids")
    tests: Tests[CouponEvent] = (
        lambda one: one.operation in COUPON_OPERATION,
        lambda one: one.customer is not None and asked.role.sees(one.customer),
        lambda one: not operations or COUPON_OPERATION[one.operation] in operations,
        lambda one: not ids or one.coupon_id in ids,
        asked.same("quota_id", lambda one: one.quota_no),
        asked.same("quota_type", lambda _: _VOUCHER_QUOTA),
        asked.same("customer_id", lambda one: one.customer and one.customer.id),
        asked.same("result", lambda _: "0"),
        asked.during("operation_time", lambda one: one.at),
    )
    known = events(asked.world, asked.role.tenant, asked.partner())
    matching = found(known, tests)
    return listing("records", "total_count", asked, matching, _event)


def issue(asked: Asked, clerk: Clerk) -> Json:
    """CreatePartnerCoupons; those for whom it is not allowed are told apart."""
    like = _wanted(asked)
    receivers = _receivers(asked)
    if like.face * len(receivers) > like.quota.balance:
        raise Denied(400, "CBC.99003019", "The quota balance is insufficient.")
    fitting = [one for one in receivers if one.association == "代售"]
    chosen = fitting[: clerk.gate(len(fitting))] if fitting else []
    issued = []
    for customer in chosen:
        coupon = _desk(asked).issue(replace(like, customer=customer))
        clerk.record("coupon-issue", customer.account)
        issued.append({"id": customer.id, "coupon_id": coupon.id})
    failed = [
        {"id": one.id, "error_code": "CBC.99003162", "error_msg": "Not allowed for this customer."}
        for one in receivers
        if one not in chosen
    ]
    return {"coupon_infos": issued, "error_details": failed}


def reclaim(asked: Asked, clerk: Clerk) -> Json:
    """ReclaimPartnerCoupons."""
    number, partner = asked.needed("coupon_id"), asked.partner()
    known = coupons(asked.world, asked.role.tenant, partner)
    coupon = next((one for one in known if one.id == number), None)
    if coupon is None or not asked.role.sees(coupon.customer):
        raise Denied(400, "CBC.99003004", f"The coupon {number} does not exist.")
    if coupon.status != VALID:
        raise Denied(400, "CBC.99003029", f"The coupon {number} cannot be reclaimed any more.")
    clerk.gate()
    _desk(asked).recall(coupon)
    clerk.record("coupon-recall", number)
    return {}


def _wanted(asked: Asked) -> Coupon:
    quota = _usable(asked)
    effective = asked.moment("valid_time") or quota.effective_at
    expires = asked.moment("expire_time") or quota.expires_at
    if not effective < expires <= quota.expires_at:
        raise bad_parameter("expire_time")
    face, now = _face(asked), asked.sandbox.now()
    return Coupon(
        id="",
        quota=quota,
        customer=Customer("", "", "", "", None, None),
        face=face,
        balance=face,
        minimum=None,
        issued_at=now,
        effective_at=effective,
        expires_at=expires,
        status=VALID if effective <= now else "未激活",
        remark=asked.text("memo"),
    )


def _usable(asked: Asked) -> Quota:
    number = asked.needed("quota_id")
    known = quotas(asked.world, asked.role.tenant, asked.partner())
    quota = next((one for one in known if one.number == number), None)
    if quota is None or quota.status != VALID:
        raise Denied(400, "CBC.99003002", f"The quota {number} cannot be used.")
    return quota


def _face(asked: Asked) -> Decimal:
    try:
        face = Decimal(str(asked.given.get("face_value")))
    except InvalidOperation:
        raise bad_parameter("face_value") from None
    if not face.is_finite() or face <= 0 or face != round(face, 2):
        raise bad_parameter("face_value")
    return round(face, 2)


def _receivers(asked: Asked) -> list[Customer]:
    ids, is_asked = asked.texts("customer_ids"), asked.scope()
    known = asked.world.customers(asked.role.tenant)
    receivers = [one for one in known if one.id in ids and is_asked(one)]
    if not 0 < len(ids) == len(receivers) <= _MOST_RECEIVERS:
        raise bad_parameter("customer_ids")
    return receivers


def _desk(asked: Asked) -> CouponDesk:
    role, now = asked.role, asked.sandbox.now()
    return CouponDesk(asked.world, role.tenant, role.display_name, now)


def _quota(one: Quota) -> Json:
    return {
        "quota_id": one.number,
        "quota_type": 0,
        "create_time": utc(one.issued_at),
        "last_update_time": utc(one.issued_at),
        "quota_value": amount(one.amount),
        "quota_status": QUOTA_STATUS[one.status],
        "balance": amount(one.balance),
        "measure_id": 1,
        "currency": "CNY",
        "effective_time": utc(one.effective_at),
        "expire_time": utc(one.expires_at),
        "limit_infos": [],
    }


def _coupon(one: Coupon) -> Json:
    return {
        "coupon_id": one.id,
        "status": COUPON_STATUS[one.status],
        "customer_id": one.customer.id,
        "coupon_type": 1,
        "measure_id": 1,
        "face_value": amount(one.face),
        "balance": amount(one.balance),
        "create_time": utc(one.issued_at),
        "effective_time": utc(one.effective_at),
        "expire_time": utc(one.expires_at),
        "order_id": one.uses[-1].order_no if one.uses else None,
        "last_used_time": utc(one.uses[-1].used_at) if one.uses else None,
        "media_type": 1,
        "fetch_method": 3,
        "use_limits": [],
        "is_frozen": "0",
    }


def _event(one: CouponEvent) -> Json:
    return {
        "id": f"{one.at:%Y%m%d%H%M%S}{one.coupon_id}",
        "operation_type": COUPON_OPERATION[one.operation],
        "quota_id": one.quota_no,
        "quota_type": 0,
        "coupon_id": one.coupon_id,
        "customer_id": one.customer.id if one.customer else None,
        "operation_amount": amount(one.amount),
        "operation_time": utc(one.at),
        "result": "0",
        "remark": one.remark,
    }
