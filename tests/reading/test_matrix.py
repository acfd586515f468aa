"""Finding and reading a matrix: nothing fixed, nothing dropped, nothing guessed in silence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from renja_xl.model.errors import InputError
from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.reading.matrix import read_matrix
from tests.workbooks import COLUMN, KEGIATAN, PROGRAM, SUB, matrix

ROWS = [
    PROGRAM
    | {
        "target_renja_k": "76.49 persen",
        "target_renja_rp": 11_051_494_307,
        "tw1_k": "10 persen",
        "tw1_rp": 5,
    },
    KEGIATAN | {"target_renja_k": "3 Desa", "target_renja_rp": "Rp. 54.026.414.079,-", "tw1_k": "-"},
    SUB | {"target_renja_k": 12, "target_renja_rp": 7, "penanggung_jawab": "Bidang A"},
    {"indikator": "Jumlah orang", "target_renja_k": "4 orang"},
]


def read(path: Path, sheet: str | None = None) -> Matrix:
    return read_matrix(path, load_forms(), sheet)


def found(matrix_: Matrix, code: str) -> list[tuple[str, str]]:
    return [(item.sel, item.tertulis) for item in matrix_.findings if item.kode == code]


def test_a_small_matrix(tmp_path: Path) -> None:
    read_ = read(matrix(tmp_path / "m.xlsx", ROWS))
    data = read_.data
    assert list(data["level"]) == ["program", "kegiatan", "subkegiatan", "subkegiatan"]
    assert list(data["jenis"]) == ["utama", "utama", "utama", "lanjutan"]
    assert list(data["kode"])[3] == SUB["kode"]
    assert list(data["satuan"]) == ["persen", "Desa", "", "orang"]
    assert list(data["target_renja_k"]) == [Decimal("76.49"), 3, 12, 4]
    assert list(data["target_renja_rp"]) == [11_051_494_307, 54_026_414_079, 7, None]
    assert list(data["tw1_k"]) == [10, None, None, None]
    assert list(data["penanggung_jawab"]) == ["", "", "Bidang A", ""]
    assert list(data["sumber"]) == [f"Matriks!A{row}" for row in (7, 8, 9, 10)]
    assert read_.titles == ("Evaluasi Hasil Renja Dinas Contoh Tahun 2025",)
    assert read_.findings == []


@pytest.mark.parametrize(("top", "left"), [(3, 1), (12, 1), (3, 5), (40, 9)])
def test_the_place_on_the_sheet_does_not_matter(tmp_path: Path, top: int, left: int) -> None:
    usual = read(matrix(tmp_path / "a.xlsx", ROWS)).data.drop(columns="sumber")
    moved = read(matrix(tmp_path / "b.xlsx", ROWS, top=top, left=left)).data.drop(columns="sumber")
    assert moved.equals(usual)


def test_shifted_numbers_are_read_by_their_labels_and_said(tmp_path: Path) -> None:
    numbers = (
        "1",
        "2",
        "3",
        "4",
        "6",
        "7",
        "8",
        "9",
        "10",
        "11",
        "12",
        "13 = 9+10+11+12",
        "14",
        "14 = 7+13",
        "15",
        "16",
        "17",
    )
    read_ = read(matrix(tmp_path / "m.xlsx", ROWS, numbers=numbers))
    assert list(read_.data["target_renja_k"]) == [Decimal("76.49"), 3, 12, 4]
    assert len(found(read_, "tata-letak-disimpulkan")) == 9
    assert read_.evidence["k"].number_row == "13 = 9+10+11+12"


def test_an_inserted_column_moves_nothing_and_is_kept(tmp_path: Path) -> None:
    path = matrix(tmp_path / "m.xlsx", ROWS)
    book = load_workbook(path)
    sheet = book.active
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(5)
    sheet["E3"] = "Lokasi"
    sheet["E7"], sheet["E8"] = "Paringin", "Awayan"
    book.save(path)
    read_ = read(path)
    assert list(read_.data["target_renja_k"]) == [Decimal("76.49"), 3, 12, 4]
    assert list(read_.data["Lokasi"]) == ["Paringin", "Awayan", "", ""]
    assert found(read_, "sel-tidak-terpakai") == []


def test_repeated_page_headers_are_skipped(tmp_path: Path) -> None:
    path = matrix(tmp_path / "m.xlsx", ROWS)
    book = load_workbook(path)
    sheet = book.active
    header = [[sheet.cell(row, column).value for column in range(1, 29)] for row in range(3, 7)]
    sheet.insert_rows(9, 4)
    for offset, row in enumerate(header):
        for column, value in enumerate(row, start=1):
            sheet.cell(9 + offset, column, value)
    book.save(path)
    read_ = read(path)
    assert list(read_.data["urut"]) == [1, 2, 3, 4]
    assert read_.findings == []
    assert list(read_.data["sumber"])[2] == "Matriks!A13"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("tw1_k", "BB", "sel-tidak-terbaca"),
        ("tw1_rp", "1,500,000", "sel-tidak-terbaca"),
        ("tw1_rp", "lima juta", "sel-tidak-terbaca"),
        ("tw1_k", True, "sel-tidak-terbaca"),
        ("tw1_k", 1e300, "angka-terlalu-besar"),
        ("tw1_rp", 1e-300, "sel-tidak-terbaca"),
        ("tw1_rp", "9.999.999.999.999.999", "angka-terlalu-besar"),
        ("tw1_k", "1.234 Desa", "sel-ambigu"),
        ("tw1_k", "≥ 85", "tanda-banding"),
        ("tw1_k", "#DIV/0!", "galat-excel"),
        ("tw1_k", "=1+1", "rumus-tanpa-nilai"),
    ],
)
def test_every_odd_cell_is_named(tmp_path: Path, key: str, value: Any, code: str) -> None:
    read_ = read(matrix(tmp_path / "m.xlsx", [*ROWS[:2], ROWS[2] | {key: value}]))
    assert [(item.kode, item.sel, item.kolom) for item in read_.findings] == [
        (code, f"{'K' if key == 'tw1_k' else 'L'}9", key)
    ]
    assert read_.findings[0].nama == SUB["nama"]
    if code not in ("sel-ambigu", "tanda-banding"):
        assert read_.data[key].iat[2] is None


@pytest.mark.parametrize("written", [1_181_681_926_000_000, "Rp 1.181.681.926.000.000,-"])
def test_a_figure_that_excel_cannot_keep_is_named_with_all_its_digits(tmp_path: Path, written: Any) -> None:
    read_ = read(matrix(tmp_path / "m.xlsx", [SUB | {"target_renja_k": 1, "target_renja_rp": written}]))
    assert found(read_, "angka-terlalu-besar") == [("J7", "1181681926000000")]
    assert read_.unread == {(1, "target_renja_rp"): "1181681926000000"}


@pytest.mark.parametrize("written", [999_999_999_999_999, "999.999.999.999.999"])
def test_all_fifteen_digits_that_excel_keeps_are_read(tmp_path: Path, written: Any) -> None:
    read_ = read(matrix(tmp_path / "m.xlsx", [SUB | {"target_renja_k": 1, "target_renja_rp": written}]))
    assert list(read_.data["target_renja_rp"]) == [999_999_999_999_999]
    assert read_.unread == {}


def test_an_ambiguous_figure_follows_its_unit(tmp_path: Path) -> None:
    row = PROGRAM | {"tw1_k": "1.234 Desa", "target_renja_k": "2 Desa"}
    grouped = read(matrix(tmp_path / "a.xlsx", [row, KEGIATAN | {"tw1_k": "76.52 persen"}]))
    decimal = read(matrix(tmp_path / "b.xlsx", [row, KEGIATAN | {"tw2_k": "0.52 desa"}]))
    assert grouped.data["tw1_k"].iat[0] == 1234
    assert decimal.data["tw1_k"].iat[0] == Decimal("1.234")
    assert found(decimal, "sel-ambigu") == found(grouped, "sel-ambigu") == [("K7", "1.234 Desa")]


def test_one_row_is_read_one_way(tmp_path: Path) -> None:
    row = SUB | {"target_renja_k": "1.500 Orang", "tw1_k": "1.500 Orang"}
    read_ = read(
        matrix(
            tmp_path / "m.xlsx", [PROGRAM | {"target_renja_k": "76.52 persen", "tw1_k": "1,5 persen"}, row]
        )
    )
    assert read_.data["target_renja_k"].iat[1] == read_.data["tw1_k"].iat[1] == 1500


def test_percent_formats_and_dates(tmp_path: Path) -> None:
    path = matrix(tmp_path / "m.xlsx", [SUB | {"target_renja_k": 1.0, "tw1_k": 0.4775, "tw2_k": 44_927}])
    book = load_workbook(path)
    sheet = book.active
    sheet.cell(7, COLUMN["target_renja_k"]).number_format = "0%"
    sheet.cell(7, COLUMN["tw1_k"]).number_format = "0.00%"
    sheet.cell(7, COLUMN["tw2_k"]).number_format = "d-mmm"
    book.save(path)
    read_ = read(path)
    assert read_.data["target_renja_k"].iat[0] == 100
    assert read_.data["tw1_k"].iat[0] == Decimal("47.75")
    assert read_.data["satuan"].iat[0] == "persen"
    assert [item.kode for item in read_.findings if item.tingkat == "galat"] == ["sel-tanggal"]


def test_a_unit_in_the_number_format(tmp_path: Path) -> None:
    path = matrix(tmp_path / "m.xlsx", [SUB | {"target_renja_k": 45, "target_renja_rp": 9}])
    book = load_workbook(path)
    book.active.cell(7, COLUMN["target_renja_k"]).number_format = '#,##0" Perangkat Daerah"'
    book.active.cell(7, COLUMN["target_renja_rp"]).number_format = '"Rp"#,##0'
    book.save(path)
    assert read(path).data["satuan"].iat[0] == "Perangkat Daerah"


def test_units_at_odds_are_said(tmp_path: Path) -> None:
    read_ = read(
        matrix(
            tmp_path / "m.xlsx",
            [SUB | {"target_renja_k": "2 Dokumen", "tw1_k": "1 Orang", "tw2_k": "2 dokumen"}],
        )
    )
    assert found(read_, "satuan-beda") == [("I7", "Dokumen / Orang / dokumen")]
    assert read_.data["satuan"].iat[0] == "Dokumen"


def test_foot_and_averages_are_no_indicators(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        {"label": "Rata-rata Capaian Kinerja (Sub Kegiatan) (%)", "capaian_renja_k": 50},
        {"label": "Predikat Kinerja (Sub Kegiatan)", "capaian_renja_k": "Rendah"},
        {"label": "Rata-rata Capaian Kinerja (Seluruh Program) (%)", "capaian_renja_rp": "48,5"},
        {"label": "Jumlah Anggaran dari seluruh Program", "target_renja_rp": 9},
        {"label": "Faktor Pendorong Keberhasilan Kinerja:", "indikator": "Dukungan dana"},
        {"label": "Faktor Penghambat Pencapaian Kinerja: kurang orang"},
        {"label": "Disusun oleh"},
        {"nama": "Kepala Dinas"},
    ]
    read_ = read(matrix(tmp_path / "m.xlsx", rows))
    assert len(read_.data) == 4
    assert [(s.jenis, s.cakupan, s.kelompok) for s in read_.summaries] == [
        ("rata_rata", "subkegiatan", 2),
        ("predikat", "subkegiatan", 2),
        ("rata_rata", "seluruh_program", 0),
        ("jumlah", "seluruh_program", 0),
    ]
    assert read_.summaries[0].values == {"capaian_renja_k": 50}
    assert read_.summaries[1].values == {"capaian_renja_k": "Rendah"}
    assert read_.summaries[2].values == {"capaian_renja_rp": Decimal("48.5")}
    assert dict(read_.foot) == {"pendorong": "Dukungan dana", "penghambat": "kurang orang"}
    assert [item.kode for item in read_.findings] == ["tanda-tangan-baru"]


@pytest.mark.parametrize(
    "block",
    [
        (
            "Paringin, 5 Juli 2025",
            "KEPALA DINAS,",
            "Drs. H. AHMAD FAUZI, M.Si",
            "Pembina Utama Muda",
            "NIP. 1970",
        ),
        ("Juai,      Juli 2025", "CAMAT JUAI", "ABDUL HAMID"),
        ("Plt. INSPEKTUR", "ABDUL HAMID"),
        ("LURAH,", "ABDUL HAMID"),
        ("Batu Piring, 04-07-2025", "ABDUL HAMID"),
    ],
)
def test_a_signature_is_known_by_any_of_its_first_lines(tmp_path: Path, block: tuple[str, ...]) -> None:
    """It stands far to the right, most often below a line with place and date."""
    rows = [*ROWS, *({"capaian_renja_k": line} for line in block)]
    read_ = read(matrix(tmp_path / "m.xlsx", rows))
    assert len(read_.data) == 4
    assert [item.kode for item in read_.findings] == ["tanda-tangan-baru"]


def test_an_indicator_within_the_table_is_no_signature(tmp_path: Path) -> None:
    """A further indicator without any figure yet, whose name begins like a signature."""
    read_ = read(matrix(tmp_path / "m.xlsx", [*ROWS[:2], {"indikator": "Lurah terlatih"}, *ROWS[2:]]))
    assert read_.data["indikator"].tolist().count("Lurah terlatih") == 1
    assert "tanda-tangan-baru" not in [item.kode for item in read_.findings]


def test_a_total_without_a_label_is_known_by_its_sums(tmp_path: Path) -> None:
    programs = [
        PROGRAM | {"kode": f"2.08.{n:02}", "target_renja_rp": 300 * n, "tw1_rp": "Rp 1.000", "tw1_k": n}
        for n in (1, 2)
    ]
    total = {"target_renja_k": 7, "target_renja_rp": 900, "tw1_rp": 2000, "tw2_rp": 5, "tw3_rp": "-"}
    read_ = read(matrix(tmp_path / "a.xlsx", [*programs, total]))
    assert [(s.jenis, s.cakupan, dict(s.values)) for s in read_.summaries] == [
        ("jumlah", "seluruh_program", {"target_renja_rp": 900, "tw1_rp": 2000, "tw2_rp": 5})
    ]
    assert [(item.kode, item.sel) for item in read_.findings] == [
        ("jumlah-tanpa-label", "I9"),
        ("sel-tidak-terpakai", "I9"),
    ]
    assert "2 dari 3" in read_.findings[0].penjelasan


@pytest.mark.parametrize(
    "rows",
    [
        [{"target_renja_rp": 901, "tw1_rp": 3}],
        [{"target_renja_rp": 300, "tw1_rp": 5}, KEGIATAN],
        [{"target_renja_rp": 300, "penanggung_jawab": "Bidang A"}],
    ],
)
def test_other_rows_of_figures_are_named_not_used(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    read_ = read(matrix(tmp_path / "a.xlsx", [PROGRAM | {"target_renja_rp": 300, "tw1_rp": 5}, *rows]))
    assert read_.summaries == ()
    assert ("J8", str(rows[0]["target_renja_rp"])) in found(read_, "sel-tidak-terpakai")


def test_an_indicator_called_predikat_is_an_indicator(tmp_path: Path) -> None:
    rows = [*ROWS, {"indikator": "Predikat SAKIP", "target_renja_k": 70}]
    assert len(read(matrix(tmp_path / "m.xlsx", rows)).data) == 5


def test_text_that_fits_nowhere_is_named(tmp_path: Path) -> None:
    rows = [*ROWS, {"label": "Coretan pinggir"}]
    assert found(read(matrix(tmp_path / "m.xlsx", rows)), "sel-tidak-terpakai") == [
        ("A11", "Coretan pinggir")
    ]


def test_several_sheets(tmp_path: Path) -> None:
    path = matrix(tmp_path / "m.xlsx", ROWS)
    book = load_workbook(path)
    book.create_sheet("Catatan")["A1"] = "bukan matriks"
    copy = book.copy_worksheet(book["Matriks"])
    copy.title = "Kedua"
    book.save(path)
    with pytest.raises(InputError, match="Matriks, Kedua"):
        read(path)
    assert read(path, "Kedua").place.sheet == "Kedua"
    with pytest.raises(InputError, match="Lembar 'Ketiga' tidak ada"):
        read(path, "Ketiga")
    with pytest.raises(InputError, match="Tidak ada matriks"):
        read(path, "Catatan")


def test_header_without_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tidak satu pun baris indikator"):
        read(matrix(tmp_path / "m.xlsx", []))


def test_comments_are_named_and_empty_texts_change_nothing(tmp_path: Path) -> None:
    path = matrix(tmp_path / "m.xlsx", ROWS)
    book = load_workbook(path)
    book.active["K7"].comment = Comment("cek lagi", "x")
    book.active["AF9"] = "   "
    book.save(path)
    (found,) = read(path).findings
    assert (found.kode, found.sel, found.kolom, found.tertulis) == ("komentar-sel", "K7", "tw1_k", "cek lagi")
