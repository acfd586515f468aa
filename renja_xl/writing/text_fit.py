"""How high a row must be for its wrapped texts: row heights are not found by themselves in merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

# Widths of Arial Narrow in thousandths of the type size, by letters of the same width.
_WIDTHS = {
    182: "ijl'",
    228: " tfI.,:;/|![]",
    273: "r-()",
    410: "ckszxyv",
    547: "AEFBPSKVXYZ&",
    501: "TL",
    592: "wCDHNRU",
    638: "GOQ",
    683: "mM",
    774: "W%@",
}
_NARROW = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_USUAL = 456
_PIXELS_PER_WIDTH = 7
_LINE = 1.28
MOST_POINTS = 409.0
# A word that is wider than its column, such as the path of a file, is broken behind these signs, else anywhere.
_PIECES = re.compile(r"[^-/\\]*[-/\\]|[^-/\\]+")


@lru_cache(maxsize=65536)
def _word_pixels(word: str, size: float, *, bold: bool) -> float:
    units = sum(_NARROW.get(letter, _USUAL) for letter in word)
    return units / 1000 * size * 96 / 72 * (1.08 if bold else 1)


def line_count(text: str, width: float, size: float, *, bold: bool = False, indent: int = 0) -> int:
    """How many lines a text takes in a column of a width (in characters of the sheet's normal font)."""
    room = max(width * _PIXELS_PER_WIDTH - 1 - indent * 9, 12)
    space = _word_pixels(" ", size, bold=bold)
    lines = 0
    for paragraph in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in paragraph.split():
            wide = _word_pixels(word, size, bold=bold)
            if used and used + space + wide > room:
                lines, used = lines + 1, 0.0
            elif used:
                used += space
            if wide <= room:
                used += wide
                continue
            for piece in _PIECES.findall(word):
                wide = _word_pixels(piece, size, bold=bold)
                if used and used + wide > room:
                    lines, used = lines + 1, 0.0
                lines += ceil(wide / room) - 1
                used += wide
    return max(lines, 1)


def height(lines: Iterable[int], size: float, least: int = 1) -> float:
    """The height in points of a row whose cells take so many lines."""
    return min(MOST_POINTS, max(least, *lines, 1) * size * _LINE + 4)
