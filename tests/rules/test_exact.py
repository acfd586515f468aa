"""Rounding that is exact, and blanks that stay blanks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renja_xl.rules.exact import half_up, last_known, percent, quotient, total


def column(*values: object) -> np.ndarray:
    return np.array([None if v is None else Decimal(str(v)) for v in values], dtype=object)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        ("0.165", 2, "0.17"),
        ("2.675", 2, "2.68"),
        ("1.005", 2, "1.01"),
        ("0.164999", 2, "0.16"),
        ("-0.165", 2, "-0.17"),
        ("173.5", 0, "174"),
        ("8.5", 0, "9"),
        ("100", 2, "100.00"),
    ],
)
def test_half_up_by_hand(value: str, digits: int, expected: str) -> None:
    assert half_up(Decimal(value), digits) == Decimal(expected)


@given(st.integers(-(10**13), 10**13), st.integers(1, 10**13))
def test_percent_is_the_true_quotient_rounded_half_up(part: int, whole: int) -> None:
    exact = Fraction(part * 100, whole)
    scaled = abs(exact) * 100
    expected = scaled.numerator // scaled.denominator
    if scaled - expected >= Fraction(1, 2):
        expected += 1
    found = percent(column(part), column(whole))[0]
    assert found == Decimal(expected if exact >= 0 else -expected) / 100


def test_percent_is_blank_without_a_whole() -> None:
    assert list(percent(column(5, 5, None, 0), column(0, None, 5, 5))) == [None, None, None, Decimal(0)]


def test_quotients_are_rounded_half_up_and_blank_without_a_whole() -> None:
    found = quotient(column(5, "0.25", 2, -1, 5, None, 0), column(8, 2, 3, 8, 0, 5, 5), 2)
    assert [None if value is None else str(value) for value in found] == [
        *("0.63", "0.13", "0.67", "-0.13"),
        *(None, None, "0.00"),
    ]


def test_total_and_last_known_tell_blank_from_zero() -> None:
    quarters = [column(1, None, 0, None), column(2, 5, None, None), column(None, None, 0, None)]
    assert list(total(quarters)) == [3, 5, 0, None]
    assert list(last_known(quarters)) == [2, 5, 0, None]


@given(st.lists(st.decimals(0, 10**12, places=2), min_size=1, max_size=30))
def test_money_does_not_drift(amounts: list[Decimal]) -> None:
    columns = [np.array([amount], dtype=object) for amount in amounts]
    assert total(columns)[0] * 100 == sum(int(amount * 100) for amount in amounts)
