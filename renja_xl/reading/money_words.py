"""Words that say that money is not in full rupiah: `dalam jutaan rupiah`, `Rp (ribu)`, `Rp. 000,-`.

A line says it of the whole table where it holds nothing else: the scale, and words that are about any figure
(`Catatan: seluruh anggaran disajikan dalam ribuan rupiah`). A line that names anything besides (an indicator, a
sasaran, PDRB, an amount) speaks of that, not of the Rp columns. Only a line that names the table itself, a title
or the head of a column of money, may have the scale beside other words.

A line is judged by the kinds of its words, one letter each (`money_kinds.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary
from renja_xl.reading.labels import term
from renja_xl.reading.money_kinds import kind_line

_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_LIST_MARK = re.compile(r"^\W*(?:\d{1,2}|[^\W\d_])[.)](?!\d)")

# What the phrases are made of; the letters are those of `money_kinds.LETTERS`.
_PIECES = {
    "lead": "A",  # dalam
    "money": "[UG]",  # Rp, anggaran
    "word": "B",  # jutaan
    "zeros": "0",  # 000
    "scale": r"\(?(?:[B0]|X1)",  # jutaan, (000), (x 1.000)
    "times": "X",  # x
    "one": "1",  # 1.000
}
_JOIN = "[:/-]*"
# The longer phrase first: what is reported is the whole of it.
_STATED = (
    "lead money scale money",  # dalam Rp juta rupiah
    "lead money scale",  # dalam Rp juta
    "lead word money",  # dalam jutaan rupiah
    "lead scale",  # dalam jutaan
    "money scale money",  # Rp. Juta Rupiah
    "money scale",  # Rp (ribu), Rp. 000,-
    "word money",  # juta Rp
    "times money one",  # x Rp 1.000
)
# Beside the name of a sum these are that sum: "Pagu dalam Rp 1.000.000", "Nilai satuan: 000 rupiah".
_COUNTED = (
    "lead money one",  # dalam Rp 1.000
    "lead one money",  # dalam 1.000 rupiah
    "lead zeros money",  # dalam 000 rupiah
    "zeros money",  # 000 rupiah
)


def _one_of(phrases: tuple[str, ...]) -> str:
    """Any of the phrases, in letters. Behind a number only "dalam" begins one: "3 juta rupiah" is an amount."""
    written = (_JOIN.join(_PIECES[piece] for piece in phrase.split()) for phrase in phrases)
    return f"(?:(?<![NM1])|(?=A))(?:{'|'.join(written)})"


_SCALED, _ROUND = _one_of(_STATED), _one_of(_COUNTED)
_PHRASE = re.compile(rf"(?P<scaled>{_SCALED})|(?P<round>{_ROUND})")
_ANY_MONEY = re.compile("[UG]")
_MONEY = re.compile(rf"(?:[UG]|{_SCALED}|{_ROUND})(?:[AUGB0\W]|X1)*")
# The scale at the end of a head, with the money before its bracket: "Rp (dalam jutaan)".
_TAIL = re.compile(rf"(?:[UG]\(|(?<!\()){_SCALED}\W*$")

# Words about any figure, and those a scale is repeated in: "Rp ribu (dalam ribuan)".
_QUIET, _AGAIN = r"[AUGJSN\W]*", r"[AUGJSNB0X1\W]*"
# Before a phrase: words about any figure only; the same behind a sign; the name of a sum; a bracket; "bukan".
_ALONE = re.compile(_QUIET)
_ASIDE = re.compile(rf"[(,:-]{_QUIET}$")
_SUM = re.compile(r"[GJ][^(]*$")
_BRACKET = re.compile(r"\([^)]*$")
_REFUSED = re.compile(r"T[^();.]*$")
# Behind it: its amount, "(Rp juta): 12"; the end of the sentence or of the brackets, with no other word between.
_AMOUNT = re.compile(r"\)?[:=][N1]")
_SENTENCE_END = re.compile(rf"{_AGAIN}(?:$|[.,;])")
_PART_END = re.compile(rf"{_AGAIN}(?:$|[.,;)])")


class _Phrase(NamedTuple):
    """A phrase of a line: its words, the letters before it, of it and behind it, and the text behind it."""

    words: str
    before: str
    kinds: str
    behind: str
    rest: str
    is_sum: bool

    def lone(self) -> bool:
        """Whether the line speaks of nothing else, up to the end of this sentence."""
        return not self.is_sum and bool(_ALONE.fullmatch(self.before)) and self._ends()

    def titled(self) -> bool:
        """Whether it stands aside in a title, or as its end, and the title at most goes on naming the table."""
        aside = _ASIDE.search(self.before) or (self.kinds[0] in "AX" and not _BRACKET.search(self.before))
        return bool(aside) and not self.is_sum and (self._ends() or bool(_table().match(self.rest)))

    def headed(self) -> bool:
        """Whether it ends a part of the head of a column."""
        return bool(_PART_END.match(self.behind))

    def _ends(self) -> bool:
        return not _AMOUNT.match(self.behind) and bool(_SENTENCE_END.match(self.behind))


def lone_scale(text: str) -> str:
    """The words by which a line of a text says that money is not in full rupiah, and says nothing else; or ""."""
    return _first(_Phrase.lone, [*_lines(text), " ".join(text.split())])


def title_scale(text: str) -> str:
    """The same for a title, a line of which may name the table with its scale."""
    named = (line for line in _lines(text) if _table().match(line) or term("judul", line))
    return lone_scale(text) or _first(_Phrase.titled, named)


def head_scale(text: str) -> str:
    """The same for the head of a column of money, which names the table by itself."""
    return _first(_Phrase.headed, _lines(text)) or lone_scale(text)


def in_full(head: str) -> str:
    """The head of a column without the scale of its money: `Rp` for `Rp (ribu)`."""
    line = kind_line(head)
    found = _TAIL.search(line.kinds)
    if not found:
        return head
    money = _ANY_MONEY.search(line.kinds, found.start())
    return f"{line.before(found.start())}{line.words(*money.span()) if money else ''}".strip()


def is_money(head: str) -> bool:
    """Whether a head says of its column that it holds money, and nothing else: `Anggaran (Rp)`, `Rp.,-`."""
    return _MONEY.fullmatch(kind_line(head.strip("() ")).kinds) is not None


def _first(states: Callable[[_Phrase], bool], lines: Iterable[str]) -> str:
    """The words of the first phrase that states the scale, as `states` tells."""
    phrases = (phrase for line in lines for phrase in _phrases(line))
    return next((phrase.words for phrase in phrases if states(phrase)), "")


def _lines(text: str) -> list[str]:
    """The lines of a text without the marks of a list; brackets that are wrapped stand in one."""
    whole = _BRACKETED.sub(lambda found: " ".join(found[0].split()), text)
    return [_LIST_MARK.sub("", " ".join(line.split())) for line in whole.split("\n")]


def _phrases(text: str) -> Iterator[_Phrase]:
    """The phrases of a line that are not refused."""
    line = kind_line(text)
    for found in _PHRASE.finditer(line.kinds):
        before, behind = line.kinds[: found.start()], line.kinds[found.end() :]
        if _REFUSED.search(before):
            continue
        words = line.words(*found.span()).strip(" .")
        closed = f"{words})" if "(" in words else words
        is_sum = found.lastgroup == "round" and bool(_SUM.search(before))
        yield _Phrase(closed, before, found[0], behind, line.behind(found.end()), is_sum)


@cache
def _table() -> re.Pattern[str]:
    """The start of a line that names the table, its agency or its year."""
    vocabulary = load_vocabulary()
    names = [*vocabulary["skala_uang"]["tabel"], *vocabulary["perangkat_daerah"]["awal"]]
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"[\s)\],;–-]*(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)
