"""Money and performance of the same row: spent beyond the budget, spent for nothing, reached for nothing.

The indicators of a row share its money, so they are looked at together, but for those with Rp of their own.
Silent for indicators of which less is better (0 cases may be what was paid for), where a cell could not be
read, and beyond the budget where the row's own children, how it differs from them, or an amount far out of scale
say it already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.rule_set import RuleSet
from renja_xl.rules.exact import Mask, known, nonzero
from renja_xl.rules.reconcile.family import (
    MONEY,
    balanced_below,
    deepest,
    or_zero,
    rupiah,
    unread_rows,
)
from renja_xl.rules.reconcile.outliers import extreme_rows
from renja_xl.rules.rows import averaged_rows, doubtful_rows, main_rows, selected


def spending_findings(
    frame: pd.DataFrame,
    unread: Collection[tuple[int, str]],
    rules: RuleSet,
    falling: Mask,
    triwulan: int,
) -> Iterator[Finding]:
    """Rows whose money does not go with its budget or with their performance.

    `falling` are the rows of which less is better.

    Before the fourth quarter what is not reached or not spent may still come: then it is only an `info`.
    """
    yield from _beyond_budget(frame, unread, rules)
    reached, planned, doubtful = _performance(
        frame, falling | unread_rows(unread, ("target_renja_k",), len(frame))
    )
    spent, budget = frame["realisasi_renja_rp"].to_numpy(), frame["target_renja_rp"].to_numpy()
    rows = main_rows(frame) & averaged_rows(frame) & ~doubtful
    money = nonzero(spent) & (or_zero(spent) > 0)
    level = "peringatan" if triwulan == len(TRIWULAN) else "info"
    for code, key, where, shown in (
        ("belanja-tanpa-kinerja", "realisasi_renja_k", rows & money & planned & ~reached, spent),
        (
            "kinerja-tanpa-belanja",
            "realisasi_renja_rp",
            rows & ~nonzero(spent) & nonzero(budget) & reached,
            budget,
        ),
    ):
        for index, urut, name in selected(frame, where):
            yield finding(
                code,
                {"rupiah": rupiah(shown[index])},
                tingkat=level,
                urut=urut,
                kolom=key,
                nama=name,
                tertulis=_written(frame[key].iat[index]),
            )


def _written(value: object) -> object:
    return "" if value is None else value


def _beyond_budget(
    frame: pd.DataFrame, unread: Collection[tuple[int, str]], rules: RuleSet
) -> Iterator[Finding]:
    spent, budget = frame["realisasi_renja_rp"].to_numpy(), frame["target_renja_rp"].to_numpy()
    beyond = main_rows(frame) & nonzero(budget) & known(spent)
    beyond[beyond] = spent[beyond] - budget[beyond] > rules.toleransi_rp
    extreme = extreme_rows(frame, "rp", "renja")
    kept = balanced_below(frame, "realisasi_renja_rp", "target_renja_rp", rules.toleransi_rp)
    named = deepest(frame, beyond | _unbudgeted(frame, unread)) & beyond & ~kept
    for index, urut, name in selected(frame, named & ~extreme):
        yield finding(
            "realisasi-melebihi-pagu",
            {"lebih": rupiah(spent[index] - budget[index]), "pagu": rupiah(budget[index])},
            urut=urut,
            kolom="realisasi_renja_rp",
            nama=name,
            tertulis=spent[index],
        )


def _unbudgeted(frame: pd.DataFrame, unread: Collection[tuple[int, str]]) -> Mask:
    """The rows that spent without a budget, which are named for that."""
    bare = main_rows(frame) & ~nonzero(frame["target_renja_rp"].to_numpy())
    bare &= nonzero(frame["realisasi_renja_rp"].to_numpy())
    return bare & ~unread_rows(unread, ("target_renja_rp",), len(frame))


def _performance(frame: pd.DataFrame, unclear: Mask) -> tuple[Mask, Mask, Mask]:
    """For each main row: some indicator is above 0, some has a target, some cannot be judged."""
    actual, target = frame["realisasi_renja_k"].to_numpy(), frame["target_renja_k"].to_numpy()
    doubtful = unclear | frame["ragu_k"].to_numpy(dtype=bool) | frame["ragu_rp"].to_numpy(dtype=bool)
    doubtful |= doubtful_rows(frame, "realisasi_renja_rp")
    shared = main_rows(frame).copy()
    shared[~shared] = ~_own_money(frame[~shared])
    owner = frame["pemilik"].to_numpy(dtype=np.int64) - 1
    masks = []
    for where in (nonzero(actual), nonzero(target), doubtful):
        found = np.zeros(len(frame), dtype=bool)
        found[owner[where & shared]] = True
        masks.append(found)
    return masks[0], masks[1], masks[2]


def _own_money(frame: pd.DataFrame) -> Mask:
    """The rows with any Rp other than 0."""
    return np.asarray(np.any([nonzero(frame[key].to_numpy()) for key in MONEY], axis=0), dtype=bool)
