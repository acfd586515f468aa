"""A binary .xlsb workbook to grids: the records of MS-XLSB that say what stands where and how it looks.

Why not a library: docs/keputusan.md, "Pembaca sendiri". Formulas are kept in a coded form, which is not
decoded: a cell says that it has one, and its value.
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from functools import partial
from math import isfinite
from struct import unpack_from

from renja_xl.model.grid import Area, CellError, CellStyle, CellValue, Grid, Row
from renja_xl.reading.formats.cell_styles import cell_style
from renja_xl.reading.formats.error_codes import error_of
from renja_xl.reading.formats.listed_sheet import ListedSheet
from renja_xl.reading.formats.package import relations, side_part, workbook_part, worksheet_parts
from renja_xl.reading.formats.places import COLUMN_LIMIT, ROW_LIMIT, area
from renja_xl.reading.formats.unreadable import UnreadableError
from renja_xl.reading.formats.xlsb_records import BROKEN, compressed_number, records, wide_text

_ROW, _BLANK, _MERGE, _COLUMN, _SHEET = 0, 1, 176, 60, 156
_FORMULAS, _SHORT_CELLS, _RICH_TEXT = range(8, 12), range(12, 19), 62
_STRING, _NOTE, _NOTE_TEXT = 19, 635, 637
_FORMAT, _FONT, _FILL, _LOOK, _LOOKS, _END_OF_LOOKS = 44, 43, 45, 47, 617, 618


def xlsb_sheets(package: zipfile.ZipFile) -> dict[str, ListedSheet]:
    """The worksheets of an .xlsb package, by name."""
    parts = worksheet_parts(package)
    found: dict[str, ListedSheet] = {}
    try:
        for kind, data in records(package, workbook_part(package)):
            if kind == _SHEET:
                relation, place = wide_text(data, 8)
                name, _ = wide_text(data, place)
                if relation in parts:
                    hidden = any(data[:4])
                    found[name] = ListedSheet(partial(_read_grid, package, name, parts[relation]), hidden)
    except BROKEN as reason:
        raise UnreadableError(reason) from reason
    return found


def _read_grid(package: zipfile.ZipFile, name: str, part: str) -> Grid:
    try:
        sheet = _SheetReader(_strings(package))
        for kind, data in records(package, part):
            sheet.take(kind, data)
        return Grid(
            name=name,
            rows=sorted((row for row in sheet.rows if row.columns), key=lambda row: row.number),
            merges=sheet.merges,
            styles=_styles(package),
            hidden_columns=sheet.hidden_columns,
            comments=_comments(package, part),
        )
    except BROKEN as reason:
        raise UnreadableError(reason) from reason


class _SheetReader:
    """Collects rows, cells and merges record by record."""

    def __init__(self, strings: list[str]) -> None:
        self.rows: list[Row] = []
        self.merges: list[Area] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self._strings = strings

    def take(self, kind: int, data: bytes) -> None:
        """One record of the sheet."""
        if kind == _ROW:
            number = int.from_bytes(data[:4], "little") + 1
            if not 0 < number <= ROW_LIMIT:
                raise UnreadableError(number)
            if self.rows and not self.rows[-1].columns:
                self.rows.pop()
            self.rows.append(Row(number, hidden=bool(data[11] & 0x10)))
        elif _BLANK < kind < _SHORT_CELLS.stop or kind == _RICH_TEXT:
            self._cell(kind, data)
        elif kind == _MERGE:
            top, bottom, left, right = unpack_from("<4I", data)
            self.merges.append(area(top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _COLUMN:
            first, last = unpack_from("<2I", data)
            if data[16] & 1:
                self.hidden_columns.append((first + 1, last + 1))

    def _cell(self, kind: int, data: bytes) -> None:
        # Cells without a column of their own are in the standard, but no program is known to write them.
        if kind in _SHORT_CELLS or not self.rows:
            raise UnreadableError(kind)
        column, style = unpack_from("<2I", data)
        if column >= COLUMN_LIMIT:
            raise UnreadableError(column)
        value = self._value(kind, data)
        if value is None:
            return
        row = self.rows[-1]
        row.columns.append(column + 1)
        row.values.append(value)
        row.styles.append(style & 0xFFFFFF)
        if kind in _FORMULAS:
            row.add_formula(column + 1, "")

    def _value(self, kind: int, data: bytes) -> CellValue | None:
        if kind == 2:
            return compressed_number(int.from_bytes(data[8:12], "little"))
        if kind in (3, 11):
            return error_of(data[8])
        if kind in (4, 10):
            return bool(data[8])
        if kind in (5, 9):
            (number,) = unpack_from("<d", data, 8)
            return number if isfinite(number) else CellError(str(number))
        if kind == 7:
            return self._strings[int.from_bytes(data[8:12], "little")] or None
        text, _ = wide_text(data, 9 if kind == _RICH_TEXT else 8)
        return text or None


def _strings(package: zipfile.ZipFile) -> list[str]:
    part = side_part(package, "sharedstrings")
    return [wide_text(data, 1)[0] for kind, data in records(package, part) if kind == _STRING] if part else []


def _comments(package: zipfile.ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    place = (0, 0)
    for relation in relations(package, sheet, optional=True):
        for kind, data in records(package, relation.part) if relation.kind == "comments" else ():
            if kind == _NOTE:
                row, _, column, _ = unpack_from("<4I", data, 4)
                place = (row + 1, column + 1)
            elif kind == _NOTE_TEXT:
                found[place] = wide_text(data, 1)[0].strip()
    return found


def _styles(package: zipfile.ZipFile) -> list[CellStyle]:
    """What the look of a cell says, by style number."""
    codes: dict[int, str] = {}
    fonts: list[tuple[bool, bool]] = []
    fills: list[str] = []
    found: list[CellStyle] = []
    inside = False
    part = side_part(package, "styles")
    for kind, data in records(package, part) if part else ():
        if kind == _FORMAT:
            codes[int.from_bytes(data[:2], "little")], _ = wide_text(data, 2)
        elif kind == _FONT:
            _, flags, weight = unpack_from("<3H", data)
            fonts.append((weight >= 600, bool(flags & 8)))
        elif kind == _FILL:
            fills.append(data[4:12].hex() if data[0] else "")
        elif kind in (_LOOKS, _END_OF_LOOKS):
            inside = kind == _LOOKS
        elif kind == _LOOK and inside:
            _, number, font, fill = unpack_from("<4H", data)
            bold, strike = fonts[font]
            look = cell_style(number, codes.get(number))
            found.append(replace(look, bold=bold, strike=strike, indent=data[11], fill=fills[fill]))
    return found
