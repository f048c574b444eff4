"""JSON Schema of selector files, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from rpa.locators.model import PageSpec
from rpa.locators.portal import PortalSpec


def portal_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `portal.yaml`."""
    return _schema(PortalSpec, "What all pages of a portal have in common")


def page_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the file of a page."""
    return _schema(PageSpec, "A page of a portal")


def _schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    schema = _plain(model.model_json_schema(mode="validation"))
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": title}


def _plain(node: Any) -> Any:
    """Leave out what says nothing to a writer: titles that repeat a key, and null as a default."""
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(value) for key, value in node.items() if not _is_title(key, value)}
    if kept.get("default", ...) is not None:
        return kept
    del kept["default"]
    choices = [one for one in kept.pop("anyOf") if one != {"type": "null"}]
    return {**choices[0], **kept} if len(choices) == 1 else {"anyOf": choices, **kept}


def _is_title(key: str, value: Any) -> bool:
    return key == "title" and isinstance(value, str)
