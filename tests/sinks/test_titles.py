import pytest

from rpa.sinks.titles import sheet_title


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("订单资源明细", "订单资源明细"),
        ("a[1]:b*c?d/e\\f", "a 1 b c d e f"),
        ("'quoted'", "quoted"),
        ("line\nbreak\x00", "line break"),
        (" ", "工作表"),
        ("History", "History (2)"),
        ("名" * 40, "名" * 31),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_a_title_is_what_excel_accepts(wanted, title):
    assert sheet_title(wanted, [], "工作表") == title


def test_titles_differ_also_where_only_case_would_tell_them_apart():
    assert sheet_title("orders", ["Orders", "ORDERS (2)"], "工作表") == "orders (3)"


def test_a_number_finds_room_in_a_long_title():
    long = "名" * 31
    assert sheet_title(long, [long], "工作表") == "名" * 27 + " (2)"
