"""Whether two matrices are one at different times, by what does not change from quarter to quarter."""

from __future__ import annotations

from decimal import Decimal

from renja_xl.model.region import Head
from renja_xl.rules.region.groups import program_key


def same_budgets(one: Head, other: Head) -> bool:
    """Whether they have the same programs with the same budgets, some of which are known."""
    budgets = _budgets(one)
    return any(amount for _, amount in budgets) and budgets == _budgets(other)


def same_shape(one: Head, other: Head) -> bool:
    """Whether they have the same programs with as many kegiatan and sub kegiatan, if with other budgets."""
    shape = _shape(one)
    return bool(shape) and shape == _shape(other)


def _budgets(head: Head) -> frozenset[tuple[tuple[str, str], Decimal | None]]:
    return frozenset((program_key(row), row.target_renja_rp) for row in head.program if row.jenis == "utama")


def _shape(head: Head) -> frozenset[tuple[tuple[str, str], int, int]]:
    return frozenset(
        (program_key(row), row.kegiatan, row.subkegiatan) for row in head.program if row.jenis == "utama"
    )
