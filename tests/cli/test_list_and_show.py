"""`rpa list` and `rpa show`."""

from __future__ import annotations

EXPORT_ORDERS = """\
Export the orders of a customer

portal  shop
effect  only reads
file    flows/export-orders.yaml

Inputs
NAME      NEEDED  IN THE PORTAL  VALUE  HELP
────────────────────────────────────────────
customer  yes                    text
days      no                     days

Example
  rpa run export-orders -i customer=…

Steps
  1. open Orders / Open
  2. query Customer = <customer>, Ordered = <days>
  3. export All orders

Writes into output/export-orders/<run>/
  downloads/: the file of All orders
  report.html: what was done and proved; journal.jsonl: the same for programs

Gives to a flow that calls it
  file
"""
NESTED = """\
title: Nested
portal: shop
inputs:
  kind: {type: choice, choices: [new, old], many: true, default: [new]}
steps:
  - if: "${'new' in kind}"
    then:
      - open: Orders / Archive
    else:
      - open: Stock
      - capture: stock
  - for_each: {day: [1, 2]}
    do:
      - fail: no
        when: "${day > 1}"
"""
LISTED = """\
shop

FLOW           TITLE                            EFFECT  ABOUT
─────────────────────────────────────────────────────────────
export-orders  Export the orders of a customer  read
read-orders    Read the open orders             read
sign-in        Sign in                          read

"rpa show FLOW" tells what a flow does and takes; "rpa run FLOW" runs it.
"""


def test_list_groups_the_flows_by_portal(rpa, shop):
    assert rpa("list", cwd=shop) == (0, LISTED, "")


def test_list_works_anywhere_below_the_project(rpa, shop):
    assert rpa("list", cwd=shop / "selectors" / "shop").out == LISTED


def test_list_outside_a_project_shows_what_is_shipped(rpa):
    said = rpa("list")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("partner-center\n")
    assert "\norder-resources  " in said.out


def test_list_names_a_flow_that_cannot_be_read(rpa, shop):
    (shop / "flows" / "broken.yaml").write_text("title: [", encoding="utf-8")
    said = rpa("list", cwd=shop)
    assert (said.code, said.err) == (0, "")
    assert '\nbroken: cannot be read; run "rpa check" to see why\n' in said.out


def test_show_tells_what_a_flow_takes_does_and_writes(rpa, shop):
    assert rpa("show", "export-orders", cwd=shop) == (0, EXPORT_ORDERS, "")


def test_show_numbers_nested_steps_through_all_branches(rpa, shop):
    (shop / "flows" / "nested.yaml").write_text(NESTED.replace("fail: no", 'fail: "no"'), "utf-8")
    said = rpa("show", "flows/nested.yaml", cwd=shop)
    assert (said.code, said.err) == (0, "")
    steps = said.out.partition("Steps\n")[2].partition("\n\n")[0]
    assert steps.splitlines() == [
        "  1. if ${'new' in kind}",
        "    then:",
        "    1.1. open Orders / Archive",
        "    else:",
        "    1.2. open Stock",
        "    1.3. capture the page as stock",
        "  2. for each day",
        "    2.1. fail: no (if ${day > 1})",
    ]
    assert "kind  else new" in said.out
    assert "new | old, or several with commas" in said.out
    assert "\n  stock.png\n" in said.out


def test_show_of_a_flow_with_problems_lists_them(rpa, shop):
    (shop / "flows" / "broken.yaml").write_text("title: A\nportal: shop\nsteps: 5\n", "utf-8")
    said = rpa("show", "broken", cwd=shop)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("flows/broken.yaml:3:8: steps: found the number 5; ")


def test_show_names_the_nearest_flow(rpa, shop):
    assert rpa("show", "export-order", cwd=shop) == (
        2,
        "",
        'rpa: there is no flow "export-order"; did you mean "export-orders"?\n',
    )
