"""How a sandbox is set up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rpa.sandbox.generations import GENERATIONS, Generation
from rpa.sandbox.roles import ROLES, Role

DEFAULT_PORT = 8765
DEFAULT_ROWS = 1286


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line says; the same seed, rows and today give the same data."""

    today: date
    port: int = DEFAULT_PORT
    seed: int = 1
    rows: int = DEFAULT_ROWS
    role: Role = ROLES["distributor"]
    generation: Generation = GENERATIONS[2025]
    latency_ms: int = 0
    faults: tuple[str, ...] = ()
    mutations: tuple[str, ...] = ()
    is_quiet: bool = False
    exits_with_parent: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
