"""Words that say that money is not in full rupiah: `dalam jutaan rupiah`, `Rp (ribu)`, `Rp. 000`.

Only what speaks of money counts: `Juta Rupiah` alone in its line or brackets, or behind `dalam`. A budget of
`Rp 3 juta`, the `ribuan orang` of an indicator and a text that refuses such money say nothing of the kind.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary

_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


class _Patterns(NamedTuple):
    """How a scale is stated: within a sentence, as a text of its own, at the end of a column's head."""

    sentence: re.Pattern[str]
    alone: re.Pattern[str]
    head: re.Pattern[str]
    refused: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = load_vocabulary()["skala_uang"]
    money, lead = rf"{_one_of(words['uang'])}\.?", _one_of(words["awal"])
    times = rf"x\s*{_one_of(words['kali'])}"
    scale = rf"(?:{_one_of(words['besaran'])}|{times})\.?"
    counted = rf"(?:{scale}|{_one_of(words['kali'])})"
    join = r"[\s(:]*"
    plain = (
        rf"(?<!\w)(?:(?P<first>{money}){join}(?:{lead}\s+)?(?:{money}{join})?{scale}(?:{join}{money})?"
        rf"|{scale}{join}(?P<last>{money}))(?![\w,])"
    )
    stated = (
        rf"(?<!\w){lead}{join}(?:{money}{join}{counted}|{counted}{join}{money}"
        rf"|{scale}(?=\s*(?:$|[).,;])))(?!\w)"
    )
    return _Patterns(
        sentence=re.compile(stated, re.IGNORECASE),
        alone=re.compile(rf"{plain}|x{join}{money}{join}{_one_of(words['kali'])}", re.IGNORECASE),
        head=re.compile(rf"(?<![\w(]){plain}[\s.)]*$", re.IGNORECASE),
        refused=re.compile(rf"(?<!\w){_one_of(words['bukan'])}(?!\w)[^();.]*$", re.IGNORECASE),
    )


def _one_of(words: list[str]) -> str:
    """Any of the words, the longest first, with as many spaces as people type."""
    texts = (r"\s+".join(map(re.escape, text.split())) for text in sorted(words, key=len, reverse=True))
    return f"(?:{'|'.join(texts)})"


def stated_scale(text: str) -> str:
    """The words by which a title or a head says that money is not in full rupiah, or ""."""
    patterns = _patterns()
    for line in (*text.split("\n"), " ".join(text.split())):
        found = patterns.sentence.search(line)
        if found and not patterns.refused.search(line[: found.start()]):
            return line[found.start() : found.end()].strip()
        pieces: list[str] = [line, *_BRACKETED.findall(line), line.partition(":")[2], line.rpartition(":")[2]]
        for piece in pieces:
            if patterns.alone.fullmatch(piece.strip(" \t\u00a0()[]*.")):
                return piece.strip()
    return ""


def begins_with_scale(text: str) -> bool:
    """Whether a line says so with its first words, as one below a table does."""
    return bool(_patterns().sentence.match(text.lstrip(" \t\u00a0([*)")))


def in_full(head: str) -> str:
    """The head of a column without the scale of its money: `Rp` for `Rp (ribu)`."""
    found = _patterns().head.search(head)
    if not found:
        return head
    money: str = found["first"] or found["last"]
    return head[: found.start()] + money
