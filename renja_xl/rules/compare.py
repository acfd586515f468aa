"""Hold what a sheet prints in columns 13 to 17, averages, predicates and totals against the rules."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.model.matrix import SUMMARY_KEYS, PrintedSummary
from renja_xl.rules.exact import half_up, known
from renja_xl.rules.selected import selected

_COMPARED = tuple(name for name in COMPUTED_NAMES if not name.startswith("realisasi_renja"))
_CODES = {"rata_rata": "rata-rata-beda", "predikat": "predikat-beda", "jumlah": "hitung-beda"}


def compare_columns(frame: pd.DataFrame, printed: pd.DataFrame) -> list[Finding]:
    """Every filled cell of columns 13 to 17 that the rules compute otherwise. Column 12 has its own finding."""
    found = []
    for key in _COMPARED:
        written, computed = printed[key].to_numpy(), frame[key].to_numpy()
        for index, urut, name in selected(frame, known(written)):
            if same_figure(written[index], computed[index]):
                continue
            found.append(
                finding(
                    "hitung-beda",
                    urut=urut,
                    kolom=key,
                    nama=name,
                    tertulis=written[index],
                    seharusnya="" if computed[index] is None else computed[index],
                    penyebab="tidak-diketahui",
                )
            )
    return found


def compare_summaries(
    printed: Iterable[PrintedSummary],
    rekap: pd.DataFrame,
    totals: Mapping[str, Decimal | None],
    sheet: str,
) -> list[Finding]:
    """Every filled average, predicate and total that the rules compute otherwise."""
    by_scope = {(row["cakupan"], row["kelompok"]): row for row in rekap.to_dict("records")}
    found = []
    for summary in printed:
        row = by_scope.get((summary.cakupan, summary.kelompok), {})
        for key, written in summary.values.items():
            expected = _expected(summary.jenis, key, row, totals)
            if not _same(written, expected):
                found.append(
                    finding(
                        _CODES[summary.jenis],
                        lembar=sheet,
                        sel=summary.cells[key],
                        kolom=key,
                        nama=str(row.get("nama") or ""),
                        tertulis=written,
                        seharusnya="" if expected is None else expected,
                        penyebab="tidak-diketahui",
                    )
                )
    return found


def _expected(
    jenis: str, key: str, row: Mapping[Hashable, Any], totals: Mapping[str, Decimal | None]
) -> object:
    if jenis == "jumlah":
        return totals.get(key)
    if key not in SUMMARY_KEYS:
        return None
    return row.get(key if jenis == "rata_rata" else f"predikat_{key}")


def same_figure(written: Decimal, expected: Decimal | None) -> bool:
    """Whether a printed figure is the expected one at the precision in which it is printed."""
    if expected is None or written == expected:
        return expected is not None
    exponent = written.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return digits < 2 and half_up(expected, digits) == written


def _same(written: object, expected: object) -> bool:
    if isinstance(written, str) and isinstance(expected, str):
        return written.casefold() == expected.casefold()
    if isinstance(written, Decimal) and (expected is None or isinstance(expected, Decimal)):
        return same_figure(written, expected)
    return written == expected
