"""The list of a region's agencies: a CSV file that staff keep (`--daftar`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from renja_xl.model.errors import UsageError
from renja_xl.model.texts import system_reason
from renja_xl.reading.formats.text_table import decoded

NAME, SHORT, FILE, RULES = "perangkat_daerah", "singkatan", "berkas", "aturan"
_NAMES = {
    NAME: (NAME, "perangkat daerah", "nama", "opd", "skpd", "nama perangkat daerah", "nama opd", "nama skpd"),
    SHORT: (SHORT, "akronim"),
    FILE: (FILE, "nama berkas", "file"),
    RULES: (RULES,),
}

_NUMBER = {"no", "no.", "nomor", ""}


@dataclass(frozen=True, slots=True)
class Listed:
    """One agency of the list: `berkas` is a pattern of file names that are its own, `aturan` its rule set."""

    perangkat_daerah: str
    singkatan: str = ""
    berkas: str = ""
    aturan: str = ""


def read_agency_list(path: Path) -> tuple[Listed, ...]:
    """The agencies in the order of the list.

    Raises UsageError where the file cannot be read, has no column of names, or names nobody.
    """
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise UsageError("daftar-rusak", berkas=path, sebab=system_reason(error)) from None
    try:
        rows = _rows(text)
    except csv.Error:
        raise UsageError("daftar-bukan-csv", berkas=path) from None
    header = _header(rows)
    places = {
        key: next((header.index(name) for name in names if name in header), -1)
        for key, names in _NAMES.items()
    }
    if places[NAME] < 0:
        raise UsageError("daftar-tanpa-nama", berkas=path, ada=", ".join(_NAMES))
    found = tuple(
        Listed(**{key: row[place].strip() for key, place in places.items() if 0 <= place < len(row)})
        for row in rows[1:]
        if places[NAME] < len(row) and row[places[NAME]].strip()
    )
    if not found:
        raise UsageError("daftar-kosong", berkas=path)
    return found


def is_agency_list(path: Path) -> bool:
    """Whether a CSV file has the columns of a list of agencies, and no others; a matrix has more."""
    try:
        header = _header(_rows(decoded(path.read_bytes())))
    except (OSError, csv.Error, UnicodeError):
        return False
    known = {name for names in _NAMES.values() for name in names}
    return not set(header) - known - _NUMBER and not set(header).isdisjoint(_NAMES[NAME])


def _rows(text: str) -> list[list[str]]:
    """The rows of a CSV text, whatever stands between its columns. Raises csv.Error."""
    if text[:4].lower() == "sep=":  # a line for Excel
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def _header(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" ".join(name.lower().split()) for name in rows[0]] if rows else []
