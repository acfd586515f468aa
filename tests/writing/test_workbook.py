"""The workbook of `isi`: its sheets and names, the look that makes it fit to sign, texts that stay texts."""

from __future__ import annotations

import errno
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from openpyxl import Workbook, load_workbook

from renja_xl import isi
from renja_xl.model.findings import COLUMNS as FINDING_COLUMNS
from renja_xl.reading.formats.xml_parts import unescaped
from renja_xl.writing import styles
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan
from renja_xl.writing.row_xml import xml_text
from renja_xl.writing.text_fit import line_count
from renja_xl.writing.workbook import write_plans
from tests.conftest import SAMPLES
from tests.results import table
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix

OPEN = Path.open
DATA = [
    "urut",
    "level",
    "jenis",
    "nomor",
    "kode",
    "nama",
    "indikator",
    "satuan",
    "target_renstra_k",
    "target_renstra_rp",
    "realisasi_lalu_k",
    "realisasi_lalu_rp",
    "target_renja_k",
    "target_renja_rp",
    "tw1_k",
    "tw1_rp",
    "tw2_k",
    "tw2_rp",
    "tw3_k",
    "tw3_rp",
    "tw4_k",
    "tw4_rp",
    "realisasi_renja_k",
    "realisasi_renja_rp",
    "capaian_renja_k",
    "capaian_renja_rp",
    "realisasi_renstra_k",
    "realisasi_renstra_rp",
    "capaian_renstra_k",
    "capaian_renstra_rp",
    "efisiensi",
    "penanggung_jawab",
    "sumber",
]
REKAP = [
    "cakupan",
    "kode",
    "nama",
    "jumlah_indikator",
    "capaian_renja_k",
    "capaian_renja_rp",
    "capaian_renstra_k",
    "capaian_renstra_rp",
    "predikat_capaian_renja_k",
    "predikat_capaian_renja_rp",
    "predikat_capaian_renstra_k",
    "predikat_capaian_renstra_rp",
    "target_renja_rp",
    "realisasi_renja_rp",
    "serapan_rp",
]
TEMUAN = [
    "kode",
    "tingkat",
    "lembar",
    "sel",
    "kolom",
    "nama",
    "tertulis",
    "seharusnya",
    "penyebab",
    "penjelasan",
    "saran",
]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("hasil") / "hasil.xlsx"
    isi(SAMPLES / "tabel-2.1-balangan-2023.xlsx", target)
    return target


@pytest.fixture(scope="module")
def book(result: Path) -> Workbook:
    return load_workbook(result)


def test_sheets_and_column_names_of_the_contract(book: Workbook) -> None:
    assert book.sheetnames == ["Tabel 2.1", "Rekap", "Temuan", "Data", "Metode"]
    for sheet, names in (("Data", DATA), ("Rekap", REKAP), ("Temuan", TEMUAN)):
        assert [cell.value for cell in book[sheet][1]] == names
        assert not book[sheet].merged_cells.ranges
        assert all(any(cell.value is not None for cell in row) for row in book[sheet].iter_rows())
    assert list(FINDING_COLUMNS) == TEMUAN


def test_figures_are_live_formulas_with_cached_values(result: Path, book: Workbook) -> None:
    cached = load_workbook(result, data_only=True)["Tabel 2.1"]
    sheet = book["Tabel 2.1"]
    assert sheet["U11"].value == '=IF(N(I11)=0,"",IF(ISNUMBER(S11),ROUND(S11/I11*100,2),""))'
    assert cached["U11"].value == 130.74
    assert sheet["AB11"].value == '=IF(N(V11)=0,"",IF(ISNUMBER(U11),ROUND(U11/V11*100,0),""))'
    assert cached["AB11"].value == 174
    assert (
        sheet["S11"].value
        == '=IF(ISNUMBER(Q11),Q11,IF(ISNUMBER(O11),O11,IF(ISNUMBER(M11),M11,IF(ISNUMBER(K11),K11,""))))'
    )
    assert sheet["X11"].value == '=IF(COUNT(H11,T11)=0,"",SUM(H11,T11))'
    assert sheet["W11"].value == '=IF(NOT(ISNUMBER(S11)),"",S11)'
    assert (
        'AVERAGEIFS(V$13:V$15,$AD$13:$AD$15,"subkegiatan",$AF$13:$AF$15,3,$AE$13:$AE$15,"utama")'
        in sheet["V16"].value
    )
    assert cached["V16"].value == 308.17
    assert cached["V17"].value == "Sangat Tinggi"


