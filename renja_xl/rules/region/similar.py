"""Names that are merely similar to one of the list: they mean it only where no other matrix states it exactly.

Kecamatan Sukarami is a slip for Sukarame in a region that has only the one, and another agency where both send.
That can be told only when all matrices are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from renja_xl.model.findings import finding
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.rules.region.alike import same_matrix
from renja_xl.rules.region.names import agency_key


def exact_first(heads: Sequence[Head]) -> tuple[list[Head], list[RegionFinding]]:
    """The heads, under their own names where another of that year states the similar one; what is said of it.

    One with the programs, budgets and money of that other is the same matrix of another quarter: its name is the
    slip.
    """
    exact: dict[tuple[str, int], list[Head]] = {}
    for head in heads:
        if not head.identitas.tertulis:
            exact.setdefault(_place(head), []).append(head)
    settled: list[Head] = []
    said: list[RegionFinding] = []
    for head in heads:
        who = head.identitas
        others = exact.get(_place(head), ()) if who.tertulis else ()
        taken = bool(others) and not any(same_matrix(head, other) for other in others)
        own = replace(head, identitas=replace(who, perangkat_daerah=who.tertulis)) if taken else head
        settled.append(own)
        if who.tertulis:
            kode = "perangkat-daerah-mirip-lain" if taken else "perangkat-daerah-mirip"
            blanks: dict[str, object] = {
                "dipakai": who.perangkat_daerah,
                "tertulis": who.tertulis,
                "aturan": head.kebiasaan.aturan,
            }
            place = {"kolom": "perangkat_daerah", "tertulis": who.tertulis}
            said.append(RegionFinding.of(own, finding(kode, blanks, **place)))
    return settled, said


def _place(head: Head) -> tuple[str, int]:
    return agency_key(head.identitas.perangkat_daerah), head.identitas.tahun
