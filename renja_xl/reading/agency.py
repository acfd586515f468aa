"""Whose matrix it is: the agency, its unit, year and quarter that titles or the name of a file or sheet state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from renja_xl.model.errors import UsageError
from renja_xl.model.form import load_vocabulary
from renja_xl.model.frame import NUMERALS
from renja_xl.model.region import Identity

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# A period of years is that of the Renstra, not the year of the matrix.
_UNTIL = r"(?:[-–—/]|s\.?/?d\.?|sampai(?: dengan)?|hingga)"
_YEARS = re.compile(rf"20\d\d\s*{_UNTIL}\s*(?:tahun\s*)?20\d\d", re.IGNORECASE)
# Up to the end of a year is that year itself.
_LAST_YEAR = re.compile(
    rf"({_UNTIL}\s*(?:dengan\s+)?)?akhir\s+(?:periode|tahun)\b[^\n]*?20\d\d", re.IGNORECASE
)
_REGULATION = re.compile(
    r"\b(?:permen\w*|kepmen\w*|inmen\w*|peraturan|keputusan|instruksi|perda|perbup|perwal\w*|pergub|perpres"
    r"|inpres|undang-undang|uu|pp|surat\s+edaran)\b[^\d\n]{0,80}"
    r"(?<!triwulan\s)(?<!tw\s)(?<!semester\s)\b\d{1,4}(?:\s*/\s*|\s+(?:tahun|th\.?)\s*)20\d\d",
    re.IGNORECASE,
)
_STATED_YEAR = re.compile(r"\b(?:tahun(?:\s+anggaran)?|t\.?\s?a\.?)\s*:?\s*(20\d\d)(?!\d)", re.IGNORECASE)
# A day on which something was printed or signed; the end of a quarter may be the day up to which it is.
_DAY = re.compile(
    r"\b(?!3[01]\s+(?:mar|jun|sep|des))\d{1,2}\s+"
    r"(?:jan|feb|mar|apr|mei|jun|jul|agu|agt|sep|okt|nov|des)[a-z]*\.?\s+20\d\d"
    r"|\b(?!3[01][\s./-](?:03|06|09|12)[\s./-])\d\d[\s./-]\d\d[\s./-]20\d\d|\b20\d\d-\d\d-\d\d",
    re.IGNORECASE,
)
_NUMERAL = r"(?:iv|i{1,3}|[1-4])(?![a-z\d])"
# One quarter, or several: "Triwulan I, II dan III", "TW 1 s.d. TW 3".
_QUARTER = re.compile(
    r"(?:triwulan|tw|tri\s+wulan)[\s._-]*(?:ke[\s._-]*)?"
    rf"(?:{_NUMERAL}\s*(?:,\s*dan|,|dan|&|{_UNTIL})\s*(?:(?:triwulan|tw)\s*)?)*({_NUMERAL})",
    re.IGNORECASE,
)
_MATRIX = re.compile(r"\b(?:renja|evaluasi|formulir|tabel)\b", re.IGNORECASE)
_LETTER = re.compile(r"\b(?:lampiran|kepala|surat|nomor)\b", re.IGNORECASE)
# What a program puts behind the name of a copy.
_COPY = re.compile(r"\s*\(\d+\)$")
_NUMBER = re.compile(r"\d+|[ivx]+", re.IGNORECASE)
# "Bagian 2" numbers sheets and names no unit.
_WORD = re.compile(r"(?![ivx]+(?!\w))[^\W\d_]{2}", re.IGNORECASE)
_SEMESTER = re.compile(r"semester[\s._-]*(ii|i|[12])(?![a-z\d])", re.IGNORECASE)
_PLACES = {
    "perangkat_daerah": r"(?P<perangkat_daerah>.+?)",
    "tahun": r"(?P<tahun>20\d\d)",
    "triwulan": r"(?P<triwulan>iv|i{1,3}|[1-4])",
    "lain": r".*?",
}


def identity_in_titles(titles: Sequence[str]) -> Identity:
    """What the titles state: the first agency, a unit in its line or below, the latest year, the last quarter."""
    text = "\n".join(titles)
    # A letter of the head of another agency may stand above them, by which they were asked for.
    own = [title for title in titles if _MATRIX.search(title) or not _LETTER.search(title)]
    title, name = next(((title, name) for title in (*own, *titles) if (name := _agency(title))), ("", ""))
    below = titles[titles.index(title) :] if name else ()
    unit = next((unit for line in below if (unit := _unit_in_title(line, name))), "")
    return Identity(name, _year(text), _quarter(text), bagian=unit)


def identity_in_name(stem: str) -> Identity:
    """What a file's name seems to state: year, quarter, unit, and what is left as the agency's name.

    A unit's name may be all that is left. What is left without a word in it, such as a number, is no name. The
    Subbagian Perencanaan is who sends it.
    """
    found = _in_name(stem)
    sender = any(found.bagian.lower().startswith(kind) for kind in _vocabulary("pengirim"))
    return replace(found, bagian="") if sender else found


def _in_name(stem: str) -> Identity:
    words, left = _apart(stem), left_of_name(stem)
    above, unit = _before_unit(left_of_name(_COPY.sub("", stem)))
    stated = _agency(above) or _agency(left_of_name(_agency(words)))
    named = bool(re.search(r"[^\W\d_]{2}", left))
    name = (stated or left) if named else ""
    return Identity(name, _year(words), _quarter(words), "dinyatakan" if stated else "", _without(name, unit))


def identity_in_tab(name: str) -> Identity:
    """What a sheet's name seems to state: a copy's what that of its original does, a number no agency."""
    found = _in_name(_COPY.sub("", name))
    called = found.perangkat_daerah
    stated = called.lower() in _vocabulary("sendiri") or any(map(_WORD.match, _own_words(called)))
    return found if stated else replace(found, asal="")


def left_of_name(stem: str) -> str:
    """A file's name without year, quarter and the words that say what it is.

    Numbers stay: two files that differ in nothing else are two.
    """
    rest = _YEAR.sub(" ", _QUARTER.sub(" ", _SEMESTER.sub(" ", _apart(stem))))
    return " ".join(word for word in rest.split() if word.lower().strip(".,") not in _vocabulary("berkas"))


def _apart(stem: str) -> str:
    """The words of a file's name, apart from a period of years."""
    return re.sub(r"[_\-()\[\]]+", " ", _YEARS.sub(" ", stem))


