"""The names of agencies and of their units within a text: where each begins, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary

_NUMBER = re.compile(r"\d+|[ivx]+", re.IGNORECASE)
# "Bagian 2" numbers sheets and names no unit.
_WORD = re.compile(r"(?![ivx]+(?!\w))[^\W\d_]{2}", re.IGNORECASE)
# What stands between an agency and its unit, other than the name of the region.
_GAP = r"[\W_]*(?:\([^()]*\)[\W_]*)?(?:pada(?!\w))?[\W_]*"


class Name(NamedTuple):
    """A name as it is printed, and what it begins with in lower case; `start` and `end` are its place."""

    text: str
    kind: str
    start: int
    end: int


def vocabulary(name: str) -> frozenset[str]:
    """Words of the field about agencies, by what they are for."""
    return frozenset(load_vocabulary()["perangkat_daerah"][name])


def any_of(*names: str) -> str:
    """An alternative of such words, the longest first."""
    words = frozenset().union(*map(vocabulary, names))
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def agency_of(text: str) -> Name | None:
    """The agency that a text names; one that is no unit of another comes before one that may be (a Puskesmas)."""
    names = [name for name in _names(text, "awal", "bagian") if name.kind in vocabulary("awal")]
    # Behind "UPT" a name may begin.
    both = ([name for name in found if is_name(name.text)] for found in (names, _names(text, "awal")))
    agencies: list[Name] = next(filter(None, both), [])
    above = [name for name in agencies if not may_be_unit(name)]
    return next(iter(above or agencies), None)


def agency_labelled(text: str, start: int) -> Name | None:
    """What stands behind a label that ends at `start`, whatever its words are: SKPD : DISPERINDAG."""
    value = re.sub(r"^[\s\d.]*", " ", text[start:])
    match = _whole_name().match(value)
    printed = _without_end(match[0]).strip() if match else ""
    if not printed[:1].isalpha() or not has_word(own_words(printed)) or not is_name(printed):
        return None
    begin = text.index(printed, start)
    return None if unit_at_start(value) else Name(printed, "", begin, begin + len(printed))


def name_at_end(text: str) -> bool:
    """Whether a text ends within the name of an agency or unit, or right behind it."""
    names = _names(text, "awal", "bagian")
    return bool(names) and not re.search(r"[^\s,&]", text[names[-1].end :])


def starts_with_name(text: str) -> bool:
    """Whether a text begins with the name of an agency or unit."""
    names = _names(text, "awal", "bagian")
    return bool(names) and not text[: names[0].start].strip()


def unit_beside(text: str, agency: Name) -> str:
    """The unit right before or behind an agency: Sekretariat Daerah Kabupaten X Bagian Hukum."""
    units = (name for name in _names(text, "awal", "bagian") if is_unit(name))
    for unit in units:
        gap = text[unit.end : agency.start] if unit.start < agency.start else text[agency.end : unit.start]
        if unit.start != agency.start and _gap().fullmatch(gap):
            return unit.text
    return ""


def units_of(text: str) -> list[str]:
    """All units that a text names."""
    return [name.text for name in _names(text, "awal", "bagian") if is_unit(name)]


def unit_at_start(text: str) -> str:
    """The unit that a text begins with, maybe behind a number; else ""."""
    start = re.sub(r"^[\W\d_]*", "", " ".join(text.split()))
    name = next(iter(_names(start, "awal", "bagian")), None)
    # "Bidang Pembangunan: Sosial" is a label.
    label = name is not None and start[name.end :].lstrip().startswith(":")
    return name.text if name and not name.start and not label and is_unit(name) else ""


def may_be_unit(name: Name) -> bool:
    """Whether an agency's name begins as those of units do: a Puskesmas, a Kelurahan, an RSUD."""
    return name.kind in vocabulary("bagian")


def may_hold(agency: Name, unit: Name) -> bool:
    """Whether a unit may be of an agency: that of a place holds other places (Kelurahan), and none else."""
    places = vocabulary("setempat")
    return not may_be_unit(agency) and (agency.kind not in places or unit.kind in places)


def is_unit(name: Name) -> bool:
    """Whether a name is that of an agency's unit: with a word of its own, and no "Bidang Urusan Kesehatan"."""
    if is_unit_alone(name.text):
        return True
    own = [word for word in name.text.split() if word.lower() not in vocabulary("bagian")]
    none = any(name.text.lower().startswith(words) for words in vocabulary("bukan_bagian"))
    return may_be_unit(name) and not none and any(map(_WORD.match, own))


def is_unit_alone(name: str) -> bool:
    """Whether a name is that of a unit which nearly every agency has: Sekretariat."""
    return name.lower() in vocabulary("bagian_sendiri")


