"""The sums of money, and what is weighed by it, that stay blank because a cell could not be read or is left blank.

Said once for each level, with the cells to mend: what could not be read is a galat at its own cell already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import AVERAGED, TRIWULAN
from renja_xl.model.matrix import TOTAL_KEYS, Matrix
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import Mask
from renja_xl.rules.left_blank import Spent, left_blank
from renja_xl.rules.rows import doubtful_rows, main_rows, rows_of_level

# The cells that each sum can be blank for; column 14 is so for those of 7 and 12 as well.
_CELLS = {
    "target_renja_rp": ("target_renja_rp",),
    "realisasi_renja_rp": (*(f"{quarter}_rp" for quarter in TRIWULAN), "realisasi_renja_rp"),
    "realisasi_renstra_rp": ("realisasi_lalu_rp",),
}
_ABSORPTION = ("target_renja_rp", "realisasi_renja_rp")
_MOST_CELLS = 5
_SPENT = "realisasi_renja_rp"
_Cells = Sequence[tuple[int, str]]


def blank_sum_findings(frame: pd.DataFrame, matrix: Matrix, rules: RuleSet) -> Iterator[Finding]:
    """Which sums of a level are blank, for which cells; its means too, where the rule set weighs by budget."""
    spent = Spent(
        frame[_SPENT].to_numpy(), frame["cara_rp"].to_numpy(), frame["tetap_rp"].to_numpy(dtype=bool)
    )
    blank, unread = left_blank(frame, spent, matrix.unread), sorted(matrix.unread)
    empty = _to_be_filled(blank)
    for level in AVERAGED:
        rows = main_rows(frame) & rows_of_level(frame, level)
        doubtful = {key: rows & doubtful_rows(frame, key) & ~blank[key] for key in TOTAL_KEYS}
        yield from _finding("jumlah-tak-terbaca", level, doubtful, unread, matrix, rules)
        left = {key: rows & blank[key] for key in TOTAL_KEYS}
        # Without the sum of all programs the whole is not known; the other levels are not added up anywhere else.
        grave = "peringatan" if level == "program" else "info"
        for item in _finding("jumlah-atas-kosong", level, left, empty, matrix, rules):
            yield replace(item, tingkat=grave)


def _to_be_filled(blank: Mapping[str, Mask]) -> _Cells:
    """The cells that are left blank; column 12 only where no quarter is, for it is made of these."""
    by_quarters = np.any([blank[f"{quarter}_rp"] for quarter in TRIWULAN], axis=0)
    rows = {key: blank[key] for keys in _CELLS.values() for key in keys}
    rows[_SPENT] = rows[_SPENT] & ~by_quarters
    return [(index + 1, key) for key in rows for index in np.flatnonzero(rows[key]).tolist()]


def _finding(
    code: str, level: str, where: Mapping[str, Mask], causes: _Cells, matrix: Matrix, rules: RuleSet
) -> Iterator[Finding]:
    """The sums of a level that are blank for marked rows, with those of the causes that stand in them."""
    blank = [key for key in TOTAL_KEYS if where[key].any()]
    cells = [
        (urut, name)
        for urut, name in causes
        if any(name in _CELLS[key] and where[key][urut - 1] for key in blank)
    ]
    if not cells:
        return
    names = [*blank, *(["serapan_rp"] if {*blank} & {*_ABSORPTION} else [])]
    names += ["rata_rata"] if rules.rata_rata_bobot == "anggaran" and "target_renja_rp" in blank else []
    blanks: dict[str, object] = {
        "tingkat": sentence(f"tingkat.{level}"),
        "jumlah": ", ".join(sentence(f"jumlah-rp.{name}") for name in names),
        "sel": _listed([matrix.place.cell(*cell) for cell in cells]),
    }
    urut, key = cells[0]
    yield finding(code, blanks, urut=urut, kolom=key)


def _listed(cells: list[str]) -> str:
    rest = len(cells) - _MOST_CELLS
    shown = ", ".join(cells[:_MOST_CELLS])
    return sentence("jumlah-rp.sel-lain", sel=shown, lain=rest) if rest > 0 else shown
