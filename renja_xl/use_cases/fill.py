"""Everything that is computed for a matrix that was read: from `Matrix` to `Filled`. No file is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from renja_xl.model.findings import Finding, located, ordered
from renja_xl.model.frame import AVERAGED
from renja_xl.model.matrix import Matrix
from renja_xl.model.result import Filled, QuarterDecision, running
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.rule_file import known_scales
from renja_xl.rules.averages import scale_findings, summarise, totals
from renja_xl.rules.blank_sums import blank_sum_findings
from renja_xl.rules.carry import carry
from renja_xl.rules.columns import compute
from renja_xl.rules.compare.column_12 import column_12_findings, wrong_rows
from renja_xl.rules.compare.quarter_slips import QuarterSlip, mended
from renja_xl.rules.compare.roots import Computed
from renja_xl.rules.compare.trace import compare
from renja_xl.rules.exact import Mask
from renja_xl.rules.kamus import fill_from_kamus, with_kamus
from renja_xl.rules.quarters import decide_quarters, ways
from renja_xl.rules.realisasi import (
    different_findings,
    quarter_findings,
    without_other_formulas,
)
from renja_xl.rules.reconcile import reconcile
from renja_xl.rules.targets import target_findings
from renja_xl.rules.units import unit_findings, unused_settings


@dataclass(frozen=True, slots=True)
class Source:
    """Where a matrix came from: the file's name and digest, and the last year's result that fills column 6."""

    name: str = ""
    sha256: str = ""
    last_year: Filled | None = None


def fill(matrix: Matrix, rules: RuleSet, source: Source = Source()) -> Filled:
    """Columns 12 to 17, averages, totals and findings: what dictionaries say comes first, then column 6."""
    given, rules, found = _given(matrix, rules, source)
    frame = compute(given.data, given.printed, matrix.unread, rules, given.decisions)
    triwulan = running(given.decisions)
    rekap = summarise(frame, rules, triwulan)
    found += different_findings(given.decisions)
    found += target_findings(frame, matrix.unread, rules)
    found += blank_sum_findings(frame, matrix, rules)
    found += unit_findings(given.data, rules)
    found += scale_findings(rules, triwulan)
    found += _audited(matrix, given, frame, rekap, rules)
    return Filled(
        matrix=matrix,
        rules=rules,
        decisions=given.decisions,
        frame=frame,
        rekap=rekap,
        totals=totals(frame),
        findings=ordered(located(found, matrix.place.sheet, matrix.place.cell)),
        name=source.name,
        sha256=source.sha256,
        last_year=source.last_year.name if source.last_year else "",
    )


class _Given(NamedTuple):
    """What is computed from: inputs, columns 12 to 17 as the sheet has them, the convention of column 12."""

    data: pd.DataFrame
    printed: pd.DataFrame
    decisions: Mapping[str, QuarterDecision]


def _given(matrix: Matrix, rules: RuleSet, source: Source) -> tuple[_Given, RuleSet, list[Finding]]:
    """The inputs with what dictionaries and last year bring, the rules with what dictionaries decide."""
    data, printed = matrix.data, matrix.printed
    found = [*matrix.findings, *unused_settings(data, rules)]
    if matrix.kamus:
        data, said = fill_from_kamus(data, matrix.kamus, rules)
        rules = with_kamus(rules, matrix.kamus)
        found += said
    if source.last_year:
        data, said = carry(data, matrix.unread, source.last_year.frame, rules)
        found += said
    decisions = decide_quarters(data, printed, matrix.evidence, rules, matrix.form.triwulan_bawaan)
    for kind, decision in decisions.items():
        key = f"realisasi_renja_{kind}"
        column, said = without_other_formulas(
            printed[key].to_numpy(), decision, matrix.evidence[kind], ways(data, decision, rules)
        )
        printed = printed.assign(**{key: pd.Series(column, dtype=object)})
        found += said
    return _Given(data, printed, decisions), rules, found


def _audited(
    matrix: Matrix, given: _Given, frame: pd.DataFrame, rekap: pd.DataFrame, rules: RuleSet
) -> list[Finding]:
    """What is wrong in the sheet: column 12 and quarters, what cannot all be true, every printed figure."""
    triwulan = running(given.decisions)
    right = frame
    by_quarters = None
    if frame["tetap_k"].any() or frame["tetap_rp"].any():
        by_quarters = _with_column_12(matrix, given, rules, dict.fromkeys(("k", "rp"), slice(None)))
        wrong = {
            kind: wrong_rows(frame, by_quarters, given.printed, matrix.unread, kind)
            for kind in given.decisions
        }
        if any(rows.any() for rows in wrong.values()):
            right = _with_column_12(matrix, given, rules, wrong)
            rekap = summarise(right, rules, triwulan)
    slips: list[QuarterSlip] = []
    found: list[Finding] = []
    for decision in given.decisions.values():
        mistyped, said = column_12_findings(frame, by_quarters, given.printed, matrix.unread, decision)
        slips += mistyped
        found += [*said, *quarter_findings(frame, decision, mistyped)]
    found += reconcile(matrix, mended(frame, slips), given.printed, rules, triwulan)
    computed = Computed(
        frame=right,
        rekap=rekap,
        totals={f"seluruh_{level}": totals(right, level) for level in AVERAGED},
        rules=rules,
        scales=known_scales(),
        triwulan=triwulan,
        kept=frame,
        unread=matrix.unread,
        moved=matrix.moved,
    )
    # Where reading has said why a cell holds no figure, that it is blank is no news.
    explained = {item.sel for item in matrix.findings}
    return found + [
        item
        for item in compare(computed, given.printed, matrix.summaries, matrix.place.sheet)
        if item.kode != "sel-kosong" or matrix.place.cell(item.urut, item.kolom) not in explained
    ]


def _with_column_12(
    matrix: Matrix, given: _Given, rules: RuleSet, anew: Mapping[str, slice | Mask]
) -> pd.DataFrame:
    """The computed frame with column 12 of some rows of each kind from the quarters, whatever the sheet has."""
    printed = given.printed.copy()
    for kind, rows in anew.items():
        column = printed[f"realisasi_renja_{kind}"].to_numpy().copy()
        column[rows] = None
        printed[f"realisasi_renja_{kind}"] = pd.Series(column, dtype=object)
    return compute(given.data, printed, matrix.unread, rules, given.decisions)
