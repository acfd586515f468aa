"""Money that looks as if it were not in full rupiah, though nothing in the sheet says so.

A sub kegiatan of less than a million rupiah is rare, and more than half of them are that in no agency. Nor has one
sub kegiatan of a few millions each and less than a hundred million for a year. Figures in thousands or millions
are as small: added as they stand, they make a whole agency vanish from the region's sums. A great agency in
thousands is small only beside the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pandas as pd

from renja_xl.model.findings import finding
from renja_xl.model.frame import AVERAGED
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.model.texts import figure_text
from renja_xl.rules.exact import half_up, nonzero
from renja_xl.rules.region.budgets import budgets_of
from renja_xl.rules.rows import main_rows, rows_of_level

_LEAST, _FEW_MILLIONS, _LEAST_WHOLE = Decimal(1_000_000), Decimal(10_000_000), Decimal(100_000_000)
# How many times smaller than the others' the usual budget of a kelurahan may be, if there are so many others.
_SPREAD, _MOST = 40, 5
# Of fewer rows nothing is usual.
_FEWEST = 3


def usual_budget(frame: pd.DataFrame) -> Decimal | None:
    """The budget in the middle of those of the lowest level that has any (rupiah); None where these are few."""
    budgets, main = frame["target_renja_rp"].to_numpy(), main_rows(frame)
    for level in reversed(AVERAGED):
        rows = main & rows_of_level(frame, level) & nonzero(budgets)
        if rows.any():
            found: list[Decimal] = sorted(budgets[rows].tolist())
            return found[len(found) // 2] if len(found) >= _FEWEST else None
    return None


def amount_findings(heads: Iterable[Head]) -> Iterator[RegionFinding]:
    """Each matrix whose budgets are too small for full rupiah; it goes in as it stands."""
    told = [(head, head.pagu_lazim) for head in heads if head.pagu_lazim is not None]
    usual = sorted(budget for _, budget in told)
    least = max(_LEAST, usual[len(usual) // 2] / _SPREAD) if len(usual) >= _MOST else _LEAST
    for head, budget in told:
        whole = sum(budgets_of(head).values())
        if budget < least or (budget < _FEW_MILLIONS and 0 < whole < _LEAST_WHOLE):
            blanks: dict[str, object] = {"lazim": _rupiah(budget), "seluruhnya": _rupiah(whole)}
            yield RegionFinding.of(head, finding("uang-mungkin-ribuan", blanks, kolom="target_renja_rp"))


def _rupiah(amount: Decimal | int) -> str:
    return figure_text(f"{half_up(Decimal(amount), 0):f}")
