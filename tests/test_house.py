"""The house keeps its floors, and no fact of the portal stands in Python outside the sandbox."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rpa"

BOTTOM = (
    "mark",
    "errors",
    "nearest",
    "secret",
    "deadline",
    "tables",
    "events",
    "cells",
    "proofs",
    "state",
    "keychain",
    "portal_map",
)
FLOORS: tuple[tuple[str, ...], ...] = (
    BOTTOM,
    ("flow",),
    ("locators", "sinks", "runs", "api", "browser"),
    ("widgets",),
    ("steps",),
    ("engine",),
    ("reports",),
    ("testing", "unattended"),
    ("cli",),
)
LEVEL = {name: level for level, floor in enumerate(FLOORS) for name in floor}


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def _forbidden(importer: str, imported: str) -> bool:
    here, there = _room(importer), _room(imported)
    if here == there or not there:
        return False
    if here == "sandbox" or there == "sandbox":
        return True
    if here in ("", "__init__", "__main__"):
        return False
    if here in BOTTOM and there in BOTTOM:
        return BOTTOM.index(there) > BOTTOM.index(here)
    return LEVEL[there] >= LEVEL[here]


def test_imports_run_upward_only():
    wrong = [
        f"{_dotted(file)} imports {imported}"
        for file in _modules()
        for imported in _imports(file)
        if imported.split(".")[0] == "rpa" and _forbidden(_dotted(file), imported)
    ]
    assert wrong == []


def test_every_package_has_its_floor():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms - set(LEVEL) == {"sandbox"}


def test_no_module_shadows_the_standard_library():
    names = {file.stem for file in _modules()} - {"__init__", "__main__"}
    assert names & sys.stdlib_module_names == set()


def _words_of_the_portal() -> set[str]:
    """Every label, address, class and id that the selector files hold."""
    found: set[str] = set()

    def walk(value: object) -> None:
        match value:
            case dict():
                for key, one in value.items():
                    if isinstance(key, str) and not key.isascii():
                        found.add(key)
                    walk(one)
            case list():
                for one in value:
                    walk(one)
            case str():
                found.update(part.strip() for part in value.split(">"))

    for file in (ROOT / "selectors").rglob("*.yaml"):
        walk(yaml.safe_load(file.read_text("utf-8")))
    for file in (PACKAGE / "widgets" / "libraries").glob("*.yaml"):
        walk(yaml.safe_load(file.read_text("utf-8")))
    found.discard("")
    return {word for word in found if not word.isascii() or word[:1] in ".#" or "://" in word}


@pytest.fixture(scope="module")
def words() -> set[str]:
    return _words_of_the_portal()


@pytest.mark.parametrize(
    "file",
    [file for file in _modules() if "sandbox" not in file.parts and "shipped" not in file.parts],
    ids=_dotted,
)
def test_python_holds_no_fact_of_the_portal(file: Path, words: set[str]):
    literals = [
        node.value
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert sorted({text for text in literals if text in words}) == []
    assert [text for text in literals if "huaweicloud" in text or "ti3-" in text] == []


def test_the_portal_has_words_to_look_for(words: set[str]):
    assert {"客户订单", "订单资源明细", "查询"} <= words
