"""The comparison under way: which cells are wrong, from which root, and the findings that say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import Jenjang, RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.compare.causes import FOLLOWS, cause_words


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rules give, `totals` by scope; the rules, scales by name, how many quarters have begun.

    In `frame` a wrong column 12 is what its quarters give; `kept` is the frame with column 12 as the sheet has it.
    `unread` are the input cells that gave no figure, by `urut` and key, `moved` the parents under which rows stand
    whose codes took them elsewhere.
    """

    frame: pd.DataFrame
    rekap: pd.DataFrame
    totals: Mapping[str, Mapping[str, Decimal | None]]
    rules: RuleSet
    scales: Mapping[str, Sequence[Jenjang]]
    triwulan: int
    kept: pd.DataFrame
    unread: Collection[tuple[int, str]] = ()
    moved: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Root:
    """A wrong cell that others follow from: by `urut` and column, or by its cell."""

    urut: int
    kolom: str
    sel: str = ""


@dataclass(slots=True)
class Trace:
    """The frame as printed, the decimals of each column, the roots by cell, the findings.

    In `shown` a cell that is not printed holds what the rules give; in `exact` it is blank, where its column is
    printed. `unknown` are the roots of which no figure is known: what is built on them cannot be judged; `holes`
    are cells that are blank in a filled column.
    """

    done: Computed
    shown: pd.DataFrame
    exact: pd.DataFrame
    digits: Mapping[str, int]
    roots: dict[tuple[int, str], Root] = field(default_factory=dict)
    unknown: set[Root] = field(default_factory=set)
    holes: set[Root] = field(default_factory=set)
    found: list[Finding] = field(default_factory=list)

    def follow(self, code: str, root: Root, place: Mapping[str, object]) -> None:
        """Say that a cell follows from a wrong one: it is named with it, and counts for nothing of its own."""
        why = sentence("sebab.turunan", akar="{akar}")
        named: dict[str, object] = {"akar_urut": root.urut, "akar_kolom": root.kolom, "akar": root.sel}
        more: dict[str, object] = {"penyebab": FOLLOWS, "tingkat": "info"}
        self.found.append(finding(code, {"sebab": why}, **{**place, **named, **more}))

    def accuse(
        self, code: str, why: tuple[str, str], place: Mapping[str, object], tingkat: str = "galat"
    ) -> None:
        """Say that a cell is wrong by itself, and why if that can be told."""
        more: dict[str, object] = {"penyebab": why[0], "tingkat": tingkat}
        self.found.append(finding(code, {"sebab": cause_words(why)}, **{**place, **more}))
