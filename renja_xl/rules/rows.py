"""Rows of a frame: by kind, level or text; and the marked ones with what a finding says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from renja_xl.model.frame import AVERAGED
from renja_xl.rules.exact import Figures, Mask


def main_rows(frame: pd.DataFrame) -> Mask:
    """The main rows: those that bear money."""
    return np.asarray(frame["jenis"].to_numpy() == "utama", dtype=bool)


def rows_of_level(frame: pd.DataFrame, level: str) -> Mask:
    """The rows of one level, main and further."""
    return np.asarray(frame["level"].to_numpy() == level, dtype=bool)


def doubtful_rows(frame: pd.DataFrame, key: str) -> Mask:
    """The rows whose figure in a column of money is not known, because a cell could not be read."""
    return np.array([key in keys for keys in frame["kolom_ragu"].tolist()], dtype=bool)


def averaged_rows(frame: pd.DataFrame) -> Mask:
    """The rows of program, kegiatan and sub kegiatan: those that are planned for and averaged."""
    return rows_where(frame["level"], AVERAGED.__contains__)


def rows_where(texts: pd.Series[str], test: Callable[[str], bool]) -> Mask:
    """Where a text passes a test, which is put once to each different one."""
    found = texts.tolist()
    answers = {text: test(text) for text in set(found)}
    return np.array([answers[text] for text in found], dtype=bool)


def has_child(parents: Figures, where: Mask) -> Mask:
    """Whether some marked row names the row as its parent by `urut`."""
    found = np.zeros(len(parents) + 1, dtype=bool)
    found[parents[where].astype(np.int64)] = True
    return found[1:]


def has_below(parents: Figures, where: Mask) -> Mask:
    """Whether some marked row stands below the row, at whatever depth."""
    found = has_child(parents, where)
    for _ in AVERAGED:
        found |= has_child(parents, found)
    return found


def selected(frame: pd.DataFrame, where: Mask) -> Iterator[tuple[int, int, str]]:
    """(position, `urut`, name) of every row that is marked."""
    if where.any():
        order, names = frame["urut"].to_list(), frame["nama"].to_list()
        for index in np.flatnonzero(where).tolist():
            yield index, order[index], names[index]
