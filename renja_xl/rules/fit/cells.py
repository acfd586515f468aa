"""What a sheet prints, column by column, as evidence: a figure, a blank that means something, or nothing said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.matrix import SUMMARY_KEYS, Matrix
from renja_xl.rules.columns import CHAIN
from renja_xl.rules.compare.figures import printed_digits, same_figure
from renja_xl.rules.exact import Figures, Mask, blanks, known, nonzero

REALISASI = ("realisasi_renja_k", "realisasi_renja_rp")
_NEEDS = {key: (key, *(f"{quarter}_{key.rsplit('_', 1)[1]}" for quarter in TRIWULAN)) for key in REALISASI}
MEANS = tuple(f"rata_rata_{key}" for key in SUMMARY_KEYS)


class Cells(NamedTuple):
    """A printed column. `seen` marks what says something: figures, and the blanks of a column that is filled."""

    written: Figures
    seen: Mask
    digits: int


def printed_cells(matrix: Matrix, frame: pd.DataFrame, rekap: pd.DataFrame) -> dict[str, Cells]:
    """The printed columns 12 to 17 by row, and the printed means (`MEANS`) by row of `rekap`.

    `frame` and `rekap` are computed by any rules: they tell whether a column is filled.
    """
    found = {}
    for key in (*REALISASI, *CHAIN):
        readable = np.ones(len(frame), dtype=bool)
        readable[[urut - 1 for urut, name in matrix.unread if name in _NEEDS.get(key, (key,))]] = False
        found[key] = _cells(key, matrix.printed[key].to_numpy(), frame[key].to_numpy(), readable)
    places = {place: row for row, place in enumerate(zip(rekap["cakupan"], rekap["kelompok"], strict=True))}
    for name, key in zip(MEANS, SUMMARY_KEYS, strict=True):
        written, there = blanks(len(rekap)), np.zeros(len(rekap), dtype=bool)
        for item in matrix.summaries:
            row = places.get((item.cakupan, item.kelompok))
            if item.jenis == "rata_rata" and row is not None:
                written[row], there[row] = item.values.get(key), True
        found[name] = _cells(key, written, rekap[key].to_numpy(), there)
    return found


def _cells(key: str, written: Figures, usual: Figures, readable: Mask) -> Cells:
    """A blank says something where most of the figures that there should be are printed."""
    expected = nonzero(usual) & readable
    filled = known(written)[expected].mean() >= 0.5 if expected.any() else known(written).any()
    # Column 12 may be a mean, which people write with any number of decimals.
    most = 0 if key == "efisiensi" else 2
    digits = 2 if key in REALISASI else printed_digits(key, written[known(written)], most)
    return Cells(written, readable if filled else known(written), digits)


def as_printed(frame: pd.DataFrame, cells: Mapping[str, Cells]) -> pd.DataFrame:
    """The frame with the printed figures in place of the computed ones, where the sheet says something."""
    columns = {key: np.where(cells[key].seen, cells[key].written, frame[key]) for key in (*REALISASI, *CHAIN)}
    return frame.assign(**{key: pd.Series(values, dtype=object) for key, values in columns.items()})


def explained(cells: Cells, expected: Figures) -> Mask:
    """The cells that are what was expected, at the precision in which they are printed."""
    found = np.asarray(cells.written == expected, dtype=bool)
    near = cells.seen & ~found & known(cells.written) & known(expected)
    # No rounding makes figures the same that are a whole unit apart.
    near[near] = abs(cells.written[near] - expected[near]) < 1
    for index in np.flatnonzero(near).tolist():
        found[index] = same_figure(cells.written[index], expected[index], cells.digits)
    return found & cells.seen


def telling(cells: Cells, choices: Sequence[Figures]) -> Mask:
    """The cells in which the choices differ; a blank tells only where one of them leaves it blank."""
    differ = np.zeros(len(cells.written), dtype=bool)
    blank = np.zeros(len(cells.written), dtype=bool)
    for expected in choices:
        differ |= np.asarray(expected != choices[0], dtype=bool)
        blank |= ~known(expected)
    return differ & cells.seen & (known(cells.written) | blank)
