"""`rpa list` and `rpa show`."""

from __future__ import annotations

from pathlib import Path

EXPORT_ORDERS = """\
Export the orders of a customer

门户  shop
影响  只读取，不改动门户中的数据
文件  flows/export-orders.yaml

需要给出的输入项
输入项    是否必填  门户中的名称  取值      填写说明
────────────────────────────────────────────────────
customer  必填                    任意文字
days      可不填                  起止日期

运行示例
  rpa run export-orders -i customer=…

操作步骤
  1. 选择“Sales > Customers > Orders”，进入“Orders”页面，单击“Open”页签。
  2. 设置查询条件（未给出的不设）：Customer（输入项 customer）、Ordered（输入项 days），单击“Search”。
  3. 单击“Export”，选择“All orders”，在“Exports”页面等待任务的“Status”变为“Done”，再单击“Download”保存文件。

写入 output/export-orders/<run>/
  downloads/：导出的文件“All orders”
  report.html：做了什么、核对了什么；journal.jsonl：同样的内容，供程序读取

交给调用它的流程
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
CALLING = """\
title: Calling
portal: shop
inputs:
  who: {type: text}
steps:
  - name: Export them for ${who}
    call: export-orders
    with: {customer: "${who}"}
  - attempt:
      - open: Stock
    rescue:
      - call: calling
    always:
      - open: Orders / Archive / Earlier
"""
CHANGING = """\
title: Changing
portal: shop
inputs:
  password: {type: secret, help: At least 8 characters}
  days: {type: integer, optional: true}
  until: {type: date, optional: true}
refuse:
  - when: "${days and until}"
    message: "${days} days, or until a day"
steps:
  - open: Stock
"""
CHANGING_TAKES = """\

需要给出的输入项
输入项    是否必填  门户中的名称  取值        填写说明
──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
password  必填                    保密的文字  At least 8 characters；取自环境变量 RPA_INPUT_PASSWORD，或在终端输入
days      可不填                  一个整数
until     可不填                  某一天

不会运行的情况
  给出输入项 days，并且给出输入项 until：<输入项 days> days, or until a day

运行示例
  rpa run changing -i until=yesterday

"""
LISTED = """\
shop

FLOW           TITLE                            EFFECT  ABOUT
─────────────────────────────────────────────────────────────
sign-in        Sign in                          read

Sales > Customers
export-orders  Export the orders of a customer  read
read-orders    Read the open orders             read

"rpa show FLOW" tells what a flow does and takes; "rpa run FLOW" runs it.
"""
OPENING = """\
title: %s
portal: shop
steps:
  - %s
