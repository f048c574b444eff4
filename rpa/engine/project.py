"""Where flows, selectors and output lie: a project of one's own, or what the package ships."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import rpa
from rpa.errors import FileWrong, InputWrong
from rpa.mark import shown_path
from rpa.nearest import did_you_mean


class UnknownFlow(InputWrong):
    """There is no flow of that name, and no file."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f'there is no flow "{name}"; {did_you_mean(name, known)}')
        self.name = name


class NoProject(InputWrong):
    """A command that needs a project of the user's own was given outside of one."""

    def __init__(self) -> None:
        super().__init__('this folder is no project; go to one, or make one with "rpa init DIR"')


@dataclass(frozen=True, slots=True)
class Project:
    """The folders that a command works on."""

    flows: Path
    selectors: Path
    output: Path
    is_shipped: bool = False

    def slugs(self) -> list[str]:
        """Return the names of the flows, sorted."""
        return sorted(file.stem for file in self.flows.glob("*.yaml"))

    def flow_file(self, name: str) -> Path:
        """Return the file of a flow given by slug or by path."""
        path, file = Path(name), self.flows / f"{name}.yaml"
        if path.name == name and file.is_file():
            return file
        if path.is_dir():
            raise FileWrong(name, "this is a folder", "give the flow's file")
        if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
            return path
        raise UnknownFlow(name, self.slugs())


def find_project(start: Path | None = None, *, output: Path | None = None) -> Project:
    """Return the project around `start`: the nearest folder that has flows and selectors.

    Where there is none it is what the package ships, with output below the working folder.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "flows").is_dir() and (folder / "selectors").is_dir():
            return Project(folder / "flows", folder / "selectors", output or folder / "output")
    shipped = shipped_folder()
    return Project(
        shipped / "flows", shipped / "selectors", output or Path.cwd() / "output", is_shipped=True
    )


def find_own_project() -> Project:
    """Return the project around the working folder; raise `NoProject` where there is none."""
    project = find_project()
    if project.is_shipped:
        raise NoProject
    return project


def shipped_folder() -> Path:
    """Return the folder of the flows and selectors that come with the package."""
    package = Path(rpa.__file__).parent
    inside = package / "shipped"
    # A checkout installed as editable has them at its top level.
    folder = inside if inside.is_dir() else package.parent
    if not (folder / "flows").is_dir():
        raise FileWrong(shown_path(folder), "the shipped flows are missing", "install again")
    return folder
