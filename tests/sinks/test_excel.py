import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rpa.sinks import excel
from rpa.sinks.excel import About, Sheet, parts, write_workbook
from rpa.tables import Column, Proof, Rows

COLUMNS = (
    Column("订单号", "id"),
    Column("客户名称"),
    Column("订单金额", "money"),
    Column("折扣", "number"),
    Column("数量", "integer"),
    Column("主资源", "bool"),
    Column("生效日期", "date"),
    Column("失效时间", "datetime"),
)
ROW = (
    "00012345678901234567",
    "华北某某科技有限公司",
    Decimal("-1234567.80"),
    Decimal("0.85"),
    12,
    True,
    date(2026, 11, 23),
    datetime(2027, 11, 22, 23, 59, 59),
)


def about(**changes) -> About:
    facts = {
        "flow": "order-resources",
        "title": "查看订单资源明细",
        "portal": "partner-center",
        "site": "sandbox",
        "account": "distributor",
        "inputs": {},
        "started": datetime(2026, 11, 23, 7, 30, tzinfo=UTC),
        "ended": datetime(2026, 11, 23, 7, 31, 5, tzinfo=UTC),
        "status": "ok",
        "pages": 3,
    }
    return About(**facts | changes)


def written(tmp_path, *sheets: Sheet, **facts):
    return load_workbook(write_workbook(tmp_path / "订单.xlsx", sheets, about(**facts)))


