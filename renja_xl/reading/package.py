"""The parts of an .xlsx package around its sheets: which sheets there are, shared strings, number styles."""

from __future__ import annotations

import posixpath
import zipfile

from renja_xl.model.grid import NumberStyle
from renja_xl.reading.number_styles import number_style
from renja_xl.reading.xml_parts import BrokenPackageError, local_name, parse_part, unescaped


def read_sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The worksheets as (name, part), in the workbook's order."""
    book = workbook_part(package)
    targets = _relations(package, book)
    found: list[tuple[str, str]] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            relation = next(
                (value for key, value in attrs.items() if local_name(key) == "id" and key != "id"), ""
            )
            part = targets.get(relation, "")
            if "worksheets/" in part or part in package.namelist():
                found.append((attrs.get("name", ""), part))

    parse_part(package, book, start)
    return [(name, part) for name, part in found if "chartsheets/" not in part]


def workbook_part(package: zipfile.ZipFile) -> str:
    """The name of the workbook's own part."""
    relations = _relations(package, "")
    for part in relations.values():
        if posixpath.basename(part).startswith("workbook") and part.endswith(".xml"):
            return part
    raise BrokenPackageError("workbook")


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    found: dict[str, str] = {}

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[attrs.get("Id", "")] = posixpath.normpath(whole)

    parse_part(package, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def shared_strings(package: zipfile.ZipFile, part: str) -> list[str]:
    """The shared texts in their order, without phonetic hints; none where there is no such part."""
    if part not in package.namelist():
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


def number_styles(package: zipfile.ZipFile, part: str) -> list[NumberStyle]:
    """What each cell style says of a number, by style number."""
    if part not in package.namelist():
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
