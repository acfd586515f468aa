"""Of several matrices of one agency the newest: later year, with figures, later quarter stated, then filled, later
change of the file.

Two matrices are of one agency where something states its name: a title, the list, a pattern. Where the name is
only guessed from the file's, they must also lie in one folder; what is the same there to the byte is one, whatever
its name. Matrices of several units of one agency are no versions of each other. Sheets of one workbook that have
no program in common are parts of one matrix, and all stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary
from renja_xl.model.region import Head, ProgramRow
from renja_xl.rules.region.groups import program_key
from renja_xl.rules.region.identity import GUESSED, agency_key
from renja_xl.rules.region.together import sum_of
from renja_xl.rules.region.units import by_unit


class Superseded(NamedTuple):
    """A matrix that is left out, the one in its place, what decided, and how many of its programs that one lacks.

    `why` is a name under `[lebih-baru]` of the sentences, `pagu` the budget of the lost programs (rupiah).
    """

    old: Head
    new: Head
    why: str
    lost: int
    pagu: Decimal = Decimal(0)


def newest(heads: Sequence[Head]) -> tuple[list[Head], list[Superseded]]:
    """The newest of each agency, by its name; and the others, each with the one that stands in its place.

    Of the sheets of one file that are equal in all else the later in `heads` is the newer.
    """
    groups: dict[tuple[str, str], list[Head]] = {}
    copies: dict[tuple[str, str, str], tuple[str, str]] = {}
    for head in sorted(heads, key=_is_guessed):
        whose = _whose(head)
        copy = _folder(head.asal.berkas), head.asal.sha256, head.asal.lembar
        if _is_guessed(head):
            # Copies under several names are one matrix: that of a stated name, or of the first.
            whose = copies.get(copy, whose)
        copies.setdefault(copy, whose)
        groups.setdefault(whose, []).append(head)
    chosen: list[list[list[Head]]] = []
    left: list[Superseded] = []
    for group in groups.values():
        chosen.append([])
        for unit in by_unit(group):
            parts: list[Head] = []
            for head in sorted(unit, key=_age)[::-1]:
                if not parts or _goes_on(head, parts):
                    parts.append(head)
            left += [_superseded(head, parts) for head in unit if head not in parts]
            chosen[-1].append([head for head in unit if head in parts])
    return sorted(_told_apart(chosen), key=_order), left


def _superseded(head: Head, parts: Sequence[Head]) -> Superseded:
    lost = _lost(head, parts)
    budget = sum_of(row.target_renja_rp for row in head.program if _key(row) in lost)
    return Superseded(head, parts[0], _why(head, parts[0]), len(lost), budget)


def _whose(head: Head) -> tuple[str, str]:
    name = agency_key(head.identitas.perangkat_daerah)
    return name, _folder(head.asal.berkas) if _is_guessed(head) else ""


def _is_guessed(head: Head) -> bool:
    return head.identitas.asal == GUESSED


def _folder(berkas: str) -> str:
    """Where a file lies; what a watched folder sorts its files into is no place of its own."""
    folders = berkas.replace("\\", "/").split("/")[:-1]
    while folders and folders[-1].lower() in load_vocabulary()["perangkat_daerah"]["folder"]:
        folders.pop()
    return "/".join(folders)


def _age(head: Head) -> tuple[int, bool, int, int, float, str, int]:
    """A title may be that of last quarter while the figures are this one's, whenever the file was saved.

    Of the sheets of one file and quarter the one with the most programs: it may hold those of all.
    """
    who, where = head.identitas, head.asal
    stated = who.tahun, any(head.terisi), who.triwulan
    return *stated, last_filled(head), where.diubah, where.berkas, len(_programs([head]))


def last_filled(head: Head) -> int:
    """The last quarter with figures; 0 where there is none."""
    return max((quarter for quarter, count in enumerate(head.terisi, start=1) if count), default=0)


def _why(old: Head, new: Head) -> str:
    if old.identitas.tahun == new.identitas.tahun and any(old.terisi) < any(new.terisi):
        return "terisi"
    if (old.identitas.tahun, old.identitas.triwulan) != (new.identitas.tahun, new.identitas.triwulan):
        return "periode"
    if last_filled(old) != last_filled(new):
        return "triwulan-terisi"
    if old.asal.berkas == new.asal.berkas:
        return "lembar"
    if old.asal.sha256 == new.asal.sha256 and old.asal.lembar == new.asal.lembar:
        return "sama"
    return "berkas"


def _goes_on(head: Head, parts: Sequence[Head]) -> bool:
    """Whether a sheet of the same workbook and year goes on where others end.

    No code is in both, and most names are other ones: that of the supporting program stands under every urusan.
    """
    first = parts[0]
    if head.asal.berkas != first.asal.berkas or head.identitas.tahun != first.identitas.tahun:
        return False
    own, there = _programs([head]), _programs(parts)
    shared = {name for _, name in own} & {name for _, name in there}
    return bool(own) and len(_lost(head, parts)) == len(own) and 2 * len(shared) < len(own)


def _lost(head: Head, parts: Sequence[Head]) -> set[tuple[str, str]]:
    """The programs of a matrix that others have not: by code, or by name where one of them has no code."""
    own, there = _programs([head]), _programs(parts)
    codes = {code for code, _ in there if code}
    names, uncoded = {name for _, name in there}, {name for code, name in there if not code}
    return {
        (code, name) for code, name in own if code not in codes and name not in (uncoded if code else names)
    }


def _programs(heads: Iterable[Head]) -> set[tuple[str, str]]:
    return {_key(row) for head in heads for row in head.program if row.jenis == "utama"}


def _key(row: ProgramRow) -> tuple[str, str]:
    """The code of a program, and its name by its letters alone."""
    return program_key(row)[0], re.sub(r"[\W_]", "", row.nama.lower())


def _told_apart(agencies: Sequence[Sequence[Sequence[Head]]]) -> Iterator[Head]:
    """Agencies of one name by their file's, the units of one by theirs, the parts of one by their sheets."""
    names = [units[0][0].identitas.perangkat_daerah for units in agencies]
    times = Counter(map(agency_key, names))
    for name, units in zip(names, agencies, strict=True):
        shown = f"{name} ({units[0][0].asal.berkas})" if times[agency_key(name)] > 1 else name
        for parts in units:
            for head in parts:
                stated = (head.identitas.bagian, head.asal.lembar if len(parts) > 1 else "")
                part = ", ".join(dict.fromkeys(filter(None, stated)))
                yield replace(head, identitas=replace(head.identitas, perangkat_daerah=shown, bagian=part))


def _order(head: Head) -> tuple[str, str]:
    return agency_key(head.identitas.perangkat_daerah), head.asal.berkas
