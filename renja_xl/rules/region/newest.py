"""Of several matrices of one agency the newest: later year, later quarter, later change of the file."""

from __future__ import annotations

from collections.abc import Sequence

from renja_xl.model.region import Head
from renja_xl.rules.region.identity import agency_key

Superseded = tuple[Head, Head]


def newest(heads: Sequence[Head]) -> tuple[list[Head], list[Superseded]]:
    """The newest of each agency, by its name; and the others, each with the one that stands in its place."""
    best: dict[str, Head] = {}
    for head in heads:
        key = agency_key(head.identitas.perangkat_daerah)
        if key not in best or _age(head) > _age(best[key]):
            best[key] = head
    chosen = sorted(best.values(), key=lambda head: agency_key(head.identitas.perangkat_daerah))
    kept = {id(head) for head in chosen}
    left = [
        (head, best[agency_key(head.identitas.perangkat_daerah)]) for head in heads if id(head) not in kept
    ]
    return chosen, left


def _age(head: Head) -> tuple[int, int, float, str, str]:
    who, where = head.identitas, head.asal
    return who.tahun, who.triwulan, where.diubah, where.berkas, where.lembar
