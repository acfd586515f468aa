"""Defects that testers and readers found by hand, each held down by one test."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from renja_xl import isi, isi_semua, kamus
from renja_xl.model.errors import UsageError
from renja_xl.model.frame import NOTES
from renja_xl.use_cases.isi import IsiResult
from tests.results import table
from tests.test_disguises import write_form
from tests.workbooks import COLUMN, KEGIATAN, PROGRAM, SUB, matrix

Rows = list[dict[str, Any]]
BASE: Rows = [dict(PROGRAM), dict(KEGIATAN)]


def sub(number: int, **figures: Any) -> dict[str, Any]:
    return SUB | {"kode": f"2.08.02.2.01.{number:04d}"} | figures


def dictionary(path: Path, head: list[str], *entries: list[Any]) -> Path:
    book = Workbook()
    book.worksheets[0].title = "Kamus"
    for line in (head, *entries):
        book.worksheets[0].append(line)
    book.save(path)
    return path


def codes(result: IsiResult) -> set[str]:
    return {item.kode for item in result.filled.findings}


def data(result: IsiResult) -> Rows:
    return [row | {"sumber": ""} for row in table(result.hasil, "Data")]


def test_a_date_stays_a_date_in_the_result(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", [*BASE, sub(1, target_renja_k=4, tw1_k=1)])
    book = load_workbook(source)
    book.worksheets[0].cell(9, COLUMN["tw2_k"]).value = datetime(2025, 2, 1)
    book.save(source)
    first = isi(source)
    shown = load_workbook(first.hasil).worksheets[0]
    assert "01/02/2025" in {cell.value for row in shown.iter_rows() for cell in row}
    again = isi(first.hasil)
    assert [item.kode for item in again.filled.findings if item.tertulis == "01/02/2025"] == [
        "sel-tidak-terbaca"
    ]
    assert data(again) == data(first)
    assert data(again)[2]["realisasi_renja_k"] is None


def test_quarters_that_fall_to_zero_are_no_running_totals(tmp_path: Path) -> None:
    quarters = [(2, 3, 0), (1, 4, 0), (2, 5, 0), (1, 2, 3), (3, 0, 0)]
    rows = [
        sub(
            n,
            target_renja_k=20,
            target_renja_rp=100,
            tw1_k=a,
            tw2_k=b,
            tw3_k=c,
            tw1_rp=10 * a,
            tw2_rp=10 * b,
            tw3_rp=10 * c,
        )
        for n, (a, b, c) in enumerate(quarters, start=1)
    ]
    result = isi(matrix(tmp_path / "m.xlsx", [*BASE, *rows]))
    assert {kind: decision.cara for kind, decision in result.filled.decisions.items()} == {
        "k": "jumlah",
        "rp": "jumlah",
    }
    assert [row["realisasi_renja_rp"] for row in data(result)[2:]] == [50, 50, 70, 60, 30]


@pytest.mark.parametrize(
    "label",
    [
        "Jumlah Kegiatan contoh",
        "Subtotal",
        "Sub Total",
        "Total Program",
        "TOTAL KEGIATAN",
        "Jumlah Sub Kegiatan",
        "Grand Total",
        "Rata-rata",
    ],
)
def test_a_subtotal_in_the_name_column_is_no_indicator(tmp_path: Path, label: str) -> None:
    money = {"target_renja_rp": 2_000_000, "tw1_rp": 500_000}
    rows = [*BASE, sub(1, target_renja_k=4, tw1_k=1, **money), {"nama": label, **money}]
    result = isi(matrix(tmp_path / "m.xlsx", rows))
    assert len(result.filled.frame) == 3
    rekap = table(result.hasil, "Rekap")
    assert [row["target_renja_rp"] for row in rekap if row["cakupan"] == "seluruh_subkegiatan"] == [2_000_000]


def test_an_indicator_that_begins_with_jumlah_stays_one(tmp_path: Path) -> None:
    further = [
        {"indikator": "Jumlah kegiatan yang dilaksanakan"},
        {"indikator": "Total peserta", "target_renja_k": 3},
    ]
    rows = [*BASE, sub(1, target_renja_k=4), *further, sub(2, target_renja_k=4)]
    kinds = list(isi(matrix(tmp_path / "m.xlsx", rows)).filled.frame["jenis"])
    assert kinds[3:] == ["lanjutan", "lanjutan", "utama"]


@pytest.mark.parametrize("names", [("A<b>", "A|b|"), ("TW I", "TW I."), ("Dinas", "Dinas ")])
def test_every_sheet_has_a_result_of_its_own(tmp_path: Path, names: tuple[str, str]) -> None:
    source = matrix(tmp_path / "m.xlsx", [PROGRAM | {"tw1_k": 1}], sheet_name=names[0])
    book = load_workbook(source)
    book.copy_worksheet(book.worksheets[0]).title = names[1]
    book.save(source)
    results = isi_semua(source)
    assert len({result.hasil for result in results}) == 2
    assert all(result.hasil.exists() for result in results)


@pytest.mark.parametrize("word", ["prosen", "Prosen"])
def test_prosen_is_a_percentage(tmp_path: Path, word: str) -> None:
    row = sub(
        1,
        target_renstra_k=f"100 {word}",
        realisasi_lalu_k=f"70 {word}",
        target_renja_k=f"80 {word}",
        tw1_k=f"75 {word}",
    )
    assert data(isi(matrix(tmp_path / "m.xlsx", [*BASE, row])))[2]["realisasi_renstra_k"] == 75


@pytest.mark.parametrize("code", ['0.00" %"', r"0.00\%"])
def test_a_percent_sign_that_is_only_shown_is_the_unit(tmp_path: Path, code: str) -> None:
    source = matrix(
        tmp_path / "m.xlsx",
        [
            *BASE,
            sub(
                1, indikator="Cakupan", target_renstra_k=90, realisasi_lalu_k=70, target_renja_k=80, tw1_k=60
            ),
        ],
    )
    book = load_workbook(source)
    for row in book.worksheets[0].iter_rows(min_row=9, max_row=9):
        for cell in row:
            cell.number_format = code
    book.save(source)
    row = data(isi(source))[2]
    assert (row["satuan"], row["realisasi_renstra_k"]) == ("persen", 60)


def test_last_year_must_be_another_file_and_one_that_fits(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", [*BASE, sub(1, target_renja_k=4, tw1_k=2)])
    with pytest.raises(UsageError, match="matriks itu sendiri"):
        isi(source, tahun_lalu=source)
    other = matrix(
        tmp_path / "lain.xlsx", [{"kode": "9.99.09", "nama": "PROGRAM LAIN", "indikator": "x", "tw1_k": 2}]
    )
    assert "tahun-lalu-asing" in codes(isi(source, tahun_lalu=other))


def test_several_sheets_need_last_years_of_the_same_names(tmp_path: Path) -> None:
    def book(path: Path, figure: int, *names: str) -> Path:
        matrix(path, [PROGRAM | {"target_renja_k": 9, "tw1_k": figure}], sheet_name=names[0])
        opened = load_workbook(path)
        for name in names[1:]:
            opened.copy_worksheet(opened.worksheets[0]).title = name
        opened.save(path)
        return path

    now, before = book(tmp_path / "a.xlsx", 2, "A", "B"), book(tmp_path / "b.xlsx", 5, "B", "A")
    assert [data(result)[0]["realisasi_lalu_k"] for result in isi_semua(now, tahun_lalu=before)] == [5, 5]
    with pytest.raises(UsageError, match="--lembar"):
        isi_semua(now, tmp_path / "h.xlsx", tahun_lalu=book(tmp_path / "c.xlsx", 5, "C"))


def test_column_6_follows_the_dictionary(tmp_path: Path) -> None:
    """Units and years as the dictionary has them, also where last year's result knew it not."""
    last = isi(
        matrix(
            tmp_path / "l.xlsx",
            [*BASE, sub(1, target_renja_k="9 Dokumen", realisasi_lalu_k="3 Dokumen", tw1_k="2 Dokumen")],
        )
    ).hasil
    source = matrix(tmp_path / "m.xlsx", [*BASE, sub(1, target_renja_k="9 dok", tw1_k="4 dok")])
    plain = dictionary(
        tmp_path / "k.xlsx", ["Indikator", "Satuan", "Polaritas"], ["Jumlah dokumen", "Dokumen", None]
    )
    assert data(isi(source, tmp_path / "a.xlsx", kamus=plain, tahun_lalu=last))[2]["realisasi_lalu_k"] == 5
    last_only = dictionary(
        tmp_path / "k2.xlsx",
        ["Indikator", "Satuan", "Agregasi tahunan"],
        ["Jumlah dokumen", "Dokumen", "terakhir"],
    )
    row = data(isi(source, tmp_path / "b.xlsx", kamus=last_only, tahun_lalu=last))[2]
    assert (row["realisasi_lalu_k"], row["realisasi_renstra_k"]) == (2, 4)


