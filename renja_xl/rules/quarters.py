"""Column 12: which convention the quarters follow, decided by evidence, and what it gives.

Source: Permendagri 86/2017, Formulir E.81 (12 = 8+9+10+11); the published Tabel 2.1/2.2 print each quarter
up to that quarter. The order of evidence is that of docs/keputusan.md, "Kolom 12".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import JUMLAH, KUMULATIF, QuarterDecision
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import Figures, Mask, blanks, known, last_known, nonzero, total
from renja_xl.rules.selected import selected
from renja_xl.rules.units import additive_rows

_SHARE = 0.8
# A sheet of running totals has a correction or a typing error now and then; one of quarters falls often.
_FALLING_SHARE = 0.25
_FEW = 0.05


def quarters(data: pd.DataFrame, kind: str, count: int = 4) -> list[Figures]:
    """The columns of the first `count` quarters of a kind."""
    return [data[f"{name}_{kind}"].to_numpy() for name in TRIWULAN[:count]]


def running_quarters(data: pd.DataFrame, kind: str) -> int:
    """How many quarters of a kind have begun; 4 where nothing tells."""
    columns = quarters(data, kind)
    return next((number for number in (4, 3, 2, 1) if nonzero(columns[number - 1]).any()), 4)


def decide_quarters(
    data: pd.DataFrame,
    printed: pd.DataFrame,
    evidence: Mapping[str, QuarterEvidence],
    rules: RuleSet,
    usual: str,
) -> dict[str, QuarterDecision]:
    """The decision for K and for Rp; `usual` is the form's own convention."""
    settings = {"k": rules.triwulan_k, "rp": rules.triwulan_rp}
    tells = {"k": additive_rows(data, rules), "rp": np.ones(len(data), dtype=bool)}
    return {
        kind: _decide(kind, data, printed, tells[kind], evidence[kind], settings[kind], usual)
        for kind in ("k", "rp")
    }


def _decide(
    kind: str,
    data: pd.DataFrame,
    printed: pd.DataFrame,
    counted: Mask,
    evidence: QuarterEvidence,
    setting: str,
    usual: str,
) -> QuarterDecision:
    """`counted` marks the rows whose movement from quarter to quarter tells: counts and money, not percentages."""
    running = running_quarters(data, kind)

    def decision(cara: str, dasar: str, **isi: object) -> QuarterDecision:
        return QuarterDecision(kind, cara, dasar, running, isi)

    if setting != "auto":
        return decision(setting, "setelan")
    named = _number_row(evidence.number_row)
    if named:
        return decision(named, "baris-nomor", rumus=evidence.number_row)
    cara, most, whole = _majority(evidence.formulas)
    if cara:
        return decision(cara, "rumus-sel", cocok=most, semua=whole)
    columns = quarters(data, kind, running)
    filled = _filled_evidence(columns, printed[f"realisasi_renja_{kind}"].to_numpy())
    cara, most, whole = _majority(filled)
    if cara:
        return decision(cara, "kolom-12", cocok=most, semua=whole)
    columns = [column[counted] for column in columns]
    moves = movements(columns)
    falling, telling = int(moves.falls.sum()), int(moves.telling.sum())
    rising = int((moves.rises & ~moves.falls).sum())
    enough = max(1, _FEW * int(np.logical_or.reduce([nonzero(column) for column in columns]).sum()))
    if falling >= enough and falling > _FALLING_SHARE * telling:
        return decision(JUMLAH, "turun", turun=falling, semua=telling)
    if rising >= enough and rising > telling / 2:
        return decision(KUMULATIF, "naik", naik=rising, semua=telling)
    return decision(usual, "bawaan")


def _number_row(text: str) -> str:
    """jumlah for `12 = 8+9+10+11`, kumulatif for `12 = 11`, "" where the number row says nothing."""
    if text.count("+") >= 2:
        return JUMLAH
    return KUMULATIF if re.fullmatch(r"\(?\d+\)?\s*=\s*\(?\d+\)?", text) else ""


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


class Movements(NamedTuple):
    """By row: whether a quarter falls below the one before it, whether one rises, whether two are filled."""

    falls: Mask
    rises: Mask
    telling: Mask


def movements(columns: Sequence[Figures]) -> Movements:
    """How the quarters move. A 0 counts only where a figure other than 0 follows it: else it has not begun."""
    count = len(columns[0])
    later = np.zeros(count, dtype=bool)
    present: list[Mask] = []
    for column in reversed(columns):
        later |= nonzero(column)
        present.insert(0, known(column) & later)
    falls, rises, telling = (np.zeros(count, dtype=bool) for _ in range(3))
    last = blanks(count)
    for column, here in zip(columns, present, strict=True):
        both = here & nonzero(last)
        telling |= both
        falls[both] |= (column[both] < last[both]).astype(bool)
        rises[both] |= (column[both] > last[both]).astype(bool)
        last[here] = column[here]
    return Movements(falls, rises, telling)


def realisasi_renja(data: pd.DataFrame, decision: QuarterDecision) -> Figures:
    """Column 12 of one kind by its convention (K in its unit, Rp in rupiah)."""
    if decision.cara == JUMLAH:
        return total(quarters(data, decision.jenis))
    return last_known(quarters(data, decision.jenis, decision.berjalan))


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
    return found + _falling_findings(data, decision)


def _falling_findings(data: pd.DataFrame, decision: QuarterDecision) -> list[Finding]:
    """Running totals that fall: each is named at the quarter that is less than the one before it."""
    if decision.cara != KUMULATIF:
        return []
    found = []
    columns = quarters(data, decision.jenis, decision.berjalan)
    last = blanks(len(data))
    for name, column in zip(TRIWULAN, columns, strict=False):
        both = known(column) & known(last)
        both[both] = column[both] < last[both]
        for index, urut, nama in selected(data, both):
            found.append(
                finding(
                    "triwulan-turun",
                    urut=urut,
                    kolom=f"{name}_{decision.jenis}",
                    nama=nama,
                    tertulis=column[index],
                    seharusnya=f">= {last[index]}",
                )
            )
        last = np.where(known(column), column, last)
    return found
