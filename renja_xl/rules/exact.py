"""Exact arithmetic on whole columns: arrays of Decimal, None where there is no figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Figures: TypeAlias = npt.NDArray[np.object_]
Mask: TypeAlias = npt.NDArray[np.bool_]

_WIDE = Context(prec=60)
_HUNDRED = Decimal(100)


def half_up(value: Decimal, digits: int) -> Decimal:
    """Rounded half away from zero in decimal: 0.165 to 0.17, which a binary float gets wrong."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=_WIDE)


def rounded(values: Figures, digits: int) -> Figures:
    """Every figure rounded half up; there must be no blanks."""
    unit = Decimal(1).scaleb(-digits)
    return np.array([value.quantize(unit, ROUND_HALF_UP, _WIDE) for value in values], dtype=object)


def blanks(count: int) -> Figures:
    """A column without figures."""
    return np.full(count, None, dtype=object)


def known(values: Figures) -> Mask:
    """Where there is a figure, 0 included."""
    return np.asarray(pd.notna(values), dtype=bool)


def nonzero(values: Figures) -> Mask:
    """Where there is a figure other than 0."""
    return values.astype(bool)


def quotient(part: Figures, whole: Figures, digits: int = 2) -> Figures:
    """part / whole, rounded; blank where either is blank or the whole is 0."""
    found = blanks(len(part))
    where = known(part) & nonzero(whole)
    if where.any():
        found[where] = rounded(part[where] / whole[where], digits)
    return found


def percent(part: Figures, whole: Figures, digits: int = 2) -> Figures:
    """part / whole x 100, rounded; blank where either is blank or the whole is 0."""
    hundredfold = part.copy()
    there = known(part)
    hundredfold[there] = part[there] * _HUNDRED
    return quotient(hundredfold, whole, digits)


def capped(values: Figures) -> Figures:
    """Every figure, those above 100 as 100."""
    found = values.copy()
    above = known(found)
    above[above] = found[above] > _HUNDRED
    found[above] = _HUNDRED
    return found


def total(columns: Sequence[Figures]) -> Figures:
    """The sum of what is known, row by row; blank where nothing is."""
    found = columns[0].copy()
    for column in columns[1:]:
        before, here = known(found), known(column)
        both, only = before & here, here & ~before
        found[both] = found[both] + column[both]
        found[only] = column[only]
    return found


def last_known(columns: Sequence[Figures]) -> Figures:
    """The figure of the last column that has one, row by row."""
    found = blanks(len(columns[0]))
    for column in columns:
        where = known(column)
        found[where] = column[where]
    return found


def mean(columns: Sequence[Figures], digits: int = 2) -> Figures:
    """The mean of what is known, row by row, rounded; blank where nothing is."""
    found = total(columns)
    counts = np.sum([known(column) for column in columns], axis=0)
    where = counts > 0
    found[where] = rounded(found[where] / counts[where].astype(object), digits)
    return found


def largest(columns: Sequence[Figures]) -> Figures:
    """The largest figure known, row by row; blank where nothing is."""
    found = columns[0].copy()
    for column in columns[1:]:
        before, here = known(found), known(column)
        both, only = before & here, here & ~before
        both[both] = column[both] > found[both]
        found[both] = column[both]
        found[only] = column[only]
    return found


def summed(values: Figures) -> Decimal | None:
    """The sum of the known figures; None where there is none."""
    present = values[known(values)]
    return sum(present, Decimal(0)) if len(present) else None
