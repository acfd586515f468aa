"""Formulas of money that only add cells of their own column, and which indicator rows they add.

A formula that Excel shares with another cell, and one that does anything but add, says nothing here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from renja_xl.model.grid import Row, address, column_letters
from renja_xl.model.matrix import PrintedSum
from renja_xl.reading.figures import is_money
from renja_xl.reading.layout import Layout
from renja_xl.reading.rows import SummaryRow

_REFERENCE = r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?"
_SUM = rf"(?:SUM\({_REFERENCE}(?:[,;]{_REFERENCE})*\)|SUBTOTAL\(9,{_REFERENCE}\)|{_REFERENCE})"
_ADDING = re.compile(rf"\+?{_SUM}(?:\+{_SUM})*")
_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


def printed_sums(rows: Sequence[Row], summaries: Iterable[SummaryRow], layout: Layout) -> list[PrintedSum]:
    """The sums in the money columns of indicator rows and totals."""
    money = {column: key for key, column in layout.columns.items() if is_money(key)}
    places = [row.number for row in rows]
    totals = ((0, item.row) for item in summaries if item.jenis == "jumlah")
    return [
        PrintedSum(money[column], address(row.number, column), urut, ranges, formula)
        for urut, row in (*enumerate(rows, start=1), *totals)
        for column, formula in (row.formulas or {}).items()
        if column in money and (ranges := _added_rows(formula, column, places))
    ]


def _added_rows(formula: str, column: int, places: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges of `urut` that a formula adds; none where it is no such sum."""
    text = formula.replace(" ", "").upper()
    if not _ADDING.fullmatch(text):
        return []
    own = column_letters(column)
    found = []
    for left, top, right, bottom in _CELLS.findall(text.replace("SUBTOTAL(9,", "SUM(")):
        if left != own or right not in ("", own):
            return []
        found.append(_between(int(top), int(bottom or top), places))
    return [(first, last) for first, last in found if first <= last]


def _between(top: int, bottom: int, places: Sequence[int]) -> tuple[int, int]:
    """The first and last `urut` that stand in these sheet rows."""
    return bisect_left(places, top) + 1, bisect_right(places, bottom)
