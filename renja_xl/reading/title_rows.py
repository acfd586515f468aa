"""The rows of titles as they are read for names: without whom they are sent to, a name on one row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from renja_xl.reading.agency_words import agency_of, any_of, name_at_end, starts_with_name
from renja_xl.reading.when import until_spelt

# Whether a name is one of the region's list.
IsListed = Callable[[str], bool]

MATRIX = re.compile(r"\b(?:renja|evaluasi|formulir|tabel)\b", re.IGNORECASE)
_NUMERAL = r"(?:iv|i{1,3})"


def without_addressees(titles: Sequence[str]) -> list[str]:
    """The titles in single blanks, "s.d." spelt so, each up to where it says whom it is sent to."""
    return [_addressee().sub("", until_spelt(" ".join(title.split()))) for title in titles]


def unwrapped(rows: Sequence[str], is_listed: IsListed) -> list[str]:
    """The rows, each name that goes on in the next one joined to it."""
    whole: list[str] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row, is_listed):
            whole[-1] = f"{whole[-1]} {row}"
        else:
            whole.append(row)
    return whole


def without_opening(row: str) -> str:
    """A row of titles from the first word on that says neither what the matrix is nor of when."""
    return _opening().sub("", row)


def label_of(row: str, *kinds: str) -> re.Match[str] | None:
    """The label of these kinds, with its colon, that a row begins with."""
    return _label(kinds).match(row)


def _goes_on(above: str, below: str, is_listed: IsListed) -> bool:
    """Whether the name at the end of a row goes on in the next: a joint says so, or the list has both as one."""
    label = label_of(below, "label", "label_bagian", "label_lain")
    if not name_at_end(above) or label or _stop().match(below) or MATRIX.search(below):
        return False
    joint = _joint().search(above) or _joint_first().match(below)
    rest = _joint_first().sub("", below)
    if not rest or starts_with_name(rest):
        return False
    return bool(joint) or _is_listed_with(above, below, is_listed)


def _is_listed_with(above: str, below: str, is_listed: IsListed) -> bool:
    short, longer = agency_of(above), agency_of(f"{above} {below}")
    if not short or not longer or longer.text == short.text:
        return False
    return is_listed(longer.text)


@cache
def _addressee() -> re.Pattern[str]:
    return re.compile(rf"\W*(?<!\w)(?:{any_of('penerima')})(?!\w).*$", re.IGNORECASE)


@cache
def _label(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"^[\W\d_]*(?:nama\s+)?(?:{any_of(*kinds)})\s*:", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"^(?:[\W\d_]+|(?:{any_of('berkas', 'pembuka')}|{_NUMERAL})(?!\w))*", re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    """What a row begins with that is no name's continuation: a place, a time, an address."""
    words = any_of("daerah", "akhir", "alamat", "penerima")
    return re.compile(rf"[\W\d_]*(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)(?:{any_of('penyambung')})|,)\s*$", re.IGNORECASE)


@cache
def _joint_first() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?:{any_of('penyambung')})(?!\w)|,)\s*", re.IGNORECASE)
