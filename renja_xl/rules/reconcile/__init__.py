"""Reconciliation: what a matrix says that cannot all be true. One module for each idea, findings only.

Every check is silent where the sheet leaves room for another reading; its module says when that is.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from renja_xl.model.findings import Finding
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import RuleSet
from renja_xl.rules.reconcile.doubles import double_findings
from renja_xl.rules.reconcile.foreign_text import foreign_text_findings
from renja_xl.rules.reconcile.further_money import further_money_findings
from renja_xl.rules.reconcile.numbering import numbering_findings
from renja_xl.rules.reconcile.outliers import outlier_findings
from renja_xl.rules.reconcile.parents import parent_findings
from renja_xl.rules.reconcile.percents import percent_findings
from renja_xl.rules.reconcile.spending import spending_findings
from renja_xl.rules.reconcile.sum_ranges import range_findings
from renja_xl.rules.reconcile.unit_names import unit_name_findings
from renja_xl.rules.units import falling_rows, percent_rows

__all__ = ["reconcile"]


def reconcile(
    matrix: Matrix, frame: pd.DataFrame, printed: pd.DataFrame, rules: RuleSet, triwulan: int = 4
) -> list[Finding]:
    """Everything that does not fit together in a computed frame, each by `urut` and key of `Data`.

    `printed` are columns 12 to 17 as the sheet has them; `triwulan` is how many quarters have begun.
    Money is compared within `rules.toleransi_rp` (rupiah).
    """
    percents, falling = percent_rows(frame), falling_rows(frame, rules)
    return [
        *_undoubted(matrix, parent_findings(frame, matrix.unread, rules, matrix.moved)),
        *further_money_findings(frame, matrix),
        *range_findings(frame, matrix),
        *spending_findings(frame, matrix.unread, rules, falling, triwulan),
        *outlier_findings(frame, rules, percents, falling),
        *percent_findings(frame, printed, percents),
        *double_findings(frame),
        *numbering_findings(frame),
        *unit_name_findings(frame),
        *foreign_text_findings(matrix),
    ]


def _undoubted(matrix: Matrix, found: Iterable[Finding]) -> list[Finding]:
    """Without the parents of which reading already said that they, or their inferred levels, are in doubt."""
    doubted = {item.sel for item in matrix.findings if item.kode == "tingkat-diragukan"}
    return [item for item in found if matrix.place.cell(item.urut, item.kolom) not in doubted]
