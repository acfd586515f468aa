"""Money that is left blank in a row above rows that have it: a sum over that level would be too low.

Many sheets bear Rp in their sub kegiatan alone, or sum up only what was budgeted and not what was spent.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from renja_xl.model.frame import FIGURE_NAMES
from renja_xl.rules.exact import Figures, Mask, known, nonzero
from renja_xl.rules.rows import has_below, main_rows, rows_where

_PARENTS = ("program", "kegiatan")
_SPENT, _SINCE = "realisasi_renja_rp", "realisasi_renstra_rp"
_INPUTS = tuple(name for name in FIGURE_NAMES if name.endswith("_rp"))


def left_blank(frame: pd.DataFrame, spent: Figures) -> dict[str, Mask]:
    """By column of Rp, the program and kegiatan without a figure below which some main row has one other than 0.

    `spent` is column 12. Of column 14 those whose column 6 or 12 is left blank so.
    """
    main = main_rows(frame)
    asked, parents = main & rows_where(frame["level"], _PARENTS.__contains__), frame["induk"].to_numpy()
    columns: Mapping[str, Figures] = {name: frame[name].to_numpy() for name in _INPUTS} | {_SPENT: spent}
    found = {}
    for name, values in columns.items():
        blank = asked & ~known(values)
        found[name] = blank & has_below(parents, main & nonzero(values)) if blank.any() else blank
    return found | {_SINCE: found["realisasi_lalu_rp"] | found[_SPENT]}
