"""Matrices that go in under different names though all of their programs and budgets are the same.

Names are written in endless ways, so whatever they say the money tells: one matrix may have gone in twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from renja_xl.model.findings import finding
from renja_xl.model.region import Head, RegionFinding
from renja_xl.model.texts import figure_text
from renja_xl.rules.region.alike import Budgets, budgets_of
from renja_xl.rules.region.superseded import budget_of


def doubled_findings(heads: Iterable[Head]) -> Iterator[RegionFinding]:
    """Each further matrix of a year with the budgets of one before it; nothing where no budget is known."""
    first: dict[tuple[int, Budgets], Head] = {}
    for head in heads:
        budgets = budgets_of(head)
        other = first.setdefault((head.identitas.tahun, budgets), head)
        if budgets and other is not head:
            blanks: dict[str, object] = {
                "nama": other.identitas.nama,
                "berkas": other.asal.berkas,
                "lembar": other.asal.lembar,
                "rupiah": figure_text(f"{budget_of([head]):f}"),
            }
            yield RegionFinding.of(head, finding("pagu-sama-persis", blanks, kolom="target_renja_rp"))
