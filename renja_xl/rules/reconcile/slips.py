"""Likely typing errors: a figure that is another one times ten, a hundred, a thousand or more."""

from __future__ import annotations

from decimal import Decimal

_FACTORS = tuple(Decimal(10) ** power for power in range(1, 7))
# What an achievement (realisation / target) may be once the slip is mended.
_PLAUSIBLE = (Decimal("0.5"), Decimal("1.1"))


def power_of_ten(written: Decimal, expected: Decimal) -> Decimal | None:
    """The factor 10, 100, … by which a figure is exactly too large; None where it is not."""
    return next((factor for factor in _FACTORS if expected and written == expected * factor), None)


def likely_factor(actual: Decimal, target: Decimal) -> Decimal | None:
    """The one factor 10, 100, … that would bring a realisation near its target; None where none would."""
    if target <= 0:
        return None
    low, high = _PLAUSIBLE
    return next((factor for factor in _FACTORS if low <= actual / factor / target <= high), None)
