"""Matrices that go in under different names though figures say that they may be one.

Names are written in endless ways, so whatever they say the money tells: one matrix may have gone in twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from renja_xl.model.findings import finding
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.model.texts import figure_text
from renja_xl.rules.region.alike import may_be_one, same_budgets
from renja_xl.rules.region.budgets import budgets_of


def doubled_findings(heads: Iterable[Head]) -> Iterator[RegionFinding]:
    """Each further matrix of a year that may be one before it; nothing where no budget and no money is known."""
    alike: dict[object, list[Head]] = {}
    for head in heads:
        before = alike.setdefault((head.identitas.tahun, frozenset(budgets_of(head))), [])
        other = next((one for one in before if may_be_one(one, head)), None)
        if not other:
            before.append(head)
            continue
        blanks: dict[str, object] = {
            "nama": other.identitas.nama,
            "berkas": other.asal.berkas,
            "lembar": other.asal.lembar,
            "rupiah": figure_text(f"{sum(budgets_of(head).values()):f}"),
        }
        kode = "pagu-sama-persis" if same_budgets(head, other) else "realisasi-sama-persis"
        yield RegionFinding.of(head, finding(kode, blanks, kolom="target_renja_rp"))
