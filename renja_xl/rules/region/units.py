"""Agencies whose matrices come by units (Bagian Hukum, Puskesmas Juai) or over several sheets.

All of them go in, so that money may be there twice: that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from renja_xl.model.findings import finding
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.rules.region.alike import revised_matrix, same_matrix
from renja_xl.rules.region.lacking import lacking, programs_of
from renja_xl.rules.region.names import unit_key


def by_unit(heads: Iterable[Head]) -> list[list[Head]]:
    """The matrices of one agency by the unit that they state; what is one matrix all the same stays together.

    Such are copies, and matrices with the same programs, budgets and money, whatever unit they state: one quarter
    names the bidang that sent it and the next does not. One that states none is of the unit whose programs and
    money it has.
    """
    copies: dict[tuple[str, str], str] = {}
    units: dict[str, list[Head]] = {}
    for head in heads:
        unit = copies.setdefault((head.asal.sha256, head.asal.lembar), unit_key(head.identitas.bagian))
        units.setdefault(unit, []).append(head)
    whole = units.pop("", [])
    groups: list[list[Head]] = []
    for unit_heads in units.values():
        same = next((group for group in groups if _is_one_unit(group, unit_heads)), None)
        if same:
            same.extend(unit_heads)
        else:
            groups.append(unit_heads)
    named = [list(group) for group in groups]
    alone: list[Head] = []
    for head in whole:
        fitting = [group for group, stated in zip(groups, named, strict=True) if _is_of(head, stated)]
        (fitting[0] if len(fitting) == 1 else alone).append(head)
    return [*groups, *([alone] if alone else [])]


def _is_one_unit(group: Sequence[Head], others: Sequence[Head]) -> bool:
    """Whether two units are one under two names; never where one workbook tells them apart, nor in one quarter."""
    pairs = [(one, other) for one in group for other in others]
    apart = all(one.asal.berkas != other.asal.berkas for one, other in pairs)
    return apart and any(_when(one) != _when(other) and same_matrix(one, other) for one, other in pairs)


def _when(head: Head) -> tuple[int, int, int]:
    return head.identitas.tahun, head.identitas.triwulan, head.sampai


def _is_of(head: Head, unit: Iterable[Head]) -> bool:
    """Whether a matrix that states no unit is one of a unit's."""
    return any(revised_matrix(head, other) for other in unit)


def unit_findings(heads: Sequence[Head], stated: Iterable[Head]) -> Iterator[RegionFinding]:
    """Agencies that go in as several units or sheets of a year, or as units beside what may be the whole.

    `stated` are the heads as they came. What has no program of the units is no whole of them, but a further part.
    """
    units = {head.asal: head.identitas.bagian for head in stated}
    agencies: dict[tuple[str, int], list[Head]] = {}
    for head in heads:
        who = head.identitas
        agencies.setdefault((who.perangkat_daerah, who.tahun), []).append(head)
    for parts in agencies.values():
        named = [head for head in parts if units[head.asal]]
        others = [head for head in parts if not units[head.asal]]
        names = {unit_key(name): name for head in named if (name := units[head.asal])}
        whole = any(_shares_programs(head, named) for head in others)
        if len(parts) > 1 and not whole:
            names |= {str(head.asal): place for head in others if (place := _place_among(head, parts))}
        if len(names) + whole > 1:
            kode = "perangkat-daerah-dan-bagian" if whole else "perangkat-daerah-berbagian"
            blanks: dict[str, object] = {"jumlah": len(names), "nama": "; ".join(names.values())}
            yield RegionFinding.of(parts[0], finding(kode, blanks, kolom="perangkat_daerah"))


def _shares_programs(head: Head, others: Sequence[Head]) -> bool:
    return len(lacking(head, others)) < len(programs_of(head))


def _place_among(head: Head, parts: Sequence[Head]) -> str:
    """What tells a part without a unit from the others: its sheet in one workbook, else its file."""
    files = {part.asal.berkas for part in parts}
    return head.asal.lembar if len(files) == 1 else head.asal.letak.nama
