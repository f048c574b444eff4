"""The JSON Schema of flows, which teaches an editor what may be written where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from rpa.flow.flow import Flow
from rpa.flow.nested import STEPS_SCHEMA, nested_fields
from rpa.flow.shapes import key_of
from rpa.flow.step import StepModel

Schema: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_STEPS = {"$ref": "#/$defs/steps"}


def flow_schema(catalogue: Mapping[str, type[StepModel]]) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a flow whose steps are of these kinds.

    The loader takes a little more than it: any field may also stand beside a kind spelled out.
    """
    models: list[type[BaseModel]] = [Flow, *catalogue.values()]
    places, found = models_json_schema([(one, "validation") for one in models])
    definitions: Schema = _tidied(found["$defs"])

    def taken_out(model: type[Any]) -> Schema:
        name = places[(model, "validation")]["$ref"].rpartition("/")[2]
        return dict(definitions.pop(name))

    flow = taken_out(Flow)
    kinds = {name: _kind(kind, taken_out(kind)) for kind, name in _named(catalogue)}
    definitions |= kinds
    definitions |= {f"every.{key}": one for key, one in _common().items()}
    definitions["steps"] = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/step"}}
    definitions["step"] = _step(kinds, catalogue)
    return {
        "$schema": _DIALECT,
        "title": "Flow",
        **flow,
        "$defs": dict(sorted(definitions.items())),
    }


def _named(catalogue: Mapping[str, type[StepModel]]) -> Iterator[tuple[type[StepModel], str]]:
    return ((model, f"step.{kind}") for kind, model in catalogue.items())


def _common() -> Schema:
    """Return the schemas of the keys that every step takes."""
    properties: Schema = _tidied(StepModel.model_json_schema()["properties"])
    return properties


def _step(kinds: Mapping[str, Schema], catalogue: Mapping[str, type[StepModel]]) -> Schema:
    bare = [kind for kind, model in catalogue.items() if not _required(model)]
    written = [{"$ref": f"#/$defs/{name}"} for name in kinds]
    return {"anyOf": [*written, *([{"enum": bare}] if bare else [])]}


def _kind(model: type[StepModel], schema: Schema) -> Schema:
    """Return the schema of steps of one kind: all fields inside its key, or a bare value."""
    about = {"description": schema.get("description", "")}
    fields = {
        key: {"$ref": f"#/$defs/every.{key}"} if key in StepModel.model_fields else one
        for key, one in schema["properties"].items()
    }
    forms = [_spelled_out(model, fields, about)]
    forms += [
        _short(model, name, fields, about)
        for name in dict.fromkeys((model.short, model.whole))
        if name is not None
    ]
    return forms[0] if len(forms) == 1 else {**about, "anyOf": forms}


def _spelled_out(model: type[StepModel], fields: Schema, about: Schema) -> Schema:
    beside = {key_of(model, name) for name in (*StepModel.model_fields, *nested_fields(model))}
    needed = [key for key in _required(model) if key not in beside]
    inside = {**about, "type": "object", "properties": fields, "additionalProperties": False}
    if needed:
        inside["required"] = needed
    value = inside if _required(model) else {**about, "anyOf": [inside, {"type": "null"}]}
    properties = {model.kind: value, **{key: fields[key] for key in fields if key in beside}}
    return _object(properties, [model.kind])


def _short(model: type[StepModel], name: str, fields: Schema, about: Schema) -> Schema:
    own = key_of(model, name)
    beside = {key: one for key, one in fields.items() if key not in (own, model.kind)}
    needed = [key for key in _required(model) if key != own]
    return _object({model.kind: {**fields[own], **about}, **beside}, [model.kind, *needed])


def _object(properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _required(model: type[StepModel]) -> list[str]:
    fields = model.model_fields.items()
    return [key_of(model, name) for name, field in fields if field.is_required()]


def _tidied(schema: Any) -> Any:
    """Return a schema of pydantic without made-up titles, and with references to steps."""
    if isinstance(schema, list):
        return [_tidied(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if STEPS_SCHEMA in schema:
        return {**_STEPS, **{key: schema[key] for key in schema.keys() & {"description"}}}
    made_up = {"title"} if isinstance(schema.get("title"), str) else set[str]()
    if schema.get("default", 0) is None:
        made_up.add("default")
    return {key: _tidied(one) for key, one in schema.items() if key not in made_up}
