"""When a printed figure is the expected one: at the precision in which its column is printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from renja_xl.rules.exact import half_up

_NEARLY_ALL = 0.9


def printed_digits(key: str, written: Iterable[object], most: int = 2) -> int:
    """How many decimals a column of percentages is printed with: as many as nearly all its figures need.

    `most` is what the rules round to. Performance and money are compared as they are.
    """
    if key.startswith("realisasi"):
        return 15
    found = sorted(decimals(value) for value in written if isinstance(value, Decimal) and value)
    return min(most, found[int(_NEARLY_ALL * (len(found) - 1))]) if found else most


def same_figure(written: Decimal, expected: Decimal | None, digits: int) -> bool:
    """Whether a printed figure is the expected one, at the precision of its column or its own if that is finer."""
    if expected is None:
        return False
    exponent = expected.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    digits = max(digits, min(decimals(written), places))
    return half_up(written, digits) == half_up(expected, digits)


def decimals(value: Decimal) -> int:
    """How many decimals a figure needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
