"""`rpa init`: a project of one's own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from rpa.cli.verb import Verb
from rpa.errors import FileWrong
from rpa.mark import shown_path

_COPIED = ("flows", "selectors")
_README = """\
# Flows of our own

Made by `rpa init`. Run `rpa` in this folder, or below it, and it works with these files:

- `flows/`: one file per flow, written as the portal's help would say it. `flows/STEPS.md` lists
  every step there is.
- `selectors/`: what the portal looks like: pages, menus, fields, tables, elements. When the portal
  changes, only files here change.
- `output/`: a folder per run with workbook, report and journal. It holds customers' data: keep it
  out of version control.

An editor with a YAML language server completes and checks both while you write.

```
rpa list                   # the flows there are
rpa show order-resources   # what one does and takes
rpa check                  # every mistake in flows and selectors, without a browser
rpa run order-resources    # run it on the made-up portal; --site cn for the real one
```
"""
_IGNORED = "output/\n"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make it in.")],
) -> None:
    """Make a project of one's own: the shipped flows and selectors, ready to be changed.

    Nothing that is there already is overwritten.
    """
    from rpa.engine.project import shipped_folder

    source = shipped_folder()
    _refuse_what_is_there(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(source, folder)
        for name, text in (("README.md", _README), (".gitignore", _IGNORED)):
            if not (folder / name).exists():
                (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileWrong(shown_path(folder), f"cannot be written: {reason}") from error
    flows = len(list((folder / "flows").glob("*.yaml")))
    typer.echo(f"{shown_path(folder)}: {flows} flows, and the selectors they need")
    typer.echo(f'Next: cd {shown_path(folder)}, then "rpa list" and "rpa run order-resources".')


def _refuse_what_is_there(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise FileWrong(shown_path(folder), "this is a file", "name a folder")
    for name in _COPIED:
        if (folder / name).exists():
            raise FileWrong(
                shown_path(folder / name),
                "is there already, and stays",
                "name a new folder",
            )


def _copy(source: Path, folder: Path) -> None:
    """Copy both folders, or, when there is no room for all of it, nothing."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".rpa-init-") as scratch:
        for name in _COPIED:
            shutil.copytree(source / name, Path(scratch) / name)
        for name in _COPIED:
            (Path(scratch) / name).rename(folder / name)


VERB = Verb("init", "Make a project of your own.", init, ("rpa init my-flows",))
