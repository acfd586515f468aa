"""One matrix in many disguises: whatever the form and habits of a region, the same `Data`, row for row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from renja_xl import isi
from renja_xl.model.form import load_forms
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.use_cases.fill import fill
from tests.workbooks import COLUMN, KEGIATAN, PROGRAM, SUB, matrix

FIGURES = {
    "target_renstra_k": "50 Dokumen",
    "target_renstra_rp": 900_000_000,
    "realisasi_lalu_k": "12 Dokumen",
    "realisasi_lalu_rp": 150_000_000,
    "target_renja_k": "9 Dokumen",
    "target_renja_rp": 300_000_000,
    "tw1_k": "2 Dokumen",
    "tw1_rp": 40_000_000,
    "tw2_k": "7 Dokumen",
    "tw2_rp": 200_000_000,
}
FURTHER = {key: value for key, value in FIGURES.items() if key.endswith("_k")} | {"indikator": "Jumlah orang"}
ROWS: list[dict[str, Any]] = [dict(PROGRAM | FIGURES), dict(KEGIATAN | FIGURES), dict(SUB | FIGURES), FURTHER]


def data(path: Path) -> Any:
    frame = read_matrix(path, load_forms()).data
    return frame.drop(columns=["sumber", *[name for name in frame.columns if name in ("Lokasi", "Evidence")]])


def figures(sheet: Worksheet, change: Callable[[str, Any], Any]) -> None:
    for row in range(7, 7 + len(ROWS)):
        for key, column in COLUMN.items():
            if key.endswith(("_k", "_rp")) and sheet.cell(row, column).value is not None:
                sheet.cell(row, column).value = change(key, sheet.cell(row, column).value)


def money_as(form: Callable[[str], str]) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        figures(
            sheet, lambda key, value: form(f"{value:,}".replace(",", ".")) if key.endswith("_rp") else value
        )

    return change


def comma_decimals(sheet: Worksheet) -> None:
    figures(sheet, lambda key, value: value.replace(" ", ",00 ") if key.endswith("_k") else value)


def units_in_formats(sheet: Worksheet) -> None:
    for row in range(7, 7 + len(ROWS)):
        for key in FIGURES:
            cell = sheet.cell(row, COLUMN[key])
            if key.endswith("_k"):
                cell.value = int(str(cell.value).split()[0])
                cell.number_format = '#,##0" Dokumen"'


def spread(sheet: Worksheet) -> None:
    """Blank rows, a page header in the middle, title rows above."""
    header = [[sheet.cell(row, column).value for column in range(1, 29)] for row in range(3, 7)]
    sheet.insert_rows(9, 6)
    for offset, values in enumerate(header):
        for column, value in enumerate(values, start=1):
            sheet.cell(10 + offset, column).value = value


def dashes(sheet: Worksheet) -> None:
    for row in range(7, 7 + len(ROWS)):
        for key, column in COLUMN.items():
            if key.endswith(("_k", "_rp")) and sheet.cell(row, column).value is None:
                sheet.cell(row, column).value = " -   "


def prefixes(sheet: Worksheet) -> None:
    sheet["C8"], sheet["C9"] = "Kegiatan contoh", "Sub contoh"


def merged_names(sheet: Worksheet) -> None:
    sheet.merge_cells("C9:C10")
    sheet.merge_cells("B9:B10")


def own_columns(sheet: Worksheet) -> None:
    sheet["AC3"], sheet["AD3"] = "Lokasi", "Evidence"
    sheet["AC7"], sheet["AD9"] = "Paringin", "Foto"


DISGUISES: dict[str, Callable[[Worksheet], None]] = {
    "uang-teks": money_as(lambda text: text),
    "uang-rp": money_as(lambda text: f"Rp. {text},-"),
    "uang-sen": money_as(lambda text: f"Rp {text},00"),
    "uang-spasi": money_as(lambda text: text.replace(".", " ")),
    "koma-desimal": comma_decimals,
    "satuan-di-format": units_in_formats,
    "kepala-berulang": spread,
    "tanda-hubung": dashes,
    "awalan-nama": prefixes,
    "nama-digabung": merged_names,
    "kolom-sendiri": own_columns,
}


@pytest.mark.parametrize("name", sorted(DISGUISES))
def test_habits(tmp_path: Path, name: str) -> None:
    usual = data(matrix(tmp_path / "a.xlsx", ROWS))
    path = matrix(tmp_path / "b.xlsx", ROWS)
    book = load_workbook(path)
    DISGUISES[name](book.worksheets[0])
    book.save(path)
    assert data(path).equals(usual)


PAIRS = ("target_renstra", "realisasi_lalu", "target_renja", "tw1", "tw2", "tw3", "tw4", "realisasi_renja")
LABELS = {
    "target_renstra": "Target Renstra pada akhir periode",
    "realisasi_lalu": "Realisasi Capaian Kinerja Renstra s.d. Renja tahun lalu",
    "target_renja": "Target Kinerja dan Anggaran Renja tahun berjalan",
    "realisasi_renja": "Realisasi Capaian Kinerja dan Anggaran Renja yang dievaluasi",
}


def write_form(
    path: Path,
    *,
    kinds: tuple[str, ...],
    split_code: bool = False,
    unit_column: bool = False,
    one_row: bool = False,
    title: str = "",
) -> Path:
    """The same matrix in a form of its own: sub-columns of a pair, the code in one or five columns, a unit column."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = title or "Evaluasi Hasil Renja"
    heads = ["Kode Rekening", *[""] * 4] if split_code else ["Kode"]
    heads += ["Urusan/Bidang Urusan dan Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja"]
    heads += ["Satuan Indikator"] if unit_column else []
    for column, text in enumerate(heads, start=1):
        sheet.cell(3, column).value = text or None
    place: dict[str, int] = {}
    column = len(heads) + 1
    for name in PAIRS:
        quarter = name.startswith("tw")
        numeral = ("I", "II", "III", "IV")[int(name[2]) - 1] if quarter else ""
        label = LABELS.get(name) or f"Realisasi Kinerja pada Triwulan {numeral}"
        for offset, kind in enumerate(kinds if quarter else tuple(kind for kind in kinds if kind != "%")):
            place[f"{name}_{kind.lower()}"] = column
            sheet.cell(4, column).value = kind
            if one_row:
                sheet.cell(3, column).value = f"{label} {kind}" if not offset else kind
                sheet.cell(4, column).value = None
            elif not offset:
                sheet.cell(3, column).value = label
            column += 1
    sheet.cell(5, 1).value = "1"
    for number, name in enumerate(PAIRS, start=5):
        sheet.cell(5, min(value for key, value in place.items() if key.startswith(name))).value = str(number)
    for number, row in enumerate(ROWS, start=6):
        _write_row(sheet, number, row, place, split_code=split_code, unit_column=unit_column)
    book.save(path)
    return path


