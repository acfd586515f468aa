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


def make_large_matrix(path: Path, rows: int, seed: int = 1, reach: float = 1.0) -> None:
    """Programs of 24 rows: four kegiatan with their sub kegiatan, and one further indicator; all figures agree.

    `reach` is the share of a target that is realised at most.
    """
    chance = random.Random(seed)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    sheet = book.add_worksheet("Tabel 2.1")
    looks = cell_looks(book)
    write_header(sheet, looks)
    for index in range(rows):
        if index % _BLOCK == 0:
            money = _money(min(_BLOCK, rows - index), chance, reach)
        _write_row(
            sheet, FIRST_ROW + index, index, looks, (_performance(chance, reach), money[index % _BLOCK])
        )
    book.close()


def _money(rows: int, chance: random.Random, reach: float) -> list[dict[int, int]]:
    """Rp by row of a block and number of column: sub kegiatan at random, all others the sums of theirs."""
    found = [dict.fromkeys(_INPUT, 0) for _ in range(_BLOCK)]
    for place in range(1, rows):
        kegiatan = place - (place - 1) % 6
        # A kegiatan that the end of the sheet leaves without sub kegiatan has its own.
        if place != _BLOCK - 1 and (place != kegiatan or place == rows - 1):
            amounts = _agreeing(chance.randint(10**7, 10**9), 5, chance, reach)
            for row in {0, kegiatan, place}:
                found[row] = {number: found[row][number] + amounts[number] for number in _INPUT}
    return found


def _performance(chance: random.Random, reach: float) -> dict[int, str]:
    """K with its unit by number of column."""
    unit = chance.choice(UNITS)
    figures = _agreeing(chance.randint(4, 90), 1 if unit == "persen" else 5, chance, reach)
    return {number: f"{figures[number]} {unit}" for number in _INPUT}


def _agreeing(target: int, years: int, chance: random.Random, reach: float) -> dict[int, int]:
    """Columns 5 to 11: a plan of some years, what came before, this year's target, quarters up to it."""
    most = max(2, int(target * reach))
    quarters = sorted(chance.randint(2, most) for _ in range(4))
    return dict(zip(_INPUT, (years * target, chance.randint(0, target), target, *quarters), strict=True))


def _write_row(
    sheet: Any, row: int, index: int, looks: dict[str, Any], figures: tuple[dict[int, str], dict[int, int]]
) -> None:
    code = _code(index)
    performance, money = figures
    if code:
        name = f"Penyediaan layanan dan koordinasi pelaksanaan urusan pemerintahan nomor {index}"
        sheet.write_number(row, 0, index + 1, looks["text"])
        sheet.write_string(row, 1, code, looks["text"])
        sheet.write_string(row, 2, name.upper() if code.count(".") == 2 else name, looks["text"])
    sheet.write_string(row, 3, f"Cakupan hasil koordinasi yang diselesaikan nomor {index}", looks["text"])
    for number in _INPUT:
        sheet.write_string(row, column_of(number), performance[number], looks["text"])
        if code:
            sheet.write_number(row, column_of(number) + 1, money[number], looks["money"])


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
