"""Whose matrix it is, from what its titles, the names of its sheet and file, the list and its figures say.

The list comes before the titles, these before the sheet's name, this before the file's; what the file's name alone
settles is said, and so is every disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cache
from typing import NamedTuple

from renja_xl.model.findings import Finding, finding
from renja_xl.model.form import load_vocabulary
from renja_xl.model.region import Identity
from renja_xl.model.texts import sentence
from renja_xl.rules.region.disagreements import FILE, LIST, SHEET, TITLES, disagreements
from renja_xl.rules.region.spelling import all_but_same, is_made_of

# Excel cuts the name of a sheet after so many letters, the last of which may be a space.
_TAB = 30
# How a name is known.
EXACT, ALIKE, UNIT = "sama", "mirip", "bagian"
_IN_LIST = (EXACT, ALIKE)
# Whose matrix it is was stated, or is only what a file is called.
STATED, GUESSED = "dinyatakan", "diduga"


@dataclass(frozen=True, slots=True)
class Known:
    """An agency that is known beforehand: its name, what it is also called, the files that are its own."""

    nama: str
    singkatan: str = ""
    berkas: str = ""


def agency_key(name: str) -> str:
    """A name as it is compared: lower case, "&" as "dan", letters and digits alone."""
    return " ".join(re.findall(r"\w+", name.lower().replace("&", " dan ")))


def unit_key(name: str) -> str:
    """A unit's name as it is compared: what it is in one word (RSUD for Rumah Sakit Umum Daerah), without "UPTD".

    What it is stays in it, for a Puskesmas Juai is no Kelurahan Juai.
    """
    key = f" {agency_key(name)} "
    for called, kind in _unit_kinds():
        key = key.replace(f" {called} ", f" {kind} ")
    return " ".join(key.split()) or agency_key(name)


@cache
def _unit_kinds() -> Sequence[tuple[str, str]]:
    """What kinds of units are called, the longest first, and the one word for each."""
    kinds = load_vocabulary()["perangkat_daerah"]["jenis_bagian"]
    return sorted(
        ((called, kind) for kind, *others in kinds for called in others), key=lambda pair: -len(pair[0])
    )


class _Named(NamedTuple):
    """What one source calls the agency: as written there, which one is meant, and how that is known.

    `how` is EXACT or ALIKE where the list has it, UNIT where it is a unit's name, "" for any other.
    """

    source: str
    written: str
    meant: str
    how: str


def in_tab(seen: Identity, known: Sequence[Known]) -> Identity:
    """What the name of a sheet states of what is `seen` in it; most only tell the sheets of a workbook apart."""
    name = seen.perangkat_daerah
    states = seen.asal == STATED or _named(SHEET, seen, known).how in _IN_LIST
    return Identity(name if states else "", bagian=seen.bagian)


def identify(
    titles: Identity, tab: Identity, file_name: Identity, figures: int, name: str, known: Sequence[Known]
) -> tuple[Identity, list[Finding]]:
    """Whose matrix it is, and what is to be said of how that was found.

    `titles`, `tab` (the sheet's name) and `file_name` are what these state, `figures` the last quarter with any
    figure, `name` the file's.
    """
    titles, tab, file_name = (_split(stated, known) for stated in (titles, tab, file_name))
    titles = _listed_unit(titles, known)
    sources = _sources(titles, tab, file_name, name, known)
    used = sources[0]
    listed = any(agency_key(one.nama) == agency_key(used.meant) for one in known)
    stated = used.source != FILE or listed or file_name.asal == STATED
    found = Identity(
        used.meant,
        titles.tahun or file_name.tahun,
        titles.triwulan or file_name.triwulan or figures,
        STATED if stated else GUESSED,
        _unit(used.meant, (titles.bagian, tab.bagian, file_name.bagian)),
        used.written if _is_only_alike(sources) else "",
    )
    return found, [*_said_of(sources, known), *disagreements(titles, file_name, figures)]


def _sources(
    titles: Identity, tab: Identity, file_name: Identity, file: str, known: Sequence[Known]
) -> list[_Named]:
    """What the sources call the agency, the strongest first; at least the file's name is there."""
    by_file = next(
        (one.nama for one in known if one.berkas and _is_file(file.lower(), one.berkas.lower())), ""
    )
    sheet, called = _named(SHEET, tab, known), _named(FILE, file_name, known)
    weaker = [sheet, called]
    # A sheet's other words are no match for a name of the list; a unit's name is an agency's only where nothing
    # else states one.
    if (sheet.how not in _IN_LIST and called.how in _IN_LIST) or (
        sheet.how == UNIT and file_name.asal == STATED
    ):
        weaker.reverse()
    sources = [_Named(LIST, by_file, by_file, EXACT), _named(TITLES, titles, known), *weaker]
    return [one for one in sources if one.meant] or [_Named(FILE, file, file, "")]


def _named(source: str, stated: Identity, known: Sequence[Known]) -> _Named:
    """A name as the list has it. What a sheet or file is called may hold other words beside one of the list."""
    name = stated.perangkat_daerah
    unit = bool(name and stated.bagian) and _is_own(stated.bagian, name)
    whole = source == TITLES or (source == SHEET and unit)
    exact = _same(name, known) or ("" if whole else _named_in(name, known))
    if source == SHEET and not exact and len(name) >= _TAB:
        exact = _begun(name, known)
    alike = "" if exact or source == FILE else _alike(name, known)
    how = EXACT if exact else ALIKE if alike else UNIT if unit else ""
    return _Named(source, name, exact or alike or name, how)


def _split(stated: Identity, known: Sequence[Known]) -> Identity:
    """An agency of the list and its unit that are stated in one name: Bagian Hukum Sekretariat Daerah."""
    name = stated.perangkat_daerah
    keys = {} if not name or _same(name, known) else _keys(tuple(known))
    for key in sorted((key for key in keys if key in agency_key(name)), key=len, reverse=True):
        agency = r"[\W_]+".join("(?:dan|&)" if word == "dan" else word for word in key.split())
        match = re.fullmatch(rf"{agency}[\W_]+(.+)|(.+?)[\W_]+{agency}", name, re.IGNORECASE)
        unit = (match[1] or match[2]) if match else ""
        if (kind := _kind(unit, "bagian")) and agency_key(unit) != kind:
            other = agency_key(stated.bagian) not in agency_key(name)
            return replace(stated, perangkat_daerah=keys[key], bagian=stated.bagian if other else unit)
    return stated


def _listed_unit(titles: Identity, known: Sequence[Known]) -> Identity:
    """What titles state; a unit that the list names is an agency itself (RSUD Balangan below Dinas Kesehatan)."""
    key = unit_key(titles.bagian)
    same = (one.nama for one in known if unit_key(one.nama) == key)
    agency = (_same(titles.bagian, known) or next(same, "")) if key else ""
    return replace(titles, perangkat_daerah=agency, bagian="") if agency else titles


def _unit(agency: str, stated: Iterable[str]) -> str:
    """The units stated of an agency; of several within one another (Puskesmas Juai, UPTD …) the longest."""
    units: list[str] = []
    for unit in sorted(filter(None, stated), key=len, reverse=True):
        if not _is_own(unit, agency) and not any(agency_key(unit) in agency_key(other) for other in units):
            units.append(unit)
    return ", ".join(units)


def _is_own(unit: str, agency: str) -> bool:
    """Whether a unit's name is the agency's own, which may itself be one (UPT Puskesmas Juai), in other words."""
    one, whole = agency_key(unit), agency_key(agency)
    kinds = " ".join(load_vocabulary()["perangkat_daerah"]["bagian"]).split()
    if one in whole or not set(one.replace(whole, " ").split()).difference(kinds):
        return True
    return one.split()[:1] == whole.split()[:1] and not _names_another(unit, agency)


def _said_of(sources: Sequence[_Named], known: Sequence[Known]) -> Iterator[Finding]:
    """Who says whose it is, where they disagree or only the file's name does; what the list does not have."""
    used = sources[0]
    first = next((one for one in sources if one.source != LIST), used)
    others = [one for one in sources[1:] if _is_another(one, used)]
    written = {"kolom": "perangkat_daerah", "tertulis": first.written}
    blanks: dict[str, object] = {"dipakai": used.meant, "tertulis": first.written}
    if others:
        names = (f"{sentence(f'asal.{one.source}')} '{one.written}'" for one in (used, *others))
        yield finding("perangkat-daerah-beda", blanks | {"pernyataan": "; ".join(names)}, **written)
    elif used.source == FILE:
        source = sentence("asal.daftar-berkas-folder" if used.how == EXACT else "asal.berkas-folder")
        yield finding("perangkat-daerah-disimpulkan", blanks | {"asal": source}, kolom="perangkat_daerah")
    elif _is_misspelt(first) and not _is_only_alike(sources):
        yield finding("perangkat-daerah-mirip", blanks, **written)
    if known and not any(one.how in _IN_LIST for one in sources):
        yield finding("perangkat-daerah-di-luar-daftar", blanks, kolom="perangkat_daerah")


def _is_misspelt(title: _Named) -> bool:
    """Whether titles write a name of the list in another way; on a sheet's tab there is no room for all of it."""
    listed = title.source == TITLES and title.how in _IN_LIST
    return listed and agency_key(title.written) != agency_key(title.meant)


def _is_only_alike(sources: Sequence[_Named]) -> bool:
    """Whether nothing but a similar name leads to the agency of the list."""
    used, *others = sources
    return used.how == ALIKE and not any(one.how == EXACT and one.meant == used.meant for one in others)


def _is_another(one: _Named, used: _Named) -> bool:
    """Whether a weaker source names another agency; what a sheet or file is called may be a shorter name of it."""
    if one.how == UNIT or agency_key(one.meant) == agency_key(used.meant):
        return False
    sure = one.source == TITLES or one.how in _IN_LIST
    return sure or all(_names_another(one.written, name) for name in (used.written, used.meant))


def _is_file(name: str, pattern: str) -> bool:
    """Whether a file's name is the one of the list, or fits it; brackets are letters before they are a pattern."""
    return name == pattern or fnmatch(name, pattern)


def _same(stated: str, known: Sequence[Known]) -> str:
    """The agency of the list that bears a name, its short name, or that behind its kind (Dinas Kominfo)."""
    return _keys(tuple(known)).get(agency_key(stated), "")


def _begun(stated: str, known: Sequence[Known]) -> str:
    """The one agency of the list whose name begins so."""
    begun = {name for key, name in _keys(tuple(known)).items() if key.startswith(agency_key(stated))}
    return begun.pop() if len(begun) == 1 else ""


def _alike(stated: str, known: Sequence[Known]) -> str:
    """The one agency of the list whose name is all but the same."""
    keys, words = _keys(tuple(known)), agency_key(stated).split()
    alike = [name for name in keys if words and all_but_same(words, name.split())]
    return keys[alike[0]] if len(alike) == 1 else ""


@cache
def _keys(known: tuple[Known, ...]) -> Mapping[str, str]:
    """The agencies of the list by what they are called; of two that are called the same the later one.

    A region's list is the same for all of its workbooks, and may have hundreds.
    """
    keys: dict[str, str] = {}
    for one in known:
        behind = f"{_kind(one.nama)} {one.singkatan}" if one.singkatan else ""
        keys |= {agency_key(name): one.nama for name in (behind, one.singkatan, one.nama) if name}
    return keys


def _named_in(text: str, known: Sequence[Known]) -> str:
    """The one agency of the list whose name or short name stands in that of a file or sheet; of several within one
    another (Kecamatan Paringin, Kecamatan Paringin Selatan) the longest.
    """
    words = f" {agency_key(text)} "
    keys = {f" {key} ": name for key, name in _keys(tuple(known)).items()}
    found = sorted((key for key in keys if key in words), key=len)
    if not found or not all(key in found[-1] or keys[key] == keys[found[-1]] for key in found):
        return ""
    return keys[found[-1]]


def _names_another(in_name: str, stated: str) -> bool:
    """Whether a name spells out an agency that is not the stated one, nor an acronym of it."""
    kind = _words(_kind(in_name))
    rest, words = _words(in_name)[len(kind) :], _words(stated)
    if not kind or not rest or not words:
        return False
    return not any(word in words or is_made_of(word, words) for word in rest)


def _kind(name: str, kinds: str = "awal") -> str:
    """What the name of an agency or unit begins with, in one or more words; "" where it is no such word."""
    words = f"{agency_key(name)} "
    return next((kind for kind in _kinds(kinds) if words.startswith(f"{kind} ")), "")


@cache
def _kinds(name: str) -> Sequence[str]:
    kinds = {agency_key(kind) for kind in load_vocabulary()["perangkat_daerah"][name]}
    return sorted(kinds, key=len, reverse=True)


def _words(name: str) -> list[str]:
    return [word for word in agency_key(name).split() if word != "dan"]
