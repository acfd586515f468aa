"""What one workbook comes to: a part for each of its matrices.

A part is what the map step hands over and the reduce step takes: plain texts, numbers and Decimals, no Excel and
no pandas, so that it can be kept in a file or sent from another machine (`as_json`, `head_from_json`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from renja_xl.model.file_place import FilePlace, file_place

# The figures of a part: those of the row `seluruh_program` of Rekap.
FIGURES = (
    *("target_renja_rp", "realisasi_renja_rp", "serapan_rp"),
    *("capaian_renja_k", "capaian_renja_rp", "capaian_renstra_k", "capaian_renstra_rp"),
)
# Those that only a realisation gives.
_REALISED = ("realisasi_renja_rp", "capaian_renja_k")
PREDICATES = ("predikat_capaian_renja_k", "predikat_capaian_renja_rp")
# Whose matrix it is was stated, or is only what a file or sheet is called.
STATED, GUESSED = "dinyatakan", "diduga"


@dataclass(frozen=True, slots=True)
class Origin:
    """One matrix of one workbook: where it was read, its digest, when the file was last changed (seconds)."""

    berkas: str
    lembar: str
    sha256: str
    diubah: float

    @property
    def letak(self) -> FilePlace:
        """The folder and the name of the file."""
        return file_place(self.berkas)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose matrix it is: "" and 0 where nothing says it. `triwulan` is the last quarter that it is of, as stated.

    `asal` says whether the agency was stated (`dinyatakan`) or is only what the file is called (`diduga`);
    `bagian` of which unit of the agency it is, or which part of the agency's matrix where that stands in several
    sheets. `tertulis` is the name as stated, where the agency is one of the list whose name is merely similar.
    `tahun_lain` are years that the titles call so beside the one that is meant. `menurut_berkas` is another agency
    that the file's own name states, plainly and in vain; `pernyataan` is who says what, in words.
    `tahun_lain` are years that the titles call so beside the one that is meant. `folder` is the agency in whose
    folder the file lies, of which a matrix may be that names nothing but a unit.
    """

    perangkat_daerah: str = ""
    tahun: int = 0
    triwulan: int = 0
    asal: str = field(default="", compare=False)
    bagian: str = ""
    tertulis: str = field(default="", compare=False)
    tahun_lain: tuple[int, ...] = field(default=(), compare=False)
    menurut_berkas: str = field(default="", compare=False)
    pernyataan: str = field(default="", compare=False)
    folder: str = field(default="", compare=False)

    @property
    def nama(self) -> str:
        """The agency, with the part where it has several."""
        return f"{self.perangkat_daerah} ({self.bagian})" if self.bagian else self.perangkat_daerah


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One row of level program, main or further: money (rupiah) stands in main rows only, percentages in points.

    `kegiatan` and `subkegiatan` count the main rows below it. `ragu` says that its budget or realisation is blank
    because a cell could not be read: nothing is known of its share, nor of any share it would be part of.
    """

    kode: str
    nama: str
    jenis: str
    kegiatan: int
    subkegiatan: int
    target_renja_rp: Decimal | None
    realisasi_renja_rp: Decimal | None
    capaian_renja_k: Decimal | None
    capaian_renja_rp: Decimal | None
    ragu: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How a matrix is made: its form, columns, units, rules; what the sheet `Perbedaan` compares.

    `kolom` are the columns of the form that the sheet has, `kolom_sendiri` the agency's own ones. `rata_rata` are
    the settings of averages by their keys in TOML.
    """

    bentuk: str
    aturan: str
    cara_k: str
    cara_rp: str
    kolom: tuple[str, ...]
    kolom_sendiri: tuple[str, ...]
    satuan: tuple[str, ...]
    rata_rata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """What is asked of a part again and again; its rows and findings stand apart and are read once.

    `nama_urusan` are the names of the sheet's rows of level urusan and bidang by their codes.
    `jumlah` counts indikator, program, kegiatan, subkegiatan, galat, peringatan, info; `baris` all rows, those of
    urusan and bidang too, which are headings and no indicators. `angka` has `FIGURES`, `predikat` has
    `PREDICATES`. `terisi` counts by quarter the indicators with a K or Rp, none in a quarter whose figures are all
    0; `realisasi` is the Rp realised up to each quarter (rupiah), over programs. `pagu_lazim` is the budget in the
    middle of those of its lowest rows (rupiah).
    """

    asal: Origin
    identitas: Identity
    kebiasaan: Habits
    jumlah: Mapping[str, int]
    angka: Mapping[str, Decimal | None]
    predikat: Mapping[str, str | None]
    terisi: tuple[int, ...]
    realisasi: tuple[Decimal | None, ...]
    program: tuple[ProgramRow, ...]
    baris: int
    nama_urusan: Mapping[str, str] = field(default_factory=dict)
    pagu_lazim: Decimal | None = None

    @property
    def program_utama(self) -> Iterator[ProgramRow]:
        """Its programs: the main rows of that level, which bear the money."""
        return (row for row in self.program if row.jenis == "utama")

    @property
    def sampai(self) -> int:
        """The last quarter with figures; 0 where there is none."""
        return max((quarter for quarter, count in enumerate(self.terisi, start=1) if count), default=0)

    @property
    def berealisasi(self) -> bool:
        """Whether anything is realised in it, if in column 12 alone, or may be where a cell could not be read."""
        return bool(self.sampai or self.ragu or any(self.angka.get(name) for name in _REALISED))

    @property
    def triwulan(self) -> int:
        """The quarter that it reports: as stated, but not beyond what is filled; 0 where nothing is.

        Where column 12 alone is filled, no quarter speaks against what is stated.
        """
        stated = self.identitas.triwulan
        return stated if self.berealisasi and not self.sampai else min(stated, self.sampai)

    @property
    def ragu(self) -> bool:
        """Whether the money of one of its programs could not be read."""
        return any(row.ragu for row in self.program)


