"""Findings that the computing itself gives rise to: no target, no budget, names that look negative."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import FIGURE_NAMES, TRIWULAN
from renja_xl.model.rule_set import RuleSet, plain
from renja_xl.model.texts import sentence
from renja_xl.rules.columns import rows_with_target
from renja_xl.rules.exact import Mask, known, nonzero
from renja_xl.rules.indicators import setting_of_rows
from renja_xl.rules.rows import doubtful_rows, main_rows, rows_where, selected
from renja_xl.rules.units import negative_hint

_SURELY_PERCENT = 20


def target_findings(
    frame: pd.DataFrame, unread: Collection[tuple[int, str]], rules: RuleSet
) -> list[Finding]:
    """Why a figure stays blank or is left out: no target, no budget, a formula without a result, unread cells."""
    found = _unread_rows(frame, unread)
    for kind, code in (("k", "tanpa-target"), ("rp", "pagu-nol")):
        found += _without(frame, kind, code, unread, rules)
        found += _without_renstra(frame, kind, unread, rules)
    found += _possible_fractions(frame)
    found += _without_weight(frame, rules)
    found += _undefined(frame, rules)
    found += _money_of_further_rows(frame)
    return found + _negative_proposals(frame, rules)


def _unread_rows(frame: pd.DataFrame, unread: Collection[tuple[int, str]]) -> list[Finding]:
    names = frame["nama"].to_list()
    quarters = {(urut, key[4:]) for urut, key in unread if key[:3] in TRIWULAN}
    return [
        finding(
            "triwulan-tak-terbaca",
            {"kolom": f"12 {kind.capitalize()}"},
            urut=urut,
            kolom=f"realisasi_renja_{kind}",
            nama=names[urut - 1],
        )
        for urut, kind in sorted(quarters)
        if frame[f"ragu_{kind}"].iat[urut - 1]
    ]


def _undefined(frame: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    """Negative indicators whose formula divides by 0."""
    target, actual = frame["target_renja_k"].to_numpy(), frame["realisasi_renja_k"].to_numpy()
    missing = ~known(frame["capaian_renja_k"].to_numpy()) & known(actual) & nonzero(target)
    return [
        finding(
            "capaian-tidak-terdefinisi",
            {"rumus": rules.negatif_rumus, "target": target[index], "realisasi": actual[index]},
            urut=urut,
            kolom="capaian_renja_k",
            nama=name,
        )
        for index, urut, name in selected(frame, missing)
    ]


def _money_of_further_rows(frame: pd.DataFrame) -> list[Finding]:
    further = ~main_rows(frame)
    target = frame["target_renja_rp"].to_numpy()
    money = np.zeros(len(frame), dtype=bool)
    for name in FIGURE_NAMES:
        if name.endswith("_rp"):
            money |= nonzero(frame[name].to_numpy())
    return [
        finding(
            "rp-di-indikator-lanjutan",
            urut=urut,
            kolom="target_renja_rp",
            nama=name,
            tertulis=target[index] or "",
        )
        for index, urut, name in selected(frame, further & money)
    ]


def _missing_target(frame: pd.DataFrame, name: str, kind: str, unread: Collection[tuple[int, str]]) -> Mask:
    """The rows that should have a target and have none, or 0; a cell that nobody could read is neither."""
    missing = rows_with_target(frame, kind) & ~nonzero(frame[f"{name}_{kind}"].to_numpy())
    missing[[urut - 1 for urut, key in unread if key == f"{name}_{kind}"]] = False
    return missing


def _without(
    frame: pd.DataFrame, kind: str, code: str, unread: Collection[tuple[int, str]], rules: RuleSet
) -> list[Finding]:
    """Rows without a target: what column 13 holds there, and whether the rule set calls it wrong."""
    target = frame[f"target_renja_{kind}"].to_numpy()
    spent = nonzero(frame[f"realisasi_renja_{kind}"].to_numpy())
    found = []
    for index, urut, name in selected(frame, _missing_target(frame, "target_renja", kind, unread)):
        policy = rules.target_kosong if target[index] is None else rules.target_nol
        found.append(
            finding(
                code,
                {"isi": sentence(f"target.{policy}")},
                tingkat="galat" if policy == "galat" else "peringatan" if spent[index] else "info",
                urut=urut,
                kolom=f"target_renja_{kind}",
                nama=name,
                tertulis="" if target[index] is None else target[index],
            )
        )
    return found


def _without_renstra(
    frame: pd.DataFrame, kind: str, unread: Collection[tuple[int, str]], rules: RuleSet
) -> Iterator[Finding]:
    """Rows without a Renstra target, where the rule set calls that wrong."""
    target = frame[f"target_renstra_{kind}"].to_numpy()
    for index, urut, name in selected(frame, _missing_target(frame, "target_renstra", kind, unread)):
        policy = rules.target_kosong if target[index] is None else rules.target_nol
        if policy == "galat":
            blanks: dict[str, object] = {"jenis": kind.capitalize(), "isi": sentence("target.galat")}
            key = f"target_renstra_{kind}"
            yield finding("tanpa-target-renstra", blanks, urut=urut, kolom=key, nama=name)


def _possible_fractions(frame: pd.DataFrame) -> Iterator[Finding]:
    """Percentages of at most 1 beside a target far above: perhaps fractions that lack their percent format."""
    unit = rows_where(frame["satuan"], lambda unit: "persen" in plain(unit))
    target = frame["target_renja_k"].to_numpy()
    high = unit & nonzero(target)
    high[high] = target[high] >= _SURELY_PERCENT
    for quarter in TRIWULAN:
        values = frame[f"{quarter}_k"].to_numpy()
        small = high & nonzero(values)
        small[small] = (values[small] > 0) & (values[small] <= 1)
        for index, urut, name in selected(frame, small):
            yield finding(
                "mungkin-pecahan", urut=urut, kolom=f"{quarter}_k", nama=name, tertulis=values[index]
            )


def _without_weight(frame: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    if rules.rata_rata_bobot != "anggaran":
        return []
    unread = doubtful_rows(frame, "target_renja_rp")[frame["pemilik"].to_numpy() - 1]
    weightless = ~nonzero(frame["bobot"].to_numpy()) & ~unread
    lost = int((weightless & known(frame["capaian_renja_k"].to_numpy())).sum())
    return [finding("tanpa-bobot", {"jumlah": lost}, kolom="target_renja_rp")] if lost else []


def _negative_proposals(frame: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    found = []
    settled = setting_of_rows(frame, rules.polaritas)
    for urut, name, indicator, polarity in zip(
        frame["urut"], frame["nama"], frame["indikator"], settled, strict=True
    ):
        hint = negative_hint(indicator, rules)
        if hint and not polarity:
            found.append(
                finding(
                    "indikator-mungkin-negatif",
                    {"petunjuk": hint},
                    urut=int(urut),
                    kolom="indikator",
                    nama=name,
                    tertulis=indicator,
                )
            )
    return found
