"""Hold what a sheet prints in columns 13 to 17, averages, predicates and totals against the rules."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.model.matrix import SUMMARY_KEYS, PrintedSummary
from renja_xl.model.rule_set import RuleSet
from renja_xl.rules.exact import half_up, known
from renja_xl.rules.selected import selected

_COMPARED = tuple(name for name in COMPUTED_NAMES if not name.startswith("realisasi_renja"))
_NEARLY_ALL = 0.9
_CODES = {"rata_rata": "rata-rata-beda", "predikat": "predikat-beda", "jumlah": "hitung-beda"}


def compare_columns(frame: pd.DataFrame, printed: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    """Every filled cell of columns 13 to 17 that the rules compute otherwise. Column 12 has its own finding."""
    found = []
    for key in _COMPARED:
        written, computed = printed[key].to_numpy(), frame[key].to_numpy()
        whole = key == "efisiensi" and rules.efisiensi_rumus == "13K/13Rp"
        digits = printed_digits(key, written[known(written)], most=0 if whole else 2)
        for index, urut, name in selected(frame, known(written)):
            if same_figure(written[index], computed[index], digits):
                continue
            # A printed 0 where the rules leave a blank is another habit, not another figure.
            habit = written[index] == 0 and computed[index] is None
            found.append(
                finding(
                    "hitung-beda",
                    tingkat="info" if habit else "galat",
                    urut=urut,
                    kolom=key,
                    nama=name,
                    tertulis=written[index],
                    seharusnya="" if computed[index] is None else computed[index],
                    penyebab="aturan-lain" if habit else "tidak-diketahui",
                )
            )
    return found


def compare_summaries(
    printed: Sequence[PrintedSummary],
    rekap: pd.DataFrame,
    totals: Mapping[str, Mapping[str, Decimal | None]],
    sheet: str,
) -> list[Finding]:
    """Every filled average, predicate and total that the rules compute otherwise; `totals` go by scope."""
    by_scope = {(row["cakupan"], row["kelompok"]): row for row in rekap.to_dict("records")}
    means = [item.values for item in printed if item.jenis == "rata_rata"]
    digits = {
        key: printed_digits(key, [values[key] for values in means if key in values]) for key in SUMMARY_KEYS
    }
    found = []
    for summary in printed:
        row = by_scope.get((summary.cakupan, summary.kelompok), {})
        for key, written in summary.values.items():
            place: dict[str, object] = {
                "lembar": sheet,
                "sel": summary.cells[key],
                "kolom": key,
                "tertulis": written,
            }
            place["nama"] = str(row.get("nama") or "")
            if not _comparable(summary.jenis, key, row, totals):
                found.append(finding("ringkasan-tidak-dikenal", None, **place))
                continue
            expected = (
                totals[summary.cakupan][key]
                if summary.jenis == "jumlah"
                else row[_column(summary.jenis, key)]
            )
            if not _same(written, expected, digits.get(key, 2)):
                place |= {"seharusnya": "" if expected is None else expected, "penyebab": "tidak-diketahui"}
                found.append(finding(_CODES[summary.jenis], None, **place))
    return found


def _comparable(
    jenis: str, key: str, row: Mapping[Hashable, Any], totals: Mapping[str, Mapping[str, Decimal | None]]
) -> bool:
    if jenis == "jumlah":
        return key in totals.get(str(row.get("cakupan")), {})
    return key in SUMMARY_KEYS and bool(row)


def _column(jenis: str, key: str) -> str:
    return key if jenis == "rata_rata" else f"predikat_{key}"


def printed_digits(key: str, written: Iterable[object], most: int = 2) -> int:
    """How many decimals a column of percentages is printed with: as many as nearly all its figures need.

    `most` is what the rules round to. Performance and money are compared as they are.
    """
    if key.startswith("realisasi"):
        return 15
    found = sorted(_decimals(value) for value in written if isinstance(value, Decimal) and value)
    return min(most, found[int(_NEARLY_ALL * (len(found) - 1))]) if found else most


def same_figure(written: Decimal, expected: Decimal | None, digits: int) -> bool:
    """Whether a printed figure is the expected one, at the precision of its column or its own if that is finer."""
    if expected is None:
        return False
    exponent = expected.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    digits = max(digits, min(_decimals(written), places))
    return half_up(written, digits) == half_up(expected, digits)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _same(written: object, expected: object, digits: int) -> bool:
    if isinstance(written, str) and isinstance(expected, str):
        return written.casefold() == expected.casefold()
    if isinstance(written, Decimal) and (expected is None or isinstance(expected, Decimal)):
        return same_figure(written, expected, digits)
    return written == expected
