"""Of several matrices of one agency the newest (`age.py`), and what stays out for it.

Two matrices are of one agency where something states its name: a title, the list, a pattern. Where the name is
only guessed from the file's, they must also lie in one folder; what is the same there to the byte is one, whatever
its name, and so is a file of one name elsewhere. Matrices of several units of one agency are no versions of each
other. Sheets of one workbook that have no program in common are parts of one matrix, and all stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from renja_xl.model.part import GUESSED, Head
from renja_xl.rules.region.age import age
from renja_xl.rules.region.groups import code_key, urusan_of
from renja_xl.rules.region.lacking import lacking, programs_of
from renja_xl.rules.region.names import agency_key
from renja_xl.rules.region.summed import without_summed
from renja_xl.rules.region.superseded import Superseded, superseded
from renja_xl.rules.region.units import by_unit


def newest(heads: Sequence[Head]) -> tuple[list[Head], list[Superseded]]:
    """The newest of each agency, by its name; and the others, each with the one that stands in its place.

    Of the sheets of one file that are equal in all else the later in `heads` is the newer.
    """
    chosen: list[list[list[Head]]] = []
    left: list[Superseded] = []
    for group in _by_agency(heads):
        matrices: list[list[Head]] = []
        for unit in by_unit(group):
            parts: list[Head] = []
            for head in sorted(unit, key=age)[::-1]:
                if not parts or _goes_on(head, parts):
                    parts.append(head)
            left += [superseded(head, parts) for head in unit if head not in parts]
            matrices.append([head for head in unit if head in parts])
        matrices, summed = without_summed(matrices)
        left += summed
        chosen.append(matrices)
    return sorted(_told_apart(chosen), key=_order), left


def _by_agency(heads: Sequence[Head]) -> list[list[Head]]:
    """The matrices of each agency."""
    groups: dict[tuple[str, str], list[Head]] = {}
    copies: dict[tuple[str, ...], tuple[str, str]] = {}
    for head in sorted(heads, key=_is_guessed):
        whose = _whose(head)
        if _is_guessed(head):
            # Copies under several names are one matrix: that of a stated name, or of the first.
            whose = next((copies[copy] for copy in _copies(head) if copy in copies), whose)
        for copy in _copies(head):
            copies.setdefault(copy, whose)
        groups.setdefault(whose, []).append(head)
    return list(groups.values())


def _copies(head: Head) -> Iterator[tuple[str, ...]]:
    """What makes another matrix a copy: the same bytes in its folder, or under its name (its agency's too, for a
    folder may be what names that).
    """
    where = head.asal
    yield "folder", where.letak.tempat, where.sha256, where.lembar
    yield "nama", agency_key(head.identitas.perangkat_daerah), where.letak.nama, where.sha256, where.lembar


def _whose(head: Head) -> tuple[str, str]:
    name = agency_key(head.identitas.perangkat_daerah)
    return name, head.asal.letak.tempat if _is_guessed(head) else ""


def _is_guessed(head: Head) -> bool:
    return head.identitas.asal == GUESSED


def _goes_on(head: Head, parts: Sequence[Head]) -> bool:
    """Whether a sheet of the same workbook and year goes on where others end.

    It is of other bidang urusan; or no code is in both, and most names are other ones: that of the supporting
    program stands under every urusan.
    """
    first = parts[0]
    if head.asal.berkas != first.asal.berkas or head.identitas.tahun != first.identitas.tahun:
        return False
    bidang, there = _bidang(head), _bidang(*parts)
    if bidang and there and bidang.isdisjoint(there):
        return True
    own = programs_of(head)
    shared = {name for _, name in own} & {name for _, name in programs_of(*parts)}
    return bool(own) and len(lacking(head, parts)) == len(own) and 2 * len(shared) < len(own)


def _bidang(*heads: Head) -> set[str]:
    """The bidang urusan of matrices (1.02) as far as codes tell; a program of every urusan has letters there."""
    codes = (code_key(urusan_of(row.kode)) for head in heads for row in head.program)
    return {code for code in codes if "." in code and code.replace(".", "").isdecimal()}


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
