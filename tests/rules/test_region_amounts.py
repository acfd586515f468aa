"""Money that looks as if it were not in full rupiah."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from renja_xl.model.findings import COLUMNS
from renja_xl.rules.region.amounts import amount_findings, usual_budget
from tests.rules.frames import computed
from tests.rules.test_region import head


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
        replace(head(name, berkas=f"{name}.xlsx"), pagu_lazim=budget and Decimal(budget))
        for name, budget in (("A", "1000000"), ("B", "498.426746"), ("C", None))
    )
    (said,) = amount_findings([full, thousands, unknown])
    assert (said.berkas, said.baris[0]) == ("B.xlsx", "uang-mungkin-ribuan")
    assert "Rp 498,426746" in said.baris[COLUMNS.index("penjelasan")]
