"""The indicator dictionary: what it decides, how it is read, and how one is begun."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from renja_xl import isi, kamus
from renja_xl.model.errors import InputError
from renja_xl.model.kamus import COLUMNS
from renja_xl.reading.kamus import read_kamus
from tests.results import table
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix

HEAD = (
    "Kode",
    "Indikator Kinerja",
    "Satuan",
    "Polaritas",
    "Agregasi Triwulan",
    "Agregasi Tahunan",
    "Rumus",
    "Sumber Data",
    "Unit Penanggung Jawab",
)
ROWS: list[dict[str, Any]] = [
    PROGRAM | {"indikator": "Angka stunting", "target_renja_k": "14 persen", "tw1_k": "17.4 persen"},
    KEGIATAN | {"indikator": "Indeks layanan", "target_renja_k": 4, "realisasi_lalu_k": 3, "tw1_k": 2, "tw2_k": 4},
    SUB | {"target_renja_k": 10, "tw1_k": 3, "tw2_k": 8, "penanggung_jawab": "Bidang A"},
    SUB | {"kode": "2.08.02.2.01.0002", "target_renja_k": 10, "tw1_k": 3, "tw2_k": 8},
]  # fmt: skip
ENTRIES = [
    ("", "Angka stunting", "", "Makin kecil makin baik", "", "", "balita pendek / balita", "Dinkes", "Bidang Kesehatan"),
    ("2.08.02.2.01", "", "poin", "positif", "rata-rata", "terakhir", "", "", ""),
    ("2.08.02.2.01.0002", "Jumlah dokumen", "Dokumen", "", "Penjumlahan", "", "", "", "Bidang B"),
]  # fmt: skip


def write_kamus(path: Path, entries: list[tuple[str, ...]], into: Path | None = None) -> Path:
    book = load_workbook(into) if into else Workbook()
    sheet = book.create_sheet("Kamus") if into else book.worksheets[0]
    sheet.append(["Kamus Indikator Dinas Contoh"])
    sheet.append([])
    sheet.append(list(HEAD))
    for entry in entries:
        sheet.append(list(entry))
    book.save(path)
    return path


def figures(path: Path) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "sumber"} for row in table(path, "Data")]


def check(rows: list[dict[str, Any]]) -> None:
    assert [row["capaian_renja_k"] for row in rows] == [
        75.71,
        75,
        80,
        110,
    ]  # (2x14-17.4)/14; mean 3 of 4; 8 of 10; 11
    assert [row["realisasi_renja_k"] for row in rows] == [17.4, 3, 8, 11]
    assert [row["realisasi_renstra_k"] for row in rows] == [17.4, 3, 8, 11]
    assert [row["satuan"] for row in rows] == ["persen", "poin", None, "Dokumen"]
    assert [row["penanggung_jawab"] for row in rows] == ["Bidang Kesehatan", None, "Bidang A", "Bidang B"]


def test_the_sheet_decides_for_its_indicators_and_the_result_goes_back_in(tmp_path: Path) -> None:
    source = write_kamus(tmp_path / "m.xlsx", ENTRIES, matrix(tmp_path / "asal.xlsx", ROWS))
    isi(source, tmp_path / "h.xlsx", triwulan="kumulatif")
    check(figures(tmp_path / "h.xlsx"))
    assert load_workbook(tmp_path / "h.xlsx").sheetnames[5:] == ["Kamus"]
    again = isi(tmp_path / "h.xlsx", tmp_path / "h2.xlsx", triwulan="kumulatif")
    assert figures(tmp_path / "h2.xlsx") == figures(tmp_path / "h.xlsx")
    assert [item for item in again.filled.findings if item.tingkat == "galat"] == []


def test_a_file_of_its_own_comes_before_the_sheet(tmp_path: Path) -> None:
    other = [("", "Angka stunting", "", "positif", "", "", "", "", "Bidang Lain")]
    source = write_kamus(tmp_path / "m.xlsx", ENTRIES, matrix(tmp_path / "asal.xlsx", ROWS))
    isi(source, tmp_path / "h.xlsx", kamus=write_kamus(tmp_path / "k.xlsx", other), triwulan="kumulatif")
    rows = figures(tmp_path / "h.xlsx")
    assert (rows[0]["capaian_renja_k"], rows[0]["penanggung_jawab"]) == (124.29, "Bidang Lain")
    assert rows[1]["capaian_renja_k"] == 75
    check(
        [
            *table(
                isi(
                    tmp_path / "asal.xlsx",
                    tmp_path / "h3.xlsx",
                    kamus=write_kamus(tmp_path / "k2.xlsx", ENTRIES),
                    triwulan="kumulatif",
                ).hasil,
                "Data",
            )
        ]
    )


def test_what_differs_and_what_is_nowhere_is_said(tmp_path: Path) -> None:
    entries = [
        ("", "Angka stunting", "Orang", "minus", "sering", "", "", "", ""),
        ("", "Tidak ada di matriks", "", "", "", "", "", "", ""),
        ("", "Angka stunting", "persen", "", "", "", "", "", ""),
        ("2.08.02.2.01.0001", "", "", "negatif ?", "", "", "", "", "Bidang B"),
    ]
    source = write_kamus(tmp_path / "m.xlsx", entries, matrix(tmp_path / "asal.xlsx", ROWS))
    found = [
        item for item in isi(source, tmp_path / "h.xlsx").filled.findings if item.kode.startswith("kamus")
    ]
    assert {(item.kode, item.tingkat, item.lembar, item.sel, item.tertulis) for item in found} == {
        ("kamus-tidak-dikenal", "galat", "Kamus", "D4", "minus"),
        ("kamus-tidak-dikenal", "galat", "Kamus", "E4", "sering"),
        ("kamus-tidak-terpakai", "info", "Kamus", "B5", ""),
        ("kamus-ganda", "peringatan", "Kamus", "B6", ""),
        ("kamus-usulan", "info", "Kamus", "D7", ""),
        ("kamus-satuan-beda", "peringatan", "Matriks", "I7", "persen"),
        ("kamus-penanggung-jawab-beda", "info", "Matriks", "AA9", "Bidang A"),
        ("kamus-tidak-lengkap", "info", "Matriks", "D3", ""),
    }
    assert figures(tmp_path / "h.xlsx")[2]["capaian_renja_k"] == 80  # a proposal decides nothing


def test_a_dictionary_to_start_from(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", ROWS)
    result = kamus(source)
    assert result.hasil == tmp_path / "m_kamus.xlsx"
    rows = load_workbook(result.hasil)["Kamus"]
    assert [cell.value for cell in rows[1]] == [
        "Kode",
        "Indikator",
        "Satuan",
        "Polaritas",
        "Agregasi triwulan",
        "Agregasi tahunan",
        "Rumus",
        "Sumber data",
        "Penanggung jawab",
    ]
    assert [cell.value for cell in rows[2]] == [
        "2.08.02",
        "Angka stunting",
        "persen",
        "negatif ?",
        "kumulatif ?",
        "terakhir ?",
        None,
        None,
        None,
    ]
    assert [cell.value for cell in rows[4]][3:] == [
        None,
        "kumulatif ?",
        "jumlah ?",
        None,
        None,
        "Bidang A",
    ]
    assert result.usulan == 9
    assert [item.formula1 for item in rows.data_validations.dataValidation] == [
        '"positif,negatif"',
        '"jumlah,kumulatif,rata-rata,maksimum,tetap"',
        '"jumlah,terakhir"',
    ]
    plain = isi(source, tmp_path / "a.xlsx")
    unconfirmed = isi(source, tmp_path / "b.xlsx", kamus=result.hasil)
    assert figures(plain.hasil) == figures(unconfirmed.hasil)


def test_confirmed_proposals_change_nothing_but_the_negative_one(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", ROWS)
    book = load_workbook(kamus(source).hasil)
    for row in book["Kamus"].iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.endswith("?"):
                cell.value = cell.value.removesuffix("?").strip()
    book.save(tmp_path / "k.xlsx")
    before = figures(isi(source, tmp_path / "a.xlsx").hasil)
    after = isi(source, tmp_path / "b.xlsx", kamus=tmp_path / "k.xlsx")
    assert figures(after.hasil)[1:] == before[1:]
    assert figures(after.hasil)[0]["capaian_renja_k"] == 75.71
    assert "indikator-mungkin-negatif" not in {item.kode for item in after.filled.findings}


def test_every_column_is_read_back(tmp_path: Path) -> None:
    entry = read_kamus(write_kamus(tmp_path / "k.xlsx", ENTRIES)).entries[0]
    assert {name: getattr(entry, name) for name in COLUMNS if getattr(entry, name)} == {
        "indikator": "Angka stunting",
        "polaritas": "negatif",
        "rumus": "balita pendek / balita",
        "sumber_data": "Dinkes",
        "penanggung_jawab": "Bidang Kesehatan",
    }


def test_a_file_without_a_dictionary(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", [PROGRAM | {"tw1_k": 1}])
    with pytest.raises(InputError, match="Tidak ada kamus"):
        isi(source, tmp_path / "h.xlsx", kamus=source)
