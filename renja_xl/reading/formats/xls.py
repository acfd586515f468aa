"""An old .xls workbook (BIFF8) to grids, through xlrd.

Formulas are kept in a coded form, which is not decoded: a cell says that it has one, and its value.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from math import isfinite
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING, Any

from renja_xl.model.grid import CellError, CellStyle, CellValue, Grid, Row
from renja_xl.reading.formats.cell_styles import cell_style
from renja_xl.reading.formats.error_codes import error_of
from renja_xl.reading.formats.listed_sheet import ListedSheet
from renja_xl.reading.formats.places import area
from renja_xl.reading.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

# The kinds of cells by xlrd's numbers; empty ones and those with a format alone are none of them.
_TEXT, _NUMBERS, _TRUTH, _ERROR = 1, (2, 3), 4, 5
# The records of a sheet that are looked at once more, and a flag of a formula's.
_BEGIN, _END, _FORMULA, _CALCULATE_ON_LOAD = 0x0809, 0x000A, 0x0006, 0x0002


def xls_sheets(path: Path) -> dict[str, ListedSheet]:
    """The worksheets of an .xls workbook, by name.

    Raises UnreadableError for a password, for an OLE document that is no workbook, and for damage.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(
            logfile=io.StringIO(),
            file_contents=path.read_bytes(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
    except xlrd.XLRDError as error:
        raise UnreadableError(error, _kode(str(error))) from None
    except Exception as error:  # noqa: BLE001  a damaged record fails wherever xlrd happens to be
        raise UnreadableError(error) from None
    # The state is public only on a sheet whose cells are read, and a damaged one shall not stop the others.
    return {
        name: ListedSheet(partial(_read_grid, book, number), bool(book._sheet_visibility[number]))
        for number, name in enumerate(book.sheet_names())
    }


def _kode(reason: str) -> str:
    if "encrypted" in reason:
        return "berkata-sandi"
    return "bukan-buku-kerja" if "Can't find workbook" in reason else "rusak"


def _read_grid(book: Book, number: int) -> Grid:
    try:
        sheet = book.sheet_by_index(number)
        rows = [row for index in range(sheet.nrows) if (row := _row(sheet, index)).columns]
        _mark_formulas(book, number, {row.number: row for row in rows})
        return Grid(
            name=sheet.name,
            rows=rows,
            merges=[
                area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
            ],
            styles=_styles(book),
            hidden_columns=[
                (column + 1, column + 1) for column, info in sorted(sheet.colinfo_map.items()) if info.hidden
            ],
            comments={
                (row + 1, column + 1): note.text for (row, column), note in sheet.cell_note_map.items()
            },
        )
    except Exception as error:  # noqa: BLE001
        raise UnreadableError(error) from None


def _row(sheet: Sheet, index: int) -> Row:
    info = sheet.rowinfo_map.get(index)
    row = Row(index + 1, hidden=bool(info and info.hidden))
    for column in range(sheet.row_len(index)):
        value = _value(sheet.cell_type(index, column), sheet.cell_value(index, column))
        if value is not None:
            row.columns.append(column + 1)
            row.values.append(value)
            row.styles.append(sheet.cell_xf_index(index, column))
    return row


def _mark_formulas(book: Book, number: int, rows: Mapping[int, Row]) -> None:
    """Note which cells are formulas, and which of them were never calculated.

    xlrd tells neither. A program that cannot calculate writes the result 0 and asks Excel to do it on loading.
    """
    place, kind = book._sh_abs_posn[number], _BEGIN
    while kind != _END:
        kind, length = unpack_from("<2H", book.mem, place)
        if kind == _FORMULA:
            row_number, column, _, result, flags = unpack_from("<3HdH", book.mem, place + 4)
            row = rows.get(row_number + 1)
            if row is not None:
                row.add_formula(column + 1, "")
                if result == 0 and flags & _CALCULATE_ON_LOAD:
                    row.add_waiting(column + 1)
        place += 4 + length


def _value(kind: int, value: Any) -> CellValue | None:
    if kind == _TEXT:
        return str(value) or None
    if kind in _NUMBERS:
        return float(value) if isfinite(value) else CellError(str(value))
    if kind == _TRUTH:
        return bool(value)
    return error_of(value) if kind == _ERROR else None


def _styles(book: Book) -> list[CellStyle]:
    """What the look of a cell says, by the number of its format record."""
    found = []
    for record in book.xf_list:
        number = book.format_map.get(record.format_key)
        font, ground = book.font_list[record.font_index], record.background
        found.append(
            replace(
                cell_style(record.format_key, number.format_str if number else None),
                bold=bool(font.bold) or font.weight >= 600,
                strike=bool(font.struck_out),
                indent=record.alignment.indent_level,
                fill=str(ground.pattern_colour_index) if ground.fill_pattern else "",
            )
        )
    return found
