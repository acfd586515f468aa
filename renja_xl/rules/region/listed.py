"""Which agency of the list a name means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache

from renja_xl.rules.region.names import agency_key, is_of_a_place, kind_of, unit_key, without_region, words_of
from renja_xl.rules.region.spelling import all_but_same, is_made_of


@dataclass(frozen=True, slots=True)
class Known:
    """An agency that is known beforehand: its name, what it is also called, the files that are its own."""

    nama: str
    singkatan: str = ""
    berkas: str = ""


def by_file(name: str, known: Sequence[Known]) -> str:
    """The agency whose a file of this name is; of several patterns that fit, the longest says most exactly."""
    fitting = [one for one in known if one.berkas and _is_file(name.lower(), one.berkas.lower())]
    return max(fitting, key=lambda one: _exactness(name, one), default=Known("")).nama


def same(stated: str, known: Sequence[Known]) -> str:
    """The agency of the list that bears a name, its short name, or that behind its kind (Dinas Kominfo).

    Else the one that the word behind the kind is an acronym of (Dinas PUPR).
    """
    return _keys(tuple(known)).get(agency_key(stated), "") or _spelt_out(stated, known)


def begun(stated: str, known: Sequence[Known]) -> str:
    """The one agency of the list whose name begins so."""
    found = {name for key, name in _keys(tuple(known)).items() if key.startswith(agency_key(stated))}
    return found.pop() if len(found) == 1 else ""


def alike(stated: str, known: Sequence[Known]) -> str:
    """The one agency of the list whose name is all but the same."""
    keys, words = _keys(tuple(known)), agency_key(stated).split()
    found = [name for name in keys if words and all_but_same(words, name.split())]
    return keys[found[0]] if len(found) == 1 else ""


def named_in(text: str, known: Sequence[Known]) -> str:
    """The one agency of the list whose name or short name stands in a text; of several within one another
    (Kecamatan Paringin, Kecamatan Paringin Selatan) the longest.
    """
    words = f" {agency_key(text)} "
    keys = {f" {key} ": name for key, name in _keys(tuple(known)).items()}
    found = sorted((key for key in keys if key in words), key=len)
    if not found or not all(key in found[-1] or keys[key] == keys[found[-1]] for key in found):
        return ""
    return keys[found[-1]]


def unit_listed(unit: str, known: Sequence[Known]) -> str:
    """The agency of the list that a unit is itself (RSUD Balangan below Dinas Kesehatan)."""
    key = unit_key(unit)
    return next((one.nama for one in known if key and unit_key(one.nama) == key), "")


@cache
def _keys(known: tuple[Known, ...]) -> Mapping[str, str]:
    """The agencies of the list by what they are called; of two that are called the same the later one.

    A region's list is the same for all of its workbooks, and may have hundreds.
    """
    cut = Counter(without_region(one.nama) for one in known)
    keys = {key: one.nama for one in known if cut[key := without_region(one.nama)] == 1}
    for one in known:
        behind = f"{kind_of(one.nama)} {one.singkatan}" if one.singkatan else ""
        keys |= {agency_key(name): one.nama for name in (behind, one.singkatan, one.nama) if name}
    return keys


def _spelt_out(stated: str, known: Sequence[Known]) -> str:
    """The one agency of the list of whose name the one word behind a kind is an acronym; a place is none."""
    kind = kind_of(stated)
    rest = words_of(stated)[len(words_of(kind)) :]
    if not kind or is_of_a_place(kind) or len(rest) != 1:
        return ""
    found = {one.nama for one in known if kind_of(one.nama) == kind and _is_acronym(rest[0], one.nama)}
    return found.pop() if len(found) == 1 else ""


def _is_acronym(word: str, name: str) -> bool:
    """Whether a word is made of several words of a name; the beginning of one is no acronym but another name."""
    words = words_of(name)
    return is_made_of(word, words) and not any(other.startswith(word) for other in words)


def _is_file(name: str, pattern: str) -> bool:
    """Whether a file's name is the one of the list, or fits it; brackets are letters before they are a pattern."""
    return name == pattern or fnmatch(name, pattern)


def _exactness(name: str, one: Known) -> tuple[bool, int]:
    return name.lower() == one.berkas.lower(), len(one.berkas)
