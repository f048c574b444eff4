"""What the matrix runs of P04, P12 and P15, in the shape of `cases.yaml`."""

from typing import Any

CASES: dict[str, dict[str, Any]] = {
    "revenue-summary": {
        "roles": ["distributor", "solution", "reseller", "manager", "supervisor"],
        "filters": {"period": "last_month"},
    },
    "revenue-details": {
        "roles": ["distributor", "solution", "reseller", "manager", "supervisor"],
        "filters": {
            "formed": "2026-01-01..2026-11-30",
            "customer": "科技",
            "account": "hw_",
            "order": "8",
            "bill": "77",
            "manager": "李娜",
            "reseller": "云",
            "product_type": "弹性公网IP",
            "order_type": "开通",
            "billing_mode": "按需计费",
            "association": "代售",
        },
        "only": {
            "manager": ["distributor", "solution", "supervisor"],
            "association": ["distributor", "solution", "manager", "supervisor"],
            "reseller": ["distributor"],
        },
    },
    "marketplace-incentives": {
        "roles": ["distributor", "solution"],
        "filters": {"period": "this_month", "line": "8", "dealt": "-200d..today"},
    },
    "exclusive-offers": {
        "roles": ["distributor", "solution", "reseller"],
        "filters": {
            "good": "金蝶",
            "merchant": "科技",
            "target": "科技",
            "status": "生效中",
            "begins": "2026-01-01..2026-11-30",
        },
    },
}
