"""Fields of dialogs and form pages, and whether what was filled in will do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from rpa.sandbox.fields import Field, FieldKind
from rpa.sandbox.refusal import Refused
from rpa.sandbox.schema import Act, Deed, Dialog, Json, Tab

_CHOSEN = frozenset({"select", "multi_select", "radio", "date", "date_range", "month", "picks"})


def entry(
    key: str,
    label: str,
    kind: FieldKind = "text",
    *,
    options: tuple[str, ...] | None = None,
    default: object = None,
    placeholder: str = "请输入",
    is_required: bool = True,
) -> Field[Any]:
    """Return a field to fill in."""
    hint = "请选择" if kind in _CHOSEN else placeholder
    return Field(key, label, kind, _nothing, options, default, hint, is_required)


def picks(key: str, label: str, source: Tab, most: int) -> Field[Any]:
    """Return a field that holds rows of another table, at most so many."""
    return Field(key, label, "picks", _nothing, is_required=True, source=source, most=most)


def code_fields() -> tuple[Field[Any], ...]:
    """Return what a sensitive operation asks: where to send a code, and the code."""
    return (
        entry("code_by", "验证方式", "radio", options=("手机", "邮箱"), default="手机"),
        entry("code", "验证码", "code", placeholder="请输入6位验证码"),
    )


def check_form(
    fields: Sequence[Field[Any]],
    form: Mapping[str, Any],
    code_problem: Callable[[object], str | None],
) -> None:
    """Refuse the first field that is empty, holds what it does not offer, or a wrong code."""
    for field in fields:
        if message := _problem(field, form.get(field.key), code_problem):
            raise refusal(field.key, message)


def _problem(
    field: Field[Any], value: Any, code_problem: Callable[[object], str | None]
) -> str | None:
    if value in (None, "", []):
        verb = "请选择" if field.kind in _CHOSEN else "请输入"
        return f"{verb}{field.label}" if field.is_required else None
    match field.kind:
        case "select" | "radio" if field.options is not None and value not in field.options:
            return f"{field.label}：没有选项{value}"
        case "picks" if field.most and len(value) > field.most:
            return f"一次最多添加{field.most}个"
        case "code":
            return code_problem(value)
    return None


def amount_of(form: Mapping[str, Any], key: str, label: str) -> Decimal:
    """Return an amount of money above 0, or refuse."""
    try:
        amount = Decimal(str(form.get(key, "")).replace(",", ""))
    except InvalidOperation:
        raise refusal(key, f"{label}：请输入数字") from None
    if not amount.is_finite() or amount <= 0 or amount != round(amount, 2):
        raise refusal(key, f"{label}：请输入大于0、最多两位小数的金额")
    return round(amount, 2)


def day_of(form: Mapping[str, Any], key: str, label: str) -> date:
    """Return a day, or refuse."""
    try:
        return date.fromisoformat(str(form.get(key, "")).replace("/", "-"))
    except ValueError:
        raise refusal(key, f"{label}：请选择日期") from None


def partly(count: int, failed: Sequence[str], text: str = "") -> Json:
    """Return the words of a box for a change of several things that was made of `count`."""
    head = f"部分成功：成功{count}个，失败{len(failed)}个"
    return {"text": "\n".join([head, *([text] if text else []), *failed]), "kind": "warn"}


def refusal(field: str, message: str) -> Refused:
    """Return the error that is shown at a field."""
    return Refused(422, message, field=field)


def _nothing(_: object) -> None:
    return None


def asked(dialog: Callable[[Any], Dialog], deed: Deed) -> Deed:
    """Return a deed that first shows a dialog, filled with what the row holds."""

    def act(act: Act[Any]) -> Json:
        shown = dialog(act.rows[0])
        if not act.form:
            return {"dialog": shown.to_json()}
        check_form(shown.fields, act.form, lambda _: None)
        return deed(act)

    return act
