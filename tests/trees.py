"""Small matrices of programs, kegiatan and sub kegiatan whose money adds up, and the ways they come without codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.reading.matrix import read_matrix
from tests.workbooks import COLUMN, matrix

FIRST = 7
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
Rows = list[dict[str, Any]]
# The Rp of each sub kegiatan, by kegiatan, by program.
Amounts = Sequence[Sequence[Sequence[int]]]


def tree(amounts: Amounts, further: int = 3) -> Rows:
    """The rows with codes, names, money that adds up, and a further indicator behind every `further`-th row."""
    rows: Rows = []
    for p, program in enumerate(amounts, start=1):
        _add(rows, "program", f"2.08.{p:02}", f"PROGRAM {'A' * p}", [m for k in program for m in k], further)
        for k, kegiatan in enumerate(program, start=1):
            code = f"2.08.{p:02}.2.{k:02}"
            _add(rows, "kegiatan", code, f"Kegiatan {p} {k}", kegiatan, further)
            for s, money in enumerate(kegiatan, start=1):
                _add(rows, "subkegiatan", f"{code}.{s:04}", f"Sub Kegiatan {p} {k} {s}", [money], further)
    return rows


def _add(rows: Rows, level: str, kode: str, nama: str, parts: Sequence[int], further: int) -> None:
    spent = sum(part // 3 for part in parts)
    figures = {"target_renja_k": 10, "target_renja_rp": sum(parts), "tw1_k": 5, "tw1_rp": spent}
    rows.append({"level": level, "kode": kode, "nama": nama, "indikator": f"Indikator {kode}"} | figures)
    if len(rows) % further == 0:
        rows.append({"indikator": f"Tambahan {kode}", "target_renja_k": 3})


def numbers(rows: Rows, shapes: dict[str, Callable[[list[int]], str]]) -> Rows:
    """The rows with a number of the given shape for each level; it gets the counts of the levels above."""
    counts = [0, 0, 0]
    found = []
    for row in rows:
        if row.get("level"):
            place = ("program", "kegiatan", "subkegiatan").index(row["level"])
            counts = [*counts[:place], counts[place] + 1, *[0] * (2 - place)]
            row = row | {"nomor": shapes[row["level"]](counts)}  # noqa: PLW2901
        found.append(row)
    return found


SHAPES: dict[str, dict[str, Callable[[list[int]], str]]] = {
    "romawi-huruf-angka": {
        "program": lambda n: f"{ROMAN[n[0] - 1]}.",
        "kegiatan": lambda n: f"{chr(64 + n[1])}.",
        "subkegiatan": lambda n: f"{n[2]}.",
    },
    "huruf-angka-huruf-kecil": {
        "program": lambda n: chr(64 + n[0]),
        "kegiatan": lambda n: str(n[1]),
        "subkegiatan": lambda n: chr(96 + n[2]),
    },
    "angka-huruf-kurung": {
        "program": lambda n: str(n[0]),
        "kegiatan": lambda n: f"{chr(96 + n[1])}.",
        "subkegiatan": lambda n: f"{n[2]})",
    },
    "bertitik": {
        "program": lambda n: str(n[0]),
        "kegiatan": lambda n: f"{n[0]}.{n[1]}",
        "subkegiatan": lambda n: f"{n[0]}.{n[1]}.{n[2]}",
    },
}


def plain_names(rows: Rows) -> Rows:
    """Names without a prefix and without capitals."""
    return [row | {"nama": f"Uraian {row['kode']}"} if row.get("level") else row for row in rows]


def write(
    path: Path,
    rows: Rows,
    look: Callable[[Worksheet, int, str], None] | None = None,
    *,
    codes: bool = False,
) -> Path:
    """A workbook of the rows, without codes unless `codes`; `look` sets the name cell of a row by its level."""
    left_out = {"level"} if codes else {"level", "kode"}
    matrix(path, [{key: value for key, value in row.items() if key not in left_out} for row in rows])
    if look:
        book = load_workbook(path)
        for number, row in enumerate(rows, start=FIRST):
            if row.get("level"):
                look(book.worksheets[0], number, row["level"])
        book.save(path)
    return path


def _depth(level: str) -> int:
    return ("program", "kegiatan", "subkegiatan").index(level)


def indented(sheet: Worksheet, row: int, level: str) -> None:
    sheet.cell(row, COLUMN["nama"]).alignment = Alignment(indent=_depth(level))


def spaced(sheet: Worksheet, row: int, level: str) -> None:
    cell = sheet.cell(row, COLUMN["nama"])
    cell.value = "    " * _depth(level) + str(cell.value)


def bold_above(sheet: Worksheet, row: int, level: str) -> None:
    sheet.cell(row, COLUMN["nama"]).font = Font(bold=level != "subkegiatan")


def filled(sheet: Worksheet, row: int, level: str) -> None:
    colour = {"program": "FFFFC000", "kegiatan": "FF92D050"}.get(level)
    if colour:
        sheet.cell(row, COLUMN["nama"]).fill = PatternFill("solid", fgColor=colour)


LOOKS = {"lekukan": indented, "spasi": spaced, "tebal": bold_above, "warna": filled}


def read(path: Path) -> Matrix:
    return read_matrix(path, load_forms())


def structure(rows: Rows) -> list[tuple[str, str]]:
    """(level, jenis) of each row as it was made."""
    found: list[tuple[str, str]] = []
    for row in rows:
        found.append((row["level"], "utama") if row.get("level") else (found[-1][0], "lanjutan"))
    return found


def levels(matrix_: Matrix) -> list[tuple[str, str]]:
    return list(zip(matrix_.data["level"], matrix_.data["jenis"], strict=True))


def evidence(matrix_: Matrix) -> set[str]:
    """The words of each inference."""
    found = [item.penjelasan for item in matrix_.findings if item.kode == "kode-kosong"]
    return {text.partition("dibaca sebagai ")[2].split(" ", 1)[1].rstrip(".") for text in found}
