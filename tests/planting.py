"""What a planted mistake is: what it must be found by, and what else may rightly be said because of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding
from tests.right_sheet import Row, Sheet


@dataclass(frozen=True)
class Said:
    """A finding that is expected, at a cell of a row in whatever place it stands by then.

    `cause` are the words of `penyebab` that are right, any if empty. `instead` is the column at which it may be
    found where several cells could be the wrong one.
    """

    kode: str
    row: Row
    key: str
    tingkat: str = "peringatan"
    cause: frozenset[str] = frozenset()
    instead: str = ""

    def fits(self, item: Finding, sheet: Sheet) -> bool:
        if (item.kode, item.tingkat) != (self.kode, self.tingkat):
            return False
        if self.instead and item.sel == sheet.cell(self.row, self.instead):
            return True
        return item.sel == sheet.cell(self.row, self.key) and (not self.cause or item.penyebab in self.cause)


@dataclass(frozen=True)
class Planted:
    """`must` are the findings without which it is missed, `may` what it also explains."""

    must: Sequence[Said]
    may: Sequence[Said] = field(default=())


Plant = Callable[[Sheet, int, random.Random], Planted | None]


@dataclass(frozen=True)
class Kind:
    """A kind of mistake, planted into one program; None from `plant` where that program offers no place.

    `after` says that the printed columns stay as they were. Of one `group` there is at most one in a sheet,
    because together they would take away what tells them (a scheme of numbers, the only total).
    """

    name: str
    plant: Plant
    after: bool = False
    group: str = ""


def add(row: Row | None, key: str, amount: int) -> None:
    """The amount in a row and all above it, as sums would carry it up."""
    while row is not None:
        row[key] += amount
        row = row["induk"]
