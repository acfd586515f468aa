"""Whose matrix it is: the agency, its unit, year and quarter that titles or the name of a file or sheet state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from renja_xl.model.errors import UsageError
from renja_xl.model.part import STATED, Identity
from renja_xl.reading.agency_words import (
    Name,
    agency_labelled,
    agency_of,
    any_of,
    has_word,
    is_name,
    is_unit_alone,
    may_be_unit,
    may_hold,
    own_words,
    starts_with_name,
    unit_at_start,
    unit_beside,
    units_of,
    vocabulary,
)
from renja_xl.reading.title_rows import (
    MATRIX,
    IsListed,
    label_of,
    unwrapped,
    without_addressees,
    without_opening,
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

_LETTER = re.compile(r"\b(?:lampiran|kepala|surat|nomor)\b", re.IGNORECASE)
# What a program puts behind the name of a copy.
_COPY = re.compile(r"(?:\s*\(\d+\))+$")
_PLACES = {
    "perangkat_daerah": r"(?P<perangkat_daerah>.+?)",
    "tahun": r"(?P<tahun>20\d\d)",
    "triwulan": r"(?P<triwulan>iv|i{1,3}|[1-4])",
    "lain": r".*?",
}


def identity_in_titles(titles: Sequence[str], is_listed: IsListed = lambda name: False) -> Identity:
    """What the titles state: the first agency, a unit of it, year and quarter.

    A name may go on in the next row; where nothing else says so, where `is_listed` knows the longer one.
    """
    text = "\n".join(titles)
    agency, unit = _whose(unwrapped(without_addressees(titles), is_listed))
    return Identity(
        agency,
        year_stated(text),
        quarter_stated(text),
        bagian=unit,
        tahun_lain=other_years(text),
    )


def _whose(rows: Sequence[str]) -> tuple[str, str]:
    """The first agency of the rows, and its unit beside it or in another row.

    An agency behind a label (OPD :) comes first, then those in titles of the matrix itself: a letterhead, or a
    letter of another agency by which they were asked for, may stand above them. A unit is of the agency whose row
    stands below its own.
    """
    own = [row for row in rows if MATRIX.search(row) or not _LETTER.search(row)]
    place, agency = _first_agency(rows, own)
    if not agency:
        return "", ""
    if may_be_unit(agency) and (holder := next(_above_unit(agency, rows, own, place), None)):
        return holder.text, _unit_in_row(rows[place]) or agency.text
    units = (unit for row in rows[place:] if (unit := _unit_in_row(row)))
    above = _unit_above(agency, [row for row in rows[:place] if row in own])
    return agency.text, unit_beside(rows[place], agency) or above or next(units, "")


def _first_agency(rows: Sequence[str], own: Sequence[str]) -> tuple[int, Name | None]:
    """The place of the row that names the agency, and that name."""
    found = (
        (row, name)
        for row, name in (
            *((row, _labelled(row, "label")) for row in rows),
            *((row, agency_of(row)) for row in (*own, *rows)),
            *((row, _labelled(row, "label_lain")) for row in rows),
        )
        if name
    )
    row, name = next(found, ("", None))
    return rows.index(row) if name else 0, name


def _labelled(row: str, kind: str) -> Name | None:
    """The agency behind a label of this kind, whatever its words are."""
    label = label_of(row, kind)
    return (agency_of(row) or agency_labelled(row, label.end())) if label else None


def _above_unit(unit: Name, rows: Sequence[str], own: Sequence[str], place: int) -> Iterator[Name]:
    """The agencies that a unit may be of, whose rows begin with them and stand below its own.

    A Kecamatan below a Puskesmas says where that is.
    """
    for row in rows[place + 1 :]:
        agency = agency_of(row) if row in own and starts_with_name(without_opening(row)) else None
        if agency and may_hold(agency, unit):
            yield agency


def _unit_above(agency: Name, rows: Sequence[str]) -> str:
    """The unit in the rows above an agency's; not where another agency is in them, whose unit that may be."""
    named = (name for row in rows if (name := agency_of(row)) and not may_be_unit(name))
    if any(name.text.lower() != agency.text.lower() for name in named):
        return ""
    return next((unit for row in rows if (unit := _unit_in_row(row))), "")


def identity_in_name(stem: str) -> Identity:
    """What a file's name seems to state: year, quarter, unit, and what is left as the agency's name.

    A copy's number is no part of a stated name, but stays where the name is a guess: "Kiriman (1)" and "Kiriman
    (2)" may be of two agencies. A unit's name may be all that is left. What is left without a word in it, such as
    a number, is no name. The Subbagian Perencanaan is who sends it, and "dari Bappeda" who asked for it.
    """
    found = _in_name(_without_others(stem))
    sender = any(found.bagian.lower().startswith(kind) for kind in vocabulary("pengirim"))
    return replace(found, bagian="") if sender else found


def _without_others(stem: str) -> str:
    """A name without an agency that merely asked for the matrix, or sent it, where it names another one."""
    left = _others().sub(" ", stem)
    return left if left != stem and agency_of(without_when(_apart(left))) else stem


@cache
def _others() -> re.Pattern[str]:
    words = rf"(?:format[\s_]+)?(?:{any_of('pihak_lain')})[\s_]+(?:{any_of('sendiri')})"
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


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
    """What a sheet's name seems to state: a copy's what that of its original does, a number no agency.

    "Sekretariat" by itself is as often a part of what another sheet has whole.
    """
    found = _in_name(_COPY.sub("", name))
    called = found.perangkat_daerah
    stated = called.lower() in vocabulary("sendiri") or has_word(own_words(called))
    if not stated:
        found = replace(found, asal="")
    return replace(found, bagian="") if not found.asal and is_unit_alone(found.bagian) else found


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


def _unit_in_row(row: str) -> str:
    """The unit that a title begins with, or has behind a label ("Unit Kerja :", "Bidang :")."""
    label = label_of(row, "label_bagian")
    if not label:
        return unit_at_start(without_opening(row))
    value = row[label.end() :]
    return unit_at_start(value) or unit_at_start(f"{label[0].rstrip(' :')} {value.strip()}")
