"""Names of agencies and of their units as they are compared, however they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from renja_xl.model.form import load_vocabulary
from renja_xl.rules.region.spelling import is_made_of

# No numeral, and no single letter.
_WORD = re.compile(r"(?![ivx]+$)[^\W\d_]{2}")


@cache
def agency_key(name: str) -> str:
    """A name as it is compared: lower case, "&" as "dan", letters and digits alone, "Setda" spelt out."""
    return _in_one_word(" ".join(re.findall(r"\w+", name.lower().replace("&", " dan "))), "sebutan")


def unit_key(name: str) -> str:
    """A unit's name as it is compared: what it is in one word (RSUD for Rumah Sakit Umum Daerah), without "UPTD".

    What it is stays in it, for a Puskesmas Juai is no Kelurahan Juai.
    """
    return _in_one_word(agency_key(name), "jenis_bagian") or agency_key(name)


def names_another(in_name: str, stated: str) -> bool:
    """Whether a name spells out an agency that is not the stated one, nor an acronym of it."""
    kind = words_of(kind_of(in_name))
    rest, words = words_of(in_name)[len(kind) :], words_of(stated)
    # "Setda hukum" is of the one that its first word names; "PKM II" names none.
    same = kind_of(stated) == kind_of(in_name) in _whole()
    if same or not kind or not any(map(_WORD.match, rest)) or not words:
        return False
    return not any(word in words or is_made_of(word, words) for word in rest)


def is_another_whole(in_name: str, stated: str) -> bool:
    """Whether a name is an agency's that needs no other word (Inspektorat), and not short for the stated one."""
    kind = kind_of(in_name, "sendiri")
    return kind in _whole() and not may_mean(kind, stated)


def may_mean(words: str, agency: str) -> bool:
    """Whether words may be short for an agency: each has letters of its name in their order (Disdik)."""
    return all(_is_within(word, agency_key(agency)) for word in words_of(words))


def kind_of(name: str, kinds: str = "awal") -> str:
    """What the name of an agency or unit begins with, in one or more words; "" where it is no such word."""
    words = f"{agency_key(name)} "
    return next((kind for kind in _kinds(kinds) if words.startswith(f"{kind} ")), "")


def is_of_a_place(kind: str) -> bool:
    """Whether names of a kind are those of places: Kecamatan Kota Utara."""
    return kind in _kinds("setempat")


def without_region(name: str) -> str:
    """A name as it is compared, up to that of its region, as titles are read: Dinas Sosial Kab. Balangan."""
    words = agency_key(name).split()
    for place, word in enumerate(words[1:-1], start=1):
        before = " ".join(words[:place])
        if word in _kinds("daerah") and words[place + 1] != "dan":
            return before if kind_of(before) != before or before in _whole() else " ".join(words)
    return " ".join(words)


def words_of(name: str) -> list[str]:
    """The words of a name that are compared one by one."""
    return [word for word in agency_key(name).split() if word != "dan"]


def _is_within(word: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in word)


def _in_one_word(key: str, table: str) -> str:
    key = f" {key} "
    for called, kind in _called(table):
        key = key.replace(f" {called} ", f" {kind} ")
    return " ".join(key.split())


@cache
def _called(table: str) -> Sequence[tuple[str, str]]:
    """What one thing is called, the longest first, and the one name for it."""
    rows = load_vocabulary()["perangkat_daerah"][table]
    return sorted(
        ((called, kind) for kind, *others in rows for called in others), key=lambda pair: -len(pair[0])
    )


@cache
def _whole() -> frozenset[str]:
    """What an agency may be called without another word: Inspektorat; a Puskesmas or RSUD has a name."""
    return frozenset(_kinds("sendiri")) - frozenset(_kinds("bagian"))


@cache
def _kinds(name: str) -> Sequence[str]:
    kinds = {agency_key(kind) for kind in load_vocabulary()["perangkat_daerah"][name]}
    return sorted(kinds, key=len, reverse=True)