def identity_by_pattern(stem: str, pattern: str) -> Identity | None:
    """What a file's name states by a pattern (`{perangkat_daerah}_{tahun}_tw{triwulan}`); None if it has none.

    Raises UsageError for a blank that does not exist.
    """
    match = _pattern(re.sub(r"\.(?:xls[xmb]?|ods|csv)$", "", pattern, flags=re.IGNORECASE)).fullmatch(stem)
    if not match:
        return None
    found = match.groupdict()
    name = re.sub(r"[_\s]+", " ", found.get("perangkat_daerah") or "").strip()
    return Identity(
        name, int(found.get("tahun") or 0), _number(found.get("triwulan") or ""), "dinyatakan" if name else ""
    )


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w*)\}", pattern)
    odd = any("{" in piece or "}" in piece for piece in pieces[::2]) or len(pieces) == 1
    if odd or set(pieces[1::2]) - set(_PLACES) or len(set(pieces[1::2])) != len(pieces[1::2]):
        raise UsageError("pola-salah", pola=pattern, ada=", ".join(f"{{{name}}}" for name in _PLACES))
    texts = [re.escape(piece) if n % 2 == 0 else _PLACES[piece] for n, piece in enumerate(pieces)]
    return re.compile("".join(texts), re.IGNORECASE)


@cache
def _vocabulary(name: str) -> frozenset[str]:
    return frozenset(load_vocabulary()["perangkat_daerah"][name])


def _any_of(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_vocabulary(name), key=len, reverse=True))


@cache
def _first_words(kinds: str) -> re.Pattern[str]:
    """One of the words under `kinds`; a "Sub Bagian" is no "Bagian"."""
    return re.compile(rf"(?<!\w)(?<!\bsub\s)(?:{_any_of(kinds)})(?!\w)", re.IGNORECASE)


@cache
def _name_pattern(kinds: str) -> re.Pattern[str]:
    """A name that begins with one of the words under `kinds`, up to where it ends."""
    last = _any_of("akhir")
    # "Kota" ends a name where a city follows, not in "Tata Kota dan Pertamanan" or "Kecamatan Barabai Kota".
    end = rf"(?:{last})(?!\w)(?<!\bkota(?=\s+(?:dan|{last})(?!\w)))(?<!\bkota(?=\s*$))"
    return re.compile(
        rf"{_first_words(kinds).pattern}.*?(?=[\s,]+{end}|,?\s+20\d\d|\s*[:;(]|$)", re.IGNORECASE
    )


