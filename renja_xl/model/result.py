"""What computing hands over to writing: decisions and computed frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from renja_xl.model.findings import Finding
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import Jenjang, RuleSet
from renja_xl.model.texts import sentence

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd


@dataclass(frozen=True, slots=True)
class QuarterDecision:
    """The convention of column 12 for one kind (`k` or `rp`), and the words for why.

    `terisi` is the last quarter with any figure other than 0 in the whole sheet, 0 where there is none.
    """

    jenis: str
    cara: str
    dasar: str
    terisi: int
    isi: Mapping[str, object] = field(default_factory=dict)

    @property
    def berjalan(self) -> int:
        """How many quarters have begun; those after the last with any figure are taken as not yet reported."""
        return self.terisi or 4

    @property
    def disimpulkan(self) -> bool:
        """Whether the sheet decided, and not the user."""
        return self.dasar != "setelan"

    @property
    def alasan(self) -> str:
        """Why, in words for the user."""
        return sentence(f"dasar.{self.dasar}", **self.isi)


@dataclass(frozen=True, slots=True)
class Filled:
    """A matrix with everything computed: the source of every sheet of a result.

    `frame` has the columns of `Data` with its links and notes, `rekap` those of `Rekap`; `totals` are
    the sums over the programs (rupiah); `name` and `sha256` tell the input apart; `last_year`
    is the file that column 6 came from.
    """

    matrix: Matrix
    rules: RuleSet
    decisions: Mapping[str, QuarterDecision]
    frame: pd.DataFrame
    rekap: pd.DataFrame
    totals: Mapping[str, Decimal | None]
    findings: Sequence[Finding]
    name: str
    sha256: str
    last_year: str = ""

    @property
    def triwulan(self) -> int:
        """How many quarters have begun, by K or by Rp; all four where there is no figure at all."""
        return running(self.decisions)

    @property
    def terisi(self) -> int:
        """The last quarter with any figure other than 0, by K or by Rp; 0 where there is none."""
        return max(decision.terisi for decision in self.decisions.values())

    @property
    def jenjang(self) -> tuple[Jenjang, ...]:
        """The predicate scale."""
        return self.rules.scale(self.triwulan)


def running(decisions: Mapping[str, QuarterDecision]) -> int:
    """How many quarters have begun, by K or by Rp."""
    return max(decision.terisi for decision in decisions.values()) or 4
