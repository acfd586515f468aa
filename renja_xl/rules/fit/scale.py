"""The predicate scale of a sheet: its pairs of mean and predicate, the scale they fit, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from renja_xl.model.fitted import Contradiction, CutInterval, FittedSetting
from renja_xl.model.matrix import SUMMARY_KEYS
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.averages import summarise
from renja_xl.rules.fit.cells import MEANS
from renja_xl.rules.fit.predicates import FittedScale, Pair, Scale, contradicting, fit_scale
from renja_xl.rules.fit.sheet import Sheet

_KEY = "predikat.jenjang"


def choose_scale(
    sheet: Sheet, frame: pd.DataFrame, rules: RuleSet, scales: Mapping[str, Scale]
) -> tuple[RuleSet, FittedSetting, tuple[CutInterval, ...], tuple[Contradiction, ...]]:
    """The rules with the scale that gives most predicates, what is said of it, its intervals, what contradicts it.

    The rules' own scale comes before the others that are known.
    """
    pairs = list(_pairs(sheet, frame, rules))
    if not pairs:
        words = sentence("bukti-aturan.tanpa-predikat", dasar=rules.nama)
        return rules, FittedSetting(_KEY, rules.nama, 0, 0, False, words), (), ()
    found = fit_scale(pairs, {rules.nama: rules.scale(sheet.triwulan)} | dict(scales))
    against = tuple(
        Contradiction(pair.cell, pair.mean, pair.name, name)
        for pair, name in contradicting(pairs, found.steps)
    )
    return _with_scale(sheet, rules, found.steps), _said(found, pairs), found.cuts, against


def _with_scale(sheet: Sheet, rules: RuleSet, steps: Scale) -> RuleSet:
    """The scale in the place from which the predicates of this quarter are taken."""
    place = sheet.triwulan - 1
    if steps == rules.scale(sheet.triwulan):
        return rules
    if not rules.jenjang_triwulan[place]:
        return replace(rules, jenjang=steps)
    own = [*rules.jenjang_triwulan[:place], steps, *rules.jenjang_triwulan[place + 1 :]]
    return replace(rules, jenjang_triwulan=tuple(own))


def _pairs(sheet: Sheet, frame: pd.DataFrame, rules: RuleSet) -> Iterator[Pair]:
    """Every printed predicate with its mean: the printed one, the computed one where the sheet prints none."""
    rekap = summarise(frame, rules, sheet.triwulan)
    places = {place: row for row, place in enumerate(zip(rekap["cakupan"], rekap["kelompok"], strict=True))}
    for item in sheet.matrix.summaries:
        row = places.get((item.cakupan, item.kelompok))
        for name, key in zip(MEANS, SUMMARY_KEYS, strict=True):
            predicate = item.values.get(key)
            if item.jenis == "predikat" and row is not None and isinstance(predicate, str):
                cells = sheet.cells[name]
                mean = cells.written[row] if cells.seen[row] else rekap[key].iloc[row]
                if mean is not None:
                    yield Pair(mean, predicate, item.cells[key])


def _said(found: FittedScale, pairs: Sequence[Pair]) -> FittedSetting:
    known = sentence("bukti-aturan.skala-dikenal", nama=found.known)
    scale = known if found.known else sentence("bukti-aturan.skala-sendiri")
    limits = "; ".join(map(_limit, found.cuts)) or "-"
    words = sentence("bukti-aturan.predikat", cocok=found.fits, semua=len(pairs), skala=scale, batas=limits)
    value = "; ".join(
        step.nama if step.batas is None else f"{step.nama} {_mark(step.termasuk)} {_text(step.batas)}"
        for step in found.steps
    )
    return FittedSetting(_KEY, value, found.fits, len(pairs), found.fits > 0, words)


def _limit(cut: CutInterval) -> str:
    if cut.bawah is None or cut.atas is None:
        key = "batas-atas" if cut.bawah is None else "batas-bawah"
        return sentence(f"bukti-aturan.{key}", nama=cut.nama, atas=_text(cut.atas), bawah=_text(cut.bawah))
    return sentence("bukti-aturan.batas", nama=cut.nama, bawah=_text(cut.bawah), atas=_text(cut.atas))


def _mark(included: bool) -> str:
    return ">=" if included else ">"


def _text(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}".replace(".", ",")
