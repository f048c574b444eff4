"""Days, months and ranges are given to their pickers, and read back from what these show."""

from __future__ import annotations

from datetime import date

import pytest

from rpa.errors import StepFailed
from rpa.flow.dates import DateRange, Month
from rpa.widgets import dates
from rpa.widgets.dates import DateRefused

pytestmark = pytest.mark.browser

START = """
import { DatePick, MonthPick } from "/static/ti/datepick.js";
import { DateRange } from "/static/ti/daterange.js";
import { clock } from "/static/ti/calendar.js";
import { DateEdit } from "/static/ti/dateedit.js";
clock.today = "2026-11-23";
const picker = window.picker = new PICKER({ value: VALUE });
picker.el.style.width = "260px";
document.body.append(picker.el);
"""
# The page takes no day before 2025-01-01: what is typed jumps back.
BOUNDED = """
const take = DateEdit.prototype.take;
DateEdit.prototype.take = function () {
  if (this.input.value && this.input.value < "2025/01/01") this.set(this.value);
  take.call(this);
};
"""


def start(picker: str, value: str = "null", more: str = "") -> str:
    return START.replace("PICKER", picker).replace("VALUE", value) + more


@pytest.fixture
def control(page):
    return page.locator("body")


def value(page):
    return page.evaluate("picker.get()")


def panels(page) -> int:
    return page.locator("ti-drop").filter(visible=True).count()


OCTOBER = DateRange(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    "before",
    [
        "null",
        '["2026-11-01", "2026-11-30"]',
        '["2025-01-01", "2025-01-31"]',
        '["2026-10-15", "2026-10-16"]',
    ],
)
def test_a_range_replaces_whatever_was_there(show, surface, page, control, before):
    show(start("DateRange", before))
    dates.fill_range(surface, "失效时间", control, OCTOBER)
    assert (value(page), panels(page)) == (["2026-10-01", "2026-10-31"], 0)


def test_a_page_may_write_dates_in_its_own_way(show, surface, page, control):
    show(
        start(
            "DateRange",
            more="""
            const set = picker.set.bind(picker);
            picker.set = (value) => {
              set(value);
              picker.text.textContent = (value ?? []).map((day) => ` ${day} `).join("─");
            };
            """,
        )
    )
    dates.fill_range(surface, "失效时间", control, OCTOBER)
    assert value(page) == ["2026-10-01", "2026-10-31"]


def test_a_beginning_that_the_old_end_refuses_is_typed_again(show, surface, page, control):
    show(
        start(
            "DateRange",
            '["2025-01-01", "2025-01-31"]',
            more="""
            const type = picker.type.bind(picker);
            picker.type = (begin, end, last) => {
              if (begin && end && begin > end) picker.refresh();
              else type(begin, end, last);
            };
            """,
        )
    )
    dates.fill_range(surface, "失效时间", control, OCTOBER)
    assert value(page) == ["2026-10-01", "2026-10-31"]


@pytest.mark.parametrize("lost", ["ti-date-range", "button"])
def test_a_swallowed_click_is_repeated(show, surface, page, control, lost):
    show(
        start(
            "DateRange",
            more=f"""
            let lost = 0;
            addEventListener("click", (event) => {{
              if (event.target.closest("{lost}") && lost++ < 1) event.stopPropagation();
            }}, true);
            """,
        )
    )
    dates.fill_range(surface, "失效时间", control, OCTOBER)
    assert (value(page), panels(page)) == (["2026-10-01", "2026-10-31"], 0)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (DateRange(date(2026, 10, 1), None), "2026-10-01.."),
        (DateRange(None, date(2026, 10, 1)), "..2026-10-01"),
    ],
)
def test_a_range_needs_both_ends(show, surface, control, given, shown):
    show(start("DateRange"))
    with pytest.raises(StepFailed) as caught:
        dates.fill_range(surface, "失效时间", control, given)
    assert str(caught.value) == f"失效时间: the page wants both ends of the range, not {shown}"


