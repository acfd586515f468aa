"""Levels, owners and parents: from codes, names and nesting."""

from __future__ import annotations

import pytest

from renja_xl.reading.codes import level_of_code
from renja_xl.reading.heads import Head
from renja_xl.reading.levels import link_rows


@pytest.mark.parametrize(
    ("kode", "level"),
    [
        ("2", "urusan"),
        ("2.08", "bidang"),
        ("2.08.02", "program"),
        ("2.08.02.2.01", "kegiatan"),
        ("2.15.01.2.01.06", "subkegiatan"),
        ("2.08.02.2.01.0003", "subkegiatan"),
        ("2.08.02.", "program"),
        ("2.08.02.2", ""),
        ("", ""),
        ("A.1", ""),
        ("2..08", ""),
    ],
)
def test_level_of_code(kode: str, level: str) -> None:
    assert level_of_code(kode) == level


def test_parents_owners_and_further_indicators() -> None:
    links = link_rows(
        [
            Head("2.08", "URUSAN"),
            Head("2.08.02", "PROGRAM A"),
            Head("", ""),
            Head("2.08.02.2.01", "Kegiatan A"),
            Head("2.08.02.2.01.0001", "Sub A"),
            Head("", ""),
            Head("2.08.03", "PROGRAM B"),
        ],
        "x",
    )
    assert links.level == [
        "bidang",
        "program",
        "program",
        "kegiatan",
        "subkegiatan",
        "subkegiatan",
        "program",
    ]
    assert links.jenis == ["utama", "utama", "lanjutan", "utama", "utama", "lanjutan", "utama"]
    assert links.pemilik == [1, 2, 2, 4, 5, 5, 7]
    assert links.induk == [0, 1, 1, 2, 4, 4, 1]
    assert links.findings == []


def test_without_codes_names_and_nesting_tell() -> None:
    links = link_rows(
        [
            Head("", "PROGRAM A"),
            Head("", "Satu"),
            Head("", "Dua"),
            Head("", "Tiga", closed="subkegiatan"),
            Head("", "Empat"),
        ],
        "x",
    )
    assert links.level == ["program", "kegiatan", "subkegiatan", "kegiatan", "subkegiatan"]
    assert [item.kode for item in links.findings] == ["kode-kosong"] * 5


def test_prefixes_tell() -> None:
    links = link_rows(
        [
            Head("", "PROGRAM A"),
            Head("", "Kegiatan Satu"),
            Head("", "Kegiatan Dua"),
            Head("", "Sub Kegiatan Tiga"),
        ],
        "x",
    )
    assert links.level == ["program", "kegiatan", "kegiatan", "subkegiatan"]


def test_a_missing_kegiatan_row_orphans_its_sub_kegiatan() -> None:
    links = link_rows(
        [
            Head("1.02.03", "P"),
            Head("1.02.03.2.08", "K"),
            Head("1.02.03.2.08.01", "S1"),
            Head("1.02.03.2.09.01", "S2"),
            Head("", ""),
        ],
        "x",
    )
    assert links.induk == [0, 1, 2, 1, 1]
    assert [(item.kode, item.tertulis) for item in links.findings] == [("induk-hilang", "1.02.03.2.09.01")]


def test_a_parent_with_another_code_keeps_its_children() -> None:
    """As in the published table: kegiatan 2.15.01… under program 2.08.01."""
    links = link_rows([Head("2.08.01", "P"), Head("2.15.01.2.01", "K"), Head("2.15.01.2.01.01", "S")], "x")
    assert links.induk == [0, 1, 2]
    links = link_rows(
        [
            Head("1.02.03", "P"),
            Head("1.02.03.2.08", "K"),
            Head("1.02.03.2.07.01", "S"),
            Head("1.02.03.2.07.02", "S"),
        ],
        "x",
    )
    assert links.induk == [0, 1, 2, 2]


def test_one_odd_code_among_its_siblings_stays() -> None:
    heads = [
        Head("1.02.03", "P"),
        Head("1.02.03.2.08", "K"),
        Head("1.02.03.2.80.01", "S1"),
        Head("1.02.03.2.08.02", "S2"),
    ]
    assert link_rows(heads, "x").induk == [0, 1, 2, 2]
