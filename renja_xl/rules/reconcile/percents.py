"""Percentages added up over the years: column 14 printed as 6 + 12 where only the last year counts.

Silent where column 6 or 12 is blank or 0: then the last level was carried on, and nothing was added.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.rules.exact import Mask, known, nonzero, total
from renja_xl.rules.reconcile.family import rupiah
from renja_xl.rules.rows import selected

_WHOLE = 100


def percent_findings(frame: pd.DataFrame, printed: pd.DataFrame, percents: Mask) -> Iterator[Finding]:
    """The percentages that were added, as printed, or as the rule set computes them beyond 100."""
    before, actual = frame["realisasi_lalu_k"].to_numpy(), frame["realisasi_renja_k"].to_numpy()
    written, computed = printed["realisasi_renstra_k"].to_numpy(), frame["realisasi_renstra_k"].to_numpy()
    shown = np.where(known(written), written, computed)
    sums = total([before, actual])
    additive = frame["dijumlahkan"].to_numpy(dtype=bool)
    rows = percents & nonzero(before) & nonzero(actual) & known(shown)
    rows[rows] = [_is_sum(shown[index], sums[index], actual[index]) for index in np.flatnonzero(rows)]
    # Where a setting says that they are to be added, only a sum beyond the whole cannot be.
    rows[rows] = ~additive[rows] | (shown[rows] > _WHOLE)
    for index, urut, name in selected(frame, rows):
        yield finding(
            "persen-dijumlahkan",
            {"lalu": rupiah(before[index]), "kini": rupiah(actual[index]), "jumlah": rupiah(shown[index])},
            urut=urut,
            kolom="realisasi_renstra_k",
            nama=name,
            tertulis=shown[index],
            seharusnya="" if additive[index] else _plain(computed[index]),
        )


def _plain(value: object) -> object:
    return "" if value is None else value


def _is_sum(shown: Decimal, added: Decimal, actual: Decimal) -> bool:
    """Whether a figure is the sum, at the precision it is printed with, and not the last year's alone."""
    unit = Decimal(1).scaleb(int(shown.as_tuple().exponent))
    return shown == added.quantize(unit, ROUND_HALF_UP) and shown != actual.quantize(unit, ROUND_HALF_UP)
