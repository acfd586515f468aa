"""The words of Excel in `Ringkasan`: a row over the table `Indikator`, a total over the rows.

They speak of the table by its name and of a matrix by its number, so that sorting or filtering the table changes
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from renja_xl.model.part import Habits

TABLE, KEY = "Indikator", "matriks"
_MAIN = f'{TABLE}[jenis],"utama"'
# Rows of urusan and bidang urusan are headings.
_MEASURED = f'{TABLE}[level],"<>urusan",{TABLE}[level],"<>bidang"'


def count(number: str, level: str = "") -> str:
    """How many indicators a matrix has, or how many main rows of a level."""
    return f"COUNTIFS({_of(number)},{f'{_level(level)},{_MAIN}' if level else _MEASURED})"


def money(number: str, key: str) -> str:
    """The rupiah of a matrix, over its programs."""
    return f"SUMIFS({TABLE}[{key}],{_of(number)},{_level('program')},{_MAIN})"


def mean(number: str, key: str, habits: Habits) -> str:
    """The mean over the programs of a matrix by its own rules; "" where Excel cannot say these plainly."""
    rules = habits.rata_rata
    capped = rules.get("capaian.batas_100") == "rata-rata"
    if capped or rules.get("rata_rata.bobot", "sama") != "sama":
        return ""
    criteria = f"{_of(number)},{_level('program')}"
    if key.endswith("_rp") or rules.get("rata_rata.indikator") == "utama":
        criteria += f",{_MAIN}"
    if rules.get("rata_rata.nol") == "dilewati":
        criteria += f',{TABLE}[{key}],"<>0"'
    nothing = "0" if rules.get("rata_rata.tanpa_nilai") == "nol" else '""'
    return f"IFERROR(ROUND(AVERAGEIFS({TABLE}[{key}],{criteria}),2),{nothing})"


def whole_mean(key: str, year: str = "") -> str:
    """The plain mean over the programs of all matrices, or of those of a year."""
    criteria = _level("program") + (f",{_MAIN}" if key.endswith("_rp") else "")
    criteria += f",{TABLE}[tahun],{year}" if year else ""
    return f'IFERROR(ROUND(AVERAGEIFS({TABLE}[{key}],{criteria}),2),"")'


def filled(number: str, quarter: str, indicators: str) -> str:
    """The share of a matrix's indicators with a K or Rp in a quarter; 0 where all of them are 0."""
    k, rp = f"{TABLE}[{quarter}_k]", f"{TABLE}[{quarter}_rp]"
    chosen = f"{_of(number)},{_MEASURED}"
    begun = "+".join(f'COUNTIFS({chosen},{name},"<>",{name},"<>0")' for name in (k, rp))
    any_k, any_rp = (f'COUNTIFS({chosen},{name},"<>")' for name in (k, rp))
    both = f'COUNTIFS({chosen},{k},"<>",{rp},"<>")'
    return f"IF({begun}=0,0,ROUND(({any_k}+{any_rp}-{both})/{indicators}*100,2))"


def share(part: str, whole: str) -> str:
    """part / whole x 100, blank where either is missing."""
    return f'IF(OR(N({whole})=0,NOT(ISNUMBER({part}))),"",ROUND({part}/{whole}*100,2))'


def score(cells: Mapping[str, str], weights: Mapping[str, Decimal]) -> str:
    """The ranking rule: each figure at most 100, blank where one is missing."""
    listed = ",".join(cells[key] for key in weights)
    parts = "+".join(f"{weight.normalize():f}*MIN({cells[key]},100)" for key, weight in weights.items())
    whole = sum(weights.values(), Decimal(0)).normalize()
    return f'IF(COUNT({listed})<{len(weights)},"",ROUND(({parts})/{whole:f},2))'


def rank(score_cell: str, scores: str) -> str:
    """1 + how many score higher."""
    return f'IF(ISNUMBER({score_cell}),RANK({score_cell},{scores}),"")'


def column_sum(cells: str, years: str = "", year: str = "") -> str:
    """The sum of a column of rows, or of those of a year."""
    return f"SUMIF({years},{year},{cells})" if year else f"SUM({cells})"


def weighed_share(shares: str, weights: str, whole: str, years: str = "", year: str = "") -> str:
    """The share of the whole, from the shares of its parts."""
    chosen = f"({years}={year})*" if year else ""
    return f'IF({whole}=0,"",ROUND(SUMPRODUCT({chosen}{weights}*{shares})/{whole},2))'


def affordable(matrices: int, rows: Sequence[int]) -> bool:
    """Whether Excel looks all of this up in seconds: each row of `Ringkasan` searches the whole table."""
    return matrices * sum(rows) <= _MOST_LOOKED_AT


def _of(number: str) -> str:
    return f"{TABLE}[{KEY}],{number}"


def _level(level: str) -> str:
    return f'{TABLE}[level],"{level}"'


_MOST_LOOKED_AT = 40_000_000
