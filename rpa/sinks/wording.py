"""The words a workbook says of itself, from `wording.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word of a workbook that is not data; `bools` are the words for false and true."""

    about: str
    unnamed: str
    bools: tuple[str, str]
    facts: Mapping[str, str]
    statuses: Mapping[str, str]
    proofs: Mapping[str, str]
    checks: Mapping[str, str]
    verdicts: Mapping[str, str]
    notices: Mapping[str, str]
    outcomes: Mapping[str, str]
    reasons: Mapping[str, str]
    rounds: Mapping[str, str]
    batch: Mapping[str, str]
    differences: Mapping[str, str]
    portal_map: Mapping[str, Mapping[str, str]]


@cache
def wording() -> Wording:
    """Return the shipped wording, read when it is first used."""
    import yaml

    text = Path(__file__).with_name("wording.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    return Wording(**words | {"bools": tuple(words["bools"])})
