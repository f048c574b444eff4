"""What `tell` says of every kind of step: in Chinese, in the portal's words of today."""

from __future__ import annotations

import pytest

from rpa.flow.document import parse_document
from rpa.flow.flow import Flow
from rpa.flow.load import flow_from
from rpa.locators.book import Book
from rpa.locators.model import PageSpec
from rpa.locators.portal import PortalSpec
from rpa.steps.base import Step
from rpa.steps.catalog import CATALOG
from rpa.steps.view import View

PORTAL = PortalSpec.model_validate(
    {
        "portal": "shop",
        "title": "A shop",
        "library": "tinyng",
        "sites": {"sandbox": {}},
        "sign_in": {"flow": "sign-in", "signed_in": "menu"},
        "wording": {"search": ["Search", "Find"], "confirm": "OK"},
        "export": {
            "button": ["Export"],
            "records": "Records",
            "started": "Begun",
            "page": "Exports",
            "table": "Exports",
            "status": "Status",
            "created": "Created",
            "done": ["Done", "Ready"],
            "failed": "Failed",
            "download": "Download",
        },
        "elements": {
            "bell": {"css": ".bell"},
            "send": [{"css": ".send"}, {"role": "button", "name": ["Send now", "Send"]}],
            "note": {"label": "Your note"},
        },
    }
)
ORDERS = PageSpec.model_validate(
    {
        "page": "Orders",
        "menu": ["Sales > Customers > Orders", "Customers > Orders"],
        "tabs": {"Open": ["Open orders", "Open"], "Old": {"tabs": {"Year": None}}},
        "fields": {
            "Customer": {"label": ["Customer name", "Customer"]},
            "State": {"kind": "select", "values": {"paid": ["Paid up", "Paid"]}},
        },
        "tables": {
            "Open": {
                "columns": {
                    "Order": {"type": "id"},
                    "Phone": {"header": ["Phone number"], "masked": True},
                    "State": {"values": {"paid": ["Paid up", "Paid"]}},
                }
            }
        },
    }
)
DETAILS = PageSpec.model_validate({"page": "Details", "title": ["Order details", "Details"]})
BOOK = Book(PORTAL, {page.page: page for page in (ORDERS, DETAILS)}, {})
INPUTS = """\
title: {title}
portal: shop
inputs:
  customer: {{type: text, optional: true}}
  month: {{type: month}}
  dry: {{type: bool, default: false}}
  orders: {{type: rows, columns: [Order]}}
steps:
"""


def read(steps: str, title: str = "Told") -> Flow:
    text = INPUTS.format(title=title) + "".join(f"  {line}\n" for line in steps.splitlines())
    flow, problems = flow_from(parse_document(text, "told.yaml"), CATALOG)
    assert problems == []
    assert flow is not None
    return flow


def view_of(flow: Flow, place: str | None = "Orders / Open") -> View:
    inner = read("- click: bell", "Ring the bell")
    view = View(flow, BOOK, {"ring": inner}.get, lambda: ["ring"])
    view.place = BOOK.place(place) if place else None
    return view


def told(steps: str, place: str | None = "Orders / Open") -> str:
    """Return what the last of the steps tells."""
    flow = read(steps)
    step = flow.steps[-1]
    assert isinstance(step, Step)
    return step.tell(view_of(flow, place))


