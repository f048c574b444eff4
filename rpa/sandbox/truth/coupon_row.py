"""What a page shows of a coupon, in the columns that a truth asks for."""

from collections.abc import Sequence

from rpa.sandbox.truth.typed import number, stamp
from rpa.sandbox.world.coupon_values import Coupon


def coupon_row(coupon: Coupon, columns: Sequence[str]) -> list[str | float | None]:
    """Return the cells of a coupon."""
    shown = {
        "代金券ID": coupon.id,
        "额度编号": coupon.quota.number,
        "客户名称": coupon.customer.name,
        "客户账号名": coupon.customer.account,
        "面值": number(coupon.face),
        "余额": number(coupon.balance),
        "发放时间": stamp(coupon.issued_at),
        "生效时间": stamp(coupon.effective_at),
        "失效时间": stamp(coupon.expires_at),
        "当前状态": coupon.status,
        "备注": coupon.remark,
    }
    return [shown[column] for column in columns]
