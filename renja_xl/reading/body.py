"""The rows of indicators, column by column: figures, texts and units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import COMPUTED_NAMES, FIGURE_NAMES
from renja_xl.model.grid import CellError, CellStyle, Row, address
from renja_xl.model.rule_set import plain
from renja_xl.reading.figures import FigureReader, read_text
from renja_xl.reading.layout import Layout
from renja_xl.reading.rows import row_names

TEXTS = ("nomor", "kode", "nama", "indikator", "penanggung_jawab")
_NAMES = ("nomor", "kode", "nama")
_FIGURES = frozenset((*FIGURE_NAMES, *COMPUTED_NAMES))
_UNIT_ORDER = (
    "target_renja_k",
    "target_renstra_k",
    "realisasi_renja_k",
    "tw1_k",
    "tw2_k",
    "tw3_k",
    "tw4_k",
    "realisasi_lalu_k",
)


def read_figures(
    rows: Sequence[Row], layout: Layout, reader: FigureReader
) -> tuple[dict[str, list[Decimal | None]], dict[str, list[str]]]:
    """Figures by key, and the unit that each K cell bears."""
    by_column = {column: key for key, column in layout.columns.items() if key in _FIGURES}
    figures: dict[str, list[Decimal | None]] = {key: [None] * len(rows) for key in by_column.values()}
    units: dict[str, list[str]] = {key: [""] * len(rows) for key in by_column.values() if key in _UNIT_ORDER}
    unit_columns = {
        column: f"{key[:-7]}_k" for key, column in layout.columns.items() if key.endswith("_satuan")
    }
    for index, row in enumerate(rows):
        for position, column in enumerate(row.columns):
            key = by_column.get(column)
            if key is not None:
                figures[key][index], unit = reader.read(row, position, key)
                if unit and key in units:
                    units[key][index] = unit
            elif unit_columns.get(column) in units:
                units[unit_columns[column]][index] = read_text(row.values[position])
    return figures, units


def read_texts(rows: Sequence[Row], layout: Layout) -> dict[str, list[str]]:
    """The text columns by key, and the agency's own by heading."""
    others = {
        key: layout.columns[key] for key in (*TEXTS, "satuan") if key in layout.columns and key not in _NAMES
    }
    others |= layout.extras
    texts: dict[str, list[str]] = {key: [] for key in (*_NAMES, *others)}
    for row in rows:
        cells = row.cells()
        said = row_names(row, layout)
        for key in _NAMES:
            texts[key].append(said[key])
        for key, column in others.items():
            texts[key].append(read_text(cells.get(column)))
    return texts


def text_findings(
    rows: Sequence[Row], layout: Layout, styles: Sequence[CellStyle], sheet: str
) -> Iterator[Finding]:
    """Errors and waiting formulas in text columns, and codes that Excel keeps as numbers or dates."""
    wanted = {layout.columns[key]: key for key in (*TEXTS, "satuan") if key in layout.columns}
    for row in rows:
        for column, value, style in zip(row.columns, row.values, row.styles, strict=True):
            key = wanted.get(column)
            if key is None or isinstance(value, str):
                continue
            code = ""
            if isinstance(value, CellError):
                code = (
                    "rumus-tanpa-nilai" if row.uncalculated and column in row.uncalculated else "galat-excel"
                )
            elif key == "kode" and len(layout.code) == 1:
                dated = style < len(styles) and styles[style].date
                code = "sel-tanggal" if dated else "kode-angka"
            if code:
                place = address(row.number, column)
                yield finding(code, lembar=sheet, sel=place, kolom=key, tertulis=read_text(value))


def row_units(
    units: Mapping[str, list[str]], column: list[str] | None, rows: Sequence[Row], layout: Layout, sheet: str
) -> tuple[list[str], list[Finding]]:
    """The unit of each row, and a finding where its columns bear different ones."""
    found: list[str] = []
    findings: list[Finding] = []
    ordered = [column or [], *(units[key] for key in _UNIT_ORDER if key in units)]
    place = layout.columns.get("target_renja_k", 1)
    for index, row in enumerate(rows):
        written = [texts[index] for texts in ordered if texts and texts[index]]
        found.append("persen" if written and written[0] == "%" else written[0] if written else "")
        if len({plain(text) for text in written}) > 1:
            findings.append(
                finding(
                    "satuan-beda",
                    {"satuan": ", ".join(dict.fromkeys(written)), "dipakai": found[-1]},
                    lembar=sheet,
                    sel=address(row.number, place),
                    kolom="satuan",
                    tertulis=" / ".join(dict.fromkeys(written)),
                )
            )
    return found, findings


def named(findings: Iterable[Finding], names: Iterable[str], rows: Sequence[Row]) -> list[Finding]:
    """The findings with the name of the row they are in."""
    by_row = {str(row.number): name for row, name in zip(rows, names, strict=True)}
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [
        item if item.nama else replace(item, nama=by_row.get(item.sel.lstrip(letters), ""))
        for item in findings
    ]