def test_the_source_comes_before_the_exactness_of_its_key(tmp_path: Path) -> None:
    quarters = {"target_renja_k": 9, "tw1_k": 2, "tw2_k": 4, "tw3_k": 3}
    source = matrix(tmp_path / "m.xlsx", [*BASE, sub(1, **quarters)])
    book = load_workbook(source)
    sheet = book.create_sheet("Kamus")
    sheet.append(["Kode", "Indikator", "Agregasi triwulan"])
    sheet.append(["2.08.02.2.01.0001", "Jumlah dokumen", "jumlah"])
    book.save(source)
    file = dictionary(
        tmp_path / "k.xlsx", ["Indikator", "Agregasi triwulan"], ["Jumlah dokumen", "rata-rata"]
    )
    (tmp_path / "r.toml").write_text(
        'nama = "r"\ntriwulan.indikator = { "Jumlah dokumen" = "maksimum" }', encoding="utf-8"
    )
    rules = str(tmp_path / "r.toml")
    assert data(isi(source, tmp_path / "a.xlsx", aturan=rules))[2]["realisasi_renja_k"] == 9
    assert data(isi(source, tmp_path / "b.xlsx", aturan=rules, kamus=file))[2]["realisasi_renja_k"] == 3
    coded = dictionary(
        tmp_path / "k2.xlsx", ["Kode", "Agregasi triwulan"], ["2.08.02.2.01.0001", "rata-rata"]
    )
    assert data(isi(source, tmp_path / "c.xlsx", aturan=rules, kamus=coded))[2]["realisasi_renja_k"] == 3


