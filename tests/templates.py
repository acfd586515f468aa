"""Fill an empty form as a person would, with openpyxl, which keeps no cached value of a formula."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from renja_xl import templat

FIRST_ROW = {"tabel-2.1": 10, "tabel-2.2": 10, "e81": 11}
_PAIRS = ("target_renstra", "realisasi_lalu", "target_renja", "tw1", "tw2", "tw3", "tw4")
_COMPUTED = ("realisasi_renja", "capaian_renja", "realisasi_renstra", "capaian_renstra")


def _both(names: Sequence[str], *without: str) -> list[str]:
    return [f"{name}_{kind}" for name in names if name not in without for kind in ("k", "rp")]


_TEXTS = ("kode", "nama", "indikator", "satuan")
COLUMNS: dict[str, list[str]] = {
    "tabel-2.1": [
        *("nomor", *_TEXTS, *_both(_PAIRS), *_both(_COMPUTED)),
        *("penanggung_jawab", "efisiensi"),
    ],
    "tabel-2.2": [*_TEXTS, *_both(_PAIRS, "realisasi_lalu"), *_both(_COMPUTED), "efisiensi"],
    "e81": [
        *("nomor", "sasaran", *_TEXTS, *_both(_PAIRS), *_both(_COMPUTED, "capaian_renja")),
        "penanggung_jawab",
    ],
}


def row(kode: str, nama: str, indikator: str, satuan: str = "Dokumen", **figures: Any) -> dict[str, Any]:
    """One row as it is typed; figures by key of `Data`."""
    return {"kode": kode, "nama": nama, "indikator": indikator, "satuan": satuan} | figures


def fill(name: str, path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """The empty form with these rows typed in from its first row on; {} leaves a row empty."""
    templat(name, path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for number, values in enumerate(rows, start=FIRST_ROW[name]):
        for key, value in values.items():
            if key in COLUMNS[name] and value not in (None, ""):
                sheet.cell(number, COLUMNS[name].index(key) + 1).value = value
    book.save(path)
    return path


def money(scale: int, *quarters: int | None) -> dict[str, int | None]:
    """Targets and quarters in rupiah."""
    figures = {"target_renstra_rp": 5 * scale, "realisasi_lalu_rp": scale // 3, "target_renja_rp": scale}
    return figures | {f"tw{number}_rp": value for number, value in enumerate(quarters, start=1)}


def performance(target: Any, *quarters: Any, renstra: Any = None, before: Any = None) -> dict[str, Any]:
    """Targets and quarters of K."""
    figures = {"target_renja_k": target, "target_renstra_k": renstra, "realisasi_lalu_k": before}
    return figures | {f"tw{number}_k": value for number, value in enumerate(quarters, start=1)}


ROWS: list[dict[str, Any]] = [
    row("2", "URUSAN WAJIB", ""),
    row("2.08", "PEMBERDAYAAN PEREMPUAN", ""),
    row(
        "2.08.02",
        "PROGRAM PENGARUSUTAMAAN GENDER",
        "Persentase perangkat daerah yang responsif gender",
        "persen",
        penanggung_jawab="Bidang Satu",
        **performance(80, 20.5, 76.52, renstra=95, before=61.25),
        **money(900_000_000, 100_000_000, 541_237_001),
    ),
    row("", "", "Indeks pembangunan gender", "Indeks", **performance(91.5, 0, 90.125, renstra=93, before=90)),
    row(
        "2.08.02.2.01",
        "Pelembagaan PUG",
        "Jumlah lembaga",
        "Perangkat Daerah",
        **performance(30, 10, 20, renstra=150, before=30),
        **money(600_000_000, 50_000_000, 400_000_000),
    ),
    row(
        "2.08.02.2.01.0003",
        "Koordinasi PUG",
        "Jumlah dokumen",
        **performance(3, 0, 0, renstra=15, before=3),
        **money(250_000_000, 0, 0),
    ),
    row(
        "2.08.02.2.01.0010",
        "Sosialisasi PUG",
        "Jumlah orang",
        "Orang",
        **performance(40, 15, 0, renstra=200, before=40),
        **money(350_000_000, 50_000_000, 400_000_000),
    ),
    row("", "", "Jumlah laporan", "Laporan", **performance(2, 1, renstra=10)),
    {},
    row(
        "2.08.03.",
        "PROGRAM PERLINDUNGAN PEREMPUAN",
        "Rasio kekerasan",
        "rasio",
        **performance(2.7, 2.1, 1.9, renstra=1.5, before=3),
        **money(123_456_789, 23_456_789, 100_000_001),
    ),
    row("2.08.03.2.10", "Pencegahan", "Nilai layanan", "Nilai", **performance(0, 50, renstra=90), **money(0)),
    row(
        "2.08.03.2.10.01",
        "Layanan",
        "Persentase layanan",
        "%",
        **performance(100, 33.333, 66.667, renstra=100, before=50),
        **money(123_456_789, 23_456_789, 100_000_001),
    ),
]
