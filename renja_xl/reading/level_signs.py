"""What rows without codes show of their level: capitals, prefix, number, indentation, bold, ground colour.

A sign sorts the rows into classes and says nothing of what a class means; `level_telling` finds that out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from renja_xl.model.frame import AVERAGED
from renja_xl.model.grid import Grid, Row, address
from renja_xl.reading.heads import Look, Shown
from renja_xl.reading.labels import term
from renja_xl.reading.layout import Layout

# In order of trust. A class of the signs in `RANKED` that sorts before another one stands above it.
SIGNS = ("huruf-besar", "nama", "penomoran", "lekukan", "huruf-tebal", "warna-latar")
RANKED = frozenset(("huruf-besar", "lekukan", "huruf-tebal"))

_IN_FRONT = re.compile(r"(\(?(?:\d{1,3}|[A-Za-z]{1,6})[.)]+|\d{1,3}(?:\.\d{1,3})+[.)]*)\s+(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})*|[A-Za-z]{1,6})([.)]*)")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_FEWEST_CAPITALS = 4
_MONEY = ("target_renja_rp", "target_renstra_rp", "realisasi_renja_rp", "realisasi_lalu_rp", "tw1_rp")
_ENOUGH_MONEY = 2


def rows_shown(
    grid: Grid, layout: Layout, rows: Sequence[Row], figures: Mapping[str, Sequence[Decimal | None]]
) -> Shown:
    """The look of each row's name, which may stand in a merged code or number column, and the telling money."""
    places = [layout.columns[key] for key in ("nama", "kode", "nomor") if key in layout.columns]
    filled = [key for key in _MONEY if any(figures.get(key, ()))][:_ENOUGH_MONEY]
    return Shown(
        looks=[_look(grid, row, places) for row in rows],
        rupiah={key: figures[key] for key in filled},
        cell=lambda index, key: address(rows[index].number, layout.columns[key]),
    )


def _look(grid: Grid, row: Row, places: Sequence[int]) -> Look:
    cells = row.cells()
    for column in places:
        value = cells.get(column)
        if isinstance(value, str) and value.strip():
            style = grid.style(row, column)
            return Look(style.indent + len(value) - len(value.lstrip()), style.bold, style.fill)
    return Look()


def signs(names: Sequence[str], numbers: Sequence[str], looks: Sequence[Look]) -> dict[str, list[str]]:
    """The class of each row by sign; a number may stand in its own column or in front of the name."""
    bare = [name_without_number(name) for name in names]
    shown = [number or number_in_front(name) for name, number in zip(names, numbers, strict=True)]
    return {
        "huruf-besar": _capitals(bare),
        "nama": _prefixes(bare),
        "penomoran": number_shapes(shown),
        "lekukan": [f"{look.indent:03}" for look in looks],
        "huruf-tebal": ["1-tebal" if look.bold else "2-biasa" for look in looks],
        "warna-latar": [look.fill for look in looks],
    }


def number_in_front(name: str) -> str:
    """The number a name begins with (`A. Penyediaan …`), or ""."""
    match = _IN_FRONT.match(name)
    return match[1] if match else ""


def name_without_number(name: str) -> str:
    """The name behind such a number."""
    match = _IN_FRONT.match(name)
    return name[match.end() :] if match else name


def _is_capitals(name: str) -> bool:
    return name == name.upper() and sum(letter.isalpha() for letter in name) >= _FEWEST_CAPITALS


def _capitals(names: Sequence[str]) -> list[str]:
    """Names in capitals; where some of them begin with PROGRAM, those alone."""
    large = [_is_capitals(name) for name in names]
    programs = [
        capital and term("tingkat", name) == "program" for capital, name in zip(large, names, strict=True)
    ]
    return ["1-besar" if capital else "2-kecil" for capital in (programs if any(programs) else large)]


def _prefixes(names: Sequence[str]) -> list[str]:
    """The level a name begins with; "Program …" is one only where no name begins with PROGRAM in capitals."""
    found = [level if (level := term("tingkat", name)) in AVERAGED else "" for name in names]
    programs = [level == "program" for level in found]
    capitals = [program and _is_capitals(name) for program, name in zip(programs, names, strict=True)]
    return [
        "" if program and not capital and any(capitals) else level
        for level, program, capital in zip(found, programs, capitals, strict=True)
    ]


def number_shapes(numbers: Sequence[str]) -> list[str]:
    """The shape of each number: roman, letter, digits or dotted to some depth, with its bracket; "" for none.

    C and D are roman numerals and letters; whichever goes on with the counting is meant.
    """
    last: dict[str, int] = {}
    return [_shape(number, last) for number in numbers]


def _shape(number: str, last: dict[str, int]) -> str:
    match = _NUMBER.fullmatch(number)
    if not match:
        return ""
    text, mark = match[1], ")" if ")" in match[2] else ""
    if text[0].isdigit():
        return f"{text.count('.') + 1}{mark}"
    size = "besar" if text.isupper() else "kecil" if text.islower() else ""
    meanings = [(f"{kind}-{size}{mark}", value) for kind, value in _letter_values(text.upper())]
    if not size or not meanings:
        return ""
    shape, value = max(meanings, key=lambda item: _goes_on(item[1], last.get(item[0], 0)))
    last[shape] = value
    return shape


def _letter_values(text: str) -> list[tuple[str, int]]:
    """What it counts as a roman numeral (up to 39) and as a letter."""
    found = []
    match = _ROMAN.fullmatch(text)
    if match:
        found.append(("romawi", 10 * len(match[1]) + _ROMAN_VALUES[match[2]]))
    if len(text) == 1:
        found.append(("huruf", ord(text) - ord("A") + 1))
    return found


def _goes_on(value: int, last: int) -> int:
    """2 for the next number, 1 for a first one, 0 for any other."""
    return 2 if last and value == last + 1 else int(value == 1)
