"""Whose matrix it is: the agency, its unit, year and quarter that titles or the name of a file or sheet state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from renja_xl.model.errors import UsageError
from renja_xl.model.part import STATED, Identity
from renja_xl.reading.agency_words import (
    agency_of,
    any_of,
    has_word,
    is_name,
    own_words,
    unit_at_start,
    unit_beside,
    units_of,
    vocabulary,
)
from renja_xl.reading.when import (
    other_years,
    quarter_number,
    quarter_stated,
    until_spelt,
    without_when,
    without_years,
    year_stated,
)

_MATRIX = re.compile(r"\b(?:renja|evaluasi|formulir|tabel)\b", re.IGNORECASE)
_LETTER = re.compile(r"\b(?:lampiran|kepala|surat|nomor)\b", re.IGNORECASE)
# What a program puts behind the name of a copy.
_COPY = re.compile(r"(?:\s*\(\d+\))+$")
_PLACES = {
    "perangkat_daerah": r"(?P<perangkat_daerah>.+?)",
    "tahun": r"(?P<tahun>20\d\d)",
    "triwulan": r"(?P<triwulan>iv|i{1,3}|[1-4])",
    "lain": r".*?",
}


def identity_in_titles(titles: Sequence[str]) -> Identity:
    """What the titles state: the first agency, a unit beside it or in a line below, year and quarter.

    An agency behind a label (OPD :) comes first, then those in titles of the matrix itself: a letterhead, or a
    letter of another agency by which they were asked for, may stand above them.
    """
    text, lines = "\n".join(titles), without_addressees(titles)
    labelled = [line for line in lines if _label("label").match(line)]
    own = [line for line in lines if _MATRIX.search(line) or not _LETTER.search(line)]
    found = ((line, name) for line in (*labelled, *own, *lines) if (name := agency_of(line)))
    line, agency = next(found, ("", None))
    unit = ""
    if agency:
        below = (unit for other in lines[lines.index(line) :] if (unit := _unit_in_line(other)))
        unit = unit_beside(line, agency) or next(below, "")
    return Identity(
        agency.text if agency else "",
        year_stated(text),
        quarter_stated(text),
        bagian=unit,
        tahun_lain=other_years(text),
    )


def without_addressees(titles: Sequence[str]) -> list[str]:
    """The titles in single blanks, "s.d." spelt so, each up to where it says whom it is sent to."""
    return [_addressee().sub("", until_spelt(" ".join(title.split()))) for title in titles]


def identity_in_name(stem: str) -> Identity:
    """What a file's name seems to state: year, quarter, unit, and what is left as the agency's name.

    A copy's number is no part of a stated name, but stays where the name is a guess: "Kiriman (1)" and "Kiriman
    (2)" may be of two agencies. A unit's name may be all that is left. What is left without a word in it, such as
    a number, is no name. The Subbagian Perencanaan is who sends it.
    """
    found = _in_name(stem)
    sender = any(found.bagian.lower().startswith(kind) for kind in vocabulary("pengirim"))
    return replace(found, bagian="") if sender else found


def _in_name(stem: str) -> Identity:
    original = _COPY.sub("", stem)
    words, left = _apart(stem), left_of_name(stem)
    agency = agency_of(without_when(_apart(original)))
    stated = left_of_name(agency.text) if agency else ""
    if not is_name(stated):
        stated = ""
    unit = next(iter(units_of(left_of_name(original))), "")
    named = bool(re.search(r"[^\W\d_]{2}", left))
    name = (stated or left) if named else ""
    return Identity(name, year_stated(words), quarter_stated(words), STATED if stated else "", unit)


def identity_in_tab(name: str) -> Identity:
    """What a sheet's name seems to state: a copy's what that of its original does, a number no agency."""
    found = _in_name(_COPY.sub("", name))
    called = found.perangkat_daerah
    stated = called.lower() in vocabulary("sendiri") or has_word(own_words(called))
    return found if stated else replace(found, asal="")


def identity_in_folder(name: str) -> Identity:
    """What a folder's name seems to state; one for mail or an archive names nobody."""
    found = identity_in_name(name)
    words = set(found.perangkat_daerah.lower().split())
    return replace(found, perangkat_daerah="") if words <= vocabulary("folder_umum") else found


def words_in_tab(name: str) -> str:
    """What a sheet's name says beside numbers and what sheets are called in any workbook (Data, Rincian)."""
    words = re.findall(r"[^\W\d_]+", left_of_name(_COPY.sub("", name)))
    return " ".join(word for word in words if has_word({word}) and word.lower() not in vocabulary("lembar"))


def left_of_name(stem: str) -> str:
    """A file's name without year, quarter, version and the words that say what it is.

    Numbers stay: two files that differ in nothing else are two.
    """
    rest = _no_names().sub(" ", without_when(_apart(stem)))
    return " ".join(rest.split())


@cache
def _no_names() -> re.Pattern[str]:
    """Words of a file's name that are no agency's, and the number of a version behind its word."""
    version = rf"(?:{any_of('versi')})[\s.]*\d+"
    return re.compile(rf"(?<!\w)(?:{version}|{any_of('berkas')})(?!\w)[.,]*", re.IGNORECASE)


def _apart(stem: str) -> str:
    """The words of a file's name, apart from a period of years; "s.d." is spelt so."""
    return until_spelt(re.sub(r"[_\-()\[\]]+", " ", without_years(stem)))


def identity_by_pattern(stem: str, pattern: str) -> Identity | None:
    """What a file's name states by a pattern (`{perangkat_daerah}_{tahun}_tw{triwulan}`); None if it has none.

    Raises UsageError for a blank that does not exist.
    """
    match = _pattern(re.sub(r"\.(?:xls[xmb]?|ods|csv)$", "", pattern, flags=re.IGNORECASE)).fullmatch(stem)
    if not match:
        return None
    found = match.groupdict()
    name = re.sub(r"[_\s]+", " ", found.get("perangkat_daerah") or "").strip()
    quarter = quarter_number(found.get("triwulan") or "")
    return Identity(name, int(found.get("tahun") or 0), quarter, STATED if name else "")


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w*)\}", pattern)
    odd = any("{" in piece or "}" in piece for piece in pieces[::2]) or len(pieces) == 1
    if odd or set(pieces[1::2]) - set(_PLACES) or len(set(pieces[1::2])) != len(pieces[1::2]):
        raise UsageError("pola-salah", pola=pattern, ada=", ".join(f"{{{name}}}" for name in _PLACES))
    texts = [re.escape(piece) if n % 2 == 0 else _PLACES[piece] for n, piece in enumerate(pieces)]
    return re.compile("".join(texts), re.IGNORECASE)


@cache
def _label(kinds: str) -> re.Pattern[str]:
    return re.compile(rf"^[\W\d_]*(?:nama\s+)?(?:{any_of(kinds)})\s*:", re.IGNORECASE)


@cache
def _addressee() -> re.Pattern[str]:
    return re.compile(rf"\W*(?<!\w)(?:{any_of('penerima')})(?!\w).*$", re.IGNORECASE)


def _unit_in_line(line: str) -> str:
    """The unit that a title begins with, or has behind a label ("Unit Kerja :", "Bidang :")."""
    label = _label("label_bagian").match(line)
    if not label:
        return unit_at_start(line)
    value = line[label.end() :]
    return unit_at_start(value) or unit_at_start(f"{label[0].rstrip(' :')} {value.strip()}")
