"""Average, predicate and total rows as the sheet prints them."""

from __future__ import annotations

from collections.abc import Iterable

from renja_xl.model.grid import Row, address
from renja_xl.model.matrix import PrintedSummary
from renja_xl.reading.figures import FigureReader
from renja_xl.reading.layout import Layout
from renja_xl.reading.levels import Links
from renja_xl.reading.rows import SummaryRow

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
