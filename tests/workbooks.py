"""Small matrices written with openpyxl, which the package does not write with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

LABELS = (
    ("No", 1),
    ("Kode", 1),
    ("Program/Kegiatan/Sub Kegiatan", 1),
    ("Indikator Kinerja", 1),
    ("Target Renstra Perangkat Daerah pada akhir periode", 2),
    ("Realisasi Capaian Kinerja Renstra sampai dengan tahun lalu", 2),
    ("Target Kinerja dan Anggaran Renja tahun berjalan yang dievaluasi", 2),
    ("Realisasi Kinerja Pada Triwulan", 8),
    ("Realisasi Capaian Kinerja dan Anggaran Renja yang dievaluasi", 2),
    ("Tingkat Capaian Kinerja dan Realisasi Anggaran Renja (%)", 2),
    ("Realisasi Kinerja dan Anggaran Renstra s/d tahun ini", 2),
    ("Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra (%)", 2),
    ("Unit Penanggung Jawab", 1),
    ("Nilai Efisiensi", 1),
)
NUMBERS = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13 = 12/7 x 100%",
    "14 = 6+12",
    "15",
    "16",
    "17",
)
KEYS = (
    "nomor",
    "kode",
    "nama",
    "indikator",
    *(
        f"{name}_{kind}"
        for name in (
            "target_renstra",
            "realisasi_lalu",
            "target_renja",
            "tw1",
            "tw2",
            "tw3",
            "tw4",
            "realisasi_renja",
            "capaian_renja",
            "realisasi_renstra",
            "capaian_renstra",
        )
        for kind in ("k", "rp")
    ),
    "penanggung_jawab",
    "efisiensi",
)
COLUMN = {key: number for number, key in enumerate(KEYS, start=1)}

HEADINGS: Sequence[Mapping[str, Any]] = (
    {"kode": "2", "nama": "URUSAN WAJIB"},
    {"kode": "2.08", "nama": "BIDANG URUSAN CONTOH"},
)
PROGRAM: Mapping[str, Any] = {"kode": "2.08.02", "nama": "PROGRAM CONTOH", "indikator": "Persentase contoh"}
KEGIATAN: Mapping[str, Any] = {
    "kode": "2.08.02.2.01",
    "nama": "Kegiatan contoh",
    "indikator": "Cakupan contoh",
}
SUB: Mapping[str, Any] = {"kode": "2.08.02.2.01.0001", "nama": "Sub contoh", "indikator": "Jumlah dokumen"}


def write_header(sheet: Worksheet, top: int = 3, left: int = 1, numbers: Sequence[str] = NUMBERS) -> int:
    """Labels, quarter numerals, number row and K/Rp row, merged as forms are; the first row below."""
    column = left
    for label, width in LABELS:
        quarter = label.endswith("Triwulan")
        sheet.cell(top, column, label)
        bottom = top if quarter else top + 1
        if width > 1 or bottom > top:
            sheet.merge_cells(
                start_row=top, start_column=column, end_row=bottom, end_column=column + width - 1
            )
        if quarter:
            for position, numeral in enumerate(("I", "II", "III", "IV")):
                sheet.cell(top + 1, column + 2 * position, numeral)
        column += width
    starts = [left + KEYS.index(key) for key in KEYS if not key.endswith("_rp")]
    for start, number in zip(starts, numbers, strict=True):
        sheet.cell(top + 2, start, number)
    for key, number in COLUMN.items():
        if key.endswith(("_k", "_rp")):
            sheet.cell(top + 3, left + number - 1, "K" if key.endswith("_k") else "Rp")
    return top + 4


def matrix(
    path: Path,
    rows: Sequence[Mapping[str, Any]],
    *,
    top: int = 3,
    left: int = 1,
    numbers: Sequence[str] = NUMBERS,
    sheet_name: str = "Matriks",
    title: str = "Evaluasi Hasil Renja Dinas Contoh Tahun 2025",
) -> Path:
    """A workbook with one matrix; a row gives values by key of `Data`, or {"label": …} for a special row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = sheet_name
    sheet.cell(1, left, title)
    number = write_header(sheet, top, left, numbers)
    for row in rows:
        for key, value in row.items():
            column = 1 if key == "label" else COLUMN[key]
            sheet.cell(number, left + column - 1, value)
        number += 1
    book.save(path)
    return path
