"""Looks at a replica, as functions of who visits it, and what they are to show instead."""

DETAILS, RESOURCES = "sales/customer-details", "sales/customer-resources"


def tabs_in(tab):
    return [tab, *(deeper for one in tab.get("tabs", ()) for deeper in tabs_in(one))]


def described(visitor, route, **params):
    """Return the page of a route; that of a customer is of the first who has all of it."""
    if route not in (DETAILS, RESOURCES):
        return visitor.get(f"/api/pages/{route}", **params)
    every = (row["_id"] for row in visitor.all_rows("customers-list"))
    pages = (visitor.get(f"/api/pages/{route}", customer=one) for one in every)
    return next(page for page in pages if len(page["tabs"]) == 2)


def tab(route, key, **params):
    return lambda v: next(
        one for one in tabs_in(described(v, route, **params)) if one.get("key") == key
    )


def table(route, table_id):
    return lambda v: next(
        one["table"]
        for one in tabs_in(described(v, route))
        if (one.get("table") or {}).get("id") == table_id
    )


def of(look, *path):
    def inner(visitor):
        found = look(visitor)
        for step in path:
            if isinstance(found, list) and isinstance(step, str):
                found = next(one for one in found if step in (one.get("key"), one.get("title")))
            else:
                found = found[step]
        return found

    return inner


def every(look, name):
    return lambda v: [one[name] for one in look(v)]


def headers(route, table_id):
    return every(of(table(route, table_id), "columns"), "title")


def labels(route, tab_key):
    return every(of(tab(route, tab_key), "form"), "label")


def actions(route, table_id):
    return every(of(table(route, table_id), "row_actions"), "label")


def rows(table_id, **body):
    return lambda v: v.table(table_id, **body)["rows"]


def ids(table_id, **body):
    return every(rows(table_id, **body), "_id")


def total(table_id, **body):
    return lambda v: v.table(table_id, **body)["total"]


def without(*gone):
    return lambda found: [one for one in found if one not in gone]


def renamed(old, new):
    return lambda found: [new if one == old else one for one in found]


def to(value):
    return lambda _: value
