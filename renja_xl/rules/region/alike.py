"""Whether two matrices are one at different times, by what does not change from quarter to quarter.

Budgets are that, and so is what was realised up to a quarter that both report. Two kelurahan may have the same
programs and the same sum to spend; that both spent the same rupiah of it in each quarter tells that they are one.
"""

from __future__ import annotations

from decimal import Decimal

from renja_xl.model.region import Head
from renja_xl.rules.region.groups import program_key

Budgets = frozenset[tuple[tuple[str, str], Decimal | None]]


def budgets_of(head: Head) -> Budgets:
    """Its programs with their budgets; empty where none of these is known."""
    budgets = frozenset(
        (program_key(row), row.target_renja_rp) for row in head.program if row.jenis == "utama"
    )
    return budgets if any(amount for _, amount in budgets) else frozenset()


def programs_known(head: Head) -> frozenset[tuple[str, str]]:
    """Its programs, by code or by name."""
    return frozenset(program_key(row) for row in head.program if row.jenis == "utama")


def same_matrix(one: Head, other: Head) -> bool:
    """Whether they have the same programs with the same budgets, some of which are known, and the same money."""
    budgets = budgets_of(one)
    return bool(budgets) and budgets == budgets_of(other) and _same_money(one, other)


def may_be_one(one: Head, other: Head) -> bool:
    """Whether two matrices of one year may be the same: the same programs, nothing in their money that speaks
    against it, and the same known budgets or the same money for it.
    """
    programs = programs_known(one)
    if (
        not programs
        or programs != programs_known(other)
        or any(own != there for own, there in _both(one, other))
    ):
        return False
    budgets = budgets_of(one)
    return (bool(budgets) and budgets == budgets_of(other)) or _same_money(one, other)


def revised_matrix(one: Head, other: Head) -> bool:
    """Whether they have the same programs and money, if with other budgets: these are revised during a year."""
    programs = programs_known(one)
    return bool(programs) and programs == programs_known(other) and _same_money(one, other)


def _same_money(one: Head, other: Head) -> bool:
    """Whether they realised the same up to every quarter that both have filled, and anything up to one of them."""
    both = _both(one, other)
    return any(own for own, _ in both) and all(own == there for own, there in both)


def _both(one: Head, other: Head) -> list[tuple[Decimal, Decimal]]:
    """What they realised up to each quarter that both have filled, as far as that is known."""
    return [
        (own, there)
        for filled, filled_there, own, there in zip(
            one.terisi, other.terisi, one.realisasi, other.realisasi, strict=False
        )
        if filled and filled_there and own is not None and there is not None
    ]