def test_every_formula_has_a_cached_value(result: Path) -> None:
    with zipfile.ZipFile(result) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    formulas = re.findall(r"<f>[^<]*</f>(<v>[^<]*</v>)?</c>", xml)
    assert len(formulas) > 1400
    assert all(formulas)


def test_k_is_a_number_with_its_unit_in_the_format(book: Workbook) -> None:
    sheet = book["Tabel 2.1"]
    assert sheet["I11"].value == 76.49
    assert sheet["I11"].number_format == '#,##0.00" persen"'
    assert sheet["I14"].number_format == '#,##0" Dokumen"'
    assert sheet["S14"].number_format == '#,##0" Dokumen"'
    assert sheet["J11"].number_format == "#,##0"


def test_page_setup_of_an_official_matrix(book: Workbook) -> None:
    sheet = book["Tabel 2.1"]
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "14"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$6:$10"
    assert sheet.freeze_panes == "E11"
    assert "&P" in sheet.oddFooter.right.text
    assert sheet.print_area.endswith(f"$AB${sheet.max_row}")


def test_header_numbers_and_merges(book: Workbook) -> None:
    sheet = book["Tabel 2.1"]
    numbers = [cell.value for cell in sheet[9] if cell.value]
    assert numbers[-6:] == [
        "12",
        "13 = 12/7 x 100%",
        "14 = 6+12",
        "15 = 14/5 x 100%",
        "16",
        "17 = K13/Rp13 x 100%",
    ]
    assert [cell.value for cell in sheet[10]][4:8] == ["K", "Rp", "K", "Rp"]
    merges = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:AB1", "A6:A8", "E6:F8", "K6:R7", "K8:L8", "U9:V9", "A16:T16"} <= merges


def test_levels_by_indentation_and_weight(book: Workbook) -> None:
    sheet = book["Tabel 2.1"]
    program, kegiatan, sub = sheet["C11"], sheet["C13"], sheet["C14"]
    assert (program.font.bold, kegiatan.font.bold, sub.font.bold) == (True, True, False)
    assert (program.alignment.indent, kegiatan.alignment.indent, sub.alignment.indent) == (0, 1, 2)


def test_free_texts_and_signatures_close_the_sheet(book: Workbook) -> None:
    sheet = book["Tabel 2.1"]
    texts = {
        cell.value: cell.row
        for row in sheet.iter_rows(min_row=220)
        for cell in row
        if isinstance(cell.value, str)
    }
    assert "Jumlah Anggaran dari seluruh Program" in texts
    factor = texts["Faktor Pendorong Keberhasilan Kinerja"]
    assert sheet.cell(factor, 4).value.startswith("1. Dukungan dana APBD")
    assert sheet.row_dimensions[factor].height > 60
    assert texts["KEPALA PERANGKAT DAERAH"] == texts["KEPALA BAPPEDA"] > factor


def test_rows_are_high_enough_for_their_texts(book: Workbook) -> None:
    sheet = book["Tabel 2.1"]
    assert sheet.row_dimensions[11].height > sheet.row_dimensions[16].height
    assert all(
        sheet.row_dimensions[row].height <= 409
        for row in range(1, sheet.max_row)
        if sheet.row_dimensions[row].height
    )


