"""Fields that hold nested steps: the loader builds those first and hands them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

STEPS_SCHEMA = "x-steps"


@dataclass(frozen=True, slots=True)
class Built:
    """The nested steps of one step; in the value to be validated an index stands for each list."""

    lists: Sequence[tuple[BaseModel, ...]]


class Nested:
    """Marks a field as holding nested steps."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take what the loader built, or steps made in Python."""
        return core_schema.with_info_plain_validator_function(_take)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Leave a sign that the schema of a flow replaces by a reference to its steps."""
        return {STEPS_SCHEMA: True}


@cache
def nested_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of the fields that hold nested steps."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if Nested in field.metadata or _is_marked(field.annotation)
    )


def _is_marked(annotation: Any) -> bool:
    return annotation is Nested or any(_is_marked(one) for one in get_args(annotation))


def _take(value: Any, info: core_schema.ValidationInfo) -> tuple[BaseModel, ...]:
    if isinstance(info.context, Built) and isinstance(value, int):
        return info.context.lists[value]
    if isinstance(value, list | tuple) and all(isinstance(one, BaseModel) for one in value):
        return tuple(value)
    raise ValueError("a list of steps is wanted")
