"""A list is typed with commas, or stands in a column of a file."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from rpa.flow.input_base import Setting
from rpa.flow.list_input import ListInput


@pytest.fixture
def read(tmp_path):
    def act(given, **spec):
        return ListInput(type="list", **spec).read(given, Setting(date(2026, 11, 23), tmp_path))

    return act


@pytest.fixture
def file(tmp_path):
    def write(*lines, name="客户.xlsx"):
        workbook = Workbook()
        for line in lines:
            workbook.active.append(line)
        workbook.save(tmp_path / name)
        return f"@{name}"

    return write


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ("甲公司", ("甲公司",)),
        ("甲公司, 乙公司，丙公司 ,", ("甲公司", "乙公司", "丙公司")),
        ("甲,乙,甲", ("甲", "乙")),
        ('"Hangzhou Cloud, Inc.", 甲', ("Hangzhou Cloud, Inc.", "甲")),
        ('"a ""quoted"" name",b', ('a "quoted" name', "b")),
        ('广州"双引号"公司,乙', ('广州"双引号"公司', "乙")),
        (["甲", 12], ("甲", "12")),
        ("00123456789012345678", ("00123456789012345678",)),
    ],
)
def test_texts_are_taken_as_they_are(read, given, texts):
    assert read(given) == texts


def test_the_column_of_a_file_is_the_one_called_as_the_label(read, file):
    given = file(["编号", "客户名称"], ["1", "甲"], ["2", None], ["3", "乙"], ["4", "甲"])
    assert read(given, label="客户名称") == ("甲", "乙")


def test_else_it_is_the_first_column(read, file):
    assert read(file(["券", "客户"], ["1001", "甲"]), label="代金券ID") == ("1001",)


def test_a_column_may_be_named(read, file):
    assert read(file(["券", "客户"], ["1001", "甲"]), column="客户") == ("甲",)


def test_an_id_that_lost_digits_in_excel_is_refused(read, file):
    with pytest.raises(ValueError, match="row 2"):
        read(file(["代金券ID"], [12345678901234567890.0]))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (" , ", "there is nothing in the list"),
        ("@no-such.xlsx", "there is no file no-such.xlsx; "),
        (5, "found the number 5; texts with commas between them, or @file.xlsx are wanted"),
    ],
)
def test_what_is_no_list_is_said(read, given, message):
    with pytest.raises(ValueError, match=r".") as caught:
        read(given)
    assert str(caught.value).startswith(message)


def test_a_column_that_is_not_there_is_said(read, file):
    with pytest.raises(ValueError, match='no column "客户名称"'):
        read(file(["编号"], ["1"]), column="客户名称")