"""


def _flow(shop: Path, slug: str, step: str) -> None:
    text = OPENING % (slug.capitalize(), step)
    (shop / "flows" / f"{slug}.yaml").write_text(text, "utf-8")


def _groups(out: str) -> list[tuple[str, list[str]]]:
    """Return the headings of a list and the names of the flows below each."""
    table = out.split("─\n")[1].partition('\n\n"rpa show')[0]
    groups = [part.splitlines() for part in table.split("\n\n")]
    first, *others = [[line.split("  ")[0] for line in group] for group in groups]
    return [("", first), *((heading, names) for heading, *names in others)]


def test_list_groups_the_flows_by_the_menu_of_their_portal(rpa, shop):
    assert rpa("list", cwd=shop) == (0, LISTED, "")


def test_list_keeps_the_order_of_the_portal_and_follows_calls(rpa, shop):
    portal = shop / "selectors" / "shop" / "portal.yaml"
    portal.write_text(f"menu_order: [Goods, Sales]\n{portal.read_text('utf-8')}", "utf-8")
    _flow(shop, "count", "open: Stock")
    _flow(shop, "exports", "open: Exports")
    _flow(shop, "again", "call: count")
    _flow(shop, "round", "call: round")
    assert _groups(rpa("list", cwd=shop).out) == [
        ("", ["round", "sign-in"]),
        ("Goods", ["again", "count"]),
        ("Sales", ["exports"]),
        ("Sales > Customers", ["export-orders", "read-orders"]),
    ]


def test_list_of_a_portal_whose_selectors_are_unfit_has_no_groups(rpa, shop):
    (shop / "selectors" / "shop" / "stock.yaml").write_text("page: 5", "utf-8")
    said = rpa("list", cwd=shop)
    assert (said.code, said.err) == (0, "")
    assert _groups(said.out) == [("", ["export-orders", "read-orders", "sign-in"])]


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


def test_show_tells_where_secrets_come_from_and_what_is_refused(rpa, shop):
    (shop / "flows" / "changing.yaml").write_text(CHANGING, "utf-8")
    said = rpa("show", "changing", cwd=shop)
    assert (said.code, said.err) == (0, "")
    takes = said.out.partition("changing.yaml\n")[2].partition("操作步骤")[0]
    assert takes == CHANGING_TAKES
    example = takes.split("rpa run changing ")[1].split()
    assert rpa("run", "changing", *example, cwd=shop).err.startswith("-i password: not given; ")


def test_show_numbers_nested_steps_through_all_branches(rpa, shop):
    (shop / "flows" / "nested.yaml").write_text(NESTED.replace("fail: no", 'fail: "no"'), "utf-8")
    said = rpa("show", "flows/nested.yaml", cwd=shop)
    assert (said.code, said.err) == (0, "")
    assert _steps(said.out) == [
        "  1. 如果输入项 kind 含“new”：",
        "    1.1. 选择“Sales > Customers > Orders”，进入“Orders”页面，单击“Archive”页签。",
        "  否则：",
        "    1.2. 选择“Goods > Stock”，进入“Stock”页面。",
        "    1.3. 截取当前页面，保存为 stock。",
        "  2. 对每个 day（来自 1、2）：",
        "    2.1. 如果 day 大于 1，停止，并报告失败：“no”。",
    ]
    assert "kind    默认 new" in said.out
    assert "new | old，多个以逗号分隔" in said.out
    assert "\n  stock.png\n" in said.out


def test_show_tells_the_steps_of_a_called_flow_and_of_every_branch(rpa, shop):
    (shop / "flows" / "calling.yaml").write_text(CALLING, "utf-8")
    said = rpa("show", "calling", cwd=shop)
    assert (said.code, said.err) == (0, "")
    called = [f"  1.{line.strip()}" for line in _steps(EXPORT_ORDERS)]
    assert _steps(said.out) == [
        "  1. Export them for <输入项 who>：",
        *(f"  {line}" for line in called),
        "  2. 尝试以下步骤：",
        "    2.1. 选择“Goods > Stock”，进入“Stock”页面。",
        "  如果其中一步失败：",
        "    2.2. 执行流程“Calling”（calling）。",
        "  无论成败，最后：",
        "    2.3. 选择“Sales > Customers > Orders”，进入“Orders”页面，单击“Archive”、“Earlier”页签。",
    ]


def test_show_of_a_flow_without_usable_selectors_says_what_is_wrong_with_them(rpa, shop):
    (shop / "selectors" / "shop" / "stock.yaml").write_text("page: 5", "utf-8")
    said = rpa("show", "export-orders", cwd=shop)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("selectors/shop/stock.yaml:1:7: page: ")


def test_show_of_a_flow_of_an_unknown_portal_says_so(rpa, shop):
    text = (OPENING % ("Far", "goto: start")).replace("portal: shop", "portal: shopp")
    (shop / "flows" / "far.yaml").write_text(text, "utf-8")
    said = rpa("show", "far", cwd=shop)
    assert (said.code, said.out) == (2, "")
    assert 'no selectors for the portal "shopp"; did you mean "shop"?' in said.err


def _steps(out: str) -> list[str]:
    return out.partition("操作步骤\n")[2].partition("\n\n")[0].splitlines()


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
