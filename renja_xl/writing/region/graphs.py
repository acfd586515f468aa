"""Grafik: native charts over a small table that stands right of the printed area, linked to `Ringkasan`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from renja_xl.model.frame import NUMERALS
from renja_xl.model.region import PREDICATES, Head
from renja_xl.model.texts import entry
from renja_xl.writing import styles
from renja_xl.writing.plan import Area, Cell, Chart, PlanRow, Series, SheetPlan, Style
from renja_xl.writing.region import pages
from renja_xl.writing.region.pages import word
from renja_xl.writing.region.summary import NAME as SUMMARY
from renja_xl.writing.region.summary import Summary

NAME = "Grafik"
MOST_AGENCIES = 60
_ROOMY = 45
_MOST_PERCENT = 150
_MOST_LETTERS = 60
# Charts stand over columns of 80 pixels and rows of 20, on paper at three quarters.
_CHART_COLUMNS, _COLUMN_WIDTH, _ROW = 12, 10.71, 20
_WIDTH = _CHART_COLUMNS * 80
_SCALE = 65
_PAGE_ROWS = 84
_LEFT = _CHART_COLUMNS + 1
_HEAD = styles.TABLE_HEAD
_TEXT, _PERCENT, _COUNT = styles.TABLE_TEXT, styles.TABLE_PERCENT, styles.TABLE_COUNT
_BARS = (("capaian_renja_k", "gelap"), ("serapan_rp", "terang"))


class _Line(NamedTuple):
    name: str
    percents: list[Decimal | None]
    look: str


@dataclass(slots=True)
class _Table:
    """The cells right of the charts, row by row as they are needed."""

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    next: int = 2

    def add(self, rows: Sequence[Sequence[Cell]]) -> int:
        """Rows below what stands there, with a blank row between; the first of them."""
        first = self.next
        for row, cells in enumerate(rows, start=first):
            self.cells[row] = dict(enumerate(cells, start=_LEFT))
        self.next = first + len(rows) + 1
        return first


def graph_plan(summary: Summary) -> SheetPlan:
    """The sheet: the bars of agencies, then what fits below them or begins the next page."""
    table = _Table()
    shown = _shown(summary.region.heads)
    bars = _bars(summary, shown, table)
    charts = [
        bars,
        _line_chart(summary.region.heads, table),
        _spread(summary, table),
        _scatter(bars, shown),
    ]
    placed, breaks, last = _placed(charts)
    return SheetPlan(
        name=NAME,
        rows=_rows(summary, shown, table, last),
        widths=[*[_COLUMN_WIDTH] * _CHART_COLUMNS, 4, 40, 14, 14, 14, 14, 14],
        last_printed_column=_CHART_COLUMNS - 1,
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
        rows = chart.height // _ROW
        if placed and row + rows > top + _PAGE_ROWS:
            top = row
            breaks.append(row)
            row += 1
        placed.append(chart._replace(row=row))
        row += rows + 1
    return placed, breaks, row


def _rows(summary: Summary, shown: Sequence[int], table: _Table, last: int) -> Iterator[PlanRow]:
    heads = summary.region.heads
    title = PlanRow([Cell(word("grafik.judul"), pages.TITLE)], height=22.5)
    below = [pages.period(heads)]
    if len(shown) < len(heads):
        below.append(word("grafik.sebagian", ada=len(shown), semua=len(heads)))
    for row in range(max(last, table.next) + 1):
        right = table.cells.get(row, {})
        cells: list[Cell | None] = [right.get(column) for column in range(_LEFT + 7)] if right else []
        if row == 0:
            yield title
            continue
        if row == 1:
            cells = [Cell(". ".join(part for part in below if part), pages.SUBTITLE)]
            cells += [None] * (_LEFT - 1) + [Cell(word("grafik.angka"), _TEXT._replace(bold=True))]
        yield PlanRow(cells)


def _shown(heads: Sequence[Head]) -> list[int]:
    """The places of the agencies that charts show, the lowest absorption first, which a bar chart draws last."""
    budgets = {place: head.angka["target_renja_rp"] or Decimal(0) for place, head in enumerate(heads)}
    largest = sorted(budgets, key=lambda place: -budgets[place])[:MOST_AGENCIES]
    return sorted(largest, key=lambda place: (heads[place].angka["serapan_rp"] or Decimal(0), -place))


def _bars(summary: Summary, shown: Sequence[int], table: _Table) -> Chart:
    heads = summary.region.heads
    names = [_short(pages.agency(heads[place])) for place in shown]
    figures = {key: [_capped(heads[place].angka[key]) for place in shown] for key, _ in _BARS}
    rows = [[Cell(word("grafik.perangkat-daerah"), _HEAD), *(_head(pages.figure_name(k)) for k, _ in _BARS)]]
    for number, place in enumerate(shown):
        linked = [_linked(summary, key, place, figures[key][number]) for key, _ in _BARS]
        rows.append([Cell(names[number], _TEXT), *linked])
    first = table.add(rows) + 1
    most = max([_HUNDRED, *(figure for values in figures.values() for figure in values if figure)])
    over = any((heads[place].angka[key] or 0) > _MOST_PERCENT for place in shown for key, _ in _BARS)
    return Chart(
        kind="batang",
        title=word("grafik.batang") + (word("grafik.dipotong", batas=_MOST_PERCENT) if over else ""),
        x_title="",
        y_title=word("grafik.persen"),
        series=[
            Series(
                pages.figure_name(key),
                _area(first, 0, len(shown)),
                _area(first, column, len(shown)),
                names,
                figures[key],
                look,
            )
            for column, (key, look) in enumerate(_BARS, start=1)
        ],
        row=0,
        width=_WIDTH,
        height=max(260, 140 + (30 if len(shown) <= _ROOMY else 25) * len(shown)) // _ROW * _ROW,
        y_most=_round_up(most),
    )


def _linked(summary: Summary, key: str, place: int, figure: Decimal | None) -> Cell:
    if figure is None:
        return Cell(None, _PERCENT)
    cell = f"{SUMMARY}!{summary.cell(key, place)}"
    return Cell(figure, _PERCENT, f"MIN({cell},{_MOST_PERCENT})")


def _line_chart(heads: Sequence[Head], table: _Table) -> Chart:
    lines = list(_lines(heads))
    quarters = [f"TW {name}" for name in NUMERALS]
    rows = [[_head(""), *(_head(line.name) for line in lines)]]
    for quarter, name in enumerate(quarters):
        rows.append([Cell(name, _TEXT), *(Cell(line.percents[quarter], _PERCENT) for line in lines)])
    first = table.add(rows) + 1
    return Chart(
        kind="garis",
        title=word("grafik.garis"),
        x_title=word("grafik.sampai-triwulan"),
        y_title=word("grafik.persen-pagu"),
        series=[
            Series(line.name, _area(first, 0, 4), _area(first, column, 4), quarters, line.percents, line.look)
            for column, line in enumerate(lines, start=1)
        ],
        row=0,
        width=_WIDTH,
        height=400,
        y_most=_round_up(max([_HUNDRED, *(p for line in lines for p in line.percents if p)])),
    )


def _lines(heads: Sequence[Head]) -> Iterator[_Line]:
    """The whole, each year apart; then of one year the agencies with the highest and the lowest absorption."""
    years = sorted({head.identitas.tahun for head in heads})
    for year in years:
        chosen = [head for head in heads if head.identitas.tahun == year]
        name = word("seluruh") + (f" {year or '-'}" if len(years) > 1 else "")
        yield _Line(name, _up_to_quarters(chosen), "garis-utama")
    ranked = sorted(
        (head for head in heads if head.angka["serapan_rp"] is not None),
        key=lambda head: head.angka["serapan_rp"] or Decimal(0),
    )
    if len(years) == 1 and len(ranked) > 1:
        for key, head in (("tertinggi", ranked[-1]), ("terendah", ranked[0])):
            name = word(f"grafik.{key}", nama=_short(pages.agency(head)))
            yield _Line(name, _up_to_quarters([head]), f"garis-{key}")


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


def _spread(summary: Summary, table: _Table) -> Chart:
    steps = _steps(summary.region.heads)
    counts = {
        key: [sum(head.predikat.get(key) == step for head in summary.region.heads) for step in steps]
        for key in PREDICATES
    }
    rows = [[_head(""), *(_head(pages.figure_name(key)) for key in PREDICATES)]]
    for number, step in enumerate(steps):
        cells = [
            Cell(counts[key][number], _COUNT, f'COUNTIF({SUMMARY}!{summary.cells(key)},"{step}")')
            for key in PREDICATES
        ]
        rows.append([Cell(step, _TEXT), *cells])
    first = table.add(rows) + 1
    return Chart(
        kind="kolom",
        title=word("grafik.predikat"),
        x_title=word("grafik.jenjang-sumbu"),
        y_title=word("grafik.banyak"),
        series=[
            Series(
                pages.figure_name(key),
                _area(first, 0, len(steps)),
                _area(first, column, len(steps)),
                steps,
                counts[key],
                look,
            )
            for column, (key, look) in enumerate(zip(PREDICATES, ("gelap", "terang"), strict=True), start=1)
        ],
        row=0,
        width=_WIDTH,
        height=360,
    )


def _steps(heads: Sequence[Head]) -> list[str]:
    """The predicates from the highest: those of the regulation, or as the figures order what the region uses."""
    usual: list[str] = entry("buku-wilayah.grafik.jenjang")
    highest: dict[str, Decimal] = {}
    for head in heads:
        for key in PREDICATES:
            step, figure = head.predikat.get(key), head.angka[key.removeprefix("predikat_")]
            if step and figure is not None:
                highest[step] = max(figure, highest.get(step, figure))
    return usual if set(highest) <= set(usual) else sorted(highest, key=lambda step: -highest[step])


def _scatter(bars: Chart, shown: Sequence[int]) -> Chart:
    performance, absorption = bars.series
    return Chart(
        kind="sebar",
        title=word("grafik.sebar"),
        x_title=word("grafik.sumbu-serapan"),
        y_title=word("grafik.sumbu-kinerja"),
        series=[
            Series(
                "", absorption.values, performance.values, absorption.figures, performance.figures, "titik"
            )
        ],
        row=0,
        width=_WIDTH,
        height=560,
        x_most=bars.y_most,
        y_most=bars.y_most,
        points=[str(place + 1) for place in shown],
    )


_HUNDRED = Decimal(100)


def _capped(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else min(figure, Decimal(_MOST_PERCENT))


def _round_up(figure: Decimal) -> int:
    """The next multiple of 10 that leaves room for what stands beside a point."""
    return ceil(figure / 10) * 10 + (10 if figure > _HUNDRED else 0)


def _short(name: str) -> str:
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1].rstrip()}…"


def _head(text: str) -> Cell:
    look: Style = _HEAD
    return Cell(text, look)


def _area(first: int, column: int, rows: int) -> Area:
    return Area(first, _LEFT + column, first + rows - 1, _LEFT + column)
