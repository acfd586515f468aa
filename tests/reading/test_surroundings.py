"""What a sheet says besides its values: notes, hidden columns, text struck through, merged figures."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from renja_xl.model.findings import Finding
from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.reading.matrix import read_matrix
from tests.workbooks import COLUMN, KEGIATAN, PROGRAM, SUB, matrix

FIGURES = {"target_renja_k": "3 Desa", "target_renja_rp": 300, "tw1_k": "1 Desa", "tw1_rp": 50}
ROWS: list[dict[str, Any]] = [
    PROGRAM | FIGURES,
    KEGIATAN | FIGURES,
    SUB | FIGURES,
    {"indikator": "Jumlah orang", "target_renja_k": "4 Orang"},
    SUB | FIGURES | {"kode": "2.08.02.2.01.0002"},
]
STRUCK = Font(strike=True)


@pytest.fixture
def after(tmp_path: Path) -> Callable[[Callable[[Worksheet], None]], Matrix]:
    def run(change: Callable[[Worksheet], None]) -> Matrix:
        path = matrix(tmp_path / "m.xlsx", ROWS)
        book = load_workbook(path)
        change(book.worksheets[0])
        book.save(path)
        return read_matrix(path, load_forms())

    return run


def said(found: Matrix) -> list[tuple[str, str, str]]:
    return [(item.kode, item.sel, item.tertulis) for item in found.findings]


def one(found: Matrix) -> Finding:
    (item,) = found.findings
    return item


def test_a_note_is_said_in_full_with_its_cell(after: Callable[..., Matrix]) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["I7"].comment = Comment("Angka sementara,\nlihat DPA", "Budi")
        sheet["A1"].comment = Comment("Konsep", "Budi")

    assert said(after(change)) == [
        ("komentar-sel", "A1", "Konsep"),
        ("komentar-sel", "I7", "Angka sementara, lihat DPA"),
    ]


def test_a_thread_stands_for_the_note_that_older_versions_show(tmp_path: Path) -> None:
    path = matrix(tmp_path / "a.xlsx", ROWS)
    book = load_workbook(path)
    book.worksheets[0]["I7"].comment = Comment("[Threaded comment] Your version …", "tc={1}")
    book.save(path)
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="I7" id="{1}"><text>Benar 3?</text></threadedComment>'
        '<threadedComment ref="I7" id="{2}" parentId="{1}"><text>Ya</text></threadedComment></ThreadedComments>'
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="r9" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "m.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/_rels/sheet1.xml.rels":
                data = data.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
            new.writestr(name, data)
        new.writestr("xl/threadedComments/threadedComment1.xml", thread)
    assert said(read_matrix(tmp_path / "m.xlsx", load_forms())) == [("komentar-sel", "I7", "Benar 3? Ya")]


def test_hidden_columns_of_the_matrix_are_named_once(after: Callable[..., Matrix]) -> None:
    def change(sheet: Worksheet) -> None:
        for letters in ("I", "J", "AF"):
            sheet.column_dimensions[letters].hidden = True

    found = after(change)
    item = one(found)
    assert (item.kode, item.tingkat, item.sel) == ("kolom-tersembunyi", "info", "I3, J3")
    assert item.penjelasan == "2 kolom matriks yang tersembunyi (I, J) tetap dibaca."
    assert found.data["target_renja_rp"].tolist()[:3] == [300, 300, 300]


@pytest.mark.parametrize(
    ("struck", "code"), [("C9", "baris-dicoret"), ("D10", "baris-dicoret"), ("K9", "sel-dicoret")]
)
def test_what_is_struck_through_is_read_and_said(
    after: Callable[..., Matrix], struck: str, code: str
) -> None:
    def change(sheet: Worksheet) -> None:
        sheet[struck].font = STRUCK
        sheet["AF9"].font = STRUCK

    found = after(change)
    item = one(found)
    assert (item.kode, item.sel, item.tingkat) == (code, struck, "peringatan")
    assert len(found.data) == 5


def test_a_row_is_said_to_be_struck_only_once(after: Callable[..., Matrix]) -> None:
    def change(sheet: Worksheet) -> None:
        for cell in (*sheet[9], sheet["K8"], sheet["L8"], sheet["M8"]):
            cell.font = STRUCK

    found = after(change)
    assert said(found) == [("sel-dicoret", "K8", "1 Desa"), ("baris-dicoret", "C9", "Sub contoh")]
    assert found.findings[0].penjelasan.startswith("2 angka")


def merged(area: str) -> Callable[[Worksheet], None]:
    return lambda sheet: sheet.merge_cells(area)


@pytest.mark.parametrize("area", ["K9:K10", "K8:K9", "K9:L9", "J8:J9", "I8:L9"])
def test_a_figure_merged_over_others_belongs_to_the_first_cell(
    after: Callable[..., Matrix], area: str
) -> None:
    found = after(merged(area))
    first, last = area.split(":")
    (item,) = [item for item in found.findings if item.kode == "sel-digabung"]
    assert (item.sel, item.tingkat) == (first, "peringatan")
    assert last in item.penjelasan


@pytest.mark.parametrize("area", ["J9:J10", "J9:J9", "AC9:AC10", "Q9:R10", "C9:C10"])
def test_a_merge_that_says_what_the_form_says_is_not_named(after: Callable[..., Matrix], area: str) -> None:
    """Money of a row over its own further indicators, computed columns, blanks, names."""
    assert said(after(merged(area))) == []


def test_a_unit_and_an_office_merged_over_rows_hold_for_all_of_them(tmp_path: Path) -> None:
    path = matrix(tmp_path / "m.xlsx", ROWS)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    office = COLUMN["penanggung_jawab"]
    sheet.cell(8, office, "Bidang Data")
    sheet.merge_cells(start_row=8, start_column=office, end_row=10, end_column=office)
    sheet.insert_cols(5)
    sheet["E3"] = "Satuan"
    sheet.merged_cells.ranges.clear()
    sheet.merge_cells(start_row=8, start_column=office + 1, end_row=10, end_column=office + 1)
    for row in range(7, 12):
        for cell in sheet[row][5:15]:
            cell.value = str(cell.value).split()[0] if cell.value else None
    sheet["E9"] = "Dokumen"
    sheet.merge_cells("E9:E11")
    book.save(path)
    data = read_matrix(path, load_forms()).data
    assert data["satuan"].tolist() == ["", "", "Dokumen", "Dokumen", "Dokumen"]
    assert data["penanggung_jawab"].tolist() == ["", "Bidang Data", "Bidang Data", "Bidang Data", ""]
