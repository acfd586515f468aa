"""Labels as people write them, compared with the vocabulary in `forms/istilah.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from renja_xl.model.form import load_vocabulary

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=16384)
def plain_label(text: str) -> str:
    """Lower case, single spaces, none around a slash or before a comma."""
    return re.sub(r" ?/ ?", "/", " ".join(text.lower().split())).replace(" ,", ",")


@lru_cache(maxsize=16384)
def term(section: str, text: str) -> str:
    """The name whose patterns in `[section]` fit a label, or "" where none does.

    Where several fit, the first in the section's `urutan` wins, else the first in the file.
    """
    whole, patterns = _patterns(section)
    label = plain_label(text)
    if not whole.fullmatch(label):
        return ""
    return next(name for name, pattern in patterns if pattern.fullmatch(label))


@cache
def _patterns(section: str) -> tuple[re.Pattern[str], Patterns]:
    """One pattern for all names together, which most texts fail at once, and one for each name."""
    named = dict(load_vocabulary()[section])
    first = named.pop("urutan", [])
    names = [*first, *(name for name in named if name not in first)]
    texts = {name: "|".join(map(_regex, named[name])) for name in names}
    whole = re.compile("|".join(texts.values()), re.DOTALL)
    return whole, tuple((name, re.compile(texts[name], re.DOTALL)) for name in names)


def _regex(pattern: str) -> str:
    """A pattern of the vocabulary: * is any text, a backslash before it a star that is meant."""
    pieces = re.split(r"(?<!\\)\*", pattern)
    return ".*".join(re.escape(piece.replace("\\*", "*")) for piece in pieces)
