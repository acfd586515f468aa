"""What a sheet says besides the values of its cells: notes, hidden columns, text struck through, merges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import FIGURE_NAMES
from renja_xl.model.grid import Area, Grid, Row, address, column_letters
from renja_xl.reading.figures import read_text
from renja_xl.reading.layout import Layout

# Texts that hold for all rows of a merge; a figure never does.
_SHARED_TEXTS = ("satuan", "penanggung_jawab")
_FIGURES = (*FIGURE_NAMES, "realisasi_renja_k", "realisasi_renja_rp")


def surrounding_findings(
    grid: Grid, layout: Layout, rows: Sequence[Row], owners: Sequence[int]
) -> Iterator[Finding]:
    """Everything that is said of what is not a value. `owners` is the `pemilik` of each row."""
    yield from _note_findings(grid, layout)
    yield from _hidden_findings(grid, layout)
    yield from _struck_findings(grid, layout, rows)
    yield from _merge_findings(grid, layout, rows, owners)


def shared_texts(
    texts: Mapping[str, list[str]], merges: Sequence[Area], layout: Layout, rows: Sequence[Row]
) -> dict[str, list[str]]:
    """The texts, with a unit or a responsible office filled down as far as its cell is merged."""
    filled = {key: list(texts[key]) for key in _SHARED_TEXTS if key in texts}
    numbers = [row.number for row in rows]
    for key, column_texts in filled.items():
        for area in merges:
            first, last = _rows_of(area, numbers)
            if area.left == layout.columns[key] and last - first > 1 and numbers[first] == area.top:
                for index in range(first + 1, last):
                    column_texts[index] = column_texts[index] or column_texts[first]
    return {**texts, **filled}


def _rows_of(area: Area, numbers: Sequence[int]) -> tuple[int, int]:
    """The first row of the matrix inside an area, and the first one below it."""
    return bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)


def _note_findings(grid: Grid, layout: Layout) -> Iterator[Finding]:
    keys = {column: key for key, column in layout.columns.items()}
    for (row, column), note in sorted(grid.comments.items()):
        text = " ".join(note.split())
        place = address(row, column)
        yield finding("komentar-sel", lembar=grid.name, sel=place, kolom=keys.get(column, ""), tertulis=text)


def _hidden_findings(grid: Grid, layout: Layout) -> Iterator[Finding]:
    used = {*layout.columns.values(), *layout.extras.values(), *(column for column, _ in layout.code)}
    hidden = sorted(
        column for column in used if any(first <= column <= last for first, last in grid.hidden_columns)
    )
    if hidden:
        letters = ", ".join(map(column_letters, hidden))
        place = ", ".join(address(layout.header[0], column) for column in hidden)
        yield finding(
            "kolom-tersembunyi", {"jumlah": len(hidden), "kolom": letters}, lembar=grid.name, sel=place
        )


def _struck_findings(grid: Grid, layout: Layout, rows: Sequence[Row]) -> Iterator[Finding]:
    """A row whose name or indicator is struck through; else the first struck figure of a row."""
    struck = {number for number, style in enumerate(grid.styles) if style.strike}
    names = {layout.columns[key]: key for key in ("nama", "indikator") if key in layout.columns}
    figures = {layout.columns[key]: key for key in _FIGURES if key in layout.columns}
    for row in rows if struck else ():
        cells = [
            (column, read_text(value))
            for column, value, style in zip(row.columns, row.values, row.styles, strict=True)
            if style in struck and read_text(value)
        ]
        for code, keys in (("baris-dicoret", names), ("sel-dicoret", figures)):
            found = [(column, text) for column, text in cells if column in keys]
            if found:
                column, text = found[0]
                place = address(row.number, column)
                blanks: dict[str, object] = {"jumlah": len(found)}
                yield finding(code, blanks, lembar=grid.name, sel=place, kolom=keys[column], tertulis=text)
                break


def _merge_findings(
    grid: Grid, layout: Layout, rows: Sequence[Row], owners: Sequence[int]
) -> Iterator[Finding]:
    """Merges over figures of several rows or columns, of which only the first cell has the value.

    Money merged over a row and its own further indicators says what the form says: it belongs to the row.
    """
    keys = {layout.columns[key]: key for key in _FIGURES if key in layout.columns}
    numbers = [row.number for row in rows]
    for area in sorted(grid.merges):
        columns = [column for column in keys if area.left <= column <= area.right]
        first, last = _rows_of(area, numbers)
        if area.left not in keys or first == last or len(columns) * (last - first) == 1:
            continue
        money = [keys[column] for column in columns if keys[column].endswith("_rp")]
        if len(columns) == len(money) == 1 and len(set(owners[first:last])) == 1:
            continue
        text = read_text(rows[first].cells().get(area.left)) if numbers[first] == area.top else ""
        if text:
            yield finding(
                "sel-digabung",
                {"sampai": address(area.bottom, area.right)},
                lembar=grid.name,
                sel=address(area.top, area.left),
                kolom=keys[columns[0]],
                tertulis=text,
            )