def test_an_indicator_that_ends_in_a_question_mark_is_no_proposal(tmp_path: Path) -> None:
    file = dictionary(tmp_path / "k.xlsx", ["Indikator", "Polaritas"], ["Berapa persen layanan?", "negatif"])
    rows: Rows = [
        {"nama": "PROGRAM A", "indikator": "Lain", "target_renja_k": 10, "tw1_k": 3},
        {"indikator": "Berapa persen layanan?", "target_renja_k": 10, "tw1_k": 3},
    ]
    result = isi(matrix(tmp_path / "m.xlsx", rows), kamus=file)
    assert [row["capaian_renja_k"] for row in data(result)] == [30, 170]


def test_a_dictionary_says_nothing_where_its_rows_differ(tmp_path: Path) -> None:
    rows: Rows = [
        {
            "nama": "PROGRAM A",
            "indikator": "Jumlah laporan",
            "target_renja_k": "4 Laporan",
            "realisasi_lalu_k": "3 Laporan",
            "tw1_k": "1 Laporan",
            "penanggung_jawab": "Bidang A",
        },
        {
            "nama": "PROGRAM B",
            "indikator": "Jumlah laporan",
            "target_renja_k": "40 persen",
            "realisasi_lalu_k": "30 persen",
            "tw1_k": "40 persen",
        },
    ]
    source = matrix(tmp_path / "m.xlsx", rows)
    file = kamus(source)
    assert [(entry.satuan, entry.agregasi_tahunan, entry.penanggung_jawab) for entry in file.entries] == [
        ("", "", "")
    ]
    assert data(isi(source, tmp_path / "a.xlsx")) == data(isi(source, tmp_path / "b.xlsx", kamus=file.hasil))


def test_a_dictionarys_unit_does_not_make_levels_add_up(tmp_path: Path) -> None:
    file = dictionary(
        tmp_path / "k.xlsx", ["Indikator", "Satuan", "Polaritas"], ["Predikat SAKIP", "predikat", "positif"]
    )
    row = sub(
        1,
        indikator="Predikat SAKIP",
        target_renstra_k="A",
        target_renja_k="BB",
        realisasi_lalu_k="B",
        tw1_k="B",
        tw2_k="BB",
    )
    result = isi(matrix(tmp_path / "m.xlsx", [*BASE, row]), kamus=file, triwulan="jumlah")
    assert [
        data(result)[2][key] for key in ("realisasi_renja_k", "realisasi_renstra_k", "capaian_renstra_k")
    ] == [5, 5, 83.33]


