"""The long table of a region: one row per indicator and figure, as CSV and as Parquet."""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from renja_xl.model.errors import OutputError
from renja_xl.writing.region.tidy import TIDY_NAMES, exact, write_csv, write_parquet
from tests.regions import Book, agency, part, region
from tests.workbooks import KEGIATAN, PROGRAM, SUB
from tests.writing.test_region import rows


@pytest.fixture
def book(tmp_path: Path) -> Book:
    odd = PROGRAM | {"nama": 'Program "satu", dua', "target_renja_k": "1,25 persen", "target_renja_rp": 7}
    bodies = [rows(8, (1, 4), 1000, 333), [odd, KEGIATAN, SUB]]
    filled = [agency(tmp_path, n, body, triwulan="kumulatif") for n, body in enumerate(bodies)]
    return region([part(filled[0], "Dinas A"), part(filled[1], "Dinas, B", tahun=0)])


def figures(book: Book) -> int:
    return sum(
        value is not None
        for one in book.parts
        for name, column in one.kolom.items()
        if name.endswith(("_k", "_rp")) or name == "efisiensi"
        for value in column
    )


def test_csv_has_a_row_for_each_figure(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    assert write_csv(book.bodies, target, overwrite=False) == figures(book)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfperangkat_daerah,tahun,")
    with target.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert tuple(found[0]) == TIDY_NAMES
    assert len(found) == figures(book)
    program = {
        row["ukuran"]: row for row in found if row["urut"] == "1" and row["perangkat_daerah"] == "Dinas A"
    }
    assert (program["tw2_k"]["nilai"], program["tw2_k"]["satuan_nilai"]) == ("4", "")
    assert (program["realisasi_renja_rp"]["nilai"], program["realisasi_renja_rp"]["satuan_nilai"]) == (
        "333",
        "rupiah",
    )
    assert (program["capaian_renja_rp"]["nilai"], program["capaian_renja_rp"]["satuan_nilai"]) == (
        "33.30",
        "persen",
    )
    assert program["tw2_k"]["tahun"] == "2023"
    assert "tw1_rp" not in program
    odd = next(row for row in found if row["perangkat_daerah"] == "Dinas, B")
    assert (odd["nama"], odd["nilai"], odd["satuan_nilai"]) == ('Program "satu", dua', "1.25", "persen")
    assert odd["tahun"] == ""


def test_csv_ends_lines_as_rfc_4180_asks(book: Book, tmp_path: Path) -> None:
    write_csv(book.bodies, tmp_path / "t.csv", overwrite=False)
    text = (tmp_path / "t.csv").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") == figures(book) + 1


def test_parquet_holds_the_same(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415

    monkeypatch.setattr("renja_xl.writing.region.tidy._GROUP", 20)
    write_csv(book.bodies, tmp_path / "t.csv", overwrite=False)
    assert write_parquet(book.bodies, tmp_path / "t.parquet", overwrite=False) == figures(book)
    file = pq.ParquetFile(tmp_path / "t.parquet")
    assert file.num_row_groups == 2
    assert str(file.schema_arrow.field("nilai").type) == "decimal128(38, 10)"
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as lines:
        expected = [tuple(row.values()) for row in csv.DictReader(lines)]
    found = [tuple(row.values()) for row in file.read().to_pylist()]
    assert [tuple("" if value is None else str(value) for value in row[:-1]) for row in found] == [
        row[:-1] for row in expected
    ]
    assert [row[-1] for row in found] == [Decimal(row[-1]) for row in expected]


def test_the_tenth_decimal_is_rounded_half_up() -> None:
    assert exact("0.00000000005") == Decimal("0.0000000001")
    assert exact("-0.00000000005") == Decimal("-0.0000000001")
    assert exact("12345678901234567890.5") == Decimal("12345678901234567890.5")


def test_without_pyarrow_one_sentence_says_what_to_do(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install \"renja-xl\[parquet\]\""):
        write_parquet(book.bodies, tmp_path / "t.parquet", overwrite=False)
    assert not (tmp_path / "t.parquet").exists()
