"""Levels, owners and parents: from codes, names and nesting."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renja_xl.model.frame import LEVELS
from renja_xl.reading.codes import are_numbers, known_code, level_of_code
from renja_xl.reading.heads import Head, Look, Shown
from renja_xl.reading.level_signs import name_without_number, number_in_front, number_shapes
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


@pytest.mark.parametrize(
    ("numbers", "shapes"),
    [
        ("I. A. B. C. D. II. A.", "romawi huruf huruf huruf huruf romawi huruf"),
        ("A H I J", "huruf huruf huruf huruf"),
        ("a b i ii", "huruf huruf romawi romawi"),
        ("IV V VI", "romawi romawi romawi"),
    ],
)
def test_letters_and_roman_numerals_are_told_by_counting(numbers: str, shapes: str) -> None:
    assert [shape.split("-")[0] for shape in number_shapes(numbers.split())] == shapes.split()


@pytest.mark.parametrize(
    ("number", "shape"),
    [
        ("1", "1"),
        ("1.", "1"),
        ("1.2", "2"),
        ("1.2.3.", "3"),
        ("1)", "1)"),
        ("(1)", "1)"),
        ("Ab", ""),
        ("-", ""),
    ],
)
def test_shapes_of_numbers(number: str, shape: str) -> None:
    assert number_shapes([number]) == [shape]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("A. Penyediaan", "A."),
        ("1.2 Penyediaan", "1.2"),
        ("(a) Penyediaan", "(a)"),
        ("Dr. Soetomo", "Dr."),
        ("100 persen desa", ""),
        ("Penyediaan", ""),
    ],
)
def test_a_number_in_front_of_a_name(name: str, number: str) -> None:
    assert number_in_front(name) == number
    assert name_without_number(name) == name[len(number) :].strip()


@pytest.mark.parametrize(
    ("codes", "numbers"),
    [
        (["1", "1.1", "1.1.1", "1.2"], True),
        (["1", "2", "3"], True),
        (["2", "2.08", "2.08.02"], False),
        (["2.8", "2.08.02", "2.08.02.2.01"], False),
        ([], False),
    ],
)
def test_numbers_and_codes(codes: list[str], numbers: bool) -> None:
    assert are_numbers(codes) is numbers


def test_programs_in_mixed_case_count_where_none_is_in_capitals() -> None:
    mixed = [
        Head("", name) for name in ("Program A", "Kegiatan B", "Sub Kegiatan C", "Program D", "Kegiatan E")
    ]
    assert link_rows(mixed, "x").level == ["program", "kegiatan", "subkegiatan", "program", "kegiatan"]
    capitals = [
        Head("", name) for name in ("PROGRAM A", "Kegiatan B", "Program kerja kantor", "Sub Kegiatan C")
    ]
    assert link_rows(capitals, "x").level == ["program", "kegiatan", "subkegiatan", "subkegiatan"]


def test_a_named_affair_is_none_where_it_measures_or_has_a_kegiatan_below() -> None:
    heads = [Head("", "URUSAN PEMERINTAHAN WAJIB"), Head("", "PROGRAM A"), Head("", "Kegiatan B")]
    assert link_rows(heads, "x").level == ["urusan", "program", "kegiatan"]
    heads = [Head("2.08.02", "P"), Head("2.08.02.2.01", "K"), Head("", "Urusan kantor", measured=True)]
    assert link_rows(heads, "x").level == ["program", "kegiatan", "subkegiatan"]
    heads = [Head("", "Bidang Kesejahteraan"), Head("2.08.02.2.01", "K")]
    assert link_rows(heads, "x").level == ["program", "kegiatan"]


@st.composite
def any_heads(draw: st.DrawFn) -> list[Head]:
    """Rows in any order, with and without codes, names, averages above and numbers."""
    found = []
    for _ in range(draw(st.integers(1, 14))):
        program, kegiatan, sub = (draw(st.integers(1, 3)) for _ in range(3))
        code = f"2.08.{program:02}.2.{kegiatan:02}.{sub:04}"
        cut = draw(st.sampled_from((0, 0, 1, 4, 7, 12, 17)))
        found.append(
            Head(
                kode=code[:cut],
                nama=draw(
                    st.sampled_from(("", "PROGRAM A", "Kegiatan B", "Uraian", "1. Uraian", "Urusan C"))
                ),
                closed=draw(st.sampled_from(("", "", "", "subkegiatan", "kegiatan"))),
                nomor=draw(st.sampled_from(("", "1", "1.1", "A", "i"))),
                own=draw(st.booleans()),
            )
        )
    return found


@settings(deadline=None)
@given(any_heads(), st.randoms(use_true_random=False))
def test_any_rows_get_levels_and_every_inference_is_said(heads: list[Head], chance: random.Random) -> None:
    money = [Decimal(chance.choice((0, 1, 2, 3, 6))) if chance.random() < 0.8 else None for _ in heads]
    links = link_rows(heads, "x", lambda: Shown([Look()] * len(heads), {"target_renja_rp": money}))
    assert all(level in LEVELS for level in links.level)
    said = sum(item.kode == "kode-kosong" for item in links.findings)
    main = [head for head, jenis in zip(heads, links.jenis, strict=True) if jenis == "utama"]
    if not are_numbers(known_code(head.kode) for head in heads):
        assert said == sum(not known_code(head.kode) for head in main)
        for head, level in zip(heads, links.level, strict=True):
            assert level_of_code(head.kode) in ("", level)


def test_sums_tell_below_coded_kegiatan_without_any_program() -> None:
    heads = [Head("2.08.02.2.01", "K"), Head("", "Satu"), Head("", "Dua")]
    money = [Decimal(5), Decimal(2), Decimal(3)]
    links = link_rows(heads, "x", lambda: Shown([Look()] * 3, {"target_renja_rp": money}))
    assert links.level == ["kegiatan", "subkegiatan", "subkegiatan"]
    said = [item.penjelasan for item in links.findings if item.kode == "kode-kosong"]
    assert len(said) == 2
    assert all("dari jumlah Rp" in text for text in said)
    assert "tingkat-tidak-jelas" not in [item.kode for item in links.findings]
