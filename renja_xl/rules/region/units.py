"""Agencies whose matrices come by units (Bagian Hukum, Puskesmas Juai) or over several sheets.

All of them go in, so that money may be there twice: that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from renja_xl.model.findings import finding
from renja_xl.model.region import Head, RegionFinding
from renja_xl.rules.region.identity import agency_key


def by_unit(heads: Iterable[Head]) -> list[list[Head]]:
    """The matrices of one agency by the unit that they state; a copy is of the first one's, whatever it states."""
    copies: dict[tuple[str, str], str] = {}
    units: dict[str, list[Head]] = {}
    for head in heads:
        unit = copies.setdefault((head.asal.sha256, head.asal.lembar), agency_key(head.identitas.bagian))
        units.setdefault(unit, []).append(head)
    return list(units.values())


def unit_findings(heads: Sequence[Head], stated: Iterable[Head]) -> Iterator[RegionFinding]:
    """Agencies that go in as several units or sheets, or as units beside the whole.

    `stated` are the heads as they came.
    """
    units = {head.asal: head.identitas.bagian for head in stated}
    agencies: dict[str, list[Head]] = {}
    for head in heads:
        agencies.setdefault(head.identitas.perangkat_daerah, []).append(head)
    for parts in agencies.values():
        names = {agency_key(name): name for head in parts if (name := units[head.asal])}
        whole = any(not units[head.asal] for head in parts)
        if len(parts) > 1 and not names:
            names, whole = {head.asal.lembar: head.identitas.bagian for head in parts}, False
        if len(names) + whole > 1:
            kode = "perangkat-daerah-dan-bagian" if whole else "perangkat-daerah-berbagian"
            blanks: dict[str, object] = {"jumlah": len(names), "nama": ", ".join(names.values())}
            yield RegionFinding.of(parts[0], finding(kode, blanks, kolom="perangkat_daerah"))
