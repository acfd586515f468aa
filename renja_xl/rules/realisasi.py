"""Column 12 of every row by its convention, and what is to be said of it.

Source: Formulir E.81 (12 = 8+9+10+11); Tabel 2.1/2.2, whose quarters are written up to that quarter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import KUMULATIF, TETAP
from renja_xl.model.texts import sentence
from renja_xl.rules.compare.quarter_slips import QuarterSlip, mended
from renja_xl.rules.exact import Figures, Mask, blanks, known
from renja_xl.rules.quarters import by_convention, quarters, reproduces
from renja_xl.rules.rows import selected


def realisasi_renja(data: pd.DataFrame, decision: QuarterDecision, ways: Figures) -> Figures:
    """Column 12 of one kind (K in its unit, Rp in rupiah) by the convention of each row."""
    columns = quarters(data, decision.jenis)
    found = blanks(len(data))
    for cara in sorted(set(ways)):
        where = np.asarray(ways == cara, dtype=bool)
        found[where] = by_convention(cara, [column[where] for column in columns], decision.berjalan)
    return found


def without_other_formulas(
    printed: Figures, decision: QuarterDecision, evidence: QuarterEvidence, ways: Figures
) -> tuple[Figures, list[Finding]]:
    """Column 12 as the sheet has it, without what its formulas compute by another convention than was chosen.

    A formula is nothing that was typed: where the user or the indicator's own setting chose, that one holds.
    """
    other = np.zeros(len(printed), dtype=bool)
    for urut, cara in evidence.formulas.items():
        chosen = ways[urut - 1]
        settled = not decision.disimpulkan or chosen != decision.cara
        other[urut - 1] = settled and cara != (KUMULATIF if chosen == TETAP else chosen)
    other &= known(printed)
    if not other.any():
        return printed, []
    blanks_of: dict[str, object] = {"jumlah": int(other.sum()), "jenis": decision.jenis.capitalize()}
    found = finding("rumus-lain", blanks_of, kolom=f"realisasi_renja_{decision.jenis}")
    kept = printed.copy()
    kept[other] = None
    return kept, [found]


def kept_from_sheet(computed: Figures, printed: Figures, ways: Figures) -> Mask:
    """Where the sheet's own column 12 is kept: it is filled, and the quarters give something else or nothing."""
    kept = known(printed)
    both = kept & known(computed)
    kept[both] = ~reproduces(printed[both], computed[both], ways[both])
    return kept


def quarter_findings(
    frame: pd.DataFrame, decision: QuarterDecision, slips: Sequence[QuarterSlip]
) -> list[Finding]:
    """What was decided for the user, and quarters that move as they cannot.

    `slips` are the quarters already found wrong: they are not said to fall or to change as well.
    """
    frame = mended(frame, slips)
    ways = frame[f"cara_{decision.jenis}"].to_numpy()
    return [*_inferred(decision), *_falling(frame, decision, ways), *_changing(frame, decision, ways)]


def different_findings(decisions: Mapping[str, QuarterDecision]) -> Iterator[Finding]:
    """K and Rp that were inferred to follow different conventions."""
    k, rp = decisions["k"], decisions["rp"]
    shown = {"naik", "turun"} & {k.dasar, rp.dasar}
    if k.cara != rp.cara and k.disimpulkan and rp.disimpulkan and shown:
        blanks_of: dict[str, object] = {"k": sentence(f"cara.{k.cara}"), "rp": sentence(f"cara.{rp.cara}")}
        yield finding("triwulan-k-rp-beda", blanks_of, kolom="realisasi_renja_k")


def _inferred(decision: QuarterDecision) -> Iterator[Finding]:
    if decision.disimpulkan:
        blanks_of: dict[str, object] = {
            "jenis": decision.jenis.capitalize(),
            "cara": sentence(f"cara.{decision.cara}"),
            "alasan": decision.alasan,
        }
        key = f"realisasi_renja_{decision.jenis}"
        yield finding("triwulan-disimpulkan", blanks_of, kolom=key, seharusnya=decision.cara)


def _falling(data: pd.DataFrame, decision: QuarterDecision, ways: Figures) -> Iterator[Finding]:
    """Running totals that fall: named at the one quarter without which they would not, else where they fall."""
    columns = quarters(data, decision.jenis, decision.berjalan)
    running = np.asarray(ways == KUMULATIF, dtype=bool)
    odd = _odd_ones(columns, len(data))
    told = np.sum(odd, axis=0) == 1 if odd else np.zeros(len(data), dtype=bool)
    after = [later for _, later in _with_last(columns[::-1])][::-1]
    for place, (column, last) in enumerate(_with_last(columns)):
        both = known(column) & known(last) & running & ~told
        both[both] = column[both] < last[both]
        for index, urut, nama in selected(data, both | (odd[place] & told & running)):
            above = last[index] is None or column[index] >= last[index]
            yield finding(
                "triwulan-turun",
                {"hal": sentence(f"turun.{'atas' if above else 'bawah'}")},
                urut=urut,
                kolom=f"{TRIWULAN[place]}_{decision.jenis}",
                nama=nama,
                tertulis=column[index],
                seharusnya=f"<= {after[place][index]}" if above else f">= {last[index]}",
            )


def _odd_ones(columns: Sequence[Figures], count: int) -> list[Mask]:
    """For each quarter where it is filled and the others, which fall with it, do not fall without it."""
    falls = _falls(columns, count)
    if not falls.any():
        return [falls for _ in columns]
    without = [[*columns[:place], *columns[place + 1 :]] for place in range(len(columns))]
    return [
        falls & known(column) & ~_falls(others, count)
        for column, others in zip(columns, without, strict=True)
    ]


def _falls(columns: Sequence[Figures], count: int) -> Mask:
    found = np.zeros(count, dtype=bool)
    for column, last in _with_last(columns):
        both = known(column) & known(last)
        both[both] = column[both] < last[both]
        found |= both
    return found


def _changing(data: pd.DataFrame, decision: QuarterDecision, ways: Figures) -> Iterator[Finding]:
    """Figures that should be the same in every quarter and are not."""
    begun = _with_last(quarters(data, decision.jenis, decision.berjalan))
    for name, (column, last) in zip(TRIWULAN, begun, strict=False):
        both = known(column) & known(last) & np.asarray(ways == TETAP, dtype=bool)
        both[both] = column[both] != last[both]
        for index, urut, nama in selected(data, both):
            yield finding(
                "triwulan-tidak-tetap",
                urut=urut,
                kolom=f"{name}_{decision.jenis}",
                nama=nama,
                tertulis=column[index],
                seharusnya=last[index],
            )


def _with_last(columns: Sequence[Figures]) -> Iterator[tuple[Figures, Figures]]:
    """Each column with the last figures known before it."""
    last = blanks(len(columns[0]) if columns else 0)
    for column in columns:
        yield column, last
        last = np.where(known(column), column, last)
