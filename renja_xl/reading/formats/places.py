"""Addresses and areas, checked against the size a sheet can have."""

from __future__ import annotations

from renja_xl.model.grid import Area
from renja_xl.reading.formats.unreadable import UnreadableError

ROW_LIMIT = 1_048_576
COLUMN_LIMIT = 16_384


def column_number(letters: str) -> int:
    """A is 1, XFD is 16384; raises UnreadableError beyond."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= COLUMN_LIMIT:
        raise UnreadableError(letters)
    return number


def cell_position(reference: str) -> tuple[int, int]:
    """Row and column of an address such as $B$7; raises ValueError or UnreadableError where it is none."""
    plain = reference.replace("$", "")
    letters = plain.rstrip("0123456789")
    return int(plain[len(letters) :]), column_number(letters)


def area(top: int, left: int, bottom: int, right: int) -> Area:
    """The rectangle between two corners, whichever comes first; raises UnreadableError beyond the sheet."""
    top, bottom = sorted((top, bottom))
    left, right = sorted((left, right))
    if top < 1 or left < 1 or bottom > ROW_LIMIT or right > COLUMN_LIMIT:
        raise UnreadableError((top, left, bottom, right))
    return Area(top, left, bottom, right)
