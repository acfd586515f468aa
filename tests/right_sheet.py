"""A right sheet: money that adds up, performance in scale, every figure of columns 12 to 17, mean, predicate and total printed.

Mistakes are planted into its rows, which are dictionaries: before `printed` (then what is printed follows from the
mistake, as formulas would) or after it (then what is printed stays right).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from renja_xl.model.form import load_forms
from renja_xl.model.frame import AVERAGED, COMPUTED_NAMES, FIGURE_NAMES, TRIWULAN
from renja_xl.model.matrix import SUMMARY_KEYS, TOTAL_KEYS
from renja_xl.model.result import Filled
from renja_xl.model.rule_set import JUMLAH
from renja_xl.reading.matrix import read_matrix
from renja_xl.use_cases.fill import fill
from tests.rules.frames import BAKU
from tests.workbooks import COLUMN, write_header

Row = dict[str, Any]
FORMS = load_forms()
LEVEL_NAMES = {"program": "Program", "kegiatan": "Kegiatan", "subkegiatan": "Sub Kegiatan"}
NAMES = {
    "Dokumen": "Jumlah dokumen",
    "Orang": "Jumlah orang terlayani",
    "persen": "Persentase layanan",
    "Laporan": "Jumlah laporan",
}
MONEY = tuple(name for name in FIGURE_NAMES if name.endswith("_rp"))
PROGRAMS, KEGIATAN, SUBS = 8, 2, 3


@dataclass(frozen=True)
class Formula:
    """A formula on a sheet and the value Excel kept for it; None where it was never calculated."""

    text: Callable[[Sheet], str]
    value: int | str | None


@dataclass(slots=True)
class Sheet:
    """Rows of indicators in their order, `lines` with the summaries between them once they are printed.

    `cara` is how its quarters make column 12.
    """

    rows: list[Row]
    cara: str
    lines: list[Row]
    top: int = 7

    def cell(self, row: Row, key: str) -> str:
        """The address of a figure of a row, in whatever place it stands by now."""
        place = next(number for number, line in enumerate(self.lines) if line is row)
        column = COLUMN["target_renja_k" if key == "satuan" else key]
        return f"{xl_col_to_name(column - 1)}{self.top + place}"

    def main(self, program: int, level: str) -> list[Row]:
        """The main rows of a level in a program."""
        return [row for row in self.rows if row["program"] == program and row.get("level") == level]

    def children(self, row: Row) -> list[Row]:
        return [child for child in self.rows if child.get("induk") is row]

    def further(self, row: Row) -> list[Row]:
        return [child for child in self.rows if child.get("pemilik") is row]


def right_sheet(seed: int, cara: str) -> Sheet:
    """A right sheet without anything printed; money of each row is the sum of the rows below it."""
    chance = random.Random(seed)
    rows: list[Row] = []
    counts = dict.fromkeys(AVERAGED, 0)

    def add(level: str, kode: str, program: int, induk: Row | None) -> Row:
        counts[level] += 1
        name = f"{LEVEL_NAMES[level]} contoh {kode[8:] or program}"
        row: Row = {
            "level": level,
            "program": program,
            "induk": induk,
            "nomor": str(counts[level]),
            "kode": kode,
        }
        row |= {"nama": name.upper() if level == "program" else name, "penanggung_jawab": "Sekretariat"}
        rows.append(row | performance(chance, cara, kode))
        row = rows[-1]
        if chance.random() < 0.25:
            more = {"program": program, "pemilik": row}
            rows.append(more | performance(chance, cara, f"{kode} tambahan"))
        return row

    for p in range(1, PROGRAMS + 1):
        program = add("program", f"2.08.{p:02}", p, None)
        for k in range(1, KEGIATAN + 1):
            kegiatan = add("kegiatan", f"2.08.{p:02}.2.{k:02}", p, program)
            for s in range(1, SUBS + 1):
                sub = add("subkegiatan", f"2.08.{p:02}.2.{k:02}.{s:04}", p, kegiatan)
                for key, amount in money(chance, cara).items():
                    for row in (sub, kegiatan, program):
                        row[key] = row.get(key, 0) + amount
    return Sheet(rows, cara, rows)


def performance(chance: random.Random, cara: str, about: str) -> Row:
    """An indicator with its unit and K, all of it in scale."""
    unit = chance.choice(sorted(NAMES))
    target = (
        chance.randint(60, 85)
        if unit == "persen"
        else chance.choice((chance.randint(40, 400), chance.randint(2000, 9000)))
    )
    found: Row = {"satuan": unit, "indikator": f"{NAMES[unit]} {about}", "target_renja_k": target}
    if unit == "persen":
        found |= {"target_renstra_k": target + 10, "realisasi_lalu_k": target - chance.randint(5, 20)}
    else:
        found |= {"target_renstra_k": 5 * target, "realisasi_lalu_k": 2 * target + chance.randint(1, 30)}
    return found | _quarters("k", chance, cara, target * chance.randint(80, 98) // 100)


def money(chance: random.Random, cara: str) -> dict[str, int]:
    budget = chance.randint(10**7, 10**9)
    found = {"target_renstra_rp": 5 * budget + chance.randint(1, 10**6), "target_renja_rp": budget}
    found["realisasi_lalu_rp"] = 2 * budget - chance.randint(1, 10**6)
    return found | _quarters("rp", chance, cara, budget * chance.randint(80, 92) // 100)


def _quarters(kind: str, chance: random.Random, cara: str, whole: int) -> dict[str, int]:
    """Four quarters that make the whole; they rise where they run on."""
    shares = [chance.randint(15, 30) for _ in TRIWULAN[1:]]
    parts = [max(1, whole * share // 100) for share in shares]
    parts.append(whole - sum(parts))
    values = parts if cara == JUMLAH else [sum(parts[: number + 1]) for number in range(len(parts))]
    return {f"{name}_{kind}": value for name, value in zip(TRIWULAN, values, strict=True)}


def printed(sheet: Sheet, path: Path) -> Sheet:
    """The sheet with everything printed in it that the rules compute from its rows as they are now."""
    sheet.lines = sheet.rows
    write(path, sheet)
    done = audited(path, sheet.cara)
    for key in COMPUTED_NAMES:
        for row, value in zip(sheet.rows, done.frame[key], strict=True):
            row[key] = value
    sheet.lines = list(_lines(sheet.rows, done))
    return sheet


def audited(path: Path, cara: str = "auto") -> Filled:
    """What is computed and found for a workbook."""
    rules = replace(BAKU, triwulan_k=cara, triwulan_rp=cara)
    return fill(read_matrix(path, FORMS, None, rules.skala), rules)


def _lines(rows: Sequence[Row], done: Filled) -> Iterator[Row]:
    """The rows, and behind each kegiatan, each program and the whole its averages and predicates."""
    by_scope = {(row["cakupan"], row["kelompok"]): row for row in done.rekap.to_dict("records")}
    open_: dict[str, int] = {}
    for urut, row in enumerate([*rows, None], start=1):
        level = "program" if row is None else row.get("level")
        if level in ("program", "kegiatan"):
            for scope, owner in (("subkegiatan", "kegiatan"), ("kegiatan", "program")):
                if (level == "program" or owner == "kegiatan") and owner in open_:
                    yield from _means(by_scope.get((scope, open_.pop(owner))), f"({LEVEL_NAMES[scope]})")
            open_[level] = urut
        if row is not None:
            yield row
    for level in AVERAGED:
        yield from _means(by_scope[f"seluruh_{level}", 0], f"(Seluruh {LEVEL_NAMES[level]})")
    yield {"label": "Jumlah Anggaran dari seluruh Program"} | {key: done.totals[key] for key in TOTAL_KEYS}


def _means(row: Any, scope: str) -> Iterator[Row]:
    if row is not None:
        means = {key: row[key] for key in SUMMARY_KEYS}
        yield {"label": f"Rata-rata Capaian Kinerja {scope} (%)"} | means
        yield {"label": f"Predikat Kinerja {scope}"} | {key: row[f"predikat_{key}"] for key in SUMMARY_KEYS}


class _Cells:
    """An xlsxwriter sheet as far as `write_header` needs one of openpyxl."""

    def __init__(self, sheet: Any, source: Sheet) -> None:
        self.sheet, self.source = sheet, source
        self.last: object = None

    def cell(self, row: int, column: int, value: object) -> None:
        self.last = value
        if isinstance(value, Formula):
            kept = "" if value.value is None else value.value
            self.sheet.write_formula(row - 1, column - 1, value.text(self.source), None, kept)
        elif isinstance(value, str):
            self.sheet.write_string(row - 1, column - 1, value)
        elif value is not None:
            self.sheet.write_number(row - 1, column - 1, value)

    def merge_cells(self, start_row: int, start_column: int, end_row: int, end_column: int) -> None:
        self.sheet.merge_range(start_row - 1, start_column - 1, end_row - 1, end_column - 1, self.last)


def write(path: Path, sheet: Sheet) -> Path:
    """The workbook; a K that is a number gets the unit of its row."""
    book = xlsxwriter.Workbook(str(path))
    cells = _Cells(book.add_worksheet("Matriks"), sheet)
    cells.cell(1, 1, "Evaluasi Hasil Renja Dinas Contoh Tahun 2025")
    write_header(cells)  # type: ignore[arg-type]
    for number, row in enumerate(sheet.lines, start=sheet.top):
        if "label" in row:
            cells.cell(number, 1, row["label"])
        for key, column in COLUMN.items():
            cells.cell(number, column, _shown(row, key))
    book.close()
    return path


def _shown(row: Row, key: str) -> object:
    value = row.get(key)
    if key.endswith("_k") and not key.startswith("capaian") and isinstance(value, int | Decimal):
        return f"{value} {row['satuan']}".replace(".", ",")
    return value
