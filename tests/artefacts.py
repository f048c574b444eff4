"""All that a run leaves behind, opened and searched."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from urllib.parse import quote, quote_plus

from openpyxl import load_workbook


def showing(files: dict[str, bytes], secrets: Iterable[str]) -> set[tuple[str, str]]:
    """Return which files show which secrets, in any dress."""
    worn = {dress: one for one in secrets for dress in _dresses(one)}
    return {
        (name, secret)
        for name, content in files.items()
        for dress, secret in worn.items()
        if dress in content
    }


def showing_code(files: dict[str, bytes], codes: Iterable[str]) -> set[str]:
    """Return which files show a code of some digits; a longer number may hold them by chance."""
    alone = re.compile(rf"(?<![\d.])(?:{'|'.join(codes)})(?!\d|\.\d)".encode())
    return {name for name, content in files.items() if alone.search(content)}


def contents(folder: Path, *places: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all files of a run, of what is kept beside runs, and of other runs not again."""
    for place in places:
        for file in (one for one in place.rglob("*") if one.is_file()):
            is_of_another = (
                file.is_relative_to(folder.parents[1])
                and len(file.relative_to(folder.parents[1]).parts) > 1
                and not file.is_relative_to(folder)
            )
            if is_of_another:
                continue
            yield from _opened(str(file.relative_to(place)), file.read_bytes())


def _opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and all that is in it if it is an archive; of a workbook see `told`."""
    yield name, content
    if name.endswith(".xlsx"):
        return
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for one in archive.namelist():
                yield from _opened(f"{name}/{one}", archive.read(one))
    elif content.startswith(b"\x1f\x8b"):
        yield from _opened(f"{name}/content", gzip.decompress(content))


def told(workbook: Path, declared: Set[str]) -> dict[str, bytes]:
    """Return what a workbook shows, without the columns in which it is declared to be shown."""
    book = load_workbook(workbook)
    cells = {
        sheet.title: [
            str(cell.value)
            for column in sheet.columns
            if column[0].value not in declared
            for cell in column
        ]
        for sheet in book
    }
    parts = {f"sheet {title}": "\n".join(texts).encode() for title, texts in cells.items()}
    with zipfile.ZipFile(workbook) as archive:
        others = {
            name: archive.read(name)
            for name in archive.namelist()
            if not re.match(r"xl/(worksheets/|sharedStrings)", name)
        }
    return parts | others


def spooled(content: bytes, declared: Set[str]) -> bytes:
    """Return rows that are kept for a run that goes on, without the columns as `told` leaves out."""
    head, *records = map(json.loads, content.splitlines())
    names = [name for name, _ in head["columns"]]
    for record in records:
        named = zip(names, record.get("cells", ()), strict=False)
        record["cells"] = [cells for name, cells in named if name not in declared]
    return json.dumps([head, *records], ensure_ascii=False).encode()


def _dresses(secret: str) -> set[bytes]:
    escaped = json.dumps(secret)[1:-1]
    worn = {
        secret,
        escaped,
        json.dumps(escaped)[1:-1],
        html.escape(secret),
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        base64.b64encode(secret.encode()).decode(),
    }
    return {one.encode() for one in worn}


def is_for_its_owner_only(folder: Path) -> bool:
    modes = [(one.is_dir(), stat.S_IMODE(one.stat().st_mode)) for one in folder.rglob("*")]
    return all(mode == (0o700 if is_folder else 0o600) for is_folder, mode in modes)
