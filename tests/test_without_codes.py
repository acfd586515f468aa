"""The same matrix without codes and without averages: whatever shows its levels, the same `Data` as with codes."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.trees import (
    LOOKS,
    SHAPES,
    Amounts,
    Rows,
    bold_above,
    evidence,
    filled,
    levels,
    numbers,
    plain_names,
    read,
    structure,
    tree,
    write,
)
from tests.workbooks import COLUMN

AMOUNTS: Amounts = (
    ((1_250_000, 40_000, 355_000), (700_500, 99_000)),
    ((25_000, 8_300_000), (61_000, 470_000, 12_750)),
)
ROWS = tree(AMOUNTS)


def capitals(rows: Rows) -> Rows:
    """Programs in capitals without a prefix, the rest plain."""
    return [
        row | {"nama": f"URAIAN {row['kode']}"} if row.get("level") == "program" else row
        for row in plain_names(rows)
    ]


def mixed_case(rows: Rows) -> Rows:
    return [row | {"nama": row["nama"].title()} if row.get("level") else row for row in rows]


def number_in_name(rows: Rows) -> Rows:
    numbered = numbers(plain_names(rows), SHAPES["romawi-huruf-angka"])
    return [
        {key: value for key, value in row.items() if key != "nomor"}
        | {"nama": f"{row['nomor']} {row['nama']}"}
        if row.get("level")
        else row
        for row in numbered
    ]


Look = Callable[[Worksheet, int, str], None]
DISGUISES: dict[str, tuple[Callable[[Rows], Rows], Look | None]] = {
    **{f"nomor-{name}": (lambda rows, name=name: numbers(plain_names(rows), SHAPES[name]), None) for name in SHAPES},
    **{name: (plain_names, look) for name, look in LOOKS.items()},
    "nomor-di-nama": (number_in_name, None),
    "huruf-besar-dan-tebal": (capitals, bold_above),
    "awalan-huruf-campur": (mixed_case, None),
    "awalan": (lambda rows: rows, None),
    "uang-saja": (plain_names, None),
}  # fmt: skip
WORDS = {
    "nomor": "dari penomoran",
    "lekukan": "dari lekukan",
    "spasi": "dari lekukan",
    "warna": "dari warna latar",
    "awalan": "dari bunyi namanya",
    "uang": "dari jumlah Rp",
}


def same_but_codes(path: Path, coded: Path) -> bool:
    own = ["kode", "nomor", "sumber"]
    return bool(read(path).data.drop(columns=own).equals(read(coded).data.drop(columns=own)))


@pytest.mark.parametrize("name", sorted(DISGUISES))
def test_the_same_data_without_codes(tmp_path: Path, name: str) -> None:
    change, look = DISGUISES[name]
    rows = change(ROWS)
    path = write(tmp_path / "a.xlsx", rows, look)
    found = read(path)
    assert levels(found) == structure(ROWS)
    assert same_but_codes(path, write(tmp_path / "b.xlsx", rows, look, codes=True))
    assert {item.kode for item in found.findings} == {"kode-kosong"}
    word = WORDS.get(name.split("-", maxsplit=1)[0])
    assert word is None or any(text.startswith(word) for text in evidence(found))


@pytest.mark.parametrize("name", sorted(set(DISGUISES) - {"uang-saja", "tebal", "huruf-besar-dan-tebal"}))
def test_signs_tell_without_any_money(tmp_path: Path, name: str) -> None:
    change, look = DISGUISES[name]
    rows = [{k: v for k, v in row.items() if not k.endswith("_rp")} for row in change(ROWS)]
    assert levels(read(write(tmp_path / "a.xlsx", rows, look))) == structure(ROWS)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_numbers_in_the_code_column_are_no_codes(tmp_path: Path, name: str) -> None:
    rows = [
        {key: value for key, value in row.items() if key != "nomor"} | {"kode": row["nomor"]}
        if row.get("level")
        else row
        for row in numbers(plain_names(ROWS), SHAPES[name])
    ]
    found = read(write(tmp_path / "a.xlsx", rows, codes=True))
    assert levels(found) == structure(ROWS)
    assert any(text.startswith("dari penomoran") for text in evidence(found))
    said = [item.tertulis for item in found.findings if item.kode == "kode-kosong"]
    assert said == [row["kode"] for row in rows if row.get("level")]


@pytest.mark.parametrize("name", sorted(DISGUISES))
@pytest.mark.parametrize("row", [0, 1, 11])
def test_one_wrong_sum_upsets_nothing_and_is_said(tmp_path: Path, name: str, row: int) -> None:
    change, look = DISGUISES[name]
    rows = change(ROWS)
    place = [
        index for index, item in enumerate(rows) if item.get("level") != "subkegiatan" and item.get("level")
    ]
    index = place[min(row, len(place) - 1)]
    rows = [*rows[:index], rows[index] | {"target_renja_rp": 77_777}, *rows[index + 1 :]]
    found = read(write(tmp_path / "a.xlsx", rows, look))
    assert levels(found) == structure(ROWS)
    said = [item for item in found.findings if item.kode == "tingkat-diragukan"]
    assert f"{chr(64 + COLUMN['target_renja_rp'])}{7 + index}" in [item.sel for item in said]
    assert {item.tertulis for item in said} >= {"77777"}


def test_a_sign_that_the_money_contradicts_is_passed_over(tmp_path: Path) -> None:
    """Numbers that count something else; the indentation fits the sums."""
    order = random.Random(5)
    rows = [row | {"nomor": order.choice("I1a")} if row.get("level") else row for row in plain_names(ROWS)]
    rows[0] |= {"nomor": "I"}
    found = read(write(tmp_path / "a.xlsx", rows, LOOKS["lekukan"]))
    assert levels(found) == structure(ROWS)
    assert evidence(found) == {"dari lekukan (indentasi) namanya"}


def test_signs_decide_where_the_money_is_no_judge(tmp_path: Path) -> None:
    """No sum fits anywhere: the numbers count, and every parent is named."""
    rows = [
        row | {"target_renja_rp": 1000 + 17 * index**2} if row.get("level") else row
        for index, row in enumerate(numbers(plain_names(ROWS), SHAPES["bertitik"]))
    ]
    found = read(
        write(tmp_path / "a.xlsx", [{k: v for k, v in row.items() if k != "tw1_rp"} for row in rows])
    )
    assert levels(found) == structure(ROWS)
    assert [item.kode for item in found.findings].count("tingkat-diragukan") == 6


def test_where_nothing_tells_that_is_said(tmp_path: Path) -> None:
    rows = [{k: v for k, v in row.items() if not k.endswith("_rp")} for row in plain_names(ROWS)]
    found = read(write(tmp_path / "a.xlsx", rows))
    assert [item.sel for item in found.findings if item.kode == "tingkat-tidak-jelas"] == [
        "B7, B8, B9, B11, B12, B14, B15, B17, B18, B20, B21, B23 …"
    ]


def test_rows_that_lost_their_codes_follow_those_that_kept_them(tmp_path: Path) -> None:
    lost = [index for index, row in enumerate(ROWS) if row.get("level") == "kegiatan"][1:]
    rows = [
        {k: v for k, v in row.items() if k != "kode" and not k.endswith("_rp")} if index in lost else row
        for index, row in enumerate(plain_names(ROWS))
    ]
    for look in (None, filled):
        found = read(write(tmp_path / f"{look}.xlsx", rows, look, codes=True))
        assert levels(found) == structure(ROWS)


def test_urusan_and_bidang_by_name(tmp_path: Path) -> None:
    above: Rows = [
        {"nama": "URUSAN PEMERINTAHAN WAJIB", "target_renja_rp": 5},
        {"nama": "Bidang Urusan Pemberdayaan Perempuan", "target_renja_rp": 5},
    ]
    named = [
        row | {"nama": "Urusan rumah tangga kantor"} if row.get("nama") == "Sub Kegiatan 1 1 2" else row
        for row in ROWS
    ]
    found = read(write(tmp_path / "a.xlsx", [*above, *named]))
    assert levels(found) == [("urusan", "utama"), ("bidang", "utama"), *structure(ROWS)]
    assert list(found.data["induk"])[:4] == [0, 1, 2, 3]


def test_bold_programs_in_capitals_need_no_prefix(tmp_path: Path) -> None:
    def look(sheet: Worksheet, row: int, level: str) -> None:
        sheet.cell(row, COLUMN["nama"]).font = Font(bold=level == "kegiatan")

    rows = [{k: v for k, v in row.items() if not k.endswith("_rp")} for row in capitals(ROWS)]
    assert levels(read(write(tmp_path / "a.xlsx", rows, look))) == structure(ROWS)


@st.composite
def amounts(draw: st.DrawFn) -> Amounts:
    """Up to four programs; no two sub kegiatan have the same Rp, so that the sums alone can tell."""
    shape = draw(
        st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=4), min_size=1, max_size=4), label="tree"
    )
    pool = random.Random(draw(st.integers(0, 2**16), label="money")).sample(range(1_000, 10_000_000), 64)
    return [[[pool.pop() for _ in range(count)] for count in program] for program in shape]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts(), st.sampled_from(sorted(DISGUISES)), st.integers(2, 5))
def test_any_tree_comes_back(tmp_path: Path, money: Any, name: str, further: int) -> None:
    rows = tree(money, further)
    change, look = DISGUISES[name]
    assert levels(read(write(tmp_path / "a.xlsx", change(rows), look))) == structure(rows)
