"""Money that looks as if it were not in full rupiah."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from renja_xl.model.findings import COLUMNS
from renja_xl.model.part import Head
from renja_xl.rules.region.amounts import amount_findings, usual_budget
from tests.rules.frames import computed
from tests.rules.test_region import head, program


def with_budgets(name: str, usual: str | None, whole: int) -> Head:
    one = head(name, program("1.02.01", whole, 1), berkas=f"{name}.xlsx")
    return replace(one, pagu_lazim=usual and Decimal(usual))


@pytest.mark.parametrize(
    ("budgets", "expected"),
    [
        ((5_000_000, 7_000_000, 900_000_000), 7_000_000),
        ((900_000, 7_000_000, 100_000), 900_000),
        ((900, None, 0, 7), None),  # of two budgets none is usual
        ((), None),
    ],
)
def test_the_usual_budget_is_the_middle_one_of_the_lowest_rows(
    budgets: tuple[int | None, ...], expected: int | None
) -> None:
    rows = [{"level": "program", "target_renja_rp": 9_000_000_000}]
    rows += [{"induk": 1, "target_renja_rp": budget} for budget in budgets]
    assert usual_budget(computed(*rows)) == expected


def test_programs_alone_have_a_usual_budget_too() -> None:
    rows = [{"level": "program", "target_renja_rp": budget} for budget in (1, 2, 3)]
    assert usual_budget(computed(*rows)) == 2


def test_what_is_too_small_for_rupiah_is_said_with_the_figure() -> None:
    full, thousands, unknown = (
        with_budgets(name, budget, 200_000_000)
        for name, budget in (("A", "1000000"), ("B", "498.526746"), ("C", None))
    )
    (said,) = amount_findings([full, thousands, unknown])
    assert (said.berkas, said.baris[0]) == ("B.xlsx", "uang-mungkin-ribuan")
    assert "lazim Rp 499, seluruh programnya Rp 200.000.000" in said.baris[COLUMNS.index("penjelasan")]


def test_a_whole_agency_with_little_money_is_said() -> None:
    """A dinas of 43,7 milyar in thousands, whose sub kegiatan look like millions; a small bagian is what it is."""
    dinas, kelurahan = with_budgets("A", "3000000", 43_698_002), with_budgets("B", "3000000", 150_000_000)
    found = amount_findings([dinas, kelurahan, with_budgets("Bagian Umum", "21000000", 56_000_000)])
    assert [item.berkas for item in found] == ["A.xlsx"]


def test_a_great_agency_in_thousands_is_small_beside_the_others() -> None:
    others = [with_budgets(name, "150000000", 9_000_000_000) for name in "ABCD"]
    kelurahan, great = with_budgets("K", "5000000", 400_000_000), with_budgets("Z", "3000000", 900_000_000)
    assert [item.berkas for item in amount_findings([*others, kelurahan, great])] == ["Z.xlsx"]
    assert list(amount_findings([*others[:2], great])) == [], "of three nothing is usual"
