"""SUM formulas that leave out rows of their own block.

A formula adds rows of one level; the block are all main rows of that level under the row it stands in, or of
the whole sheet for a total. Silent where a formula mixes levels, and where the rows left out have no figure
but 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.matrix import Matrix, PrintedSum
from renja_xl.rules.exact import nonzero
from renja_xl.rules.rows import main_rows

_SHOWN = 5
Positions = npt.NDArray[np.int64]


def range_findings(frame: pd.DataFrame, matrix: Matrix) -> Iterator[Finding]:
    """The formulas that leave rows out, with the cells they leave out."""
    if not matrix.sums:
        return
    names = ["", *frame["nama"]]
    blocks = _blocks(frame)
    for item in matrix.sums:
        left = _left_out(frame, item, blocks)
        if left:
            cells = [matrix.place.cell(urut, item.key) for urut in left[:_SHOWN]]
            more = " …" if len(left) > _SHOWN else ""
            yield finding(
                "jumlah-kurang-baris",
                {"jumlah": len(left), "baris": ", ".join(cells) + more},
                lembar=matrix.place.sheet,
                sel=item.sel,
                kolom=item.key,
                nama=names[item.urut],
                tertulis=f"={item.formula}",
            )


def _blocks(frame: pd.DataFrame) -> Mapping[int, Positions]:
    """The positions of the main rows at any depth below each `urut`; 0 has them all."""
    main = np.flatnonzero(main_rows(frame))
    parents = np.array([0, *frame["induk"]], dtype=np.int64)
    found: dict[int, list[Positions]] = {0: [main]}
    above = parents[main + 1]
    while above.any():
        inside = above > 0
        for urut, members in pd.Series(main[inside]).groupby(above[inside]):
            found.setdefault(int(str(urut)), []).append(members.to_numpy(dtype=np.int64))
        above = parents[above]
    return {urut: np.concatenate(parts) for urut, parts in found.items()}


def _left_out(frame: pd.DataFrame, item: PrintedSum, blocks: Mapping[int, Positions]) -> list[int]:
    """The `urut` of the rows of the block with a figure other than 0 that the formula does not add."""
    members = blocks.get(item.urut, np.array([], dtype=np.int64))
    members = members[nonzero(frame[item.key].to_numpy()[members])]
    covered = np.zeros(len(members), dtype=bool)
    for first, last in item.rows:
        covered |= (first - 1 <= members) & (members < last)
    levels = frame["level"].to_numpy()[members]
    added = set(levels[covered])
    if len(added) != 1:
        return []
    left = members[~covered & (levels == added.pop())]
    return sorted(int(position) + 1 for position in left)