def _agency(title: str) -> str:
    """The agency's name within a title, as it is printed; "" where there is none or only dots to fill in."""
    text, pattern = " ".join(title.split()), _name_pattern("awal")
    # "Dinas/Badan ......" is a form that nobody filled in; behind "Bagian 2" a name may begin.
    names = (_printed(pattern.match(text, first.start())) for first in _first_words("awal").finditer(text))
    return next((name for name in names if _is_name(name)), "")


def _is_name(name: str) -> bool:
    own = name.lower() in _vocabulary("sendiri") or bool(_own_words(name))
    return own and not _is_numbered(name)


def _own_words(name: str) -> set[str]:
    """The words of an agency's name behind those that many begin with and that tell none from another."""
    return set(re.findall(r"\w+", name.lower())) - _vocabulary("awal") - _vocabulary("bukan_nama")


def _is_numbered(name: str) -> bool:
    """Whether a name only numbers parts ("Bagian 2", "Bagian 1 dari 2"), maybe with an agency's behind it."""
    words = re.findall(r"\w+", _first_words("bagian").sub("", name.lower(), count=1))
    places = [
        n
        for n, word in enumerate(words)
        if not (_NUMBER.fullmatch(word) or word in _vocabulary("bukan_nama"))
    ]
    first = places[0] if places else len(words)
    behind = " ".join(words[first:])
    return first > 0 and (not behind or bool(_first_words("awal").match(behind)))


def _unit_in_title(title: str, agency: str) -> str:
    """The unit that a title begins with, has behind a label ("Unit Kerja :") or in brackets behind the agency."""
    text = " ".join(title.split())
    behind = text.partition(agency)[2].lstrip()
    pieces = [*text.split(";"), behind[1:] if behind.startswith("(") else ""]
    unit = next((unit for piece in pieces if (unit := _unit(_label().sub("", piece)))), "")
    return _without(agency, unit)


def _without(agency: str, unit: str) -> str:
    """A unit's name up to its agency's: Bidang Bina Marga Dinas PUPR."""
    return _unit(unit.partition(f" {agency}")[0].rstrip(" ,-–")) or unit


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^[\W\d_]*(?:{_any_of('label_bagian')})\s*:", re.IGNORECASE)


def _unit(text: str) -> str:
    """The unit of an agency that a text begins with, maybe behind a number; else ""."""
    start = re.sub(r"^[\W\d_]*", "", " ".join(text.split()))
    match = _name_pattern("bagian").match(start)
    name = _printed(match)
    # "Bidang Pembangunan: Sosial" is a label.
    label = match is not None and start[match.end() :].lstrip().startswith(":")
    none = label or any(name.lower().startswith(words) for words in _vocabulary("bukan_bagian"))
    own = [word for word in name.split() if word.lower() not in _vocabulary("bagian")]
    return name if not none and not _is_numbered(name) and any(map(_WORD.match, own)) else ""


def _before_unit(text: str) -> tuple[str, str]:
    """What stands in front of the first unit in a name ("Setda Bagian Hukum"), and the unit."""
    starts = (match.start() for match in _name_pattern("bagian").finditer(text))
    return next(((text[:start], unit) for start in starts if (unit := _unit(text[start:]))), ("", ""))


def _printed(match: re.Match[str] | None) -> str:
    return match[0].strip(" .,…_-–)") if match else ""


def _year(text: str) -> int:
    """The latest year that is called one, else the latest that is in no date; 0 where there is none."""
    own = _REGULATION.sub(" ", _YEARS.sub(" ", text))
    own = _LAST_YEAR.sub(lambda match: match[0] if match[1] else " ", own)
    found = _STATED_YEAR.findall(own) or _YEAR.findall(_DAY.sub(" ", own))
    return max(map(int, found), default=0)


def _quarter(text: str) -> int:
    found = _QUARTER.findall(text)
    if found:
        return _number(found[-1])
    half = _SEMESTER.findall(text)
    return 2 * _number(half[-1]) if half else 0


def _number(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    return NUMERALS.index(numeral.upper()) + 1 if numeral else 0
