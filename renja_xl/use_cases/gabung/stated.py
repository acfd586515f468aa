"""What the sheets of a workbook and the place where it lies state of whose matrices they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from renja_xl.model.matrix import Matrix
from renja_xl.model.part import GUESSED, STATED, Identity
from renja_xl.reading.agency import (
    identity_in_folder,
    identity_in_name,
    identity_in_tab,
    identity_in_titles,
    left_of_name,
    words_in_tab,
)
from renja_xl.reading.agency_words import has_word, own_words
from renja_xl.reading.title_rows import without_addressees
from renja_xl.rules.region.identity import in_tab
from renja_xl.rules.region.listed import Known, alike, named_in, same
from renja_xl.rules.region.names import agency_key, may_mean

_Pair = tuple[Identity, Identity]


def in_sheets(matrices: Sequence[Matrix], stem: str, called: Identity, known: Sequence[Known]) -> list[_Pair]:
    """What the titles and the name of each sheet state; that of a text table has no name but its file's, `stem`.

    Where titles are silent they state what those of the other sheets agree on; but a sheet whose name states an
    agency is of that one, whatever the others are of, and as a guess so is one whose name has words of its own.
    Such words are all there is where nobody is named, neither in any sheet nor by the workbook as it is `called`.
    """
    names = [matrix.place.sheet for matrix in matrices]
    tabs = [in_tab(identity_in_tab(name), known) for name in names] if names != [stem] else [Identity()]
    titles = [_in_titles(matrix.titles, known) for matrix in matrices]
    pairs = _letterhead_last(_with_usual(titles, _of_a_year(tabs, titles, called)))
    agencies = {name for pair in pairs if (name := _whose(*pair))}
    units = {titled.bagian for titled, tab in pairs if _whose(titled, tab)}
    unit = units.pop() if len(units) == 1 else ""
    words = [words_in_tab(name) for name in names]
    differ = len({agency_key(own) for own in words if own}) > 1
    if not agencies and not (differ and _names_nobody(called, known)):
        return pairs
    return [
        pair if _whose(*pair) else _among(pair, own, agencies, unit)
        for pair, own in zip(pairs, words, strict=True)
    ]


def _in_titles(titles: Sequence[str], known: Sequence[Known]) -> Identity:
    """What titles state; where they name nobody in the usual words, whom of the list they name."""
    found = identity_in_titles(titles, lambda name: bool(same(name, known) or alike(name, known)))
    if found.perangkat_daerah:
        return found
    listed = (name for title in without_addressees(titles) if (name := named_in(title, known)))
    return replace(found, perangkat_daerah=next(listed, ""))


def _names_nobody(called: Identity, known: Sequence[Known]) -> bool:
    """Whether what a workbook is called states no agency, neither in the usual words nor one of the list."""
    return called.asal != STATED and not named_in(called.perangkat_daerah, known)


def _of_a_year(tabs: Sequence[Identity], titles: Sequence[Identity], called: Identity) -> list[Identity]:
    """What the names of sheets state; a year only where they state several, or nothing else states one."""
    years = {tab.tahun for tab in tabs} - {0}
    elsewhere = called.tahun or any(stated.tahun for stated in titles)
    return [replace(tab, tahun=0) for tab in tabs] if elsewhere and len(years) < 2 else list(tabs)


def _with_usual(titles: Sequence[Identity], tabs: Sequence[Identity]) -> list[_Pair]:
    """What sheets state, with the year and the quarter on which the others agree where a sheet is silent."""
    pairs = list(zip(titles, tabs, strict=True))
    usual: dict[str, Any] = {}
    for name in ("tahun", "triwulan"):
        said = {_either(pair, name) for pair in pairs} - {0}
        usual |= {name: said.pop()} if len(said) == 1 else {}
    return [
        (replace(pair[0], **{name: usual[name] for name in usual if not _either(pair, name)}), pair[1])
        for pair in pairs
    ]


def _either(pair: _Pair, name: str) -> int:
    """The year or quarter that a sheet's titles state, else its name."""
    found: int = getattr(pair[0], name) or getattr(pair[1], name)
    return found


def _letterhead_last(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Titles that are the same over sheets of several agencies say who asked for them: the sheets' names hold."""
    titled = {agency_key(titles.perangkat_daerah) for titles, _ in pairs}
    tabs = {agency_key(name) for _, tab in pairs if (name := _whose(Identity(), tab))}
    if len(titled) > 1 or len(tabs) < 2:
        return list(pairs)
    return [
        (replace(titles, asal=GUESSED) if _whose(Identity(), tab) else titles, tab) for titles, tab in pairs
    ]


def _among(pair: _Pair, words: str, agencies: set[str], unit: str) -> _Pair:
    """A sheet that states nobody, beside sheets of these agencies: of the one that they are all of.

    But one whose name has words that are not short for any of them may be another's, and must not be lost as an
    older version of theirs. `unit` is that of all the others.
    """
    titles, tab = pair
    if words and not tab.bagian and not any(may_mean(words, agency) for agency in agencies):
        return titles, replace(tab, perangkat_daerah=words, asal=GUESSED)
    if len(agencies) != 1:
        return pair
    unit = "" if tab.bagian else unit
    return replace(titles, perangkat_daerah=next(iter(agencies)), bagian=unit), tab


def _whose(titles: Identity, tab: Identity) -> str:
    """The agency that a sheet itself states; a unit's name states none where others of its workbook do."""
    return titles.perangkat_daerah or ("" if tab.bagian else tab.perangkat_daerah)


def in_place(stem: str, folder: str) -> Identity:
    """What a file's name and its folder seem to state."""
    return replace(_called(stem, folder), folder=_above(folder))


def _above(folder: str) -> str:
    """The agency in whose folder a file lies; folders of its units, of quarters and for mail may be between.

    A word that is an agency's whole name (Bappeda) is more often who collects.
    """
    for name in folder.split("/")[::-1]:
        found = identity_in_folder(name)
        agency = found.perangkat_daerah
        if agency and not found.bagian:
            return agency if found.asal == STATED and has_word(own_words(agency_key(agency))) else ""
    return ""


def _called(stem: str, folder: str) -> Identity:
    """What a file's name seems to state; where it names nobody, its folder's.

    One that says nothing but what it is and of when (`Dinas A/TW2/Renja.xlsx`) is of the first folder that names
    somebody; the next folder must do for others, for they may be of many agencies (`Bappeda/2025/12.xlsx`).
    """
    found, own = identity_in_name(stem), left_of_name(stem)
    if found.perangkat_daerah:
        return found
    folders = folder.split("/")[::-1]
    stated = (identity_in_folder(name) for name in (folders[:1] if own else folders))
    above = next((named for named in stated if named.perangkat_daerah), Identity())
    if above.asal:
        return replace(found, perangkat_daerah=above.perangkat_daerah, asal=above.asal, bagian=above.bagian)
    # In a folder of any name a file's own tells it apart from the others, be it a number.
    return replace(found, perangkat_daerah=" ".join(filter(None, (above.perangkat_daerah, own))))
