"""The chart of predicates: how many agencies have each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from renja_xl.model.part import PREDICATES, Head
from renja_xl.model.texts import entry
from renja_xl.writing.formulas import text_literal
from renja_xl.writing.plan import Cell, Chart
from renja_xl.writing.region import pages
from renja_xl.writing.region.graph_table import COUNT, WIDTH, Line, Table
from renja_xl.writing.region.pages import word
from renja_xl.writing.region.summary import NAME as SUMMARY
from renja_xl.writing.region.summary import Summary


def predicate_chart(summary: Summary, table: Table) -> Chart:
    """Columns by predicate, for performance and for money."""
    steps = _steps(summary.region.heads)
    lines = [
        Line(pages.figure_name(key), [_counted(summary, key, step) for step in steps], look)
        for key, look in zip(PREDICATES, ("gelap", "terang"), strict=True)
    ]
    return Chart(
        kind="kolom",
        title=word("grafik.predikat"),
        x_title=word("grafik.jenjang-sumbu"),
        y_title=word("grafik.banyak"),
        series=table.add("", lines, steps),
        row=0,
        width=WIDTH,
        height=360,
    )


def _counted(summary: Summary, key: str, step: str) -> Cell:
    count = sum(head.predikat.get(key) == step for head in summary.region.heads)
    # COUNTIF would take *, ?, < and the like in a name as its own signs.
    alike = f"EXACT({SUMMARY}!{summary.cells(key)},{text_literal(step)})"
    return Cell(count, COUNT, f"SUMPRODUCT(--{alike})")


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