CASES: list[tuple[str, str]] = [
    (
        "- open: Orders / Open",
        "选择“Sales > Customers > Orders”，进入“Orders”页面，单击“Open orders”页签",
    ),
    (
        "- open: Orders / Old / Year",
        "选择“Sales > Customers > Orders”，进入“Orders”页面，单击“Old”、“Year”页签",
    ),
    ("- open: Details", "进入“Order details”页面"),
    (
        '- query: {Customer: "${customer}", State: paid}',
        (
            "设置查询条件（未给出的不设）：Customer name（输入项 customer）、State 为“Paid up”，"
            "单击“Search”"
        ),
    ),
    ("- query: {Customer: null}", "不设查询条件"),
    ("- reveal: all", "单击表头的眼睛图标，显示全部列的明文"),
    ("- reveal: [Phone]", "单击“Phone number”列表头的眼睛图标，显示明文"),
    ("- read: rows", "逐页读取“Open”列表，并核对总条数"),
    (
        "- read: {into: rows, columns: [Order, Phone]}",
        "逐页读取“Open”列表的“Order”、“Phone number”列，并核对总条数",
    ),
    ("- facts: row", "读取页面上的各项信息"),
    ("- facts: {into: row, blocks: [Contact, Address]}", "读取“Contact”、“Address”中的信息"),
    (
        "- row: {where: {Order: '7', State: paid}, action: Recall}",
        "在“Open”列表中找到 Order 为“7”、State 为“Paid up”的一行，单击该行的“Recall”",
    ),
    (
        '- row: {where: {Phone: "${customer}"}, link: Phone}',
        "在“Open”列表中找到 Phone number 为输入项 customer 的一行，单击“Phone number”列的链接",
    ),
    (
        "- tick: {column: Order, values: ['7', '8']}",
        "在“Open”列表中勾选 Order 为“7”、“8”的行",
    ),
    (
        '- form: {Customer: "${customer}", State: paid, Old: null}',
        "填写（未给出的不填）：Customer name（输入项 customer）、State 为“Paid up”",
    ),
    (
        "- form: {State: paid}\n  dialog: New order",
        "在“New order”对话框中填写：State 为“Paid up”",
    ),
    ("- dialog: Go on", "在弹出的对话框中单击“Go on”"),
    ("- dialog: {title: Notice}", "关闭“Notice”对话框"),
    (
        "- dialog: {press: Go on, title: Notice, into: said}",
        "等待“Notice”对话框，记下其内容（said），单击“Go on”",
    ),
    (
        "- export: All orders",
        (
            "单击“Export”，选择“All orders”，在“Exports”页面等待任务的“Status”变为“Done”，"
            "再单击“Download”保存文件"
        ),
    ),
    ("- goto: start", "打开门户的起始页面"),
    ("- goto: help.html", "打开地址“help.html”"),
    ("- click: send", "单击“Send now”"),
    ("- click: bell", "单击“bell”"),
    ('- fill: {target: note, value: "${customer}"}', "在“Your note”中填入输入项 customer"),
    ('- fill: {target: note, value: "for ${month}"}', "在“Your note”中填入“for <输入项 month>”"),
    ("- choose: {target: bell, option: Loud}", "在“bell”下拉框中选择“Loud”"),
    ("- check: bell", "勾选“bell”"),
    ("- check: {target: bell, ticked: false}", "取消勾选“bell”"),
    ("- press: Enter", "按 Enter 键"),
    ("- press: {key: Enter, target: note}", "在“Your note”上按 Enter 键"),
    ("- hover: bell", "将鼠标移到“bell”上"),
    ("- upload: {target: bell, files: [a.csv, b.csv]}", "在“bell”处上传文件“a.csv”、“b.csv”"),
    ("- wait: bell", "等待“bell”出现"),
    ("- wait: {for: bell, state: hidden}", "等待“bell”消失"),
    ("- wait: idle", "等待页面加载完成"),
    ("- capture: stock", "截取当前页面，保存为 stock"),
    ("- text: {target: bell, into: said}", "记下“bell”显示的文字，称为 said"),
    ('- excel: {rows: "${orders}", sheet: Orders}', "写入工作表“Orders”"),
    ('- excel: {rows: "${orders}", sheet: A, file: b}', "写入 b 的工作表“A”"),
    ('- csv: {rows: "${orders}"}', "写入 CSV 文件 told"),
    ('- set: {a: 1, b: "${orders[0].Order}"}', "令 a 为 1，令 b 为输入项 orders 第 1 项的“Order”"),
    (
        '- collect: {rows: "${orders}", into: all, add: {Month: "${month}"}}',
        "将输入项 orders 并入 all，前面加上 Month（输入项 month）列",
    ),
    ("- ask: {what: 短信验证码}", "向能回答的人或工具要短信验证码"),
    (
        '- ask: {what: "the code for ${customer}"}',
        "向能回答的人或工具要 the code for <输入项 customer>",
    ),
    (
        "- change: {what: 签署, key: a, done_when: true, do: [{click: bell}]}",
        "签署（只做一次，之前已完成的跳过）",
    ),
    (
        '- change: {what: 回收, of: {one: "${orders}"}, key: k, at_most: 9, done_when: 1, do: [{say: k}]}',
        "对每个 one（来自输入项 orders）：回收，每次最多9个（之前已完成的跳过）",
    ),
    (
        "- collect: {into: all, add: {Order: '7'}}",
        "在 all 中加一行：Order（“7”）",
    ),
    (
        '- compare: {shown: "${month}", with: "${customer}", into: same}',
        "对照输入项 month 与输入项 customer 是否相符（掩码部分不论），记为 same",
    ),
    ("- api: ListThings", "调用接口 ListThings"),
    (
        '- api: {operation: ListThings, with: {name: "${customer}", status: 5}, into: things}',
        "调用接口 ListThings（name 为输入项 customer，status 为 5），核对总条数，称为 things",
    ),
    (
        '- reconcile: {tables: {页面: "${orders}", 文件: "${orders}"}, key: [Order], columns: [Sum], into: gaps}',
        "按“Order”核对输入项 orders（页面）与输入项 orders（文件），比较“Sum”，差异记入 gaps",
    ),
    ('- say: "${orders | length} orders"', "提示“<输入项 orders 的条数> orders”"),
    ('- if: "${dry}"\n  then: [{say: so}]', "如果输入项 dry 为是"),
    (
        '- if: "${customer}"\n  sees: bell\n  then: [{click: bell}]',
        "如果给出输入项 customer，并且看到“bell”",
    ),
    (
        '- for_each: {order: "${orders}"}\n  do: [{click: bell}]\n  on_error: continue',
        "对每个 order（来自输入项 orders），其中一个失败时继续下一个",
    ),
    ("- attempt: [{click: bell}]", "尝试以下步骤"),
    (
        '- call: ring\n  with: {customer: "${customer}"}',
        "执行流程“Ring the bell”（ring），其中 customer 为输入项 customer",
    ),
    ("- fail: Not today", "停止，并报告失败：“Not today”"),
    ("- fail: {message: Not today, person: true}", "停止，并请人处理：“Not today”"),
    ('- expect: "${orders | length > 3}"', "核实输入项 orders 的条数大于 3"),
    ("- expect: {element: bell}", "核实“bell”可见"),
    (
        "- expect: {element: bell, state: enabled, text: Ring, value: x, count: 1}",
        "核实“bell”可用，含文字“Ring”，值为“x”，共有 1 个",
    ),
    ("- expect: {url: a, title: b, message: c}", "核实地址含“a”，标题含“b”，页面提示“c”"),
    ("- expect: {element: bell, count: 1..}", "核实“bell”共有至少 1 个"),
    (
        "- expect: {dialog: Sure?, text: gone, console: clean}",
        "核实“Sure?”对话框已打开，含文字“gone”，控制台无报错",
    ),
    (
        "- expect: {dialog: Sure?, state: hidden, requests: clean}",
        "核实“Sure?”对话框已关闭，没有失败的请求",
    ),
    (
        "- expect: {table: Open, columns: [Order], count: 2, sorted_by: -Order}",
        "核实“Open”列表的列依次为“Order”；共有 2 行；按“Order”降序排列",
    ),
    (
        "- expect: {table: Open, contains: {Order: 1}, any: {Order: [1, 2]}}",
        "核实“Open”列表有一行 Order 为 1；某行 Order 为 1、2 之一",
    ),
    ("- expect: {table: Open}", "核实“Open”列表可见"),
    (
        '- expect: {rows: "${orders}", every: {Order: 1}, sum: {Order: 3}}',
        "核实输入项 orders 每行 Order 为 1；合计 Order 为 3",
    ),
    (
        """- expect: {rows: "${orders}", each: "${row['Amount'] > 3}"}""",
        "核实输入项 orders 每行 row 的“Amount”大于 3",
    ),
    ("- expect: {file: a.xlsx, count: 1..}", "核实“a.xlsx”共有至少 1 行"),
    (
        "- expect: {table: Open, actions: {Cancel: {Order: 1}, See: {}}}",
        "核实“Open”列表可见，“Cancel”仅在 Order 为 1 的行可用，“See”在每行可用",
    ),
    (
        "- expect: {field: Customer, value: Ada, options: [Ada, Bob]}",
        "核实“Customer name”为“Ada”，选项依次为“Ada”、“Bob”",
    ),
    ("- expect: {element: bell, options: [Ring]}", "核实“bell”可见，选项依次为“Ring”"),
    ("- expect: {snapshot: menu, of: menu}", "核实结构与基线“menu”一致"),
    ("- expect: {screenshot: page}", "核实画面与基线“page”一致"),
    (
        "- survey: {into: map, baseline: shop}",
        "逐一打开菜单中的每个页面及其页签，只查看、不操作，记下筛选条件、列与可用操作，与基线“shop”对照",
    ),
]


