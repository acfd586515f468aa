"""The charts of single agencies: bars of performance and absorption, and the one against the other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from renja_xl.model.part import Head
from renja_xl.writing.plan import Cell, Chart, Series
from renja_xl.writing.region import pages
from renja_xl.writing.region.graph_table import PERCENT, ROW, WIDTH, Line, Table, round_up, short
from renja_xl.writing.region.pages import word
from renja_xl.writing.region.summary import NAME as SUMMARY
from renja_xl.writing.region.summary import Summary

MOST_AGENCIES = 60
_ROOMY = 45
_MOST_PERCENT = 150
_FIGURES = (("capaian_renja_k", "gelap"), ("serapan_rp", "terang"))


def agencies_shown(heads: Sequence[Head]) -> list[int]:
    """The places of the agencies that charts show, the lowest absorption first, which a bar chart draws last."""
    budgets = {place: head.angka["target_renja_rp"] or Decimal(0) for place, head in enumerate(heads)}
    largest = sorted(budgets, key=lambda place: -budgets[place])[:MOST_AGENCIES]
    return sorted(largest, key=lambda place: (heads[place].angka["serapan_rp"] or Decimal(0), -place))


def bar_chart(summary: Summary, shown: Sequence[int], table: Table) -> Chart:
    """Two bars for each agency; what is above 150 percent is drawn at 150, and the title says so."""
    heads = summary.region.heads
    lines = [
        Line(pages.figure_name(key), [_linked(summary, key, place) for place in shown], look)
        for key, look in _FIGURES
    ]
    names = [short(pages.agency(heads[place])) for place in shown]
    return Chart(
        kind="batang",
        title=_title("batang", heads, shown),
        x_title="",
        y_title=word("grafik.persen"),
        series=table.add(word("grafik.perangkat-daerah"), lines, names),
        row=0,
        width=WIDTH,
        height=max(260, 140 + (30 if len(shown) <= _ROOMY else 25) * len(shown)) // ROW * ROW,
        y_most=round_up([cell.value for line in lines for cell in line.cells]),
    )


def scatter_chart(summary: Summary, bars: Chart, shown: Sequence[int]) -> Chart:
    """Performance against absorption, over the cells of the bars; beside each point its No in `Ringkasan`."""
    performance, absorption = bars.series
    points = Series(
        "", absorption.values, performance.values, absorption.figures, performance.figures, "titik"
    )
    return Chart(
        kind="sebar",
        title=_title("sebar", summary.region.heads, shown),
        x_title=word("grafik.sumbu-serapan"),
        y_title=word("grafik.sumbu-kinerja"),
        series=[points],
        row=0,
        width=WIDTH,
        height=560,
        x_most=bars.y_most,
        y_most=bars.y_most,
        points=[str(place + 1) for place in shown],
    )


def _title(kind: str, heads: Sequence[Head], shown: Sequence[int]) -> str:
    """A chart's title, which says so where a figure is drawn lower than it is."""
    over = any((heads[place].angka[key] or 0) > _MOST_PERCENT for place in shown for key, _ in _FIGURES)
    return word(f"grafik.{kind}") + (word("grafik.dipotong", batas=_MOST_PERCENT) if over else "")


def _linked(summary: Summary, key: str, place: int) -> Cell:
    figure = summary.region.heads[place].angka[key]
    if figure is None:
        return Cell(None, PERCENT)
    formula = f"MIN({SUMMARY}!{summary.cell(key, place)},{_MOST_PERCENT})"
    return Cell(min(figure, Decimal(_MOST_PERCENT)), PERCENT, formula)
