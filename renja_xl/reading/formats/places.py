"""Addresses such as $B$7 as row and column, checked against the size a sheet can have."""

from __future__ import annotations

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
    """Row and column of an address; raises ValueError or UnreadableError where it is none."""
    plain = reference.replace("$", "")
    letters = plain.rstrip("0123456789")
    return int(plain[len(letters) :]), column_number(letters)
