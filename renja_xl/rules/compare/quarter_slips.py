"""Quarters that are mistyped where column 12 as printed is right.

Column 12 is right where 13 or 14 as printed follow from it and not from the quarters. Then the last filled quarter
of running totals is wrong, and among quarters that are added the one whose slip of typing explains the difference;
where several would, or none, the sheet does not tell which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import JUMLAH, KUMULATIF, TETAP
from renja_xl.rules.compare.causes import CUT, TYPING, cause
from renja_xl.rules.compare.figures import same_figure
from renja_xl.rules.exact import Mask, known
from renja_xl.rules.quarters import quarters
from renja_xl.rules.selected import selected

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
        row = [column[index] for column in columns]
        slip = _slip(row, actual[index], str(ways[index]))
        if slip:
            place, expected, why = slip
            found.append(QuarterSlip(urut, f"{TRIWULAN[place]}_{kind}", row[place], expected, why))
    return found


def mended(frame: pd.DataFrame, slips: Sequence[QuarterSlip]) -> pd.DataFrame:
    """The frame with what column 12 asks for in the wrong quarters."""
    columns = {key: frame[key].copy() for key in {slip.key for slip in slips}}
    for slip in slips:
        columns[slip.key].iloc[slip.urut - 1] = slip.expected
    return frame.assign(**columns)


def _slip(
    row: Sequence[Decimal | None], actual: Decimal, cara: str
) -> tuple[int, Decimal, tuple[str, str]] | None:
    filled = [(place, value) for place, value in enumerate(row) if value is not None]
    if cara in (KUMULATIF, TETAP) and filled:
        place, value = filled[-1]
        return place, actual, cause(value, actual, _EXACT)
    if cara != JUMLAH:
        return None
    whole = sum((value for _, value in filled), Decimal(0))
    found = []
    for place, value in filled:
        expected = actual - (whole - value)
        why = cause(value, expected, _EXACT)
        if why[0] in (CUT, TYPING) or len(filled) == 1:
            found.append((place, expected, why))
    return found[0] if len(found) == 1 else None
