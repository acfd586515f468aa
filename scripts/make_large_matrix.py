"""A matrix of any number of rows in the layout of the sample, for measuring.

python scripts/make_large_matrix.py 5000 besar.xlsx
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import xlsxwriter
from build_sample_data import FIRST_ROW, PAIRS, cell_looks, column_of, write_header

UNITS = ("persen", "Dokumen", "Orang", "Laporan", "Desa", "Perangkat Daerah")
_INPUT = [number for number in PAIRS if number <= 11]
_BLOCK = 24


def make_large_matrix(path: Path, rows: int, seed: int = 1) -> None:
    """Programs of 24 rows: four kegiatan with their sub kegiatan, and one further indicator."""
    chance = random.Random(seed)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    sheet = book.add_worksheet("Tabel 2.1")
    looks = cell_looks(book)
    write_header(sheet, looks)
    for index in range(rows):
        _write_row(sheet, FIRST_ROW + index, index, looks, chance)
    book.close()


def _write_row(sheet: Any, row: int, index: int, looks: dict[str, Any], chance: random.Random) -> None:
    code = _code(index)
    if code:
        name = f"Penyediaan layanan dan koordinasi pelaksanaan urusan pemerintahan nomor {index}"
        sheet.write_number(row, 0, index + 1, looks["text"])
        sheet.write_string(row, 1, code, looks["text"])
        sheet.write_string(row, 2, name.upper() if code.count(".") == 2 else name, looks["text"])
    sheet.write_string(
        row, 3, f"Jumlah dokumen hasil koordinasi yang diselesaikan nomor {index}", looks["text"]
    )
    unit = chance.choice(UNITS)
    for number in _INPUT:
        sheet.write_string(row, column_of(number), f"{chance.randint(1, 400)} {unit}", looks["text"])
        if code:
            sheet.write_number(row, column_of(number) + 1, chance.randint(10**6, 10**10), looks["money"])


def _code(index: int) -> str:
    """The code of a row by its place in its block; "" for the further indicator at the end."""
    block, place = divmod(index, _BLOCK)
    program = f"{block // 8100 + 1}.{block // 90 % 90 + 10}.{block % 90 + 10}"
    if place == 0:
        return program
    kegiatan, sub = divmod(place - 1, 6)
    if place == _BLOCK - 1:
        return ""
    return f"{program}.2.{kegiatan + 1:02d}" + (f".{sub:04d}" if sub else "")


if __name__ == "__main__":
    make_large_matrix(Path(sys.argv[2]), int(sys.argv[1]))
