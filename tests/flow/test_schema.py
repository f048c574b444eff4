"""The JSON Schema of flows says what the loader takes."""

from __future__ import annotations

import pytest

from rpa.flow.document import parse_document
from rpa.flow.load import flow_from
from rpa.flow.schema import flow_schema

SOUND = [
    "- click: x",
    "- click: {target: '${today}', force: '${true}'}",
    "- click: x\n  force: true\n  name: n\n  when: '${run}'\n  retry: 1\n  timeout_s: 5",
    "- query: {a: b}",
    "- query: {fields: {a: b}, tab: x}",
    "- query: {a: null}\n  tab: x",
    "- screenshot",
    "- screenshot:",
    "- screenshot: {file: a}",
    "- wait: '${len(run)}'\n  text: x",
    "- wait: 1.5",
    "- if: '${run}'\n  then: [{click: x}]\n  else: [screenshot]",
    "- if: {condition: '${run}'}\n  then: [{click: x}]",
    "- if: {condition: '${run}', then: [{click: x}]}",
    "- for_each: {row: '${run}'}\n  do: [{click: '${row}'}]\n  on_error: continue",
    "- attempt: [{click: x}]\n  rescue: [{click: y}]",
    "- attempt: {try: [{click: x}], always: [screenshot]}",
    "- read: rows\n  columns: [a, b]",
    "- read: {into: rows, columns: all}",
]
WRONG = [
    "- clik: x",
    "- click",
    "- click: 5",
    "- click: {target: x, forse: true}",
    "- click: x\n  forse: true",
    "- click: x\n  screenshot:",
    "- wait: abc",
    "- if: '${run}'",
    "- if: '${run}'\n  then: []",
    "- if: '${run}'\n  then: [{clik: x}]",
    "- for_each: {row: '${run}'}\n  do: [{click: x}]\n  on_error: go",
    "- screenshot: a.png",
    "- 5",
    "[]",
]


@pytest.fixture(scope="module")
def validator(catalogue):
    jsonschema = pytest.importorskip("jsonschema")
    schema = flow_schema(catalogue)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def document(steps: str):
    gap = " " if steps == "[]" else "\n"
    return parse_document(f"title: t\nportal: p\nsteps:{gap}{steps}\n", "f.yaml")


@pytest.mark.parametrize("steps", SOUND)
def test_what_the_loader_takes_is_sound_to_an_editor(steps, catalogue, validator):
    assert flow_from(document(steps), catalogue)[1] == []
    assert validator.is_valid(document(steps).value)


@pytest.mark.parametrize("steps", WRONG)
def test_what_the_loader_refuses_is_wrong_to_an_editor(steps, catalogue, validator):
    assert flow_from(document(steps), catalogue)[1] != []
    assert not validator.is_valid(document(steps).value)


def test_inputs_are_described_by_their_type(validator):
    head = {"title": "t", "portal": "p", "steps": ["screenshot"]}
    good = {"n": {"type": "integer", "min": 1}, "c": {"type": "choice", "choices": ["a"]}}
    assert validator.is_valid({**head, "inputs": good})
    assert not validator.is_valid({**head, "inputs": {"n": {"type": "integer", "choices": []}}})
    assert not validator.is_valid({**head, "inputs": {"n": {"type": "int"}}})


def test_the_schema_teaches_what_a_step_does_and_what_its_fields_mean(catalogue):
    schema = flow_schema(catalogue)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["title", "portal", "steps"]
    assert schema["properties"]["steps"]["$ref"] == "#/$defs/steps"
    definitions = schema["$defs"]
    assert definitions["step"] == {
        "anyOf": [
            *({"$ref": f"#/$defs/step.{kind}"} for kind in catalogue),
            {"enum": ["screenshot"]},
        ]
    }
    assert definitions["steps"] == {
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/$defs/step"},
    }
    every = {
        key: {"$ref": f"#/$defs/every.{key}"} for key in ("name", "when", "retry", "timeout_s")
    }
    force = {
        "anyOf": [{"type": "boolean"}, {"type": "string", "pattern": r"(^|[^$])\$\{"}],
        "default": False,
    }
    target = {"type": "string", "description": "What to click"}
    about = "Click an element once."
    assert definitions["step.click"] == {
        "description": about,
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    "click": {
                        "description": about,
                        "type": "object",
                        "properties": {**every, "target": target, "force": force},
                        "additionalProperties": False,
                        "required": ["target"],
                    },
                    **every,
                },
                "required": ["click"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    "click": {"type": "string", "description": about},
                    **every,
                    "force": force,
                },
                "required": ["click"],
                "additionalProperties": False,
            },
        ],
    }
    assert definitions["every.retry"] == {
        "default": 0,
        "description": "How often to try again when the step fails",
        "maximum": 20,
        "minimum": 0,
        "type": "integer",
    }


def test_no_reference_leads_nowhere(catalogue):
    schema = flow_schema(catalogue)
    references = set(_references(schema))
    assert references <= {f"#/$defs/{name}" for name in schema["$defs"]}


def _references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for one in value.values():
            yield from _references(one)
    if isinstance(value, list):
        for one in value:
            yield from _references(one)
