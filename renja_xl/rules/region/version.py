"""Which version of itself a file or sheet says it is by its name: revisi, rev 2, v3, perbaikan, final."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:stus)?|agt|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|des(?:ember)?)"
)
# "rev 12-07-2025" is no twelfth revision.
_DAY = re.compile(rf"\b\d{{1,2}}(?:[\s./-]\d{{1,2}}[\s./-]\d{{2,4}}|\s*{_MONTH})\b")


class Version(NamedTuple):
    """How new a version is: the greater, the newer.

    The first one is 0, and so is what says nothing; `bagian` is what stands behind the point of its number. A
    final one is so until somebody revises it all the same.
    """

    revisi: int = 0
    bagian: int = 0
    final: int = 0


def version_of(name: str) -> Version:
    """The latest version that a name says it is."""
    text = _DAY.sub(" ", re.sub(r"[_()\[\]]+", " ", name.lower()))
    found = [_revision(match) for match in _stated("perbaikan", text)]
    # The second version is the first revision.
    found += [
        Version(max(0, one.revisi - 1), one.bagian) for one in map(_numbered, _stated("nomor", text)) if one
    ]
    finals = [_number(match) or 1 for match in _stated("final", text)]
    return max(found, default=Version())._replace(final=max(finals, default=0))


def _revision(match: re.Match[str]) -> Version:
    return _numbered(match) or Version(1)


def _numbered(match: re.Match[str]) -> Version | None:
    number = _number(match)
    return None if number is None else Version(number, int(match["bagian"] or 0))


def _number(match: re.Match[str]) -> int | None:
    """The number behind a word, in digits or letters; None where there is none."""
    return int(match["nomor"]) if match["nomor"] else _spelt().get(match["huruf"])


@cache
def _spelt() -> Mapping[str, int]:
    """Numbers in letters: III, ketiga."""
    rows: Sequence[Sequence[str]] = load_vocabulary()["versi"]["angka"]
    return {word: number for number, words in enumerate(rows, start=1) for word in words}


def _stated(kind: str, text: str) -> Iterator[re.Match[str]]:
    """The words of a kind, each with its number if it has any; not where the word before denies it."""
    for match in _words(kind).finditer(text):
        before = text[: match.start()].replace("-", " ").split()
        if not before or before[-1] not in load_vocabulary()["versi"]["bukan"]:
            yield match


@cache
def _words(kind: str) -> re.Pattern[str]:
    words: Sequence[str] = load_vocabulary()["versi"][kind]
    called = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    spelt = "|".join(sorted(_spelt(), key=len, reverse=True))
    digits = r"(?P<nomor>\d{1,2})(?:\.(?P<bagian>\d{1,2}))?(?![\d])"
    number = rf"(?:[\s.-]*(?:ke[\s-]*)?(?:{digits}|(?P<huruf>{spelt})(?![^\W_])))?"
    return re.compile(rf"(?<![^\W_])(?:{called}){number}(?![^\W\d_])")
