from __future__ import annotations

from typing import Any

from rpa.locators.schema import page_schema, portal_schema

WORD = {"minLength": 1, "type": "string"}
WORDS = {"anyOf": [WORD, {"items": WORD, "minItems": 1, "type": "array"}]}
CANDIDATE = {"$ref": "#/$defs/Candidate"}
ELEMENT = {"anyOf": [CANDIDATE, {"items": CANDIDATE, "minItems": 1, "type": "array"}]}


def nulls(node: Any, path: str = "") -> list[str]:
    if isinstance(node, list):
        return [one for at, inner in enumerate(node) for one in nulls(inner, f"{path}/{at}")]
    if not isinstance(node, dict):
        return []
    here = [path] if node.get("type") == "null" else []
    return here + [one for key, inner in node.items() for one in nulls(inner, f"{path}/{key}")]


def undescribed(schema: dict[str, Any]) -> list[str]:
    models = {"": schema, **schema["$defs"]}
    return [
        f"{name}.{key}"
        for name, model in models.items()
        for key, value in model["properties"].items()
        if "description" not in value
    ]


def test_both_schemas_say_their_dialect_and_refuse_unknown_keys() -> None:
    heads = [
        (one["$schema"], one["title"], one["type"], one["additionalProperties"], one["required"])
        for one in (portal_schema(), page_schema())
    ]
    dialect = "https://json-schema.org/draft/2020-12/schema"
    required = ["portal", "title", "library", "sites", "sign_in", "wording"]
    assert heads == [
        (dialect, "What all pages of a portal have in common", "object", False, required),
        (dialect, "A page of a portal", "object", False, ["page"]),
    ]


def test_a_wording_is_a_text_or_several() -> None:
    title = page_schema()["properties"]["title"]
    assert title == {**WORDS, "description": "Heading that proves the page is open"}


def test_a_menu_path_is_a_text_or_several() -> None:
    menu = page_schema()["properties"]["menu"]
    assert menu == {**WORDS, "description": "Menu paths that lead to it, newest first"}


def test_a_tab_is_a_mapping_or_its_wordings_or_nothing() -> None:
    tabs = page_schema()["properties"]["tabs"]["additionalProperties"]
    assert tabs == {"anyOf": [{"$ref": "#/$defs/TabSpec"}, *WORDS["anyOf"], {"type": "null"}]}


def test_an_element_is_a_candidate_or_several() -> None:
    for schema in (portal_schema(), page_schema()):
        assert schema["properties"]["elements"]["additionalProperties"] == ELEMENT


def test_a_candidate_goes_exactly_one_way() -> None:
    candidate = page_schema()["$defs"]["Candidate"]
    ways = ["role", "label", "placeholder", "text", "test_id", "css", "xpath"]
    assert candidate["oneOf"] == [{"required": [way]} for way in ways]
    assert candidate["dependentRequired"] == {"name": ["role"]}


def test_null_is_offered_for_tabs_only() -> None:
    assert nulls(portal_schema()) == []
    assert nulls(page_schema()) == [
        "/$defs/TabSpec/properties/tabs/additionalProperties/anyOf/3",
        "/properties/tabs/additionalProperties/anyOf/3",
    ]


def test_every_key_is_described() -> None:
    assert undescribed(portal_schema()) + undescribed(page_schema()) == []
