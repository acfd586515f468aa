"""Money that looks as if it were not in full rupiah, though nothing in the sheet says so.

A sub kegiatan of less than a million rupiah is rare, and more than half of them are that in no agency. Figures in
thousands or millions are: added as they stand, they make a whole agency vanish from the region's sums.
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
from renja_xl.rules.exact import nonzero
from renja_xl.rules.rows import main_rows, rows_of_level

_LEAST = Decimal(1_000_000)
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
    """Each matrix whose usual budget is too small for full rupiah; it goes in as it stands."""
    for head in heads:
        if head.pagu_lazim is not None and abs(head.pagu_lazim) < _LEAST:
            blanks: dict[str, object] = {"rupiah": figure_text(f"{head.pagu_lazim:f}")}
            yield RegionFinding.of(head, finding("uang-mungkin-ribuan", blanks, kolom="target_renja_rp"))
