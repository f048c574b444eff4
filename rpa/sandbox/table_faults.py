"""When and where the faults of tables strike."""

from rpa.sandbox.faults import FaultBoard

_FAILURES = 2
_MOST_TOLD = 50
_TOO_MANY = 3


def fails(board: FaultBoard, page: int, last_page: int) -> bool:
    """Tell whether this request fails: twice in a row, beginning on page 2 if there is one."""
    fault = board.get("table_500")
    if fault is None or fault.count >= _FAILURES:
        return False
    if fault.count == 0 and page != min(2, last_page):
        return False
    fault.count += 1
    return True


def is_empty(board: FaultBoard, table_id: str) -> bool:
    """Tell whether this request is answered as if nothing were there: once for each table."""
    fault = board.get("table_empty_once")
    if fault is None or table_id in fault.places:
        return False
    fault.places.add(table_id)
    return True


def shifts(board: FaultBoard, page: int, last_page: int) -> bool:
    """Tell whether a newer row appears just now: once, on page 3 or the last before it."""
    fault = board.get("rows_shift")
    if fault is None or fault.count or page != min(3, last_page):
        return False
    fault.count = 1
    return True


def misses_row(board: FaultBoard, page: int, last_page: int) -> bool:
    """Tell whether this page leaves out a row."""
    return board.is_on("short_page") and page == min(2, last_page)


def place(board: FaultBoard, page: int, size: int) -> slice:
    """Return which rows are shown as this page."""
    if board.is_on("page_repeats") and page == 2:
        page = 1
    if board.is_on("size_lies"):
        size = min(size, _MOST_TOLD)
    return slice((page - 1) * size, page * size)


def total(board: FaultBoard, rows: int) -> int:
    """Return how many rows are said to be there."""
    return rows + _TOO_MANY if rows and board.is_on("total_lies") else rows
