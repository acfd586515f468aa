"""Numbers as people type them: a strict Indonesian grammar. What is outside it is not a number.

Groups of exactly three digits after dots (or spaces), a comma for decimals: `8.298.251.832`, `76,52`.
A dot that cannot be a group is a decimal point: `76.52`. `1.234` is ambiguous and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from renja_xl.model.form import load_vocabulary

_SPACES = " \u00a0\u2009\u202f"
_MINUS = "-\u2212\u2013"
_BLANK_MARKS = f"{_MINUS}\u2014{_SPACES}"
_D = "[0-9]"
_NUMBER = (
    rf"(?:{_D}{{1,3}}(?:\.{_D}{{3}})+(?:,{_D}+)?"  # 1.234.567,8
    rf"|{_D}{{1,3}}(?:[{_SPACES}]{_D}{{3}})+(?:,{_D}+)?"  # 1 234 567,8
    rf"|{_D}+,{_D}+"  # 76,52
    rf"|{_D}+\.{_D}+"  # 76.52
    rf"|{_D}+)"
)
_MONEY = re.compile(
    rf"(?P<minus>[{_MINUS}])?\s*(?P<open>\()?\s*(?:rp\.?\s*)?(?P<inner>[{_MINUS}])?\s*"
    rf"(?P<number>{_NUMBER})\s*(?P<dash>,-|,=)?\s*(?P<close>\))?",
    re.IGNORECASE,
)
_PERFORMANCE = re.compile(
    rf"(?P<sign>[≥≤<>]=?|±)?\s*(?P<minus>[{_MINUS}])?\s*(?P<open>\()?\s*"
    rf"(?P<number>{_NUMBER})(?![0-9])\s*(?P<close>\))?\s*(?P<unit>.*)",
    re.DOTALL,
)
_NOTHING = re.compile(rf"(?:rp\.?)?[{_BLANK_MARKS}]*", re.IGNORECASE)
_DASH_UNIT = re.compile(rf"[{_MINUS}\u2014]+\s*(?P<unit>[^\W\d_].*)", re.DOTALL)
# Words that make a text more than one number with its unit: another scale, or a range.
_NOT_UNITS = frozenset(
    (
        "ribu",
        "rb",
        "juta",
        "jt",
        "miliar",
        "milyar",
        "triliun",
        "trilyun",
        "lusin",
        "m",
        "t",
        "s/d",
        "s.d",
        "s.d.",
    )
) | {"sampai", "sd", "hingga"}
_EXPONENT = re.compile(r"[eE][+\-]?[0-9]+")
# The letter typed for a zero: `12o` is no 12.
_ZERO_LETTER = re.compile(r"[oO][oO0-9]*")
_AMBIGUOUS = re.compile(rf"[1-9]{_D}{{0,2}}[.,]{_D}{{3}}")
_GROUPED = re.compile(rf"[1-9]{_D}{{0,2}}(?:[.{_SPACES}]{_D}{{3}})+(?:,{_D}+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: a number with its unit, or nothing read (`number` None and `blank` False).

    `ambiguous` holds the other number it could be. `sign` is a comparison such as ≥ before the number.
    """

    number: Decimal | None = None
    unit: str = ""
    blank: bool = False
    ambiguous: Decimal | None = None
    sign: str = ""


_UNREAD = Reading()


def from_native(value: float) -> Decimal:
    """A native number exactly as its cell was typed: at most 15 significant digits, as Excel keeps them."""
    return Decimal(int(value)) if value.is_integer() and abs(value) < 1e15 else Decimal(f"{value:.15g}")


