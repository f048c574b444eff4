"""`rpa show`: what a flow takes, does and writes, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa.cli.output import write_indented, write_table
from rpa.cli.steps_in_words import steps_in_words
from rpa.cli.verb import Verb

if TYPE_CHECKING:
    from rpa.flow.flow import Flow
    from rpa.flow.input_base import InputModel
    from rpa.steps.view import View

_EFFECTS = {"read": "只读取，不改动门户中的数据", "write": "会改动门户中的数据"}
_KINDS = {
    "text": "任意文字",
    "integer": "一个整数",
    "number": "一个数值",
    "bool": "true | false",
    "secret": "保密的文字",
    "date": "某一天",
    "month": "某个月份",
    "date_range": "起止日期",
    "file": "文件路径",
    "list": "多个文字",
    "rows": "Excel 或 CSV 文件",
}
_EXAMPLES = {
    "integer": "1",
    "number": "1.5",
    "bool": "true",
    "date": "yesterday",
    "month": "last_month",
    "date_range": "last_month",
    "file": "FILE",
    "list": "@FILE.xlsx",
    "rows": "FILE.xlsx",
}


def show(
    name: Annotated[str, typer.Argument(metavar="FLOW", help="Name of a flow, or its file.")],
) -> None:
    """Tell what a flow takes, what it does step by step, and what it writes."""
    flow, view = _read(name)
    typer.echo(flow.title)
    if flow.about:
        write_indented([(0, "", flow.about)])
    typer.echo(f"\n门户  {flow.portal}")
    typer.echo(f"影响  {_EFFECTS[flow.effect]}")
    typer.echo(f"文件  {flow.file}")
    _say_inputs(flow)
    _say_refusals(flow, view)
    typer.echo(f"\n运行示例\n  {example(flow, name)}\n\n操作步骤")
    write_indented(steps_in_words(flow.steps, view))
    typer.echo(f"\n写入 output/{flow.slug}/<run>/")
    write_indented((1, "", line) for line in _written(flow))
    if flow.results:
        typer.echo(f"\n交给调用它的流程\n  {'、'.join(flow.results)}")


def _read(name: str) -> tuple[Flow, View]:
    from rpa.engine.check import Checker
    from rpa.engine.project import find_project
    from rpa.errors import ProblemsFound

    project = find_project()
    checker = Checker(project)
    flow, problems = checker.flow(project.flow_file(name))
    if flow is None or not flow.is_whole or flow.portal not in checker.portals():
        raise ProblemsFound(problems)
    book, unfit = checker.book(flow.portal)
    if book is None:
        raise ProblemsFound(unfit)
    return flow, checker.view(flow, book)


def _say_inputs(flow: Flow) -> None:
    if not flow.inputs:
        return
    typer.echo("\n需要给出的输入项")
    rows = [
        (key, _needed(spec), spec.label or "", _kind(spec), _help(key, spec))
        for key, spec in flow.inputs.items()
    ]
    write_table(("输入项", "是否必填", "门户中的名称", "取值", "填写说明"), rows)


def _say_refusals(flow: Flow, view: View) -> None:
    from rpa.steps.telling import told_condition, told_text

    if flow.refuse:
        typer.echo("\n不会运行的情况")
    for one in flow.refuse:
        write_indented(
            [(1, "", f"{told_condition(view, one.when)}：{told_text(view, one.message)}")]
        )


def _needed(spec: InputModel) -> str:
    from rpa.flow.words import as_text

    if spec.is_required:
        return "必填"
    match spec.default_given:
        case None:
            return "可不填"
        case tuple() as words:
            return f"默认 {','.join(words)}"
        case value:
            return f"默认 {as_text(value)}"


def _kind(spec: Any) -> str:
    if spec.type == "choice":
        return " | ".join(spec.choices) + ("，多个以逗号分隔" if spec.many else "")
    return _KINDS.get(spec.type, str(spec.type))


def _help(name: str, spec: Any) -> str:
    unseen = f"取自环境变量 {spec.variable(name)}，或在终端输入" if spec.type == "secret" else ""
    return "；".join(filter(None, (spec.help, unseen)))


def example(flow: Flow, name: str) -> str:
    """Return a command line that runs the flow: what it needs, or one of what it can take.

    Of a flow that changes something it is the one that tells what would be changed.
    """
    is_writing = flow.effect == "write"
    open_ = [key for key, spec in flow.inputs.items() if spec.type != "secret"]
    needed = [key for key in open_ if flow.inputs[key].is_required]
    shown = needed or open_[0 if is_writing else -1 :][:1]
    given = [f"-i {key}={_value(flow.inputs[key])}" for key in shown]
    return " ".join(("rpa run", name, *given, *(["--plan"] if is_writing else [])))


def _value(spec: Any) -> str:
    return str(spec.choices[0]) if spec.type == "choice" else _EXAMPLES.get(spec.type, "…")


def _written(flow: Flow) -> Iterator[str]:
    from rpa.flow.step import every

    for step in every(flow.steps):
        fields = step.__dict__
        file = fields.get("file") or flow.slug
        match step.kind:
            case "excel":
                yield f"{_with_ending(file, '.xlsx')}：工作表“{fields['sheet']}”"
            case "csv":
                yield _with_ending(file, ".csv")
            case "capture":
                yield _with_ending(file, ".png")
            case "export":
                yield f"downloads/：导出的文件“{fields['item']}”"
            case "call":
                yield f"流程 {fields['flow']} 写入的文件"
    yield "report.html：做了什么、核对了什么；journal.jsonl：同样的内容，供程序读取"


def _with_ending(name: str, ending: str) -> str:
    return name if name.endswith(ending) else name + ending


VERB = Verb(
    "show",
    "Tell what a flow takes, does and writes.",
    show,
    ("rpa show order-resources",),
)
