"""Averages, their predicates and the totals: the sheet `Rekap`, one row per average.

K: the mean over all indicators of the level; Rp: over the main rows. Blanks are left out, zeros are not, all
weigh the same, unless the rule set says otherwise. Each mean is built on the percentages as printed, and is
itself rounded half up to 2 decimals.
Source: the average rows of Tabel 2.1/2.2; predicates by the scale of the rule set.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import AVERAGED, COMPUTED_NAMES, FIGURE_NAMES, NUMERALS, REKAP_NAMES
from renja_xl.model.matrix import SUMMARY_KEYS
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.columns import named_step
from renja_xl.rules.exact import Figures, Mask, blanks, capped, known, nonzero, percent, quotient, summed
from renja_xl.rules.rows import doubtful_rows, main_rows, rows_of_level, rows_where

_AVERAGE_OF = {"kegiatan": "subkegiatan", "program": "kegiatan"}
Groups = npt.NDArray[np.int64]
# The group of each row, -1 where it is in none, and the groups that have an average, in the order of `Rekap`.
Grouping = tuple[Groups, Groups]


def summarise(frame: pd.DataFrame, rules: RuleSet, triwulan: int = 4) -> pd.DataFrame:
    """The columns of `Rekap`, then `kelompok` and `sesudah`, in the order in which the form prints them.

    `kelompok` is the `urut` of the kegiatan or program that the average closes, 0 for a whole level;
    `sesudah` the `urut` of the last row above it. Means and `serapan_rp` (total realisation / total budget x 100)
    are percentage points, money is rupiah; where a cell that is added could not be read both stay blank.
    Predicates are by the scale of `triwulan`.
    """
    heads = _heads(frame)
    groups = groupings(frame, heads)
    heads["jumlah_indikator"] = np.concatenate([_counts(*grouping) for grouping in groups])
    figures = {
        key: np.concatenate([_money(frame, key, *grouping) for grouping in groups])
        for key in ("target_renja_rp", "realisasi_renja_rp")
    }
    figures["serapan_rp"] = percent(figures["realisasi_renja_rp"], figures["target_renja_rp"])
    for key in SUMMARY_KEYS:
        figures[key] = means(frame, key, rules, groups)
        predicates = [named_step(value, rules.scale(triwulan)) for value in figures[key]]
        figures[f"predikat_{key}"] = np.array(predicates, dtype=object)
    rekap = pd.concat([heads, pd.DataFrame(figures, dtype=object)], axis=1)
    return rekap[[*REKAP_NAMES, "kelompok", "sesudah"]]


def members(frame: pd.DataFrame, scope: str, group: int) -> pd.DataFrame:
    """The rows that an average of a scope is taken over, main and further; `group` 0 is the whole level."""
    level = scope.removeprefix("seluruh_")
    where = rows_of_level(frame, level)
    return frame[where & (frame["induk"].to_numpy() == group)] if group else frame[where]


def groupings(frame: pd.DataFrame, heads: pd.DataFrame) -> tuple[Grouping, ...]:
    """The nested averages, then those of whole levels; `heads` says which there are (`Rekap` does too)."""
    nested = heads["kelompok"].to_numpy(dtype=np.int64)
    number = {level: number for number, level in enumerate(AVERAGED)}
    levels = np.array([number.get(level, -1) for level in frame["level"].tolist()], dtype=np.int64)
    whole = (levels, np.arange(len(AVERAGED)))
    return tuple(part for part in ((_nested_groups(frame), nested[nested > 0]), whole) if len(part[1]))


def means(frame: pd.DataFrame, key: str, rules: RuleSet, groups: Sequence[Grouping]) -> Figures:
    """The mean of one column of percentages for each row of `Rekap` (percentage points).

    Where budgets weigh, one that could not be read leaves the means that it weighs in blank.
    """
    found = np.concatenate([_means(frame, key, rules, *grouping) for grouping in groups])
    if rules.rata_rata_tanpa_nilai == "nol":
        found[~known(found)] = Decimal(0)
    if rules.rata_rata_bobot == "anggaran":
        weights = [_in_doubt(frame, "target_renja_rp", *grouping) for grouping in groups]
        found[np.concatenate(weights)] = None
    return found


def scale_findings(rules: RuleSet, triwulan: int) -> list[Finding]:
    """Which scale the predicates follow, where the rule set has one for each quarter."""
    if not any(rules.jenjang_triwulan):
        return []
    blanks_of: dict[str, object] = {"triwulan": NUMERALS[triwulan - 1]}
    own = bool(rules.jenjang_triwulan[triwulan - 1])
    return [finding("skala-triwulan" if own else "skala-umum", blanks_of, kolom="capaian_renja_k")]


def totals(frame: pd.DataFrame, level: str = "program") -> dict[str, Decimal | None]:
    """Jumlah dari seluruh Program, or of another level: every Rp column of money over its main rows (rupiah).

    A sum in which a cell could not be read is blank: without it the sum would be too low, and nobody would see it.
    """
    rows = rows_of_level(frame, level) & main_rows(frame)
    money = [name for name in (*FIGURE_NAMES, *COMPUTED_NAMES) if name.endswith("_rp")]
    return {
        key: None if (rows & doubtful_rows(frame, key)).any() else summed(frame[key].to_numpy()[rows])
        for key in money
        if not key.startswith("capaian")
    }


def _nested_groups(frame: pd.DataFrame) -> Groups:
    """The kegiatan of each sub kegiatan and the program of each kegiatan; -1 for rows in no nested average."""
    levels = frame["level"].to_numpy()
    parents = np.array(["", *levels], dtype=object)[frame["induk"].to_numpy()]
    inside = np.zeros(len(frame), dtype=bool)
    for owner, member in _AVERAGE_OF.items():
        inside |= (parents == owner) & (levels == member)
    return np.where(inside, frame["induk"].to_numpy(), -1)


def _heads(frame: pd.DataFrame) -> pd.DataFrame:
    """What is averaged, in the order in which it is printed: sub kegiatan before kegiatan, whole levels last."""
    averaged = main_rows(frame) & rows_where(frame["level"], _AVERAGE_OF.__contains__)
    ends = _last_rows(frame)[averaged]
    levels = np.array([_AVERAGE_OF[level] for level in frame["level"].to_numpy()[averaged]], dtype=object)
    order = np.flatnonzero(averaged)[np.lexsort((levels != "subkegiatan", ends))]
    owners = frame[["level", "kode", "nama", "urut"]].iloc[order]
    whole = [f"seluruh_{level}" for level in AVERAGED]
    return pd.DataFrame(
        {
            "cakupan": [*map(_AVERAGE_OF.get, owners["level"]), *whole],
            "kode": [*owners["kode"], *("" for _ in whole)],
            "nama": [*owners["nama"], *(sentence(f"cakupan.{scope}") for scope in whole)],
            "kelompok": [*owners["urut"], *(0 for _ in whole)],
            "sesudah": [*np.sort(ends), *(len(frame) for _ in whole)],
        }
    )


def _last_rows(frame: pd.DataFrame) -> Groups:
    """For each main row the last `urut` at or below it."""
    urut, parent = frame["urut"].to_numpy(), frame["induk"].to_numpy()
    above = np.array([0, *parent])
    ends = np.zeros(len(frame) + 1, dtype=np.int64)
    for lineage in (frame["pemilik"].to_numpy(), parent, above[parent], above[above[parent]]):
        np.maximum.at(ends, lineage, urut)
    return ends[1:]


def _counts(groups: Groups, wanted: Groups) -> Groups:
    """How many indicators each wanted group has."""
    return np.bincount(groups[groups >= 0], minlength=int(wanted.max()) + 1)[wanted]


def _money(frame: pd.DataFrame, key: str, groups: Groups, wanted: Groups) -> Figures:
    """The money of each wanted group (rupiah), over its main rows; blank where one of them is in doubt."""
    values, where = frame[key].to_numpy(), (groups >= 0) & main_rows(frame)
    sums = _sums(values, groups, where & known(values), wanted)
    sums[_in_doubt(frame, key, groups, wanted)] = None
    return sums


def _in_doubt(frame: pd.DataFrame, key: str, groups: Groups, wanted: Groups) -> Mask:
    """The wanted groups in which the money of a main row is in doubt."""
    return np.isin(wanted, groups[(groups >= 0) & main_rows(frame) & doubtful_rows(frame, key)])


def _means(frame: pd.DataFrame, key: str, rules: RuleSet, groups: Groups, wanted: Groups) -> Figures:
    """The mean of a column over each group, as the rule set weighs, caps and skips."""
    where = groups >= 0
    if key.endswith("_rp") or rules.rata_rata_indikator == "utama":
        where &= main_rows(frame)
    values = frame[key].to_numpy()
    where = where & (nonzero(values) if rules.rata_rata_nol == "dilewati" else known(values))
    if rules.batas_100 == "rata-rata":
        values = capped(values)
    weights = np.full(len(frame), Decimal(1), dtype=object)
    if rules.rata_rata_bobot == "anggaran":
        weights = frame["bobot" if key.endswith("_k") else "target_renja_rp"].to_numpy()
        where &= known(weights)
    weighed = blanks(len(frame))
    weighed[where] = values[where] * weights[where]
    return quotient(_sums(weighed, groups, where, wanted), _sums(weights, groups, where, wanted, Decimal(0)))


def _sums(
    values: Figures, groups: Groups, where: Mask, wanted: Groups, nothing: Decimal | None = None
) -> Figures:
    """The sum over each group; `nothing` where it has no figure."""
    sums: dict[int, Decimal] = {}
    for group, value in zip(groups[where].tolist(), values[where].tolist(), strict=True):
        sums[group] = sums[group] + value if group in sums else value
    found = blanks(len(wanted))
    found[:] = [sums.get(group, nothing) for group in wanted.tolist()]
    return found
