"""Cells that are blank in a column that is otherwise filled, where the rules give a figure other than 0.

Silent where less than half of the figures that there should be are printed: such a sheet is not filled yet.
"""

from __future__ import annotations

import pandas as pd

from renja_xl.model.findings import finding
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.rules.compare.roots import Root, Trace
from renja_xl.rules.exact import known, nonzero
from renja_xl.rules.rows import selected

_MOSTLY = 0.5


def find_holes(trace: Trace, printed: pd.DataFrame) -> None:
    """Say each blank, and make it a root of what is printed behind it."""
    frame = trace.done.frame
    for key in COMPUTED_NAMES:
        expected, there = frame[key].to_numpy(), known(printed[key].to_numpy())
        wanted = nonzero(expected)
        if not wanted.any() or there[wanted].mean() < _MOSTLY:
            continue
        for index, urut, name in selected(frame, wanted & ~there):
            root = Root(urut, key)
            if trace.roots.setdefault((urut, key), root) is root:
                trace.holes.add(root)
                trace.found.append(
                    finding("sel-kosong", urut=urut, kolom=key, nama=name, seharusnya=expected[index])
                )
