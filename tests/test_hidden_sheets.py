"""A hidden sheet is usually an older version: it is read only where no visible sheet holds a matrix, and that is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from renja_xl import isi, isi_semua
from renja_xl.model.errors import InputError
from renja_xl.model.form import load_forms
from renja_xl.model.kamus import SHEET
from renja_xl.model.matrix import Matrix
from renja_xl.reading.formats.book import open_book
from renja_xl.reading.matrix import read_matrices
from renja_xl.use_cases.gabung import gabung
from renja_xl.use_cases.templat import templat
from tests.conftest import ROOT, converted
from tests.ods import as_ods
from tests.results import table
from tests.workbooks import PROGRAM, matrix
from tests.xlsb import as_xlsb

SHEETS = ("2025", "2024", "Formulir", "Daftar")
OLD = {"2024": "hidden", "Formulir": "hidden", "Daftar": "veryHidden"}
NEWEST_IS_HIDDEN_TOO = OLD | {"2025": "veryHidden", "Daftar": "visible"}


def workbook(path: Path, states: Mapping[str, str] = OLD) -> Path:
    """A matrix, its older version, a form without rows and a list of choices; `states` says which are not visible."""
    row = PROGRAM | {"target_renja_k": 4, "target_renja_rp": 1000, "tw1_k": 2, "tw1_rp": 500}
    book = load_workbook(matrix(path, [row], sheet_name="2025"))
    old = book.copy_worksheet(book["2025"])
    old.title, old["K7"] = "2024", 3
    book.copy_worksheet(old).title = "Formulir"
    book["Formulir"].delete_rows(7)
    book.create_sheet("Daftar")["A1"] = "Dokumen"
    for name, state in states.items():
        book[name].sheet_state = state
    book.save(path)
    return path


def as_xls(source: Path, target: Path) -> Path:
    """tests/data/tersembunyi.xls is the workbook as LibreOffice saves it; here with the states of `source`."""
    raw = bytearray((ROOT / "tests" / "data" / "tersembunyi.xls").read_bytes())
    for sheet in load_workbook(source).worksheets:
        # In the record of a sheet its state and its kind stand before its name.
        place = raw.index(bytes([len(sheet.title), 0]) + sheet.title.encode("ascii")) - 2
        raw[place] = ("visible", "hidden", "veryHidden").index(sheet.sheet_state)
    target.write_bytes(raw)
    return target


KINDS: dict[str, Callable[[Path, Path], Path]] = {
    "xlsx": lambda source, target: Path(shutil.copy(source, target)),
    "xlsm": lambda source, target: Path(shutil.copy(source, target)),
    "ods": as_ods,
    "xlsb": as_xlsb,
    "xls": as_xls,
}


@pytest.fixture(params=list(KINDS))
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """The workbook as a file of each kind."""
    kind = request.param
    return lambda states: KINDS[kind](workbook(tmp_path / "asal.xlsx", states), tmp_path / f"m.{kind}")


def read(path: Path, sheet: str | None = None) -> list[Matrix]:
    return read_matrices(path, load_forms(), sheet)


def names(matrices: list[Matrix]) -> list[str]:
    return [matrix.place.sheet for matrix in matrices]


def said(one: Matrix) -> list[tuple[str, str, str, str]]:
    """What is said of hidden sheets: which, where, how bad, and whether they were read."""
    return [
        (
            item.lembar,
            item.sel,
            item.tingkat,
            "tidak dibaca" if "tidak dibaca" in item.penjelasan else "dibaca",
        )
        for item in one.findings
        if item.kode == "lembar-tersembunyi"
    ]


def test_a_book_tells_which_of_its_sheets_are_hidden(made: Callable[[Mapping[str, str]], Path]) -> None:
    with open_book(made(OLD)) as book:
        assert tuple(book.names) == SHEETS
        assert book.hidden == {"2024", "Formulir", "Daftar"}
    with open_book(made({})) as book:
        assert not book.hidden


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "xls"])
def test_the_files_of_these_tests_are_understood_by_another_reader(tmp_path: Path, kind: str) -> None:
    path = KINDS[kind](workbook(tmp_path / "asal.xlsx"), tmp_path / f"m.{kind}")
    listed = CalamineWorkbook.from_path(str(path)).sheets_metadata
    assert [sheet.name for sheet in listed if sheet.visible == SheetVisibleEnum.Visible] == ["2025"]


@pytest.mark.lambat
@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_sheets_that_libreoffice_hides(tmp_path: Path, kind: str) -> None:
    with open_book(converted(workbook(tmp_path / "asal.xlsx"), kind, tmp_path / "lain")) as book:
        assert book.hidden == {"2024", "Formulir", "Daftar"}


def test_a_hidden_matrix_gives_way_to_a_visible_one(made: Callable[[Mapping[str, str]], Path]) -> None:
    (only,) = read(made(OLD))
    assert only.place.sheet == "2025"
    assert only.data["tw1_k"].tolist() == [2]
    assert said(only) == [("2024", "A3", "info", "tidak dibaca")]
    (item,) = (item for item in only.findings if item.kode == "lembar-tersembunyi")
    assert '--lembar "2024"' in item.saran
    assert "lembar-tanpa-baris" not in {item.kode for item in only.findings}, (
        "a hidden template is nobody's matter"
    )


def test_where_no_visible_sheet_holds_a_matrix_hidden_ones_are_read(
    made: Callable[[Mapping[str, str]], Path],
) -> None:
    found = read(made(NEWEST_IS_HIDDEN_TOO))
    assert names(found) == ["2025", "2024"]
    for one in found:
        assert said(one) == [("2025", "A3", "info", "dibaca"), ("2024", "A3", "info", "dibaca")]


def test_a_sheet_that_is_named_is_read_whatever_its_state(made: Callable[[Mapping[str, str]], Path]) -> None:
    (only,) = read(made(OLD), "2024")
    assert only.data["tw1_k"].tolist() == [3]
    assert said(only) == []


def test_visible_sheets_are_read_as_ever(made: Callable[[Mapping[str, str]], Path]) -> None:
    found = read(made({}))
    assert names(found) == ["2025", "2024"]
    for one in found:
        assert said(one) == []
        assert ("lembar-tanpa-baris", "Formulir") in {(item.kode, item.lembar) for item in one.findings}


def test_an_empty_visible_form_is_not_filled_from_a_hidden_sheet(tmp_path: Path) -> None:
    """Last year's matrix, hidden behind this year's empty form, would come out as this year's."""
    path = workbook(tmp_path / "m.xlsx", {"2025": "hidden", "2024": "hidden"})
    with pytest.raises(InputError, match=r"'Formulir'.*tersembunyi: 2025, 2024.*--lembar") as raised:
        read(path)
    assert raised.value.kode == "tanpa-baris-tampak"
    assert names(read(path, "2024")) == ["2024"]
    with pytest.raises(InputError, match="Lembar 'Formulir'") as raised:
        read(path, "Formulir")
    assert raised.value.kode == "tanpa-baris"


