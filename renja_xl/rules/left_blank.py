"""Money that is left blank in a row above rows that have it: a sum over that level would be too low.

Many sheets bear Rp in their sub kegiatan alone, or sum up only what was budgeted and not what was spent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from renja_xl.model.frame import FIGURE_NAMES, TRIWULAN
from renja_xl.model.rule_set import KUMULATIF
from renja_xl.rules.exact import Figures, Mask, known, nonzero
from renja_xl.rules.rows import has_below, main_rows, rows_where

_PARENTS = ("program", "kegiatan")
_SPENT, _SINCE = "realisasi_renja_rp", "realisasi_renstra_rp"
_QUARTERS = tuple(f"{quarter}_rp" for quarter in TRIWULAN)
_INPUTS = tuple(name for name in FIGURE_NAMES if name.endswith("_rp"))


class Spent(NamedTuple):
    """Column 12 in Rp, by which convention each row has it, and which rows have it from the sheet."""

    figures: Figures
    cara: Figures
    kept: Mask


def left_blank(frame: pd.DataFrame, spent: Spent, unread: Collection[tuple[int, str]]) -> dict[str, Mask]:
    """By column of Rp, the program and kegiatan without a figure below which some main row has one other than 0.

    Column 12 is not known either where a quarter that it is made of is left blank so, unless it is the sum of the
    rows below all the same; nor column 14 where column 6 or 12 is not. What nobody could read (`unread`) is not
    blank.
    """
    main = main_rows(frame)
    asked, parents = main & rows_where(frame["level"], _PARENTS.__contains__), frame["induk"].to_numpy()

    def blank(name: str, values: Figures) -> Mask:
        found = asked & ~known(values)
        found[[urut - 1 for urut, key in unread if key == name]] = False
        return found & has_below(parents, main & nonzero(values)) if found.any() else found

    found = {name: blank(name, frame[name].to_numpy()) for name in _INPUTS}
    whole = blank(_SPENT, spent.figures) & ~_with(unread, _QUARTERS, len(frame))
    stale = _by_quarters(frame, found, spent.cara) & ~spent.kept
    found[_SPENT] = whole | (stale & ~_is_sum(spent.figures, parents, main) if stale.any() else stale)
    return found | {_SINCE: found["realisasi_lalu_rp"] | found[_SPENT]}


def _is_sum(values: Figures, parents: Figures, where: Mask) -> Mask:
    """The rows whose figure is that of the marked rows right below together: somebody carried a quarter on."""
    there = where & known(values)
    sums = np.full(len(values) + 1, Decimal(0), dtype=object)
    np.add.at(sums, parents[there].astype(np.int64), values[there])
    return np.asarray(values == sums[1:], dtype=bool)


def _by_quarters(frame: pd.DataFrame, blank: Mapping[str, Mask], cara: Figures) -> Mask:
    """The rows in which a quarter that counts is left blank: any of a sum, of cumulative ones those at the end."""
    cumulative = np.asarray(cara == KUMULATIF, dtype=bool)
    found, later = np.zeros(len(frame), dtype=bool), np.zeros(len(frame), dtype=bool)
    for name in reversed(_QUARTERS):
        found |= blank[name] & ~(cumulative & later)
        later |= known(frame[name].to_numpy())
    return found


def _with(unread: Collection[tuple[int, str]], keys: Collection[str], count: int) -> Mask:
    found = np.zeros(count, dtype=bool)
    found[[urut - 1 for urut, key in unread if key in keys]] = True
    return found
