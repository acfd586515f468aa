"""Figures far out of scale, with what makes them so.

A realisation at least five times its target; a target of one year above that of the whole Renstra. Silent where
the row's own children are out of scale (their cells are the ones to mend), and where they are not although it
is: it is not their sum. Of levels (percentages, indices) the Renstra target is the end to be reached, so any
excess is said, as `info`; of counts it is the sum of five years, often revised, so only twice as much is.
Targets of which less is better fall, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import percent_text, sentence
from renja_xl.rules.exact import Figures, Mask, known, nonzero
from renja_xl.rules.reconcile.family import balanced_below, deepest, rupiah
from renja_xl.rules.reconcile.slips import likely_factor
from renja_xl.rules.rows import main_rows, selected

_EXTREME = Decimal(5)
_FAR_ABOVE = Decimal(2)
_HUNDRED = Decimal(100)


def outlier_findings(frame: pd.DataFrame, rules: RuleSet, percents: Mask, falling: Mask) -> Iterator[Finding]:
    """Achievements and targets out of scale, one finding for each row and kind.

    `percents` are the rows in percent, `falling` those of which less is better.
    """
    for kind in ("k", "rp"):
        above = _above_renstra(frame, kind, rules, falling)
        yield from _target_findings(frame, kind, above)
        yield from _extremes(frame, kind, above, percents, rules)


def extreme_rows(frame: pd.DataFrame, kind: str, name: str) -> Mask:
    """Where column 12 or 14 (`renja`, `renstra`) is at least five times its target."""
    actual, target = frame[f"realisasi_{name}_{kind}"].to_numpy(), frame[f"target_{name}_{kind}"].to_numpy()
    where = _times(actual, target, _EXTREME)
    return where & main_rows(frame) if kind == "rp" else where


def _times(values: Figures, base: Figures, factor: Decimal) -> Mask:
    """Where a figure is at least so many times another that is above 0."""
    where = known(values) & nonzero(base)
    where[where] = (base[where] > 0) & (values[where] >= factor * base[where])
    return where


def _extremes(
    frame: pd.DataFrame, kind: str, above: Mask, percents: Mask, rules: RuleSet
) -> Iterator[Finding]:
    """This year's first; the Renstra's where neither this year's nor a target out of scale explains it."""
    year, plan = extreme_rows(frame, kind, "renja"), extreme_rows(frame, kind, "renstra")
    # Performance is each indicator's own; money is the sum of what stands below.
    said = deepest(frame, year | plan) if kind == "rp" else year | plan
    for name, where in (("renja", said & year), ("renstra", said & plan & ~year & ~above)):
        keys = f"realisasi_{name}_{kind}", f"target_{name}_{kind}"
        actual, target = (frame[key].to_numpy() for key in keys)
        if kind == "rp":
            where &= ~balanced_below(frame, *keys, rules.toleransi_rp)  # noqa: PLW2901
        plans = frame[f"target_renstra_{kind}"].to_numpy()
        for index, urut, nama in selected(frame, where):
            whole = plans[index] if name == "renja" else None
            yield finding(
                "capaian-ekstrem",
                {
                    "realisasi": _shown(actual[index], kind),
                    "target": _shown(target[index], kind),
                    "persen": percent_text(actual[index] * _HUNDRED / target[index]),
                    "tahun": sentence(f"ekstrem.{name}"),
                    "sebab": _reason(
                        actual[index], target[index], whole, kind, percent=bool(percents[index])
                    ),
                },
                urut=urut,
                kolom=f"realisasi_{name}_{kind}",
                nama=nama,
                tertulis=actual[index],
            )


def _reason(actual: Decimal, target: Decimal, plan: Decimal | None, kind: str, *, percent: bool) -> str:
    """What makes it likely that the realisation, or the target, is mistyped; plainly both where nothing does."""
    if kind == "k" and percent and actual == _HUNDRED:
        return sentence("ekstrem.capaian")
    factor = likely_factor(actual, target)
    if factor:
        mended = actual / factor
        blanks = {
            "kali": factor,
            "betul": _shown(mended, kind),
            "persen": percent_text(mended * _HUNDRED / target),
        }
        return sentence("ekstrem.kali", **blanks)
    if plan is not None and target < actual <= plan:
        return sentence("ekstrem.dalam-renstra", renstra=_shown(plan, kind))
    return sentence("ekstrem.lain")


def _shown(value: Decimal, kind: str) -> str:
    return f"Rp {rupiah(value)}" if kind == "rp" else rupiah(value)


def _above_renstra(frame: pd.DataFrame, kind: str, rules: RuleSet, falling: Mask) -> Mask:
    """Where the target of this year is above that of the Renstra as no plan can mean it."""
    year, plan = frame[f"target_renja_{kind}"].to_numpy(), frame[f"target_renstra_{kind}"].to_numpy()
    if kind == "rp":
        where = main_rows(frame) & _times(year, plan, Decimal(1))
        where[where] = year[where] - plan[where] > rules.toleransi_rp
        kept = balanced_below(frame, "target_renja_rp", "target_renstra_rp", rules.toleransi_rp)
        return deepest(frame, where) & ~kept
    far = _times(year, plan, _FAR_ABOVE)
    level = ~frame["dijumlahkan"].to_numpy(dtype=bool) & _times(year, plan, Decimal(1))
    level[level] = year[level] > plan[level]
    return np.asarray((far | level) & ~falling, dtype=bool)


def _target_findings(frame: pd.DataFrame, kind: str, above: Mask) -> Iterator[Finding]:
    year, plan = frame[f"target_renja_{kind}"].to_numpy(), frame[f"target_renstra_{kind}"].to_numpy()
    for index, urut, name in selected(frame, above):
        far = kind == "rp" or year[index] >= _FAR_ABOVE * plan[index]
        yield finding(
            "target-melebihi-renstra",
            {"target": _shown(year[index], kind), "renstra": _shown(plan[index], kind)},
            tingkat="peringatan" if far else "info",
            urut=urut,
            kolom=f"target_renja_{kind}",
            nama=name,
            tertulis=year[index],
        )
