"""Write the sheets of an .xlsx as .xlsb, by the records of MS-XLSB: a test's own writer, checked by other readers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from struct import pack
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {
    "xl/workbook.bin": "sheet.binary.macroEnabled.main",
    "xl/worksheets/sheet": "worksheet",
    "xl/sharedStrings": "sharedStrings",
    "xl/styles": "styles",
    "xl/comments": "comments",
}
_STATES = ("visible", "hidden", "veryHidden")
_BUILT_IN = {"General": 0, "0%": 9, "0.00%": 10}
_NO_COLOUR = bytes([1, 0, 0, 0, 0, 0, 0, 0])


def record(kind: int, data: bytes = b"") -> bytes:
    """A record: its number and its length in groups of seven bits, then its bytes."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while size > 127:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return number + length + bytes([size]) + data


def wide(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return pack("<I", len(raw) // 2) + raw


def as_xlsb(source: Path, target: Path, cached: Mapping[str, Any] | None = None) -> Path:
    """The sheets of an .xlsx as .xlsb; `cached` gives the values of formulas by address."""
    book = load_workbook(source)
    strings: list[str] = []
    looks: list[tuple[Any, ...]] = [(0, False, False, "", 0)]
    parts: dict[str, str | bytes] = {}
    for number, sheet in enumerate(book.worksheets, start=1):
        parts |= _sheet_parts(number, sheet, _sheet(sheet, strings, looks, cached or {}))
    parts["xl/workbook.bin"] = _workbook(book.worksheets)
    parts["xl/sharedStrings.bin"] = _strings(strings)
    parts["xl/styles.bin"] = _styles(book, looks)
    parts["_rels/.rels"] = _relations([("officeDocument", "xl/workbook.bin")])
    parts["xl/_rels/workbook.bin.rels"] = _relations(
        [
            *(("worksheet", f"worksheets/sheet{number + 1}.bin") for number in range(len(book.worksheets))),
            ("sharedStrings", "sharedStrings.bin"),
            ("styles", "styles.bin"),
        ]
    )
    parts["[Content_Types].xml"] = _content_types(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target


def _sheet_parts(number: int, sheet: Worksheet, written: bytes) -> dict[str, str | bytes]:
    """A sheet and, where it has notes, those."""
    parts: dict[str, str | bytes] = {f"xl/worksheets/sheet{number}.bin": written}
    notes = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    if notes:
        parts[f"xl/comments{number}.bin"] = _notes(notes)
        relations = _relations([("comments", f"../comments{number}.bin")])
        parts[f"xl/worksheets/_rels/sheet{number}.bin.rels"] = relations
    return parts


def _workbook(sheets: Sequence[Worksheet]) -> bytes:
    bundle = [
        record(
            156,
            pack("<II", _STATES.index(sheet.sheet_state), number) + wide(f"r{number}") + wide(sheet.title),
        )
        for number, sheet in enumerate(sheets, start=1)
    ]
    return b"".join([record(131), record(143), *bundle, record(144), record(132)])


def _strings(strings: list[str]) -> bytes:
    items = b"".join(record(19, b"\0" + wide(text)) for text in strings)
    return record(159, pack("<II", len(strings), len(strings))) + items + record(160)


def _sheet(
    sheet: Worksheet, strings: list[str], looks: list[tuple[Any, ...]], cached: Mapping[str, Any]
) -> bytes:
    area = pack("<4I", 0, sheet.max_row - 1, 0, sheet.max_column - 1)
    found = [record(129), record(148, area), record(390)]
    for letters, dimension in sheet.column_dimensions.items():
        column = sheet[f"{letters}1"].column - 1
        found.append(record(60, pack("<4IH", column, column, 2340, 0, int(bool(dimension.hidden)))))
    found += [record(391), record(145)]
    for row in sheet.iter_rows():
        hidden = 0x10 if sheet.row_dimensions[row[0].row].hidden else 0
        found.append(record(0, pack("<IIHBBBI", row[0].row - 1, 0, 300, 0, hidden, 0, 0)))
        for cell in row:
            if isinstance(cell, Cell):
                found.append(_cell(cell, strings, looks, cached))
    found.append(record(146))
    merges = sheet.merged_cells.ranges
    if merges:
        found.append(record(177, pack("<I", len(merges))))
        found += [
            record(176, pack("<4I", area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1))
            for area in merges
        ]
        found.append(record(178))
    return b"".join([*found, record(130)])


def _cell(cell: Cell, strings: list[str], looks: list[tuple[Any, ...]], cached: Mapping[str, Any]) -> bytes:
    """Every kind of record that a cell can be: whole numbers as RK, others as double, texts shared."""
    look = _look(cell)
    if look not in looks:
        looks.append(look)
    head = pack("<II", cell.column - 1, looks.index(look))
    value, formula = cell.value, cell.data_type == "f"
    if formula:
        value = cached.get(cell.coordinate, 0)
    tail = pack("<HII", 0, 0, 0) if formula else b""
    if value is None:
        return record(1, head)
    if isinstance(value, bool):
        return record(10 if formula else 4, head + pack("<B", value) + tail)
    if value in ERRORS:
        return record(11 if formula else 3, head + pack("<B", ERRORS[value]) + tail)
    if isinstance(value, str) and formula:
        return record(8, head + wide(value) + tail)
    if isinstance(value, str):
        if value not in strings:
            strings.append(value)
        return record(7, head + pack("<I", strings.index(value)))
    if hasattr(value, "year"):
        value = (value.date() if hasattr(value, "date") else value).toordinal() - 693_594
    if not formula and (rk := _compressed(value)) is not None:
        return record(2, head + pack("<I", rk))
    return record(9 if formula else 5, head + pack("<d", value) + tail)


def _compressed(value: float) -> int | None:
    """A number of 30 bits, whole or in hundredths, as RK; None where it is neither."""
    for factor, flags in ((1, 2), (100, 3)):
        whole = round(value * factor)
        if whole / factor == value and abs(whole) < 2**29:
            return (whole << 2 & 0xFFFFFFFC) | flags
    return None


def _look(cell: Cell) -> tuple[Any, ...]:
    ground = str(cell.fill.fgColor.rgb) if cell.fill.patternType else ""
    return (cell.number_format, bool(cell.font.b), bool(cell.font.strike), ground, int(cell.alignment.indent))


def _styles(book: Workbook, looks: list[tuple[Any, ...]]) -> bytes:
    codes = {look[0] for look in looks[1:]} - set(_BUILT_IN)
    numbers: dict[Any, int] = {0: 0, **_BUILT_IN, **{code: 164 + n for n, code in enumerate(sorted(codes))}}
    fonts = sorted({look[1:3] for look in looks})
    grounds = sorted({look[3] for look in looks})
    return b"".join(
        [
            record(278),
            record(615, pack("<I", len(codes))),
            *(record(44, pack("<H", numbers[code]) + wide(code)) for code in sorted(codes)),
            record(616),
            record(611, pack("<I", len(fonts))),
            *(record(43, _font(*font)) for font in fonts),
            record(612),
            record(603, pack("<I", len(grounds))),
            *(record(45, _ground(colour)) for colour in grounds),
            record(604),
            record(613, pack("<I", 1)) + record(46, bytes(51)) + record(614),
            record(626, pack("<I", 1)) + record(47, pack("<5H6B", 0xFFFF, *([0] * 10))) + record(627),
            record(617, pack("<I", len(looks))),
            *(
                record(
                    47,
                    pack("<5H", 0, numbers[code], fonts.index((bold, strike)), grounds.index(colour), 0)
                    + bytes([0, indent, 0, 0, 0x3F, 0]),
                )
                for code, bold, strike, colour, indent in looks
            ),
            record(618),
            record(279),
        ]
    )


def _font(bold: bool, strike: bool) -> bytes:
    weight = 700 if bold else 400
    return (
        pack("<4H4B", 220, 8 if strike else 0, weight, 0, 0, 2, 0, 0) + _NO_COLOUR + b"\0" + wide("Calibri")
    )


def _ground(colour: str) -> bytes:
    shown = bytes([5, 0xFF, 0, 0]) + bytes.fromhex(colour[2:] + "ff") if colour else _NO_COLOUR
    return pack("<I", 1 if colour else 0) + shown + _NO_COLOUR + bytes(48)


def _notes(cells: Iterable[Cell]) -> bytes:
    found = [record(628), record(630), record(632, wide("Penyusun")), record(631), record(633)]
    for cell in cells:
        assert cell.comment is not None
        row, column = cell.row - 1, cell.column - 1
        found.append(record(635, pack("<5I", 0, row, row, column, column) + bytes(16)))
        found += [record(637, b"\0" + wide(cell.comment.text)), record(636)]
    return b"".join([*found, record(634), record(629)])


def _relations(targets: list[tuple[str, str]]) -> bytes:
    items = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'.encode()


def _content_types(parts: Iterable[str]) -> bytes:
    items = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.ms-excel.{kind}"/>'
        for part in parts
        for start, kind in _KINDS.items()
        if part.startswith(start)
    )
    default = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{default}{items}</Types>'.encode()
