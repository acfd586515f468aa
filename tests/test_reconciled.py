"""Reconciliation of whole sheets: the published Tabel 2.1 and a real E.81 by cell, SUM formulas, free texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from renja_xl import isi
from renja_xl.model.findings import Finding
from tests.conftest import REAL_SHEETS
from tests.trees import SHAPES, numbers, tree
from tests.workbooks import COLUMN, matrix

E81 = REAL_SHEETS / "formulir-e81-kota-cirebon-2026-tw2.xlsx"


def cells(found: Sequence[Finding], kode: str) -> set[str]:
    return {item.sel for item in found if item.kode == kode}


def at(found: Sequence[Finding], kode: str, sel: str) -> Finding:
    (item,) = [item for item in found if item.kode == kode and item.sel == sel]
    return item


@pytest.fixture(scope="module")
def terbit(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Finding]:
    source = Path(__file__).parent.parent / "sample_data" / "tabel-2.1-balangan-2023-terbit.xlsx"
    target = tmp_path_factory.mktemp("terbit") / "h.xlsx"
    return isi(source, target, aturan="balangan-2023").filled.findings


PUBLISHED = {
    "kode-induk-beda": {"B13"},
    "induk-hilang": {"B47", "B48"},
    "kode-ganda": {"B159"},
    "tanpa-target": {"I126"},
    "induk-beda-anak": {"J11"},
    "baris-ganda": {"C159"},
    # Column 1 of the programs has no 12, that of the sub kegiatan no 38.
    "nomor-lompat": {"A134", "A177"},
    "capaian-ekstrem": {"S117", "S204", "T180"},
    "realisasi-melebihi-pagu": {"T14", "T15", "T102", "T110", "T117", "T165", "T196", "T197", "T201", "T204"},
    "belanja-tanpa-kinerja": {"S72", "S99", "S101", "S115", "S116", "S120", "S125", "S163"},
    "satuan-tidak-cocok-nama": {"I72", "I90", "I121", "I152", "I168", "I195", "I219"},
    "kinerja-tanpa-belanja": set(),
    "persen-dijumlahkan": set(),
    "rp-lanjutan-terhitung": set(),
    "jumlah-kurang-baris": set(),
    "faktor-instansi-lain": set(),
}


@pytest.mark.parametrize("kode", PUBLISHED)
def test_what_is_wrong_in_the_published_sheet(terbit: Sequence[Finding], kode: str) -> None:
    found = {item.sel for item in terbit if item.kode == kode and item.tingkat != "info"}
    assert found == PUBLISHED[kode]


def test_the_missing_kegiatan_explains_what_program_1_exceeds(terbit: Sequence[Finding]) -> None:
    said = at(terbit, "induk-beda-anak", "J11").penjelasan
    assert "11.051.494.307, jumlahnya 10.659.773.223 (lebih 391.721.084)" in said
    assert "68.119.760.052, jumlahnya 65.715.052.548 (lebih 2.404.707.504)" in said
    assert "sub kegiatan di bawahnya yang baris kegiatannya tidak ada" in said


def test_the_amount_a_hundred_times_too_large(terbit: Sequence[Finding]) -> None:
    found = at(terbit, "capaian-ekstrem", "T180")
    assert found.tertulis == "16121710000"
    assert "10156,12%" in found.penjelasan
    assert "100 kali terlalu besar, yang betul Rp 161.217.100" in found.penjelasan


def test_targets_above_the_renstra(terbit: Sequence[Finding]) -> None:
    counts = {"I47", "I48", "I103", "I180", "I181"}
    assert cells(terbit, "target-melebihi-renstra") == counts | {"J73", "J121", "J165", "J209", "I219"}
    assert at(terbit, "target-melebihi-renstra", "I47").penjelasan.startswith("Target tahun ini 100 melebihi")
    assert at(terbit, "target-melebihi-renstra", "I219").tingkat == "info"


def test_the_gap_and_the_double(terbit: Sequence[Finding]) -> None:
    assert "Nomor 38 tidak ada" in at(terbit, "nomor-lompat", "A134").penjelasan
    assert "A139" in at(terbit, "baris-ganda", "C159").penjelasan


@pytest.fixture(scope="module")
def cirebon(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Finding]:
    return isi(E81, tmp_path_factory.mktemp("e81") / "h.xlsx").filled.findings


@pytest.mark.nyata
@pytest.mark.parametrize(
    ("kode", "expected"),
    [
        # The program prints the Rp of its first kegiatan only.
        ("induk-beda-anak", {"N49"}),
        ("target-melebihi-renstra", {"N54"}),
        ("persen-dijumlahkan", {"AA14", "AA22", "AA30", "AA36", "AA40", "AA77", "AA80"}),
        ("satuan-tidak-cocok-nama", {"H21"}),
        ("kinerja-tanpa-belanja", {"X74", "X78"}),
        ("realisasi-melebihi-pagu", set()),
        ("capaian-ekstrem", set()),
        ("rp-lanjutan-terhitung", set()),
        ("nomor-lompat", set()),
        ("baris-ganda", set()),
        ("faktor-instansi-lain", set()),
    ],
)
def test_what_is_wrong_in_the_real_e81(cirebon: Sequence[Finding], kode: str, expected: set[str]) -> None:
    assert cells(cirebon, kode) == expected


@pytest.mark.nyata
def test_reconciling_the_real_e81_calls_nothing_wrong_and_half_a_year_no_failure(
    cirebon: Sequence[Finding],
) -> None:
    half = [item for item in cirebon if item.kode in ("belanja-tanpa-kinerja", "kinerja-tanpa-belanja")]
    assert {item.tingkat for item in half} == {"info"}
    assert at(cirebon, "induk-beda-anak", "N49").tingkat == "peringatan"
    further = {"57", "62", "68", "77", "80"}
    mine = ("induk-beda-anak", "rp-lanjutan-terhitung", "realisasi-melebihi-pagu", "target-melebihi-renstra")
    assert not {
        item.sel
        for item in cirebon
        if item.kode in mine and item.sel.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in further
    }


def with_formula(path: Path, cell: str, formula: str) -> Path:
    """A small tree (program row 7, kegiatan rows 8 and 11) in which one cell holds a formula."""
    rows = tree([[[100, 200], [300]]], further=99)
    matrix(path, [{key: value for key, value in row.items() if key != "level"} for row in rows])
    book = load_workbook(path)
    book.worksheets[0][cell] = formula
    book.save(path)
    return path


def letters(key: str) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[COLUMN[key] - 1]


J = letters("target_renja_rp")


@pytest.mark.parametrize(
    ("cell", "formula", "left"),
    [
        (f"{J}8", f"=SUM({J}9:{J}10)", ""),
        (f"{J}8", f"=SUM({J}9:{J}9)", f"{J}10"),
        (f"{J}8", f"={J}9", f"{J}10"),
        (f"{J}7", f"={J}8+{J}11", ""),
        (f"{J}7", f"=SUM({J}8)", f"{J}11"),
        (f"{J}7", f"=SUM(${J}$9:${J}$10)", f"{J}12"),
        (f"{J}7", f"=SUM({J}8:{J}12)/2", ""),
        (f"{J}7", f"=SUM({J}8;{J}11)", ""),
        (f"{J}7", "=SUM(Z8)", ""),
    ],
)
def test_a_formula_that_leaves_rows_out(tmp_path: Path, cell: str, formula: str, left: str) -> None:
    path = with_formula(tmp_path / "m.xlsx", cell, formula)
    found = isi(path, tmp_path / "h.xlsx").filled.findings
    assert cells(found, "jumlah-kurang-baris") == ({cell} if left else set())
    if left:
        assert at(found, "jumlah-kurang-baris", cell).penjelasan.endswith(f"setingkat: {left}.")


def test_a_total_that_leaves_a_program_out(tmp_path: Path) -> None:
    rows = [{k: v for k, v in row.items() if k != "level"} for row in tree([[[100]], [[200]]], further=99)]
    label = {"label": "Jumlah Anggaran dari seluruh Program"}
    path = matrix(tmp_path / "m.xlsx", [*rows, label | {"target_renja_rp": f"=SUM({J}7:{J}7)"}])
    found = isi(path, tmp_path / "h.xlsx").filled.findings
    assert at(found, "jumlah-kurang-baris", f"{J}13").penjelasan.endswith(f"setingkat: {J}10.")


def test_one_doubt_is_said_once(tmp_path: Path) -> None:
    """Rows without codes: where reading doubts the levels for the sum, the sum is not named again."""
    rows = numbers(tree([[[100, 200], [300]], [[400], [500, 600]]], further=99), SHAPES["bertitik"])
    plain: list[dict[str, Any]] = [
        {k: v for k, v in row.items() if k not in ("level", "kode")} for row in rows
    ]
    plain[0]["target_renja_rp"] = 77_777
    found = isi(matrix(tmp_path / "m.xlsx", plain), tmp_path / "h.xlsx").filled.findings
    assert cells(found, "tingkat-diragukan") == {f"{J}7"}
    assert cells(found, "induk-beda-anak") == set()


def test_free_texts_name_their_cell(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{k: v for k, v in row.items() if k != "level"} for row in tree([[[100]]])]
    text = "Dinas Kesehatan menyediakan tenaga. Anggaran Dinas Kesehatan cukup."
    rows.append({"label": f"Faktor Pendorong Keberhasilan Kinerja: {text}"})
    path = matrix(tmp_path / "m.xlsx", rows)
    book = load_workbook(path)
    book.worksheets[0]["A1"] = "Evaluasi Hasil Renja Dinas Sosial Tahun 2025"
    book.save(path)
    found = isi(path, tmp_path / "h.xlsx").filled.findings
    assert cells(found, "faktor-instansi-lain") == {f"A{6 + len(rows)}"}
