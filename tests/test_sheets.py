"""A workbook with several matrices: one result for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from renja_xl import isi_semua
from renja_xl.model.errors import OutputError
from tests.results import table
from tests.workbooks import PROGRAM, matrix


def test_one_result_for_each_sheet_that_holds_a_matrix(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", [PROGRAM | {"target_renja_k": 4, "tw1_k": 2}], sheet_name="Dinas A")
    book = load_workbook(source)
    book.copy_worksheet(book.worksheets[0]).title = "Dinas <C>"
    book["Dinas <C>"]["K7"] = 3
    empty = book.copy_worksheet(book.worksheets[0])
    empty.title = "Kosong"
    empty.delete_rows(7)
    book.create_sheet("Catatan")["A1"] = "bukan matriks"
    book.save(source)
    results = isi_semua(source)
    assert [result.hasil.name for result in results] == ["m_terisi_Dinas A.xlsx", "m_terisi_Dinas -C-.xlsx"]
    assert [table(result.hasil, "Data")[0]["capaian_renja_k"] for result in results] == [50, 75]
    assert [table(result.hasil, "Data")[0]["sumber"] for result in results] == ["Dinas A!A7", "Dinas <C>!A7"]
    for result in results:
        assert ("lembar-tanpa-baris", "Kosong") in {
            (item.kode, item.lembar) for item in result.filled.findings
        }
    assert [result.hasil.name for result in isi_semua(source, lembar="Dinas A")] == ["m_terisi.xlsx"]
    (tmp_path / "m_terisi_Dinas A.xlsx").unlink()
    with pytest.raises(OutputError, match="Dinas -C-"):
        isi_semua(source)
    assert not (tmp_path / "m_terisi_Dinas A.xlsx").exists()  # nothing is written where one place is taken
