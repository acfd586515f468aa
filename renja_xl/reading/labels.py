"""Labels as people write them, compared with the vocabulary in `forms/istilah.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from renja_xl.model.form import load_vocabulary


@lru_cache(maxsize=16384)
def plain_label(text: str) -> str:
    """Lower case, single spaces, no space before punctuation."""
    return " ".join(text.lower().replace("_", " ").split()).replace(" ,", ",").replace(" /", "/").replace("/ ", "/")


@lru_cache(maxsize=16384)
def term(section: str, text: str) -> str:
    """The name whose patterns in `[section]` fit a label, or "" where none does."""
    label = plain_label(text)
    if not label:
        return ""
    fitting = [name for name, patterns in _patterns(section).items() if _fits(label, patterns)]
    if len(fitting) > 1:
        first = [name for name in load_vocabulary()[section].get("urutan", []) if name in fitting]
        return (first or fitting)[0]
    return fitting[0] if fitting else ""


def _patterns(section: str) -> Mapping[str, Any]:
    return {name: value for name, value in load_vocabulary()[section].items() if name != "urutan"}


def _fits(label: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(label, pattern.replace("[", "[[]")) for pattern in patterns)