def _write_row(
    sheet: Worksheet,
    number: int,
    row: dict[str, Any],
    place: dict[str, int],
    *,
    split_code: bool,
    unit_column: bool,
) -> None:
    parts = row.get("kode", "").split(".")
    if split_code and row.get("kode"):
        joined = [*parts[:3], ".".join(parts[3:5]), *parts[5:]]
        for column, part in enumerate([part for part in joined if part], start=1):
            sheet.cell(number, column).value = part
    elif row.get("kode"):
        sheet.cell(number, 1).value = row["kode"]
    text = 6 if split_code else 2
    sheet.cell(number, text).value = row.get("nama")
    sheet.cell(number, text + 1).value = row.get("indikator")
    volume = "k" not in {key.rpartition("_")[2] for key in place}
    if unit_column:
        sheet.cell(number, text + 2).value = "Dokumen"
    for key, value in row.items():
        name, _, kind = key.rpartition("_")
        if kind == "rp":
            sheet.cell(number, place[key]).value = value
        elif kind == "k" and (volume or unit_column):
            sheet.cell(number, place[f"{name}_{'volume' if volume else 'k'}"]).value = int(value.split()[0])
            if volume:
                sheet.cell(number, place[f"{name}_satuan"]).value = "Dokumen"
        elif kind == "k":
            sheet.cell(number, place[key]).value = value


FORMS: dict[str, dict[str, Any]] = {
    "e81": {"kinds": ("K", "Rp"), "title": "Formulir E.81"},
    "kode-lima-kolom": {"kinds": ("K", "Rp"), "split_code": True},
    "kolom-satuan": {"kinds": ("K", "Rp"), "unit_column": True},
    "satu-baris-kepala": {"kinds": ("K", "Rp"), "one_row": True, "split_code": True, "unit_column": True},
    "triwulan-tiga-kolom": {"kinds": ("K", "%", "Rp")},
    "volume-dan-satuan": {"kinds": ("Volume", "Satuan", "Rp")},
}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_forms(tmp_path: Path, name: str) -> None:
    usual = data(matrix(tmp_path / "a.xlsx", ROWS))
    assert data(write_form(tmp_path / "b.xlsx", **FORMS[name])).equals(usual)


def test_the_number_row_of_a_result_says_no_sum_where_none_was_made(tmp_path: Path) -> None:
    """An E.81 whose quarters run on: its own number row would print 12 = 8+9+10+11, and the result be read so."""
    source = write_form(tmp_path / "e.xlsx", kinds=("K", "Rp"), title="Formulir E.81")
    for cara in ("kumulatif", "jumlah"):
        result = isi(source, tmp_path / f"{cara}.xlsx", triwulan=cara)
        again = read_matrix(result.hasil, load_forms())
        assert ("8+9+10+11" in again.evidence["k"].number_row) == (cara == "jumlah")
        decisions = fill(again, load_rule_set("baku")).decisions
        assert {decision.cara for decision in decisions.values()} == {cara}
