"""导出记录: drawn by the front-end from `/api/exports`."""

from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Page

ROUTE = "export-records"


def build(_: View) -> Page:
    """Return the page which is the same for all."""
    return Page(ROUTE, "导出记录", ("主页", "导出记录"))
