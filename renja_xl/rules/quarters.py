"""Column 12: which convention the quarters follow, decided by evidence.

Source: Permendagri 86/2017, Formulir E.81 (12 = 8+9+10+11); the published Tabel 2.1/2.2 print each quarter
up to that quarter. The order of evidence is that of docs/keputusan.md, "Kolom 12".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import JUMLAH, KUMULATIF, MAKSIMUM, RATA_RATA, TETAP, RuleSet
from renja_xl.rules.exact import (
    Figures,
    Mask,
    blanks,
    half_up,
    known,
    largest,
    last_known,
    mean,
    nonzero,
    total,
)
from renja_xl.rules.indicators import setting_of_rows
from renja_xl.rules.units import additive_rows, coded_rows, negative_hint, negative_rows

_SHARE = 0.8
# A sheet of running totals has a correction or a typing error now and then; one of quarters falls often.
_FALLING_SHARE = 0.25
_FEW = 0.05
_HALF = Decimal("0.6")
_BEGUN = 0.2
AUTO = "auto"
# A convention, the ground for it and the blanks of its sentence.
Choice = tuple[str, str, dict[str, object]]


def quarters(data: pd.DataFrame, kind: str, count: int = 4) -> list[Figures]:
    """The columns of the first `count` quarters of a kind."""
    return [data[f"{name}_{kind}"].to_numpy() for name in TRIWULAN[:count]]


def running_quarters(data: pd.DataFrame, kind: str) -> int:
    """How many quarters of a kind have begun; 0 where nothing tells."""
    columns = quarters(data, kind)
    return next((number for number in (4, 3, 2, 1) if nonzero(columns[number - 1]).any()), 0)


def decide_quarters(
    data: pd.DataFrame,
    printed: pd.DataFrame,
    evidence: Mapping[str, QuarterEvidence],
    rules: RuleSet,
    usual: str,
) -> dict[str, QuarterDecision]:
    """The decision for K and for Rp; `usual` is the form's own convention."""
    settings = {"k": rules.triwulan_k, "rp": rules.triwulan_rp}
    counted = {"k": _counted(data, rules), "rp": np.ones(len(data), dtype=bool)}
    found = {}
    for kind in ("k", "rp"):
        running = running_quarters(data, kind)
        if settings[kind] != AUTO:
            choice: Choice = (settings[kind], "setelan", {})
        else:
            free = _own_ways(data, rules, kind) == ""
            sheet = _Sheet(
                [column[free] for column in quarters(data, kind, running or 4)],
                printed[f"realisasi_renja_{kind}"].to_numpy()[free],
                data[f"target_renja_{kind}"].to_numpy()[free],
                counted[kind][free],
                _of_rows(evidence[kind], free),
            )
            choice = _by_evidence(sheet) or (usual, "bawaan", {})
        cara, dasar, isi = choice
        found[kind] = QuarterDecision(kind, cara, dasar, running, isi)
    return found


def _counted(data: pd.DataFrame, rules: RuleSet) -> Mask:
    """The indicators that cannot fall while they run on: counts, but none that should become less."""
    lessening = np.array([bool(negative_hint(name, rules)) for name in data["indikator"]], dtype=bool)
    return np.asarray(additive_rows(data, rules) & ~negative_rows(data, rules) & ~lessening, dtype=bool)


def _of_rows(evidence: QuarterEvidence, free: Mask) -> QuarterEvidence:
    """What the formulas of some rows say."""
    formulas = {urut: cara for urut, cara in evidence.formulas.items() if free[urut - 1]}
    percents = [
        [value for value, here in zip(column, free, strict=True) if here] for column in evidence.percents
    ]
    return replace(evidence, formulas=formulas, percents=percents)


class _Sheet(NamedTuple):
    """What one kind of a sheet has to say, over the rows without a convention of their own.

    `counted` marks the rows whose movement from quarter to quarter tells: counts and money, not percentages.
    """

    columns: list[Figures]
    printed: Figures
    target: Figures
    counted: Mask
    evidence: QuarterEvidence


def _by_evidence(sheet: _Sheet) -> Choice | None:
    """The convention that the sheet shows, the surest evidence first; None where it shows none."""
    named = _number_row(sheet.evidence.number_row)
    if named:
        return named, "baris-nomor", {"rumus": sheet.evidence.number_row}
    counts = Counter(sheet.evidence.formulas.values())
    return (
        _majority(counts, sum(counts.values()), "rumus-sel")
        or _majority(*_filled_evidence(sheet.columns, sheet.printed), "kolom-12")
        or _majority(*_percent_evidence(sheet), "kolom-persen")
        or _by_movement([column[sheet.counted] for column in sheet.columns])
    )


def _by_movement(columns: list[Figures]) -> Choice | None:
    moves = movements(columns)
    falling, telling = int(moves.falls.sum()), int(moves.telling.sum())
    rising = int((moves.rises & ~moves.falls).sum())
    enough = max(1, _FEW * int(np.logical_or.reduce([nonzero(column) for column in columns]).sum()))
    if falling >= enough and falling > _FALLING_SHARE * telling:
        return JUMLAH, "turun", {"turun": falling, "semua": telling}
    if rising >= enough and rising > telling / 2:
        return KUMULATIF, "naik", {"naik": rising, "semua": telling}
    return None


def _number_row(text: str) -> str:
    """jumlah for `12 = 8+9+10+11`, kumulatif for `12 = 11`, "" where the number row says nothing."""
    if text.count("+") >= 2:
        return JUMLAH
    return KUMULATIF if re.fullmatch(r"\(?\d+\)?\s*=\s*\(?\d+\)?", text) else ""


