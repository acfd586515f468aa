"""How far a matrix is filled, quarter by quarter, and the money realised up to each."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

from renja_xl.model.frame import TRIWULAN
from renja_xl.rules.exact import known, nonzero, summed
from renja_xl.rules.quarters import by_convention, quarters
from renja_xl.rules.rows import averaged_rows, main_rows, rows_of_level


def filled_quarters(frame: pd.DataFrame) -> tuple[int, ...]:
    """By quarter, how many indicators have a K or Rp; none in a quarter whose figures are all 0."""
    found, measured = [], averaged_rows(frame)
    for name in TRIWULAN:
        k, rp = (frame[f"{name}_{kind}"].to_numpy()[measured] for kind in ("k", "rp"))
        begun = bool(nonzero(k).any() or nonzero(rp).any())
        found.append(int((known(k) | known(rp)).sum()) if begun else 0)
    return tuple(found)


def money_by_quarter(frame: pd.DataFrame, begun: int) -> tuple[Decimal | None, ...]:
    """The Rp realised up to each quarter that has begun, over the programs (rupiah); None for the others.

    None for all of them where they do not lead to column 12: it was kept from the sheet, or a quarter is unread.
    """
    programs = frame[rows_of_level(frame, "program") & main_rows(frame)]
    ways, columns = programs["cara_rp"].to_numpy(), quarters(programs, "rp")
    found: list[Decimal | None] = []
    for count in range(1, len(TRIWULAN) + 1):
        reached = np.full(len(programs), None, dtype=object)
        for cara in set(ways):
            where = np.asarray(ways == cara, dtype=bool)
            reached[where] = by_convention(cara, [column[where] for column in columns[:count]], count)
        found.append(summed(reached) if count <= begun else None)
    whole = summed(programs["realisasi_renja_rp"].to_numpy())
    return tuple(found) if begun and found[begun - 1] == whole else (None,) * len(TRIWULAN)
