"""Semua Indikator and Temuan: the rows of every matrix below one another, with whose they are in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from renja_xl.model.errors import OutputError
from renja_xl.model.findings import COLUMNS, TINGKAT
from renja_xl.model.frame import DATA
from renja_xl.model.region import Bodies, Region
from renja_xl.writing import styles
from renja_xl.writing.plan import Block, Cell, PlanRow, SheetPlan, Style
from renja_xl.writing.region.pages import footer
from renja_xl.writing.region.summary_formulas import KEY, TABLE
from renja_xl.writing.text_fit import height, line_count

INDICATORS, FINDINGS = "Semua Indikator", "Temuan"
AGENCY = ("perangkat_daerah", "tahun", "triwulan", "berkas")
FINDING_COLUMNS = ("berkas", "perangkat_daerah", *COLUMNS)
_MOST_ROWS = 1_048_575
_NUMBERS = ("urut", "kinerja", "rupiah", "persen")
_LOOKS = {
    "urut": styles.TABLE_COUNT,
    "teks": styles.TABLE_TEXT,
    "kinerja": styles.TABLE_FIGURE,
    "rupiah": styles.TABLE_MONEY._replace(number="#,##0"),
    "persen": styles.TABLE_PERCENT,
}
_WIDTHS = {"urut": 7.0, "teks": 13.0, "kinerja": 12.0, "rupiah": 17.0, "persen": 12.0}
_WIDE = {"nama": 42.0, "indikator": 42.0, "kode": 18.0, "sumber": 18.0, "penanggung_jawab": 24.0}
_AGENCY_WIDTHS = (32.0, 8.0, 9.0, 30.0)
_FINDING_WIDTHS = {
    "berkas": 26,
    "perangkat_daerah": 28,
    "kode": 20,
    "tingkat": 11,
    "lembar": 11,
    "sel": 11,
    "kolom": 18,
    "nama": 30,
    "tertulis": 20,
    "seharusnya": 16,
    "penyebab": 15,
    "penjelasan": 56,
    "saran": 42,
}
_FINDING_LOOK = styles.TABLE_WRAP._replace(border="thin")
_SIZE = 9


def check_rows(region: Region, target: Path) -> None:
    """Refuse a region whose rows one sheet cannot hold. Raises OutputError."""
    indicators = sum(head.jumlah["indikator"] for head in region.heads)
    findings = sum(head.jumlah[name] for head in region.heads for name in TINGKAT) + len(region.temuan)
    for sheet, rows in ((INDICATORS, indicators), (FINDINGS, findings)):
        if rows > _MOST_ROWS:
            raise OutputError(
                "gabung-terlalu-panjang",
                berkas=target,
                lembar=sheet,
                baris=f"{rows:,}".replace(",", "."),
                batas=f"{_MOST_ROWS:,}".replace(",", "."),
            )


def indicator_plan(bodies: Bodies) -> SheetPlan:
    """An Excel table: one row per indicator; its last column is the number of the matrix in `Ringkasan`."""
    names = [*AGENCY, *(column.nama for column in DATA), KEY]
    widths = [
        *_AGENCY_WIDTHS,
        *(_WIDE.get(c.nama, max(_WIDTHS[c.jenis], len(c.nama) * 0.95 + 2)) for c in DATA),
        9.0,
    ]
    return SheetPlan(
        name=INDICATORS,
        rows=[_head(names)],
        blocks=_indicator_blocks(bodies),
        widths=widths,
        freeze=(1, 1),
        repeat=(0, 0),
        table=TABLE,
        pages_wide=3,
        footer=footer(INDICATORS),
    )


def _indicator_blocks(bodies: Bodies) -> Iterator[Block]:
    count, text = styles.TABLE_COUNT, styles.TABLE_TEXT
    looks = [text, count, count, text, *(_LOOKS[column.jenis] for column in DATA), count]
    numbers = [False, True, True, False, *(column.jenis in _NUMBERS for column in DATA), True]
    for number, part in enumerate(bodies(), start=1):
        rows, who = len(part.kolom["urut"]), part.head.identitas
        front = (who.perangkat_daerah, str(who.tahun or ""), str(who.triwulan or ""), part.head.asal.berkas)
        yield Block(
            [
                *([value] * rows for value in front),
                *(part.kolom[column.nama] for column in DATA),
                [str(number)] * rows,
            ],
            looks,
            numbers,
        )


def finding_plan(region: Region, bodies: Bodies) -> SheetPlan:
    """One row per finding: those of the region itself first."""
    return SheetPlan(
        name=FINDINGS,
        rows=_finding_rows(region, bodies),
        widths=[_FINDING_WIDTHS[name] for name in FINDING_COLUMNS],
        freeze=(1, 0),
        repeat=(0, 0),
        filter_columns=len(FINDING_COLUMNS),
        footer=footer(FINDINGS),
    )


def _finding_rows(region: Region, bodies: Bodies) -> Iterator[PlanRow]:
    yield _head(FINDING_COLUMNS)
    for item in region.temuan:
        yield _finding_row(item.berkas, item.perangkat_daerah, *item.baris)
    for part in bodies():
        for row in part.temuan:
            yield _finding_row(part.head.asal.berkas, part.head.identitas.perangkat_daerah, *row)


def _finding_row(*texts: str) -> PlanRow:
    lines = [
        line_count(text, _FINDING_WIDTHS[name], _SIZE)
        for name, text in zip(FINDING_COLUMNS, texts, strict=True)
        if text
    ]
    return PlanRow([Cell(text or None, _FINDING_LOOK) for text in texts], height=height(lines, _SIZE))


def _head(names: Sequence[str]) -> PlanRow:
    look: Style = styles.TABLE_HEAD
    return PlanRow([Cell(name, look) for name in names], height=28)
