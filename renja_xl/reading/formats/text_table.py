"""A table of plain text (.csv, .tsv, .txt) to a grid. Every cell is text and is read as what a person typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from renja_xl.model.grid import Grid, Row
from renja_xl.reading.formats.listed_sheet import ListedSheet
from renja_xl.reading.formats.unreadable import UnreadableError

_SEPARATORS = ";\t,"
_SAMPLE = 200
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NAMES = (".csv", ".tsv", ".txt")
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")


def text_sheets(path: Path) -> dict[str, ListedSheet]:
    """The one sheet of a text table, named after its file."""
    return {path.stem: ListedSheet(partial(read_text_table, path))}


def read_text_table(path: Path) -> Grid:
    """The table as a grid.

    Raises UnreadableError where a quotation mark is left open or out of place, which would hide rows in a cell.
    """
    text = decoded(path.read_bytes())
    separator = ""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        # Excel's own way of naming the separator; it does not show that line.
        separator, text = first.strip()[4:5], rest
    rows = []
    for number, cells in _lines(text, separator or _separator(text)):
        filled = [(column, cell) for column, cell in enumerate(cells, start=1) if cell]
        if filled:
            columns, values = zip(*filled, strict=True)
            rows.append(Row(number, list(columns), list(values), [0] * len(filled)))
    return Grid(name=path.stem, rows=rows, merges=[], styles=[])


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers, as Excel counts them when it opens the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error:
        raise UnreadableError(kode="csv-kutip", baris=number + 1) from None


def open_end(path: Path) -> str:
    """The last sign of a text table whose last line is not closed, as of a copy that was cut off; else nothing."""
    if path.suffix.lower() not in _NAMES:
        return ""
    data = path.read_bytes()
    end = "" if data.startswith(_PACKED) else decoded(data)[-1:]
    return "" if end in "\r\n" else end


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else the code page of Windows in Western languages."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """The sign that splits the most lines into equally many cells, at least three."""

    def consistency(separator: str) -> int:
        widths = [line.count(separator) for line in text.splitlines()[:_SAMPLE]]
        wide = [width for width in widths if width > 1]
        return max((wide.count(width) * width for width in set(wide)), default=0)

    return max(_SEPARATORS, key=consistency)
