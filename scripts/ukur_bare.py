"""The bare script of `make ukur`: the same libraries, the same cells in, as many cells out, no meaning."""

from __future__ import annotations

import re
import sys
import zipfile
from itertools import cycle
from pathlib import Path

import click  # noqa: F401
import pandas as pd  # noqa: F401
import xlsxwriter

from renja_xl.reading.formats.package import read_sheets
from renja_xl.reading.formats.xlsx import read_grid


def count(path: Path) -> None:
    """Print how many numbers (formulas among them), texts, formatted blanks and rows a result has."""
    cells = texts = blanks = rows = 0
    with zipfile.ZipFile(path) as package:
        for sheet in read_sheets(package):
            xml = package.read(sheet.part).decode()
            rows += xml.count("<row ")
            cells += xml.count("<c ")
            texts += xml.count('t="inlineStr"')
            blanks += len(re.findall(r"<c [^>]*/>", xml))
    print(cells - texts - blanks, texts, blanks, rows)


def copy(source: Path, target: Path, numbers: int, texts: int, blanks: int, rows: int) -> None:
    """Read every cell, then write as many formatted numbers, texts and blanks in as many rows."""
    with zipfile.ZipFile(source) as package:
        grids = [read_grid(package, sheet.name, sheet.part) for sheet in read_sheets(package)]
    values = [value for grid in grids for row in grid.rows for value in row.values]
    figures = cycle([value for value in values if isinstance(value, float)])
    words = cycle([value for value in values if isinstance(value, str)])
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
    sheet = book.add_worksheet()
    number = book.add_format({"num_format": "#,##0", "border": 1})
    text = book.add_format({"text_wrap": True, "border": 1})
    ends = [numbers // rows, (numbers + texts) // rows, (numbers + texts + blanks) // rows]
    for row in range(rows):
        for column in range(ends[0]):
            sheet.write_number(row, column, next(figures), number)
        for column in range(ends[0], ends[1]):
            sheet.write_string(row, column, next(words), text)
        for column in range(ends[1], ends[2]):
            sheet.write_blank(row, column, None, text)
    book.close()


if __name__ == "__main__":
    if sys.argv[1] == "--hitung":
        count(Path(sys.argv[2]))
    else:
        copy(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:7]))
