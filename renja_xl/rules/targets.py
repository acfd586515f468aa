"""Findings that the computing itself gives rise to: no target, no budget, names that look negative."""

from __future__ import annotations

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import RuleSet, plain
from renja_xl.rules.exact import Mask, known, nonzero
from renja_xl.rules.selected import selected


def target_findings(frame: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    """Where column 13 stays blank for want of a target or a budget, and indicators that may be negative."""
    main = (frame["jenis"] == "utama").to_numpy()
    found = _without(frame, "k", "tanpa-target", (frame["indikator"] != "").to_numpy())
    found += _without(frame, "rp", "pagu-nol", main & _has_money(frame))
    return found + _negative_proposals(frame, rules)


def _has_money(frame: pd.DataFrame) -> Mask:
    """Rows with any figure in a Rp column: a heading without money lacks no budget."""
    found = np.zeros(len(frame), dtype=bool)
    for name in frame.columns:
        if name.endswith("_rp") and not name.startswith(("capaian", "tetap")):
            found |= known(frame[name].to_numpy())
    return found


def _without(frame: pd.DataFrame, kind: str, code: str, where: Mask) -> list[Finding]:
    target = frame[f"target_renja_{kind}"].to_numpy()
    spent = nonzero(frame[f"realisasi_renja_{kind}"].to_numpy())
    return [
        finding(
            code,
            tingkat="peringatan" if spent[index] else "info",
            urut=urut,
            kolom=f"target_renja_{kind}",
            nama=name,
            tertulis="" if target[index] is None else target[index],
        )
        for index, urut, name in selected(frame, where & ~nonzero(target))
    ]


def _negative_proposals(frame: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    hints = [plain(hint) for hint in rules.negatif_petunjuk]
    found = []
    for urut, name, indicator, negative in zip(
        frame["urut"], frame["nama"], frame["indikator"], frame["negatif"], strict=True
    ):
        hint = next((hint for hint in hints if hint in plain(indicator)), "")
        if hint and not negative:
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
