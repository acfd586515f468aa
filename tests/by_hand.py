"""What a generated region comes to, computed from the rows that were written with nothing of renja-xl."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from operator import ge, gt
from typing import Any

from tests.agencies import QUARTERS, Agency, Figure, Row, written_name

STEPS = ("Sangat Tinggi", "Tinggi", "Sedang", "Rendah")
LAST = "Sangat Rendah"
Scale = Sequence[tuple[Callable[[Any, Any], Any], str]]
SCALES: dict[str, Scale] = {
    "baku": [(ge, "91"), (ge, "76"), (ge, "66"), (ge, "51")],
    "balangan-2023": [(ge, "68.25"), (ge, "57"), (gt, "56.25"), (gt, "37.5")],
    "daerah.toml": [(gt, "90"), (gt, "75"), (gt, "65"), (gt, "50")],
}
BY_QUARTER = ("23 20 17 13", "45 39 33 26", "79 70 61 51", "98 95 92 88")


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent(part: Figure, whole: Figure) -> Figure:
    return rounded(part * 100 / whole) if part is not None and whole else None


def mean(values: Iterable[Figure]) -> Figure:
    known = [value for value in values if value is not None]
    return rounded(sum(known, Decimal(0)) / len(known)) if known else None


def total(values: Iterable[Figure]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def reached(figures: dict[str, Figure], cara: str, up_to: int) -> Figure:
    """Column 12 after some quarters: their sum, or the last that is filled. A 0 in one to come is part of a sum."""
    known = [figures[name] for name in QUARTERS[:up_to] if figures[name] is not None]
    if cara == "kumulatif":
        return known[-1] if known else None
    return total(known) if any(figures[name] is not None for name in QUARTERS) else None


@dataclass(frozen=True)
class Expected:
    """One agency, computed from its rows."""

    agency: Agency

    @cached_property
    def programs(self) -> list[Row]:
        return [row for row in self.agency.rows if row.level == "program"]

    @cached_property
    def main(self) -> list[Row]:
        return [row for row in self.programs if row.jenis == "utama"]

    def counts(self) -> dict[str, int]:
        main = [row.level for row in self.agency.rows if row.jenis == "utama"]
        levels = ("program", "kegiatan", "subkegiatan")
        return {"indikator": len(self.agency.rows)} | {level: main.count(level) for level in levels}

    def money_up_to(self, quarter: int) -> Decimal:
        return total(reached(row.rp, self.agency.cara, quarter) for row in self.main)

    def budget(self) -> Decimal:
        return total(row.rp["target_renja"] for row in self.main)

    def realised(self) -> Decimal:
        return self.money_up_to(self.agency.triwulan)

    def absorbed(self) -> Figure:
        return percent(self.realised(), self.budget())

    def percents(self, kind: str) -> list[Figure]:
        """Column 13 of the programs: of all indicators for K, of main rows for Rp."""
        rows = self.programs if kind == "k" else self.main
        figures = [row.k if kind == "k" else row.rp for row in rows]
        after = self.agency.triwulan
        return [percent(reached(each, self.agency.cara, after), each["target_renja"]) for each in figures]

    def mean(self, kind: str) -> Figure:
        """The mean by the agency's own rules."""
        values = self.percents(kind)
        if self.agency.aturan == "daerah.toml":
            values = [min(value, Decimal(100)) for value in values if value]
        found = mean(values)
        return Decimal(0) if found is None and self.agency.aturan == "balangan-2023" else found

    def predicate(self, kind: str) -> str | None:
        value = self.mean(kind)
        if value is None:
            return None
        scale = SCALES.get(self.agency.aturan) or [
            (ge, cut) for cut in BY_QUARTER[self.agency.triwulan - 1].split()
        ]
        return next(
            (name for name, (beyond, cut) in zip(STEPS, scale, strict=True) if beyond(value, Decimal(cut))),
            LAST,
        )

    def filled(self, quarter: int) -> int:
        """How many indicators say something of a quarter that has begun."""
        if quarter > self.agency.triwulan:
            return 0
        name = QUARTERS[quarter - 1]
        return sum(row.k[name] is not None or row.rp[name] is not None for row in self.agency.rows)

    def score(self, weights: dict[str, int]) -> Figure:
        figures = {
            "capaian_renja_k": self.mean("k"),
            "capaian_renja_rp": self.mean("rp"),
            "serapan_rp": self.absorbed(),
        }
        if any(figures[name] is None for name in weights):
            return None
        whole = total(weight * min(figures[name] or 0, Decimal(100)) for name, weight in weights.items())
        return rounded(whole / sum(weights.values()))


def places(scores: Sequence[Figure]) -> list[int | None]:
    known = sorted((score for score in scores if score is not None), reverse=True)
    return [None if score is None else known.index(score) + 1 for score in scores]


@dataclass
class Sums:
    """What stands in one row of `Per Urusan` or `Per Program`."""

    names: set[str]
    counts: dict[str, int]
    budget: Decimal
    spent: Decimal
    k: list[Figure]
    rp: list[Figure]


def grouped(all_expected: Sequence[Expected], depth: int) -> dict[str, Sums]:
    """By the first parts of the program codes; a form without codes goes by names, or into one group."""
    found: dict[str, Sums] = {}
    for one in all_expected:
        below = _below(one.agency.rows)
        k, rp = iter(one.percents("k")), iter(one.percents("rp"))
        for row in one.programs:
            key = ".".join(row.kode.split(".")[:depth])
            if one.agency.bentuk == "tabel-2.2":
                key = written_name(one.agency, row).lower() if depth > 2 else ""
            sums = found.setdefault(key, Sums(set(), {}, Decimal(0), Decimal(0), [], []))
            sums.names.add(one.agency.nama)
            sums.k.append(next(k))
            if row.jenis == "utama":
                sums.rp.append(next(rp))
                sums.budget += row.rp["target_renja"] or 0
                sums.spent += reached(row.rp, one.agency.cara, one.agency.triwulan) or 0
                for level, count in below[row.kode].items():
                    sums.counts[level] = sums.counts.get(level, 0) + count
    return found


def _below(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        if row.jenis == "utama":
            if row.level == "program":
                counts = found[row.kode] = {"program": 0, "kegiatan": 0, "subkegiatan": 0}
            counts[row.level] += 1
    return found
