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


def further_money_findings(frame: pd.DataFrame, matrix: Matrix) -> Iterator[Finding]:
    """The printed totals that only fit with the Rp of further indicators in them."""
    for summary in matrix.summaries:
        if summary.jenis != "jumlah":
            continue
        rows = frame[frame["level"] == summary.cakupan.removeprefix("seluruh_")]
        main = rows["jenis"] == "utama"
        for key, written in summary.values.items():
            if key not in frame.columns or not isinstance(written, Decimal):
                continue
            own = summed(rows.loc[main, key].to_numpy()) or Decimal(0)
            further = summed(rows.loc[~main, key].to_numpy()) or Decimal(0)
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
