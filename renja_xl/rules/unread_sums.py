"""The sums of money, and what is weighed by it, that stay blank because a cell could not be read.

Said once for each level, with the cells to mend: what could not be read is a galat at its own cell already.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import AVERAGED, TRIWULAN
from renja_xl.model.matrix import TOTAL_KEYS, Matrix
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.rows import doubtful_rows, main_rows, rows_of_level

# The cells that each sum can be blank for; column 14 is so for those of 7 and 12 as well.
_CELLS = {
    "target_renja_rp": ("target_renja_rp",),
    "realisasi_renja_rp": (*(f"{quarter}_rp" for quarter in TRIWULAN), "realisasi_renja_rp"),
    "realisasi_renstra_rp": ("realisasi_lalu_rp",),
}
_ABSORPTION = ("target_renja_rp", "realisasi_renja_rp")
_MOST_CELLS = 5


def unread_sum_findings(frame: pd.DataFrame, matrix: Matrix, rules: RuleSet) -> Iterator[Finding]:
    """Which sums of a level are blank, for which cells; its means too, where the rule set weighs by budget."""
    main, weighed = main_rows(frame), rules.rata_rata_bobot == "anggaran"
    for level in AVERAGED:
        rows = main & rows_of_level(frame, level)
        doubtful = {key: set(np.flatnonzero(rows & doubtful_rows(frame, key)) + 1) for key in TOTAL_KEYS}
        blank = [key for key in TOTAL_KEYS if doubtful[key]]
        if not blank:
            continue
        cells = [
            (urut, name)
            for urut, name in sorted(matrix.unread)
            if any(name in _CELLS[key] and urut in doubtful[key] for key in blank)
        ]
        names = [*blank, *(["serapan_rp"] if {*blank} & {*_ABSORPTION} else [])]
        names += ["rata_rata"] if weighed and "target_renja_rp" in blank else []
        blanks: dict[str, object] = {
            "tingkat": sentence(f"tingkat.{level}"),
            "jumlah": ", ".join(sentence(f"jumlah-rp.{name}") for name in names),
            "sel": _listed([matrix.place.cell(*cell) for cell in cells]),
        }
        urut, key = cells[0]
        yield finding("jumlah-tak-terbaca", blanks, urut=urut, kolom=key)


def _listed(cells: list[str]) -> str:
    rest = len(cells) - _MOST_CELLS
    shown = ", ".join(cells[:_MOST_CELLS])
    return sentence("jumlah-rp.sel-lain", sel=shown, lain=rest) if rest > 0 else shown
