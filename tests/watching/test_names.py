"""Names of results: free, short enough, and telling apart."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from renja_xl.watching.names import fitted, free_names, most_characters, stamps
from renja_xl.watching.places import is_subfolder_name

NOON = datetime(2026, 11, 22, 14, 15, 3)
ENDINGS = [("_terisi", ".xlsx"), ("_laporan", ".txt")]


def named(taken: set[str], stem: str = "a") -> list[str]:
    return free_names(stem, ENDINGS, 200, stamps(NOON, "1a2b3c4d5e6f"), taken.__contains__)


def test_a_time_and_a_short_hash_where_a_name_is_taken() -> None:
    assert named(set()) == ["a_terisi.xlsx", "a_laporan.txt"]
    again = ["a_terisi_20261122-141503_1a2b3c4d.xlsx", "a_laporan_20261122-141503_1a2b3c4d.txt"]
    assert named({"a_terisi.xlsx"}) == again
    assert named({"a_laporan.txt"}) == again
    assert named({"a_laporan.txt", again[0]})[0] == "a_terisi_20261122-141503_1a2b3c4d-2.xlsx"
    assert list(islice(stamps(NOON, "1a2b3c4d5"), 4))[3] == "_20261122-141503_1a2b3c4d-3"


def test_sheets_whose_names_become_alike_keep_results_apart() -> None:
    kinds = [("_terisi_A_", ".xlsx"), ("_terisi_A\x96", ".xlsx"), ("_terisi_a_", ".xlsx")]
    assert free_names("x", kinds, 200, stamps(NOON, "1a2b3c4d5"), {"x_terisi_A_.xlsx"}.__contains__) == [
        "x_terisi_A__20261122-141503_1a2b3c4d.xlsx",
        "x_terisi_A__20261122-141503_1a2b3c4d-2.xlsx",
        "x_terisi_a__20261122-141503_1a2b3c4d-3.xlsx",
    ]
    assert named(set()) == ["a_terisi.xlsx", "a_laporan.txt"]


@pytest.mark.parametrize("letter", ["x", "é", "漢", "😀"])
def test_long_names_are_cut_and_stay_different(letter: str) -> None:
    names = [fitted(letter * 240 + end, "_terisi.xlsx", 150) for end in "ab"]
    assert len(set(names)) == 2
    for name in names:
        assert name.endswith("_terisi.xlsx")
        assert name.startswith(letter)
        assert len(name.encode()) <= 255
        assert len(name.encode("utf-16-le")) // 2 <= 150


@pytest.mark.parametrize("tail", ["_terisi_" + "漢" * 200 + "{}.xlsx", "." + "x" * 250 + "{}"])
def test_what_stands_behind_a_name_is_cut_where_it_is_too_long_itself(tail: str) -> None:
    names = [fitted("Matriks", tail.format(end), 60) for end in "ab"]
    assert len(set(names)) == 2
    for name in names:
        assert name.startswith("Matriks" + tail[:5])
        assert name.endswith(".xlsx") == tail.endswith(".xlsx")
        assert len(name.encode()) <= 255
        assert len(name) <= 60
    taken = {names[0]}
    (other,) = free_names("Matriks", [(tail.format("a"), "")], 60, stamps(NOON, "1a2b"), taken.__contains__)
    assert other not in names


def test_signs_that_windows_refuses_are_replaced() -> None:
    assert fitted('Renja: "final"?', "_terisi.xlsx", 200) == "Renja_ _final___terisi.xlsx"


def test_short_names_stay_as_they_are() -> None:
    assert fitted("Matriks Dinas é 2026", "_terisi.xlsx", 100) == "Matriks Dinas é 2026_terisi.xlsx"
    assert fitted(os.fsdecode(b"x\xe9y"), ".xlsx", 100) == "x_y.xlsx"
    assert fitted("x", os.fsdecode(b".\xe9"), 100) == "x._"


def test_the_whole_path_is_one_that_excel_opens() -> None:
    assert len("/" + "f" * 99 + "/") + most_characters(Path("/" + "f" * 99)) == 218
    assert most_characters(Path("/" + "f" * 300)) == 60


def test_which_names_a_sub_folder_may_have() -> None:
    assert is_subfolder_name("masuk")
    assert is_subfolder_name("Kotak Masuk")
    for name in ("", "selesai", "GAGAL", "a/b", "a\\b", "..", ".renja-xl", "/mutlak", " a"):
        assert not is_subfolder_name(name)
