"""The chart of quarters: what of the budget is realised up to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from renja_xl.model.frame import NUMERALS
from renja_xl.model.region import Head
from renja_xl.writing.plan import Cell, Chart
from renja_xl.writing.region import pages
from renja_xl.writing.region.graph_table import PERCENT, WIDTH, Line, Table, round_up, short
from renja_xl.writing.region.pages import word

# Lines that differ in black and white too: those of the years, where there are several.
_LOOKS = ("garis-utama", "garis-tertinggi", "garis-terendah")


def quarter_chart(heads: Sequence[Head], table: Table) -> Chart:
    """Lines over the four quarters."""
    lines = list(_lines(heads))
    return Chart(
        kind="garis",
        title=word("grafik.garis"),
        x_title=word("grafik.sampai-triwulan"),
        y_title=word("grafik.persen-pagu"),
        series=table.add("", lines, [f"TW {name}" for name in NUMERALS]),
        row=0,
        width=WIDTH,
        height=400,
        y_most=round_up([cell.value for line in lines for cell in line.cells]),
    )


def _lines(heads: Sequence[Head]) -> Iterator[Line]:
    """The whole, each year apart; then of one year the agencies with the highest and the lowest absorption."""
    years = sorted({head.identitas.tahun for head in heads})
    for number, year in enumerate(years):
        chosen = [head for head in heads if head.identitas.tahun == year]
        name = word("seluruh") + (f" {year or '-'}" if len(years) > 1 else "")
        yield Line(name, _cells(_up_to_quarters(chosen)), _LOOKS[number % len(_LOOKS)])
    ranked = sorted(
        (head for head in heads if head.angka["serapan_rp"] is not None),
        key=lambda head: head.angka["serapan_rp"] or Decimal(0),
    )
    if len(years) == 1 and len(ranked) > 1:
        for key, head in (("tertinggi", ranked[-1]), ("terendah", ranked[0])):
            name = word(f"grafik.{key}", nama=short(pages.agency(head)))
            yield Line(name, _cells(_up_to_quarters([head])), f"garis-{key}")


def _up_to_quarters(heads: Sequence[Head]) -> list[Decimal | None]:
    """Realised up to each quarter as a share of the budget; who has not reported counts as last reported."""
    with_budget = [head for head in heads if head.angka["target_renja_rp"]]
    budget = pages.total([head.angka["target_renja_rp"] for head in with_budget])
    found: list[Decimal | None] = []
    for quarter in range(4):
        reported = any(head.realisasi[quarter] is not None for head in with_budget)
        spent = pages.total([_latest(head, quarter) for head in with_budget])
        found.append(pages.share(spent, budget) if reported else None)
    return found


def _latest(head: Head, quarter: int) -> Decimal | None:
    known = [money for money in head.realisasi[: quarter + 1] if money is not None]
    return known[-1] if known else None


def _cells(percents: Sequence[Decimal | None]) -> list[Cell]:
    return [Cell(percent, PERCENT) for percent in percents]
