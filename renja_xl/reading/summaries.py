"""Average, predicate and total rows as the sheet prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import AVERAGED
from renja_xl.model.grid import Row, address
from renja_xl.model.matrix import PrintedSummary
from renja_xl.model.texts import sentence
from renja_xl.reading.figures import FigureReader, is_money
from renja_xl.reading.layout import Layout
from renja_xl.reading.levels import Links
from renja_xl.reading.rows import SortedRows, SummaryRow, unused_cells

_OWNERS = {"subkegiatan": "kegiatan", "kegiatan": "program"}


def printed_summaries(
    rows: Iterable[SummaryRow], links: Links, layout: Layout, reader: FigureReader
) -> tuple[PrintedSummary, ...]:
    """What stands under each figure column of those rows; blank cells are left out."""
    by_column = {
        column: key
        for key, column in layout.columns.items()
        if key.endswith(("_k", "_rp")) or key == "efisiensi"
    }
    found = []
    for summary in rows:
        values: dict[str, object] = {}
        for position, column in enumerate(summary.row.columns):
            key = by_column.get(column)
            value = _value(summary, position, key, reader) if key else None
            if key and value is not None:
                values[key] = value
        cells = {key: address(summary.row.number, layout.columns[key]) for key in values}
        found.append(PrintedSummary(summary.jenis, summary.cakupan, _group(summary, links), values, cells))
    return tuple(found)


def _value(summary: SummaryRow, position: int, key: str, reader: FigureReader) -> object | None:
    if summary.jenis == "predikat":
        return _predicate(summary.row, position)
    row, column = summary.row, summary.row.columns[position]
    if column in (row.uncalculated or ()):
        return reader.recompute(row, column, key)[0]
    return reader.read(row, position, key)[0]


def _predicate(row: Row, position: int) -> str | None:
    value = row.values[position]
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _group(summary: SummaryRow, links: Links) -> int:
    """The `urut` of the kegiatan or program whose rows stand above; 0 for the whole matrix."""
    wanted = _OWNERS.get(summary.cakupan)
    for index in range(summary.after - 1, -1, -1):
        if links.level[index] == wanted and links.jenis[index] == "utama":
            return index + 1
    return 0


def unlabelled_total(
    rows: SortedRows,
    links: Links,
    layout: Layout,
    figures: Mapping[str, Sequence[Decimal | None]],
    reader: FigureReader,
) -> tuple[list[SummaryRow], list[Finding]]:
    """The row of figures without a label as the total of the matrix, if most of its Rp are sums of one level.

    Not of the programs alone: in a real sheet their own rows were wrong and the total was right. Its other
    cells, and all of them where it is no total, are named as unused.
    """
    row = rows.unlabelled
    if row is None:
        return [], []
    trial = FigureReader(reader.sheet, reader.styles)
    by_column = {layout.columns[key]: key for key in figures if is_money(key)}
    written = {
        by_column[column]: number
        for position, column in enumerate(row.columns)
        if column in by_column and (number := trial.read(row, position, by_column[column])[0])
    }
    fitting = {level: _fitting(level, links, figures, written) for level in AVERAGED}
    level = max(fitting, key=lambda name: fitting[name])
    if 2 * fitting[level] <= len(written):
        return [], list(unused_cells(reader.sheet, layout, row, set()))
    said = finding(
        "jumlah-tanpa-label",
        {
            "cocok": fitting[level],
            "semua": len(written),
            "cakupan": sentence(f"cakupan.seluruh_{level}"),
        },
        lembar=reader.sheet,
        sel=address(row.number, row.columns[0]),
    )
    unused = unused_cells(reader.sheet, layout, row, set(by_column))
    total = SummaryRow("jumlah", f"seluruh_{level}", len(rows.data), _only(row, set(by_column)))
    return [total], [said, *unused]


def _fitting(
    level: str,
    links: Links,
    figures: Mapping[str, Sequence[Decimal | None]],
    written: Mapping[str, Decimal],
) -> int:
    """How many of the written figures are the sums over the main rows of a level."""
    rows = [
        index
        for index, place in enumerate(zip(links.level, links.jenis, strict=True))
        if place == (level, "utama")
    ]
    return sum(
        number == sum((figures[key][index] or Decimal(0) for index in rows), Decimal(0))
        for key, number in written.items()
    )


def _only(row: Row, columns: set[int]) -> Row:
    kept = [position for position, column in enumerate(row.columns) if column in columns]
    return replace(
        row,
        columns=[row.columns[position] for position in kept],
        values=[row.values[position] for position in kept],
        styles=[row.styles[position] for position in kept],
    )
