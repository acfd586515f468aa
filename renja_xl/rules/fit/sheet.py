"""One step ahead of what is printed: each column computed from the printed cells of those it is built on.

So a wrong cell speaks against no rule but its own, and a rule is judged by the figures it was applied to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from renja_xl.model.matrix import SUMMARY_KEYS, Matrix
from renja_xl.model.result import QuarterDecision, running
from renja_xl.model.rule_set import RuleSet
from renja_xl.rules.averages import groupings, means, summarise
from renja_xl.rules.columns import bobot, column, compute
from renja_xl.rules.exact import Figures
from renja_xl.rules.fit.cells import MEANS, REALISASI, Cells, as_printed, printed_cells
from renja_xl.rules.kamus import fill_from_kamus, with_kamus
from renja_xl.rules.quarters import decide_quarters, running_quarters, ways
from renja_xl.rules.realisasi import realisasi_renja

# The figures of one column (`CHAIN`, column 12 or a mean) by some rules.
Expected = Callable[[str, RuleSet], Figures]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A matrix with what its dictionaries say of units, and its printed columns.

    `triwulan` is how many quarters have begun; `heads` says which averages there are, as `Rekap` does.
    """

    matrix: Matrix
    data: pd.DataFrame
    cells: Mapping[str, Cells]
    triwulan: int
    heads: pd.DataFrame

    def shown(self, rules: RuleSet) -> pd.DataFrame:
        """The computed frame with the printed figures in it."""
        return as_printed(_computed(self.matrix, self.data, rules)[0], self.cells)


def sheet_of(matrix: Matrix, base: RuleSet) -> tuple[Sheet, RuleSet]:
    """The sheet, and the rules with what its dictionaries decide."""
    data, _ = fill_from_kamus(matrix.data, matrix.kamus, base)
    rules = with_kamus(base, matrix.kamus)
    frame, triwulan = _computed(matrix, data, rules)
    rekap = summarise(frame, rules, triwulan)
    return Sheet(matrix, data, printed_cells(matrix, frame, rekap), triwulan, rekap), rules


def _computed(matrix: Matrix, data: pd.DataFrame, rules: RuleSet) -> tuple[pd.DataFrame, int]:
    decisions = decide_quarters(data, matrix.printed, matrix.evidence, rules, matrix.form.triwulan_bawaan)
    return compute(data, matrix.printed, matrix.unread, rules, decisions), running(decisions)


def one_step(sheet: Sheet, frame: pd.DataFrame) -> Expected:
    """How rules continue a frame, column by column."""

    groups = groupings(frame, sheet.heads)

    def expected(key: str, rules: RuleSet) -> Figures:
        if key in REALISASI:
            return _quarters(sheet.data, key.rsplit("_", 1)[1], rules)
        if key in MEANS:
            weighed = frame.assign(bobot=pd.Series(bobot(frame, rules), dtype=object))
            return means(weighed, SUMMARY_KEYS[MEANS.index(key)], rules, groups)
        return column(frame, key, sheet.matrix.unread, rules)

    return expected


def _quarters(data: pd.DataFrame, kind: str, rules: RuleSet) -> Figures:
    cara = rules.triwulan_k if kind == "k" else rules.triwulan_rp
    decision = QuarterDecision(kind, cara, "setelan", running_quarters(data, kind))
    return realisasi_renja(data, decision, ways(data, decision, rules))
