"""The parts of an .xlsx package around its sheets: which sheets there are, shared strings, number styles."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import replace
from typing import NamedTuple

from renja_xl.model.grid import CellStyle
from renja_xl.reading.formats.cell_styles import cell_style
from renja_xl.reading.formats.unreadable import UnreadableError
from renja_xl.reading.formats.xml_parts import local_name, parse_part, unescaped


class Relation(NamedTuple):
    """Where one part points: the relation's id, its kind (the end of its type), the part it names."""

    id: str
    kind: str
    part: str


class SheetPart(NamedTuple):
    """A worksheet as the workbook lists it, and the part that holds it."""

    name: str
    part: str
    hidden: bool


def worksheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The parts that hold worksheets, by the id of their relation."""
    book = workbook_part(package)
    return {found.id: found.part for found in relations(package, book) if found.kind == "worksheet"}


def read_sheets(package: zipfile.ZipFile) -> list[SheetPart]:
    """The worksheets, in the workbook's order."""
    book = workbook_part(package)
    parts = worksheet_parts(package)
    sheets: list[SheetPart] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            ids = [value for key, value in attrs.items() if key != "id" and local_name(key) == "id"]
            hidden = attrs.get("state", "visible") != "visible"
            sheets.extend(
                SheetPart(attrs.get("name", ""), parts[number], hidden) for number in ids if number in parts
            )

    parse_part(package, book, start)
    return sheets


def workbook_part(package: zipfile.ZipFile) -> str:
    """The name of the workbook's own part."""
    for found in relations(package, ""):
        if found.kind == "officedocument" and found.part.endswith((".xml", ".bin")):
            return found.part
    raise UnreadableError("workbook")


def side_part(package: zipfile.ZipFile, kind: str) -> str:
    """The part of a kind (`sharedstrings`, `styles`) that belongs to the workbook; "" where there is none."""
    related = relations(package, workbook_part(package))
    return next((found.part for found in related if found.kind == kind), "")


def relations(package: zipfile.ZipFile, part: str, *, optional: bool = False) -> list[Relation]:
    """Where a part points inside the package; "" is the package itself. A sheet may have no relations."""
    folder, name = posixpath.split(part)
    found: list[Relation] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attrs.get("Type", "").rpartition("/")[2].lower()
            found.append(Relation(attrs.get("Id", ""), kind, posixpath.normpath(whole)))

    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if not optional or listing in package.namelist():
        parse_part(package, listing, start)
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


def cell_styles(package: zipfile.ZipFile) -> list[CellStyle]:
    """What the look of a cell says, by style number."""
    part = side_part(package, "styles")
    if not part or part not in package.namelist():
        return [CellStyle()]
    styles = _StyleReader()
    parse_part(package, part, styles.start, styles.end)
    return styles.found or [CellStyle()]


class _StyleReader:
    """Collects fonts, fills and formats while the parser walks the styles; what stands in dxfs is none of them."""

    def __init__(self) -> None:
        self.found: list[CellStyle] = []
        self._codes: dict[int, str] = {}
        self._bold: list[bool] = []
        self._strike: list[bool] = []
        self._fills: list[str] = []
        self._inside = ""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name in ("numFmts", "fonts", "fills", "cellXfs"):
            self._inside = name
        elif self._inside == "cellXfs":
            self._format(name, attrs)
        elif self._inside == "numFmts":
            self._codes[int(attrs.get("numFmtId", "0"))] = attrs.get("formatCode", "")
        elif self._inside == "fonts":
            self._font(name, attrs)
        elif self._inside == "fills":
            self._fill(name, attrs)

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""

    def _font(self, name: str, attrs: dict[str, str]) -> None:
        on = attrs.get("val", "1") not in ("0", "false")
        if name == "font":
            self._bold.append(False)
            self._strike.append(False)
        elif name == "b":
            self._bold[-1] = on
        elif name == "strike":
            self._strike[-1] = on

    def _fill(self, name: str, attrs: dict[str, str]) -> None:
        if name == "fill":
            self._fills.append("")
        elif name == "fgColor":
            self._fills[-1] = " ".join(f"{key}={value}" for key, value in sorted(attrs.items()))

    def _format(self, name: str, attrs: dict[str, str]) -> None:
        if name == "xf":
            number = int(attrs.get("numFmtId", "0"))
            font, fill = int(attrs.get("fontId", "0")), int(attrs.get("fillId", "0"))
            self.found.append(
                replace(
                    cell_style(number, self._codes.get(number)),
                    bold=font < len(self._bold) and self._bold[font],
                    strike=font < len(self._strike) and self._strike[font],
                    fill=self._fills[fill] if fill < len(self._fills) else "",
                )
            )
        elif name == "alignment" and self.found:
            self.found[-1] = replace(self.found[-1], indent=int(attrs.get("indent", "0")))
