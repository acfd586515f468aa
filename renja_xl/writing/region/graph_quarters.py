"""The chart of quarters: what of the budget is realised up to each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from renja_xl.model.frame import NUMERALS
from renja_xl.model.region import Progress, Region
from renja_xl.writing.plan import Cell, Chart
from renja_xl.writing.region import pages
from renja_xl.writing.region.graph_table import PERCENT, WIDTH, Line, Table, round_up, short
from renja_xl.writing.region.pages import word

# Lines that differ in black and white too: those of the years, where there are several.
_LOOKS = ("garis-utama", "garis-tertinggi", "garis-terendah")


def quarter_chart(region: Region, table: Table) -> Chart:
    """Lines over the four quarters; the title says how many matrices the line of the whole leaves out."""
    lines = list(_lines(region))
    without = sum(whole.kemajuan.tanpa for whole in region.seluruh)
    return Chart(
        kind="garis",
        title=word("grafik.garis") + (word("grafik.tanpa", jumlah=without) if without else ""),
        x_title=word("grafik.sampai-triwulan"),
        y_title=word("grafik.persen-pagu"),
        series=table.add("", lines, [f"TW {name}" for name in NUMERALS]),
        row=0,
        width=WIDTH,
        height=400,
        y_most=round_up([cell.value for line in lines for cell in line.cells]),
    )


def _lines(region: Region) -> Iterator[Line]:
    """The whole, each year apart; then of one year the agencies with the highest and the lowest absorption."""
    several = len(region.seluruh) > 1
    for number, whole in enumerate(region.seluruh):
        name = word("seluruh") + (f" {whole.tahun or '-'}" if several else "")
        yield Line(name, _cells(whole.kemajuan), _LOOKS[number % len(_LOOKS)])
    heads = region.heads
    ranked = sorted(
        (place for place, head in enumerate(heads) if head.angka["serapan_rp"] is not None),
        key=lambda place: heads[place].angka["serapan_rp"] or Decimal(0),
    )
    if not several and len(ranked) > 1:
        for key, place in (("tertinggi", ranked[-1]), ("terendah", ranked[0])):
            name = word(f"grafik.{key}", nama=short(pages.agency(heads[place])))
            yield Line(name, _cells(region.kemajuan[place]), f"garis-{key}")


def _cells(made: Progress) -> list[Cell]:
    return [Cell(percent, PERCENT) for percent in made.serapan]
