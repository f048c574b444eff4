from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from rpa.errors import ProblemsFound
from rpa.locators.load import find_portals, load_book, read_book

SHIPPED = Path(__file__).parents[2] / "selectors"
PORTAL = """\
portal: replica
title: Replica
library: tinyng
sites: {sandbox: {}}
sign_in: {flow: sign-in, signed_in: 账号}
wording: {search: 查询, confirm: 确定}
elements:
  账号: {css: .user}
"""
RECORDS = """\
page: 导出记录
tables:
  导出记录: {columns: {导出状态: {}, 导出时间: {}}}
elements:
  刷新: {role: button, name: 刷新}
"""
EXPORT = """\
export:
  button: 导出
  records: 查看导出记录
  started: 导出任务创建成功
  page: 导出记录
  table: 导出记录
  status: 导出状态
  created: 导出时间
  done: 已完成
  failed: 失败
  refresh: 刷新
  download: 下载
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "replica"
    folder.mkdir()
    return folder


def problems(folder: Path, portal: str = PORTAL, **pages: str) -> list[str]:
    (folder / "portal.yaml").write_text(dedent(portal), encoding="utf-8")
    for name, text in pages.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    return [str(one) for one in read_book(folder)[1]]


def page_problems(folder: Path, text: str) -> list[str]:
    return problems(folder, page="page: 页\n" + dedent(text))


def portal_problems(folder: Path, text: str) -> list[str]:
    return problems(folder, PORTAL + dedent(text))


def test_the_shipped_selectors_are_without_problems() -> None:
    portals = find_portals(SHIPPED)
    assert portals == {"partner-center": SHIPPED / "partner-center"}
    book = load_book(portals["partner-center"])
    assert {"主页", "客户订单", "导出记录"} <= book.pages.keys()
    assert book.file_of("客户订单") == SHIPPED / "partner-center" / "customer-orders.yaml"


def test_a_folder_without_a_portal_file_is_no_portal(folder: Path) -> None:
    assert find_portals(folder.parent) == {}
    (folder / "portal.yaml").touch()
    assert find_portals(folder.parent) == {"replica": folder}
    assert find_portals(folder / "nowhere") == {}


def test_a_sound_folder_becomes_a_book(folder: Path) -> None:
    assert problems(folder, PORTAL + EXPORT, records=RECORDS) == []
    book = load_book(folder)
    assert (book.portal.title, list(book.pages), dict(book.files)) == (
        "Replica",
        ["导出记录"],
        {"导出记录": folder / "records.yaml"},
    )


def test_shorthands_mean_what_they_stand_for(folder: Path) -> None:
    text = """\
    page: 页
    menu: 销售 > 客户> 订单
    title: 标题
    tabs: {甲: [甲, 旧甲], 乙: 乙页, 丙: }
    elements: {按钮: {text: 导出}}
    """
    assert problems(folder, page=text) == []
    page = load_book(folder).page("页")
    assert (page.menu, page.title) == ((("销售", "客户", "订单"),), ("标题",))
    assert {name: tab.label for name, tab in page.tabs.items()} == {
        "甲": ("甲", "旧甲"),
        "乙": ("乙页",),
        "丙": None,
    }
    assert [str(one) for one in page.elements["按钮"]] == ["text=导出"]


def test_everything_that_is_wrong_in_all_files_is_said_at_once(folder: Path) -> None:
    found = problems(
        folder,
        PORTAL.replace("title:", "titel:"),
        a="page: 页\nfeilds: {}\n",
        b="page: 另页\ntables: {t: {columns: {a: {}}, key: [b]}}\n",
        c="page:\t页\n",
    )
    assert found == [
        'replica/portal.yaml:2:1: unknown key "titel"; did you mean "title"?',
        'replica/a.yaml:2:1: unknown key "feilds"; did you mean "fields"?',
        "replica/c.yaml:1:6: found a tab character; write spaces",
        'replica/b.yaml:2:38: tables.t.key[0]: unknown column "b"; known: a',
    ]
    with pytest.raises(ProblemsFound) as wrong:
        load_book(folder)
    assert [str(one) for one in wrong.value.problems] == [found[1], found[3], found[2], found[0]]


def test_a_missing_portal_file_is_said(folder: Path) -> None:
    assert [str(one) for one in read_book(folder)[1]] == [
        "replica/portal.yaml: there is no such file"
    ]


def test_two_files_may_not_describe_one_page(folder: Path) -> None:
    assert problems(folder, a="page: 页\n", b="title: 页\npage: 页\n") == [
        (
            'replica/b.yaml:2:7: page: the page "页" is also described in replica/a.yaml; '
            "give it another name"
        )
    ]


def test_a_portal_is_called_as_its_folder(folder: Path) -> None:
    assert problems(folder, PORTAL.replace("replica", "partner")) == [
        'replica/portal.yaml:1:9: portal: found "partner" in the folder "replica"; name both alike'
    ]


def test_within_names_an_element_of_the_page_or_the_portal(folder: Path) -> None:
    text = """\
    elements:
      弹框: {css: .modal, within: 账号}
      确定: [{css: b, within: 弹框}, {css: a, within: 弹窗}]
    tables:
      表: {columns: {a: {}}, within: 弹匡}
    """
    assert page_problems(folder, text) == [
        (
            'replica/page.yaml:4:47: elements.确定[1].within: unknown element "弹窗"; '
            'did you mean "弹框"?'
        ),
        'replica/page.yaml:6:33: tables.表.within: unknown element "弹匡"; did you mean "弹框"?',
    ]


def test_the_portals_elements_do_not_see_those_of_a_page(folder: Path) -> None:
    portal = PORTAL + "  退出: {css: a, within: 刷新}\n"
    assert problems(folder, portal, records=RECORDS) == [
        'replica/portal.yaml:9:24: elements.退出.within: unknown element "刷新"; known: 账号, 退出'
    ]


def test_an_element_does_not_lie_within_itself(folder: Path) -> None:
    text = """\
    elements:
      a: {css: a, within: a}
      b: [{css: b}, {css: b, within: c}]
      c: {css: c, within: d}
      d: {css: d, within: b}
      e: {css: e, within: b}
    """
    assert page_problems(folder, text) == [
        "replica/page.yaml:3:23: elements.a.within: lies within itself: a > a",
        "replica/page.yaml:4:34: elements.b[1].within: lies within itself: b > c > d > b",
    ]


def test_guards_and_sign_in_name_elements_of_the_portal(folder: Path) -> None:
    portal = PORTAL.replace("signed_in: 账号", "signed_in: 账户, refused: 错误")
    portal += """\
  框内: {text: x, frame: iframe}
