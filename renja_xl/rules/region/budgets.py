"""The budgets of a matrix by program: what is compared to tell whether two are one, or one the sum of others."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from renja_xl.model.part import Head
from renja_xl.rules.region.groups import program_key

Budgets = dict[tuple[str, str], Decimal]
Known = frozenset[tuple[tuple[str, str], Decimal]]


def budgets_of(*heads: Head) -> Budgets:
    """The budget of every program, by code or by name, of matrices together (rupiah); 0 where it is not known."""
    found: Budgets = defaultdict(Decimal)
    for head in heads:
        for row in head.program_utama:
            found[program_key(row)] += row.target_renja_rp or 0
    return found


def known_budgets(budgets: Budgets) -> Known:
    """Those that are not 0, to be looked up by."""
    return frozenset((program, amount) for program, amount in budgets.items() if amount)
