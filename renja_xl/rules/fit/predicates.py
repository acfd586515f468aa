"""The predicate scale: where each step begins, as tightly as the printed means and predicates tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from statistics import median
from typing import NamedTuple

from renja_xl.model.fitted import CutInterval
from renja_xl.model.rule_set import Jenjang
from renja_xl.rules.columns import named_step

Scale = tuple[Jenjang, ...]
# The kinds of round numbers a cut is likely to be, the likeliest first (percentage points).
_STEPS = tuple(map(Decimal, ("10", "5", "1", "0.5", "0.25", "0.1", "0.01")))


class Pair(NamedTuple):
    """A printed mean with its printed predicate, and the predicate's cell."""

    mean: Decimal
    name: str
    cell: str


class FittedScale(NamedTuple):
    """The scale, its name ("" where it was made here), its intervals, and how many pairs it gives."""

    steps: Scale
    known: str
    cuts: tuple[CutInterval, ...]
    fits: int


def fit_scale(pairs: Sequence[Pair], scales: Mapping[str, Scale]) -> FittedScale:
    """The known scale that gives as many of the pairs as any cuts can, the first of several; else cuts of its own.

    There must be a pair. A pair that speaks against nearly all others is outvoted: cuts are where the fewest pairs
    stand on the wrong side. Where some are wrong under any cuts, each cut may have been bent to one of them: a
    known scale may give so many fewer.
    """
    names = _order(pairs, scales)
    cuts = [(name, *_interval(pairs, set(names[: place + 1]))) for place, name in enumerate(names[:-1])]
    made = _made(cuts, names[-1])
    counts = {known: _given(pairs, steps) for known, steps in scales.items()}
    best = max(counts, key=lambda known: counts[known], default="")
    bent = min(len(cuts), len(pairs) - _given(pairs, made))
    known = best if counts.get(best, 0) >= _given(pairs, made) - bent else ""
    steps = scales[known] if known else made
    return FittedScale(steps, known, tuple(CutInterval(*cut) for cut in cuts), _given(pairs, steps))


def contradicting(pairs: Sequence[Pair], steps: Scale) -> list[tuple[Pair, str]]:
    """The pairs that a scale does not give, each with what it gives."""
    given = [(pair, named_step(pair.mean, steps) or "") for pair in pairs]
    return [(pair, name) for pair, name in given if name.casefold() != pair.name.casefold()]


def _given(pairs: Sequence[Pair], steps: Scale) -> int:
    return len(pairs) - len(contradicting(pairs, steps))


def _order(pairs: Sequence[Pair], scales: Mapping[str, Scale]) -> list[str]:
    """The predicates of the sheet from the highest: as in a known scale that has them all, else by their means."""
    written: dict[str, str] = {}
    means: dict[str, list[Decimal]] = {}
    for pair in pairs:
        written.setdefault(pair.name.casefold(), pair.name)
        means.setdefault(pair.name.casefold(), []).append(pair.mean)
    for steps in scales.values():
        order = [step.nama.casefold() for step in steps]
        if means.keys() <= set(order):
            return [written[name] for name in order if name in written]
    return [written[name] for name in sorted(means, key=lambda name: median(means[name]), reverse=True)]


def _interval(pairs: Sequence[Pair], higher: set[str]) -> tuple[Decimal | None, Decimal | None]:
    """Between which two means the cut below these predicates lies: the fewest pairs stand on its wrong side."""
    above = {name.casefold() for name in higher}
    ordered = sorted((pair.mean, pair.name.casefold() in above) for pair in pairs)
    wrong = sum(not high for _, high in ordered)
    best: tuple[int, Decimal | None, Decimal | None] = (wrong, None, ordered[0][0])
    grouped = [(mean, [high for _, high in rows]) for mean, rows in groupby(ordered, key=lambda row: row[0])]
    for (mean, highs), after in zip(grouped, [*(mean for mean, _ in grouped[1:]), None], strict=True):
        wrong += sum(1 if high else -1 for high in highs)
        if wrong < best[0]:
            best = (wrong, mean, after)
    return best[1], best[2]


def _made(cuts: Sequence[tuple[str, Decimal | None, Decimal | None]], lowest: str) -> Scale:
    """A scale with a cut in each interval; a step in which outvoting leaves no pair is left out."""
    steps = []
    reached: Decimal | None = None
    for name, below, above in cuts:
        if above is not None and above != reached:
            steps.append(Jenjang(name, _roundest(below, above)))
            reached = above
    return (*steps, Jenjang(lowest))


def _roundest(below: Decimal | None, above: Decimal) -> Decimal:
    """The roundest number above one mean and not above the other."""
    if below is None:
        return above
    cuts = ((below // size + 1) * size for size in _STEPS)
    return next((cut for cut in cuts if below < cut <= above), above)