def _majority(counts: Mapping[str, int], whole: int, dasar: str) -> Choice | None:
    """The convention that explains nearly all of the cells that can tell."""
    best = max(counts, key=lambda name: counts[name], default="")
    if not whole or counts[best] < _SHARE * whole:
        return None
    return best, dasar, {"cocok": counts[best], "semua": whole}


def _filled_evidence(columns: Sequence[Figures], printed: Figures) -> tuple[dict[str, int], int]:
    """How many filled cells of column 12 each convention reproduces, and how many any of them does.

    Only cells in which the conventions differ can tell.
    """
    where = known(printed) & known(total(columns))
    written = printed[where]
    given = {
        cara: by_convention(cara, [column[where] for column in columns], len(columns))
        for cara in (JUMLAH, KUMULATIF, RATA_RATA, MAKSIMUM)
    }
    telling = np.zeros(len(written), dtype=bool)
    for figures in given.values():
        telling |= np.asarray(figures != given[JUMLAH], dtype=bool)
    fits = {cara: telling & reproduces(written, figures, cara) for cara, figures in given.items()}
    return {cara: int(mask.sum()) for cara, mask in fits.items()}, int(
        np.logical_or.reduce(list(fits.values())).sum()
    )


def _percent_evidence(sheet: _Sheet) -> tuple[dict[str, int], int]:
    """How many percentages beside the last quarter only the sum, and only the last quarter, reproduces."""
    counts = {JUMLAH: 0, KUMULATIF: 0}
    percents = sheet.evidence.percents[: len(sheet.columns)]
    for index in np.flatnonzero(nonzero(sheet.target)).tolist() if percents else ():
        filled = [
            (column[index], percent)
            for column, printed in zip(sheet.columns, percents, strict=True)
            if column[index] and (percent := printed[index])
        ]
        if len(filled) > 1:
            last, shown = filled[-1]
            whole = sum(figure for figure, _ in filled)
            fits = [
                cara
                for cara, actual in ((JUMLAH, whole), (KUMULATIF, last))
                if _is_percent(shown, actual / sheet.target[index] * 100)
            ]
            if len(fits) == 1:
                counts[fits[0]] += 1
    return counts, sum(counts.values())


def _is_percent(shown: Decimal, expected: Decimal) -> bool:
    """Whether a percentage is what was expected, printed whole or as a fraction."""
    return abs(shown - expected) <= _HALF or abs(shown * 100 - expected) <= _HALF


def reproduces(written: Figures, computed: Figures, cara: str | Figures) -> Mask:
    """Where a convention gives what is written; a mean is written with any number of decimals. No blanks."""
    means = np.broadcast_to(np.asarray(cara == RATA_RATA, dtype=bool), len(written))
    shown = [half_up(value, 2) if mean else value for value, mean in zip(written, means, strict=True)]
    return np.asarray(np.array(shown, dtype=object) == computed, dtype=bool)


def ways(data: pd.DataFrame, decision: QuarterDecision, rules: RuleSet) -> Figures:
    """The convention of each row: the indicator's own, else that of the sheet.

    Levels of a coded scale cannot be added or averaged: there the last one holds.
    """
    found = _own_ways(data, rules, decision.jenis)
    found[found == ""] = decision.cara
    return found


def _own_ways(data: pd.DataFrame, rules: RuleSet, kind: str) -> Figures:
    """The conventions of indicators that have one of their own, "" for the others. Money has none."""
    if kind == "rp":
        return np.full(len(data), "", dtype=object)
    found = setting_of_rows(data, rules.triwulan_indikator)
    found[coded_rows(data, rules) & np.isin(found, ("", JUMLAH, RATA_RATA))] = KUMULATIF
    return found


def by_convention(cara: str, columns: Sequence[Figures], count: int) -> Figures:
    """Column 12 from the four quarters, of which `count` have begun."""
    begun = columns[:count]
    return {
        JUMLAH: lambda: total(columns),
        KUMULATIF: lambda: last_known(begun),
        TETAP: lambda: last_known(begun),
        RATA_RATA: lambda: mean(begun),
        MAKSIMUM: lambda: largest(begun),
    }[cara]()


class Movements(NamedTuple):
    """By row: whether a quarter falls below the one before it, whether one rises, whether two are filled."""

    falls: Mask
    rises: Mask
    telling: Mask


def movements(columns: Sequence[Figures]) -> Movements:
    """How the quarters move.

    A 0 counts only where a figure other than 0 follows it, or where the quarter has begun in one row of five: else
    it has not begun.
    """
    count = len(columns[0])
    filled = np.logical_or.reduce([nonzero(column) for column in columns])
    later = np.zeros(count, dtype=bool)
    present: list[Mask] = []
    for column in reversed(columns):
        later |= nonzero(column)
        begun = nonzero(column).sum() >= max(1, _BEGUN * filled.sum())
        present.insert(0, known(column) & (later | begun))
    falls, rises, telling = (np.zeros(count, dtype=bool) for _ in range(3))
    last = blanks(count)
    for column, here in zip(columns, present, strict=True):
        both = here & nonzero(last)
        telling |= both
        falls[both] |= (column[both] < last[both]).astype(bool)
        rises[both] |= (column[both] > last[both]).astype(bool)
        last[here] = column[here]
    return Movements(falls, rises, telling)
