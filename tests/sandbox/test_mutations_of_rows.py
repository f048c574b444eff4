"""Mutations of tables, their cells and exports, and queries: a look, and what it is to show."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from rpa.sandbox.display import mask_phone
from tests.sandbox.looks import (
    RESOURCES,
    every,
    headers,
    ids,
    labels,
    of,
    renamed,
    rows,
    tab,
    table,
    to,
    total,
    without,
)

ORDERS = "sales/customer-orders"
REVENUE = "sales/revenue"
COUPONS = "sales/coupons"
EXPENDITURE = "sales/customer-expenditure"
TASKS = "sales/marketing-tasks"
CUSTOMERS = "sales/customers"
MARKETPLACE = "sales/marketplace-incentives"
NANSHA = {"account": "yunzhou-nansha"}
OLDEST = {"key": "associated", "dir": "asc"}


def cells(table_id, *keys, **body):
    return lambda v: [tuple(r[key] for key in keys) for r in v.all_rows(table_id, **body)]


def revealed(table_id, key):
    """Return what an eye shows: when it is opened, and with the rows of a page."""

    def look(v):
        rows = v.table(table_id, size=10, reveal=[key])["rows"]
        opened = v.post(f"/api/reveal/{table_id}", column=key, ids=[r["_id"] for r in rows])
        return [(row[key], opened["values"][row["_id"]]) for row in rows]

    return look


def totals_of_resources(v):
    return [
        total("resources-on-demand", params={"customer": one})(v)
        for one in ids("reseller-customers-list")(v)
    ]


def sheet(table_id, **filters):
    """Return the rows of an exported file."""

    def look(v):
        v.post("/api/exports", table=table_id, item="current", filters=filters)
        while (task := v.get("/api/exports")["rows"][0])["status"] == "处理中":
            pass
        file = v.ask("GET", f"/api/exports/{task['_id']}/file").content
        return [list(row) for row in load_workbook(BytesIO(file)).active.values]

    return look


def each(change):
    return lambda found: [tuple(map(change, one)) for one in found]


def early(text):
    return str(datetime.fromisoformat(text) - timedelta(hours=8)) if text != "--" else text


def rounded(text):
    return f"{round(float(text.replace(',', ''))):,}.00"


def flipped(text):
    return text[1:] if text.startswith("-") else f"-{text}"


def to_minute(text):
    return text[:16]


def day_first(text):
    return "/".join(reversed(text.split("-")))


def without_column(title):
    def change(rows):
        at = rows[0].index(title)
        return [row[:at] + row[at + 1 :] for row in rows]

    return change


def reveal_pages(v):
    return [v.table("leads", page=p, size=20, reveal=["phone"])["rows"][0]["phone"] for p in (1, 2)]


def pages_of_ten(table_id):
    return lambda v: [ids(table_id, page=page, size=10)(v) for page in (1, 2, 3)]


def expiring(v):
    days = sorted(text[:10] for (text,) in cells("order-resources", "expires")(v) if text != "--")
    asked = {"expires": [days[0], days[20]]}
    return [text[:10] for (text,) in cells("order-resources", "expires", filters=asked)(v)]


def resellers(v):
    rows = v.table("order-resources", size=10, reveal=["reseller"])["rows"]
    return [row["reseller"] for row in rows]


def first_ten(v):
    found = cells("revenue-details", "amount")(v)[:10]
    return f"{sum(float(text.replace(',', '')) for (text,) in found):,.2f}"


def in_clear(v):
    columns = of(table(CUSTOMERS, "customers-list"), "columns")(v)
    masked = [one["key"] for one in columns if one["masked"]]
    rows = v.all_rows("customers-list", reveal=masked)
    return [
        [
            float(row[one["key"]].replace(",", ""))
            if one["kind"] == "money" and row[one["key"]] != "--"
            else row[one["key"]]
            for one in columns
        ]
        for row in rows
    ]


SEEN = {
    "column_lost": (headers(ORDERS, "order-resources"), without("订单行失效时间")),
    "column_added": (
        headers(COUPONS, "coupon-quotas"),
        lambda titles: [*titles[:3], "已用金额(元)", *titles[3:]],
    ),
    "column_renamed": (headers(CUSTOMERS, "customers-list"), renamed("客户等级", "客户级别")),
    "columns_swapped": (
        headers(REVENUE, "revenue-details"),
        lambda t: [{"订单类型": "产品类型", "产品类型": "订单类型"}.get(one, one) for one in t],
    ),
    "cells_swapped": (
        cells("order-resources", "effective", "expires"),
        lambda found: [(b, a) for a, b in found],
    ),
    "currency_lost": (
        headers(MARKETPLACE, "marketplace-settlements"),
        renamed("激励金额(元)", "激励金额"),
    ),
    "amounts_rounded": (cells("revenue-details", "amount"), each(rounded)),
    "sign_flipped": (cells("expenditure-refunds", "amount"), each(flipped)),
    "time_shifted": (cells("customer-orders", "ordered"), each(early)),
    "seconds_lost": (cells("expenditure-details", "traded", filters=NANSHA), each(to_minute)),
    "date_format": (cells("sales-task-details", "begins"), each(day_first)),
    "status_mapped": (
        cells("issued-coupons", "status"),
        each(lambda text: "已过期" if text == "已使用" else text),
    ),
    "long_ids_rounded": (
        cells("revenue-details", "id"),
        each(lambda text: str(int(float(text)))),
    ),
    "details_lost": (
        every(of(table(RESOURCES, "resources-by-term"), "details"), "title"),
        without("月均费用(元)"),
    ),
    "eye_wrong_column": (
        lambda v: (revealed("order-resources", "customer")(v), resellers(v)),
        lambda found: ([(name, name) for name in found[1]], found[1]),
    ),
    "eye_shows_nothing": (revealed("opportunities", "phone"), each(mask_phone)),
    "eye_lost": (
        lambda v: (
            of(table(TASKS, "sales-task-details"), "columns", "phone", "masked")(v),
            cells("sales-task-details", "phone")(v),
        ),
        lambda found: (False, found[1]),
    ),
    "eye_masks_again": (reveal_pages, lambda found: [found[0], mask_phone(found[1])]),
    "mask_lost": (
        lambda v: (cells("leads", "phone")(v), cells("leads", "phone", reveal=["phone"])(v)),
        lambda found: (found[1], found[1]),
    ),
    "filter_ignored": (
        lambda v: [total("order-resources", filters=f)(v) for f in ({}, {"status": "已取消"})],
        lambda found: [found[0], found[0]],
    ),
    "account_filter_ignored": (
        lambda v: [total("expenditure-details", filters=f)(v) for f in ({}, NANSHA)],
        lambda found: [found[0], found[0]],
    ),
    "filter_wrong_column": (
        lambda v: [
            total("opportunities", filters={key: "公司"})(v) for key in ("customer", "manager")
        ],
        lambda found: [found[0], found[0]],
    ),
    "filter_lost": (labels(RESOURCES, "by-term"), without("到期策略")),
    "filter_renamed": (labels(TASKS, "task-details"), renamed("任务时间", "任务日期")),
    "filter_option_lost": (
        of(tab(COUPONS, "issued"), "form", "status", "options"),
        without("已过期"),
    ),
    "filter_default_lost": (of(tab(RESOURCES, "on-demand"), "form", "opened", "default"), to(None)),
    "filter_default_wrong": (
        of(tab(EXPENDITURE, "summary"), "form", "month", "default"),
        to("2026-10"),
    ),
    "date_range_short": (expiring, lambda days: without(max(days))(days)),
    "date_range_ignored": (
        lambda v: [
            total("exclusive-offers", filters=f)(v)
            for f in ({}, {"begins": ["2026-11-01", "2026-11-02"]})
        ],
        lambda found: [found[0], found[0]],
    ),
    "sort_reversed": (
        every(rows("customers-list", sort=OLDEST), "associated"),
        lambda found: found[::-1],
    ),
    "sort_page_only": (
        lambda v: [
            every(rows("reseller-customers-list", size=10, sort=sort), "associated")(v)
            for sort in (None, OLDEST)
        ],
        lambda found: [found[0], sorted(found[0])],
    ),
    "order_reversed": (
        lambda v: [row["_id"] for row in v.all_rows("coupon-records")],
        lambda found: found[::-1],
    ),
    "total_plus_one": (total("order-resources"), lambda found: found + 1),
    "total_stuck": (total("expenditure-details", size=20), to(20)),
    "page_two_repeats": (
        lambda v: [
            (p, v.table("customer-orders", page=p, size=10)["page"], rows)
            for p, rows in enumerate(pages_of_ten("customer-orders")(v), start=1)
        ],
        lambda found: [found[0], (2, 2, found[0][2]), found[2]],
    ),
    "page_size_lost": (
        of(table(MARKETPLACE, "marketplace-deals"), "page_sizes"),
        to([10, 20]),
    ),
    "page_size_ignored": (ids("coupon-quotas", size=20), lambda found: found[:10]),
    "row_twice": (ids("sales-task-details"), lambda found: [found[0], *found]),
    "table_empty": (totals_of_resources, lambda found: [0] * len(found)),
    "table_fails": (
        lambda v: v.table("coupon-records"),
        to({"error": "系统繁忙，请稍后重试"}),
    ),
    "sum_wrong": (
        lambda v: (v.table("revenue-details")["sum"], first_ten(v)),
        lambda found: (found[1], found[1]),
    ),
    "scope_lost": (
        lambda v: [total("order-resources")(v.sign_in(r)) for r in ("distributor", "manager")],
        lambda found: [found[0], found[0]],
    ),
    "export_row_lost": (
        sheet("order-resources", status="已取消"),
        lambda rows: [row for at, row in enumerate(rows) if at != 1 + (len(rows) - 1) // 2],
    ),
    "export_column_lost": (
        sheet("expenditure-details", customer="南沙"),
        without_column("官网价(元)"),
    ),
    "export_in_clear": (
        lambda v: (sheet("customers-list")(v), in_clear(v)),
        lambda found: ([found[0][0], *found[1]], found[1]),
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_a_mutation_shows_what_it_says(visit, name):
    look, expected = SEEN[name]
    visitor = visit()
    before = look(visitor)
    visitor.post(f"/__mutate__/{name}")
    assert look(visitor) == expected(before) != before
