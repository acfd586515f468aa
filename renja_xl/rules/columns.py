"""Columns 12 to 17 of every indicator, from the frame of inputs to the computed frame."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import numpy as np
import pandas as pd

from renja_xl.model.frame import DATA_NAMES, LINKS, TRIWULAN, check_computed
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import RuleSet
from renja_xl.rules.exact import Figures, Mask, blanks, known, nonzero, percent, rounded, total
from renja_xl.rules.quarters import kept_from_sheet, realisasi_renja
from renja_xl.rules.units import additive_rows, negative_rows

_HUNDRED = Decimal(100)

# Beside the columns of `Data` the computed frame carries how each row was computed, for the formulas.
NOTES = (
    *("tetap_k", "tetap_rp", "ragu_k", "ragu_rp", "ragu_lalu_k", "ragu_lalu_rp"),
    *("dijumlahkan", "negatif"),
)


def compute(
    data: pd.DataFrame,
    printed: pd.DataFrame,
    unread: Collection[tuple[int, str]],
    rules: RuleSet,
    decisions: Mapping[str, QuarterDecision],
) -> pd.DataFrame:
    """The frame with columns 12 to 17 (K in its unit, Rp in rupiah, percentages in percentage points).

    `unread` names the input cells, by `urut` and key, that hold something nobody could read: what would be
    built on them stays blank. Adds `tetap_k`/`tetap_rp` (column 12 kept from the sheet), `dijumlahkan`
    (14 K = 6 + 12, not 12), `negatif` (the smaller the better), `ragu_…` (column 12 blank for an unread
    quarter) and `ragu_lalu_…` (column 14 blank for an unread column 6). Source: the number row of Tabel 2.1/2.2.
    """
    frame = data.copy()
    negative = negative_rows(data, rules)
    additive = additive_rows(data, rules)
    for kind, decision in decisions.items():
        name = f"realisasi_renja_{kind}"
        computed, written = realisasi_renja(data, decision), printed[name].to_numpy()
        doubtful = _rows_with(unread, [f"{quarter}_{kind}" for quarter in TRIWULAN], len(data))
        computed[doubtful] = None
        kept = kept_from_sheet(computed, written)
        frame[name] = np.where(kept, written, computed)
        frame[f"tetap_{kind}"] = kept
        frame[f"ragu_{kind}"] = doubtful & ~kept
        added = additive if kind == "k" else np.ones(len(data), dtype=bool)
        frame[f"ragu_lalu_{kind}"] = added & _rows_with(unread, [f"realisasi_lalu_{kind}"], len(data))
    for kind in ("k", "rp"):
        _compute_kind(frame, kind, rules, additive, negative)
    frame["efisiensi"] = efisiensi(frame, rules)
    frame["dijumlahkan"], frame["negatif"] = additive, negative
    check_computed(frame)
    own = [name for name in frame.columns if name not in (*DATA_NAMES, *LINKS, *NOTES)]
    return frame[[*DATA_NAMES, *own, *LINKS, *NOTES]]


def _compute_kind(frame: pd.DataFrame, kind: str, rules: RuleSet, additive: Mask, negative: Mask) -> None:
    target, actual = frame[f"target_renja_{kind}"].to_numpy(), frame[f"realisasi_renja_{kind}"].to_numpy()
    smaller_better = negative if kind == "k" else np.zeros(len(frame), dtype=bool)
    frame[f"capaian_renja_{kind}"] = capaian(actual, target, smaller_better, rules)
    if kind == "rp" and rules.rp_lanjutan == "nol":
        further = (frame["jenis"] == "lanjutan").to_numpy()
        frame["capaian_renja_rp"] = np.where(further, Decimal(0), frame["capaian_renja_rp"])  # type: ignore[call-overload]
    before = frame[f"realisasi_lalu_{kind}"].to_numpy()
    plus = np.ones(len(frame), dtype=bool) if kind == "rp" else additive
    renstra = realisasi_renstra(before, actual, target, plus, rules)
    renstra[(frame[f"ragu_{kind}"] | frame[f"ragu_lalu_{kind}"]).to_numpy()] = None
    frame[f"realisasi_renstra_{kind}"] = renstra
    frame[f"capaian_renstra_{kind}"] = capaian(
        renstra, frame[f"target_renstra_{kind}"].to_numpy(), smaller_better, rules
    )


def _rows_with(unread: Collection[tuple[int, str]], keys: Sequence[str], count: int) -> Mask:
    """The rows in which one of these cells is unread."""
    found = np.zeros(count, dtype=bool)
    found[[urut - 1 for urut, key in unread if key in keys]] = True
    return found


def capaian(actual: Figures, target: Figures, negative: Mask, rules: RuleSet) -> Figures:
    """Columns 13 and 15: actual / target x 100; blank where the target is 0 or blank.

    Where the smaller is the better, by the rule set's formula of T (target) and R (actual).
    """
    found = percent(actual, target)
    where = negative & known(actual) & nonzero(target)
    if where.any():
        found[where] = _negative_percent(actual[where], target[where], rules.negatif_rumus)
    return found


def _negative_percent(actual: Figures, target: Figures, formula: str) -> Figures:
    above = {"(2T-R)/T": 2 * target - actual, "(100-R)/(100-T)": _HUNDRED - actual, "T/R": target}[formula]
    below = {"(2T-R)/T": target, "(100-R)/(100-T)": _HUNDRED - target, "T/R": actual}[formula]
    return percent(above, below)


def realisasi_renstra(
    before: Figures, actual: Figures, target: Figures, plus: Mask, rules: RuleSet
) -> Figures:
    """Column 14: 6 + 12 where adding makes sense, else 12. Blank column 6 counts as nothing before."""
    found = np.where(plus, total([before, actual]), actual)
    if rules.renstra_kosong_bila_nol:
        found[~nonzero(found)] = None
    if rules.renstra_kosong_bila_target_renja_nol:
        found[~nonzero(target)] = None
    return found


def efisiensi(frame: pd.DataFrame, rules: RuleSet) -> Figures:
    """Column 17: 13 K / 13 Rp x 100 in whole percent; blank where 13 Rp is 0 or blank."""
    performance, money = frame["capaian_renja_k"].to_numpy(), frame["capaian_renja_rp"].to_numpy()
    found = blanks(len(frame))
    where = known(performance) & nonzero(money)
    if rules.efisiensi_kosong_bila_nol:
        where &= nonzero(performance)
    if where.any():
        found[where] = rounded(performance[where] * _HUNDRED / money[where], 0)
    return found
