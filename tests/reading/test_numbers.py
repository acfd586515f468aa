"""Numbers as people type them, and everything that must not be taken for one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renja_xl.model.grid import PLAIN, CellStyle, Row
from renja_xl.reading.figures import FigureReader
from renja_xl.reading.numbers import from_native, read_money, read_performance


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.298.251.832", 8298251832),
        ("Rp. 54.026.414.079,-", 54026414079),
        ("Rp 1.000", 1000),
        ("Rp1.000,00", 1000),
        ("8298251832", 8298251832),
        ("8298251832.0", 8298251832),
        ("960.000", 960000),
        ("1.234", 1234),
        ("48,00", 48),
        ("1 234 567,50", "1234567.50"),
        ("(1.500)", -1500),
        ("-1.500", -1500),
        ("Rp -1.500", -1500),
        ("\u00a012.500 ", 12500),
        ("0", 0),
    ],
)
def test_money(text: str, value: object) -> None:
    assert read_money(text).number == Decimal(str(value))


@pytest.mark.parametrize("text", ["", " ", "-", " -   ", "–", "—", "n/a", "N/A", "belum ada", "Nihil"])
def test_no_figure_is_blank_and_not_zero(text: str) -> None:
    for read in (read_money, read_performance):
        reading = read(text)
        assert reading.blank
        assert reading.number is None


@pytest.mark.parametrize(
    "text",
    ["1,500,000", "1,500", "1,500.00", "1.23.456", "12.34.567", "1234.567", "12,5,0", "12o", "5 juta", "1.5jt", "abc", "12-13",
     "(1.500", "1.500)", "-(1.500)", "1..000", ".500", "500.", "1.000 Dokumen", "0x10", "1e6", "#REF!", "=A1", "१२"],
)  # fmt: skip
def test_what_is_no_amount_is_not_read(text: str) -> None:
    reading = read_money(text)
    assert reading.number is None
    assert not reading.blank


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("76.52 persen", "76.52", "persen"),
        ("76,52 persen", "76.52", "persen"),
        ("0,004%", "0.004", "persen"),
        ("100%", 100, "persen"),
        ("2 Dokumen", 2, "Dokumen"),
        ("4 Perangkat Daerah", 4, "Perangkat Daerah"),
        ("0 TP PKK", 0, "TP PKK"),
        ("50 Desa/Kelurahan", 50, "Desa/Kelurahan"),
        ("15 m2", 15, "m2"),
        ("1.500,25 orang", "1500.25", "orang"),
        ("12 345 orang", 12345, "orang"),
        ("154\nDesa", 154, "Desa"),
        ("48", 48, ""),
        ("-5", -5, ""),
    ],
)
def test_performance(text: str, value: object, unit: str) -> None:
    reading = read_performance(text)
    assert reading.number == Decimal(str(value))
    assert reading.unit == unit
    assert reading.ambiguous is None


@pytest.mark.parametrize(
    ("text", "taken", "other"),
    [("1.234 Desa", 1234, "1.234"), ("1.234", 1234, "1.234"), ("1,500", "1.5", 1500)],
)
def test_ambiguous_figures_say_so(text: str, taken: object, other: object) -> None:
    reading = read_performance(text)
    assert reading.number == Decimal(str(taken))
    assert reading.ambiguous == Decimal(str(other))


def test_a_comparison_is_noted() -> None:
    assert read_performance("≥ 85").number == 85
    assert read_performance("≥ 85").sign == "≥"


@pytest.mark.parametrize(
    "text",
    [
        "BB",
        "WTP",
        "12 Bulan 3 hari",
        "12o",
        "1oo persen",
        "2O5 Dokumen",
        "1,5 juta",
        "10 - 20",
        "1,500.00",
        "A",
        "dua dokumen",
        "2/3",
        "1:2",
        "3 4",
    ],
)
def test_what_is_no_performance_is_not_read(text: str) -> None:
    reading = read_performance(text)
    assert reading.number is None
    assert not reading.blank


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (76.489999999999995, "76.49"),
        (0.1 + 0.2, "0.3"),
        (8298251832.0, "8298251832"),
        (130.74, "130.74"),
        (-0.5, "-0.5"),
    ],
)
def test_native_numbers_are_what_was_typed(value: float, exact: str) -> None:
    assert from_native(value) == Decimal(exact)


def _grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(
    st.integers(0, 10**14),
    st.sampled_from([".", " ", "\u00a0", ""]),
    st.sampled_from(["", "Rp ", "Rp. ", "Rp"]),
    st.sampled_from(["", ",-", ",00"]),
)
def test_amounts_come_back_in_every_notation(number: int, mark: str, before: str, behind: str) -> None:
    assert read_money(f"{before}{_grouped(number, mark)}{behind}").number == number


@given(
    st.decimals(0, 10**9, places=2), st.sampled_from(["", " persen", " Dokumen", " Perangkat Daerah", "%"])
)
def test_performance_comes_back_with_a_comma(number: Decimal, unit: str) -> None:
    whole, _, part = f"{number:.2f}".partition(".")
    assert read_performance(f"{_grouped(int(whole), '.')},{part}{unit}").number == number


@given(st.text(alphabet="0123456789.,- ()RpabcX%/", max_size=14))
def test_a_text_is_read_only_if_its_digits_are_the_numbers_digits(text: str) -> None:
    """Whatever is read, no digit was lost: the number's digits are the text's, but for zeros at the ends."""
    reading = read_money(text)
    if reading.number is not None:
        digits = "".join(letter for letter in text if letter.isdigit())
        found = "".join(letter for letter in f"{reading.number:f}" if letter.isdigit())
        assert digits.strip("0") == found.strip("0")


@pytest.mark.parametrize(
    ("styles", "formula", "expected"),
    [
        ((1, 1), True, "76.5200"),
        ((1, 0), True, "0.7652"),
        ((0, 0), True, "0.7652"),
        ((1, 1), False, "0.7652"),
    ],
)
def test_a_formula_over_percentages_is_a_percentage(
    styles: tuple[int, int], formula: bool, expected: str
) -> None:
    """Only where every filled quarter is shown as one, and only for a formula: a typed 0.7652 is 0.7652."""
    reader = FigureReader("L", [PLAIN, CellStyle(percent=True)], quarters=(1, 2, 3))
    row = Row(9, [1, 2, 4], [0.3, 0.7652, 0.7652], [*styles, 0], {4: "B9"} if formula else None)
    assert str(reader.read(row, 2, "realisasi_renja_k")[0]) == expected
