"""An .ods workbook to grids, in one pass over its `content.xml`.

Repeats are never expanded where the cells are empty, so a used range of a million rows costs nothing.
Attributes are read by the prefixes that the OpenDocument standard gives; a file with others is refused.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import partial
from math import isfinite

from renja_xl.model.grid import CellError, CellStyle, CellValue, Grid, Row
from renja_xl.reading.formats.listed_sheet import ListedSheet
from renja_xl.reading.formats.ods_styles import StyleReader
from renja_xl.reading.formats.places import COLUMN_LIMIT, ROW_LIMIT, area
from renja_xl.reading.formats.unreadable import DAMAGED_PART, UnreadableError
from renja_xl.reading.formats.xml_parts import parse_part

_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_CELLS = ("table-cell", "covered-table-cell")
_EMPTY = frozenset(("table:style-name", "table:number-columns-repeated"))
# What is drawn inside a cell has words of its own, which are not the cell's.
_DRAWN = frozenset(("frame", "custom-shape", "line", "rect", "ellipse", "g", "shapes", "tracked-changes"))
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
_TRUTHS = {"TRUE": True, "FALSE": False, "BENAR": True, "SALAH": False}
_PLACE = re.compile(r"\[([^\]]*)\]")
_QUOTED = re.compile(r'("[^"]*")')
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_EPOCH = datetime(1899, 12, 30)
_MOST_REPEATED = 2_000_000
_MOST_SPACES = 100


def ods_sheets(package: zipfile.ZipFile) -> dict[str, ListedSheet]:
    """The sheets of an .ods workbook, by name.

    Raises UnreadableError for a password, for another kind of document, and for damage.
    """
    names = package.namelist()
    if "mimetype" in names and not _part(package, "mimetype").startswith(_SPREADSHEET):
        raise UnreadableError(kode="bukan-buku-kerja")
    if "META-INF/manifest.xml" in names and b"encryption-data" in _part(package, "META-INF/manifest.xml"):
        raise UnreadableError(kode="berkata-sandi")
    styles = StyleReader()
    if "styles.xml" in names:
        parse_part(package, "styles.xml", styles.start, styles.end, styles.text)
    content = _ContentReader(styles)
    parse_part(package, "content.xml", content.start, content.end, content.text)
    return {
        grid.name: ListedSheet(partial(lambda grid: grid, grid), grid.name in content.hidden)
        for grid in content.grids
    }


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        return package.read(name)
    except DAMAGED_PART as error:
        raise UnreadableError(name) from error


class _ContentReader:
    """Collects the sheets while the parser walks the document; styles stand before them in it."""

    def __init__(self, styles: StyleReader) -> None:
        self.grids: list[Grid] = []
        self.hidden: set[str] = set()
        self._reader = styles
        self._styles: dict[tuple[str, str], int] = {}
        self._in_body = False
        self._budget = _MOST_REPEATED
        self._grid: Grid | None = None
        self._row = Row(0)
        self._row_repeat = 1
        self._next_row = 1
        self._row_style = ""
        self._column = 1
        self._columns: list[tuple[int, int, str]] = []
        self._next_column = 1
        self._cell: dict[str, str] = {}
        self._words: list[str] = []
        self._note: list[str] = []
        self._in_note = self._in_words = False
        self._drawn = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if not self._in_body:
            self._before_body(name, attrs)
        elif name in _DRAWN:
            self._drawn += 1
        elif self._drawn:
            return
        elif name in _CELLS:
            self._cell = attrs
            self._words, self._note = [], []
        elif name in ("p", "s", "tab", "line-break"):
            self._start_text(name, attrs)
        elif name == "table-row":
            self._start_row(attrs)
        elif name == "annotation":
            self._in_note = True
        elif name == "table-column":
            self._add_column(attrs)
        elif name == "table" and "table:name" in attrs:
            self._start_sheet(attrs["table:name"], attrs.get("table:style-name", ""))

    def _before_body(self, name: str, attrs: dict[str, str]) -> None:
        if name == "document-content" and not {"xmlns:office", "xmlns:table", "xmlns:text"} <= attrs.keys():
            raise UnreadableError(name)
        self._in_body = name == "body"
        self._reader.start(name, attrs)

    def _start_text(self, name: str, attrs: dict[str, str]) -> None:
        words = self._note if self._in_note else self._words
        if name == "p":
            self._in_words = True
            if words:
                words.append("\n")
        else:
            spaces = min(int(attrs.get("text:c", "1")), _MOST_SPACES)
            words.append("\n" if name == "line-break" else " " * spaces)

    def text(self, data: str) -> None:
        if not self._in_body:
            self._reader.text(data)
        elif self._in_words and not self._drawn:
            (self._note if self._in_note else self._words).append(data)

    def end(self, name: str) -> None:
        if not self._in_body:
            self._reader.end(name)
        elif name in _DRAWN:
            self._drawn -= 1
        elif self._drawn:
            return
        elif name in _CELLS:
            self._end_cell()
        elif name == "p":
            self._in_words = False
        elif name == "table-row":
            self._end_row()
        elif name == "annotation":
            self._in_note = False
        elif name == "table" and self._grid is not None:
            self._grid.styles = [self._style(*key) for key in self._styles]
            self.grids.append(self._grid)
            self._grid = None

    def _start_sheet(self, name: str, style: str) -> None:
        if self._grid is not None:
            raise UnreadableError(name)
        if style in self._reader.hidden_tables:
            self.hidden.add(name)
        self._grid = Grid(name, rows=[], merges=[], styles=[])
        self._next_row = self._next_column = 1
        self._columns = []

    def _add_column(self, attrs: dict[str, str]) -> None:
        first, self._next_column = self._next_column, self._next_column + _repeat(attrs, "columns")
        last = self._next_column - 1
        self._columns.append((first, last, attrs.get("table:default-cell-style-name", "")))
        if _is_hidden(attrs) and self._grid is not None:
            self._grid.hidden_columns.append((first, last))

    def _start_row(self, attrs: dict[str, str]) -> None:
        self._row = Row(self._next_row, hidden=_is_hidden(attrs))
        self._row_repeat = _repeat(attrs, "rows")
        self._row_style = attrs.get("table:default-cell-style-name", "")
        self._next_row += self._row_repeat
        self._column = 1

    def _end_row(self) -> None:
        """A row that holds something, as often as it is repeated; an empty one is no row at all."""
        row = self._row
        if not row.columns or self._grid is None:
            return
        if row.number + self._row_repeat - 1 > ROW_LIMIT:
            raise UnreadableError(row.number)
        self._spend(len(row.columns) * (self._row_repeat - 1))
        for offset in range(self._row_repeat):
            self._grid.rows.append(replace(row, number=row.number + offset))

    def _spend(self, cells: int) -> None:
        self._budget -= cells
        if self._budget < 0:
            raise UnreadableError(kode="terlalu-besar")

    def _end_cell(self) -> None:
        attrs, column = self._cell, self._column
        repeat = _repeat(attrs, "columns")
        self._column += repeat
        words = "".join(self._words)
        if self._grid is None or (attrs.keys() <= _EMPTY and not words and not self._note):
            return
        self._keep_surroundings(attrs, column)
        formula = _formula(attrs.get("table:formula", ""))
        value = _cell_value(attrs, words)
        # A formula whose result is an empty text was calculated: it is blank, not waiting.
        if value is None and (not formula or "office:value-type" in attrs):
            return
        if self._column - 1 > COLUMN_LIMIT:
            raise UnreadableError(self._column)
        self._spend(repeat - 1)
        style = self._style_number(attrs, column)
        for place in range(column, column + repeat):
            self._put(place, value, style, formula)

    def _put(self, column: int, value: CellValue | None, style: int, formula: str) -> None:
        row = self._row
        if formula:
            row.add_formula(column, formula)
        if value is None:
            row.add_waiting(column)
        row.columns.append(column)
        row.values.append(CellError(f"={formula}") if value is None else value)
        row.styles.append(style)

    def _keep_surroundings(self, attrs: dict[str, str], column: int) -> None:
        """Merges and notes."""
        grid, top = self._grid, self._row.number
        wide = int(attrs.get("table:number-columns-spanned", "1"))
        high = int(attrs.get("table:number-rows-spanned", "1"))
        if grid is not None and (wide > 1 or high > 1):
            grid.merges.append(area(top, column, top + high - 1, column + wide - 1))
        if grid is not None and self._note:
            grid.comments[top, column] = "".join(self._note).strip()

    def _style_number(self, attrs: dict[str, str], column: int) -> int:
        """The number of the cell's style, of its row's or its column's where it names none itself."""
        name = attrs.get("table:style-name") or self._row_style
        if not name:
            name = next((style for first, last, style in self._columns if first <= column <= last), "")
        key = (name, attrs.get("office:value-type", ""))
        return self._styles.setdefault(key, len(self._styles))

    def _style(self, name: str, kind: str) -> CellStyle:
        return replace(self._reader.style(name), percent=kind == "percentage", date=kind in ("date", "time"))


