"""A line of a text with one letter for each of its words: `Anggaran (dalam jutaan rupiah)` is `G(ABU)`.

Which word is of which kind stands in `[skala_uang]` of `forms/istilah.toml`. Punctuation stays, all brackets round
and all dashes short; spaces go.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary

LETTERS = {
    "awal": "A",  # dalam, satuan
    "uang": "U",  # Rp, rupiah
    "anggaran": "G",  # anggaran: money, and the name of a sum
    "besaran": "B",  # ribu, jutaan
    "nol": "0",  # 000
    "seribu": "1",  # 1.000
    "kali": "X",  # x
    "jumlah": "J",  # pagu: the name of a sum
    "selain": "S",  # catatan, angka, tahun: about any figure
    "bukan": "T",  # bukan, tidak
}
# A number that can be a year, a column or a mark in a list, any other number, any other word.
_NUMBER, _AMOUNT, _OTHER = "N", "M", "O"

_LETTER = r"[^\W\d_]"
_FIGURE = r"['’.,]?\d+(?:[.,]\d+)*(?:,-+)?"
# "Rp. .000,-" and "Rp. 1.000,00" are 000 and 1.000.
_AROUND_FIGURE = re.compile(r"^['’.,]|,(?:-+|00)$")
_SIGNS = str.maketrans("[]{}–—", "()()--")
_SMALL = re.compile(r"\d\d?|(?:19|20)\d\d")


class KindLine(NamedTuple):
    """A line, the letters of its words, and where in the line each of them stands."""

    text: str
    kinds: str
    spans: tuple[tuple[int, int], ...]

    def words(self, first: int, last: int) -> str:
        """What is written for the letters from `first` up to `last`."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]

    def before(self, first: int) -> str:
        """What is written before a letter."""
        return self.text[: self.spans[first][0]]

    def behind(self, last: int) -> str:
        """What is written behind the letter before `last`."""
        return self.text[self.spans[last - 1][1] :]


def kind_line(text: str) -> KindLine:
    """The line, cut into words."""
    found = list(_token().finditer(text))
    return KindLine(text, "".join(_kind(each[0]) for each in found), tuple(each.span() for each in found))


def speaks_of_scale(text: str) -> bool:
    """Whether a text has any word of a scale, without which it states none."""
    return _scale().search(text) is not None


def _kind(written: str) -> str:
    word = "".join(written.lower().split())
    plain = _AROUND_FIGURE.sub("", word)
    if found := _words().get(word) or _words().get(plain):
        return found
    if len(word) == 1 and not word.isalnum():
        return word.translate(_SIGNS)
    if not plain[0].isdigit():
        return _OTHER
    return _NUMBER if _SMALL.fullmatch(plain) else _AMOUNT


@cache
def _words() -> dict[str, str]:
    """The letter of every word, which is written here without spaces."""
    vocabulary = load_vocabulary()["skala_uang"]
    return {"".join(word.split()): letter for kind, letter in LETTERS.items() for word in vocabulary[kind]}


@cache
def _token() -> re.Pattern[str]:
    """What has a letter of its own: words that belong together, else a figure, a word or a sign."""
    vocabulary = load_vocabulary()["skala_uang"]
    words = [word for kind in LETTERS for word in vocabulary[kind]]
    together = [word for word in words if not word.isalpha() and any(map(str.isalpha, word))]
    return re.compile(
        rf"{'|'.join(map(_written, sorted(together, key=len, reverse=True)))}|{_FIGURE}|{_LETTER}+|[^\w\s]",
        re.IGNORECASE,
    )


def _written(words: str) -> str:
    """Words that belong together, with as many spaces as people type; no part of a longer word."""
    end = rf"(?!{_LETTER})" if words[-1].isalpha() else ""
    return r"\s*".join(map(re.escape, words.split())) + end


@cache
def _scale() -> re.Pattern[str]:
    vocabulary = load_vocabulary()["skala_uang"]
    words = [word for kind in ("besaran", "nol", "seribu") for word in vocabulary[kind]]
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
