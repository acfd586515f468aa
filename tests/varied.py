"""One small matrix with everything a cell can be and bear, for comparing kinds of files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from tests.workbooks import COLUMN, KEGIATAN, PROGRAM, SUB, matrix

ROWS = [
    PROGRAM
    | {"target_renja_k": 0.7649, "target_renja_rp": 400_000_000, "tw1_k": 0.5, "tw1_rp": 125_000_000.5},
    {"indikator": "Jumlah orang", "target_renja_k": date(2025, 3, 4), "tw1_k": "#DIV/0!"},
    KEGIATAN | {"target_renja_k": 3, "target_renja_rp": 300, "tw1_k": 1.25, "tw1_rp": "Rp 1.000,-"},
    SUB | {"target_renja_k": 12, "target_renja_rp": 7, "tw1_k": "2 Dokumen", "tw1_rp": True},
    SUB | {"kode": "2.08.02.2.01.0002", "indikator": "Jumlah é & <laporan>", "tw1_k": "BB", "tw1_rp": -5},
]
TOP = 7


def varied(path: Path) -> Path:
    """The matrix as .xlsx: formats, notes, merges, hidden rows and columns, text struck through."""
    matrix(path, ROWS)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    target, quarter = COLUMN["target_renja_k"], COLUMN["tw1_k"]
    sheet.cell(TOP, target).number_format = "0.00%"
    sheet.cell(TOP, quarter).number_format = "0%"
    sheet.cell(TOP + 2, target).number_format = '#,##0" Desa"'
    sheet.cell(TOP + 3, target).number_format = '#,##0.00" Dokumen";-#,##0.00'
    sheet.cell(TOP, COLUMN["target_renja_rp"]).number_format = '_-"Rp"* #,##0_-'
    sheet.cell(TOP, 3).font = Font(bold=True)
    sheet.cell(TOP + 2, 3).font = Font(strike=True)
    sheet.cell(TOP + 3, target).font = Font(strike=True)
    sheet.cell(TOP, 3).fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet.cell(TOP + 3, 3).alignment = Alignment(indent=2)
    sheet.cell(TOP + 2, 4).comment = Comment("Tanya Bappeda\nsebelum rapat", "Penyusun")
    sheet.row_dimensions[TOP + 3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.cell(TOP, COLUMN["penanggung_jawab"], "Bidang Perencanaan")
    office = COLUMN["penanggung_jawab"]
    sheet.merge_cells(start_row=TOP, start_column=office, end_row=TOP + 3, end_column=office)
    money = COLUMN["tw1_rp"]
    sheet.merge_cells(start_row=TOP, start_column=money, end_row=TOP + 1, end_column=money)
    sheet.cell(TOP + 3, COLUMN["tw2_k"], 4)
    sheet.merge_cells(
        start_row=TOP + 3, start_column=COLUMN["tw2_k"], end_row=TOP + 4, end_column=COLUMN["tw2_k"]
    )
    sheet.cell(TOP + 4, COLUMN["target_renja_k"], 1)
    book.save(path)
    return path
