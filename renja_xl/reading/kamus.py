"""Read an indicator dictionary: the sheet `Kamus` of a workbook, or a file of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from renja_xl.model.errors import InputError
from renja_xl.model.findings import Finding, finding
from renja_xl.model.grid import Grid, Row, address
from renja_xl.model.kamus import COLUMNS, PROPOSED, SHEET, Entry, Kamus
from renja_xl.reading.figures import read_text
from renja_xl.reading.formats.book import Book, open_book
from renja_xl.reading.labels import term

# The columns whose words decide something; their vocabulary has the same name.
_WORDS = ("polaritas", "agregasi_triwulan", "agregasi_tahunan")


def read_kamus(path: Path) -> Kamus:
    """The dictionary in a file: its sheet `Kamus`, else the first sheet that looks like one.

    Raises InputError where the file cannot be read or holds none.
    """
    with open_book(path) as book:
        found = kamus_in(book, path.name)
        for name in book.names if found is None else ():
            found = _kamus(book.read(name), path.name, wanted=_WORDS)
            if found:
                break
    if found is None or not found.entries:
        raise InputError("tanpa-kamus", berkas=path)
    return found


def kamus_in(book: Book, berkas: str) -> Kamus | None:
    """The dictionary in the sheet `Kamus` of a workbook, if it has one."""
    name = next((name for name in book.names if is_kamus(name)), None)
    if name is None:
        return None
    return _kamus(book.read(name), berkas) or Kamus(
        berkas, (), [finding("kamus-tidak-terbaca", lembar=name, sel="A1")]
    )


def is_kamus(name: str) -> bool:
    """Whether a sheet of this name is the dictionary."""
    return name.strip().casefold() in (SHEET.casefold(), "kamus indikator")


def _kamus(grid: Grid, berkas: str, wanted: Sequence[str] = COLUMNS) -> Kamus | None:
    """The dictionary on a sheet; a matrix has indicators and units too, but none of the columns `wanted`."""
    for number, row in enumerate(grid.rows):
        columns = _columns(row)
        named = {"indikator", "kode"} & columns.keys()
        if named and len(columns) > len(named) and set(wanted) & columns.keys():
            return _filled(grid, grid.rows[number + 1 :], columns, berkas)
    return None


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in row.cells().items():
        name = term("kamus", value) if isinstance(value, str) else ""
        if name:
            found.setdefault(name, column)
    return found


def _filled(grid: Grid, rows: Iterable[Row], columns: dict[str, int], berkas: str) -> Kamus:
    entries: list[Entry] = []
    findings: list[Finding] = []
    proposals: dict[str, list[str]] = {}
    for row in rows:
        cells = row.cells()
        texts = {name: read_text(cells.get(column)) for name, column in columns.items()}
        if not (texts.get("kode") or texts.get("indikator")):
            continue
        for name, text in list(texts.items()):
            place = address(row.number, columns[name])
            if name in _WORDS and text.endswith(PROPOSED):
                proposals.setdefault(name, []).append(place)
                texts[name] = ""
            elif name in _WORDS and text:
                texts[name] = term(name, text)
                if not texts[name]:
                    findings.append(_unknown(name, text, grid.name, place))
        place = address(row.number, columns.get("indikator", 1))
        entries.append(Entry(**texts, lembar=grid.name, sel=place))
    findings.extend(_doubled(entries, grid.name))
    findings.extend(_proposed(proposals, grid.name))
    return Kamus(berkas, entries, findings)


def _unknown(name: str, written: str, sheet: str, place: str) -> Finding:
    blanks: dict[str, object] = {"kolom": name.replace("_", " ")}
    return finding("kamus-tidak-dikenal", blanks, lembar=sheet, sel=place, kolom=name, tertulis=written)


def _proposed(proposals: Mapping[str, Sequence[str]], sheet: str) -> Iterator[Finding]:
    for name, places in proposals.items():
        blanks: dict[str, object] = {"kolom": name.replace("_", " "), "jumlah": len(places)}
        yield finding("kamus-usulan", blanks, lembar=sheet, sel=places[0], kolom=name)


def _doubled(entries: Sequence[Entry], sheet: str) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.key in seen:
            blanks: dict[str, object] = {"pertama": seen[entry.key]}
            yield finding("kamus-ganda", blanks, lembar=sheet, sel=entry.sel, nama=entry.indikator)
        seen.setdefault(entry.key, entry.sel)
