"""The published start of Tabel 2.2 (2024 up to TW II): no codes, no column 6, TW III and IV empty."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from renja_xl import isi
from tests.conftest import SAMPLES
from tests.results import table

LABELS = {
    3: "Program/Kegiatan/Sub Kegiatan",
    4: "Indikator Kinerja Program (Outcome)/Kegiatan (Output)/Sub Kegiatan (Output)",
    5: "Target Renstra Perangkat Daerah pada akhir periode Renstra",
    7: "Target Kinerja dan Anggaran Renja Perangkat Daerah tahun berjalan yang dievaluasi",
    12: "Realisasi Capaian Kinerja dan Anggaran Renja Perangkat Daerah yang dievaluasi",
    13: "Tingkat Capaian Kinerja dan Realisasi Anggaran Renja (%)",
    14: "Realisasi Kinerja dan Anggaran Renstra s/d tahun berjalan",
    15: "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra (%)",
    17: "Nilai Efisiensi",
}
NUMBERS = {13: "13 = 12/7 x 100%", 14: "14 = 6+12", 15: "15 = 14/5 x 100%", 17: "17 = K13/Rp13 x 100%"}
ORDER = (3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17)
SINGLE = (3, 4, 17)


def truth() -> list[dict[str, str]]:
    with (SAMPLES / "tabel-2.2-bagian-awal-tercetak.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path: Path) -> Path:
    """The input: columns 3 to 11 as printed, the average rows with their labels alone."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Evaluasi"
    sheet["A1"], sheet["A2"] = "Tabel 2.2", "Kabupaten Balangan, Tahun 2024 s.d. Triwulan II"
    place: dict[int, int] = {}
    column = 1
    for number in ORDER:
        place[number] = column
        column += 1 if number in SINGLE else 2
    for number, start in place.items():
        if number in LABELS:
            sheet.cell(4, start, LABELS[number])
        sheet.cell(6, start, NUMBERS.get(number, str(number)))
        if number not in SINGLE:
            sheet.cell(7, start, "K")
            sheet.cell(7, start + 1, "Rp")
    sheet.cell(4, place[8], "Realisasi Kinerja Pada Triwulan")
    for number, numeral in zip((8, 9, 10, 11), ("I", "II", "III", "IV"), strict=True):
        sheet.cell(5, place[number], numeral)
    for offset, row in enumerate(truth()):
        number = 8 + offset
        sheet.cell(number, 1, row["nama"] or None)
        if row["jenis"] in ("rata_rata", "predikat", "total"):
            continue
        sheet.cell(number, 2, row["indikator"])
        for form_column in (5, 7, 8, 9):
            performance, unit, money = row[f"K{form_column}"], row[f"S{form_column}"], row[f"Rp{form_column}"]
            if performance:
                sheet.cell(number, place[form_column], f"{performance} {unit}".strip())
            if money:
                sheet.cell(number, place[form_column] + 1, int(money))
    book.save(path)
    return path


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[dict[str, str]], list[dict[str, Any]], Path]:
    folder = tmp_path_factory.mktemp("t22")
    isi(write(folder / "m.xlsx"), folder / "h.xlsx", aturan="balangan-2023")
    rows = [row for row in truth() if row["jenis"] not in ("rata_rata", "predikat", "total")]
    return rows, table(folder / "h.xlsx", "Data"), folder


def test_levels_without_a_single_code(
    filled: tuple[list[dict[str, str]], list[dict[str, Any]], Path],
) -> None:
    rows, data, _ = filled
    assert len(rows) == len(data)
    assert [row["level"] for row in data] == [row["level"] for row in rows]
    assert [row["jenis"] == "lanjutan" for row in data] == [
        row["jenis"] == "indikator_lanjutan" for row in rows
    ]


def test_columns_12_13_and_17_as_printed(
    filled: tuple[list[dict[str, str]], list[dict[str, Any]], Path],
) -> None:
    rows, data, _ = filled
    names = {
        "K12": "realisasi_renja_k",
        "Rp12": "realisasi_renja_rp",
        "K13": "capaian_renja_k",
        "Rp13": "capaian_renja_rp",
    }
    differing = [
        (row["urut"], column, row[column], computed[name])
        for row, computed in zip(rows, data, strict=True)
        for column, name in names.items()
        if (float(row[column]) if row[column] else None) != computed[name]
    ]
    assert differing == []


def test_the_result_is_a_tabel_2_2_and_goes_back_in(
    filled: tuple[list[dict[str, str]], list[dict[str, Any]], Path],
) -> None:
    _, data, folder = filled
    again = folder / "lagi.xlsx"
    isi(folder / "h.xlsx", again, aturan="balangan-2023", timpa=True)
    second = table(again, "Data")
    assert [{k: v for k, v in row.items() if k != "sumber"} for row in second] == [
        {k: v for k, v in row.items() if k != "sumber"} for row in data
    ]
    assert second[0]["sumber"].startswith("Tabel 2.2!")


def test_columns_14_15_and_17_with_last_years_figures_as_printed(tmp_path: Path) -> None:
    """Column 6, which the published table does not print, comes from the result of 2023, matched by name."""
    isi(SAMPLES / "tabel-2.1-balangan-2023.xlsx", tmp_path / "lalu.xlsx", aturan="balangan-2023")
    target = tmp_path / "h.xlsx"
    isi(write(tmp_path / "m.xlsx"), target, aturan="balangan-2023", tahun_lalu=tmp_path / "lalu.xlsx")
    names = {
        "K14": "realisasi_renstra_k",
        "Rp14": "realisasi_renstra_rp",
        "K15": "capaian_renstra_k",
        "Rp15": "capaian_renstra_rp",
        "E17": "efisiensi",
    }
    rows = [row for row in truth() if row["jenis"] not in ("rata_rata", "predikat", "total")]
    compared = [
        (row["urut"], column, float(row[column]) if row[column] else None, computed[name])
        for row, computed in zip(rows, table(target, "Data"), strict=True)
        for column, name in names.items()
    ]
    assert len(compared) == 200
    assert [item for item in compared if item[2] != item[3]] == []
    codes = [row["kode"] for row in table(target, "Temuan")]
    assert "tanpa-tahun-lalu" not in codes
    assert codes.count("tanpa-penerus") == 93


def test_without_last_year_column_14_is_this_years(
    filled: tuple[list[dict[str, str]], list[dict[str, Any]], Path],
) -> None:
    _, data, _ = filled
    assert data[0]["realisasi_renstra_rp"] == 4_672_606_342