HOSTILE = [
    '=HYPERLINK("http://x","klik")',
    "+1+1",
    "@SUM(A1)",
    "<r>x</r>",
    "a & b < c > d",
    "satu\ndua",
    "'kutip",
    "\t tab",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(tmp_path: Path, text: str) -> None:
    source = matrix(tmp_path / "m.xlsx", [PROGRAM, KEGIATAN, SUB | {"target_renja_k": 1}])
    book = load_workbook(source)
    for name in ("C9", "D9"):
        book.active[name].value = text
        book.active[name].data_type = "s"
    book.save(source)
    isi(source, tmp_path / "h.xlsx")
    expected = " ".join(text.split())
    for sheet in ("Matriks", "Data"):
        cells = [
            c
            for row in load_workbook(tmp_path / "h.xlsx")["Tabel 2.1" if sheet == "Matriks" else "Data"]
            for c in row
        ]
        found = [cell for cell in cells if cell.value == expected]
        assert len(found) == 2
        assert {cell.data_type for cell in found} == {"s"}


@pytest.mark.parametrize(
    ("text", "xml"), [("a\x01b", "a_x0001_b"), ("_x0041_", "_x005F_x0041_"), ("a\x0bb", "a_x000B_b")]
)
def test_letters_that_xml_forbids_come_back(text: str, xml: str) -> None:
    assert xml_text(text) == xml
    assert unescaped(xml) == text


def test_half_a_letter_does_not_end_the_program() -> None:
    xml_text("\ud800").encode("utf-8")


def test_a_sheet_that_cannot_be_written_leaves_no_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes no folder in which a file is open."""
    opened: list[IO[Any]] = []

    def noted(path: Path, *arguments: Any, **options: Any) -> IO[Any]:
        opened.append(OPEN(path, *arguments, **options))
        return opened[-1]

    def ends() -> Iterator[PlanRow]:
        yield PlanRow([Cell("a", styles.TABLE_TEXT)])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "open", noted)
    plans = [
        SheetPlan(name=name, rows=rows, widths=[9]) for name, rows in (("A", []), ("B", []), ("C", ends()))
    ]
    with pytest.raises(OSError, match="full"):
        write_plans(plans, tmp_path / "hasil.xlsx")
    rows = [file for file in opened if "rows-" in file.name]
    assert [file.closed for file in rows] == [True] * 3


def test_a_kept_column_12_is_no_formula(tmp_path: Path) -> None:
    source = matrix(
        tmp_path / "m.xlsx",
        [PROGRAM, KEGIATAN, SUB | {"target_renja_k": 10, "tw1_k": 4, "realisasi_renja_k": 5}],
    )
    isi(source, tmp_path / "h.xlsx", triwulan="kumulatif")
    sheet = load_workbook(tmp_path / "h.xlsx")["Tabel 2.1"]
    row = next(row for row in sheet.iter_rows() if row[1].value == SUB["kode"])
    assert row[18].value == 5
    assert str(row[20].value).startswith("=")
    assert table(tmp_path / "h.xlsx", "Data")[2]["capaian_renja_k"] == 50
    assert table(tmp_path / "h.xlsx", "Temuan")[0]["kode"] == "jumlah-triwulan-beda"


def test_headings_above_the_programs_have_no_formulas(tmp_path: Path) -> None:
    urusan = {"kode": "2", "nama": "URUSAN WAJIB"}
    source = matrix(
        tmp_path / "m.xlsx",
        [urusan, {"kode": "2.08", "nama": "BIDANG"}, PROGRAM, KEGIATAN, SUB | {"tw1_k": 1}],
    )
    isi(source, tmp_path / "h.xlsx")
    assert [row["level"] for row in table(tmp_path / "h.xlsx", "Data")] == [
        "urusan",
        "bidang",
        "program",
        "kegiatan",
        "subkegiatan",
    ]
    sheet = load_workbook(tmp_path / "h.xlsx")["Tabel 2.1"]
    heading = next(row for row in sheet.iter_rows() if row[2].value == "URUSAN WAJIB")
    assert all(cell.value in (None, "2", "URUSAN WAJIB", "urusan", "utama", 0) for cell in heading)


def test_the_method_names_rules_input_and_decisions(result: Path) -> None:
    sheet = load_workbook(result)["Metode"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert said["Aturan"] == "baku"
    assert said["Berkas masukan"] == "tabel-2.1-balangan-2023.xlsx"
    assert re.fullmatch(r"[0-9a-f]{64}", said["SHA-256 berkas masukan"])
    assert "lembar tidak memberi petunjuk" in said["Kolom 12 K: realisasi tahun ini"]
    assert "78,69%" in said["Serapan anggaran"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("kiriman-triwulan-empat/budaya.xlsx", 2),
        ("kiriman-perangkat-daerah-triwulan-empat/dinas-pemberdayaan-masyarakat/budaya.xlsx", 4),
        ("x" * 40, 2),
        ("Dinas Kesehatan", 1),
        ("", 1),
    ],
)
def test_a_word_wider_than_its_column_takes_the_lines_it_is_broken_into(text: str, lines: int) -> None:
    """The last line of a path is the name of the file: it must not be hidden by a row that is too low."""
    assert line_count(text, 19, 9) == lines
