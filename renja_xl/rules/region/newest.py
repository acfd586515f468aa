"""Of several matrices of one agency the newest: later year, with figures, later quarter, later change of the file.

Two matrices are of one agency where something states its name: a title, the list, a pattern. Where the name is
only guessed from the file's, they must also lie in one folder. Sheets of one workbook that have no program in
common are parts of one matrix, and both stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from renja_xl.model.region import Head
from renja_xl.rules.region.groups import program_key
from renja_xl.rules.region.identity import GUESSED, agency_key

# One that is left out, the one in its place, and the name under `[lebih-baru]` of what decided.
Superseded = tuple[Head, Head, str]


def newest(heads: Sequence[Head]) -> tuple[list[Head], list[Superseded]]:
    """The newest of each agency, by its name; and the others, each with the one that stands in its place."""
    groups: dict[tuple[str, str], list[Head]] = {}
    for head in heads:
        groups.setdefault(_whose(head), []).append(head)
    chosen: list[list[Head]] = []
    left: list[Superseded] = []
    for group in groups.values():
        parts: list[Head] = []
        for head in sorted(group, key=_age, reverse=True):
            if not parts or _goes_on(head, parts):
                parts.append(head)
            else:
                left.append((head, parts[0], _why(head, parts[0])))
        chosen.append([head for head in group if head in parts])
    return sorted(_told_apart(chosen), key=_order), left


def _whose(head: Head) -> tuple[str, str]:
    name = agency_key(head.identitas.perangkat_daerah)
    guessed = head.identitas.asal == GUESSED
    return name, head.asal.berkas.replace("\\", "/").rpartition("/")[0] if guessed else ""


def _age(head: Head) -> tuple[int, bool, int, float, str, str]:
    who, where = head.identitas, head.asal
    return who.tahun, any(head.terisi), who.triwulan, where.diubah, where.berkas, where.lembar


def _why(old: Head, new: Head) -> str:
    if old.identitas.tahun == new.identitas.tahun and any(old.terisi) < any(new.terisi):
        return "terisi"
    if (old.identitas.tahun, old.identitas.triwulan) != (new.identitas.tahun, new.identitas.triwulan):
        return "periode"
    if old.asal.sha256 == new.asal.sha256 and old.asal.lembar == new.asal.lembar:
        return "sama"
    return "berkas"


def _goes_on(head: Head, parts: Sequence[Head]) -> bool:
    """Whether a sheet of the same workbook and period goes on where others end."""
    same = head.asal.berkas == parts[0].asal.berkas and head.identitas == parts[0].identitas
    return same and _programs([head]).isdisjoint(_programs(parts))


def _programs(heads: Sequence[Head]) -> set[tuple[str, str]]:
    return {program_key(row) for head in heads for row in head.program}


def _told_apart(agencies: Sequence[Sequence[Head]]) -> Iterator[Head]:
    """Agencies that bear one name by their file's, the parts of one agency by their sheets."""
    times = Counter(agency_key(parts[0].identitas.perangkat_daerah) for parts in agencies)
    for parts in agencies:
        name = parts[0].identitas.perangkat_daerah
        if times[agency_key(name)] > 1:
            name = f"{name} ({parts[0].asal.berkas})"
        for head in parts:
            part = head.asal.lembar if len(parts) > 1 else ""
            yield replace(head, identitas=replace(head.identitas, perangkat_daerah=name, bagian=part))


def _order(head: Head) -> tuple[str, str]:
    return agency_key(head.identitas.perangkat_daerah), head.asal.berkas
