"""A worksheet of an .xlsx package to a grid, in one pass over its XML.

Why not a library: docs/keputusan.md, "Pembaca sendiri". Element names are taken without their prefix, so
Strict workbooks and prefixed XML read the same; the sheet's stated dimension is never trusted.
"""

from __future__ import annotations

import zipfile
from functools import partial
from math import isfinite

from renja_xl.model.grid import Area, CellError, CellValue, Grid, Row
from renja_xl.reading.formats.comments import read_comments
from renja_xl.reading.formats.listed_sheet import ListedSheet
from renja_xl.reading.formats.package import cell_styles, read_sheets, shared_strings
from renja_xl.reading.formats.places import ROW_LIMIT, area, cell_position, column_number
from renja_xl.reading.formats.unreadable import UnreadableError
from renja_xl.reading.formats.xml_parts import parse_part, unescaped

_TEXT_TAGS = frozenset(("v", "f", "t"))


def xlsx_sheets(package: zipfile.ZipFile) -> dict[str, ListedSheet]:
    """The worksheets of an .xlsx or .xlsm package, by name."""
    return {
        sheet.name: ListedSheet(partial(read_grid, package, sheet.name, sheet.part), sheet.hidden)
        for sheet in read_sheets(package)
    }


def read_grid(package: zipfile.ZipFile, name: str, part: str) -> Grid:
    """One worksheet as a grid."""
    sheet = _SheetReader(shared_strings(package))
    parse_part(package, part, sheet.start, sheet.end, sheet.text)
    sheet.rows.sort(key=lambda row: row.number)
    return Grid(
        name=name,
        rows=sheet.rows,
        merges=sheet.merges,
        styles=cell_styles(package),
        hidden_columns=sheet.hidden_columns,
        comments=read_comments(package, part),
    )


class _SheetReader:
    """Collects rows, cells and merges while the parser walks a sheet."""

    def __init__(self, strings: list[str]) -> None:
        self.rows: list[Row] = []
        self.merges: list[Area] = []
        self.hidden_columns: list[tuple[int, int]] = []
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
                raise UnreadableError(attrs.get("r", ""))
            self._row = Row(number)
            self._row.hidden = attrs.get("hidden") in ("1", "true")
            self._column = 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))
        elif name == "col" and attrs.get("hidden") in ("1", "true"):
            self.hidden_columns.append((int(attrs.get("min", "1")), int(attrs.get("max", "1"))))

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
            # A cell that only has a format is none: a sheet can have millions of them.
            if self._value is not None or self._formula is not None or self._inline:
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
                column = self._letters[letters] = column_number(letters)
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
            row.add_formula(self._column, self._formula)
            if value is None:
                row.add_waiting(self._column)
        if value is not None:
            row.columns.append(self._column)
            row.values.append(value)
            row.styles.append(self._style)
        elif self._formula is not None:
            row.columns.append(self._column)
            row.values.append(CellError(f"={self._formula}"))
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
            top, left = cell_position(first)
            bottom, right = cell_position(last)
            self.merges.append(area(top, left, bottom, right))
