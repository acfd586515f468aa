"""Column 12 as printed against the quarters: which of the two is wrong, and why.

It is said at column 12, but at the quarter where that is the wrong one (see `quarter_slips`). Silent where a
quarter could not be read: then nothing is known of the sum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import CARA
from renja_xl.model.texts import sentence
from renja_xl.rules.compare.causes import OTHER_RULE, UNKNOWN, Alternative, cause, cause_words
from renja_xl.rules.compare.quarter_slips import QuarterSlip, confirmed_rows, quarter_slips
from renja_xl.rules.exact import Mask, known
from renja_xl.rules.quarters import by_convention, quarters
from renja_xl.rules.reconcile.family import unread_rows
from renja_xl.rules.rows import selected


def wrong_rows(
    frame: pd.DataFrame,
    by_quarters: pd.DataFrame,
    printed: pd.DataFrame,
    unread: Collection[tuple[int, str]],
    kind: str,
) -> Mask:
    """Where column 12 of one kind is itself wrong: its quarters give another, and 13 and 14 do not fit it."""
    kept = frame[f"tetap_{kind}"].to_numpy(dtype=bool)
    computed = known(by_quarters[f"realisasi_renja_{kind}"].to_numpy())
    asked = tuple(f"{quarter}_{kind}" for quarter in TRIWULAN)
    readable = ~unread_rows(unread, asked, len(frame))
    return kept & computed & readable & ~confirmed_rows(frame, by_quarters, printed, kind)


def column_12_findings(
    frame: pd.DataFrame,
    by_quarters: pd.DataFrame | None,
    printed: pd.DataFrame,
    unread: Collection[tuple[int, str]],
    decision: QuarterDecision,
) -> tuple[list[QuarterSlip], list[Finding]]:
    """The quarters of one kind that are wrong, and a finding for every column 12 that was kept from the sheet.

    `by_quarters` is the frame as it would be if none had been kept, where some was.
    """
    if by_quarters is None:
        return [], []
    kind, key = decision.jenis, f"realisasi_renja_{decision.jenis}"
    confirmed = confirmed_rows(frame, by_quarters, printed, kind)
    slips = quarter_slips(frame, confirmed, decision)
    wrong = {slip.urut: slip for slip in slips}
    kept, computed, ways = (
        column.to_numpy() for column in (frame[key], by_quarters[key], frame[f"cara_{kind}"])
    )
    rows = frame[f"tetap_{kind}"].to_numpy(dtype=bool)
    rows = rows & ~unread_rows(unread, tuple(f"{quarter}_{kind}" for quarter in TRIWULAN), len(frame))
    found = []
    for index, urut, name in selected(frame, rows):
        place: dict[str, object] = {"urut": urut, "nama": name, "kolom": key, "tertulis": kept[index]}
        if computed[index] is None:
            found.append(finding("hanya-kolom-12", None, **place))
        elif urut in wrong:
            found.append(_at_quarter(wrong[urut], name))
        else:
            why = cause(kept[index], computed[index], 15, _conventions(frame, index, decision))
            if why[0] != OTHER_RULE and confirmed[index]:
                why = UNKNOWN, "kolom-12-cocok"
            cara = sentence(f"cara.{ways[index]}")
            words: dict[str, object] = {
                "hal": sentence("triwulan-beda.kolom-12", cara=cara),
                "sebab": cause_words(why),
            }
            place |= {"seharusnya": computed[index], "penyebab": why[0]}
            found.append(finding("jumlah-triwulan-beda", words, **place))
    return slips, found


def _at_quarter(slip: QuarterSlip, name: str) -> Finding:
    return finding(
        "jumlah-triwulan-beda",
        {"hal": sentence("triwulan-beda.triwulan"), "sebab": cause_words(slip.why)},
        penyebab=slip.why[0],
        urut=slip.urut,
        kolom=slip.key,
        nama=name,
        tertulis=slip.written,
        seharusnya=slip.expected,
    )


def _conventions(frame: pd.DataFrame, index: int, decision: QuarterDecision) -> Iterator[Alternative]:
    row = [column[index : index + 1] for column in quarters(frame, decision.jenis)]
    for cara in CARA:
        yield f"triwulan-{cara}", by_convention(cara, row, decision.berjalan)[0]
