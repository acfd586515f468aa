"""Why a printed figure is not the expected one, judged from the two figures and from what other rules give."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

from renja_xl.model.texts import sentence
from renja_xl.rules.compare.figures import decimals, same_figure

CUT, OTHER_RULE, FOLLOWS = "terpotong-ribuan", "aturan-lain", "turunan"
ROUNDING, TYPING, UNKNOWN = "pembulatan", "salah-ketik", "tidak-diketahui"
_THOUSAND = Decimal(1000)
_FACTORS = {Decimal(10) ** power: f"x10^{power}" for power in (1, 2, 3)}

# A rule by its name in `[aturan-lain]` of the texts, and what it would give.
Alternative = tuple[str, Decimal | None]


def cause(
    written: Decimal, expected: Decimal | None, digits: int, others: Iterable[Alternative] = ()
) -> tuple[str, str]:
    """(penyebab, what explains it): the surest explanation first.

    Cut at the thousands separator; rounded otherwise; another rule, named; a typing error (ten, a hundred or a
    thousand times, two digits swapped, the sign); else unknown.
    """
    if expected is not None:
        if abs(expected) >= _THOUSAND and written == (expected / _THOUSAND).to_integral_value(ROUND_DOWN):
            return CUT, f"ribuan:{expected:,f} menjadi {written:f}"
        if abs(written - expected) <= Decimal(1).scaleb(-min(digits, 2)) and digits < 15:
            return ROUNDING, "bulat"
    for name, value in others:
        if value is not None and same_figure(written, value, min(digits, 2)):
            return OTHER_RULE, name
    if expected is None or not expected or not written:
        return UNKNOWN, ""
    return _typing(written, expected)


def cause_words(why: tuple[str, str]) -> str:
    """The words of a cause, to stand behind the sentence; `skala:lebih-dari` brings what it speaks of."""
    penyebab, detail = why
    name, _, value = detail.partition(":")
    return sentence(f"sebab.{penyebab}", rincian=sentence(f"rincian.{name}", nilai=value)) if detail else ""


def _typing(written: Decimal, expected: Decimal) -> tuple[str, str]:
    if written == -expected:
        return TYPING, "tanda"
    for factor in _FACTORS:
        if written == expected * factor or written * factor == expected:
            return TYPING, f"kali:{factor}"
    if _swapped(written, expected):
        return TYPING, "tertukar"
    return UNKNOWN, ""


def _swapped(written: Decimal, expected: Decimal) -> bool:
    """Whether two neighbouring digits changed places."""
    places = max(decimals(written), decimals(expected))
    one, other = f"{written:.{places}f}", f"{expected:.{places}f}"
    if len(one) != len(other):
        return False
    apart = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