def test_a_hidden_dictionary_is_still_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx")
    book = load_workbook(path)
    sheet = book.create_sheet(SHEET)
    sheet.append(["Indikator", "Satuan", "Polaritas"])
    sheet.append([PROGRAM["indikator"], "Dokumen", "negatif"])
    sheet.sheet_state = "veryHidden"
    book.save(path)
    (only,) = read(path)
    assert [entry.polaritas for kamus in only.kamus for entry in kamus.entries] == ["negatif"]
    assert said(only) == [("2024", "A3", "info", "tidak dibaca")]


def test_isi_gives_a_result_for_each_visible_matrix(tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx")
    book = load_workbook(path)
    book.copy_worksheet(book["2025"]).title = "UPTD"
    book.save(path)
    results = isi_semua(path)
    assert [result.hasil.name for result in results] == ["m_terisi_2025.xlsx", "m_terisi_UPTD.xlsx"]
    for result in results:
        rows = [row for row in table(result.hasil, "Temuan") if row["kode"] == "lembar-tersembunyi"]
        assert [(row["lembar"], row["sel"]) for row in rows] == [("2024", "A3")]
        assert [row["capaian_renja_k"] for row in table(result.hasil, "Data")] == [50]
    chosen = isi(path, tmp_path / "lama.xlsx", lembar="2024")
    assert [row["capaian_renja_k"] for row in table(chosen.hasil, "Data")] == [75]


def test_gabung_counts_the_money_of_the_visible_sheet_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path / "dinas.xlsx")
    book = load_workbook(path)
    # Another program, so that it would be taken for another part of the same agency, and its money added.
    book["2024"]["B7"], book["2024"]["J7"] = "2.08.03", 9000
    book.save(path)
    region = gabung([str(path)], tmp_path / "r.xlsx", proses=1).region
    assert [head.asal.lembar for head in region.heads] == ["2025"]
    assert [head.program[0].target_renja_rp for head in region.heads] == [1000]
    assert "lembar-tersembunyi" in {row["kode"] for row in table(tmp_path / "r.xlsx", "Temuan")}


@pytest.mark.parametrize("bentuk", ["tabel-2.1", "tabel-2.2", "e81"])
def test_our_own_workbooks_hide_nothing(tmp_path: Path, bentuk: str) -> None:
    with open_book(templat(bentuk, tmp_path / "t.xlsx")) as book:
        assert not book.hidden
    result = isi(workbook(tmp_path / "m.xlsx"), tmp_path / "h.xlsx", lembar="2025")
    with open_book(result.hasil) as book:
        assert not book.hidden
    assert len(read(result.hasil)) == 1
