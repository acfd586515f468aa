"""Columns 12 to 17 of every indicator, from the frame of inputs to the computed frame."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from renja_xl.model.frame import DATA_NAMES, LINKS, NOTES, TRIWULAN, check_computed
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import Jenjang, RuleSet
from renja_xl.rules.exact import Figures, Mask, blanks, capped, known, nonzero, percent, rounded, total
from renja_xl.rules.left_blank import Spent, left_blank
from renja_xl.rules.quarters import ways
from renja_xl.rules.realisasi import kept_from_sheet, realisasi_renja
from renja_xl.rules.rows import averaged_rows, main_rows
from renja_xl.rules.units import additive_rows, negative_rows

_HUNDRED = Decimal(100)

# Columns 13 to 17: what column 12 is enough for, then what is built on these.
_STEPS = (
    ("realisasi_renstra_k", "realisasi_renstra_rp", "capaian_renja_k", "capaian_renja_rp"),
    ("capaian_renstra_k", "capaian_renstra_rp", "efisiensi"),
)
CHAIN = tuple(key for step in _STEPS for key in step)


def compute(
    data: pd.DataFrame,
    printed: pd.DataFrame,
    unread: Collection[tuple[int, str]],
    rules: RuleSet,
    decisions: Mapping[str, QuarterDecision],
) -> pd.DataFrame:
    """The frame with columns 12 to 17 (K in its unit, Rp in rupiah, percentages in percentage points).

    `unread` names the input cells, by `urut` and key, that hold something nobody could read: what would be
    built on them stays blank. Adds `cara_k`/`cara_rp` (the convention of column 12), `tetap_k`/`tetap_rp`
    (column 12 kept from the sheet), `dijumlahkan` (14 K = 6 + 12, not 12), `negatif` (the smaller the better),
    `ragu_…` (column 12 blank for an unread quarter), `ragu_lalu_…` (column 14 blank for an unread column 6),
    `kolom_ragu` (the columns of money whose figure is unknown for an unread cell, or left blank above rows that
    have one: no sum may leave them out),
    `bobot` (its weight in averages by budget, rupiah) and `predikat_efisiensi`. Source: the number row of
    Tabel 2.1/2.2.
    """
    additive = additive_rows(data, rules)
    found: dict[str, npt.NDArray[Any]] = {
        "dijumlahkan": additive,
        "negatif": negative_rows(data, rules),
        "bobot": bobot(data, rules),
    }
    for kind, decision in decisions.items():
        name = f"realisasi_renja_{kind}"
        cara = ways(data, decision, rules)
        computed, written = realisasi_renja(data, decision, cara), printed[name].to_numpy()
        doubtful = _rows_with(unread, [f"{quarter}_{kind}" for quarter in TRIWULAN], len(data))
        computed[doubtful] = None
        doubtful |= _rows_with(unread, [name], len(data)) & ~known(computed)
        kept = kept_from_sheet(computed, written, cara)
        found[name] = np.where(kept, written, computed)
        found[f"cara_{kind}"] = cara
        found[f"tetap_{kind}"] = kept
        found[f"ragu_{kind}"] = doubtful & ~kept
        added = additive if kind == "k" else np.ones(len(data), dtype=bool)
        found[f"ragu_lalu_{kind}"] = added & _rows_with(unread, [f"realisasi_lalu_{kind}"], len(data))
    spent = Spent(found["realisasi_renja_rp"], found["cara_rp"], found["tetap_rp"])
    blank = left_blank(data, spent, unread)
    found["kolom_ragu"] = _unknown_money(unread, found["ragu_rp"], found["ragu_lalu_rp"], blank, rules)
    frame = _with_columns(data, found)
    for step in _STEPS:
        frame = _with_columns(frame, {key: column(frame, key, unread, rules) for key in step})
    named = [named_step(value, rules.efisiensi_jenjang) for value in frame["efisiensi"]]
    frame["predikat_efisiensi"] = pd.Series(named, dtype=object)
    check_computed(frame)
    own = [name for name in frame.columns if name not in (*DATA_NAMES, *LINKS, *NOTES)]
    return frame[[*DATA_NAMES, *own, *LINKS, *NOTES]]


def _with_columns(frame: pd.DataFrame, columns: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
    """The frame with further columns, joined at once: one by one each costs as much as all of them."""
    return pd.concat([frame, pd.DataFrame(columns)], axis=1)


def rows_with_target(frame: pd.DataFrame, kind: str) -> Mask:
    """The rows that are expected to have a target: Rp of every main row, K of every indicator."""
    planned = averaged_rows(frame)
    if kind == "rp":
        return planned & main_rows(frame)
    performs = (frame["indikator"].to_numpy() != "") | known(frame["realisasi_renja_k"].to_numpy())
    return np.asarray(planned & performs, dtype=bool)


def bobot(data: pd.DataFrame, rules: RuleSet) -> Figures:
    """The weight of K in averages by budget: column 7 Rp of the main row, shared by all its indicators."""
    owner = data["pemilik"].to_numpy(dtype=np.int64) - 1
    budget = data["target_renja_rp"].to_numpy()[owner]
    budget[~known(budget)] = Decimal(0)
    if rules.rata_rata_indikator == "semua":
        budget = budget / np.bincount(owner, minlength=len(data))[owner].astype(object)
    return np.asarray(budget, dtype=object)


def named_step(value: Decimal | None, steps: Sequence[Jenjang]) -> str | None:
    """The name of the step that a figure (persen) is in; a blank has none."""
    if value is None:
        return None
    return next((step.nama for step in steps if step.reached(value)), None)


def column(frame: pd.DataFrame, key: str, unread: Collection[tuple[int, str]], rules: RuleSet) -> Figures:
    """One column of `CHAIN` from those it is built on, as they stand in the frame beside its notes."""
    if key == "efisiensi":
        return efisiensi(frame, rules)
    name, kind = key.rsplit("_", 1)
    if name == "realisasi_renstra":
        return _realisasi_renstra(frame, kind, rules)
    target = f"target_{name.removeprefix('capaian_')}_{kind}"
    found = capaian(
        frame[name.replace("capaian", "realisasi") + f"_{kind}"].to_numpy(),
        frame[target].to_numpy(),
        frame["negatif"].to_numpy() if kind == "k" else np.zeros(len(frame), dtype=bool),
        rows_with_target(frame, kind) & ~_rows_with(unread, [target], len(frame)),
        rules,
    )
    if key == "capaian_renja_rp" and rules.rp_lanjutan == "nol":
        found[~main_rows(frame)] = Decimal(0)
    return found


def _realisasi_renstra(frame: pd.DataFrame, kind: str, rules: RuleSet) -> Figures:
    found = realisasi_renstra(
        frame[f"realisasi_lalu_{kind}"].to_numpy(),
        frame[f"realisasi_renja_{kind}"].to_numpy(),
        frame[f"target_renja_{kind}"].to_numpy(),
        np.ones(len(frame), dtype=bool) if kind == "rp" else frame["dijumlahkan"].to_numpy(),
        rules,
    )
    found[(frame[f"ragu_{kind}"] | frame[f"ragu_lalu_{kind}"]).to_numpy()] = None
    return found


def _rows_with(unread: Collection[tuple[int, str]], keys: Sequence[str], count: int) -> Mask:
    """The rows in which one of these cells is unread."""
    found = np.zeros(count, dtype=bool)
    found[[urut - 1 for urut, key in unread if key in keys]] = True
    return found


def _unknown_money(
    unread: Collection[tuple[int, str]],
    quarters: Mask,
    before: Mask,
    blank: Mapping[str, Mask],
    rules: RuleSet,
) -> Figures:
    """For each row the columns of money of which an unread cell hides the figure, or which are left `blank`.

    `quarters` marks the rows without column 12 for an unread quarter or for itself, `before` those with an unread
    column 6.
    """
    found: list[set[str]] = [set() for _ in quarters]
    for urut, key in unread:
        if key.endswith("_rp") and key != "realisasi_renja_rp":
            found[urut - 1].add(key)
    for keys, no_quarter, no_past in zip(found, quarters.tolist(), before.tolist(), strict=True):
        if no_quarter:
            keys.add("realisasi_renja_rp")
        no_target = rules.renstra_kosong_bila_target_renja_nol and "target_renja_rp" in keys
        if no_quarter or no_past or no_target:
            keys.add("realisasi_renstra_rp")
    for key, rows in blank.items():
        for index in np.flatnonzero(rows).tolist():
            found[index].add(key)
    return np.fromiter(map(frozenset, found), dtype=object, count=len(found))


def capaian(actual: Figures, target: Figures, negative: Mask, asked: Mask, rules: RuleSet) -> Figures:
    """Columns 13 and 15: actual / target x 100; what a target of 0 or none gives, the rule set says.

    Where the smaller is the better, by the rule set's formula of T (target) and R (actual). `asked` marks the
    rows that should have a target.
    """
    found = percent(actual, target)
    where = negative & known(actual) & nonzero(target)
    if where.any():
        found[where] = _negative_percent(actual[where], target[where], rules.negatif_rumus)
    if rules.target_nol == "nol":
        found[asked & known(target) & ~nonzero(target)] = Decimal(0)
    if rules.target_kosong == "nol":
        found[asked & ~known(target)] = Decimal(0)
    return capped(found) if rules.batas_100 == "sel" else found


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
    """Column 17: 13 K / 13 Rp x 100 in whole percent, blank where 13 Rp is 0 or blank; or 13 K - 13 Rp."""
    performance, money = frame["capaian_renja_k"].to_numpy(), frame["capaian_renja_rp"].to_numpy()
    ratio = rules.efisiensi_rumus == "13K/13Rp"
    where = known(performance) & (nonzero(money) if ratio else known(money))
    if rules.rp_lanjutan == "nol":
        where &= main_rows(frame)
    if rules.efisiensi_kosong_bila_nol:
        where &= nonzero(performance) & nonzero(money)
    found = blanks(len(frame))
    if where.any() and ratio:
        found[where] = rounded(performance[where] * _HUNDRED / money[where], 0)
    elif where.any():
        found[where] = performance[where] - money[where]
    return found
