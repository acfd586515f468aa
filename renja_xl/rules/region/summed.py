"""A matrix of a whole agency beside those of its units: where it is their sum to the rupiah, one stays out.

The units do, unless one of them reports a later quarter: no figure is given up for one that is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from renja_xl.model.part import Head
from renja_xl.rules.region.budgets import budgets_of
from renja_xl.rules.region.superseded import PARTS, SUM, Superseded

_Matrix = list[Head]


def without_summed(matrices: Sequence[_Matrix]) -> tuple[list[_Matrix], list[Superseded]]:
    """The matrices of one agency, each in its parts, without those that stand twice in a sum; and these.

    A whole of one unit shows nothing: a unit that does not say its name may have the budget of another.
    """
    for whole in matrices:
        year = whole[0].identitas.tahun
        units = [one for one in matrices if one is not whole and one[0].identitas.tahun == year]
        if not any(head.identitas.bagian for head in whole) and len(units) > 1 and _is_sum(whole, units):
            behind = _reached(whole) < max(map(_reached, units))
            out, why, there = ([whole], PARTS, max(units, key=_reached)) if behind else (units, SUM, whole)
            left = [Superseded(head, there[0], why, 0) for one in out for head in one]
            return [one for one in matrices if one not in out], left
    return list(matrices), []


def _reached(matrix: _Matrix) -> int:
    return max(head.sampai for head in matrix)


def _is_sum(whole: _Matrix, units: Iterable[_Matrix]) -> bool:
    """Whether the budget of every program is that of the units together, and any is known."""
    budgets = budgets_of(*whole)
    return any(budgets.values()) and budgets == budgets_of(*(head for unit in units for head in unit))
