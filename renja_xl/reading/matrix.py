"""From a workbook to a `Matrix`: the whole of reading, step by step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from renja_xl.model.errors import InputError
from renja_xl.model.findings import Finding, finding
from renja_xl.model.form import Form
from renja_xl.model.frame import COMPUTED_NAMES, FIGURE_NAMES, INPUT_NAMES, LINKS, TRIWULAN, check_input
from renja_xl.model.grid import Grid, address, column_letters
from renja_xl.model.matrix import Matrix, Place
from renja_xl.model.rule_set import Skala
from renja_xl.model.texts import sentence
from renja_xl.reading.body import TEXTS, named, read_figures, read_texts, row_units, text_findings
from renja_xl.reading.evidence import quarter_evidence
from renja_xl.reading.figures import FigureReader, decimal_dots
from renja_xl.reading.formats.book import Book, open_book
from renja_xl.reading.kamus import is_kamus, kamus_in
from renja_xl.reading.layout import Layout, find_layout
from renja_xl.reading.level_signs import rows_shown
from renja_xl.reading.levels import Links, link_rows
from renja_xl.reading.money_scale import scale_findings, scale_titles
from renja_xl.reading.rows import SortedRows, row_heads, sort_rows
from renja_xl.reading.scales import settle_levels
from renja_xl.reading.sum_formulas import printed_sums
from renja_xl.reading.summaries import printed_summaries, unlabelled_total
from renja_xl.reading.surroundings import shared_texts, surrounding_findings


class _Found(NamedTuple):
    """A sheet with the header of a matrix."""

    grid: Grid
    layout: Layout
    rows: SortedRows

    def said(self, kode: str, **isi: object) -> Finding:
        """A finding about the sheet as a whole."""
        return finding(kode, isi, lembar=self.grid.name, sel=address(self.layout.header[0], 1))


def read_matrix(
    path: Path, forms: tuple[Form, ...], sheet: str | None = None, scales: Sequence[Skala] = ()
) -> Matrix:
    """The one matrix of a workbook; InputError where `read_matrices` raises it, or where there are several."""
    found = read_matrices(path, forms, sheet, scales)
    if len(found) > 1:
        names = ", ".join(matrix.place.sheet for matrix in found)
        raise InputError("banyak-matriks", berkas=path, lembar=names)
    return found[0]


def read_matrices(
    path: Path, forms: tuple[Form, ...], sheet: str | None = None, scales: Sequence[Skala] = ()
) -> list[Matrix]:
    """The matrices of a workbook, one for each sheet that holds one, with the dictionary beside them.

    `scales` are those on which performance may be written as a level. Hidden sheets give way to visible ones,
    unless `sheet` names one. Raises InputError where the file is no workbook, the sheet does not exist, no sheet
    holds a matrix, or none has a row below its header.
    """
    with open_book(path) as book:
        found = _find(book, path, forms, sheet)
        kamus = kamus_in(book, path.name)
        hidden = book.hidden if sheet is None else ()
    chosen, said = _chosen(found, hidden)
    filled = [one for one in chosen if one.rows.data]
    if not filled:
        raise _no_rows(path, chosen, said)
    said += [one.said("lembar-tanpa-baris") for one in chosen if not one.rows.data]
    matrices = [_assemble(*one, scales) for one in filled]
    beside = (kamus,) if kamus else ()
    return [replace(matrix, kamus=beside, findings=[*matrix.findings, *said]) for matrix in matrices]


def _chosen(found: list[_Found], hidden: Collection[str]) -> tuple[list[_Found], list[Finding]]:
    """The sheets to read, and what is said of hidden ones.

    A hidden matrix is most often an older version, whose money would be counted once more. Hidden lists and empty
    forms are nobody's matter.
    """
    visible = [one for one in found if one.grid.name not in hidden]
    fate = sentence(f"tersembunyi.{'dilewati' if visible else 'dibaca'}")
    said = [
        one.said("lembar-tersembunyi", lembar=one.grid.name, nasib=fate)
        for one in found
        if one.grid.name in hidden and one.rows.data
    ]
    return visible or found, said


def _no_rows(path: Path, empty: Sequence[_Found], hidden: Sequence[Finding]) -> InputError:
    """Why nothing is read where no sheet to read has rows, and which hidden ones would have them."""
    names = ", ".join(one.grid.name for one in empty)
    if not hidden:
        return InputError("tanpa-baris", berkas=path, lembar=names)
    others = ", ".join(item.lembar for item in hidden)
    return InputError("tanpa-baris-tampak", berkas=path, lembar=names, tersembunyi=others)


def _find(book: Book, path: Path, forms: tuple[Form, ...], sheet: str | None) -> list[_Found]:
    names = book.names
    if sheet is not None and sheet not in names:
        raise InputError("lembar-tidak-ada", berkas=path, lembar=sheet, ada=", ".join(names))
    found = []
    for name in names:
        if name == sheet or (sheet is None and not is_kamus(name)):
            grid = book.read(name)
            layout = find_layout(grid, forms)
            if layout:
                found.append(_Found(grid, layout, sort_rows(grid, layout)))
    if not found and sheet is None and any(map(is_kamus, names)):
        raise InputError("kamus-saja", berkas=path)
    if not found:
        raise InputError("tanpa-matriks", berkas=path, lembar=", ".join([sheet] if sheet else names))
    return found


def _assemble(grid: Grid, layout: Layout, rows: SortedRows, scales: Sequence[Skala]) -> Matrix:
    performance = [column for key, column in layout.columns.items() if key.endswith("_k")]
    quarters = [layout.columns[key] for name in TRIWULAN if (key := f"{name}_k") in layout.columns]
    reader = FigureReader(grid.name, grid.styles, decimal_dots(rows.data, performance), quarters)
    figures, units = read_figures(rows.data, layout, reader)
    links = link_rows(
        row_heads(layout, rows), grid.name, lambda: rows_shown(grid, layout, rows.data, figures)
    )
    texts = shared_texts(read_texts(rows.data, layout), grid.merges, layout, rows.data)
    settle_levels(rows.data, layout, reader, scales, (figures, units, texts))
    satuan, unit_findings = row_units(units, texts.get("satuan"), rows.data, layout, grid.name)
    totals, total_findings = unlabelled_total(rows, links, layout, figures, reader)
    scaled = scale_findings(grid, layout, rows.data)
    summaries = printed_summaries([*rows.summaries, *totals], links, layout, reader)
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
        titles=tuple(scale_titles(rows.titles, layout.form.judul, scaled)),
        data=data,
        unread={
            (place_of[number], key): text
            for (number, key), text in reader.unread.items()
            if number in place_of
        },
        printed=pd.DataFrame({key: figures.get(key, blank) for key in COMPUTED_NAMES}, dtype=object),
        summaries=summaries,
        foot=rows.foot,
        foot_cells=rows.foot_cells,
        sums=printed_sums(rows.data, [*rows.summaries, *totals], layout),
        evidence=quarter_evidence(rows.data, layout, grid),
        moved=links.moved,
        findings=[*layout.findings, *scaled, *rows.findings, *total_findings, *body],
    )


def _data_frame(
    grid: Grid,
    rows: SortedRows,
    links: Links,
    texts: Mapping[str, list[str]],
    figures: Mapping[str, list[Decimal | None]],
) -> pd.DataFrame:
    count = len(rows.data)
    data: dict[str, Any] = {name: texts.get(name, [""] * count) for name in (*TEXTS, "satuan")}
    # Further indicators repeat the code and name of the row they belong to.
    data |= {name: [data[name][owner - 1] for owner in links.pemilik] for name in ("kode", "nama")}
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
    frame = pd.DataFrame({name: data[name] for name in names}, dtype=object)
    for name in ("urut", *LINKS):
        frame[name] = np.array(data[name], dtype=np.int64)
    return frame
