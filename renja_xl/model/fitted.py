"""Which rules a filled sheet follows, and what in it shows that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from renja_xl.model.rule_set import RuleSet


@dataclass(frozen=True, slots=True)
class FittedSetting:
    """What the sheet says of one setting: `kunci` is its key in TOML, `nilai` what holds, in words.

    `semua` cells can tell its choices apart, `cocok` of them are what `nilai` gives. Where `terbukti` is false the
    sheet says nothing and the base's choice stands. `alasan` says all this in a sentence.
    """

    kunci: str
    nilai: str
    cocok: int
    semua: int
    terbukti: bool
    alasan: str


@dataclass(frozen=True, slots=True)
class CutInterval:
    """Where a step of the predicate scale begins, as tightly as the sheet tells (percentage points).

    `bawah` is the largest mean that is lower than the step, `atas` the smallest that is in it or higher;
    None where there is none.
    """

    nama: str
    bawah: Decimal | None
    atas: Decimal | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A printed mean and predicate at odds with the scale, which gives `menurut`. `sel` is the predicate's."""

    sel: str
    rata_rata: Decimal
    predikat: str
    menurut: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """A rule set chosen by the printed cells of a sheet, with the evidence for each setting that was judged."""

    rules: RuleSet
    settings: tuple[FittedSetting, ...]
    cuts: tuple[CutInterval, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def reasons(self) -> Mapping[str, str]:
        """The sentence for each setting, by its key in TOML."""
        return {setting.kunci: setting.alasan for setting in self.settings}
