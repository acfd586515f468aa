"""Build `sample_data/*.xlsx` from the published figures of Tabel 2.1, year 2023.

    python scripts/build_sample_data.py

The input has columns 1 to 11 as published, columns 12 to 17 and the average rows empty; `-terbit` has
those as printed too, mistakes included. It is written without the package, so that reading it is a test.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).parent.parent / "sample_data"
TITLES = ("Tabel 2.1", "Evaluasi Terhadap Hasil Renja Perangkat Daerah", "Kabupaten Balangan", "Tahun 2023")
LABELS = {
    1: "No",
    2: "Kode",
    3: "Program/Kegiatan/Sub Kegiatan",
    4: "Indikator Kinerja Program (Outcome)/Kegiatan (Output)/Sub Kegiatan (Output)",
    5: "Target Renstra Perangkat Daerah pada Tahun 2026 (akhir periode Renstra Perangkat Daerah)",
    6: "Realisasi Capaian Kinerja Renstra Perangkat Daerah sampai dengan Renja Perangkat Daerah tahun lalu (n-1)",
    7: "Target Kinerja dan Anggaran Renja Perangkat Daerah tahun berjalan (tahun n) yang dievaluasi",
    12: "Realisasi Capaian Kinerja dan Anggaran Renja Perangkat Daerah yang dievaluasi",
    13: "Tingkat Capaian Kinerja dan Realisasi Anggaran Renja Perangkat Daerah yang dievaluasi (%)",
    14: "Realisasi Kinerja dan Anggaran Renstra Perangkat Daerah s/d Tahun 2023",
    15: "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra Perangkat Daerah s/d Tahun 2023 (%)",
    16: "Unit Perangkat Daerah Penanggung Jawab",
    17: "Nilai Efisiensi",
}
NUMBERS = {13: "13 = 12/7 x 100%", 14: "14 = 6+12", 15: "15 = 14/5 x 100%", 17: "17 = K13/Rp13 x 100%"}
QUARTERS = {8: "I", 9: "II", 10: "III", 11: "IV"}
PAIRS = range(5, 16)
FIRST_PAIR, UNIT_COLUMN, EFFICIENCY_COLUMN = 4, 26, 27
WIDTH = 28
HEADER_ROW = len(TITLES) + 1
FIRST_ROW = HEADER_ROW + 5
PUBLISHED_ONLY = range(12, 18)
# A fixed date, so that building again gives the same bytes.
CREATED = datetime(2024, 1, 2)


def main(folder: Path = FOLDER) -> None:
    """Write both workbooks into a folder."""
    with (FOLDER / "tabel-2.1-tercetak.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    factors = tomllib.loads((FOLDER / "faktor-tabel-2.1.toml").read_text(encoding="utf-8"))
    build(folder / "tabel-2.1-balangan-2023.xlsx", rows, factors, published=False)
    build(folder / "tabel-2.1-balangan-2023-terbit.xlsx", rows, factors, published=True)


def build(path: Path, rows: list[dict[str, str]], factors: dict[str, str], *, published: bool) -> None:
    """One workbook; `published` adds what the agency printed in columns 12 to 17 and the average rows."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": " ".join(TITLES), "created": CREATED})
    sheet = book.add_worksheet("Tabel 2.1")
    looks = cell_looks(book)
    write_header(sheet, looks)
    number = FIRST_ROW
    for row in rows:
        if row["jenis"] in ("rata_rata", "predikat", "total"):
            _write_summary(sheet, number, row, looks, published=published)
        else:
            _write_indicator(sheet, number, row, looks, published=published)
        number += 1
    for label, key in (
        ("Faktor Pendorong Keberhasilan Kinerja", "pendorong"),
        ("Faktor Penghambat Pencapaian Kinerja", "penghambat"),
    ):
        sheet.merge_range(number, 0, number, 2, label, looks["bold"])
        sheet.merge_range(number, 3, number, WIDTH - 1, factors[key], looks["text"])
        sheet.set_row(number, 120)
        number += 1
    sheet.freeze_panes(FIRST_ROW, 4)
    book.close()


