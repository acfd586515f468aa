"""Column 12: which convention the quarters follow, decided by evidence, and what it gives.

Source: Permendagri 86/2017, Formulir E.81 (12 = 8+9+10+11); the published Tabel 2.1/2.2 print each quarter
up to that quarter. The order of evidence is that of docs/keputusan.md, "Kolom 12".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import JUMLAH, KUMULATIF, QuarterDecision
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import Figures, Mask, known, last_known, nonzero, total
from renja_xl.rules.selected import selected

_SHARE = 0.8
_FALLING_SHARE = 0.1


def quarters(data: pd.DataFrame, kind: str, count: int = 4) -> list[Figures]:
    """The columns of the first `count` quarters of a kind."""
    return [data[f"{name}_{kind}"].to_numpy() for name in TRIWULAN[:count]]


def running_quarters(data: pd.DataFrame) -> int:
    """How many quarters have begun; 4 where nothing tells."""
    for number in (4, 3, 2, 1):
        if any(nonzero(quarters(data, kind)[number - 1]).any() for kind in ("k", "rp")):
            return number
    return 4


def decide_quarters(
    data: pd.DataFrame,
    printed: pd.DataFrame,
    evidence: Mapping[str, QuarterEvidence],
    rules: RuleSet,
    usual: str,
) -> dict[str, QuarterDecision]:
    """The decision for K and for Rp; `usual` is the form's own convention."""
    running = running_quarters(data)
    settings = {"k": rules.triwulan_k, "rp": rules.triwulan_rp}
    return {
        kind: _decide(kind, running, data, printed, evidence[kind], settings[kind], usual)
        for kind in ("k", "rp")
    }


def _decide(
    kind: str,
    running: int,
    data: pd.DataFrame,
    printed: pd.DataFrame,
    evidence: QuarterEvidence,
    setting: str,
    usual: str,
) -> QuarterDecision:
    def decision(cara: str, dasar: str, **isi: object) -> QuarterDecision:
        return QuarterDecision(kind, cara, dasar, running, isi)

    if setting != "auto":
        return decision(setting, "setelan")
    if evidence.number_row.count("+") >= 2:
        return decision(JUMLAH, "baris-nomor", rumus=evidence.number_row)
    cara, most, all_ = _majority(evidence.formulas)
    if cara:
        return decision(cara, "rumus-sel", cocok=most, semua=all_)
    columns = quarters(data, kind, running)
    filled = _filled_evidence(columns, printed[f"realisasi_renja_{kind}"].to_numpy())
    cara, most, all_ = _majority(filled)
    if cara:
        return decision(cara, "kolom-12", cocok=most, semua=all_)
    falling, rising, telling = movements(columns, data)
    if falling and falling >= _FALLING_SHARE * telling:
        return decision(JUMLAH, "turun", turun=falling, semua=telling)
    if rising > telling / 2:
        return decision(KUMULATIF, "naik", naik=rising, semua=telling)
    return decision(usual, "bawaan")


def _majority(counts: Mapping[str, int]) -> tuple[str, int, int]:
    """The convention that explains nearly all that can tell, how much it explains, and of how many."""
    whole = sum(counts.values())
    if not whole:
        return "", 0, 0
    best = max(counts, key=lambda name: counts[name])
    return (best, counts[best], whole) if counts[best] >= _SHARE * whole else ("", 0, whole)


def _filled_evidence(columns: Sequence[Figures], printed: Figures) -> dict[str, int]:
    """How many filled cells of column 12 only the sum, and only the last quarter, reproduces."""
    added, last = total(columns), last_known(columns)
    where = known(printed) & known(added)
    telling = where.copy()
    telling[where] = added[where] != last[where]
    return {
        JUMLAH: int((printed[telling] == added[telling]).sum()),
        KUMULATIF: int((printed[telling] == last[telling]).sum()),
    }


def movements(columns: Sequence[Figures], data: pd.DataFrame) -> tuple[int, int, int]:
    """(rows that fall, rows that only rise, rows that can tell) among main and further rows alike."""
    falls, rises = np.zeros(len(data), dtype=bool), np.zeros(len(data), dtype=bool)
    for earlier, later in pairwise(columns):
        both = known(earlier) & known(later) & nonzero(earlier)
        falls[both] |= (later[both] < earlier[both]).astype(bool)
        rises[both] |= (later[both] > earlier[both]).astype(bool)
    return int(falls.sum()), int((rises & ~falls).sum()), int((rises | falls).sum())


def realisasi_renja(data: pd.DataFrame, decision: QuarterDecision) -> Figures:
    """Column 12 of one kind by its convention (K in its unit, Rp in rupiah)."""
    columns = quarters(data, decision.jenis, decision.berjalan)
    return total(columns) if decision.cara == JUMLAH else last_known(columns)


def kept_from_sheet(computed: Figures, printed: Figures) -> Mask:
    """Where the sheet's own column 12 is kept: it is filled, and the quarters give something else or nothing."""
    kept = known(printed)
    both = kept & known(computed)
    kept[both] = printed[both] != computed[both]
    return kept


def quarter_findings(
    data: pd.DataFrame, decision: QuarterDecision, computed: Figures, printed: Figures
) -> list[Finding]:
    """What was decided for the user, and every filled column 12 that the decision does not reproduce."""
    key = f"realisasi_renja_{decision.jenis}"
    found: list[Finding] = []
    if decision.disimpulkan:
        found.append(
            finding(
                "triwulan-disimpulkan",
                {
                    "jenis": decision.jenis.capitalize(),
                    "cara": sentence(f"cara.{decision.cara}"),
                    "alasan": decision.alasan,
                },
                kolom=key,
                seharusnya=decision.cara,
            )
        )
    for index, urut, name in selected(data, kept_from_sheet(computed, printed)):
        code = "jumlah-triwulan-beda" if computed[index] is not None else "hanya-kolom-12"
        found.append(
            finding(
                code,
                {"cara": sentence(f"cara.{decision.cara}")},
                urut=urut,
                kolom=key,
                nama=name,
                tertulis=printed[index],
                seharusnya="" if computed[index] is None else computed[index],
            )
        )
    return found
