"""All matrices of one year together, and how far they are by quarter. Years are never added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from renja_xl.model.frame import AVERAGED, TRIWULAN
from renja_xl.model.part import Head
from renja_xl.model.region import Progress, Whole
from renja_xl.rules.region.groups import all_programs
from renja_xl.rules.region.together import share_of, sum_of

_COUNTED = (*AVERAGED, "indikator", "galat", "peringatan", "info")


def wholes(heads: Sequence[Head]) -> list[Whole]:
    """One for each year, the earliest first; 0 is that of the matrices that state none."""
    by_year: dict[int, list[Head]] = {}
    for head in heads:
        by_year.setdefault(head.identitas.tahun, []).append(head)
    return [
        Whole(
            tahun=year,
            jumlah={name: sum(head.jumlah[name] for head in by_year[year]) for name in _COUNTED},
            program=all_programs(by_year[year]),
            kemajuan=progress(by_year[year]),
        )
        for year in sorted(by_year)
    ]


def usual_year(heads: Sequence[Head]) -> int:
    """The year that most matrices state, the later one of equals; 0 where none states any."""
    years = Counter(head.identitas.tahun for head in heads if head.identitas.tahun)
    return max(years, key=lambda year: (years[year], year), default=0)


def progress(heads: Sequence[Head]) -> Progress:
    """How far matrices are together, each weighing by its indicators and by its budget."""
    told = [head for head in heads if _is_told(head)]
    return Progress(_filled(heads), _absorbed(told), len(heads) - len(told))


def _filled(heads: Sequence[Head]) -> tuple[Decimal | None, ...]:
    """The share of indicators filled in each quarter, from the shares of the matrices as they are printed."""
    counts = [head.jumlah["indikator"] for head in heads]
    found = []
    for quarter in range(len(TRIWULAN)):
        shares = [share_of(head.terisi[quarter], count) for head, count in zip(heads, counts, strict=True)]
        weighed = sum_of(
            count * share for count, share in zip(counts, shares, strict=True) if share is not None
        )
        found.append(share_of(weighed / 100, sum(counts)))
    return tuple(found)


def _absorbed(heads: Sequence[Head]) -> tuple[Decimal | None, ...]:
    """Realised up to each quarter as a share of the budget; who has not reported counts as last reported.

    A matrix without a budget stays out with all its money.
    """
    funded = [head for head in heads if head.angka["target_renja_rp"]]
    budget = sum_of(head.angka["target_renja_rp"] for head in funded)
    found = []
    for quarter in range(len(TRIWULAN)):
        reported = any(head.realisasi[quarter] is not None for head in funded)
        latest = [_latest(head.realisasi[: quarter + 1]) for head in funded]
        spent = sum_of(latest) if any(money is not None for money in latest) else None
        found.append(share_of(spent, budget) if reported else None)
    return tuple(found)


def _is_told(head: Head) -> bool:
    """Whether all its money could be read, and its quarters say how it came to be spent, if any is."""
    told = any(money is not None for money in head.realisasi)
    return not head.ragu and (told or not head.angka["realisasi_renja_rp"])


def _latest(money: Sequence[Decimal | None]) -> Decimal | None:
    return next((amount for amount in reversed(money) if amount is not None), None)