def cell_looks(book: Any) -> dict[str, Any]:
    """Cell formats by what they hold."""
    base = {"font_name": "Arial", "font_size": 8, "border": 1, "valign": "top"}
    return {
        "title": book.add_format({"font_name": "Arial", "font_size": 11, "bold": True, "align": "center"}),
        "header": book.add_format(
            base | {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
        ),
        "text": book.add_format(base | {"text_wrap": True}),
        "bold": book.add_format(base | {"text_wrap": True, "bold": True}),
        "money": book.add_format(base | {"num_format": "#,##0"}),
        "percent": book.add_format(base | {"num_format": "#,##0.00"}),
        "whole": book.add_format(base | {"num_format": "#,##0"}),
    }


def column_of(number: int) -> int:
    """The sheet column, from 0, of a form column: 5 to 15 are pairs of K and Rp."""
    return number - 1 if number <= FIRST_PAIR else FIRST_PAIR + 2 * (number - 5)


def write_header(sheet: Any, looks: dict[str, Any]) -> None:
    """Titles, three label rows, the number row with its formulas, the K/Rp row."""
    for position, title in enumerate(TITLES):
        sheet.merge_range(position, 0, position, WIDTH - 1, title, looks["title"])
    top = HEADER_ROW
    for number, label in LABELS.items():
        first = {16: UNIT_COLUMN, 17: EFFICIENCY_COLUMN}.get(number, column_of(number))
        last = first + (1 if number in PAIRS else 0)
        sheet.merge_range(top, first, top + 2, last, label, looks["header"])
    sheet.merge_range(
        top, column_of(8), top + 1, column_of(11) + 1, "Realisasi Kinerja Pada Triwulan", looks["header"]
    )
    for number, numeral in QUARTERS.items():
        sheet.merge_range(
            top + 2, column_of(number), top + 2, column_of(number) + 1, numeral, looks["header"]
        )
    for number in (*range(1, 18),):
        text = NUMBERS.get(number, str(number))
        first = {16: UNIT_COLUMN, 17: EFFICIENCY_COLUMN}.get(number, column_of(number))
        if number in PAIRS:
            sheet.merge_range(top + 3, first, top + 3, first + 1, text, looks["header"])
            sheet.write(top + 4, first, "K", looks["header"])
            sheet.write(top + 4, first + 1, "Rp", looks["header"])
        else:
            sheet.write(top + 3, first, text, looks["header"])
            sheet.write(top + 4, first, "", looks["header"])
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 3, 32)
    sheet.set_column(4, WIDTH - 1, 14)


def _write_indicator(
    sheet: Any, number: int, row: dict[str, str], looks: dict[str, Any], *, published: bool
) -> None:
    text = looks["bold" if row["level"] in ("program", "kegiatan") else "text"]
    if row["no"]:
        sheet.write_number(number, 0, int(row["no"]), text)
    for column, key in ((1, "kode"), (2, "nama"), (3, "indikator")):
        sheet.write(number, column, row[key], text)
    for form_column in PAIRS:
        if form_column in PUBLISHED_ONLY and not published:
            continue
        _write_pair(sheet, number, form_column, row, looks)
    if published and row["E17"]:
        sheet.write_number(number, EFFICIENCY_COLUMN, int(row["E17"]), looks["whole"])


def _write_pair(
    sheet: Any, number: int, form_column: int, row: dict[str, str], looks: dict[str, Any]
) -> None:
    """K as text with its unit, as printed; percentages and amounts as numbers; blanks as blanks."""
    first = column_of(form_column)
    performance, unit = row[f"K{form_column}"], row.get(f"S{form_column}", "")
    if performance and unit:
        sheet.write_string(number, first, f"{performance} {unit}", looks["text"])
    elif performance:
        look = looks["percent" if form_column in (13, 15) else "text"]
        sheet.write_number(number, first, float(performance), look)
    money = row[f"Rp{form_column}"]
    if money:
        look = looks["percent" if form_column in (13, 15) else "money"]
        sheet.write_number(number, first + 1, float(money), look)


def _write_summary(
    sheet: Any, number: int, row: dict[str, str], looks: dict[str, Any], *, published: bool
) -> None:
    last = column_of(13) - 1 if row["jenis"] != "total" else FIRST_PAIR - 1
    sheet.merge_range(number, 0, number, last, row["nama"], looks["bold"])
    if not published:
        return
    for form_column in (13, 15):
        for part, name in enumerate(("K", "Rp")):
            printed = (
                row[f"{name}{form_column}"]
                if row["jenis"] == "rata_rata"
                else row[f"pred_{name}{form_column}"]
            )
            if row["jenis"] == "rata_rata":
                sheet.write_number(number, column_of(form_column) + part, float(printed), looks["percent"])
            elif printed:
                sheet.write_string(number, column_of(form_column) + part, printed, looks["bold"])
    if row["jenis"] == "total":
        for form_column in (7, 12, 14):
            sheet.write_number(
                number, column_of(form_column) + 1, float(row[f"Rp{form_column}"]), looks["money"]
            )


if __name__ == "__main__":
    main()
