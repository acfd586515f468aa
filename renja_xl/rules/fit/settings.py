"""The settings that are chosen by counting cells: their choices, the columns they show in, and the count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from renja_xl.model.fitted import FittedSetting
from renja_xl.model.frame import NUMERALS
from renja_xl.model.rule_set import CARA, TETAP, RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import Figures, nonzero
from renja_xl.rules.fit.cells import MEANS, REALISASI, Cells, explained, telling
from renja_xl.rules.fit.sheet import Expected, Sheet, one_step
from renja_xl.rules.quarters import AUTO, quarters

_PERCENTS = ("capaian_renja_k", "capaian_renja_rp", "capaian_renstra_k", "capaian_renstra_rp")
_RENSTRA = ("realisasi_renstra_k", "realisasi_renstra_rp")
# A target that is missed prints as one that is left blank: only the base can know that it is called wrong.
_POLICY = ("kosong", "nol")
# A constant that never changes is its last quarter: only the base can know it.
_QUARTERS = tuple(cara for cara in CARA if cara != TETAP)


# A choice that is against the base needs this share of the cells that can tell.
_ENOUGH = 2 / 3


class Setting(NamedTuple):
    """A setting's key in TOML, its choices, and the columns in which they can differ."""

    kunci: str
    choices: tuple[str | bool, ...]
    columns: tuple[str, ...]


class Tally(NamedTuple):
    """How many cells each choice gives, and how many can tell the choices apart."""

    fits: Mapping[str, int]
    tells: int


SETTINGS: Mapping[str, Setting] = {
    "triwulan_k": Setting("triwulan.k", _QUARTERS, REALISASI[:1]),
    "triwulan_rp": Setting("triwulan.rp", _QUARTERS, REALISASI[1:]),
    "renstra_kosong_bila_nol": Setting("renstra.kosong_bila_nol", (False, True), _RENSTRA),
    "renstra_kosong_bila_target_renja_nol": Setting(
        "renstra.kosong_bila_target_renja_nol", (False, True), _RENSTRA
    ),
    "rp_lanjutan": Setting("capaian.rp_lanjutan", ("kosong", "nol"), ("capaian_renja_rp", "efisiensi")),
    "target_nol": Setting("capaian.target_nol", _POLICY, _PERCENTS),
    "target_kosong": Setting("capaian.target_kosong", _POLICY, _PERCENTS),
    "batas_100": Setting("capaian.batas_100", ("tidak", "sel", "rata-rata"), (*_PERCENTS, *MEANS)),
    "efisiensi_rumus": Setting("efisiensi.rumus", ("13K/13Rp", "13K-13Rp"), ("efisiensi",)),
    "efisiensi_kosong_bila_nol": Setting("efisiensi.kosong_bila_nol", (False, True), ("efisiensi",)),
    "rata_rata_indikator": Setting("rata_rata.indikator", ("semua", "utama"), MEANS),
    "rata_rata_nol": Setting("rata_rata.nol", ("dihitung", "dilewati"), MEANS),
    "rata_rata_bobot": Setting("rata_rata.bobot", ("sama", "anggaran"), MEANS),
    "rata_rata_tanpa_nilai": Setting("rata_rata.tanpa_nilai", ("kosong", "nol"), MEANS),
}


def choose(sheet: Sheet, frame: pd.DataFrame, rules: RuleSet, fields: Sequence[str]) -> RuleSet:
    """The rules with those choices of a few settings, tried together, that give most of the printed cells.

    `frame` is what the sheet shows. Where several give as many, the one nearest to the rules that were given, and
    these themselves if possible.
    """
    expected = _remembered(one_step(sheet, frame))
    tried = list(_variants(rules, fields))
    scores, whole = np.zeros(len(tried), dtype=np.int64), 0
    for key in sorted({key for field in fields for key in SETTINGS[field].columns}):
        fits, tells = _counted(sheet.cells[key], [expected(key, variant) for variant in tried])
        scores, whole = scores + fits, whole + tells
    best = np.flatnonzero(scores == scores.max()).tolist()
    undecided = len(best) > 1 and AUTO in {getattr(rules, field) for field in fields}
    return tried[best[0]] if not undecided and _convincing(int(scores.max()), whole) else rules


