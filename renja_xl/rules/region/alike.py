"""Whether two matrices are one at different times, by what does not change from quarter to quarter.

Budgets are that, and so is what was realised up to a quarter that both report. Two kelurahan may have the same
programs and the same sum to spend; that both spent the same rupiah of it in each quarter tells that they are one.
"""

from __future__ import annotations

from decimal import Decimal

from renja_xl.model.part import Head
from renja_xl.rules.region.budgets import budgets_of
from renja_xl.rules.region.groups import program_key


def same_budgets(one: Head, other: Head) -> bool:
    """Whether they have the same programs with the same budgets, some of which are known."""
    budgets = budgets_of(one)
    return any(budgets.values()) and budgets == budgets_of(other) and _unknown(one) == _unknown(other)


def _unknown(head: Head) -> set[tuple[str, str]]:
    """The programs whose budget is not known, which is no budget of 0."""
    return {program_key(row) for row in head.program_utama if row.target_renja_rp is None}


def same_matrix(one: Head, other: Head) -> bool:
    """Whether they have the same programs with the same budgets, some of which are known, and the same money."""
    return same_budgets(one, other) and _same_money(one, other)


def may_be_one(one: Head, other: Head) -> bool:
    """Whether two matrices of one year may be the same: the same programs, nothing in their money that speaks
    against it, and the same known budgets or the same money for it.
    """
    if not _same_programs(one, other) or any(own != there for own, there in _both(one, other)):
        return False
    return same_budgets(one, other) or _same_money(one, other)


def revised_matrix(one: Head, other: Head) -> bool:
    """Whether they have the same programs and money, if with other budgets: these are revised during a year."""
    return _same_programs(one, other) and _same_money(one, other)


def _same_programs(one: Head, other: Head) -> bool:
    programs = budgets_of(one).keys()
    return bool(programs) and programs == budgets_of(other).keys()


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
