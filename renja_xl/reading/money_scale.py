"""Money that is not in full rupiah, by what the sheet says of it: above the table, in its header, beside it.

Percentages are right all the same, sums are not: nobody else's money can be added to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renja_xl.model.findings import Finding, finding
from renja_xl.model.grid import Grid, Row, address
from renja_xl.model.texts import sentence
from renja_xl.reading.labels import term
from renja_xl.reading.layout import Layout
from renja_xl.reading.money_kinds import speaks_of_scale
from renja_xl.reading.money_words import head_scale, lone_scale, title_scale

SCALED = "uang-tidak-penuh"


def scale_findings(grid: Grid, layout: Layout, data: Sequence[Row]) -> list[Finding]:
    """One finding that names every cell by which the sheet states a scale of its money; none where it does not.

    What is written are the words that state it, not the whole title they may stand in.
    """
    stated = list(_statements(grid, layout, data))
    if not stated:
        return []
    place = ", ".join(cell for cell, _ in stated)
    return [finding(SCALED, lembar=grid.name, sel=place, tertulis=stated[0][1])]


def scale_titles(titles: Sequence[str], usual: Sequence[str], found: Sequence[Finding]) -> Sequence[str]:
    """The titles, with a line that keeps the scale in the result, whose header is the form's own.

    `usual` are the form's titles, for a sheet without any.
    """
    if not found or any(map(title_scale, titles)):
        return titles
    return [*(titles or usual), sentence("lembar.skala-uang", skala=found[0].tertulis)]


def _statements(grid: Grid, layout: Layout, data: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Cells that state a scale, with the words. What stands in the rows of the matrix speaks of itself alone."""
    heads = {column for key, column in layout.columns.items() if key.endswith(("_k", "_rp"))}
    for row in grid.rows:
        if data[0].number <= row.number <= data[-1].number:
            continue
        for column, value in zip(row.columns, row.values, strict=True):
            # Hardly any text has a word of a scale: the others are not read word by word.
            if not isinstance(value, str) or not speaks_of_scale(value):
                continue
            if words := _stated(value, row.number, layout.header, head=column in heads):
                yield address(row.number, column), words


def _stated(text: str, number: int, header: tuple[int, int], *, head: bool) -> str:
    """The scale that a cell outside the matrix states. `head`: its column is a pair of K and Rp.

    Any other column in the header may have money of its own kind. Below the header only a text that says nothing
    else counts: factors and follow-ups speak of money in their own way.
    """
    first, last = header
    if number > last:
        return lone_scale(text)
    if number < first or term("judul", text):
        return title_scale(text)
    return head_scale(text) if head else ""
