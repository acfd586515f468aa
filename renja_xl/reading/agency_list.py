"""The list of a region's agencies that staff keep (`--daftar`): a CSV file, or a workbook of any kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from renja_xl.model.errors import InputError, UsageError
from renja_xl.model.grid import Grid
from renja_xl.model.texts import system_reason
from renja_xl.reading.agency_words import starts_with_name
from renja_xl.reading.figures import read_text
from renja_xl.reading.formats.book import open_book
from renja_xl.reading.formats.text_table import decoded
from renja_xl.reading.labels import term

NAME, SHORT, FILE, RULES = "perangkat_daerah", "singkatan", "berkas", "aturan"
_NAMES = {
    NAME: (NAME, "perangkat daerah", "opd", "skpd", "nama perangkat daerah", "nama opd", "nama skpd", "nama"),
    SHORT: (SHORT, "akronim"),
    FILE: (FILE, "nama berkas", "file"),
    RULES: (RULES,),
}

# Of people as well.
_WEAK = "nama"
_NUMBER = {"no", "no.", "nomor"}
_NO_HEADER = (0, False)
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
# So many rows at most stand above the table and with its header.
_TOP = 10
# Texts by column.
_Row = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """One agency of the list: `berkas` is a pattern of file names that are its own, `aturan` its rule set."""

    perangkat_daerah: str
    singkatan: str = ""
    berkas: str = ""
    aturan: str = ""


def read_agency_list(path: Path) -> tuple[Listed, ...]:
    """The agencies in the order of the list; of a workbook, those of the first visible sheet that is one.

    A sheet whose names are called no more than "nama" is used where there is no other.
    Raises UsageError where the file cannot be read, has no column of names, or names nobody.
    """
    try:
        tables = _tables(path)
    except OSError as error:
        raise UsageError("daftar-rusak", berkas=path, sebab=system_reason(error)) from None
    except InputError as error:
        raise UsageError("daftar-rusak", berkas=path, sebab=str(error).rstrip(".")) from None
    except csv.Error:
        raise UsageError("daftar-bukan-csv", berkas=path) from None
    found = [rows for table in tables if (rows := _from_header(table))]
    rows = max(found, key=lambda rows: _evidence(rows[0])[1], default=())
    if not rows:
        raise UsageError("daftar-tanpa-nama", berkas=path, ada=", ".join(_NAMES))
    columns = _columns(rows[0])
    named = tuple(
        Listed(**{key: row.get(place, "").strip() for key, place in columns.items()})
        for row in _agencies(rows[1:], columns[NAME])
    )
    if not named:
        raise UsageError("daftar-kosong", berkas=path)
    return named


def is_agency_list(path: Path) -> bool:
    """Whether every table of a file has the columns of a list of agencies, and no others.

    A matrix has more, and often a sheet of agencies beside it.
    """
    try:
        tables = [table for table in _tables(path) if not _is_note(table)]
    except (OSError, csv.Error, UnicodeError, InputError):
        return False
    return bool(tables) and all(map(_is_list, tables))


def _is_note(table: Sequence[_Row]) -> bool:
    """Whether a sheet is empty, or only says something: lines of one cell each."""
    return not _from_header(table) and max(map(_filled, table), default=0) <= 1


def _is_list(table: Sequence[_Row]) -> bool:
    rows = _from_header(table)
    if not rows:
        return False
    known = {name for names in _NAMES.values() for name in names} | _NUMBER | {""}
    return known.issuperset(_header(rows[0]).values()) and max(map(_filled, table)) <= _filled(rows[0])


def _tables(path: Path) -> list[list[_Row]]:
    """The one table of a text file, or one for each visible sheet of a workbook.

    Raises OSError, csv.Error, InputError.
    """
    data = path.read_bytes()
    if not data.startswith(_WORKBOOKS):
        return [_rows(decoded(data))]
    with open_book(path) as book:
        return [_texts(book.read(name)) for name in book.names if name not in book.hidden]


def _texts(grid: Grid) -> list[_Row]:
    """The rows of a sheet, with one blank row wherever there are some."""
    rows: list[_Row] = []
    for row, above in zip(grid.rows, [None, *grid.rows], strict=False):
        if above and row.number > above.number + 1:
            rows.append({})
        rows.append({column: read_text(value) for column, value in row.cells().items()})
    return rows


def _rows(text: str) -> list[_Row]:
    """The rows of a CSV text, whatever stands between its columns. Raises csv.Error."""
    if text[:4].lower() == "sep=":  # a line for Excel
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return [dict(enumerate(cells, start=1)) for cells in lines]


def _from_header(table: Sequence[_Row]) -> Sequence[_Row]:
    """A table from its header, below a title of a few lines: the row that tells most; nothing without one."""
    evidence = [_evidence(row) for row in table[:_TOP]]
    most = max(evidence, default=_NO_HEADER)
    return table[evidence.index(most) :] if most > _NO_HEADER else []


def _evidence(row: _Row) -> tuple[int, bool]:
    """How many columns of a list a header has, and whether its names are called more than "nama"."""
    columns, header = _columns(row), set(_header(row).values())
    surely = not header.isdisjoint(set(_NAMES[NAME]) - {_WEAK})
    if NAME not in columns or (not surely and any(term("daftar", name) == "orang" for name in header)):
        return _NO_HEADER
    return len(columns) + (not header.isdisjoint(_NUMBER)), surely


def _agencies(rows: Sequence[_Row], column: int) -> Iterator[_Row]:
    """The rows that name an agency, up to totals or signatures; `column` is that of the names.

    Below a blank row only those that are numbered or called as agencies are: a signature may follow.
    """
    begun = apart = False
    for row in rows:
        name = row.get(column, "").strip()
        numbered = any(text.strip(" .").isdecimal() for place, text in row.items() if place < column)
        # "Sekretaris Daerah" signs, but where it is numbered the agency is meant.
        if not numbered and any(map(_is_foot, [name] if name else row.values())):
            return
        apart = apart or (begun and not _filled(row))
        # The numbers of columns, or of agencies, name none.
        if any(map(str.isalpha, name)) and (not apart or numbered or starts_with_name(name)):
            begun = True
            yield row


def _is_foot(text: str) -> bool:
    return bool(term("baris", text)) or term("daftar", text) == "kaki"


def _columns(row: _Row) -> dict[str, int]:
    """The columns of a list by what is in them; where one is called in several ways, the first way of `_NAMES`."""
    places: dict[str, int] = {}
    for column, name in _header(row).items():
        places.setdefault(name, column)
    found = {key: [places[name] for name in names if name in places] for key, names in _NAMES.items()}
    return {key: columns[0] for key, columns in found.items() if columns}


def _header(row: _Row) -> dict[int, str]:
    return {column: " ".join(name.lower().split()) for column, name in row.items()}


def _filled(row: _Row) -> int:
    return sum(bool(text.strip()) for text in row.values())