def is_name(name: str) -> bool:
    """Whether an agency's name tells it from others: "Kantor Pusat" and "Bagian 2" do not."""
    return (name.lower() in vocabulary("sendiri") or bool(own_words(name))) and not _is_numbered(name)


def own_words(name: str) -> set[str]:
    """The words of an agency's name behind those that many begin with and that tell none from another."""
    return set(re.findall(r"\w+", name.lower())) - vocabulary("awal") - vocabulary("bukan_nama")


def has_word(words: set[str]) -> bool:
    """Whether any of them is a word, not a number or a single letter."""
    return any(map(_WORD.match, words))


def _is_numbered(name: str) -> bool:
    """Whether a name only numbers parts: "Bagian 2", "Bagian 1 dari 2"."""
    words = re.findall(r"\w+", _first_words("bagian").sub("", name.lower(), count=1))
    numbers = [bool(_NUMBER.fullmatch(word)) or word in vocabulary("bukan_nama") for word in words]
    return bool(numbers) and all(numbers)


def _names(text: str, *kinds: str) -> list[Name]:
    """The names that begin with words of these kinds, each up to the next or to where it ends."""
    firsts = _firsts(text, *kinds)
    # "Dinas Sosial Kelurahan" and "Dinas Pemberdayaan Masyarakat dan Kelurahan" are one name.
    starts = [
        first
        for first, name in _up_to_next(text, firsts)
        if first is firsts[0] or (_tells(name) and not _is_joined(text, first))
    ]
    return [name for _, name in _up_to_next(text, starts) if _tells(name)]


def _tells(name: Name) -> bool:
    return is_name(name.text) or is_unit_alone(name.text)


def _up_to_next(text: str, firsts: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], Name]]:
    """Each beginning with the name from there up to the next, if it does not end before."""
    for first, following in zip_longest(firsts, firsts[1:]):
        match = _whole_name().match(text, first.start(), following.start() if following else len(text))
        printed = _without_end(match[0]) if match else ""
        yield first, Name(printed, first[0].lower(), first.start(), first.start() + len(printed))


def _without_end(name: str) -> str:
    """A name without the marks behind it."""
    return name.rstrip(" .,…_-–/()")


def _firsts(text: str, *kinds: str) -> list[re.Match[str]]:
    """The words that names may begin with; of several in a row (Puskesmas Kecamatan Juai) the first."""
    found: list[re.Match[str]] = []
    last: re.Match[str] | None = None
    for match in _first_words(*kinds).finditer(text):
        whole = vocabulary("sendiri") | vocabulary("bagian_sendiri")
        alone = bool(last and last[0].lower() in whole) or _is_whole(match[0].lower())
        if not last or alone or text[last.end() : match.start()].strip():
            found.append(match)
        last = match
    return found


def _is_whole(kind: str) -> bool:
    """Whether a word is an agency's whole name: that of Kantor Kesbangpol begins at the second."""
    return kind in vocabulary("sendiri") - vocabulary("bagian")


@cache
def _first_words(*kinds: str) -> re.Pattern[str]:
    """One of the words under `kinds`; a "Sub Bagian" is no "Bagian"."""
    return re.compile(rf"(?<!\w)(?<!\bsub\s)(?:{any_of(*kinds)})(?!\w)", re.IGNORECASE)


def _is_joined(text: str, first: re.Match[str]) -> bool:
    """Whether a word that many names begin with belongs to the words before or behind it."""
    joint = rf"(?:{any_of('sambungan')})"
    before = re.search(rf"(?<!\w){joint}[\s/]*\Z", text[: first.start()], re.IGNORECASE)
    return bool(before or re.match(rf"[\s,]+{joint}(?!\w)", text[first.end() :], re.IGNORECASE))


@cache
def _whole_name() -> re.Pattern[str]:
    """A name up to where it ends."""
    last = any_of("akhir", "daerah")
    # "Kota" ends a name where a city follows, not in "Tata Kota dan Pertamanan" or "Kecamatan Barabai Kota".
    end = rf"(?:{last})(?!\w)(?<!\bkota(?=\s+(?:dan|{last})(?!\w)))(?<!\bkota(?=\s*$))"
    begin = rf"(?:(?:{any_of('setempat')})\s+kota(?!\w))?"
    return re.compile(rf"{begin}.*?(?=[\s,]+{end}|,?\s+20\d\d|\s*[:;(]|$)", re.IGNORECASE)


@cache
def _gap() -> re.Pattern[str]:
    region = rf"(?:(?:{any_of('daerah')})(?!\w)(?:\s+[^\W\d_]+){{1,4}}{_GAP})?"
    return re.compile(rf"{_GAP}{region}", re.IGNORECASE)
