"""The region that the parts of its workbooks make: sums, ranking, progress, what is missing or differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from renja_xl.model.findings import Finding, finding_row
from renja_xl.model.part import Failure, Head


@dataclass(frozen=True, slots=True)
class RegionFinding:
    """A finding of the region itself: `berkas` is the workbook it concerns, the rest as in `Temuan`."""

    berkas: str
    perangkat_daerah: str
    baris: Sequence[str]

    @classmethod
    def of(cls, head: Head, item: Finding) -> RegionFinding:
        """What is found of one matrix of the region."""
        row = finding_row(replace(item, lembar=head.asal.lembar))
        return cls(head.asal.berkas, head.identitas.perangkat_daerah, row)


@dataclass(frozen=True, slots=True)
class Group:
    """What the agencies have under one code in one year: an urusan or a program.

    `perangkat_daerah` are the agencies that have it; means are over all their indicators (K) and main rows (Rp).
    Sums are of what there is, blank where all is blank. `ragu` says that the money of one of its programs could
    not be read: `serapan_rp` is blank then, for no realisation is divided by a budget that lacks its own.
    """

    kode: str
    nama: str
    tahun: int
    perangkat_daerah: tuple[str, ...]
    program: int
    kegiatan: int
    subkegiatan: int
    target_renja_rp: Decimal | None
    realisasi_renja_rp: Decimal | None
    serapan_rp: Decimal | None
    capaian_renja_k: Decimal | None
    capaian_renja_rp: Decimal | None
    ragu: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What one matrix has that the others have not, in words: `hal` names the habit, `umumnya` is that of most."""

    perangkat_daerah: str
    berkas: str
    hal: str
    isi: str
    umumnya: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """An agency's score (points) and place by the ranking rule; None where it has no figure to be ranked by."""

    nilai: Decimal | None
    peringkat: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """By quarter, the share of indicators that are filled in it and of the budget realised up to it (persen).

    `tanpa` counts the matrices whose money is in no quarter of `serapan`, because some of it could not be read or
    stands in column 12 alone.
    """

    terisi: tuple[Decimal | None, ...]
    serapan: tuple[Decimal | None, ...]
    tanpa: int = 0


@dataclass(frozen=True, slots=True)
class Whole:
    """All matrices of one year: `jumlah` adds up what they count, `program` is all their programs together."""

    tahun: int
    jumlah: Mapping[str, int]
    program: Group
    kemajuan: Progress


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is in the book, and who is not.

    `terdaftar` counts the agencies of the list; of those without a matrix `tidak_terpakai` sent a workbook that
    could not be used, `belum_ada` sent none; for some of these `petunjuk` says what lies there all the same.
    `tahun` is the year of most matrices: `belum_tahun_ini` counts the agencies of the list that have only another
    one, `tahun_lain` names every matrix of such, `di_luar` the agencies that the list has not. `triwulan` is the
    quarter that most are filled up to in it, `tertinggal` names those that are not, each with its own.
    """

    tahun: int
    terdaftar: int
    belum_ada: Sequence[str]
    petunjuk: Mapping[str, str]
    tidak_terpakai: Sequence[str]
    belum_tahun_ini: int
    tahun_lain: Sequence[str]
    di_luar: Sequence[str]
    triwulan: int = 0
    tertinggal: Sequence[str] = ()

    def dengan_petunjuk(self, nama: str) -> str:
        """A missing agency, with what is there of it."""
        return f"{nama} ({self.petunjuk[nama]})" if nama in self.petunjuk else nama


@dataclass(frozen=True, slots=True)
class Region:
    """The whole: `heads` in the order of the book, each with its score and progress; what is missing or differs.

    `seluruh` are the heads of each year together, the earliest first. `dilewati` are files that are no matrix,
    `bukan_buku` such as are no workbook.
    """

    heads: Sequence[Head]
    peringkat: Sequence[Ranked]
    kemajuan: Sequence[Progress]
    seluruh: Sequence[Whole]
    bobot: Mapping[str, Decimal]
    kehadiran: Presence
    gagal: Sequence[Failure]
    temuan: Sequence[RegionFinding]
    urusan: Sequence[Group]
    program: Sequence[Group]
    perbedaan: Sequence[Difference]
    dilewati: Sequence[str] = ()
    bukan_buku: Sequence[str] = ()
