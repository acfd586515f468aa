"""Rekap, Temuan and Data: plain rectangular tables with machine names as headers, for people and machines."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from renja_xl.model.findings import COLUMNS, Finding
from renja_xl.model.frame import DATA, REKAP, Column, own_columns
from renja_xl.model.result import Filled
from renja_xl.writing import styles
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan, Style
from renja_xl.writing.text_fit import height, line_count

LOOKS = {
    "urut": styles.TABLE_COUNT,
    "teks": styles.TABLE_TEXT,
    "kinerja": styles.TABLE_FIGURE,
    "rupiah": styles.TABLE_MONEY,
    "persen": styles.TABLE_PERCENT,
}
_WIDTHS = {"urut": 7, "teks": 13, "kinerja": 11, "rupiah": 16, "persen": 11}
_SIZE = 9
_WIDE = {"nama": 42, "indikator": 42, "kode": 18, "sumber": 18}
FINDING_WIDTHS = {
    "kode": 22,
    "tingkat": 11,
    "lembar": 12,
    "sel": 12,
    "kolom": 20,
    "nama": 36,
    "tertulis": 26,
    "seharusnya": 16,
    "penyebab": 16,
    "penjelasan": 62,
    "saran": 48,
}


def rekap_plan(filled: Filled) -> SheetPlan:
    """One row per average."""
    return _table("Rekap", REKAP, zip(*(filled.rekap[column.nama] for column in REKAP), strict=True))


def data_plan(filled: Filled) -> SheetPlan:
    """One row per indicator; the agency's own columns behind those of the contract."""
    own = [Column(name, "teks", name, "-") for name in own_columns(filled.frame)]
    if filled.rules.efisiensi_jenjang:
        own.insert(0, Column("predikat_efisiensi", "teks", "sebutan efisiensi", "kolom 17"))
    columns = [*DATA, *own]
    return _table("Data", columns, zip(*(filled.frame[column.nama] for column in columns), strict=True))


def findings_plan(findings: Iterable[Finding], linked: Container[Finding] = ()) -> SheetPlan:
    """One row per finding, in their order; long texts wrapped in rows that are high enough.

    The addresses of `linked` findings look like links.
    """
    return SheetPlan(
        name="Temuan",
        rows=_finding_rows(findings, linked),
        widths=[FINDING_WIDTHS[name] for name in COLUMNS],
        freeze=(1, 0),
        filter_columns=len(COLUMNS),
    )


def _finding_rows(findings: Iterable[Finding], linked: Container[Finding]) -> Iterator[PlanRow]:
    yield head_row(COLUMNS)
    for item in findings:
        texts = {name: getattr(item, name) for name in COLUMNS}
        lines = [line_count(text, FINDING_WIDTHS[name], _SIZE) for name, text in texts.items() if text]
        looks = {"sel": styles.TABLE_LINK} if item in linked else {}
        cells = [
            Cell(text, looks.get(name, styles.TABLE_WRAP)) if text else None for name, text in texts.items()
        ]
        yield PlanRow(cells, height=height(lines, _SIZE))


def _table(name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> SheetPlan:
    return SheetPlan(
        name=name,
        rows=_rows([column.nama for column in columns], [LOOKS[column.jenis] for column in columns], rows),
        widths=[column_width(column) for column in columns],
        freeze=(1, 0),
        filter_columns=len(columns),
    )


def _rows(
    names: Sequence[str], looks: Sequence[Style], rows: Iterable[Sequence[object]]
) -> Iterator[PlanRow]:
    yield head_row(names)
    for row in rows:
        yield PlanRow(
            [
                None if value is None or value == "" else Cell(value, look)  # type: ignore[arg-type]
                for value, look in zip(row, looks, strict=True)
            ]
        )


def column_width(column: Column, room: float = 0) -> float:
    """The width of a column by what it holds and by its name, with room for a button beside the name."""
    return _WIDE.get(column.nama, max(_WIDTHS[column.jenis], len(column.nama) * 0.95 + room))


def head_row(names: Sequence[str], high: float = 15) -> PlanRow:
    """The names of the columns, in a row so many points high."""
    return PlanRow([Cell(name, styles.TABLE_HEAD) for name in names], height=high)