@lru_cache(maxsize=65536)
def read_money(text: str) -> Reading:
    """An amount in rupiah. `1.234` is 1234: money has no three decimals."""
    cleaned = text.strip()
    if _is_blank(cleaned):
        return Reading(blank=True)
    match = _MONEY.fullmatch(cleaned)
    if not match or bool(match["open"]) != bool(match["close"]):
        return _UNREAD
    written = match["number"]
    number = _group_value(written) if _GROUPED.fullmatch(written) else _decimal_value(written)
    if number is None or _finer_than_sen(written):
        return _UNREAD
    negative = bool(match["minus"]) + bool(match["inner"]) + bool(match["open"])
    if negative > 1 or (match["dash"] and "," in written):
        return _UNREAD
    return Reading(number=-number if negative else number)


@lru_cache(maxsize=65536)
def read_performance(text: str) -> Reading:
    """A performance figure with its unit: `76.52 persen`, `2 Dokumen`, `≥ 85`."""
    cleaned = text.strip()
    dash = _DASH_UNIT.fullmatch(cleaned)
    if _is_blank(cleaned) or (dash and _is_unit(dash["unit"])):
        return Reading(blank=True)
    match = _PERFORMANCE.fullmatch(cleaned)
    if not match or bool(match["open"]) != bool(match["close"]) or (match["minus"] and match["open"]):
        return _UNREAD
    unit = " ".join(match["unit"].split()).removesuffix(".")
    if not _is_unit(unit):
        return _UNREAD
    written = match["number"]
    number = _group_value(written) if _GROUPED.fullmatch(written) else _decimal_value(written)
    if number is None:
        return _UNREAD
    negative = bool(match["minus"] or match["open"])
    other = _other_value(written)
    return Reading(
        number=-number if negative else number,
        unit="persen" if unit == "%" else unit,
        ambiguous=-other if negative and other is not None else other,
        sign=match["sign"] or "",
    )


def dot_reading(text: str) -> tuple[int, str]:
    """(1, unit) where the dot can only be a decimal point, (-1, unit) where only a group, else (0, "")."""
    match = _PERFORMANCE.fullmatch(text.strip())
    if not match or "." not in match["number"] or _AMBIGUOUS.fullmatch(match["number"]):
        return 0, ""
    unit = read_performance(text).unit
    return (-1 if _GROUPED.fullmatch(match["number"]) else 1), unit


def _is_blank(text: str) -> bool:
    return bool(_NOTHING.fullmatch(text)) or text.lower() in load_vocabulary()["kosong"]["tanda"]


def _is_unit(text: str) -> bool:
    """Words, not more figures: `m2` is a unit, `3 hari` behind a number is not, nor is `juta`."""
    words = text.split()
    if not words:
        return True
    begins = words[0][0].isalpha() or words[0][0] in "%("
    return (
        begins
        and not _ZERO_LETTER.fullmatch(words[0])
        and not any(word.lower() in _NOT_UNITS or _EXPONENT.fullmatch(word) for word in words)
        and not any(word[0].isdigit() or set(word) & set("+=<>*") for word in words)
        and not any(letter.isnumeric() and not letter.isascii() for letter in text)
    )


def _group_value(written: str) -> Decimal:
    whole, _, part = written.partition(",")
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{part}" if part else digits)


def _decimal_value(written: str) -> Decimal | None:
    if re.search(rf"[{_SPACES}]", written) or written.count(".") > 1:
        return None
    if "." in written and "," in written:
        return None
    return Decimal(written.replace(",", "."))


def _other_value(written: str) -> Decimal | None:
    """What `1.234` (a group) and `1,234` (a decimal) would be if the mark were meant the other way."""
    if not _AMBIGUOUS.fullmatch(written):
        return None
    return Decimal(written) if "." in written else Decimal(written.replace(",", ""))


def _finer_than_sen(written: str) -> bool:
    """A fraction of other than two digits is no sen: another country's thousands, or a typing error."""
    fraction = written.rpartition(",")[2] if "," in written else ""
    if not fraction and not _GROUPED.fullmatch(written):
        fraction = written.rpartition(".")[2] if "." in written else ""
    return len(fraction) > 2 or (len(fraction) == 1 and fraction != "0")
