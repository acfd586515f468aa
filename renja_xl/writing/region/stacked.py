"""Semua Indikator and Temuan: the rows of every matrix below one another, with whose they are in front."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from renja_xl.model.errors import OutputError
from renja_xl.model.findings import COLUMNS, TINGKAT
from renja_xl.model.frame import DATA
from renja_xl.model.part import Bodies
from renja_xl.model.region import Region
from renja_xl.writing import styles
from renja_xl.writing.plan import Block, PlanRow, SheetPlan
from renja_xl.writing.region.pages import footer, text_row
from renja_xl.writing.region.summary_formulas import KEY, TABLE
from renja_xl.writing.tables import LOOKS, column_width, head_row

INDICATORS, FINDINGS = "Semua Indikator", "Temuan"
AGENCY = ("perangkat_daerah", "tahun", "triwulan", "berkas")
FINDING_COLUMNS = ("berkas", "perangkat_daerah", *COLUMNS)
_MOST_ROWS = 1_048_575
_NUMBERS = ("urut", "kinerja", "rupiah", "persen")
_LOOKS = LOOKS | {"rupiah": styles.TABLE_MONEY._replace(number="#,##0")}
_AGENCY_WIDTHS = (32.0, 8.0, 9.0, 30.0)
_WIDER = {"penanggung_jawab": 24.0}
# A table shows a button beside each name.
_BUTTON = 2.0
# Narrower than in a result of `isi`, where no agency stands in front: on paper all of them share one page.
_FINDING_WIDTHS = {
    "berkas": 19,
    "perangkat_daerah": 19,
    "kode": 18,
    "tingkat": 10,
    "lembar": 10,
    "sel": 8,
    "kolom": 16,
    "nama": 22,
    "tertulis": 15,
    "seharusnya": 12,
    "penyebab": 12,
    "penjelasan": 36,
    "saran": 24,
}
_WIDTHS = [_FINDING_WIDTHS[name] for name in FINDING_COLUMNS]
_FINDING_LOOKS = [styles.TABLE_WRAP._replace(border="thin")] * len(FINDING_COLUMNS)
_HEAD_HEIGHT = 28


def check_rows(region: Region, target: Path) -> None:
    """Refuse a region whose rows one sheet cannot hold. Raises OutputError."""
    indicators = sum(head.baris for head in region.heads)
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
    widths = [_WIDER.get(column.nama, column_width(column, _BUTTON)) for column in DATA]
    return SheetPlan(
        name=INDICATORS,
        rows=[head_row(names, _HEAD_HEIGHT)],
        blocks=_indicator_blocks(bodies),
        widths=[*_AGENCY_WIDTHS, *widths, 9.0],
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
        widths=_WIDTHS,
        freeze=(1, 0),
        repeat=(0, 0),
        filter_columns=len(FINDING_COLUMNS),
        footer=footer(FINDINGS),
    )


def _finding_rows(region: Region, bodies: Bodies) -> Iterator[PlanRow]:
    yield head_row(FINDING_COLUMNS, _HEAD_HEIGHT)
    for item in region.temuan:
        yield _finding_row(item.berkas, item.perangkat_daerah, *item.baris)
    for part in bodies():
        for row in part.temuan:
            yield _finding_row(part.head.asal.berkas, part.head.identitas.perangkat_daerah, *row)


def _finding_row(*texts: str) -> PlanRow:
    return text_row([text or None for text in texts], _FINDING_LOOKS, _WIDTHS)
