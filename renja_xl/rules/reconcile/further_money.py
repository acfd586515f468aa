"""Totals into which the Rp of further indicators were added: the same money, counted twice.

A total that is the sum of the main rows is right and nothing is said. A parent that counts them is told by
`parents`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.matrix import Matrix
from renja_xl.rules.exact import summed
from renja_xl.rules.reconcile.family import rupiah
from renja_xl.rules.rows import main_rows, rows_of_level


def further_money_findings(frame: pd.DataFrame, matrix: Matrix) -> Iterator[Finding]:
    """The printed totals that only fit with the Rp of further indicators in them."""
    main = main_rows(frame)
    for summary in matrix.summaries:
        if summary.jenis != "jumlah":
            continue
        rows = rows_of_level(frame, summary.cakupan.removeprefix("seluruh_"))
        for key, written in summary.values.items():
            if key not in frame.columns or not isinstance(written, Decimal):
                continue
            values = frame[key].to_numpy()
            own = summed(values[rows & main]) or Decimal(0)
            further = summed(values[rows & ~main]) or Decimal(0)
            if further and written == own + further:
                yield finding(
                    "rp-lanjutan-terhitung",
                    {"lebih": rupiah(further)},
                    lembar=matrix.place.sheet,
                    sel=summary.cells[key],
                    kolom=key,
                    tertulis=written,
                    seharusnya=own,
                )
