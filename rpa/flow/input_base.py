"""What all inputs of a flow have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rpa.flow.words import in_words


@dataclass(frozen=True, slots=True)
class Setting:
    """Against what inputs are read: the day of the run, and where relative files lie."""

    today: date
    base: Path


class InputModel(BaseModel, ABC):
    """One thing that a user gives when running a flow."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str | None = Field(None, description="Its name in the words of the portal")
    help: str | None = Field(None, description="What to write, best as an example")
    optional: bool = Field(False, description="Whether it may be left out; it is null then")

    @abstractmethod
    def read(self, given: Any, setting: Setting, /) -> Any:
        """Return the value of what was given, as text or typed; raise ValueError with a reason."""

    @property
    def default_given(self) -> Any:
        """What stands in where nothing is given."""
        return getattr(self, "default", None)

    @property
    def is_required(self) -> bool:
        """Whether something must be given."""
        return not self.optional and self.default_given is None

    def remedy(self, name: str, option: str) -> str:
        """Say how to give it where it was not given; `option` stands before its name."""
        return f"write {option}{name}=…"

    def check(self) -> None:
        """Raise ValueError where the keys contradict one another."""

    def check_default(self) -> None:
        """Raise ValueError where the default is not what the input itself would take."""
        if self.default_given is None:
            return
        try:
            self.read(self.default_given, Setting(date(2026, 6, 15), Path()))
        except ValueError as error:
            raise ValueError(f"default: {error}") from None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        self.check()
        self.check_default()
        return self


def unfit(given: Any, wanted: str) -> ValueError:
    """Return the error that says what was found and what is wanted."""
    return ValueError(f"found {in_words(given)}; {wanted}")
