"""Titles that a file's own name contradicts: a title left over from the agency whose workbook was copied.

A title holds before a file's name, until another matrix claims the same agency and nothing contradicts that one.
Then the agency would be there twice and the other not at all; that can be told only when all matrices are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from renja_xl.model.findings import Finding, finding
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.rules.region.alike import revised_matrix, same_budgets
from renja_xl.rules.region.names import agency_key, unit_key

_Claim = tuple[str, str, int]


def by_file_name(heads: Sequence[Head]) -> tuple[list[Head], list[RegionFinding]]:
    """The heads, those with a title left over under the agency that their file's name states; what is said of it.

    A workbook that holds the matrices of several agencies says with its name whose none of them is.
    """
    sure: dict[_Claim, list[Head]] = {}
    there: set[tuple[str, int, int]] = set()
    agencies: dict[str, set[str]] = {}
    for head in heads:
        agencies.setdefault(head.asal.berkas, set()).add(agency_key(head.identitas.perangkat_daerah))
        if not head.identitas.menurut_berkas:
            sure.setdefault(_claim(head), []).append(head)
            there.add((agency_key(head.identitas.perangkat_daerah), head.identitas.tahun, head.sampai))
    settled: list[Head] = []
    said: list[RegionFinding] = []
    for head in heads:
        alone = head.identitas.menurut_berkas and len(agencies[head.asal.berkas]) == 1
        own = (agency_key(head.identitas.menurut_berkas), head.identitas.tahun, head.sampai)
        owner = _owner(head, sure.get(_claim(head), ())) if alone and own not in there else None
        settled.append(_of_its_file(head) if owner else head)
        said += (RegionFinding.of(settled[-1], item) for item in _said_of(head, owner))
    return settled, said


def _claim(head: Head) -> _Claim:
    """What two matrices are versions of, where they agree on it."""
    who = head.identitas
    return agency_key(who.perangkat_daerah), unit_key(who.bagian), who.tahun


def _owner(head: Head, others: Iterable[Head]) -> Head | None:
    """One of the others whose title is its own, of the same quarter; none where the matrix is a version of theirs.

    Of another quarter a budget may have been revised since, so that nothing tells versions from other agencies.
    """
    others = list(others)
    if any(same_budgets(head, other) or revised_matrix(head, other) for other in others):
        return None
    return next((other for other in others if other.sampai == head.sampai), None)


def _of_its_file(head: Head) -> Head:
    who = replace(
        head.identitas,
        perangkat_daerah=head.identitas.menurut_berkas,
        tertulis="",
        menurut_berkas="",
        pernyataan="",
    )
    return replace(head, identitas=who)


def _said_of(head: Head, owner: Head | None) -> Iterator[Finding]:
    """That the title is taken for another's, or that it holds though the file's name disagrees."""
    who = head.identitas
    place = {"kolom": "perangkat_daerah", "tertulis": who.perangkat_daerah}
    if owner:
        blanks: dict[str, object] = {
            "judul": who.perangkat_daerah,
            "dipakai": who.menurut_berkas,
            "lain": owner.asal.berkas,
            "aturan": head.kebiasaan.aturan,
        }
        yield finding("perangkat-daerah-judul-lain", blanks, **place)
    elif who.menurut_berkas:
        blanks = {"pernyataan": who.pernyataan, "dipakai": who.perangkat_daerah}
        yield finding("perangkat-daerah-beda", blanks, **place)
