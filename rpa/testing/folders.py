"""Which files are flows, and where the runs of a session go; light, for projects without flows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from secrets import token_hex

import pytest

from rpa.engine.project import find_project
from rpa.testing.options import value_of

_OUTPUT = pytest.StashKey[Path]()


def is_flow_file(path: Path) -> bool:
    """Whether a file is one of the flows of the project around it."""
    project = find_project(path.parent)
    return not project.is_shipped and project.flows.resolve() in path.resolve().parents


def output_folder(config: pytest.Config) -> Path:
    """Return the folder that the runs of this session share, also among processes."""
    if (worker := getattr(config, "workerinput", None)) is not None:
        return Path(worker["rpa_output"])
    if _OUTPUT not in config.stash:
        config.stash[_OUTPUT] = _folder_for(config)
    return config.stash[_OUTPUT]


def new_folder(output: Path) -> Path:
    """Return a folder for the runs of a session that no other session has."""
    return output / "tests" / f"{datetime.now():%Y%m%d-%H%M%S}-{token_hex(2)}"


def _folder_for(config: pytest.Config) -> Path:
    here = config.invocation_params.dir
    if given := value_of(config, "output"):
        return here / str(given)
    return new_folder(find_project(here).output)