def _convincing(fits: int, tells: int) -> bool:
    """Whether so many of the cells that can tell speak for a choice that the others must be mistakes."""
    return fits > 0 and fits >= _ENOUGH * tells


def _counted(cells: Cells, choices: Sequence[Figures]) -> tuple[npt.NDArray[np.int64], int]:
    """How many of the cells that can tell each choice gives, and how many these are."""
    tells = telling(cells, choices)
    here = cells._replace(seen=tells)
    return np.array([int(explained(here, given).sum()) for given in choices]), int(tells.sum())


def judged(sheet: Sheet, frame: pd.DataFrame, rules: RuleSet, base: RuleSet) -> Iterator[FittedSetting]:
    """What the sheet says of each setting, the others being as chosen."""
    expected = _remembered(one_step(sheet, frame))
    for field, setting in SETTINGS.items():
        tried = list(_variants(rules, (field,)))
        counts = np.zeros(len(tried), dtype=np.int64)
        whole = 0
        for key in setting.columns:
            fits, tells = _counted(sheet.cells[key], [expected(key, variant) for variant in tried])
            counts, whole = counts + fits, whole + tells
        names = [shown(getattr(variant, field)) for variant in tried]
        quarter = _only_quarter(sheet, field.rpartition("_")[2]) if setting.columns[0] in REALISASI else ""
        tally = dict(zip(names, counts.tolist(), strict=True))
        yield _said(setting.kunci, shown(getattr(rules, field)), Tally(tally, whole), quarter, base.nama)


def _said(kunci: str, value: str, tally: Tally, quarter: str, base: str) -> FittedSetting:
    """The setting with its sentence; `quarter` is the only one that is filled, where that is why nothing tells."""
    most = max(tally.fits.values())
    best = [name for name, count in tally.fits.items() if count == most]
    decided = best == [value] and _convincing(most, tally.tells)
    others = [f"{name} {count}" for name, count in tally.fits.items() if name != value]
    if decided:
        key = "cocok"
    elif quarter:
        key = "satu-triwulan"
    elif not tally.tells:
        key = "tanpa-bukti"
    elif len(best) > 1:
        key = "seri" if most else "tidak-cocok"
    else:
        key = "terpecah"
    words = sentence(
        f"bukti-aturan.{key}",
        cocok=most,
        semua=tally.tells,
        nilai=value,
        dasar=base,
        triwulan=quarter,
        seri=", ".join(best),
        lain=", ".join(others),
    )
    return FittedSetting(kunci, value, most, tally.tells, decided, words)


def shown(choice: str | bool) -> str:
    """A choice as it is written in TOML."""
    return str(choice).lower() if isinstance(choice, bool) else choice


def _only_quarter(sheet: Sheet, kind: str) -> str:
    """The numeral of the one quarter in which figures stand, "" where several have some."""
    filled = [
        NUMERALS[place] for place, column in enumerate(quarters(sheet.data, kind)) if nonzero(column).any()
    ]
    return filled[0] if len(filled) == 1 else ""


def _variants(rules: RuleSet, fields: Sequence[str]) -> Iterator[RuleSet]:
    """The rules with every choice of these settings, those with fewer changes first; `auto` is no choice."""
    own = tuple(getattr(rules, field) for field in fields)
    combinations = dict.fromkeys((own, *product(*(SETTINGS[field].choices for field in fields))))
    for chosen in sorted(
        combinations, key=lambda values: sum(a != b for a, b in zip(values, own, strict=True))
    ):
        if AUTO not in chosen:
            yield replace(rules, **dict(zip(fields, chosen, strict=True)))


def _remembered(expected: Expected) -> Expected:
    """The same figures, each computed once: a column depends on the settings that show in it alone."""
    memory: dict[tuple[object, ...], Figures] = {}

    def recalled(key: str, rules: RuleSet) -> Figures:
        choices = (getattr(rules, field) for field, setting in SETTINGS.items() if key in setting.columns)
        place = (key, *choices)
        if place not in memory:
            memory[place] = expected(key, rules)
        return memory[place]

    return recalled