@pytest.mark.parametrize(("steps", "words"), CASES, ids=[steps for steps, _ in CASES])
def test_a_step_tells_what_a_person_would_do(steps: str, words: str):
    assert told(steps) == words


@pytest.mark.parametrize("kind", CATALOG.values(), ids=list(CATALOG))
def test_every_kind_has_words_of_its_own_and_a_case(kind: type[Step]):
    assert kind.tell is not Step.tell
    assert any(steps.startswith(f"- {kind.kind}:") for steps, _ in CASES)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("customer is none", "未给出输入项 customer"),
        ("customer is not none", "给出输入项 customer"),
        ("not customer", "未给出输入项 customer"),
        ("not dry", "输入项 dry 为否"),
        ("dry and not customer", "输入项 dry 为是，并且未给出输入项 customer"),
        ("customer == 'a' or dry", "输入项 customer 为“a”，或者输入项 dry 为是"),
        ("'a' in customer", "输入项 customer 含“a”"),
        ("'a' not in customer", "输入项 customer 不含“a”"),
        ("customer in ['a', 'b']", "输入项 customer 为“a”、“b”之一"),
        ("customer not in ['a', 'b']", "输入项 customer 不为“a”、“b”之一"),
        (
            "dry and (customer or month)",
            "输入项 dry 为是，并且（给出输入项 customer，或者给出输入项 month）",
        ),
        ("month >= month_of(today)", "输入项 month 不小于当天所在的月份"),
        ("month.end < today - days(1)", "输入项 month 的结束日期小于当天 - 1 天"),
        ("number('1') == sum(orders, 'Order')", "“1”为输入项 orders 的“Order”合计"),
        ("span(today, today)", "当天至当天"),
        ("customer.upper() == 'A'", "customer.upper() == 'A'"),
        ("1 < len(orders) < 3", "1 < len(orders) < 3"),
        ("len(orders) != 2", "输入项 orders 的条数不为 2"),
        ("customer.split('/')[1] == 'b'", "输入项 customer 按“/”分开的第 2 段为“b”"),
        ("today == null", "当天为空"),
        (
            "7 in orders | selectattr('Order', 'eq', customer) | map(attribute='Order') | list",
            "输入项 orders 中“Order”为输入项 customer 的行的“Order”含 7",
        ),
        (
            "orders | rejectattr('Order', 'in', ['a', 'b']) | list",
            "输入项 orders 中“Order”不为“a”、“b”之一的行不为空",
        ),
        (
            "orders | selectattr('Order', 'in', customer) | rejectattr('Order')",
            "输入项 orders 中“Order”在输入项 customer 之中的行中“Order”为空的行不为空",
        ),
        (
            "orders | rejectattr('Order', 'none') | first == 'a'",
            "输入项 orders 中“Order”不为空的行的第 1 项为“a”",
        ),
        (
            "(customer if dry else 'b') == 'a'",
            "输入项 customer（如果输入项 dry 为是，否则为“b”）为“a”",
        ),
        (
            "dry and not (customer or month)",
            "输入项 dry 为是，并且未给出输入项 customer，并且未给出输入项 month",
        ),
        ("(customer or 'b') == 'a'", "输入项 customer（没有时为“b”）为“a”"),
        ("len(customer or []) == 2", "输入项 customer 的条数为 2"),
        ("orders | selectattr('Order', 'gt', 1)", "orders | selectattr('Order', 'gt', 1)"),
    ],
)
def test_a_condition_reads_as_a_sentence_or_stays_as_it_is_written(expression: str, words: str):
    flow = read(f'- if: "${{{expression}}}"\n  then: [{{click: bell}}]')
    step = flow.steps[0]
    assert isinstance(step, Step)
    space = " " if words[0].isascii() else ""
    assert step.tell(view_of(flow)) == f"如果{space}{words}"


def test_names_that_the_selectors_lack_are_told_as_they_are():
    assert told("- click: horn", None) == "单击“horn”"
    assert told("- open: Nowhere") == "进入“Nowhere”页面"
    assert told("- query: {Colour: red}", None) == "设置查询条件：Colour 为“red”，单击“Search”"
    assert told("- read: rows", None) == "逐页读取页面上的列表，并核对总条数"
    assert told('- click: "${customer}"') == "单击输入项 customer"
