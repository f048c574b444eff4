"""Expressions as a reader of Chinese would say them, as far as they are of the usual forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, nodes
from jinja2.parser import Parser

from rpa.flow.inputs import Input
from rpa.steps.chinese import spaced

_COMPARED = {
    "eq": "为",
    "ne": "不为",
    "gt": "大于",
    "gteq": "不小于",
    "lt": "小于",
    "lteq": "不大于",
}
_CONSTANTS = {None: "空", True: "是", False: "否"}
_NAMES = {"today": "当天", "null": "空"}
_PARTS = {"start": "的开始日期", "end": "的结束日期"}
_SAME = frozenset({"number", "int", "str", "string", "money", "round", "join", "date", "trim"})
"""What changes how a value is written more than what it is."""
_ENVIRONMENT = Environment(autoescape=True)  # it only reads expressions and renders none


class _NoWords(Exception):
    """An expression of a form that is clearer as it is written."""


def in_words(source: str, inputs: Mapping[str, Input]) -> str:
    """Return the words for a value, or how it is written if there are none."""
    return _told(source, _Speaker(inputs).value)


def condition_in_words(source: str, inputs: Mapping[str, Input]) -> str:
    """Return the words for what must hold, or how it is written if there are none."""
    return _told(source, _Speaker(inputs).condition)


def _told(source: str, tell: Callable[[nodes.Expr], str]) -> str:
    try:
        return tell(Parser(_ENVIRONMENT, source, state="variable").parse_expression())
    except _NoWords:
        return source


@dataclass(frozen=True, slots=True)
class _Speaker:
    inputs: Mapping[str, Input]

    def condition(self, node: nodes.Expr) -> str:
        match node:
            case nodes.And():
                return f"{self._both(node.left)}，并且{self._both(node.right)}"
            case nodes.Or():
                return f"{self.condition(node.left)}，或者{self.condition(node.right)}"
            case nodes.Not(node=nodes.Test(name="none", node=inner)):
                return self._given(inner)
            case nodes.Not(node=nodes.Name() as inner):
                return self._not_given(inner)
            case nodes.Not(node=nodes.Or(left=left, right=right)):
                return self.condition(nodes.And(nodes.Not(left), nodes.Not(right)))
            case nodes.Name():
                return self._given(node)
            case nodes.Filter(name="list" | "selectattr" | "rejectattr"):
                return spaced(self.value(node), "不为空")
            case _:
                return self.value(node)

    def _both(self, node: nodes.Expr) -> str:
        told = self.condition(node)
        return f"（{told}）" if isinstance(node, nodes.Or) else told

    def value(self, node: nodes.Node) -> str:
        match node:
            case nodes.Name(name=name):
                return f"输入项 {name}" if name in self.inputs else _NAMES.get(name, name)
            case nodes.Const(value=str() as text):
                return f"“{text}”"
            case nodes.Const(value=None | bool() as constant):
                return _CONSTANTS[constant]
            case nodes.Const(value=number):
                return str(number)
            case nodes.List(items=items):
                return "、".join(map(self.value, items)) or "空"
            case nodes.Compare(expr=left, ops=[operand]):
                return self._compared(left, operand)
            case nodes.Test(name="none", node=inner):
                return self._not_given(inner)
            case _:
                return self._part(node)

    def _part(self, node: nodes.Node) -> str:
        match node:
            case nodes.Getitem(
                node=nodes.Call(node=nodes.Getattr(attr="split", node=inner), args=[separator]),
                arg=nodes.Const(value=int() as at),
            ):
                return spaced(
                    self.value(inner), "按", self.value(separator), f"分开的第 {at + 1} 段"
                )
            case nodes.Getitem(node=inner, arg=nodes.Const(value=str() as name)):
                return spaced(self.value(inner), f"的“{name}”")
            case nodes.Getitem(node=inner, arg=nodes.Const(value=int() as at)):
                return spaced(self.value(inner), f"第 {at + 1} 项")
            case nodes.Getattr(node=inner, attr=name):
                return spaced(self.value(inner), _PARTS.get(name, f"的“{name}”"))
            case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div():
                return f"{self.value(node.left)} {node.operator} {self.value(node.right)}"
            case nodes.Call(node=nodes.Name(name=name), args=arguments):
                return self._called(name, [self.value(one) for one in arguments])
            case nodes.Or(left=left, right=nodes.List(items=[])):
                return self.value(left)
            case nodes.Or(left=left, right=right):
                return spaced(self.value(left), "（没有时为", self.value(right), "）")
            case nodes.CondExpr(test=test, expr1=one, expr2=nodes.Expr() as other):
                held = spaced("（如果", self.condition(test), "，否则为")
                return spaced(self.value(one), held, self.value(other), "）")
            case nodes.Filter(name="list", node=nodes.Node() as inner):
                return self.value(inner)
            case nodes.Filter(name="selectattr" | "rejectattr" as name, node=nodes.Node() as inner):
                return spaced(self.value(inner), "中", self._chosen(name, node.args), "的行")
            case nodes.Filter(name="map", node=nodes.Node() as inner, kwargs=[given]):
                return spaced(self.value(inner), "的", self.value(given.value))
            case nodes.Filter(name="first", node=nodes.Node() as inner):
                return spaced(self.value(inner), "的第 1 项")
            case nodes.Filter(name=name, node=nodes.Node() as inner, args=arguments):
                return self._called(name, [self.value(one) for one in (inner, *arguments)])
            case _:
                raise _NoWords

    def _chosen(self, name: str, arguments: Sequence[nodes.Expr]) -> str:
        """Return what must hold of rows that are picked by a column."""
        column, *rest = map(self.value, arguments)
        is_not = "不" if name == "rejectattr" else ""
        match arguments[1:]:
            case []:
                return f"{column}{'为空' if is_not else '不为空'}"
            case [nodes.Const(value="none")]:
                return f"{column}{is_not}为空"
            case [nodes.Const(value="eq" | "equalto"), _]:
                return spaced(f"{column}{is_not}为", rest[1])
            case [nodes.Const(value="in"), nodes.List()]:
                return spaced(f"{column}{is_not}为", rest[1], "之一")
            case [nodes.Const(value="in"), _]:
                return spaced(f"{column}{is_not}在", rest[1], "之中")
            case _:
                raise _NoWords

    def _called(self, name: str, values: Sequence[str]) -> str:
        match name, values:
            case "len" | "length" | "count", [value]:
                return spaced(value, "的条数")
            case "sum", [value]:
                return spaced(value, "的合计")
            case "sum", [rows, column]:
                return spaced(rows, "的", column, "合计")
            case "days", [count]:
                return spaced(count, "天")
            case "month_of", [day]:
                return spaced(day, "所在的月份")
            case "span", [start, end]:
                return spaced(start, "至", end)
            case _, [value, *_] if name in _SAME:
                return value
            case _:
                raise _NoWords

    def _given(self, node: nodes.Expr) -> str:
        words = self.value(node)
        match self._type(node):
            case "bool":
                return spaced(words, "为是")
            case "":
                return spaced(words, "不为空")
            case _:
                return f"给出{words}"

    def _not_given(self, node: nodes.Expr) -> str:
        words = self.value(node)
        match self._type(node):
            case "bool":
                return spaced(words, "为否")
            case "":
                return spaced(words, "为空")
            case _:
                return f"未给出{words}"

    def _type(self, node: nodes.Expr) -> str:
        if isinstance(node, nodes.Name) and node.name in self.inputs:
            return self.inputs[node.name].type
        return ""

    def _compared(self, left: nodes.Expr, operand: nodes.Operand) -> str:
        one, other = self.value(left), self.value(operand.expr)
        is_list = isinstance(operand.expr, nodes.List)
        match operand.op:
            case "in":
                return spaced(one, "为", other, "之一") if is_list else spaced(other, "含", one)
            case "notin":
                return spaced(one, "不为", other, "之一") if is_list else spaced(other, "不含", one)
            case sign:
                return spaced(one, _COMPARED[sign], other)