def test_zero_is_no_level(tmp_path: Path) -> None:
    rows = [
        *BASE,
        sub(1, indikator="Nilai SAKIP", target_renja_k="A", tw2_k="BB", tw3_k=0, tw4_k=0),
        sub(2, target_renja_k=3, tw1_k=1, tw4_k=3),
    ]
    result = isi(matrix(tmp_path / "m.xlsx", rows), triwulan="kumulatif")
    assert (data(result)[2]["realisasi_renja_k"], "skala-nol" in codes(result)) == (5, True)


def test_means_with_many_decimals_are_evidence_and_stay_formulas(tmp_path: Path) -> None:
    quarters = [(1, 4, 8), (2, 5, 6), (3, 3, 4), (5, 1, 1), (2, 2, 6), (7, 3, 3)]
    rows = [
        sub(n, target_renja_k=9, tw1_k=q[0], tw2_k=q[1], tw3_k=q[2], realisasi_renja_k=sum(q) / 3)
        for n, q in enumerate(quarters, start=1)
    ]
    result = isi(matrix(tmp_path / "m.xlsx", [*BASE, *rows]))
    assert (result.filled.decisions["k"].cara, bool(result.filled.frame["tetap_k"].any())) == (
        "rata-rata",
        False,
    )
    assert "jumlah-triwulan-beda" not in codes(result)


def test_a_result_with_a_dictionary_keeps_its_convention(tmp_path: Path) -> None:
    """Formulas of indicators that have a convention of their own are no evidence for the others."""
    rows = [sub(n, indikator="Indeks", target_renja_k=9, tw1_k=2, tw2_k=5, tw3_k=4) for n in range(1, 21)]
    rows += [sub(n, target_renja_k=9, tw1_k=1, tw2_k=3, tw3_k=8) for n in (21, 22)]
    source = matrix(tmp_path / "m.xlsx", [*BASE, *rows])
    file = dictionary(tmp_path / "k.xlsx", ["Indikator", "Agregasi triwulan"], ["Indeks", "rata-rata"])
    first = isi(source, kamus=file)
    again = isi(first.hasil)
    assert [result.filled.decisions["k"].cara for result in (first, again)] == ["kumulatif", "kumulatif"]
    assert data(again) == data(first)
    assert not again.filled.frame["tetap_k"].any()


def test_the_predicate_scale_is_that_of_the_quarter_that_any_figure_tells(tmp_path: Path) -> None:
    result = isi(
        matrix(tmp_path / "m.xlsx", [PROGRAM | {"target_renja_rp": 100, "tw1_rp": 24}]),
        aturan="skala-triwulan",
    )
    assert result.filled.triwulan == 1
    whole = [row for row in table(result.hasil, "Rekap") if row["cakupan"] == "seluruh_program"]
    assert whole[0]["predikat_capaian_renja_rp"] == "Sangat Tinggi"


