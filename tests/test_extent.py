"""A used range of a million rows, cells in the last corner: neither costs memory or minutes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import SAMPLES
from tests.measured import measured
from tests.ods import cell, ods, row
from tests.results import table
from tests.test_cli import run
from tests.xlsb import as_xlsb, record

pytestmark = pytest.mark.lambat
SAMPLE = SAMPLES / "tabel-2.1-balangan-2023.xlsx"
MOST_MEGABYTES, MOST_SECONDS = 1000, 30


def with_part(source: Path, target: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The package with one part changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return target


def million(form: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        first = 1 + len(load_workbook(SAMPLE).worksheets[0]["A"])
        rows = "".join(form.replace("#", str(number)) for number in range(first, first + 1_000_000))
        return data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")

    return change


@pytest.mark.parametrize(
    "form",
    [
        '<row r="#"/>',
        '<row r="#" s="1" customFormat="1"><c r="A#" s="1"/><c r="B#" s="1"/><c r="Z#" s="1"/></row>',
    ],
    ids=["bare", "styled"],
)
def test_a_million_rows_without_a_value(tmp_path: Path, form: str) -> None:
    path = with_part(SAMPLE, tmp_path / "m.xlsx", "xl/worksheets/sheet1.xml", million(form))
    took = measured("isi", path, "-o", tmp_path / "h.xlsx")
    print(f"\n{took.seconds:.1f} s, {took.megabytes:.0f} MB")
    assert took.code == 0, took.stderr
    assert took.megabytes < MOST_MEGABYTES
    assert took.seconds < MOST_SECONDS
    run("isi", SAMPLE, "-o", tmp_path / "polos.xlsx")
    assert table(tmp_path / "h.xlsx", "Data") == table(tmp_path / "polos.xlsx", "Data")


def test_a_stray_cell_in_the_last_corner(tmp_path: Path) -> None:
    book = load_workbook(SAMPLE)
    book.active["XFD1048576"] = "jauh"
    book.save(tmp_path / "m.xlsx")
    took = measured("isi", tmp_path / "m.xlsx", "-o", tmp_path / "h.xlsx")
    assert (took.code, took.megabytes < MOST_MEGABYTES, took.seconds < MOST_SECONDS) == (0, True, True)
    stray = [line for line in table(tmp_path / "h.xlsx", "Temuan") if line["sel"] == "XFD1048576"]
    assert [line["kode"] for line in stray] == ["sel-tidak-terpakai"]


def test_a_stray_cell_and_a_million_rows_in_an_xlsb(tmp_path: Path) -> None:
    """The record of the sheet's dimension lies too; nothing believes it."""

    def change(data: bytes) -> bytes:
        rows = b"".join(
            record(0, number.to_bytes(4, "little") + bytes(21)) for number in range(400, 1_000_400)
        )
        corner = record(0, (1_048_575).to_bytes(4, "little") + bytes(21))
        stray = record(4, (16_383).to_bytes(4, "little") + bytes(4) + b"\1")
        before, end, after = data.rpartition(record(146))
        return before + rows + corner + stray + end + after

    path = with_part(
        as_xlsb(SAMPLE, tmp_path / "a.xlsb"), tmp_path / "m.xlsb", "xl/worksheets/sheet1.bin", change
    )
    took = measured("isi", path, "-o", tmp_path / "h.xlsx")
    print(f"\n{took.seconds:.1f} s, {took.megabytes:.0f} MB")
    assert (took.code, took.megabytes < MOST_MEGABYTES, took.seconds < MOST_SECONDS) == (0, True, True)
    assert "XFD1048576" in [line["sel"] for line in table(tmp_path / "h.xlsx", "Temuan")]


def test_an_ods_that_repeats_its_cells_to_the_end_of_the_sheet(tmp_path: Path) -> None:
    """Two million repeated figures are the most that is unfolded; beyond, the file is refused."""
    full = row(cell("float", "1", "1"), more='table:number-rows-repeated="1048576"')
    wide = row(
        cell("float", "1", "1", 'table:number-columns-repeated="16384"'),
        more='table:number-rows-repeated="200"',
    )
    for path in (ods(tmp_path / "tinggi.ods", full), ods(tmp_path / "lebar.ods", wide)):
        took = measured("isi", path)
        print(f"\n{took.seconds:.1f} s, {took.megabytes:.0f} MB")
        assert took.code == 3
        assert len(took.stderr.splitlines()) == 1
        assert (took.megabytes < MOST_MEGABYTES, took.seconds < MOST_SECONDS) == (True, True)
