"""Real sheets that are not part of the project: read beside it, never copied into it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renja_xl import isi
from tests.conftest import REAL_SHEETS
from tests.results import table

pytestmark = pytest.mark.nyata
E81 = REAL_SHEETS / "formulir-e81-kota-cirebon-2026-tw2.xlsx"
EMPTY = REAL_SHEETS / "formulir-e81-kosong-kota-bandung-2018.xlsx"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return isi(E81, tmp_path_factory.mktemp("e81") / "h.xlsx")


def total(frame: pd.DataFrame, level: str, column: str) -> Decimal:
    rows = frame[(frame["level"] == level) & (frame["jenis"] == "utama")]
    return sum((value for value in rows[column] if value is not None), Decimal(0))


def test_rows_of_the_real_e81(result: Any) -> None:
    frame = result.filled.frame
    main = frame[frame["jenis"] == "utama"]["level"].value_counts()
    assert {level: int(main[level]) for level in ("program", "kegiatan", "subkegiatan")} == {
        "program": 3,
        "kegiatan": 14,
        "subkegiatan": 54,
    }
    assert int((frame["jenis"] == "lanjutan").sum()) == 5
    assert list(frame["kode"])[2:5] == ["5.03.01", "5.03.01.2.01", "5.03.01.2.01.01"]


@pytest.mark.parametrize("level", ["subkegiatan", "kegiatan"])
def test_money_of_the_real_e81_is_the_stated_total(result: Any, level: str) -> None:
    frame = result.filled.frame
    assert total(frame, level, "target_renja_rp") == 7_646_183_378
    assert total(frame, level, "tw1_rp") == 1_866_387_810
    assert total(frame, level, "tw2_rp") == 1_830_917_990
    assert total(frame, level, "realisasi_renja_rp") == 3_697_305_800
    assert total(frame, level, "target_renstra_rp") == 21_575_880_500
    assert total(frame, level, "realisasi_lalu_rp") == 14_456_884_234
    rekap = result.filled.rekap
    assert rekap[rekap["cakupan"] == f"seluruh_{level}"]["serapan_rp"].iat[0] == Decimal("48.35")


def test_the_unlabelled_total_of_the_real_e81_is_the_sum_of_its_rows(result: Any) -> None:
    stated = [item for item in result.filled.matrix.summaries if item.jenis == "jumlah"]
    assert [(item.cakupan, dict(item.values)) for item in stated] == [
        (
            "seluruh_kegiatan",
            {
                "target_renstra_rp": 21_575_880_500,
                "realisasi_lalu_rp": 14_456_884_234,
                "target_renja_rp": 7_646_183_378,
                "tw1_rp": 1_866_387_810,
                "tw2_rp": 1_830_917_990,
                "realisasi_renja_rp": 3_697_305_800,
            },
        )
    ]
    for key, written in stated[0].values.items():
        assert total(result.filled.frame, "kegiatan", key) == written
        assert total(result.filled.frame, "subkegiatan", key) == written
    found = {(item.kode, item.sel) for item in result.filled.findings if item.sel.endswith("84")}
    assert ("jumlah-tanpa-label", "J84") in found
    assert "hitung-beda" not in {kode for kode, _ in found}
    unused = {sel for kode, sel in found if kode == "sel-tidak-terpakai"}
    assert {"K84", "M84", "O84", "W84"} <= unused
    assert not unused & {"J84", "L84", "N84", "P84", "R84", "X84"}


def test_sub_kegiatan_without_a_target(result: Any) -> None:
    frame = result.filled.frame
    subs = frame[(frame["level"] == "subkegiatan") & (frame["jenis"] == "utama")]
    assert int(subs["target_renja_k"].map(lambda value: value is None or value == 0).sum()) == 18


def test_no_cell_of_the_real_e81_is_unread(result: Any) -> None:
    codes = {item.kode for item in result.filled.findings}
    assert not codes & {
        "sel-tidak-terbaca",
        "sel-ambigu",
        "galat-excel",
        "kolom-ganda",
        "triwulan-tidak-dikenal",
    }
    assert result.filled.matrix.form.nama == "e81"
    assert "Evidence" in result.filled.frame


def test_the_result_of_the_real_e81_goes_back_in(result: Any, tmp_path: Path) -> None:
    isi(result.hasil, tmp_path / "lagi.xlsx")
    first, second = table(result.hasil, "Data"), table(tmp_path / "lagi.xlsx", "Data")
    assert [{k: v for k, v in row.items() if k != "sumber"} for row in second] == [
        {k: v for k, v in row.items() if k != "sumber"} for row in first
    ]


def test_the_empty_official_layout_is_recognised_and_has_no_rows(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="tidak satu pun baris indikator"):
        isi(EMPTY, tmp_path / "h.xlsx")
