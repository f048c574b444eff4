"""The reference of all that a flow may say, as Markdown, made from the models themselves."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rpa.flow.flow import Flow
from rpa.flow.functions import BUILTINS
from rpa.flow.input_base import InputModel
from rpa.flow.inputs import Input
from rpa.flow.nested import nested_fields
from rpa.flow.refusal import Refusal
from rpa.flow.shapes import bare, members
from rpa.flow.step import StepModel
from rpa.flow.templated import Templated
from rpa.flow.trial import Case, Trial

_INTRODUCTION = """\
# Steps

Made by `rpa generate` from the installed version; changes here are lost.

A flow is a list of steps. A step is its kind and what it needs, on one line or several:

```yaml
- open: <page>                      # one value: the field that is marked "alone"
- fill: {target: <target>, value: <value>}
- if: <condition>                   # other keys may stand inside or beside
  then:
    - click: <target>
```

Values may hold `${…}` ([expressions](#expressions)), but not a *name* or what is called *fixed*:
those are known before a browser opens.
"""
_COMMON = "Keys of every step"
_IN_HEAD: Mapping[str, type[BaseModel]] = {
    "Each of `refuse`": Refusal,
    "`test`": Trial,
    "Each of its `cases`": Case,
}
_GROUPS = {
    "console": "the widgets that every page of a console has",
    "page": "single elements, as the selectors name them",
    "data": "what was read, and where it goes",
    "control": "which steps run, how often, and what if they fail",
    "proof": "that things are as they should be",
}
_USUAL = {
    "target": "The element, as the selectors name it",
    "table": "Which table of the page, if not that of the open tab",
    "into": "Variable that takes what comes of it",
    "file": "Name of the file, if not that of the flow",
}
"""What these keys mean in every kind that has them and says nothing else."""


def step_reference(groups: Mapping[str, Sequence[type[StepModel]]]) -> str:
    """Return the reference of step kinds, the head of a flow, kinds of inputs, and expressions."""
    parts = [_INTRODUCTION, *_contents(groups), f"## {_COMMON}\n", *_fields(StepModel, ())]
    for group, kinds in groups.items():
        about = f": {_GROUPS[group]}" if group in _GROUPS else ""
        parts.append(f"## {group.capitalize()}{about}\n")
        for kind in kinds:
            parts += _step(kind)
    parts += _head()
    parts += _inputs()
    parts += _expressions()
    return "\n".join(parts)


def _contents(groups: Mapping[str, Sequence[type[StepModel]]]) -> Iterator[str]:
    for group, kinds in groups.items():
        yield f"- {group}: " + ", ".join(f"[`{one.kind}`](#{one.kind})" for one in kinds)
    head = "[the head of a flow](#the-head-of-a-flow)"
    yield f"- {head}, [inputs](#inputs), [expressions](#expressions)\n"


def _step(kind: type[StepModel]) -> Iterator[str]:
    yield f"### {kind.kind}\n"
    yield f"{_docstring(kind)}\n"
    yield f"```yaml\n{_shortest(kind)}\n```\n"
    alone = {kind.short: "alone", kind.whole: "alone, as a mapping"}
    yield from _fields(kind, StepModel.model_fields, alone)


def _shortest(kind: type[StepModel]) -> str:
    """Return the shortest form of a step, with the names of its fields where values go."""
    needed = [name for name, one in kind.model_fields.items() if one.is_required()]
    nested = [name for name in nested_fields(kind) if name != kind.short]
    nested = [name for name in nested if name in needed] or ([] if needed else nested[:1])
    plain = [name for name in needed if name not in nested]
    main = kind.short or kind.whole
    if not plain and kind.short:
        plain = [kind.short]
    if len(plain) == 1 and plain[0] == main:
        lines = [f"- {kind.kind}: {_placeholder(kind, main)}"]
    else:
        given = ", ".join(f"{_key(kind, name)}: {_placeholder(kind, name)}" for name in plain)
        lines = [f"- {kind.kind}: {{{given}}}"]
    lines += [f"  {_key(kind, name)}: [<steps>]" for name in nested]
    return "\n".join(lines)


def _placeholder(kind: type[StepModel], name: str) -> str:
    if name in nested_fields(kind):
        return "[<steps>]"
    annotation = bare(kind.model_fields[name].annotation)
    if get_origin(annotation) is dict:
        return "{<name>: <value>}"
    return f"<{_key(kind, name)}>"


def _fields(
    model: type[BaseModel], left_out: Iterable[str], notes: Mapping[str | None, str] | None = None
) -> Iterator[str]:
    fields = {name: one for name, one in model.model_fields.items() if name not in left_out}
    if not fields:
        return
    yield "| key | value | if left out | meaning |\n|---|---|---|---|"
    for name, field in fields.items():
        key = f"`{_key(model, name)}`"
        if note := (notes or {}).get(name):
            key += f" ({note})"
        usual = _USUAL.get(name, "") if issubclass(model, StepModel) else ""
        default = "needed" if field.is_required() else _default(field)
        cells = (key, _kind(model, name), default, field.description or usual)
        yield "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |"
    yield ""


def _key(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is None or value in ((), {}, ""):
        return ""
    return f"`{json.dumps(value, ensure_ascii=False, default=str)}`".replace('"', "")


def _kind(model: type[BaseModel], name: str) -> str:
    field = model.model_fields[name]
    if name in nested_fields(model):
        return "steps"
    is_fixed = issubclass(model, StepModel) and Templated not in field.metadata
    return _words(field.annotation, is_fixed=is_fixed)


def _words(annotation: Any, *, is_fixed: bool) -> str:
    parts = [_one(one, is_fixed=is_fixed and not _is_templated(one)) for one in members(annotation)]
    return " or ".join(dict.fromkeys(parts))


def _one(annotation: Any, *, is_fixed: bool) -> str:
    plain, origin = bare(annotation), get_origin(bare(annotation))
    if len(members(plain)) > 1:
        return _words(plain, is_fixed=is_fixed)
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in get_args(plain))
    if origin in (tuple, list):
        return f"list of {_words(get_args(plain)[0], is_fixed=is_fixed)}s"
    if origin is dict or (isinstance(plain, type) and issubclass(plain, BaseModel)):
        return "mapping"
    if plain is str:
        return "name" if is_fixed else "text"
    words = _TYPES.get(plain, getattr(plain, "__name__", "anything"))
    return f"fixed {words}" if is_fixed else words


_TYPES: Mapping[Any, str] = {
    Decimal: "number",
    int: "whole number",
    float: "number",
    bool: "true or false",
    Any: "anything",
}


def _is_templated(annotation: Any) -> bool:
    return Templated in getattr(annotation, "__metadata__", ())


def _head() -> Iterator[str]:
    yield "## The head of a flow\n"
    yield "What stands beside `steps`:\n"
    yield from _fields(Flow, ("steps",))
    for name, model in _IN_HEAD.items():
        yield f"**{name}** {_docstring(model)}\n"
        yield from _fields(model, ())


def _inputs() -> Iterator[str]:
    yield "## Inputs\n"
    yield "What a user gives with `-i name=value`. Each has a `type`, and may have:\n"
    yield from _fields(InputModel, ())
    for model in members(bare(Input)):
        (name,) = get_args(model.model_fields["type"].annotation)
        yield f"**`{name}`** {_docstring(model)}\n"
        yield from _fields(model, ("type", *InputModel.model_fields))


def _expressions() -> Iterator[str]:
    yield "## Expressions\n"
    yield (
        "`${…}` holds names of inputs and variables, numbers, `'texts'`, comparisons, `and`, `or`, "
        "`not`,\n`a if b else c`, `row['column']`, and what follows. A value that is one "
        "expression keeps its type;\n`$${` stands for the characters themselves.\n"
    )
    for name, words in BUILTINS.items():
        yield f"- `{name}`: {words}"
    yield ""


def _docstring(model: type[BaseModel]) -> str:
    return inspect.cleandoc(model.__doc__ or "")
