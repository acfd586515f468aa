"""Column 12 of every row by its convention, and what is to be said of it.

Source: Formulir E.81 (12 = 8+9+10+11); Tabel 2.1/2.2, whose quarters are written up to that quarter.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import CARA, KUMULATIF, TETAP
from renja_xl.model.texts import sentence
from renja_xl.rules.compare.causes import cause, cause_words
from renja_xl.rules.exact import Figures, Mask, blanks, known
from renja_xl.rules.quarters import by_convention, quarters, reproduces
from renja_xl.rules.selected import selected

# How a quarter may not stand to the one before it: the finding, the comparison, a word before what it should be.
_STEPS: Mapping[str, tuple[str, Callable[[Figures, Figures], Mask], str]] = {
    KUMULATIF: ("triwulan-turun", operator.lt, ">= "),
    TETAP: ("triwulan-tidak-tetap", operator.ne, ""),
}


def realisasi_renja(data: pd.DataFrame, decision: QuarterDecision, ways: Figures) -> Figures:
    """Column 12 of one kind (K in its unit, Rp in rupiah) by the convention of each row."""
    columns = quarters(data, decision.jenis)
    found = blanks(len(data))
    for cara in sorted(set(ways)):
        where = np.asarray(ways == cara, dtype=bool)
        found[where] = by_convention(cara, [column[where] for column in columns], decision.berjalan)
    return found


def without_other_formulas(
    printed: Figures, decision: QuarterDecision, evidence: QuarterEvidence, ways: Figures
) -> tuple[Figures, list[Finding]]:
    """Column 12 as the sheet has it, without what its formulas compute by another convention than was chosen.

    A formula is nothing that was typed: where the user or the indicator's own setting chose, that one holds.
    """
    other = np.zeros(len(printed), dtype=bool)
    for urut, cara in evidence.formulas.items():
        chosen = ways[urut - 1]
        settled = not decision.disimpulkan or chosen != decision.cara
        other[urut - 1] = settled and cara != (KUMULATIF if chosen == TETAP else chosen)
    other &= known(printed)
    if not other.any():
        return printed, []
    blanks_of: dict[str, object] = {"jumlah": int(other.sum()), "jenis": decision.jenis.capitalize()}
    found = finding("rumus-lain", blanks_of, kolom=f"realisasi_renja_{decision.jenis}")
    kept = printed.copy()
    kept[other] = None
    return kept, [found]


def kept_from_sheet(computed: Figures, printed: Figures, ways: Figures) -> Mask:
    """Where the sheet's own column 12 is kept: it is filled, and the quarters give something else or nothing."""
    kept = known(printed)
    both = kept & known(computed)
    kept[both] = ~reproduces(printed[both], computed[both], ways[both])
    return kept


def quarter_findings(
    data: pd.DataFrame, decision: QuarterDecision, ways: Figures, computed: Figures, printed: Figures
) -> list[Finding]:
    """What was decided for the user, and every filled column 12 that the decision does not reproduce."""
    return [
        *_inferred(decision),
        *_disagreeing(data, decision, ways, computed, printed),
        *_out_of_step(data, decision, ways),
    ]


def different_findings(decisions: Mapping[str, QuarterDecision]) -> Iterator[Finding]:
    """K and Rp that were inferred to follow different conventions."""
    k, rp = decisions["k"], decisions["rp"]
    shown = {"naik", "turun"} & {k.dasar, rp.dasar}
    if k.cara != rp.cara and k.disimpulkan and rp.disimpulkan and shown:
        blanks_of: dict[str, object] = {"k": sentence(f"cara.{k.cara}"), "rp": sentence(f"cara.{rp.cara}")}
        yield finding("triwulan-k-rp-beda", blanks_of, kolom="realisasi_renja_k")


def _inferred(decision: QuarterDecision) -> Iterator[Finding]:
    if decision.disimpulkan:
        blanks_of: dict[str, object] = {
            "jenis": decision.jenis.capitalize(),
            "cara": sentence(f"cara.{decision.cara}"),
            "alasan": decision.alasan,
        }
        key = f"realisasi_renja_{decision.jenis}"
        yield finding("triwulan-disimpulkan", blanks_of, kolom=key, seharusnya=decision.cara)


def _disagreeing(
    data: pd.DataFrame, decision: QuarterDecision, ways: Figures, computed: Figures, printed: Figures
) -> Iterator[Finding]:
    columns = quarters(data, decision.jenis)
    for index, urut, name in selected(data, kept_from_sheet(computed, printed, ways)):
        filled = computed[index] is not None
        why = ("", "")
        if filled:
            row = [column[index : index + 1] for column in columns]
            others = [(f"triwulan-{cara}", by_convention(cara, row, decision.berjalan)[0]) for cara in CARA]
            why = cause(printed[index], computed[index], 15, others)
        yield finding(
            "jumlah-triwulan-beda" if filled else "hanya-kolom-12",
            {"cara": sentence(f"cara.{ways[index]}"), "sebab": cause_words(why)},
            penyebab=why[0],
            urut=urut,
            kolom=f"realisasi_renja_{decision.jenis}",
            nama=name,
            tertulis=printed[index],
            seharusnya="" if computed[index] is None else computed[index],
        )


def _out_of_step(data: pd.DataFrame, decision: QuarterDecision, ways: Figures) -> Iterator[Finding]:
    """Running totals that fall, figures that should stay and do not: each at the quarter that breaks step."""
    for cara, (kode, breaks, wanted) in _STEPS.items():
        for name, column, last in _pairs(data, decision):
            both = known(column) & known(last) & np.asarray(ways == cara, dtype=bool)
            both[both] = breaks(column[both], last[both])
            for index, urut, nama in selected(data, both):
                yield finding(
                    kode,
                    urut=urut,
                    kolom=f"{name}_{decision.jenis}",
                    nama=nama,
                    tertulis=column[index],
                    seharusnya=f"{wanted}{last[index]}",
                )


def _pairs(data: pd.DataFrame, decision: QuarterDecision) -> Iterator[tuple[str, Figures, Figures]]:
    """Each quarter that has begun, with its figures and the last ones known before it."""
    last = blanks(len(data))
    for name, column in zip(TRIWULAN, quarters(data, decision.jenis, decision.berjalan), strict=False):
        yield name, column, last
        last = np.where(known(column), column, last)
