"""Money that a sheet says is not in full rupiah: known by its words, wherever they stand, and by no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from renja_xl import isi
from renja_xl.model.form import load_forms, load_vocabulary
from renja_xl.model.grid import address
from renja_xl.model.matrix import Matrix
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.money_kinds import LETTERS, kind_line
from renja_xl.reading.money_scale import SCALED
from renja_xl.reading.money_words import in_full, lone_scale, title_scale
from tests.workbooks import COLUMN, KEGIATAN, PROGRAM, SUB, matrix

FIGURES: dict[str, Any] = {"target_renja_k": "4 Dokumen", "target_renja_rp": 300, "tw1_k": 1, "tw1_rp": 50}
# The rows of the small matrix: labels 3, numerals 4, numbers 5, K and Rp 6, figures from 7.
KINDS, FIRST, BELOW = 6, 7, 11
MONEY = [column for key, column in COLUMN.items() if key.endswith("_rp")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "(dalam jutaan rupiah)",
            "dalam ribuan rupiah",
            "Dalam Juta Rp",
            "Rp. 000",
            "Rp (ribu)",
            "Rp (000)",
        ),
        *("Rp. Juta", "Juta Rp", "(Rp juta)", "Satuan: Juta Rupiah", "Satuan : Rp. 000", "dalam Rp1.000"),
        *("(x Rp1.000)", "Rp (x 1.000)", "Anggaran (Rp juta)", "Rp (dlm juta)", "Rp\n(ribu)", "Rp'000"),
        *("Nilai dalam miliar Rp", "disajikan dalam jutaan.", "Anggaran dalam ribuan", "dalam\u00a0jutaan"),
        *(
            "Tahun 2025\n(Dalam Jutaan Rp.)",
            "EVALUASI HASIL RENJA TAHUN 2025 (JUTA RUPIAH)",
            "(dalam jutaan\nrupiah)",
        ),
        "Belanja Tidak Langsung (dalam ribuan rupiah)",
        *("Kinerja dalam persen, anggaran dalam jutaan rupiah", "Dalam ribuan rupiah dan persen"),
        *("Sumber: SIPD, diolah (dalam ribuan rupiah)", "(dalam jutaan rupiah kecuali dinyatakan lain)"),
        *(
            "(Rp. 000,-)",
            "Rp.000,-",
            "Rp. Juta,-",
            "Rp/ribu",
            "Rp-ribu",
            "(Rp/juta)",
            "Rp ribu (dalam ribuan)",
            "dalam Rp.000,-",
        ),
        *("Evaluasi Hasil Renja (dalam jutaan rupiah) Tahun 2025", "Dinas Contoh, dalam jutaan rupiah"),
        *("Tahun Anggaran 2025 - Rp juta", "Evaluasi Hasil Renja (Rp. 000,-)", "(x Rp1.000.000.000)"),
        *("Keterangan: angka dalam jutaan rupiah", "Semua nilai dalam jutaan rupiah", "*) Rp. 000"),
        *("Dalam jutaan rupiah. Sumber: DPA", "Perangkat Daerah: Dinas Contoh (ribuan rupiah)"),
        "Evaluasi Hasil Renja Dinas Contoh (dalam ribuan\nrupiah)",
        *("DINAS CONTOH TAHUN 2025 DALAM JUTAAN RUPIAH", "Evaluasi Hasil Renja [Rp juta]"),
        *("Kabupaten Contoh (ribuan rupiah) Tahun 2025", "Anggaran (dalam Rp 1.000)"),
    ],
)
def test_words_that_state_a_scale(text: str) -> None:
    assert title_scale(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Dalam Rp. 1.000,-", "Satuan : Rp. 1.000,-", "(x Rp. 1.000,-)", "Angka dalam Rp. 1.000,00"),
        *("Rp (.000)", "Rp. .000,-", "Rp ,000", "Nilai satuan : jutaan rupiah", "(000 Rp)"),
        *("1. Anggaran dalam jutaan rupiah", "2) Rp dalam ribuan", "a. Anggaran dalam jutaan rupiah"),
        "Keterangan: K = kinerja, Rp = anggaran dalam jutaan rupiah",
        *("K : Kinerja; Rp : Anggaran (jutaan rupiah)", "2. Rp = Anggaran (dalam jutaan rupiah)"),
        *("Anggaran dibulatkan dalam jutaan rupiah", "Alokasi anggaran (ribuan rupiah)"),
        "Seluruh anggaran dalam kolom 5 sampai 14 dalam ribuan rupiah",
        "Anggaran dan realisasi Tahun 2024 dalam ribuan rupiah",
        *("Semua angka rupiah ditulis dalam ribuan (000)", "Semua angka Rp dikalikan 1.000"),
        "Anggaran dalam jutaan rupiah, kinerja dalam satuan masing-masing",
        "Sumber: DPPA 2024 (dalam jutaan rupiah)",
    ],
)
def test_a_line_that_says_nothing_else(text: str) -> None:
    assert lone_scale(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Pagu Rp 3 juta",
            "Pagu: 3,2 miliar rupiah",
            "Rp 1.000.000",
            "Pagu Anggaran: Rp 1.000",
            "Rp 000.000,50",
        ),
        *(
            "dalam ribuan orang",
            "dalam 1.000 hari pertama kehidupan",
            "dalam rupiah penuh",
            "Rp",
            "Rp (rupiah)",
        ),
        *(
            "tidak dalam jutaan rupiah",
            "ditulis penuh, bukan dalam ribuan",
            "jangan ditulis dalam jutaan rupiah",
        ),
        *(
            "Keterangan: nilai PDRB pada indikator 3 disajikan dalam jutaan rupiah",
            "Catatan: realisasi investasi dalam miliar rupiah, menurut BKPM",
            "*) Indikator nilai investasi dalam juta rupiah",
            "Sasaran: Meningkatnya PAD (juta rupiah)",
            "IKU: Nilai Investasi (miliar rupiah)",
            "Evaluasi Hasil Renja\nSasaran: Meningkatnya PAD (juta rupiah)",
        ),
        *("Pagu Anggaran dalam Rp 1.000.000.000", "Pagu dalam Rp.1.000.000.000,-", "Pagu dalam Rp 1.000,-"),
        *("Anggaran dalam Rp 2.000.000,-", "Anggaran Rp 5.000,-", "Dinas Contoh, bukan dalam jutaan rupiah"),
        *("Program Sejuta Rumah", "Gerakan Seribu Rupiah", "Kepulauan Seribu", "ribu", "13 = 12/7 x 100%"),
        *("Pagu Anggaran (dalam jutaan rupiah) : 2.350", "Pagu (Rp juta): 12", "Pagu dalam Rp 1.000.000"),
        *("Rencana Pendapatan Asli Daerah (Rp miliar)", "Nilai satuan : 000 rupiah"),
        "Evaluasi Renja Program Bantuan Modal (Rp juta) per UMKM",
        *("Evaluasi Renja (tidak dalam jutaan rupiah)", "Target kinerja dalam jutaan rupiah"),
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert not title_scale(text)


@pytest.mark.parametrize(
    ("head", "plain"),
    [
        *(("Rp (ribu)", "Rp"), ("Rp. Juta", "Rp."), ("Rp (000)", "Rp"), ("Juta Rupiah", "Rupiah")),
        *(("Target Renja Rp (juta)", "Target Renja Rp"), ("PDRB (juta rupiah)", "PDRB (juta rupiah)")),
        *(("Rp.000,-", "Rp."), ("Rp. Juta,-", "Rp."), ("Rp/ribu", "Rp"), ("Rp.,-", "Rp.,-")),
        *(("Target Renstra K", "Target Renstra K"), ("Rp 5.000", "Rp 5.000")),
        *(
            ("Target Renja Rp (dalam jutaan)", "Target Renja Rp"),
            ("Target Renja x Rp 1.000", "Target Renja Rp"),
        ),
    ],
)
def test_a_head_without_its_scale(head: str, plain: str) -> None:
    assert in_full(head) == plain


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Anggaran (dalam  jutaan\u00a0rupiah)", "G(ABU)"),
        ("[Dlm. Satuan Rp.000,-]", "(AAU0)"),
        ("Pagu – Rp.1.000,00 x 5.000 Tahun 2024", "J-U1XMSN"),
        ("K=Kinerja, bukan PDRB", "S,TO"),
    ],
)
def test_a_line_in_letters(text: str, kinds: str) -> None:
    assert kind_line(text).kinds == kinds


def test_a_word_is_of_one_kind() -> None:
    vocabulary = load_vocabulary()["skala_uang"]
    words = ["".join(word.split()) for kind in LETTERS for word in vocabulary[kind]]
    assert len(words) == len(set(words))


@pytest.fixture
def path(tmp_path: Path) -> Callable[[Callable[[Worksheet], None]], Path]:
    def changed(change: Callable[[Worksheet], None]) -> Path:
        target = matrix(tmp_path / "m.xlsx", [row | FIGURES for row in (PROGRAM, KEGIATAN, SUB)])
        book = load_workbook(target)
        change(book.worksheets[0])
        book.save(target)
        return target

    return changed


def read(source: Path) -> Matrix:
    return read_matrix(source, load_forms())


def said(found: Matrix) -> list[tuple[str, str]]:
    return [(item.sel, item.tertulis) for item in found.findings if item.kode == SCALED]


def put(row: int, column: int, text: str) -> Callable[[Worksheet], None]:
    return lambda sheet: sheet.cell(row, column, text) and None


@pytest.mark.parametrize(
    ("row", "column", "text", "words"),
    [
        (2, 1, "(dalam jutaan rupiah)", "dalam jutaan rupiah"),
        (2, 20, "Rp. 000", "Rp. 000"),
        (1, 1, "Evaluasi Hasil Renja Dinas Contoh (dalam jutaan rupiah)", "dalam jutaan rupiah"),
        (
            3,
            COLUMN["target_renja_k"],
            "Target Kinerja dan Anggaran Renja tahun berjalan (Rp. Juta)",
            "Rp. Juta",
        ),
        (2, 1, "(Rp. 000,-)", "Rp. 000,-"),
        (3, COLUMN["target_renja_k"], "Target Renja tahun berjalan\nRp (juta)", "Rp (juta)"),
        (BELOW, 1, "*) dalam jutaan rupiah", "dalam jutaan rupiah"),
        (BELOW, 3, "Catatan: seluruh anggaran disajikan dalam ribuan rupiah", "dalam ribuan rupiah"),
    ],
)
def test_a_scale_is_named_with_its_cell(path: Any, row: int, column: int, text: str, words: str) -> None:
    found = read(path(put(row, column, text)))
    assert said(found) == [(address(row, column), words)]
    assert list(found.data["target_renja_rp"]) == [300, 300, 300]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        *(
            (text, text)
            for text in ("Rp (ribu)", "Rp (000)", "Rp. Juta", "Juta Rupiah", "Rp.000,-", "Rp/ribu")
        ),
        *(("Rp\n(ribu)", "Rp (ribu)"), ("(Rp juta)", "Rp juta"), ("(Rp. 000,-)", "Rp. 000,-")),
        *(("Anggaran (Rp juta)", "Rp juta"), ("Rp (dalam jutaan)", "dalam jutaan")),
        *(("x Rp 1.000,-", "x Rp 1.000,-"), ("(dalam ribuan)", "dalam ribuan"), ("Rp. .000,-", "Rp. .000,-")),
        ("Rp. Ribu (000)", "Rp. Ribu"),
    ],
)
def test_a_column_of_money_is_known_whatever_its_scale(path: Any, head: str, words: str) -> None:
    def change(sheet: Worksheet) -> None:
        for column in MONEY:
            sheet.cell(KINDS, column, head)

    found = read(path(change))
    ((cells, written),) = said(found)
    assert (len(cells.split(", ")), written) == (len(MONEY), words)
    assert list(found.data["tw1_rp"]) == [50, 50, 50]


@pytest.mark.parametrize("head", ["Anggaran (Rp)", "Rp.,-", "Rp (dalam rupiah)", "(Rp)", "Keuangan (Rp.)"])
def test_a_column_of_money_is_known_by_its_words(path: Any, head: str) -> None:
    def change(sheet: Worksheet) -> None:
        for column in MONEY:
            sheet.cell(KINDS, column, head)

    found = read(path(change))
    assert said(found) == []
    assert list(found.data["tw1_rp"]) == [50, 50, 50]


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (1, 1, "Evaluasi Hasil Renja Dinas Contoh, pagu 3,2 miliar rupiah"),
        (2, 1, "Isilah dalam rupiah penuh, bukan dalam jutaan rupiah"),
        (FIRST, 3, "PROGRAM DANA BERGULIR DALAM JUTAAN RUPIAH"),
        (FIRST + 1, 4, "Nilai investasi (juta rupiah)"),
        (FIRST + 1, COLUMN["target_renja_k"], "4 juta rupiah"),
        (FIRST + 1, COLUMN["efisiensi"] + 1, "Juta Rupiah"),
        (3, COLUMN["efisiensi"] + 1, "Nilai investasi (juta rupiah)"),
        (3, COLUMN["indikator"], "Indikator Kinerja (juta rupiah)"),
        (BELOW, 1, "Keterangan: nilai PDRB pada indikator 3 disajikan dalam jutaan rupiah"),
        (BELOW, 1, "Dinas Contoh mencatat investasi dalam jutaan rupiah"),
        (BELOW, 1, "Faktor pendorong keberhasilan: bantuan dalam jutaan rupiah"),
    ],
)
def test_what_states_no_scale_of_the_matrix(path: Any, row: int, column: int, text: str) -> None:
    assert said(read(path(put(row, column, text)))) == []


@pytest.mark.parametrize("title", ["", "Evaluasi Renja Dinas Contoh", "Evaluasi Renja\nJuta Rupiah"])
@pytest.mark.parametrize("head", ["Rp", "Rp (ribu)"])
def test_a_result_states_the_scale_of_its_source(path: Any, tmp_path: Path, head: str, title: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(1, 1).value = title or None
        sheet.cell(KINDS, COLUMN["target_renja_rp"], head)

    stated = head != "Rp" or "Juta" in title
    result = isi(path(change), tmp_path / "h.xlsx")
    assert bool(said(result.filled.matrix)) == stated
    again = read(tmp_path / "h.xlsx")
    assert bool(said(again)) == stated
    assert len(again.titles) >= 1 + stated
    assert not title or again.titles[0] == " ".join(title.split())
