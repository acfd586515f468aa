"""Matrices that state no year: of the one year in which the others of their agency are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from renja_xl.model.findings import finding
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.rules.region.names import agency_key


def with_years(heads: Sequence[Head]) -> tuple[list[Head], list[RegionFinding]]:
    """The heads, those without a year in that of their agency's others; what is said of it.

    Without one a third quarter would be older than a first that states its year. Where the others are of several
    years, it stays without.
    """
    years: dict[str, set[int]] = {}
    for head in heads:
        if head.identitas.tahun:
            years.setdefault(_whose(head), set()).add(head.identitas.tahun)
    settled: list[Head] = []
    said: list[RegionFinding] = []
    for head in heads:
        others = years.get(_whose(head), set())
        if not head.identitas.tahun and len(others) == 1:
            head = replace(head, identitas=replace(head.identitas, tahun=next(iter(others))))  # noqa: PLW2901
            blanks: dict[str, object] = {"dipakai": head.identitas.tahun}
            said.append(RegionFinding.of(head, finding("tahun-disimpulkan", blanks, kolom="tahun")))
        settled.append(head)
    return settled, said


def _whose(head: Head) -> str:
    return agency_key(head.identitas.perangkat_daerah)