def _repeat(attrs: dict[str, str], what: str) -> int:
    count = int(attrs.get(f"table:number-{what}-repeated", "1"))
    if not 0 < count <= ROW_LIMIT:
        raise UnreadableError(count)
    return count


def _is_hidden(attrs: dict[str, str]) -> bool:
    return attrs.get("table:visibility", "visible") != "visible"


def _formula(text: str) -> str:
    """A formula as Excel shows it: `of:=SUM([.A1:.B2];2)` is SUM(A1:B2,2)."""
    if not text:
        return ""
    pieces = _QUOTED.split(text.partition("=")[2])
    pieces[::2] = [
        _PLACE.sub(lambda match: _place(match[1]), piece).replace(";", ",") for piece in pieces[::2]
    ]
    return "".join(pieces)


def _place(text: str) -> str:
    """`.A1:.B2` is A1:B2, `$Data.A1` is Data!A1."""
    corners = (corner.rpartition(".") for corner in text.split(":"))
    return ":".join(f"{sheet.lstrip('$')}!{cell}" if sheet else cell for sheet, _, cell in corners)


def _cell_value(attrs: dict[str, str], words: str) -> CellValue | None:
    """The value of a cell, None for an empty one and for a formula that was never calculated."""
    kind = attrs.get("office:value-type", "")
    if attrs.get("calcext:value-type") == "error" or _ERROR.fullmatch(words):
        return CellError(words or "#")
    if kind in ("float", "percentage", "currency"):
        number = float(attrs["office:value"])
        if words in _TRUTHS:
            return _TRUTHS[words]
        return number if isfinite(number) else CellError(attrs["office:value"])
    if kind == "boolean":
        return attrs.get("office:boolean-value") == "true"
    if kind in ("date", "time"):
        return _moment(attrs.get("office:date-value", ""), attrs.get("office:time-value", ""), words)
    text = attrs.get("office:string-value", words)
    return text or None


def _moment(date: str, duration: str, words: str) -> CellValue:
    """A date or a duration in days, as Excel counts them; what is none stays the words it is shown as."""
    match = _DURATION.fullmatch(duration)
    if match:
        days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return days + hours / 24 + minutes / 1440 + seconds / 86_400
    try:
        return (datetime.fromisoformat(date).replace(tzinfo=None) - _EPOCH).total_seconds() / 86_400
    except ValueError:
        return CellError(words or date)
