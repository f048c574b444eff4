"""Fields that may hold `${…}` until their step runs."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from rpa.flow.template import has_expression
from rpa.flow.words import as_text
from rpa.secret import Secret

FILLED = {"filled": True}
_PATTERN = r"(^|[^$])\$\{"


class Templated:
    """Marks `Annotated[T, Templated]`: a text with `${…}` passes, everything else must be a T.

    Once the expressions are replaced, a text field takes what can be written as a text, and a
    `Secret` as it is.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let expressions through, and check the rest as before."""
        schema = handler(source)
        check = _check_text if _is_text(schema) else _check
        return core_schema.with_info_wrap_validator_function(check, schema)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe both forms."""
        plain = handler(schema)
        if not plain or (plain.get("type") == "string" and not plain.keys() & _NARROWING):
            return plain
        return {"anyOf": [plain, {"type": "string", "pattern": _PATTERN}]}


_NARROWING = {"enum", "const", "pattern", "minLength", "maxLength", "format"}


def _is_text(schema: CoreSchema) -> bool:
    inner = schema["schema"] if schema["type"] == "nullable" else schema
    return bool(inner["type"] == "str")


def _check(
    value: Any, handler: core_schema.ValidatorFunctionWrapHandler, info: core_schema.ValidationInfo
) -> Any:
    if isinstance(value, str) and info.context is not FILLED and has_expression(value):
        return value
    return handler(value)


def _check_text(
    value: Any, handler: core_schema.ValidatorFunctionWrapHandler, info: core_schema.ValidationInfo
) -> Any:
    if info.context is not FILLED:
        return _check(value, handler, info)
    if isinstance(value, Secret):
        return value
    if value is None or isinstance(value, str):
        return handler(value)
    try:
        return handler(as_text(value))
    except TypeError:
        return handler(value)
