"""Whose matrix it is, from what its titles, the names of its sheet and file, the list and its figures say.

The list comes before the titles, these before the sheet's name, this before the file's; what the file's name alone
settles is said, and so is every disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from renja_xl.model.file_place import own_words
from renja_xl.model.findings import Finding, finding
from renja_xl.model.form import load_vocabulary
from renja_xl.model.part import GUESSED, STATED, Identity
from renja_xl.model.texts import sentence
from renja_xl.rules.region.disagreements import FILE, FOLDER, LIST, SHEET, TITLES, disagreements
from renja_xl.rules.region.listed import Known, alike, begun, by_file, named_in, same, unit_listed
from renja_xl.rules.region.names import (
    agency_key,
    is_another_whole,
    is_of_a_place,
    kind_of,
    may_mean,
    names_another,
)
from renja_xl.rules.region.spelling import all_but_same

# Excel cuts the name of a sheet after so many letters, the last of which may be a space.
_TAB = 30
# The letters of a shorter name stand in many names in their order.
_SHORTEST = 4
# How a name is known.
EXACT, ALIKE, UNIT = "sama", "mirip", "bagian"
_IN_LIST = (EXACT, ALIKE)


class _Named(NamedTuple):
    """What one source calls the agency: as written there, which one is meant, and how that is known.

    `how` is EXACT or ALIKE where the list has it, UNIT where it is a unit's name, GUESSED where words that may be
    no name are taken for one, "" for any other.
    """

    source: str
    written: str
    meant: str
    how: str


def in_tab(seen: Identity, known: Sequence[Known]) -> Identity:
    """What the name of a sheet states of what is `seen` in it; most only tell the sheets of a workbook apart."""
    name = seen.perangkat_daerah
    states = seen.asal == STATED or _named(SHEET, seen, known).how in _IN_LIST
    return Identity(name if states else "", seen.tahun, bagian=seen.bagian)


def identify(
    titles: Identity, tab: Identity, file_name: Identity, figures: int, name: str, known: Sequence[Known]
) -> tuple[Identity, list[Finding]]:
    """Whose matrix it is, and what is to be said of how that was found.

    `titles`, `tab` (the sheet's name) and `file_name` are what these state, `figures` the last quarter with any
    figure, `name` the file's.
    """
    titles = _listed_unit(titles, known)
    sources = _sources(titles, tab, file_name, name, known)
    used = sources[0]
    listed = any(agency_key(one.nama) == agency_key(used.meant) for one in known)
    called = used.source == FILE and file_name.asal != STATED
    stated = listed or not (called or used.how == GUESSED)
    rival = _rival(sources, file_name, name)
    found = Identity(
        used.meant,
        titles.tahun or tab.tahun or file_name.tahun,
        titles.triwulan or file_name.triwulan or figures,
        STATED if stated else GUESSED,
        _unit(used.meant, (titles.bagian, tab.bagian, file_name.bagian)),
        used.written if _is_only_alike(sources) else "",
        menurut_berkas=rival,
        pernyataan=_statements(sources) if rival else "",
    )
    said = _said_of(sources, known, waits=bool(rival))
    return found, [*said, *disagreements(titles, file_name, figures)]


def _sources(
    titles: Identity, tab: Identity, file_name: Identity, file: str, known: Sequence[Known]
) -> list[_Named]:
    """What the sources call the agency, the strongest first; at least the file's name is there."""
    own = by_file(file, known)
    sheet, called = _named(SHEET, tab, known), _named(FILE, file_name, known)
    weaker = [sheet, called]
    # A sheet's other words are no match for a name of the list; a unit's name is an agency's only where nothing
    # else states one.
    if (sheet.how not in _IN_LIST and called.how in _IN_LIST) or (
        sheet.how == UNIT and file_name.asal == STATED
    ):
        weaker.reverse()
    titled = _in_full(_named(TITLES, titles, known), weaker)
    weaker = [*weaker, titled] if titles.asal == GUESSED else [titled, *weaker]
    sources = [one for one in (_Named(LIST, own, own, EXACT), *weaker) if one.meant]
    above = _named(FOLDER, Identity(file_name.folder), known)
    if sources and sources[0].how == UNIT and _may_hold(above.meant, sources[0].meant):
        sources.insert(0, above)
    return sources or [_Named(FILE, file, file, "")]


def _may_hold(agency: str, unit: str) -> bool:
    """Whether a unit by itself is of the agency in whose folder it lies; a place holds only other places."""
    place, part = (is_of_a_place(kind_of(name)) for name in (agency, unit))
    return bool(agency) and (part or not place)


def _in_full(titled: _Named, weaker: Iterable[_Named]) -> _Named:
    """The name in titles; where it is short for one of the list that a sheet or file is called by, that one.

    Titles cut a name off at the end of their row. A place's longer name is another place: Paringin Selatan.
    """
    if titled.how or not titled.meant or is_of_a_place(kind_of(titled.written)):
        return titled
    cut = agency_key(titled.written).removesuffix(" dan") + " "
    listed = [one.meant for one in weaker if one.how == EXACT]
    whole = (
        name for name in listed if agency_key(name).startswith(cut) or _is_short_for(titled.written, name)
    )
    full = next(whole, "")
    return titled._replace(meant=full, how=EXACT) if full else titled


def _named(source: str, stated: Identity, known: Sequence[Known]) -> _Named:
    """A name as the list has it. What a sheet or file is called may hold other words beside one of the list."""
    name = stated.perangkat_daerah
    unit = bool(name and stated.bagian) and _is_own(stated.bagian, name)
    whole = source == TITLES or (source == SHEET and unit)
    exact = same(name, known) or ("" if whole else named_in(name, known))
    if source == SHEET and not exact and len(name) >= _TAB:
        exact = begun(name, known)
    similar = "" if exact or source == FILE else alike(name, known)
    guessed = GUESSED if stated.asal == GUESSED else ""
    how = EXACT if exact else ALIKE if similar else UNIT if unit else guessed
    return _Named(source, name, exact or similar or name, how)


def _listed_unit(titles: Identity, known: Sequence[Known]) -> Identity:
    """What titles state; a unit that the list names is an agency itself (RSUD Balangan below Dinas Kesehatan)."""
    agency = same(titles.bagian, known) or unit_listed(titles.bagian, known)
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
    return one.split()[:1] == whole.split()[:1] and not names_another(unit, agency)


def _rival(sources: Sequence[_Named], file_name: Identity, file: str) -> str:
    """Another agency that the file's own name states, by its kind word or by the list, where titles hold; else "".

    It must say nothing else: "Rekap untuk Bappeda" names who collects. What only its folder is called is no such
    name, nor is a slip in the name that the title has.
    """
    used, called = sources[0], next((one for one in sources[1:] if one.source == FILE), None)
    if used.source != TITLES or not called or not _is_all_of(called.written, file):
        return ""
    if not _is_another(called, used) and not is_another_whole(called.written, used.meant):
        return ""
    stated = called.how in _IN_LIST or (file_name.asal == STATED and not _is_slip(called, used))
    return called.meant if stated else ""


def _is_all_of(name: str, file: str) -> bool:
    """Whether a file's name says an agency's and nothing else but what it is and of when."""
    left = own_words(file.rpartition(".")[0] or file)
    return bool(left) and {*left} <= {*re.findall(r"[^\W\d_]+", name.lower())}


def _is_slip(one: _Named, used: _Named) -> bool:
    """Whether two names are the same but for a letter."""
    return all_but_same(agency_key(one.written).split(), agency_key(used.written).split())


def _others(sources: Sequence[_Named]) -> list[_Named]:
    """The weaker sources that name another agency."""
    return [one for one in sources[1:] if _is_another(one, sources[0])]


def _statements(sources: Sequence[_Named]) -> str:
    """Who says what, where they disagree."""
    return "; ".join(
        f"{sentence(f'asal.{one.source}')} '{one.written}'" for one in (sources[0], *_others(sources))
    )


def _said_of(sources: Sequence[_Named], known: Sequence[Known], *, waits: bool) -> Iterator[Finding]:
    """Who says whose it is, where they disagree or only the file's name does; what the list does not have.

    A disagreement `waits` where all matrices together decide it (`contradicted.py`).
    """
    used = sources[0]
    first = next((one for one in sources if one.source != LIST), used)
    written = {"kolom": "perangkat_daerah", "tertulis": first.written}
    blanks: dict[str, object] = {"dipakai": used.meant, "tertulis": first.written}
    if _others(sources):
        if not waits:
            blanks |= {"pernyataan": _statements(sources)}
            yield finding("perangkat-daerah-beda", blanks, **written)
    elif used.source in (FILE, FOLDER) or used.how == GUESSED:
        folder = "asal.daftar-berkas-folder" if used.how == EXACT else "asal.berkas-folder"
        source = sentence(folder if used.source == FILE else f"asal.{used.source}")
        yield finding("perangkat-daerah-disimpulkan", blanks | {"asal": source}, kolom="perangkat_daerah")
    elif _is_misspelt(first, known) and not _is_only_alike(sources):
        yield finding("perangkat-daerah-mirip", blanks, **written)
    if known and not any(one.how in _IN_LIST for one in sources):
        yield finding("perangkat-daerah-di-luar-daftar", blanks, kolom="perangkat_daerah")


def _is_misspelt(title: _Named, known: Sequence[Known]) -> bool:
    """Whether titles write a name of the list in another way, and not as its short name there.

    On a sheet's tab there is no room for all of it.
    """
    listed = title.source == TITLES and title.how in _IN_LIST
    names = {title.meant, *(one.singkatan for one in known if one.nama == title.meant)}
    return listed and agency_key(title.written) not in set(map(agency_key, names))


def _is_only_alike(sources: Sequence[_Named]) -> bool:
    """Whether nothing but a similar name leads to the agency of the list."""
    used, *others = sources
    return used.how == ALIKE and not any(one.how == EXACT and one.meant == used.meant for one in others)


def _is_another(one: _Named, used: _Named) -> bool:
    """Whether a weaker source names another agency; what a sheet or file is called may be a shorter name of it."""
    if one.how == UNIT or agency_key(one.meant) == agency_key(used.meant):
        return False
    if one.source == TITLES or one.how in _IN_LIST:
        return True
    if _is_short_for(used.written, one.written):
        return False
    return all(names_another(one.written, name) for name in (used.written, used.meant))


def _is_short_for(name: str, whole: str) -> bool:
    """Whether a name that does not say what kind of agency it is may be short for another: DISDIK."""
    return not kind_of(name) and len(name) >= _SHORTEST and may_mean(name, whole)
