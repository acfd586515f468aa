"""Everything that is computed for a matrix that was read: from `Matrix` to `Filled`. No file is touched."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from renja_xl.model.findings import located, ordered
from renja_xl.model.frame import AVERAGED
from renja_xl.model.matrix import Matrix
from renja_xl.model.result import Filled, running
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.rule_file import known_scales
from renja_xl.rules.averages import scale_findings, summarise, totals
from renja_xl.rules.carry import carry
from renja_xl.rules.columns import compute
from renja_xl.rules.compare.column_12 import column_12_findings
from renja_xl.rules.compare.quarter_slips import QuarterSlip, mended
from renja_xl.rules.compare.roots import Computed
from renja_xl.rules.compare.trace import compare
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
    frame = compute(data, printed, matrix.unread, rules, decisions)
    by_quarters = None
    if frame["tetap_k"].any() or frame["tetap_rp"].any():
        blank = pd.Series([None] * len(data), dtype=object)
        untyped = printed.assign(realisasi_renja_k=blank, realisasi_renja_rp=blank)
        by_quarters = compute(data, untyped, matrix.unread, rules, decisions)
    rekap = summarise(frame, rules, running(decisions))
    sums = {f"seluruh_{level}": totals(frame, level) for level in AVERAGED}
    slips: list[QuarterSlip] = []
    for decision in decisions.values():
        wrong, said = column_12_findings(frame, by_quarters, printed, matrix.unread, decision)
        slips += wrong
        found += [*said, *quarter_findings(frame, decision, wrong)]
    found += different_findings(decisions)
    found += target_findings(frame, matrix.unread, rules)
    found += unit_findings(data, rules)
    found += scale_findings(rules, running(decisions))
    found += reconcile(matrix, mended(frame, slips), printed, rules, running(decisions))
    computed = Computed(
        frame=frame,
        rekap=rekap,
        totals=sums,
        rules=rules,
        scales=known_scales(),
        triwulan=running(decisions),
        by_quarters=by_quarters,
        unread=matrix.unread,
        moved=matrix.moved,
    )
    found += compare(computed, printed, matrix.summaries, matrix.place.sheet)
    return Filled(
        matrix=matrix,
        rules=rules,
        decisions=decisions,
        frame=frame,
        rekap=rekap,
        totals=sums["seluruh_program"],
        findings=ordered(located(found, matrix.place.sheet, matrix.place.cell)),
        name=source.name,
        sha256=source.sha256,
        last_year=source.last_year.name if source.last_year else "",
    )
