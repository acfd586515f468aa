"""A matrix of a whole agency beside those of its units: where it is their sum to the rupiah they stay out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from renja_xl.model.region import Head
from renja_xl.rules.region.groups import program_key
from renja_xl.rules.region.superseded import SUM, Superseded

_Matrix = list[Head]


def without_summed(matrices: Sequence[_Matrix]) -> tuple[list[_Matrix], list[Superseded]]:
    """The matrices of one agency, each in its parts, without the units whose sum one of them is; and these.

    A whole of one unit shows nothing: a unit that does not say its name may have the budget of another.
    """
    for whole in matrices:
        year = whole[0].identitas.tahun
        units = [one for one in matrices if one is not whole and one[0].identitas.tahun == year]
        if not any(head.identitas.bagian for head in whole) and len(units) > 1 and _is_sum(whole, units):
            left = [Superseded(head, whole[0], SUM, 0) for unit in units for head in unit]
            return [one for one in matrices if one not in units], left
    return list(matrices), []


def _is_sum(whole: _Matrix, units: Iterable[_Matrix]) -> bool:
    """Whether the budget of every program is that of the units together, and any is known."""
    budgets = _budgets(whole)
    return any(budgets.values()) and budgets == _budgets([head for unit in units for head in unit])


def _budgets(heads: Iterable[Head]) -> dict[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for head in heads:
        for row in head.program:
            if row.jenis == "utama":
                found[program_key(row)] += row.target_renja_rp or 0
    return found
