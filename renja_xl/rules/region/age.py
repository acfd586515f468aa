"""Which of two matrices of one agency is the newer, and what decided.

The later year, the one with figures, the later quarter stated, then filled, the budget after its revision, the
version that its name says it is, the later change of the file, the later name. Of the sheets of one file the one
with the most programs, for it may hold those of all, then the version that its tab says it is, then the one with
the most rows: a list of the programs alone stands beside the matrix itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary
from renja_xl.model.part import Head
from renja_xl.rules.region.lacking import programs_of
from renja_xl.rules.region.names import agency_key
from renja_xl.rules.region.version import Version, version_of

# What decided where nobody can be sure: the time of change says the opposite, or there is nothing but the name.
UNSURE = ("versi-lawan-waktu", "nama")


class Age(NamedTuple):
    """What makes a matrix newer than another, the first first.

    A title may be that of last quarter while the figures are this one's, whenever the file was saved. Mail, copies
    and archives change a file's time, so what its name says comes before it. What a tab says of its version
    (`versi_lembar`) comes behind the programs, for a tab of corrections may hold no more than these.
    """

    tahun: int
    terisi: bool
    triwulan: int
    sampai: int
    anggaran: int
    versi: Version
    diubah: float
    berkas: str
    program: int
    versi_lembar: Version
    baris: int


def age(head: Head) -> Age:
    """How new a matrix is: the greater, the newer."""
    who, where = head.identitas, head.asal
    return Age(
        tahun=who.tahun,
        terisi=any(head.terisi),
        triwulan=who.triwulan,
        sampai=head.sampai,
        anggaran=_budget_stage(head),
        versi=version_of(where.letak.stem),
        diubah=where.diubah,
        berkas=where.berkas,
        program=len(programs_of(head)),
        versi_lembar=version_of(where.lembar),
        baris=head.baris,
    )


def why_newer(old: Head, new: Head) -> str:
    """What decided, as a name under `[lebih-baru]` of the sentences."""
    one, other = age(old), age(new)
    if one.tahun == other.tahun and one.terisi < other.terisi:
        return "terisi"
    if (one.tahun, one.triwulan) != (other.tahun, other.triwulan):
        return "periode"
    if one.sampai != other.sampai:
        return "triwulan-terisi"
    if old.asal.berkas == new.asal.berkas:
        return "lembar"
    if old.asal.sha256 == new.asal.sha256 and old.asal.lembar == new.asal.lembar:
        return "sama"
    if one.anggaran != other.anggaran:
        return "anggaran"
    if one.versi != other.versi:
        return "versi-lawan-waktu" if one.diubah > other.diubah else "versi"
    return "berkas" if one.diubah != other.diubah else "nama"


def _budget_stage(head: Head) -> int:
    """How far the budget had come by the words of the sheet's name, else of the file's; 0 where none says so."""
    stages: Sequence[Sequence[str]] = load_vocabulary()["anggaran"]["tahap"]
    words = sorted(
        ((word, stage) for stage, said in enumerate(stages) for word in said), key=lambda one: -len(one[0])
    )
    for name in (head.asal.lembar, head.asal.letak.stem):
        left, found = f" {agency_key(name.replace('_', ' '))} ", []
        for word, stage in words:
            if f" {word} " in left:  # "sebelum perubahan" is not "perubahan"
                left = left.replace(f" {word} ", " ")
                found.append(stage)
        if found:
            return max(found)
    return 0
