"""The parts of an .xlsx package around its sheets: which sheets there are, shared strings, number styles."""

from __future__ import annotations

import posixpath
import zipfile
from typing import NamedTuple

from renja_xl.model.grid import NumberStyle
from renja_xl.reading.number_styles import number_style
from renja_xl.reading.xml_parts import BrokenPackageError, local_name, parse_part, unescaped


class Relation(NamedTuple):
    """Where one part points: the relation's id, its kind (the end of its type), the part it names."""

    id: str
    kind: str
    part: str


def read_sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The worksheets as (name, part), in the workbook's order."""
    book = workbook_part(package)
    parts = {found.id: found.part for found in _relations(package, book) if found.kind == "worksheet"}
    sheets: list[tuple[str, str]] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            ids = [value for key, value in attrs.items() if key != "id" and local_name(key) == "id"]
            sheets.extend((attrs.get("name", ""), parts[number]) for number in ids if number in parts)

    parse_part(package, book, start)
    return sheets


def workbook_part(package: zipfile.ZipFile) -> str:
    """The name of the workbook's own part."""
    for found in _relations(package, ""):
        if found.kind == "officedocument" and found.part.endswith(".xml"):
            return found.part
    raise BrokenPackageError("workbook")


def side_part(package: zipfile.ZipFile, kind: str) -> str:
    """The part of a kind (`sharedstrings`, `styles`) that belongs to the workbook; "" where there is none."""
    related = _relations(package, workbook_part(package))
    return next((found.part for found in related if found.kind == kind), "")


def _relations(package: zipfile.ZipFile, part: str) -> list[Relation]:
    folder, name = posixpath.split(part)
    found: list[Relation] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attrs.get("Type", "").rpartition("/")[2].lower()
            found.append(Relation(attrs.get("Id", ""), kind, posixpath.normpath(whole)))

    parse_part(package, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def shared_strings(package: zipfile.ZipFile) -> list[str]:
    """The shared texts in their order, without phonetic hints; none where there is no such part."""
    part = side_part(package, "sharedstrings")
    if not part:
        return []
    strings: list[str] = []
    pieces: list[str] = []
    state = {"on": False, "phonetic": False}

    def start(name: str, _attrs: dict[str, str]) -> None:
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            state["phonetic"] = True
        elif name == "t":
            state["on"] = not state["phonetic"]

    def end(name: str) -> None:
        if name == "t":
            state["on"] = False
        elif name == "rPh":
            state["phonetic"] = False
        elif name == "si":
            strings.append(unescaped("".join(pieces)))

    def text(data: str) -> None:
        if state["on"]:
            pieces.append(data)

    parse_part(package, part, start, end, text)
    return strings


def number_styles(package: zipfile.ZipFile) -> list[NumberStyle]:
    """What each cell style says of a number, by style number."""
    part = side_part(package, "styles")
    if not part or part not in package.namelist():
        return [NumberStyle()]
    codes: dict[int, str] = {}
    ids: list[int] = []
    inside = {"cellXfs": False}

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "numFmt":
            codes[int(attrs.get("numFmtId", "0"))] = attrs.get("formatCode", "")
        elif name == "cellXfs":
            inside["cellXfs"] = True
        elif name == "xf" and inside["cellXfs"]:
            ids.append(int(attrs.get("numFmtId", "0")))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside["cellXfs"] = False

    parse_part(package, part, start, end)
    return [number_style(number_id, codes.get(number_id)) for number_id in ids] or [NumberStyle()]
