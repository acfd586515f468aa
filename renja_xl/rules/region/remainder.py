"""A matrix that another agency's whole may hold: what its units leave of it, to the rupiah.

An RSUD sends a file of its own, and stands in that of its Dinas Kesehatan beside the puskesmas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from renja_xl.model.findings import finding
from renja_xl.model.region import Head, RegionFinding
from renja_xl.model.texts import figure_text
from renja_xl.rules.region.summed import budgets_of_all

_Budgets = frozenset[tuple[tuple[str, str], Decimal]]


def remainder_findings(heads: Sequence[Head], stated: Iterable[Head]) -> Iterator[RegionFinding]:
    """Each matrix with the budgets that are left of a whole without its units.

    `stated` are the heads as they came, each with the unit that it states.
    """
    units = {head.asal: head.identitas.bagian for head in stated}
    agencies: dict[tuple[str, int], list[Head]] = defaultdict(list)
    alike: dict[tuple[int, _Budgets], list[Head]] = defaultdict(list)
    for head in heads:
        who = head.identitas
        agencies[who.perangkat_daerah, who.tahun].append(head)
        alike[who.tahun, _known(budgets_of_all([head]))].append(head)
    for (name, year), group in agencies.items():
        whole = [head for head in group if not units[head.asal]]
        left = _left(whole, [head for head in group if units[head.asal]])
        for head in alike.get((year, left), ()) if left else ():
            if head.identitas.perangkat_daerah != name:
                blanks: dict[str, object] = {
                    "nama": name,
                    "berkas": whole[0].asal.berkas,
                    "rupiah": figure_text(f"{sum(amount for _, amount in left):f}"),
                }
                yield RegionFinding.of(head, finding("pagu-sisa-sama", blanks, kolom="target_renja_rp"))


def _left(whole: Sequence[Head], units: Sequence[Head]) -> _Budgets:
    """The budgets of a whole without those of its units; none where it has no units, or less than they."""
    if not whole or not units:
        return frozenset()
    budgets, parts = budgets_of_all(whole), budgets_of_all(units)
    left = {program: budgets.get(program, Decimal()) - parts.get(program, 0) for program in budgets | parts}
    return _known(left) if min(left.values()) >= 0 else frozenset()


def _known(budgets: dict[tuple[str, str], Decimal]) -> _Budgets:
    return frozenset((program, amount) for program, amount in budgets.items() if amount)
