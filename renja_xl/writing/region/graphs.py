"""Grafik: native charts over a small table that stands right of the printed area, linked to `Ringkasan`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renja_xl.writing.plan import Cell, Chart, PlanRow, SheetPlan
from renja_xl.writing.region import pages
from renja_xl.writing.region.graph_agencies import agencies_shown, bar_chart, scatter_chart
from renja_xl.writing.region.graph_predicates import predicate_chart
from renja_xl.writing.region.graph_quarters import quarter_chart
from renja_xl.writing.region.graph_table import CHART_COLUMNS, LEFT, ROW, TEXT, Table
from renja_xl.writing.region.pages import word
from renja_xl.writing.region.summary import Summary

NAME = "Grafik"
_COLUMN_WIDTH = 10.71
_SCALE = 65
_PAGE_ROWS = 84


def graph_plan(summary: Summary) -> SheetPlan:
    """The sheet: the bars of agencies, then what fits below them or begins the next page."""
    table = Table()
    shown = agencies_shown(summary.region.heads)
    bars = bar_chart(summary, shown, table)
    charts = [
        bars,
        quarter_chart(summary.region, table),
        predicate_chart(summary, table),
        scatter_chart(summary, bars, shown),
    ]
    placed, breaks, last = _placed(charts)
    return SheetPlan(
        name=NAME,
        rows=_rows(summary, shown, table, last),
        widths=[*[_COLUMN_WIDTH] * CHART_COLUMNS, 4, 40, 14, 14, 14, 14, 14],
        last_printed_column=CHART_COLUMNS - 1,
        landscape=False,
        footer=pages.footer(NAME),
        charts=placed,
        scale=_SCALE,
        breaks=breaks,
    )


def _placed(charts: Sequence[Chart]) -> tuple[list[Chart], list[int], int]:
    """The charts below one another, none across two pages; the rows where pages begin; the last row."""
    placed: list[Chart] = []
    breaks: list[int] = []
    top, row = 0, 3
    for chart in charts:
        rows = chart.height // ROW
        if placed and row + rows > top + _PAGE_ROWS:
            top = row
            breaks.append(row)
            row += 1
        placed.append(chart._replace(row=row))
        row += rows + 1
    return placed, breaks, row


def _rows(summary: Summary, shown: Sequence[int], table: Table, last: int) -> Iterator[PlanRow]:
    heads = summary.region.heads
    title = PlanRow([Cell(word("grafik.judul"), pages.TITLE)], height=22.5)
    below = [pages.period(heads)]
    if len(shown) < len(heads):
        below.append(word("grafik.sebagian", ada=len(shown), semua=len(heads)))
    for row in range(max(last, table.next) + 1):
        right = table.cells.get(row, {})
        cells: list[Cell | None] = [right.get(column) for column in range(LEFT + 7)] if right else []
        if row == 0:
            yield title
            continue
        if row == 1:
            cells = [Cell(". ".join(part for part in below if part), pages.SUBTITLE)]
            cells += [None] * (LEFT - 1) + [Cell(word("grafik.angka"), TEXT._replace(bold=True))]
        yield PlanRow(cells)