@dataclass(frozen=True, slots=True)
class Part:
    """A part whole: `kolom` are the columns of `Data` as texts (None for blanks), `temuan` rows of `COLUMNS`."""

    head: Head
    kolom: Mapping[str, Sequence[str | None]]
    temuan: Sequence[Sequence[str]]


# Every matrix again, one after the other, each time it is called.
Bodies = Callable[[], Iterable[Part]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no part, or not all, and why in one sentence; whose it is, as far as is known."""

    berkas: str
    sebab: str
    perangkat_daerah: tuple[str, ...] = ()


def as_json(part: Part) -> tuple[str, str]:
    """The head, and the rows with the findings, each as one line of JSON, all of it ASCII."""
    head = json.dumps(asdict(part.head), default=str)
    return head, json.dumps({"kolom": part.kolom, "temuan": part.temuan})


def head_from_json(text: str) -> Head:
    """The head that `as_json` wrote."""
    raw: dict[str, Any] = json.loads(text)
    habits: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in raw["kebiasaan"].items()
    }
    programs: list[dict[str, Any]] = [
        row | {name: _figure(row[name]) for name in _PROGRAM_FIGURES} for row in raw["program"]
    ]
    return Head(
        asal=Origin(**raw["asal"]),
        identitas=Identity(**raw["identitas"]),
        kebiasaan=Habits(**habits),
        jumlah=raw["jumlah"],
        angka={name: _figure(value) for name, value in raw["angka"].items()},
        predikat=raw["predikat"],
        terisi=tuple(raw["terisi"]),
        realisasi=tuple(map(_figure, raw["realisasi"])),
        program=tuple(ProgramRow(**row) for row in programs),
        baris=raw["baris"],
        nama_urusan=raw["nama_urusan"],
        pagu_lazim=_figure(raw["pagu_lazim"]),
    )


_PROGRAM_FIGURES = ("target_renja_rp", "realisasi_renja_rp", "capaian_renja_k", "capaian_renja_rp")


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
