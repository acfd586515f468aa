"""Agencies whose matrices come by units (Bagian Hukum, Puskesmas Juai) or over several sheets.

All of them go in, so that money may be there twice: that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from renja_xl.model.findings import finding
from renja_xl.model.region import Head, RegionFinding
from renja_xl.rules.region.alike import same_budgets, same_shape
from renja_xl.rules.region.identity import unit_key


def by_unit(heads: Iterable[Head]) -> list[list[Head]]:
    """The matrices of one agency by the unit that they state; what is one matrix all the same stays together.

    Such are copies, and matrices with the same programs and budgets, whatever unit they state: one quarter names
    the bidang that sent it and the next does not. One that states none is of the unit whose programs it has.
    """
    copies: dict[tuple[str, str], str] = {}
    units: dict[str, list[Head]] = {}
    for head in heads:
        unit = copies.setdefault((head.asal.sha256, head.asal.lembar), unit_key(head.identitas.bagian))
        units.setdefault(unit, []).append(head)
    whole = units.pop("", [])
    groups: list[list[Head]] = []
    for unit_heads in units.values():
        if same := _like(groups, unit_heads, same_budgets):
            same[0].extend(unit_heads)
        else:
            groups.append(unit_heads)
    alone: list[Head] = []
    for head in whole:
        same = _like(groups, [head], same_budgets) or _like(groups, [head], same_shape)
        (same[0] if len(same) == 1 else alone).append(head)
    return [*groups, *([alone] if alone else [])]


def _like(
    groups: Iterable[list[Head]], heads: Iterable[Head], test: Callable[[Head, Head], bool]
) -> list[list[Head]]:
    """The groups with a matrix that passes a test with one of these."""
    own = list(heads)
    return [group for group in groups if any(test(one, other) for one in group for other in own)]


def unit_findings(heads: Sequence[Head], stated: Iterable[Head]) -> Iterator[RegionFinding]:
    """Agencies that go in as several units or sheets, or as units beside the whole.

    `stated` are the heads as they came.
    """
    units = {head.asal: head.identitas.bagian for head in stated}
    agencies: dict[str, list[Head]] = {}
    for head in heads:
        agencies.setdefault(head.identitas.perangkat_daerah, []).append(head)
    for parts in agencies.values():
        names = {unit_key(name): name for head in parts if (name := units[head.asal])}
        whole = any(not units[head.asal] for head in parts)
        if len(parts) > 1 and not names:
            names, whole = {head.asal.lembar: head.identitas.bagian for head in parts}, False
        if len(names) + whole > 1:
            kode = "perangkat-daerah-dan-bagian" if whole else "perangkat-daerah-berbagian"
            blanks: dict[str, object] = {"jumlah": len(names), "nama": ", ".join(names.values())}
            yield RegionFinding.of(parts[0], finding(kode, blanks, kolom="perangkat_daerah"))
