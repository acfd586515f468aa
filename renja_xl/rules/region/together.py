"""Figures of several rows or matrices together: sums, plain means, shares. Blanks are left out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from renja_xl.rules.exact import half_up


def sum_of(values: Iterable[Decimal | None]) -> Decimal:
    """The sum of those there are; 0 where there is none."""
    return sum((value for value in values if value is not None), Decimal(0))


def mean_of(values: Iterable[Decimal | None]) -> Decimal | None:
    """The plain mean of those there are, half up to 2 decimals; None where there is none."""
    known = [value for value in values if value is not None]
    return half_up(sum(known, Decimal(0)) / len(known), 2) if known else None


def share_of(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """part / whole x 100, half up to 2 decimals; None where either is blank or the whole is 0."""
    if part is None or not whole:
        return None
    return half_up(Decimal(part) * 100 / Decimal(whole), 2)
