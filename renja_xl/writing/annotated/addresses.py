"""Addresses in the words of a finding: `U117`, `$B$7`, `AF3:AF7, AF9`."""

from __future__ import annotations

import re

Position = tuple[int, int]
Box = tuple[int, int, int, int]
ROW_LIMIT, COLUMN_LIMIT = 1_048_576, 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def position_of(text: str) -> Position | None:
    """Row and column of an address, from 1; None where it is none or lies beyond the sheet."""
    found = _CELL.fullmatch(text)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if 0 < row <= ROW_LIMIT and column <= COLUMN_LIMIT else None


def area_of(text: str) -> Box | None:
    """Top, left, bottom and right of a cell or of two corners, whichever comes first."""
    first, _, last = text.partition(":")
    one, other = position_of(first.strip()), position_of((last or first).strip())
    if not one or not other:
        return None
    top, bottom = sorted((one[0], other[0]))
    left, right = sorted((one[1], other[1]))
    return top, left, bottom, right


def areas_of(text: str) -> list[Box]:
    """The cells and ranges of a list, in its order; what is no address is left out."""
    return [area for piece in text.split(",") if (area := area_of(piece.strip()))]
