"""What the checks share of the tree of rows: sums over children, and rows whose own children explain them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

from renja_xl.model.frame import AVERAGED, TRIWULAN
from renja_xl.rules.exact import Figures, Mask, known
from renja_xl.rules.rows import has_below, has_child, main_rows

# Every money column that adds up, this year's first, and before column 12 what it is made of: the first that
# differs is where to look.
MONEY = (
    "target_renja_rp",
    *(f"{quarter}_rp" for quarter in TRIWULAN),
    "realisasi_renja_rp",
    "target_renstra_rp",
    "realisasi_lalu_rp",
)


def or_zero(values: Figures) -> Figures:
    """A column with 0 where it is blank, for sums."""
    found = values.copy()
    found[~known(values)] = Decimal(0)
    return found


def added(values: Figures, parents: Figures, where: Mask) -> Figures:
    """For each row the sum (0 if none) of the marked rows that name it as their parent by `urut`."""
    found = np.full(len(values) + 1, Decimal(0), dtype=object)
    np.add.at(found, parents[where].astype(np.int64), values[where])
    return np.asarray(found[1:], dtype=object)


def own_children(frame: pd.DataFrame) -> Mask:
    """The main rows that stand under a row of the level right above theirs."""
    depth = {level: number for number, level in enumerate(AVERAGED)}
    depths = np.array([depth.get(level, -9) for level in frame["level"].tolist()], dtype=np.int64)
    above = np.array([-9, *depths], dtype=np.int64)[frame["induk"].to_numpy()]
    return np.asarray(main_rows(frame) & (above >= 0) & (depths == above + 1), dtype=bool)


def as_it_stands(frame: pd.DataFrame, moved: Mapping[int, int]) -> pd.DataFrame:
    """The frame with the parents under which rows stand whose codes took them elsewhere."""
    parents = frame["pemilik"].map(moved)
    return frame.assign(induk=parents.fillna(frame["induk"]).astype(np.int64))


def deepest(frame: pd.DataFrame, where: Mask) -> Mask:
    """The marked rows none of whose descendants is marked: a row repeats what its children are to be asked."""
    return where & ~has_below(frame["induk"].to_numpy(), where)


def unread_rows(unread: Collection[tuple[int, str]], keys: tuple[str, ...], count: int) -> Mask:
    """The rows in which one of these cells holds something nobody could read."""
    found = np.zeros(count, dtype=bool)
    found[[urut - 1 for urut, key in unread if key in keys]] = True
    return found


def balanced_below(frame: pd.DataFrame, larger: str, limit: str, tolerance: Decimal) -> Mask:
    """The parents whose children together keep a limit: that a parent differs from them is what is wrong."""
    parents, own = frame["induk"].to_numpy(), own_children(frame)
    sums = [added(or_zero(frame[key].to_numpy()), parents, own) for key in (larger, limit)]
    return np.asarray(has_child(parents, own) & (sums[0] - sums[1] <= tolerance), dtype=bool)


def rupiah(amount: Decimal) -> str:
    """An amount as people here write it: 391.721.084."""
    whole = f"{amount.normalize():,f}"
    return whole.replace(",", "\0").replace(".", ",").replace("\0", ".")
