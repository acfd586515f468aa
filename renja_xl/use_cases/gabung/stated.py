"""What the sheets of a workbook and the place where it lies state of whose matrices they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from renja_xl.model.matrix import Matrix
from renja_xl.model.region import Identity
from renja_xl.reading.agency import identity_in_name, identity_in_tab, identity_in_titles, left_of_name
from renja_xl.rules.region.identity import Known, in_tab


def in_sheets(
    matrices: Sequence[Matrix], stem: str, known: Sequence[Known]
) -> list[tuple[Identity, Identity]]:
    """What the titles and the name of each sheet state; that of a text table has no name but its file's, `stem`.

    Where titles are silent they state what those of the other sheets agree on; but a sheet whose name states an
    agency is of that one, whatever the others are of.
    """
    names = [matrix.place.sheet for matrix in matrices]
    tabs = [in_tab(identity_in_tab(name), known) for name in names] if names != [stem] else [Identity()]
    pairs = list(zip((identity_in_titles(matrix.titles) for matrix in matrices), tabs, strict=True))
    usual: dict[str, Any] = {}
    for name in ("tahun", "triwulan"):
        said = {getattr(titles, name) for titles, _ in pairs if getattr(titles, name)}
        usual |= {name: said.pop()} if len(said) == 1 else {}
    agencies = {name for pair in pairs if (name := _whose(*pair))}
    units = {titles.bagian for titles, tab in pairs if _whose(titles, tab)}
    stated = []
    for titles, tab in pairs:
        found = replace(titles, **{name: usual[name] for name in usual if not getattr(titles, name)})
        if len(agencies) == 1 and not _whose(titles, tab):
            unit = "" if tab.bagian or len(units) > 1 else next(iter(units))
            found = replace(found, perangkat_daerah=next(iter(agencies)), bagian=unit)
        stated.append((found, tab))
    return stated


def _whose(titles: Identity, tab: Identity) -> str:
    """The agency that a sheet itself states; a unit's name states none where others of its workbook do."""
    return titles.perangkat_daerah or ("" if tab.bagian else tab.perangkat_daerah)


def in_place(stem: str, folder: str) -> Identity:
    """What a file's name seems to state; where it names nobody, its folder's."""
    found = identity_in_name(stem)
    above = identity_in_name(folder.rpartition("/")[2])
    if found.perangkat_daerah:
        return found
    if above.asal:
        return replace(found, perangkat_daerah=above.perangkat_daerah, asal=above.asal, bagian=above.bagian)
    # In a folder of any name a file's own tells it apart from the others, be it a number.
    return replace(
        found, perangkat_daerah=" ".join(filter(None, (above.perangkat_daerah, left_of_name(stem))))
    )
