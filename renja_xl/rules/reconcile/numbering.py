"""Numbers in column 1 out of sequence: a gap, a number met again, one that falls out of its place.

A level's numbers may run over the whole sheet, or start anew under every parent; so may those of all rows
together. The scheme with the fewest breaks holds, and only if nearly all steps fit it; else there is no scheme
and nothing is said. Rows without a number may count or not: a step fits either way, unless the other steps clearly
show which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import AVERAGED
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import Mask
from renja_xl.rules.rows import main_rows

_NUMBER = re.compile(r"\s*(\d{1,9})\s*[.)]?\s*")
_RIGHT_AT_LEAST = 4
_RIGHT_PER_WRONG = 20
Numbers = npt.NDArray[np.int64]
# Positions of numbered rows, the group within which each is counted, and which of them break the scheme.
Scheme = tuple[Numbers, Numbers, Mask]


def numbering_findings(frame: pd.DataFrame) -> Iterator[Finding]:
    """The rows whose number does not follow the one before it in a scheme that is otherwise clear."""
    numbers = _numbers(frame["nomor"])
    main, levels = main_rows(frame), frame["level"].to_numpy()
    apart = [_sequence(frame, numbers, main & (levels == level)) for level in AVERAGED]
    together = _sequence(frame, numbers, main)
    fewest = sum(map(_count, apart))
    for scheme in apart if fewest < _count(together) else [together]:
        if _is_clear(scheme):
            yield from _findings(frame, numbers, scheme)


def _numbers(column: pd.Series[str]) -> Numbers:
    """Whole numbers, with or without a dot or bracket behind them; -1 for anything else."""
    found = map(_NUMBER.fullmatch, column)
    return np.array([int(number[1]) if number else -1 for number in found], dtype=np.int64)


def _count(scheme: Scheme) -> int:
    """How many numbers break a scheme."""
    return int(np.count_nonzero(scheme[2]))


def _is_clear(scheme: Scheme) -> bool:
    """Whether nearly all numbers follow the one before."""
    wrong = _count(scheme)
    right = len(scheme[0]) - 1 - wrong
    return right >= _RIGHT_AT_LEAST and wrong <= max(1, right // _RIGHT_PER_WRONG)


def _sequence(frame: pd.DataFrame, numbers: Numbers, among: Mask) -> Scheme:
    """The scheme that fits the numbered rows among some best."""
    positions = np.flatnonzero(among & (numbers >= 0))
    parents = frame["induk"].to_numpy(dtype=np.int64)
    in_sheet, in_parent = np.cumsum(among, dtype=np.int64), _running_within(parents, among)
    sheet = np.zeros(len(positions), dtype=np.int64)
    ways = (
        (in_sheet[positions], sheet),
        (positions, sheet),
        (in_parent[positions], parents[positions]),
    )
    schemes = [(positions, groups, _breaks(numbers[positions], places, groups)) for places, groups in ways]
    return min(schemes, key=_count)


def _running_within(groups: Numbers, among: Mask) -> Numbers:
    """How many marked rows of its group there are up to each row."""
    order = np.argsort(groups, kind="stable")
    together = groups[order]
    running = np.cumsum(among[order], dtype=np.int64)
    before = np.concatenate(([0], running))[np.searchsorted(together, together)]
    found = np.empty(len(groups), dtype=np.int64)
    found[order] = running - before
    return found


def _breaks(numbers: Numbers, places: Numbers, groups: Numbers) -> Mask:
    """Where a number does not follow. One number out of place between two that fit breaks once, not twice."""
    offset = numbers - places
    same, follows = np.zeros((2, len(numbers)), dtype=bool)
    same[1:] = groups[1:] == groups[:-1]
    follows[1:] = _follows(offset, numbers, same)
    begins = (numbers == 1) | (offset == 0)
    begins[:1] = True
    breaks = np.where(same, ~follows, ~begins)
    back = (offset[2:] == offset[:-2]) & same[2:] & same[1:-1] & breaks[1:-1]
    breaks[2:] &= ~back
    return np.asarray(breaks, dtype=bool)


def _follows(offset: Numbers, numbers: Numbers, same: Mask) -> Mask:
    """Where a number follows the one before, whether rows between them count or not."""
    counted = offset[1:] == offset[:-1]
    next_one = numbers[1:] == numbers[:-1] + 1
    # Where both hold nothing stands between; elsewhere a step shows one way.
    ways = [
        int(np.count_nonzero(fits & ~other & same[1:]))
        for fits, other in ((counted, next_one), (next_one, counted))
    ]
    if max(ways) < _RIGHT_AT_LEAST or ways[0] == ways[1]:
        return np.asarray(counted | next_one, dtype=bool)
    return np.asarray(counted if ways[0] > ways[1] else next_one, dtype=bool)


def _findings(frame: pd.DataFrame, numbers: Numbers, scheme: Scheme) -> Iterator[Finding]:
    positions, groups, broken = scheme
    order, names = frame["urut"].to_list(), frame["nama"].to_list()
    found = numbers[positions]
    for place in np.flatnonzero(broken).tolist():
        here = int(positions[place])
        yield finding(
            "nomor-lompat",
            {"lompatan": _jump(int(found[place]), found[:place][groups[:place] == groups[place]])},
            urut=order[here],
            kolom="nomor",
            nama=names[here],
            tertulis=str(numbers[here]),
        )


def _jump(number: int, before: Numbers) -> str:
    """How a number does not follow those before it in its group."""
    if not len(before):
        return sentence("nomor.mulai", nomor=number)
    last = int(before[-1])
    missing = number - last - 1
    code = "satu" if missing == 1 else "beberapa" if missing > 1 else "mundur"
    return sentence(f"nomor.{code}", nomor=number, sebelum=last, awal=last + 1, akhir=number - 1)
