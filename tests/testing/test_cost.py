"""In projects without flows the plugin says nothing and loads next to nothing."""

from __future__ import annotations

import subprocess
import sys

_LIGHT = {
    "rpa",
    "rpa.engine",
    "rpa.engine.project",
    "rpa.errors",
    "rpa.mark",
    "rpa.nearest",
    "rpa.testing",
    "rpa.testing.folders",
    "rpa.testing.launching",
    "rpa.testing.options",
    "rpa.testing.plugin",
}


def test_nothing_heavy_is_loaded_by_what_every_project_loads():
    code = (
        "import sys, pytest; before = set(sys.modules);"
        "import rpa.testing.plugin, rpa.testing.folders;"
        "new = {one.partition('.')[0] for one in set(sys.modules) - before};"
        "print(sorted(one for one in sys.modules if one.split('.')[0] == 'rpa'));"
        "print(sorted(new & {'playwright', 'pydantic', 'openpyxl', 'sqlalchemy', 'yaml'}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [str(sorted(_LIGHT)), "[]"]
