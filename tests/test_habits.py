"""What people do to a real sheet, one habit at a time, on the published sample: figures stay right or are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from renja_xl import isi
from tests.conftest import SAMPLES
from tests.results import table

SAMPLE = SAMPLES / "tabel-2.1-balangan-2023.xlsx"
Rows = list[dict[str, Any]]


class Outcome:
    """Data, Rekap and Temuan of a changed sample."""

    def __init__(self, data: Rows, rekap: Rows, found: Rows) -> None:
        self.data, self.rekap, self.found = data, rekap, found

    def codes(self, cell: str = "") -> list[str]:
        return [row["kode"] for row in self.found if not cell or row["sel"] == cell]

    def row(self, number: int) -> dict[str, Any]:
        return next(row for row in self.data if row["sumber"].endswith(f"!A{number}"))


@pytest.fixture
def after(tmp_path: Path) -> Callable[..., Outcome]:
    def run(change: Callable[[Worksheet], None], **options: Any) -> Outcome:
        book = load_workbook(SAMPLE)
        change(book.worksheets[0])
        book.save(tmp_path / "m.xlsx")
        isi(tmp_path / "m.xlsx", tmp_path / "h.xlsx", timpa=True, **options)
        return Outcome(*(table(tmp_path / "h.xlsx", name) for name in ("Data", "Rekap", "Temuan")))

    return run


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    target = tmp_path_factory.mktemp("polos") / "h.xlsx"
    isi(SAMPLE, target)
    return Outcome(*(table(target, name) for name in ("Data", "Rekap", "Temuan")))


def put(**cells: Any) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for name, value in cells.items():
            sheet[name].value = value
            if isinstance(value, str) and value.startswith("#"):
                sheet[name].data_type = "e"

    return change


@pytest.mark.parametrize(
    "name",
    [
        "Disusunnya dokumen RKPD",
        "Mengetahui jumlah desa",
        "Rata-rata lama sekolah",
        "Jumlah anggaran dibina",
        "Predikat SAKIP",
        "Faktor pendorong",
        "Rasio (KtP) per 100",
    ],
)
def test_an_indicator_is_no_signature_average_or_note(
    after: Callable[..., Outcome], plain: Outcome, name: str
) -> None:
    found = after(put(D12=name, E12=None, I12=None))
    assert len(found.data) == 133
    assert found.row(12)["indikator"] == name
    assert found.rekap[0] == plain.rekap[0]


def test_a_signature_in_the_middle_takes_no_rows(after: Callable[..., Outcome], plain: Outcome) -> None:
    def change(sheet: Worksheet) -> None:
        for cell in (*sheet[57], *sheet[58]):
            if type(cell).__name__ == "Cell":
                cell.value = None
        sheet["Y57"], sheet["Y58"] = "Mengetahui,", "Kepala Dinas"

    found = after(change)
    assert len(found.data) == 133
    assert [row["sel"] for row in found.found if row["kode"] == "tanda-tangan-baru"] == ["A57:A58"]


@pytest.mark.parametrize("value", ["#N/A", "=VLOOKUP(A15,X!A:B,2,0)"])
def test_an_error_in_code_and_name_loses_no_row(
    after: Callable[..., Outcome], plain: Outcome, value: str
) -> None:
    found = after(put(B15=value, C15=value))
    assert found.row(15)["jenis"] == "utama"
    assert found.rekap[-1]["target_renja_rp"] == plain.rekap[-1]["target_renja_rp"]
    code = "galat-excel" if value.startswith("#") else "rumus-tanpa-nilai"
    assert code in found.codes("B15")
    assert code in found.codes("C15")


def test_a_numbered_row_without_code_and_name_keeps_its_money(
    after: Callable[..., Outcome], plain: Outcome
) -> None:
    found = after(put(B15=None, C15=None))
    assert found.row(15)["jenis"] == "utama"
    assert found.rekap[-1]["target_renja_rp"] == plain.rekap[-1]["target_renja_rp"]


@pytest.mark.parametrize(("cell", "area"), [("A66", "A66:C66"), ("B66", "B66:C66")])
def test_a_name_merged_over_number_or_code_is_the_name(
    after: Callable[..., Outcome], plain: Outcome, cell: str, area: str
) -> None:
    def change(sheet: Worksheet) -> None:
        name = sheet["C66"].value
        sheet["C66"] = None
        sheet[cell] = name
        sheet.merge_cells(area)

    assert after(change).rekap == plain.rekap


def test_columns_of_their_own_called_tingkat_change_nothing(
    after: Callable[..., Outcome], plain: Outcome
) -> None:
    found = after(put(AC6="Jenis", AD6="Tingkat", AC14="Fisik", AD15="program"))
    assert found.rekap == plain.rekap
    assert found.row(14)["Jenis"] == "Fisik"
    assert found.row(15)["Tingkat"] == "program"


@pytest.mark.parametrize("text", ["1,5E+03", "2 ½", "10²", "5 M", "1 sampai dua", "1,5 juta"])
def test_a_text_that_is_more_than_a_number_is_not_read(after: Callable[..., Outcome], text: str) -> None:
    found = after(put(Q15=text))
    assert "sel-tidak-terbaca" in found.codes("Q15")
    assert found.row(15)["realisasi_renja_k"] is None
    assert "triwulan-tak-terbaca" in found.codes()


@pytest.mark.parametrize("unit", ["", " Persen.", " Persen (baik)", " %"])
def test_percentages_are_not_added_over_the_years(after: Callable[..., Outcome], unit: str) -> None:
    cells: dict[str, Any] = {f"{column}13": f"100{unit}" if unit else 100 for column in "EIKMOQ"}
    found = after(put(**cells, G13=f"80{unit}" if unit else 80))
    assert found.row(13)["realisasi_renstra_k"] == 100
    assert ("satuan-kosong" in found.codes()) == (not unit)


def test_a_percent_format_in_a_money_column_is_no_amount(after: Callable[..., Outcome]) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["R14"].value = 0.5
        sheet["R14"].number_format = "0%"

    assert "sel-tidak-terbaca" in after(change).codes("R14")


def test_a_code_kept_as_a_number_is_named(after: Callable[..., Outcome]) -> None:
    assert "kode-angka" in after(put(B11=2.1)).codes("B11")


def test_one_early_cell_of_the_next_quarter_turns_no_sheet(after: Callable[..., Outcome]) -> None:
    def change(sheet: Worksheet) -> None:
        for row in range(11, 234):
            amount = sheet.cell(row, 18).value
            if isinstance(amount, int | float) and amount:
                sheet.cell(row, 12).value, sheet.cell(row, 14).value, sheet.cell(row, 18).value = (
                    amount // 3,
                    amount // 2,
                    0,
                )
                sheet.cell(row, 11).value, sheet.cell(row, 13).value, sheet.cell(row, 17).value = (
                    "1 Dokumen",
                    "2 Dokumen",
                    "0 Dokumen",
                )
        sheet["O14"] = "2 Dokumen"
        sheet["P14"] = 90_000_000

    found = after(change)
    decided = {
        row["kolom"]: row["seharusnya"] for row in found.found if row["kode"] == "triwulan-disimpulkan"
    }
    assert decided == {"realisasi_renja_k": "kumulatif", "realisasi_renja_rp": "kumulatif"}


def test_a_running_total_that_falls_is_named(after: Callable[..., Outcome]) -> None:
    found = after(put(L14=200_000_000, N14=100_000_000), triwulan="kumulatif")
    assert "triwulan-turun" in found.codes("N14")


def test_the_renstra_target_is_not_the_renja_target(after: Callable[..., Outcome], plain: Outcome) -> None:
    found = after(put(E6="Target Kinerja dan Anggaran Renstra Perangkat Daerah Tahun 2026"))
    assert found.rekap == plain.rekap


def test_two_columns_for_one_meaning_are_an_error(after: Callable[..., Outcome]) -> None:
    assert "kolom-ganda" in after(put(E6="Target Renja tahun berjalan")).codes("I6")


def test_quarters_named_in_full(after: Callable[..., Outcome], plain: Outcome) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.unmerge_cells("K6:R7")
        for column, numeral in zip((11, 13, 15, 17), ("I", "II", "III", "IV"), strict=True):
            sheet.cell(6, column).value = f"Realisasi Kinerja Pada Triwulan {numeral}"
            sheet.cell(8, column).value = None

    assert after(change).rekap == plain.rekap


def test_quarters_that_cannot_be_told_apart_are_an_error(after: Callable[..., Outcome]) -> None:
    assert "triwulan-tidak-dikenal" in after(put(K8=None, M8=None, O8=None, Q8=None)).codes()


@pytest.mark.parametrize(
    "code", ["2.15.01.2.01.01.", " 2.15.01.2.01.01 ", "2.15.01.2.01-01", "X.XX.01.2.01.01"]
)
def test_a_code_with_a_slip_stays_in_its_kegiatan(
    after: Callable[..., Outcome], plain: Outcome, code: str
) -> None:
    assert after(put(B14=code)).rekap[0] == plain.rekap[0]


def test_codes_decide_before_the_order_of_rows(after: Callable[..., Outcome], plain: Outcome) -> None:
    found = after(put(B20="2.15.01.2.01.07"))
    assert "kode-induk-lain" in found.codes("B20")
    assert [row["jumlah_indikator"] for row in plain.rekap[:2]] == [2, 3]
    assert [row["jumlah_indikator"] for row in found.rekap[:2]] == [3, 2]


def test_page_headers_that_differ_a_little(after: Callable[..., Outcome], plain: Outcome) -> None:
    def change(sheet: Worksheet) -> None:
        for source, target in ((6, 16), (9, 17)):
            for merged in [area for area in sheet.merged_cells.ranges if area.min_row == target]:
                sheet.unmerge_cells(str(merged))
            for column in range(1, 29):
                sheet.cell(target, column).value = sheet.cell(source, column).value
        sheet["E16"] = "Target Renstra PD"
        for column, number in ((21, 13), (23, 14), (25, 15), (28, 17)):
            sheet.cell(17, column).value = number

    found = after(change)
    assert len(found.data) == 133
    assert {row["level"] for row in found.data} == {"program", "kegiatan", "subkegiatan"}


def test_unrounded_results_of_excel_are_no_difference(after: Callable[..., Outcome]) -> None:
    found = after(put(U11=130.736043927311, V11=75.0871523, AB11=174.1123))
    assert not {"hitung-beda", "rata-rata-beda"} & set(found.codes())


def test_a_coarse_figure_among_fine_ones_is_a_difference(after: Callable[..., Outcome]) -> None:
    assert "hitung-beda" in after(put(U11=131, U13=99.51, U14=98.25, U15=97.75)).codes("U11")


def test_totals_of_every_column_and_of_parts(after: Callable[..., Outcome]) -> None:
    def change(sheet: Worksheet) -> None:
        last = max(
            row
            for row in range(200, 240)
            if str(sheet.cell(row, 1).value or "").startswith("Jumlah Anggaran")
        )
        sheet.cell(last, 6).value = 135_021_171_990
        for merged in [area for area in sheet.merged_cells.ranges if area.min_row == 57]:
            sheet.unmerge_cells(str(merged))
        sheet["A57"], sheet["C57"], sheet["J57"] = None, "Jumlah", 1000

    found = after(change)
    assert not [row for row in found.found if row["tingkat"] == "galat"]
    assert "ringkasan-tidak-dikenal" in found.codes("J57")


def test_waiting_formulas_in_computed_columns_are_no_loss(
    after: Callable[..., Outcome], plain: Outcome
) -> None:
    def change(sheet: Worksheet) -> None:
        for row in range(11, 234):
            if sheet.cell(row, 5).value:
                sheet.cell(row, 20).value = f"=SUM(L{row},N{row},P{row},R{row})"

    found = after(change, triwulan="kumulatif")
    assert "rumus-dihitung-ulang" in found.codes()
    assert "galat" not in {row["tingkat"] for row in found.found}
    assert [row["realisasi_renja_rp"] for row in found.data] == [
        row["realisasi_renja_rp"] for row in plain.data
    ]


def test_free_texts_are_added_up_and_signatures_beside_them_are_not(
    after: Callable[..., Outcome], tmp_path: Path
) -> None:
    after(
        put(
            A235="Faktor Pendorong Keberhasilan Kinerja: Dukungan pimpinan",
            Y236="Paringin, 5 Januari 2024",
            Y237="Kepala Dinas P3AP2KB",
        )
    )
    sheet = load_workbook(tmp_path / "h.xlsx").worksheets[0]
    texts = [
        cell.value for row in sheet.iter_rows(min_row=228) for cell in row if isinstance(cell.value, str)
    ]
    assert any("Dukungan dana APBD" in text and text.endswith("Dukungan pimpinan") for text in texts)
    assert not any("Paringin" in text and "BLUD" in text for text in texts)


def test_hidden_rows_are_read_and_said(after: Callable[..., Outcome], plain: Outcome) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[14].hidden = True

    found = after(change)
    assert found.rekap == plain.rekap
    assert "baris-tersembunyi" in found.codes("A14")


def test_unread_figures_blank_what_is_built_on_them(after: Callable[..., Outcome]) -> None:
    found = after(put(L14="100 ribu", R15="WTP", H18="lima juta"), triwulan="jumlah")
    assert found.row(14)["realisasi_renja_rp"] is None
    assert found.row(15)["realisasi_renja_rp"] is None
    assert found.row(18)["realisasi_renstra_rp"] is None
    assert found.row(18)["realisasi_renja_rp"] is not None


def test_a_further_indicator_with_money_is_named(after: Callable[..., Outcome]) -> None:
    assert "rp-di-indikator-lanjutan" in after(put(J12=5_000_000)).codes("J12")


def test_numbers_in_parentheses_in_the_number_row(after: Callable[..., Outcome], plain: Outcome) -> None:
    def change(sheet: Worksheet) -> None:
        for cell in sheet[9]:
            if type(cell).__name__ == "Cell" and cell.value and "=" not in str(cell.value):
                cell.value = f"({cell.value})"

    assert after(change).rekap == plain.rekap


def test_titles_keep_their_numbers(after: Callable[..., Outcome], tmp_path: Path) -> None:
    after(put(A4=2023))
    assert load_workbook(tmp_path / "h.xlsx").worksheets[0]["A4"].value == "2023"


def test_formulas_of_column_12_give_way_to_a_convention_that_was_chosen(tmp_path: Path) -> None:
    """A result computed by running totals, filled again with sums, is as if it had been sums at once."""
    isi(SAMPLE, tmp_path / "kumulatif.xlsx", triwulan="kumulatif")
    again = isi(tmp_path / "kumulatif.xlsx", tmp_path / "lagi.xlsx", triwulan="jumlah")
    isi(SAMPLE, tmp_path / "jumlah.xlsx", triwulan="jumlah")
    said = [(item.kode, item.kolom) for item in again.filled.findings if item.kode == "rumus-lain"]
    assert said == [("rumus-lain", "realisasi_renja_k"), ("rumus-lain", "realisasi_renja_rp")]
    assert not [item for item in again.filled.findings if item.kode == "jumlah-triwulan-beda"]
    first, second = table(tmp_path / "jumlah.xlsx", "Data"), table(tmp_path / "lagi.xlsx", "Data")
    assert [row | {"sumber": ""} for row in first] == [row | {"sumber": ""} for row in second]
