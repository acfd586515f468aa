"""An .xlsx package to grids, in one pass of the standard library's XML parser over each sheet.

Why not a library: docs/keputusan.md, "Pembaca sendiri". Element names are taken without their prefix, so
Strict workbooks and prefixed XML read the same; the sheet's stated dimension is never trusted.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from math import isfinite
from typing import Any
from xml.parsers import expat

from renja_xl.model.grid import Area, CellError, CellValue, Grid, NumberStyle, Row
from renja_xl.reading.number_styles import number_style

ROW_LIMIT = 1_048_576
_TEXT_TAGS = frozenset(("v", "f", "t"))


class BrokenPackage(Exception):
    """The package lacks a part that every workbook has, or a part cannot be read."""


def read_sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The worksheets as (name, part), in the workbook's order."""
    book = _workbook_part(package)
    targets = _relations(package, book)
    found: list[tuple[str, str]] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attrs.items() if _local(key) == "id" and key != "id"), "")
            part = targets.get(relation, "")
            if "worksheets/" in part or part in package.namelist():
                found.append((attrs.get("name", ""), part))

    _parse(package, book, start)
    return [(name, part) for name, part in found if "chartsheets/" not in part]


def read_grid(package: zipfile.ZipFile, name: str, part: str) -> Grid:
    """One worksheet as a grid."""
    folder = posixpath.dirname(_workbook_part(package))
    strings = _shared_strings(package, posixpath.join(folder, "sharedStrings.xml"))
    styles = _number_styles(package, posixpath.join(folder, "styles.xml"))
    sheet = _SheetReader(strings)
    _parse(package, part, sheet.start, sheet.end, sheet.text)
    sheet.rows.sort(key=lambda row: row.number)
    return Grid(name=name, rows=sheet.rows, merges=sheet.merges, styles=styles)


class _SheetReader:
    """Collects rows, cells and merges while the parser walks a sheet."""

    def __init__(self, strings: list[str]) -> None:
        self.rows: list[Row] = []
        self.merges: list[Area] = []
        self._strings = strings
        self._row = Row(0)
        self._column = 0
        self._kind = "n"
        self._style = 0
        self._letters: dict[str, int] = {}
        self._buffer: list[str] | None = None
        self._value: str | None = None
        self._inline: list[str] = []
        self._formula: str | None = None
        self._phonetic = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attrs)
        elif name in _TEXT_TAGS:
            self._buffer = []
        elif name == "row":
            number = int(attrs["r"]) if "r" in attrs else self._row.number + 1
            if not 0 < number <= ROW_LIMIT:
                raise BrokenPackage(attrs.get("r", ""))
            self._row = Row(number)
            self._row.hidden = attrs.get("hidden") in ("1", "true")
            self._column = 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))

    def text(self, data: str) -> None:
        if self._buffer is not None:
            self._buffer.append(data)

    def end(self, name: str) -> None:
        if name in _TEXT_TAGS:
            text = "".join(self._buffer or ())
            self._buffer = None
            if name == "v":
                self._value = text
            elif name == "f":
                self._formula = text
            elif not self._phonetic:
                self._inline.append(text)
        elif name == "c":
            self._end_cell()
        elif name == "row":
            if self._row.columns:
                self.rows.append(self._row)
        elif name == "rPh":
            self._phonetic = False

    def _start_cell(self, attrs: dict[str, str]) -> None:
        reference = attrs.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            column = self._letters.get(letters)
            if column is None:
                column = self._letters[letters] = _column_number(letters)
            self._column = column
        else:
            self._column += 1
        self._kind = attrs.get("t", "n")
        self._style = int(attrs.get("s", "0"))
        self._value = self._formula = None
        if self._inline:
            self._inline = []

    def _end_cell(self) -> None:
        value = self._cell_value()
        row = self._row
        if self._formula is not None:
            if row.formulas is None:
                row.formulas = {}
            row.formulas[self._column] = self._formula
            if value is None:
                row.uncalculated = (row.uncalculated or set()) | {self._column}
        if value is not None:
            row.columns.append(self._column)
            row.values.append(value)
            row.styles.append(self._style)
        elif self._formula is not None:
            row.columns.append(self._column)
            row.values.append("")
            row.styles.append(self._style)

    def _cell_value(self) -> CellValue | None:
        kind, raw = self._kind, self._value
        if kind == "inlineStr":
            text = "".join(self._inline)
            return unescaped(text) or None
        if kind == "str" and not raw:
            # A formula whose result is an empty text was calculated: it is blank, not waiting.
            self._formula = None
        if not raw:
            return None
        if kind == "n":
            number = float(raw)
            return number if isfinite(number) else CellError(raw)
        if kind == "s":
            return self._strings[int(raw)] or None
        if kind == "b":
            return raw in ("1", "true")
        if kind == "e":
            return CellError(raw)
        return unescaped(raw)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if last:
            top, left = _cell_position(first)
            bottom, right = _cell_position(last)
            self.merges.append(Area(top, left, bottom, right))


def unescaped(text: str) -> str:
    """The text with Excel's `_x000D_` escapes turned back into line ends."""
    return text.replace("_x000D_", "").replace("\r\n", "\n") if "_x" in text or "\r" in text else text


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= 16384:
        raise BrokenPackage(letters)
    return number


def _cell_position(reference: str) -> tuple[int, int]:
    plain = reference.replace("$", "")
    letters = plain.rstrip("0123456789")
    return int(plain[len(letters) :]), _column_number(letters)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _workbook_part(package: zipfile.ZipFile) -> str:
    relations = _relations(package, "")
    for part in relations.values():
        if posixpath.basename(part).startswith("workbook") and part.endswith(".xml"):
            return part
    raise BrokenPackage("workbook")


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    found: dict[str, str] = {}

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[attrs.get("Id", "")] = posixpath.normpath(whole)

    _parse(package, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _shared_strings(package: zipfile.ZipFile, part: str) -> list[str]:
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

    _parse(package, part, start, end, text)
    return strings


def _number_styles(package: zipfile.ZipFile, part: str) -> list[NumberStyle]:
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

    _parse(package, part, start, end)
    return [number_style(number_id, codes.get(number_id)) for number_id in ids] or [NumberStyle()]


def _refuse_doctype(*_: Any) -> None:
    raise BrokenPackage("doctype")


def _parse(
    package: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    # Entities are declared in a doctype; a workbook has none, an attack does.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _prefix_detector(parser, start, end)
    parser.CharacterDataHandler = text
    try:
        with package.open(part) as stream:
            parser.ParseFile(stream)
    except (
        KeyError,
        ValueError,
        IndexError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        expat.ExpatError,
        zlib.error,
        zipfile.BadZipFile,
        OSError,
    ) as error:
        raise BrokenPackage(part) from error


def _prefix_detector(
    parser: expat.XMLParserType,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
) -> Callable[[str, dict[str, str]], None]:
    """Choose, at the root element, handlers that need not look for a prefix at every element."""

    def first(name: str, attrs: dict[str, str]) -> None:
        if ":" in name:
            parser.StartElementHandler = lambda name, attrs: start(_local(name), attrs)
            parser.EndElementHandler = (lambda name: end(_local(name))) if end else None
            start(_local(name), attrs)
        else:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
            start(name, attrs)

    return first
