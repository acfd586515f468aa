"""Quarters that are mistyped where column 12 as printed is right.

Column 12 is right where 13 or 14 as printed follow from it and not from the quarters. Then the last filled quarter
of running totals is wrong, and among quarters that are added the one whose slip of typing explains the difference;
where several would, or none, the one of money that the rows above or below ask to be another; else the sheet does
not tell which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import JUMLAH, KUMULATIF, TETAP
from renja_xl.rules.compare.causes import CUT, TYPING, cause
from renja_xl.rules.compare.figures import same_figure
from renja_xl.rules.exact import Mask, known, summed
from renja_xl.rules.quarters import quarters
from renja_xl.rules.reconcile.family import own_children
from renja_xl.rules.rows import selected

_EXACT = 15


@dataclass(frozen=True, slots=True)
class QuarterSlip:
    """A wrong quarter: where, what is written, what column 12 asks for, and why they differ."""

    urut: int
    key: str
    written: Decimal
    expected: Decimal
    why: tuple[str, str]


def confirmed_rows(
    frame: pd.DataFrame, by_quarters: pd.DataFrame | None, printed: pd.DataFrame, kind: str
) -> Mask:
    """Where a column 12 that the quarters do not give is the one that 13 or 14 are printed from."""
    found = np.zeros(len(frame), dtype=bool)
    if by_quarters is None:
        return found
    kept = frame[f"tetap_{kind}"].to_numpy(dtype=bool) & known(
        by_quarters[f"realisasi_renja_{kind}"].to_numpy()
    )
    for name in ("capaian_renja", "realisasi_renstra"):
        key = f"{name}_{kind}"
        written, kept_gives, quarters_give = (item[key].to_numpy() for item in (printed, frame, by_quarters))
        for index in np.flatnonzero(kept & known(written)).tolist():
            found[index] |= same_figure(written[index], kept_gives[index], 0) and not same_figure(
                written[index], quarters_give[index], 0
            )
    return found


def quarter_slips(frame: pd.DataFrame, confirmed: Mask, decision: QuarterDecision) -> list[QuarterSlip]:
    """The wrong quarters of one kind, at most one for each row whose column 12 is confirmed."""
    kind = decision.jenis
    columns = quarters(frame, kind, decision.berjalan)
    ways = frame[f"cara_{kind}"].to_numpy()
    actual = frame[f"realisasi_renja_{kind}"].to_numpy()
    found = []
    for index, urut, _ in selected(frame, confirmed):
        filled = {
            f"{name}_{kind}": column[index]
            for name, column in zip(TRIWULAN, columns, strict=False)
            if column[index] is not None
        }
        asked = [
            QuarterSlip(urut, key, filled[key], expected, cause(filled[key], expected, _EXACT))
            for key, expected in _asked(filled, actual[index], str(ways[index])).items()
        ]
        slips = [item for item in asked if len(asked) == 1 or item.why[0] in (CUT, TYPING)]
        if len(slips) != 1 and kind == "rp":
            slips = [item for item in asked if _fits_tree(frame, index, item)]
        found += slips if len(slips) == 1 else []
    return found


def _asked(filled: Mapping[str, Decimal], actual: Decimal, cara: str) -> dict[str, Decimal]:
    """What each quarter would be if it alone were wrong."""
    if cara in (KUMULATIF, TETAP):
        return {list(filled)[-1]: actual} if filled else {}
    whole = sum(filled.values(), Decimal(0))
    return {key: actual - (whole - value) for key, value in filled.items()} if cara == JUMLAH else {}


def _fits_tree(frame: pd.DataFrame, index: int, slip: QuarterSlip) -> bool:
    """Whether the rows below add up to what a quarter should be, or its siblings with it to the row above."""
    urut, column, own = index + 1, frame[slip.key], own_children(frame)
    parents = frame["induk"].to_numpy()
    below = own & (parents == urut)
    if below.any():
        return bool(summed(column[below].to_numpy()) == slip.expected)
    above = int(parents[index])
    siblings = summed(column[own & (parents == above)].to_numpy()) if above else None
    return siblings is not None and bool(column.iat[above - 1] == siblings - slip.written + slip.expected)


def mended(frame: pd.DataFrame, slips: Sequence[QuarterSlip]) -> pd.DataFrame:
    """The frame with what column 12 asks for in the wrong quarters."""
    columns = {key: frame[key].copy() for key in {slip.key for slip in slips}}
    for slip in slips:
        columns[slip.key].iloc[slip.urut - 1] = slip.expected
    return frame.assign(**columns)
