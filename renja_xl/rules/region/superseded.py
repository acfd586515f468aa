"""A matrix that stays out because another stands in its place, and what that one lacks of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from renja_xl.model.part import Head
from renja_xl.rules.region.age import why_newer
from renja_xl.rules.region.budgets import budgets_of
from renja_xl.rules.region.lacking import lacking, program_of, programs_of
from renja_xl.rules.region.together import sum_of

# What decided where the one in its place is the sum of several, or these are in the place of their sum.
SUM, PARTS = "jumlah", "bagian"


class Superseded(NamedTuple):
    """A matrix that is left out, the one in its place, what decided, and how many of its programs that one lacks.

    `why` is a name under `[lebih-baru]` of the sentences, `pagu` the budget of the lost programs (rupiah). `beda`
    are the budgets of the old and the new where they differ, `realisasi` the last quarter that both are filled to
    and what they realised up to it, where that differs, `kurang` is how many rows fewer the new one has.
    """

    old: Head
    new: Head
    why: str
    lost: int
    pagu: Decimal = Decimal(0)
    beda: tuple[Decimal, Decimal] | None = None
    kurang: int = 0
    realisasi: tuple[int, Decimal, Decimal] | None = None


def superseded(head: Head, parts: Sequence[Head]) -> Superseded:
    """What is left out for the parts of one matrix: it is held against those that have any of its programs."""
    lost, own = lacking(head, parts), programs_of(head)
    there = [part for part in parts if len(lacking(head, [part])) < len(own)] or parts[:1]
    budgets = sum_of(budgets_of(head).values()), sum_of(budgets_of(*there).values())
    return Superseded(
        head,
        there[0],
        why_newer(head, there[0]),
        len(lost),
        sum_of(row.target_renja_rp for row in head.program if program_of(row) in lost),
        budgets if budgets[0] != budgets[1] else None,
        max(0, head.baris - sum(part.baris for part in there)),
        _other_money(head, there),
    )


def _other_money(head: Head, there: Sequence[Head]) -> tuple[int, Decimal, Decimal] | None:
    """What the old and the new realised up to the last quarter that both are filled up to, if it differs.

    Not where the money of a program could not be read: nothing is known of the whole then.
    """
    if head.identitas.tahun != there[0].identitas.tahun or any(one.ragu for one in (head, *there)):
        return None
    quarter = min(head.sampai, max(one.sampai for one in there))
    spent = _spent([head], quarter), _spent(there, quarter)
    if None in spent or spent[0] == spent[1]:
        return None
    return quarter, sum_of(spent[:1]), sum_of(spent[1:])


def _spent(heads: Sequence[Head], quarter: int) -> Decimal | None:
    """What is realised up to a quarter; where it is the last of all, column 12, which may not be of quarters."""
    if all(one.sampai <= quarter for one in heads):
        return sum_of(row.realisasi_renja_rp for one in heads for row in one.program_utama)
    found = [dict(enumerate(one.realisasi, start=1)).get(min(quarter, one.sampai)) for one in heads]
    return None if None in found else sum_of(found)
