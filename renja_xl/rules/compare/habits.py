"""The same difference all along a column is one habit and one galat, named where it is met first.

Another rule that three cells of a column follow; a slip or a rounding that most of a column shows: percentages as
fractions, cut decimals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from renja_xl.model.findings import Finding
from renja_xl.model.texts import sentence
from renja_xl.rules.compare.causes import OTHER_RULE, ROUNDING, TYPING

_FEW = 3
# A cell by `urut` and column, or by its address.
Cell = tuple[int, str, str]


def as_habits(found: Sequence[Finding], printed: Mapping[str, int]) -> list[Finding]:
    """The findings with each habit told once; `printed` counts the figures of each column.

    The other cells of a habit follow from the first, and so does what followed from them.
    """
    groups = Counter(_group(item) for item in found if item.tingkat == "galat")
    first: dict[tuple[str, ...], Finding] = {}
    leaders: dict[Cell, Finding] = {}
    for item in found:
        times = groups[_group(item)] if item.tingkat == "galat" else 0
        if _is_habit(item.penyebab, times, printed.get(item.kolom, times)):
            leaders[_cell(item)] = first.setdefault(_group(item), item)
    return [_told(item, leaders, groups) for item in found]


def _told(item: Finding, leaders: Mapping[Cell, Finding], groups: Mapping[tuple[str, ...], int]) -> Finding:
    own = leaders.get(_cell(item)) if item.tingkat == "galat" else None
    leader = own or leaders.get((item.akar_urut, item.akar_kolom, item.akar))
    if leader is None:
        return item
    if leader is item:
        more = sentence("sebab.sekolom", jumlah=groups[_group(item)] - 1)
        return replace(item, penjelasan=item.penjelasan.rstrip(".") + more)
    root = {"akar_urut": leader.urut, "akar_kolom": leader.kolom, "akar": leader.sel}
    return replace(item, tingkat="info", **root)  # type: ignore[arg-type]


def _is_habit(penyebab: str, times: int, printed: int) -> bool:
    if times < _FEW:
        return False
    return penyebab == OTHER_RULE or (penyebab in (TYPING, ROUNDING) and 2 * times > printed)


def _group(item: Finding) -> tuple[str, ...]:
    # A scale is one for all predicates, any other rule one for a column.
    column = "" if item.kode == "predikat-beda" else item.kolom
    return item.kode, column, item.penyebab, item.penjelasan


def _cell(item: Finding) -> Cell:
    return item.urut, item.kolom, "" if item.urut else item.sel
