"""Every printed figure of columns 13 to 17, averages, predicates and totals against the rules, back to its root.

A cell that differs is recomputed from the printed cells it is built on. If that gives what is printed, and one of
them is wrong, it follows from that one; else it is a root of its own. One root is one galat; what follows from it
is named with it and not counted again. Column 12 has its own findings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.model.matrix import SUMMARY_KEYS, PrintedSummary
from renja_xl.rules.compare.columns import column_12_roots, compare_column, unread_roots
from renja_xl.rules.compare.figures import printed_digits
from renja_xl.rules.compare.habits import as_habits
from renja_xl.rules.compare.holes import find_holes
from renja_xl.rules.compare.roots import Computed, Trace
from renja_xl.rules.compare.summaries import compare_summaries
from renja_xl.rules.exact import known

COMPARED = tuple(name for name in COMPUTED_NAMES if not name.startswith("realisasi_renja"))


def compare(
    done: Computed, printed: pd.DataFrame, summaries: Sequence[PrintedSummary], sheet: str
) -> list[Finding]:
    """A finding for every printed figure that the rules compute otherwise, with its cause."""
    columns = {key: printed[key].to_numpy() for key in COMPARED}
    shown = done.kept.assign(
        **{
            key: pd.Series(np.where(known(written), written, done.kept[key].to_numpy()), dtype=object)
            for key, written in columns.items()
        }
    )
    filled = {
        key: pd.Series(written, dtype=object) for key, written in columns.items() if known(written).any()
    }
    whole = {"efisiensi"} if done.rules.efisiensi_rumus == "13K/13Rp" else set()
    digits = {
        key: printed_digits(key, written[known(written)], 0 if key in whole else 2)
        for key, written in columns.items()
    }
    means = [item.values for item in summaries if item.jenis == "rata_rata"]
    for key in SUMMARY_KEYS:
        digits[f"rata_rata_{key}"] = printed_digits(key, [values[key] for values in means if key in values])
    trace = Trace(done, shown, shown.assign(**filled), digits)
    column_12_roots(trace)
    unread_roots(trace)
    find_holes(trace, printed)
    for key, written in columns.items():
        compare_column(trace, key, written)
    compare_summaries(trace, summaries, sheet)
    return as_habits(trace.found, {key: int(known(written).sum()) for key, written in columns.items()})