def test_what_is_unread_is_not_called_missing(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(
        'nama = "r"\ncapaian.target_kosong = "galat"\ncapaian.target_nol = "galat"', encoding="utf-8"
    )
    row = sub(1, target_renja_k="sepuluh", target_renja_rp=5, target_renstra_k=0, tw1_k=1)
    result = isi(matrix(tmp_path / "m.xlsx", [*BASE, row]), aturan=str(tmp_path / "r.toml"))
    said = {(item.kode, item.kolom) for item in result.filled.findings if item.nama == "Sub contoh"}
    assert ("tanpa-target", "target_renja_k") not in said
    assert {
        ("tanpa-target-renstra", "target_renstra_k"),
        ("tanpa-target-renstra", "target_renstra_rp"),
    } <= said


def two_programs(**cells: object) -> list[dict[str, object]]:
    """Budgets 400 and 1.500, of which 68 and 255 are spent: 323 of 1.900 are 17 %."""
    first = PROGRAM | {"target_renja_rp": 400, "tw1_rp": 68}
    second = {"kode": "2.08.03", "target_renja_rp": 1500, "tw1_rp": 255}
    return [first, PROGRAM | second | cells]


# Cells of the second program, then pagu, realisasi and serapan, and what the finding says of which cell.
UNREAD: dict[str, tuple[dict[str, object], tuple[float | None, ...], tuple[str, str] | None]] = {
    "semua terbaca": ({}, (1900, 323, 17), None),
    "pagu kosong": ({"target_renja_rp": "-"}, (400, 323, 80.75), None),
    "pagu": ({"target_renja_rp": "1,5 M"}, (None, 323, None), ("J8", "(pagu, serapan)")),
    "triwulan": (
        {"tw2_rp": "lima"},
        (1900, None, None),
        ("N8", "(realisasi tahun ini, realisasi Renstra, serapan)"),
    ),
    "tahun lalu": ({"realisasi_lalu_rp": "ada"}, (1900, 323, 17), ("H8", "(realisasi Renstra)")),
}


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("case", UNREAD)
def test_a_total_over_an_unread_cell_is_blank_and_says_why(tmp_path: Path, case: str, above: bool) -> None:
    """Whether rows with figures stand below it or not: what cannot be read is not blank."""
    cells, (budget, spent, share), expected = UNREAD[case]
    rows = two_programs(**cells)
    if above and case != "pagu kosong":
        money = {"target_renja_rp": 1500, "tw1_rp": 255, "tw2_rp": 255, "realisasi_lalu_rp": 1}
        rows.append(KEGIATAN | {"kode": "2.08.03.2.01"} | money)
        rows[1] = {"tw2_rp": 255, "realisasi_lalu_rp": 1} | rows[1]
    result = isi(matrix(tmp_path / "m.xlsx", rows), triwulan="kumulatif")
    assert "jumlah-atas-kosong" not in codes(result)
    whole = next(row for row in table(result.hasil, "Rekap") if row["cakupan"] == "seluruh_program")
    found = [whole[name] for name in ("target_renja_rp", "realisasi_renja_rp", "serapan_rp")]
    assert found == [budget, spent, share]
    sheet = load_workbook(result.hasil).worksheets[0]
    labels = {row[0].value: row for row in sheet.iter_rows()}
    total = [cell.value for cell in labels["Jumlah Anggaran dari seluruh Program"]]
    formulas = [total[COLUMN[key] - 1] for key in ("target_renja_rp", "realisasi_renja_rp")]
    assert [bool(text) for text in formulas] == [budget is not None, spent is not None]
    said = [item for item in result.filled.findings if item.kode == "jumlah-tak-terbaca"]
    assert [(item.sel, item.tingkat) for item in said] == ([(expected[0], "info")] if expected else [])
    if expected:
        assert f"tingkat program yang memuat sel {expected[0]} " in said[0].penjelasan
        assert expected[1] in said[0].penjelasan


def test_money_in_sub_kegiatan_alone_makes_no_total_that_is_too_low(tmp_path: Path) -> None:
    """The first program is filled, the second has its money in the rows below it."""
    money = {"target_renja_rp": 1500, "tw1_rp": 255}
    below = [
        row | {"kode": str(row["kode"]).replace("2.08.02", "2.08.03")} for row in (*BASE, sub(1, **money))
    ]
    rows = [PROGRAM | {"target_renja_rp": 400, "tw1_rp": 68}, *below]
    result = isi(matrix(tmp_path / "m.xlsx", rows), triwulan="kumulatif")
    whole = next(row for row in table(result.hasil, "Rekap") if row["cakupan"] == "seluruh_program")
    found = [whole[name] for name in ("target_renja_rp", "realisasi_renja_rp", "serapan_rp")]
    assert found == [None, None, None]
    said = [item for item in result.filled.findings if item.kode == "jumlah-atas-kosong"]
    assert [(item.sel, item.tingkat) for item in said] == [("J8", "peringatan"), ("J9", "info")]
    assert "Rp baris program kosong di sel J8, L8, padahal baris di bawahnya berisi." in said[0].penjelasan
    assert "(pagu, realisasi tahun ini, realisasi Renstra, serapan)" in said[0].penjelasan
    assert "kinerja-tanpa-belanja" not in codes(result)
    rows[1] |= money
    result = isi(matrix(tmp_path / "m.xlsx", rows), triwulan="kumulatif", timpa=True)
    said = [item for item in result.filled.findings if item.kode == "jumlah-atas-kosong"]
    assert [item.tingkat for item in said] == ["info"], "only the kegiatan is blank now"


@pytest.mark.parametrize("nothing", ["kosong", "nol"])
def test_a_budget_that_is_unread_weighs_no_mean(tmp_path: Path, nothing: str) -> None:
    """400 of K 10 and 1.500 of K 90 give 73,16; without the second budget the first would give 10."""
    (tmp_path / "r.toml").write_text(
        f'nama = "r"\nrata_rata.bobot = "anggaran"\nrata_rata.tanpa_nilai = "{nothing}"', encoding="utf-8"
    )
    figures = {"target_renja_k": 100, "tw1_k": 90}
    for budget, mean, said in ((1500, 73.16, set()), ("1,5 M", None, {"jumlah-tak-terbaca"})):
        rows = two_programs(**figures, target_renja_rp=budget)
        rows[0] |= {"target_renja_k": 100, "tw1_k": 10}
        result = isi(matrix(tmp_path / "m.xlsx", rows), aturan=str(tmp_path / "r.toml"), timpa=True)
        whole = next(row for row in table(result.hasil, "Rekap") if row["cakupan"] == "seluruh_program")
        assert whole["capaian_renja_k"] == mean
        assert (whole["capaian_renja_rp"] is None, whole["predikat_capaian_renja_k"] is None) == (
            mean is None,
            mean is None,
        )
        sheet = load_workbook(result.hasil).worksheets[0]
        labels = {row[0].value: row for row in sheet.iter_rows()}
        cell = labels["Rata-rata Capaian Kinerja (Seluruh Program) (%)"][COLUMN["capaian_renja_k"] - 1]
        assert bool(cell.value) == (mean is not None)
        found = [
            item for item in result.filled.findings if item.kode in ("jumlah-tak-terbaca", "tanpa-bobot")
        ]
        assert {item.kode for item in found} == said
        assert all("rata-rata berbobot anggaran" in item.penjelasan for item in found)


@pytest.mark.parametrize("heading", [*NOTES, "tetap_tidaknya", "ragu_ragu", "induk", "nama"])
def test_a_column_may_be_called_what_a_frame_calls_its_own(tmp_path: Path, heading: str) -> None:
    source = matrix(tmp_path / "m.xlsx", [*BASE, sub(1, target_renja_k=4, tw1_k=1)])
    book = load_workbook(source)
    sheet = book.worksheets[0]
    sheet.cell(3, len(COLUMN) + 1, heading)
    sheet.cell(9, len(COLUMN) + 1, "isian sendiri")
    book.save(source)
    names = [name for name, value in table(isi(source).hasil, "Data")[2].items() if value == "isian sendiri"]
    assert names in ([heading], [f"{heading} (2)"])


def test_many_unread_cells_are_said_once(tmp_path: Path) -> None:
    rows = [sub(n, target_renja_rp="banyak", tw1_rp="banyak") for n in range(1, 4)]
    result = isi(matrix(tmp_path / "m.xlsx", [*BASE, *rows]), triwulan="kumulatif")
    said = [item for item in result.filled.findings if item.kode == "jumlah-tak-terbaca"]
    assert len(said) == 1
    assert "tingkat sub kegiatan yang memuat sel J9, L9, J10, L10, J11 dan 1 sel lain " in said[0].penjelasan


def test_a_sheet_of_fractions_and_one_of_two_conventions_are_said(tmp_path: Path) -> None:
    rows = [
        sub(n, target_renja_k="80 persen", tw1_k=0.2, tw2_k=0.5, target_renja_rp=90, tw1_rp=50, tw2_rp=20)
        for n in (1, 2, 3)
    ]
    rows.append(sub(4, target_renja_k=90, tw1_k=20, tw2_k=50))
    result = isi(matrix(tmp_path / "m.xlsx", [*BASE, *rows]))
    assert {"mungkin-pecahan", "triwulan-k-rp-beda"} <= codes(result)


@pytest.mark.parametrize("figure", ["5e3", "1E+9"])
def test_an_exponent_is_no_unit(tmp_path: Path, figure: str) -> None:
    assert "sel-tidak-terbaca" in codes(
        isi(matrix(tmp_path / "m.xlsx", [PROGRAM | {"target_renja_k": figure}]))
    )


def test_rupiah_with_a_fraction_is_said(tmp_path: Path) -> None:
    assert "rupiah-berkoma" in codes(
        isi(matrix(tmp_path / "m.xlsx", [PROGRAM | {"target_renja_rp": "76.52"}]))
    )


def test_a_dictionary_that_is_not_understood_is_said(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", [PROGRAM | {"tw1_k": 1}])
    book = load_workbook(source)
    book.create_sheet("Kamus").append(["Nama", "Arah mata angin", "Cara"])
    book.save(source)
    assert "kamus-tidak-terbaca" in codes(isi(source))


def test_half_a_letter_in_a_text(tmp_path: Path) -> None:
    assert isi(
        matrix(tmp_path / "m.xlsx", [PROGRAM | {"indikator": "a _xD83D_ b", "tw1_k": 1}])
    ).hasil.exists()


def test_names_that_say_program_are_believed_where_no_sum_speaks(tmp_path: Path) -> None:
    rows: Rows = [
        {"nama": name, "indikator": "i", "target_renja_k": 4, "target_renja_rp": rp}
        for name, rp in (("PROGRAM GENDER", 900), ("Pelembagaan", 600), ("Koordinasi", 250))
    ]
    assert list(isi(matrix(tmp_path / "m.xlsx", rows)).filled.frame["level"]).count("program") == 1


def test_levels_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    rows: Rows = [
        {"nama": f"Baris {n}", "indikator": "i", "target_renja_rp": rp}
        for n, rp in enumerate((120, 30, 70, 70, 50, 70, 62, 50, 30, 30), start=1)
    ]
    source = matrix(tmp_path / "m.xlsx", rows)
    script = "import sys; from pathlib import Path; from renja_xl.reading.matrix import read_matrix; from renja_xl.model.form import load_forms; print(list(read_matrix(Path(sys.argv[1]), load_forms()).data['level']))"
    said = {
        subprocess.run(
            [sys.executable, "-c", script, str(source)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(said) == 1


def test_an_unknown_convention_from_python(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bulanan"):
        isi(matrix(tmp_path / "m.xlsx", [PROGRAM | {"tw1_k": 1}]), triwulan="bulanan")


def test_an_efficiency_needs_money_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(
        'nama = "r"\ncapaian.rp_lanjutan = "nol"\nefisiensi.rumus = "13K-13Rp"\nefisiensi.jenjang = "selisih-5"',
        encoding="utf-8",
    )
    rows = [
        *BASE,
        sub(1, target_renja_k=10, tw1_k=9, target_renja_rp=10, tw1_rp=9),
        {"indikator": "lain", "target_renja_k": 10, "tw1_k": 9},
    ]
    found = data(isi(matrix(tmp_path / "m.xlsx", rows), aturan=str(tmp_path / "r.toml")))
    assert [row["efisiensi"] for row in found[2:]] == [0, None]
    assert [row["predikat_efisiensi"] for row in found[2:]] == ["Cukup Efisien", None]


@pytest.mark.parametrize("scale", [1, 100])
@pytest.mark.parametrize(("cara", "percents"), [("jumlah", (25, 75)), ("kumulatif", (25, 50))])
def test_percentages_beside_the_quarters_are_evidence(
    tmp_path: Path, cara: str, percents: tuple[int, int], scale: int
) -> None:
    """1 and 2 of 4: the sheet's own second percentage is that of the sum or that of the last quarter."""
    source = write_form(tmp_path / "m.xlsx", kinds=("K", "%", "Rp"))
    book = load_workbook(source)
    sheet = book.worksheets[0]
    head = {sheet.cell(4, column).value: column for column in range(1, 40)}
    assert "%" in head
    quarters = [column for column in range(1, 40) if sheet.cell(4, column).value == "%"]
    target = next(column for column in range(1, 40) if "berjalan" in str(sheet.cell(3, column).value))
    for row in range(6, 9):
        sheet.cell(row, target).value = 4
        for column, figure, percent in zip(quarters, (1, 2), percents, strict=False):
            sheet.cell(row, column - 1).value = figure
            sheet.cell(row, column).value = percent / scale
    book.save(source)
    decision = isi(source).filled.decisions["k"]
    assert (decision.cara, decision.dasar) == (cara, "kolom-persen")
