"""How figures are mistyped: each slip gives the wrong figure, or None where it would change nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

Mutation = Callable[[Decimal], Decimal | None]


def times(factor: int) -> Mutation:
    return lambda value: value * factor if value else None


def cut(value: Decimal) -> Decimal | None:
    return Decimal(int(value / 1000)) if value >= 1000 else None


def swapped(value: Decimal) -> Decimal | None:
    text = f"{value:f}"
    places = [
        n
        for n in range(len(text) - 1)
        if text[n : n + 2].isdigit() and text[n] != text[n + 1] and text[n + 1] != "0"
    ]
    if not places:
        return None
    n = places[0]
    return Decimal(text[:n] + text[n + 1] + text[n] + text[n + 2 :])


def sign(value: Decimal) -> Decimal | None:
    return -value or None


# By name: the slip, and the causes that name it.
SLIPS: dict[str, tuple[Mutation, set[str]]] = {
    "cut": (cut, {"terpotong-ribuan"}),
    "x10": (times(10), {"salah-ketik"}),
    "x100": (times(100), {"salah-ketik"}),
    "x1000": (times(1000), {"salah-ketik"}),
    "swapped": (swapped, {"salah-ketik"}),
    "sign": (sign, {"salah-ketik"}),
}
