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
    rf"(?P<number>{_NUMBER})\s*(?P<close>\))?\s*(?P<unit>.*)",
    re.DOTALL,
)
# A unit is words, not more figures: "m2" is one, "3 hari" is not; "juta" would change the number itself.
_UNIT = re.compile(
    r"(?:[^\W\d_%][^\s]*|%|/|\([^\d()][^()]*\)|&)(?:\s+(?:[^\W\d_%][^\s]*|%|/|&|\([^\d()][^()]*\)))*"
)
_SCALE = re.compile(r"\b(?:ribu|rb|juta|jt|miliar|milyar|triliun|trilyun|lusin)\b", re.IGNORECASE)
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
    if _is_blank(cleaned):
        return Reading(blank=True)
    match = _PERFORMANCE.fullmatch(cleaned)
    if not match or bool(match["open"]) != bool(match["close"]) or (match["minus"] and match["open"]):
        return _UNREAD
    unit = " ".join(match["unit"].split())
    if unit and (not _UNIT.fullmatch(unit) or _SCALE.search(unit)):
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


def is_decimal_point(text: str) -> bool:
    """Whether a text can only be read with its dot as a decimal point, such as `76.52 persen`."""
    match = _PERFORMANCE.fullmatch(text.strip())
    return match is not None and "." in match["number"] and not _GROUPED.fullmatch(match["number"])


def _is_blank(text: str) -> bool:
    return not text.strip(_BLANK_MARKS) or text.lower() in load_vocabulary()["kosong"]["tanda"]


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
    """Three digits behind a comma are another country's thousands or a typing error, never rupiah."""
    return bool(
        re.search(r",\d{3,}$", written)
        or (not _GROUPED.fullmatch(written) and re.search(r"\.\d{3,}$", written))
    )
