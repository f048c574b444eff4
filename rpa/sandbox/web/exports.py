"""导出 and 导出记录."""

from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.responses import Response

from rpa.sandbox.export_task import DONE
from rpa.sandbox.mutations.mutation import Exported
from rpa.sandbox.refusal import Refused
from rpa.sandbox.schema import Json
from rpa.sandbox.web.cut import CutResponse
from rpa.sandbox.web.endpoint import Call
from rpa.sandbox.web.tables import found_table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def start(call: Call) -> Json:
    """Create an export task."""
    view, tab, table = found_table(call, str(call.body.get("table")))
    item = call.body.get("item")
    if item not in {one.key for one in tab.export} - {"records"}:
        raise Refused(400, "参数错误：item")
    filters = call.mapping("filters") if item == "current" else {}
    rows = call.sandbox.results.rows(view, tab, filters)
    if call.sandbox.faults.is_on("export_short"):
        rows = [one for at, one in enumerate(rows) if at != len(rows) // 2]
    held = call.sandbox.mutations.exported(table.id, Exported(table.columns, rows))
    call.sandbox.exports.start(call.session.role, tab.export_title, held.columns, held.rows)
    return {"message": "导出任务创建成功"}


def listed(call: Call) -> Json:
    """Return a page of the export tasks, newest first."""
    page, size = call.number("page", 1), call.number("size", 10, most=100)
    tasks = call.sandbox.exports.look(call.session.role)
    return {"total": len(tasks), "rows": tasks[(page - 1) * size : page * size]}


async def file(call: Call) -> Response:
    """Return the file of a finished task."""
    task = call.sandbox.exports.get(call.session.role, call.path["id"])
    if task is None:
        raise Refused(404, "导出任务不存在")
    if task.status != DONE:
        raise Refused(409, "导出任务未完成")
    content = await run_sync(task.file)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(task.file_name)}"}
    is_cut = call.sandbox.faults.is_on("download_cut")
    return (CutResponse if is_cut else Response)(content, headers=headers, media_type=_XLSX)
