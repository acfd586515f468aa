"""A matrix that another agency's whole may hold: what its units leave of it, to the rupiah.

An RSUD sends a file of its own, and stands in that of its Dinas Kesehatan beside the puskesmas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from renja_xl.model.findings import finding
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.model.texts import figure_text
from renja_xl.rules.region.budgets import Known, budgets_of, known_budgets


def remainder_findings(heads: Sequence[Head], stated: Iterable[Head]) -> Iterator[RegionFinding]:
    """Each matrix with the budgets that are left of a whole without its units.

    `stated` are the heads as they came, each with the unit that it states.
    """
    units = {head.asal: head.identitas.bagian for head in stated}
    agencies: dict[tuple[str, int], list[Head]] = defaultdict(list)
    alike: dict[tuple[int, Known], list[Head]] = defaultdict(list)
    for head in heads:
        who = head.identitas
        agencies[who.perangkat_daerah, who.tahun].append(head)
        alike[who.tahun, known_budgets(budgets_of(head))].append(head)
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


def _left(whole: Sequence[Head], units: Sequence[Head]) -> Known:
    """The budgets of a whole without those of its units; none where it has no units, or less than they."""
    if not whole or not units:
        return frozenset()
    budgets, parts = budgets_of(*whole), budgets_of(*units)
    left = {program: budgets.get(program, Decimal()) - parts.get(program, 0) for program in budgets | parts}
    return known_budgets(left) if min(left.values()) >= 0 else frozenset()
