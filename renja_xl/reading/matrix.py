"""From a workbook to a `Matrix`: the whole of reading, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd

from renja_xl.model.errors import InputError
from renja_xl.model.form import Form
from renja_xl.model.frame import COMPUTED_NAMES, FIGURE_NAMES, INPUT_NAMES, LINKS, check_input
from renja_xl.model.grid import Grid, column_letters
from renja_xl.model.matrix import Matrix, Place
from renja_xl.reading.body import TEXTS, named, read_figures, read_texts, row_units, text_findings
from renja_xl.reading.evidence import quarter_evidence
from renja_xl.reading.figures import FigureReader, decimal_dots
from renja_xl.reading.formats.book import Book, open_book
from renja_xl.reading.layout import Layout, find_layout
from renja_xl.reading.levels import Links, link_rows
from renja_xl.reading.rows import SortedRows, row_heads, sort_rows
from renja_xl.reading.summaries import printed_summaries
from renja_xl.reading.surroundings import shared_texts, surrounding_findings


def read_matrix(path: Path, forms: tuple[Form, ...], sheet: str | None = None) -> Matrix:
    """The matrix of a workbook.

    Raises InputError where the file is no workbook, the sheet does not exist, no sheet holds a matrix,
    or several do and `sheet` names none.
    """
    with open_book(path) as book:
        grid, layout = _find(book, path, forms, sheet)
    rows = sort_rows(grid, layout)
    if not rows.data:
        raise InputError("tanpa-baris", berkas=path, lembar=grid.name)
    return _assemble(grid, layout, rows)


def _find(book: Book, path: Path, forms: tuple[Form, ...], sheet: str | None) -> tuple[Grid, Layout]:
    names = book.names
    if sheet is not None and sheet not in names:
        raise InputError("lembar-tidak-ada", berkas=path, lembar=sheet, ada=", ".join(names))
    found: list[tuple[Grid, Layout]] = []
    for name in names:
        if sheet in (None, name):
            grid = book.read(name)
            layout = find_layout(grid, forms)
            if layout:
                found.append((grid, layout))
    if not found:
        raise InputError("tanpa-matriks", berkas=path, lembar=", ".join([sheet] if sheet else names))
    if len(found) > 1:
        raise InputError("banyak-matriks", berkas=path, lembar=", ".join(grid.name for grid, _ in found))
    return found[0]


def _assemble(grid: Grid, layout: Layout, rows: SortedRows) -> Matrix:
    links = link_rows(row_heads(layout, rows), grid.name)
    performance = [column for key, column in layout.columns.items() if key.endswith("_k")]
    reader = FigureReader(grid.name, grid.styles, decimal_dots(rows.data, performance))
    figures, units = read_figures(rows.data, layout, reader)
    texts = shared_texts(read_texts(rows.data, layout), grid.merges, layout, rows.data)
    satuan, unit_findings = row_units(units, texts.get("satuan"), rows.data, layout, grid.name)
    summaries = printed_summaries(rows.summaries, links, layout, reader)
    data = _data_frame(grid, rows, links, texts | {"satuan": satuan}, figures)
    check_input(data)
    blank = [None] * len(rows.data)
    body = named(
        [
            *links.findings,
            *text_findings(rows.data, layout, grid.styles, grid.name),
            *reader.findings,
            *reader.closing_findings(),
            *unit_findings,
            *surrounding_findings(grid, layout, rows.data, links.pemilik),
        ],
        data["nama"],
        rows.data,
    )
    place_of = {row.number: urut for urut, row in enumerate(rows.data, start=1)}
    return Matrix(
        form=layout.form,
        place=Place(
            sheet=grid.name,
            header=layout.header,
            letters={key: column_letters(column) for key, column in layout.columns.items()},
            rows=[row.number for row in rows.data],
        ),
        titles=tuple(rows.titles),
        data=data,
        unread={
            (place_of[number], key): text
            for (number, key), text in reader.unread.items()
            if number in place_of
        },
        printed=pd.DataFrame({key: figures.get(key, blank) for key in COMPUTED_NAMES}, dtype=object),
        summaries=summaries,
        foot=rows.foot,
        evidence=quarter_evidence(rows.data, layout),
        findings=[*layout.findings, *rows.findings, *body],
    )


def _data_frame(
    grid: Grid,
    rows: SortedRows,
    links: Links,
    texts: Mapping[str, list[str]],
    figures: Mapping[str, list[Decimal | None]],
) -> pd.DataFrame:
    count = len(rows.data)
    data: dict[str, object] = {name: texts.get(name, [""] * count) for name in (*TEXTS, "satuan")}
    data |= {key: figures.get(key, [None] * count) for key in FIGURE_NAMES}
    data |= {
        "urut": range(1, count + 1),
        "level": links.level,
        "jenis": links.jenis,
        "sumber": [f"{grid.name}!A{row.number}" for row in rows.data],
        "induk": links.induk,
        "pemilik": links.pemilik,
    }
    own = [name for name in texts if name not in data and any(texts[name])]
    data |= {name: texts[name] for name in own}
    names = (*INPUT_NAMES, *own, *LINKS)
    frame = pd.DataFrame({name: pd.Series(data[name], dtype=_dtype(name)) for name in names})
    return _with_owner_names(frame)


def _dtype(name: str) -> str:
    return "int64" if name in ("urut", *LINKS) else "object"


def _with_owner_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Further indicators repeat the code and name of the row they belong to."""
    owner = frame["pemilik"].to_numpy() - 1
    return frame.assign(**{name: frame[name].to_numpy()[owner] for name in ("kode", "nama")})
