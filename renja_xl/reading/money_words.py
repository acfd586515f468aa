"""Words that say that money is not in full rupiah: `dalam jutaan rupiah`, `Rp (ribu)`, `Rp. 000,-`.

A line says it of the whole table where it holds nothing else: the scale, and words that are about any figure
(`Catatan: seluruh anggaran disajikan dalam ribuan rupiah`). A line that names anything besides (an indicator, a
sasaran, PDRB, an amount) speaks of that, not of the Rp columns. Only a line that names the table itself, a title
or the head of a column of money, may have the scale in brackets or as its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary
from renja_xl.reading.labels import term

_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WORD = re.compile(r"[^\W_]+")
# What follows a statement that ends here, as in "dalam jutaan rupiah. Sumber: DPA".
_NEXT_SENTENCE = re.compile(r"(?:(?<=\w{4}\.)|[)\]]*[.,;])\s")


class _Patterns(NamedTuple):
    """How a scale is stated: anywhere in a line, at the end of one, at the end of a column's head."""

    stated: re.Pattern[str]
    tail: re.Pattern[str]
    head: re.Pattern[str]
    refused: re.Pattern[str]
    table: re.Pattern[str]
    besides: frozenset[str]
    money: frozenset[str]
    of_money: frozenset[str]


@cache
def _patterns() -> _Patterns:
    vocabulary = load_vocabulary()
    words = vocabulary["skala_uang"]
    money, lead = rf"{_one_of(words['uang'])}\.?", _one_of(words["awal"])
    times = rf"x\s*{_one_of([*words['kali'], *words['kali_x']])}"
    scale = rf"(?:{_one_of(words['besaran'])}|{times})\.?"
    join = r"[\s(:/-]*"
    # "Rp.000,-" is a scale still: nothing is counted before the zeros. "Rp.1.000,-" is an amount.
    behind = rf"{scale}(?:,-+)?"
    plain = (
        rf"(?<!\w)(?:(?P<first>{money}){join}(?:{lead}\s+)?(?:{money}{join})?{behind}(?:{join}{money})?"
        rf"|{scale}{join}(?P<last>{money}))(?![\w,])"
    )
    counted = _one_of(words["kali"])
    led = (
        rf"(?<!\w){lead}{join}(?:{money}{join}{behind}|{scale}{join}{money}"
        rf"|{money}{join}{counted}(?!,-)|{counted}{join}{money}|{scale}(?=\s*(?:$|[).,;])))(?!\w)"
    )
    bare = re.sub(r"\?P<\w+>", "?:", plain)
    by_x = rf"(?<!\w)x{join}{money}{join}{_one_of([*words['kali'], *words['kali_x']])}(?![\w,])"
    return _Patterns(
        stated=re.compile(rf"{led}|{bare}|{by_x}", re.IGNORECASE),
        tail=re.compile(rf"(?P<words>{led}|(?<=[,:–-]){bare}|(?<=[,:–-]\s){bare})[\s.*]*$", re.IGNORECASE),
        head=re.compile(rf"(?<![\w(]){plain}[\s.)]*$", re.IGNORECASE),
        refused=re.compile(rf"(?<!\w){_one_of(words['bukan'])}(?!\w)[^();.]*$", re.IGNORECASE),
        table=re.compile(
            rf"{_one_of([*words['tabel'], *vocabulary['perangkat_daerah']['awal']])}(?!\w)", re.IGNORECASE
        ),
        besides=frozenset(_words_of([*words["selain"], *words["awal"], *words["uang"]])),
        money=frozenset(words["uang"]),
        of_money=frozenset(_words_of([*words["uang"], *words["awal"]])),
    )


def _one_of(words: list[str]) -> str:
    """Any of the words, the longest first, with as many spaces as people type."""
    texts = (r"\s+".join(map(re.escape, text.split())) for text in sorted(words, key=len, reverse=True))
    return f"(?:{'|'.join(texts)})"


def _words_of(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(text.lower())


def lone_scale(text: str) -> str:
    """The words by which a line of a text says that money is not in full rupiah, and says nothing else; or ""."""
    return next(filter(None, map(_lone, _lines(text))), "") or _lone(" ".join(text.split()))


def title_scale(text: str) -> str:
    """The same for a title, a line of which may name the table with its scale."""
    named = (line for line in _lines(text) if _patterns().table.match(line) or term("judul", line))
    return lone_scale(text) or next(filter(None, map(_at_end, named)), "")


def head_scale(text: str) -> str:
    """The same for the head of a column of money, which names the table by itself."""
    for line in _lines(text):
        found = _patterns().head.search(line)
        if stated := _at_end(line) or (_closed(found[0]) if found and found["first"] else ""):
            return stated
    return lone_scale(text)


def _lines(text: str) -> list[str]:
    """The lines of a text; brackets that are wrapped stand in one."""
    whole = _BRACKETED.sub(lambda found: " ".join(found[0].split()), text)
    return [" ".join(line.split()) for line in whole.split("\n")]


def _lone(line: str) -> str:
    """The scale of a line that speaks of nothing else, up to the end of its first sentence."""
    patterns = _patterns()
    found = patterns.stated.search(line)
    if not found:
        return ""
    sentence = line[: found.end()] if _NEXT_SENTENCE.match(line, found.end()) else line
    besides = _words_of([patterns.stated.sub(" ", sentence)])
    return _closed(found[0]) if patterns.besides.issuperset(besides) else ""


def _at_end(line: str) -> str:
    """The scale that stands in brackets of a line, or at its end."""
    for piece in _BRACKETED.findall(line):
        if words := _lone(piece):
            return words
    found = _patterns().tail.search(line)
    return _closed(found["words"]) if found and not _patterns().refused.search(line[: found.start()]) else ""


def _closed(words: str) -> str:
    """The words without what is around them; a bracket opened among them is closed."""
    plain = words.strip(" .)")
    return f"{plain})" if "(" in plain else plain


def in_full(head: str) -> str:
    """The head of a column without the scale of its money: `Rp` for `Rp (ribu)`."""
    found = _patterns().head.search(head)
    if not found:
        return head
    money: str = found["first"] or found["last"]
    return head[: found.start()] + money


def is_money(head: str) -> bool:
    """Whether a head says of its column that it holds money, and nothing else: `Anggaran (Rp)`, `Rp.,-`."""
    words = [*_words_of([in_full(head.strip("() "))])]
    return bool(words) and words[0] in _patterns().money and _patterns().of_money.issuperset(words)