guards:
  公告: {when: 帐号, click: 账号}
  广告: {when: 账号, click: 关}
  支付: {when: 框内, click: 框内}
"""
    assert problems(folder, portal) == [
        'replica/portal.yaml:11:14: guards.公告.when: unknown element "帐号"; did you mean "账号"?',
        'replica/portal.yaml:12:25: guards.广告.click: unknown element "关"; known: 账号, 框内',
        (
            'replica/portal.yaml:13:14: guards.支付.when: "框内" is in a `frame`; '
            "a guard sees the page itself only"
        ),
        (
            'replica/portal.yaml:13:25: guards.支付.click: "框内" is in a `frame`; '
            "a guard sees the page itself only"
        ),
        'replica/portal.yaml:5:37: sign_in.signed_in: unknown element "账户"; did you mean "账号"?',
        'replica/portal.yaml:5:50: sign_in.refused: unknown element "错误"; known: 账号, 框内',
    ]


@pytest.mark.parametrize(
    ("found", "wrong", "problem"),
    [
        (
            "page: 导出记录",
            "page: 记录",
            '16:9: export.page: unknown page "记录"; did you mean "导出记录"?',
        ),
        (
            "table: 导出记录",
            "table: 表",
            '17:10: export.table: unknown table "表"; known: 导出记录',
        ),
        (
            "status: 导出状态",
            "status: 状态",
            '18:11: export.status: unknown column "状态"; did you mean "导出状态"?',
        ),
        (
            "created: 导出时间",
            "created: 时间",
            '19:12: export.created: unknown column "时间"; did you mean "导出时间"?',
        ),
        (
            "refresh: 刷新",
            "refresh: 重载",
            '22:12: export.refresh: unknown element "重载"; known: 刷新, 账号',
        ),
    ],
)
def test_an_export_names_what_its_page_has(
    folder: Path, found: str, wrong: str, problem: str
) -> None:
    export = EXPORT.replace(found, wrong)
    line, _, rest = problem.partition(":")
    said = problems(folder, PORTAL + export, records=RECORDS)
    assert said == [f"replica/portal.yaml:{int(line) - 3}:{rest}"]


def test_a_key_is_made_of_columns(folder: Path) -> None:
    text = """\
    tables:
      订单:
        key: [订单号, 资源, 订单 号]
        columns: {订单号: {}, 资源ID: {}}
    """
    assert page_problems(folder, text) == [
        (
            'replica/page.yaml:4:20: tables.订单.key[2]: "订单 号" is listed twice; '
            "leave one of them out"
        ),
        'replica/page.yaml:4:16: tables.订单.key[1]: unknown column "资源"; did you mean "资源ID"?',
        (
            'replica/page.yaml:4:20: tables.订单.key[2]: unknown column "订单 号"; '
            'did you mean "订单号"?'
        ),
    ]


def test_no_list_is_empty(folder: Path) -> None:
    text = """\
    menu: []
    tables: {表: {columns: {}}}
    elements: {按钮: [], 链接: {text: []}}
    """
    assert page_problems(folder, text) == [
        "replica/page.yaml:2:7: menu: the list is empty",
        "replica/page.yaml:3:23: tables.表.columns: found an empty mapping; it must hold at least 1",
        "replica/page.yaml:4:16: elements.按钮: the list is empty",
        "replica/page.yaml:4:31: elements.链接[0].text: the list is empty",
    ]


def test_a_menu_path_has_no_empty_part(folder: Path) -> None:
    assert page_problems(folder, "menu: [销售 > > 订单]\n") == [
        (
            "replica/page.yaml:2:7: menu: a menu path has an empty part; "
            "write `Sales > Customers > Orders`"
        )
    ]


def test_a_candidate_goes_one_way_by_a_known_role(folder: Path) -> None:
    text = """\
    elements:
      a: {role: buton}
      b: {css: a, text: b}
      c: {name: 导出, css: a}
    """
    assert page_problems(folder, text) == [
        (
            'replica/page.yaml:3:13: elements.a[0].role: found the text "buton"; '
            'did you mean "button"?'
        ),
        (
            "replica/page.yaml:4:6: elements.b[0]: give exactly one of role, label, placeholder, "
            "text, test_id, css, xpath"
        ),
        "replica/page.yaml:5:6: elements.c[0]: `name` goes with `role`",
    ]


def test_the_pattern_of_masked_values_is_one_and_does_not_match_all(folder: Path) -> None:
    assert portal_problems(folder, "masked: '*{2,}'\n") == [
        (
            'replica/portal.yaml:9:9: masked: "*{2,}" is not a regular expression: '
            "nothing to repeat at position 0"
        )
    ]
    assert portal_problems(folder, "masked: '\\**'\n") == [
        (
            'replica/portal.yaml:9:9: masked: "\\**" matches every value; '
            "it must match masked ones only"
        )
    ]


def test_selectors_are_sane_as_far_as_one_can_see(folder: Path) -> None:
    text = """\
    elements:
      a: {css: 'a[b'}
      b: [{css: a}, {xpath: '//a['}]
      c: {text: c, frame: 'iframe >'}
    """
    assert page_problems(folder, text) == [
        'replica/page.yaml:3:12: elements.a.css: found "a[b": the [ at character 2 is never closed',
        (
            'replica/page.yaml:4:25: elements.b[1].xpath: found "//a[": '
            "the [ at character 4 is never closed"
        ),
        (
            'replica/page.yaml:5:23: elements.c.frame: found "iframe >": '
            "a part of the CSS selector is missing"
        ),
    ]


def test_a_site_begins_on_one_of_its_hosts(folder: Path) -> None:
    sites = """\
    sites:
      a: {start: 'https://www.example.com/', hosts: [www.example.com]}
      b: {start: 'https://www.example.com/', hosts: ['*.example.com']}
      c: {start: 'http://127.0.0.1:8000/', hosts: ['127.0.0.1:8000']}
      d: {start: 'https://www.example.com/', hosts: [example.com]}
      e: {start: www.example.com, hosts: [www.example.com]}
      f: {hosts: ['https://example.com/']}
    """
    assert problems(folder, PORTAL.replace("sites: {sandbox: {}}\n", dedent(sites))) == [
        (
            'replica/portal.yaml:8:14: sites.d.start: its host "www.example.com" is not one of the '
            "site's `hosts`; list it there"
        ),
        (
            'replica/portal.yaml:9:14: sites.e.start: "www.example.com" is no address; '
            "begin it with https://"
        ),
        (
            'replica/portal.yaml:10:15: sites.f.hosts[0]: "https://example.com/" is not a host; '
            "write it as in auth.example.com or *.example.com"
        ),
    ]


def test_a_wording_is_listed_once(folder: Path) -> None:
    text = """\
    menu: [销售 > 客户, 销售>客户]
    elements: {按钮: {role: button, name: [导出, '导 出']}}
    """
    assert page_problems(folder, text) == [
        'replica/page.yaml:2:17: menu[1]: "销售>客户" is listed twice; leave one of them out',
        (
            'replica/page.yaml:3:42: elements.按钮.name[1]: "导 出" is listed twice; '
            "leave one of them out"
        ),
    ]


def test_two_columns_fields_or_tabs_do_not_share_a_wording(folder: Path) -> None:
    text = """\
    fields:
      客户: {label: [客户名称, 客户]}
      名称: {label: 客户名称}
    tabs:
      甲: {tabs: {乙: , 丙: [丙, 乙]}}
    tables:
      表:
        columns:
          名称: {header: [客户名称/账号名, 客户名称]}
          客户 名称: {}
    """
    assert page_problems(folder, text) == [
        (
            'replica/page.yaml:4:3: fields.名称: the label "客户名称" is also that of "客户"; '
            "give each words of its own"
        ),
        (
            'replica/page.yaml:6:19: tabs.甲.tabs.丙: the label "乙" is also that of "乙"; '
            "give each words of its own"
        ),
        (
            'replica/page.yaml:11:7: tables.表.columns.客户 名称: the header "客户 名称" is also '
            'that of "名称"; give each words of its own'
        ),
    ]


def test_yes_and_no_go_with_a_bool(folder: Path) -> None:
    text = """\
    tables:
      表:
        columns:
          续订: {type: bool, 'yes': 是}
    """
    assert page_problems(folder, text) == [
        (
            "replica/page.yaml:5:11: tables.表.columns.续订: `yes` and `no` go with `type: bool`, "
            "and it needs both"
        )
    ]
