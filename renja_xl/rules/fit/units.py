"""Which units are added over the years: column 14 K is 6 + 12 or 12 alone, judged unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from renja_xl.model.fitted import FittedSetting
from renja_xl.model.rule_set import RuleSet, plain
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import Figures, Mask
from renja_xl.rules.fit.cells import explained, telling
from renja_xl.rules.fit.sheet import Sheet, one_step
from renja_xl.rules.indicators import setting_of_rows
from renja_xl.rules.units import additive_rows, coded_rows, words

_COLUMN = "realisasi_renstra_k"
Words = Callable[[str], list[str]]


class Votes(NamedTuple):
    """By row: the unit that speaks (or the indicator's first word), whether its cell tells, and what it shows."""

    unit: Figures
    name: Figures
    tells: Mask
    added: Mask
    last: Mask


class Vote(NamedTuple):
    """How many cells show a unit added, how many its last value, and how many tell at all."""

    added: int
    last: int
    tells: int


def choose_units(sheet: Sheet, frame: pd.DataFrame, rules: RuleSet, base: RuleSet) -> RuleSet:
    """The rules with the base's lists of units and names, mended where column 14 K speaks against them."""
    votes = _votes(sheet, frame, rules)
    units = _mended(base.satuan_tidak_dijumlahkan, _counted(votes, votes.unit), words)
    names = _mended(base.nama_tidak_dijumlahkan, _counted(votes, votes.name), lambda name: [plain(name)])
    return replace(rules, satuan_tidak_dijumlahkan=units, nama_tidak_dijumlahkan=names)


def judged_units(sheet: Sheet, frame: pd.DataFrame, rules: RuleSet, base: RuleSet) -> Iterator[FittedSetting]:
    """What the sheet says of the two lists."""
    votes = _votes(sheet, frame, rules)
    right = votes.tells & np.where(additive_rows(sheet.data, rules), votes.added, votes.last)
    for kunci, listed, keys in (
        ("renstra.satuan_tidak_dijumlahkan", rules.satuan_tidak_dijumlahkan, votes.unit),
        ("renstra.nama_tidak_dijumlahkan", rules.nama_tidak_dijumlahkan, votes.name),
    ):
        here = np.asarray(keys != "", dtype=bool)
        fits, whole = int((right & here).sum()), int((votes.tells & here).sum())
        value = ", ".join(sorted(listed)) or "-"
        yield FittedSetting(
            kunci, value, fits, whole, fits > 0, _words(_counted(votes, keys), fits, whole, base)
        )


def _votes(sheet: Sheet, frame: pd.DataFrame, rules: RuleSet) -> Votes:
    data, cells = sheet.data, sheet.cells[_COLUMN]
    added, last = (
        one_step(sheet, frame.assign(dijumlahkan=plus))(_COLUMN, rules)
        for plus in (np.ones(len(data), dtype=bool), np.zeros(len(data), dtype=bool))
    )
    free = (setting_of_rows(data, rules.renstra_indikator) == "") & ~coded_rows(data, rules)
    units = np.where(free, data["satuan"].map(plain), "")
    begins = data["indikator"].map(lambda name: (words(name) or [""])[0])
    names = np.where(free & (data["satuan"].to_numpy() == ""), begins, "")
    return Votes(units, names, telling(cells, (added, last)), explained(cells, added), explained(cells, last))


def _counted(votes: Votes, keys: Figures) -> dict[str, Vote]:
    """The votes by unit or name, those without any left out."""
    here = votes.tells & np.asarray(keys != "", dtype=bool)
    table = pd.DataFrame({"kunci": keys[here], "jumlah": votes.added[here], "akhir": votes.last[here]})
    grouped = table.groupby("kunci", sort=True)
    return {
        str(key): Vote(int(rows["jumlah"].sum()), int(rows["akhir"].sum()), len(rows))
        for key, rows in grouped
    }


def _mended(listed: frozenset[str], votes: Mapping[str, Vote], words_of: Words) -> frozenset[str]:
    """The list without what the cells show added, and with a word for each unit whose last value they show.

    Of the words of such a unit the one that speaks for the fewest added cells.
    """
    against: Counter[str] = Counter()
    for unit, vote in votes.items():
        if vote.added > vote.last:
            against.update(dict.fromkeys(words_of(unit), vote.added))
    kept = {name for name in listed if not against.keys() & set(words_of(name))}
    for unit, vote in sorted(votes.items(), key=lambda item: -item[1].last):
        held = {word for name in kept for word in words_of(name)}
        own = words_of(unit)
        if vote.last > vote.added and own and not held & set(own):
            word = min(own, key=lambda word: against[word])
            if vote.last > against[word]:
                kept.add(word)
    return frozenset(kept)


def _words(votes: Mapping[str, Vote], fits: int, whole: int, base: RuleSet) -> str:
    if not votes:
        return sentence("bukti-aturan.tanpa-bukti", dasar=base.nama)
    parts = {
        "jumlah": [_part(unit, vote.added, vote) for unit, vote in votes.items() if vote.added > vote.last],
        "akhir": [_part(unit, vote.last, vote) for unit, vote in votes.items() if vote.last > vote.added],
        "seri": [unit for unit, vote in votes.items() if vote.last == vote.added],
    }
    texts = {name: "; ".join(each) or "-" for name, each in parts.items()}
    return sentence("bukti-aturan.satuan", cocok=fits, semua=whole, dasar=base.nama, **texts)


def _part(unit: str, fits: int, vote: Vote) -> str:
    return sentence("bukti-aturan.satu-satuan", satuan=unit, cocok=fits, semua=vote.tells)
