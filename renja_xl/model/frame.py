"""The normalised frame: one row per indicator, the columns of the sheet `Data`, checked on the way in and out.

Figures are `decimal.Decimal`, blanks are `None`: a blank, a dash and a 0 are three things, and money never
passes through a binary float. Percentages are percentage points (130.74), not fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["urut", "teks", "kinerja", "rupiah", "persen"]
LEVELS = ("urusan", "bidang", "program", "kegiatan", "subkegiatan")
AVERAGED = ("program", "kegiatan", "subkegiatan")
JENIS = ("utama", "lanjutan")
TRIWULAN = ("tw1", "tw2", "tw3", "tw4")
NUMERALS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of `Data`: its machine name, what it holds, in which unit, and where the form prints it."""

    nama: str
    jenis: Kind
    makna: str
    sumber: str


def _pair(nama: str, makna: str, sumber: str, k: Kind = "kinerja", rp: Kind = "rupiah") -> list[Column]:
    return [
        Column(f"{nama}_k", k, f"{makna}, kinerja", sumber),
        Column(f"{nama}_rp", rp, f"{makna}, anggaran", sumber),
    ]


INPUT = (
    Column("urut", "urut", "nomor urut indikator, mulai 1", "-"),
    Column("level", "teks", "urusan, bidang, program, kegiatan atau subkegiatan", "kolom 2-3"),
    Column("jenis", "teks", "utama, atau lanjutan: indikator tambahan dari baris di atasnya", "kolom 4"),
    Column("nomor", "teks", "nomor yang tercetak", "kolom 1"),
    Column("kode", "teks", "kode menurut Permendagri 90/2019; selalu teks", "kolom 2"),
    Column("nama", "teks", "nama program, kegiatan atau sub kegiatan", "kolom 3"),
    Column("indikator", "teks", "indikator kinerja", "kolom 4"),
    Column("satuan", "teks", "satuan kinerja", "kolom 7 K, bila kosong kolom lain"),
    *_pair("target_renstra", "target akhir periode Renstra", "kolom 5"),
    *_pair("realisasi_lalu", "realisasi sampai tahun lalu", "kolom 6"),
    *_pair("target_renja", "target tahun ini", "kolom 7"),
    *_pair("tw1", "realisasi triwulan I", "kolom 8"),
    *_pair("tw2", "realisasi triwulan II", "kolom 9"),
    *_pair("tw3", "realisasi triwulan III", "kolom 10"),
    *_pair("tw4", "realisasi triwulan IV", "kolom 11"),
)
COMPUTED = (
    *_pair("realisasi_renja", "realisasi tahun ini", "kolom 12"),
    *_pair("capaian_renja", "tingkat capaian tahun ini", "kolom 13 = 12/7 x 100%", "persen", "persen"),
    *_pair("realisasi_renstra", "realisasi Renstra sampai tahun ini", "kolom 14 = 6+12"),
    *_pair("capaian_renstra", "tingkat capaian Renstra", "kolom 15 = 14/5 x 100%", "persen", "persen"),
    Column(
        "efisiensi", "persen", "nilai efisiensi, dibulatkan ke persen bulat", "kolom 17 = K13/Rp13 x 100%"
    ),
)
TAIL = (
    Column("penanggung_jawab", "teks", "unit penanggung jawab", "kolom 16"),
    Column("sumber", "teks", "lembar dan sel tempat baris ini dibaca", "-"),
)
DATA = (*INPUT, *COMPUTED, *TAIL)

DATA_NAMES = tuple(column.nama for column in DATA)
INPUT_NAMES = tuple(column.nama for column in (*INPUT, *TAIL))
COMPUTED_NAMES = tuple(column.nama for column in COMPUTED)
FIGURE_NAMES = tuple(column.nama for column in INPUT if column.jenis in ("kinerja", "rupiah"))

_MEANS = ("capaian_renja_k", "capaian_renja_rp", "capaian_renstra_k", "capaian_renstra_rp")
REKAP = (
    Column("cakupan", "teks", "apa yang dirata-ratakan", "-"),
    Column("kode", "teks", "kode kegiatan atau program yang ditutup rata-rata ini", "kolom 2"),
    Column("nama", "teks", "namanya", "kolom 3"),
    Column("jumlah_indikator", "urut", "banyaknya indikator, utama dan lanjutan", "-"),
    *(Column(name, "persen", "rata-rata", "kolom 13 dan 15") for name in _MEANS),
    *(Column(f"predikat_{name}", "teks", "predikat rata-rata itu", "baris predikat") for name in _MEANS),
    Column("target_renja_rp", "rupiah", "jumlah anggaran baris utama", "kolom 7 Rp"),
    Column("realisasi_renja_rp", "rupiah", "jumlah realisasi baris utama", "kolom 12 Rp"),
    Column("serapan_rp", "persen", "total realisasi / total anggaran x 100", "-"),
)
REKAP_NAMES = tuple(column.nama for column in REKAP)

# Beside `Data`: `induk` is the `urut` of the row this one belongs under (0: none), `pemilik` the `urut` of
# the row whose further indicator this is (its own `urut` for a main row).
LINKS = ("induk", "pemilik")
# Beside the columns of `Data` the computed frame carries how each row was computed, for the formulas.
NOTES = (
    *("cara_k", "cara_rp", "tetap_k", "tetap_rp", "ragu_k", "ragu_rp", "ragu_lalu_k", "ragu_lalu_rp"),
    *("kolom_ragu", "dijumlahkan", "negatif", "bobot", "predikat_efisiensi"),
)


def own_columns(frame: pd.DataFrame) -> list[str]:
    """The agency's own columns, which stand between those of `Data` and the links."""
    names = list(frame.columns)
    return [name for name in names[: names.index("induk")] if name not in DATA_NAMES]


class FrameError(ValueError):
    """A frame that breaks its own schema: a fault of the program, never of the user."""


def check_input(frame: pd.DataFrame) -> None:
    """Refuse a frame that is not what reading promises to hand over."""
    _require_columns(frame, (*INPUT_NAMES, *LINKS))
    _require_rows(frame)
    _require_figures(frame, FIGURE_NAMES)


def check_computed(frame: pd.DataFrame) -> None:
    """Refuse a frame that is not what the rules promise to hand over."""
    _require_columns(frame, (*DATA_NAMES, *LINKS))
    _require_rows(frame)
    _require_figures(frame, (*FIGURE_NAMES, *COMPUTED_NAMES))


def _require_columns(frame: pd.DataFrame, names: tuple[str, ...]) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise FrameError(f"columns missing: {missing}")


def _require_rows(frame: pd.DataFrame) -> None:
    urut, pemilik = frame["urut"].to_numpy(), frame["pemilik"].to_numpy()
    if urut.tolist() != list(range(1, len(frame) + 1)):
        raise FrameError("urut must count from 1 without gaps")
    if not {*LEVELS}.issuperset(frame["level"]) or not {*JENIS}.issuperset(frame["jenis"]):
        raise FrameError("unknown level or jenis")
    further = frame["jenis"].to_numpy() == "lanjutan"
    if (pemilik != urut)[~further].any():
        raise FrameError("a main row must own itself")
    if (pemilik >= urut)[further].any():
        raise FrameError("a further indicator must stand below its owner")


def _require_figures(frame: pd.DataFrame, names: tuple[str, ...]) -> None:
    for name in names:
        kinds = set(map(type, frame[name].tolist())) - {Decimal, type(None)}
        if kinds:
            raise FrameError(f"{name} holds {sorted(kind.__name__ for kind in kinds)}, not Decimal or None")