def values(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


class Lazy(Sequence):
    """The numbers as texts, one row each, made when asked for; counts what is asked for."""

    def __init__(self, count: int) -> None:
        self.count, self.passes, self.taken_by_slices = count, 0, 0

    def __len__(self) -> int:
        return self.count

    def __iter__(self):
        self.passes += 1
        return ((str(n),) for n in range(self.count))

    def __getitem__(self, at: slice) -> list[tuple[str]]:
        rows = [(str(n),) for n in range(self.count)[at]]
        self.taken_by_slices += len(rows)
        return rows


def texts(*cells: str | None) -> Rows:
    return Rows((Column("备注"),), [(cell,) for cell in cells])


def test_a_table_comes_back_as_it_was_with_numbers_dates_and_every_digit(tmp_path):
    sheet = written(tmp_path, Sheet("订单资源明细", Rows(COLUMNS, [ROW])))["订单资源明细"]

    assert values(sheet) == [
        [column.name for column in COLUMNS],
        [
            "00012345678901234567",
            "华北某某科技有限公司",
            -1234567.8,
            0.85,
            12,
            "是",
            datetime(2026, 11, 23),
            datetime(2027, 11, 22, 23, 59, 59),
        ],
    ]
    assert [cell.number_format for cell in sheet[2]] == [
        "@",
        "General",
        "#,##0.00",
        "General",
        "0",
        "General",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm:ss",
    ]


def test_the_header_is_bold_frozen_and_filtered_and_columns_are_wide_enough(tmp_path):
    sheet = written(tmp_path, Sheet("订单", Rows(COLUMNS, [ROW])))["订单"]

    assert [cell.font.bold for cell in sheet[1]] == [True] * len(COLUMNS)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:H2")
    assert [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"] == [
        22,
        22,
        15,
        9,
        9,
        11,
        13,
        21,
    ]


def test_every_row_keeps_its_own_values_though_cells_are_used_again(tmp_path):
    columns = (Column("id", "id"), Column("money", "money"))
    rows = [("1", Decimal(1)), (None, None), ("3", Decimal(3)), ("=4", None)]

    sheet = written(tmp_path, Sheet("a", Rows(columns, rows)))["a"]

    assert values(sheet) == [["id", "money"], ["1", 1], [None, None], ["3", 3], ["=4", None]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 10", "-", "--", "@all", "#N/A", "=", "'quoted", " x "]
)
def test_text_that_looks_like_something_else_stays_text(tmp_path, text):
    sheet = written(tmp_path, Sheet("a", texts(text, "plain")))["a"]

    cells = [sheet["A2"], sheet["A3"]]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s"), ("plain", "s")]


def test_text_that_excel_would_run_when_edited_is_marked_as_text(tmp_path):
    sheet = written(tmp_path, Sheet("a", texts("=1+1", "plain")))["a"]

    assert [bool(sheet[place].quotePrefix) for place in ("A2", "A3")] == [True, False]


def test_a_text_in_a_column_of_numbers_or_dates_is_written_as_it_is(tmp_path):
    rows = Rows((Column("金额", "money"), Column("日期", "date")), [("***", "长期有效")])

    assert values(written(tmp_path, Sheet("a", rows))["a"])[1] == ["***", "长期有效"]


def test_a_moment_with_a_time_zone_keeps_the_clock_it_shows(tmp_path):
    moment = datetime(2026, 11, 23, 15, 30, tzinfo=timezone(timedelta(hours=8)))
    rows = Rows((Column("时间", "datetime"),), [(moment,)])

    assert values(written(tmp_path, Sheet("a", rows))["a"])[1] == [datetime(2026, 11, 23, 15, 30)]


def test_a_table_without_rows_has_its_header(tmp_path):
    sheet = written(tmp_path, Sheet("a", Rows((Column("订单号", "id"),), [])))["a"]

    assert (values(sheet), sheet.auto_filter.ref) == ([["订单号"]], "A1:A1")


def test_rows_beyond_what_a_sheet_holds_go_on_in_the_next():
    rows = texts("a", "b", "c", "d", "e")

    assert [(list(part.cells), part.count) for part in parts(rows, most=3)] == [
        ([("a",), ("b",)], 2),
        ([("c",), ("d",)], 2),
        ([("e",)], 1),
    ]
    assert [(list(part.cells), part.count) for part in parts(texts(), most=3)] == [([], 0)]


def test_what_goes_on_in_further_sheets_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    told = []
    path = tmp_path / "a.xlsx"
    sheet = Sheet("订单", texts("a", "b", "c\x07", "d\x07", "e\x07"))

    workbook = load_workbook(write_workbook(path, [sheet], about(), tell=told.append))

    assert {one.title: values(one) for one in workbook.worksheets[:-1]} == {
        "订单": [["备注"], ["a"], ["b"]],
        "订单 (2)": [["备注"], ["c"], ["d"]],
        "订单 (3)": [["备注"], ["e"]],
    }
    assert [one.auto_filter.ref for one in workbook.worksheets[:-1]] == ["A1:A3", "A1:A3", "A1:A2"]
    said = [row[1:3] for row in values(workbook["关于"])]
    assert said[said.index(["订单", 2]) :][:7] == [
        ["订单", 2],
        ["订单 (2)", 2],
        ["订单 (3)", 1],
        [told[0], None],
        [told[1], None],
        [told[2], None],
        [None, None],
    ]
    assert told == [
        "工作表“订单”放不下全部数据（Excel 每张工作表最多 3 行），其余行在“订单 (2)、订单 (3)”",
        "工作表“订单 (2)”的“备注”列：2 个单元格含有 Excel 不允许的控制字符，已去除",
        "工作表“订单 (3)”的“备注”列：1 个单元格含有 Excel 不允许的控制字符，已去除",
    ]


@pytest.mark.slow
def test_a_table_longer_than_a_sheet_is_whole_in_two(tmp_path):
    count = 1_048_580
    path = write_workbook(
        tmp_path / "a.xlsx", [Sheet("a", Rows((Column("n"),), Lazy(count)))], about()
    )

    workbook = load_workbook(path, read_only=True)
    cells = [
        [row[0] for row in workbook[name].iter_rows(values_only=True)] for name in ("a", "a (2)")
    ]
    assert [len(one) for one in cells] == [1_048_576, 6]
    assert [one[0] for one in cells] == ["n", "n"]
    assert cells[0][1:] + cells[1][1:] == [str(n) for n in range(count)]


def test_rows_that_stream_are_gone_through_once_and_not_held(tmp_path):
    cells = Lazy(3_000)

    sheet = written(tmp_path, Sheet("a", Rows((Column("n"),), cells)))["a"]

    assert [row[0] for row in values(sheet)] == ["n", *(str(n) for n in range(3_000))]
    assert (cells.passes, cells.taken_by_slices) == (1, 200)


def test_a_table_of_two_hundred_columns_is_written_whole(tmp_path):
    columns = tuple(Column(f"列{n}", "integer") for n in range(200))

    sheet = written(tmp_path, Sheet("a", Rows(columns, [tuple(range(200))])))["a"]

    assert values(sheet) == [[column.name for column in columns], list(range(200))]
    assert sheet.auto_filter.ref == "A1:GR2"


def test_sheets_of_the_same_name_are_numbered_and_about_keeps_its_own(tmp_path):
    sheets = [Sheet(name, texts()) for name in ("订单", "订单", "关于")]

    assert written(tmp_path, *sheets).sheetnames == ["订单", "订单 (2)", "关于 (2)", "关于"]


def test_what_excel_cannot_hold_is_changed_and_said(tmp_path):
    columns = (Column("备注"), Column("金额", "money"))
    rows = [
        ("x" * 40_000, Decimal("12345678901234.567")),
        ("bell\x07 and half a pair \ud800", Decimal("NaN")),
        ("tab\tand\nline", 10**15),
        ("😀" * 16_384, Decimal("123456789012345")),
    ]

    workbook = written(tmp_path, Sheet("订单", Rows(columns, rows)), notices=["第 2 页读了两次"])

    assert values(workbook["订单"])[1:] == [
        ["x" * 32_767, "12345678901234.567"],
        ["bell and half a pair ", "NaN"],
        ["tab\tand\nline", "1000000000000000"],
        ["😀" * 16_383, 123456789012345],
    ]
    notices = [row[1] for row in values(workbook["关于"]) if row[1]][-4:]
    assert notices == [
        "第 2 页读了两次",
        "工作表“订单”的“备注”列：2 个单元格超过 32767 个字符，已截断",
        "工作表“订单”的“金额”列：3 个数值超过 15 位有效数字，已按文本保存以免丢失精度",
        "工作表“订单”的“备注”列：1 个单元格含有 Excel 不允许的控制字符，已去除",
    ]


def test_the_last_sheet_says_where_the_rows_come_from_and_what_was_proved(tmp_path):
    proofs = [
        Proof("订单资源明细", "count", "holds", "57 = 57"),
        Proof("订单资源明细", "revealed", "fails", "2 cells still masked"),
        Proof("订单资源明细", "sums", "unknown", "=the page shows none"),
    ]
    started, ended = datetime(2026, 11, 23, 15, 30), datetime(2026, 11, 23, 15, 31, 5)

    workbook = written(
        tmp_path,
        Sheet("订单", texts("a", "b")),
        Sheet("客户", texts()),
        inputs={"客户名称": "=某公司", "失效时间": "2026-10-01..2026-10-31"},
        started=started.astimezone(),
        ended=ended.astimezone(),
        status="unproven",
        proofs=proofs,
    )

    assert values(workbook.worksheets[-1]) == [
        ["查看订单资源明细", None, None, None],
        [None] * 4,
        ["流程", "order-resources", None, None],
        ["门户", "partner-center", None, None],
        ["站点", "sandbox", None, None],
        ["账号", "distributor", None, None],
        ["输入", "客户名称：=某公司", None, None],
        [None, "失效时间：2026-10-01..2026-10-31", None, None],
        ["开始时间", started, None, None],
        ["结束时间", ended, None, None],
        ["运行结果", "数据未能核对完整", None, None],
        ["读取页数", 3, None, None],
        ["工作表行数", "订单", 2, None],
        [None, "客户", 0, None],
        ["提示", "无", None, None],
        [None] * 4,
        ["数据核对", None, None, None],
        ["表", "核对项", "结论", "说明"],
        ["订单资源明细", "行数与门户总数一致", "通过", "57 = 57"],
        ["订单资源明细", "脱敏信息已显示", "不通过", "2 cells still masked"],
        ["订单资源明细", "sums", "无法核对", "=the page shows none"],
    ]
    verdicts = [workbook["关于"][f"C{row}"].fill.start_color.rgb for row in (19, 20, 21)]
    assert verdicts == ["00C6EFCE", "00FFC7CE", "00FFEB9C"]


def test_a_workbook_without_proofs_says_so(tmp_path):
    assert values(written(tmp_path)["关于"])[-1] == ["本次运行没有可核对的数据", None]


def test_a_workbook_is_for_its_owner_only(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [], about())

    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_row_that_does_not_fit_its_columns_leaves_the_old_workbook_alone(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    with pytest.raises(ValueError, match="zip"):
        write_workbook(path, [Sheet("a", Rows((Column("a"),), [("x", "y")]))], about())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.xlsx", b"old")]


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_full_disk_is_said_in_one_line_and_leaves_nothing(tmp_path):
    program = """
import random, resource, sys
from pathlib import Path
from rpa.errors import Unavailable
from rpa.sinks.excel import Sheet, write_workbook
from rpa.tables import Column, Rows
from test_excel import about

rows = Rows((Column("a"),), [(str(random.random()),) for _ in range(9000)])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_workbook(Path(sys.argv[1]), [Sheet("a", rows)], about())
except Unavailable as error:
    print(error)
"""
    path = tmp_path / "a.xlsx"
    search = os.pathsep.join([str(Path(__file__).parent), str(Path.cwd())])

    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (done.stdout, done.stderr) == (f"{path}: no room to write it: file too large\n", "")
    assert list(tmp_path.iterdir()) == []