def test_a_range_that_the_page_refuses_is_an_error_at_once(show, surface_of, control):
    show(start("DateRange", more=BOUNDED))
    with pytest.raises(DateRefused) as caught:
        dates.fill_range(
            surface_of(limit_s=600),
            "失效时间",
            control,
            DateRange(date(2024, 12, 31), date(2026, 1, 1)),
        )
    assert str(caught.value) == "失效时间: the page does not take 2024-12-31"


@pytest.mark.parametrize("before", ["null", '"2026-11-30"'])
def test_a_day_is_typed_and_taken(show, surface, page, control, before):
    show(start("DatePick", before))
    dates.fill_date(surface, "下单日期", control, date(2025, 2, 28))
    assert (value(page), panels(page)) == ("2025-02-28", 0)


def test_a_picker_that_stays_open_is_closed(show, surface, page, control):
    show(start("DatePick", more="picker.drop.close = () => {};"))
    page.evaluate(
        """
        const close = Object.getPrototypeOf(picker.drop).close;
        picker.el.addEventListener("click", () => {
          if (picker.drop.isOpen && picker.get()) close.call(picker.drop);
        });
        """
    )
    dates.fill_date(surface, "下单日期", control, date(2025, 2, 28))
    assert (value(page), panels(page)) == ("2025-02-28", 0)


def test_a_day_that_the_page_refuses_is_an_error_at_once(show, surface_of, control):
    show(
        start(
            "DatePick",
            more=BOUNDED + "picker.drop.close = () => {};",
        )
    )
    with pytest.raises(DateRefused) as caught:
        dates.fill_date(surface_of(limit_s=600), "下单日期", control, date(2024, 12, 31))
    assert str(caught.value) == "下单日期: the page does not take 2024-12-31"


@pytest.mark.parametrize(
    "month", [Month(2026, 11), Month(2026, 1), Month(2022, 10), Month(2027, 2)]
)
def test_a_month_is_turned_to_and_clicked(show, surface, page, control, month):
    show(start("MonthPick"))
    dates.fill_month(surface, "账期", control, month)
    assert (value(page), panels(page)) == (str(month), 0)


def test_a_month_replaces_another(show, surface, page, control):
    show(start("MonthPick", '"2024-01"'))
    dates.fill_month(surface, "账期", control, Month(2024, 11))
    assert value(page) == "2024-11"


def test_a_year_that_cannot_be_turned_to_is_an_error_at_once(show, surface_of, control):
    show(
        start(
            "MonthPick",
            more="""
            const draw = picker.draw.bind(picker);
            picker.draw = (box) => { picker.year = Math.max(2025, picker.year); draw(box); };
            """,
        )
    )
    with pytest.raises(DateRefused) as caught:
        dates.fill_month(surface_of(limit_s=600), "账期", control, Month(2024, 5))
    assert str(caught.value) == "账期: the page does not take 2024-05"


def test_a_month_that_is_greyed_out_is_an_error_at_once(show, surface_of, control):
    show(
        start(
            "MonthPick",
            more="""
            const draw = picker.draw.bind(picker);
            picker.draw = (box) => {
              draw(box);
              box.querySelectorAll("td")[11].classList.add("ti3-date-disable-day");
            };
            """,
        )
    )
    with pytest.raises(DateRefused) as caught:
        dates.fill_month(surface_of(limit_s=600), "账期", control, Month(2026, 12))
    assert str(caught.value) == "账期: the page does not take 2026-12"


def test_a_panel_without_a_year_is_an_error(show, surface, control):
    show(
        start(
            "MonthPick",
            more="""
            const draw = picker.draw.bind(picker);
            picker.draw = (box) => { draw(box); box.querySelector("section").textContent = "—"; };
            """,
        )
    )
    with pytest.raises(StepFailed) as caught:
        dates.fill_month(surface, "账期", control, Month(2026, 12))
    assert str(caught.value) == "账期: its panel shows no year"
