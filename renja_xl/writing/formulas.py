"""The live formulas of a matrix: the same rules as the computed frame, in the words of Excel.

Every formula answers "" where the rules answer blank, so that a blank never turns into 0. References are
by row and by the letters of the output's own columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import JUMLAH, KUMULATIF, RATA_RATA, TETAP, Jenjang, RuleSet

LEVEL_COLUMN, JENIS_COLUMN, PARENT_COLUMN = "level", "jenis", "induk"
BOBOT_COLUMN, EFISIENSI_COLUMN = "bobot", "predikat_efisiensi"
_ANY_NUMBER = '">-1E+300"'


@dataclass(frozen=True, slots=True)
class RowTraits:
    """How one kind (K or Rp) of a row is computed.

    `cara` is the convention of its column 12; `targeted` whether it should have a target. `unread` says where a
    text stands that nobody could read, `tw`, `realisasi_renja` (column 12) or `realisasi_lalu`: what is built on
    it stays blank until a number takes its place.
    """

    cara: str
    additive: bool = True
    negative: bool = False
    targeted: bool = True
    unread: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas for one workbook: its column letters by key, its rules and its quarter decisions.

    `begun` names the cells that count the quarters begun, by kind, where that is not known beforehand.
    """

    letters: Mapping[str, str]
    rules: RuleSet
    decisions: Mapping[str, QuarterDecision]
    begun: Mapping[str, str] = field(default_factory=dict)

    def row(self, number: int, kind: str, traits: RowTraits) -> dict[str, str]:
        """Columns 12 to 15 of one kind in a row, by key."""
        ref = {key: f"{letters}{number}" for key, letters in self.letters.items() if key.endswith(f"_{kind}")}
        actual, renstra = ref[f"realisasi_renja_{kind}"], ref[f"realisasi_renstra_{kind}"]
        target, before = ref[f"target_renja_{kind}"], ref.get(f"realisasi_lalu_{kind}")
        quarters = [ref[f"tw{quarter}_{kind}"] for quarter in range(1, 5)]
        sums = self._realisasi_renstra(before, actual, target, additive=traits.additive)
        found = {
            f"realisasi_renja_{kind}": self._realisasi_renja(quarters, traits.cara, kind),
            f"realisasi_renstra_{kind}": sums,
        }
        doubtful: list[str] = []
        if "tw" in traits.unread:
            found[f"realisasi_renja_{kind}"] = _guarded(found[f"realisasi_renja_{kind}"], quarters)
            doubtful += quarters
        if "realisasi_renja" in traits.unread:
            doubtful.append(actual)
        if before and "realisasi_lalu" in traits.unread:
            doubtful = [*doubtful, before]
        if doubtful:
            found[f"realisasi_renstra_{kind}"] = _guarded(sums, doubtful)
        wanted = {
            "capaian_renja": (actual, target),
            "capaian_renstra": (renstra, ref[f"target_renstra_{kind}"]),
        }
        for name, (above, below) in wanted.items():
            if f"{name}_{kind}" in ref:
                found[f"{name}_{kind}"] = self._capaian(above, below, traits)
        return found

    def efisiensi(self, number: int) -> str:
        """Column 17 of a row."""
        above, below = (f"{self.letters[f'capaian_renja_{kind}']}{number}" for kind in ("k", "rp"))
        zero = f"OR(N({above})=0,N({below})=0)" if self.rules.efisiensi_kosong_bila_nol else f"N({below})=0"
        if self.rules.efisiensi_rumus == "13K/13Rp":
            return f'IF({zero},"",IF(ISNUMBER({above}),ROUND({above}/{below}*100,0),""))'
        both = f'IF(COUNT({above},{below})=2,ROUND({above}-{below},2),"")'
        return f'IF({zero},"",{both})' if self.rules.efisiensi_kosong_bila_nol else both

    def bobot(self, number: int, owner: int, share: int) -> str:
        """The weight of a row's K in averages by budget: column 7 Rp of its main row, shared by `share`."""
        budget = f"N({self.letters['target_renja_rp']}{owner})"
        return f"{budget}/{share}" if share > 1 else budget

    def _realisasi_renja(self, quarters: Sequence[str], cara: str, kind: str) -> str:
        """All four quarters, so that the next one can be typed in; a 0 in one that has not begun is none."""
        begun, counted = self.decisions[kind].berjalan, self.begun.get(kind)
        if cara == JUMLAH:
            cells = ",".join(quarters)
            return f'IF(COUNT({cells})=0,"",SUM({cells}))'
        if cara in (KUMULATIF, TETAP):
            formula = '""'
            for number, cell in enumerate(quarters, start=1):
                filled = f"ISNUMBER({cell})" if number <= begun else f"N({cell})<>0"
                if counted:
                    filled = f"AND(ISNUMBER({cell}),{counted}>={number})"
                formula = f"IF({filled},{cell},{formula})"
            return formula
        formula = _gathered(cara, quarters[:begun])
        for number in range(begun, 4):
            formula = f"IF(N({quarters[number]})<>0,{_gathered(cara, quarters[: number + 1])},{formula})"
        return formula

    def _realisasi_renstra(self, before: str | None, actual: str, target: str, *, additive: bool) -> str:
        if additive and before:
            guards = [f"COUNT({before},{actual})=0"]
            if self.rules.renstra_kosong_bila_nol:
                guards = [f"N({before})+N({actual})=0"]
            value = f"SUM({before},{actual})"
        else:
            guards = [f"N({actual})=0" if self.rules.renstra_kosong_bila_nol else f"NOT(ISNUMBER({actual}))"]
            value = actual
        if self.rules.renstra_kosong_bila_target_renja_nol:
            guards.append(f"N({target})=0")
        guard = guards[0] if len(guards) == 1 else f"OR({','.join(guards)})"
        return f'IF({guard},"",{value})'

    def _capaian(self, actual: str, target: str, traits: RowTraits) -> str:
        above, below = actual, target
        if traits.negative:
            above, below = {
                "(2T-R)/T": (f"(2*{target}-{actual})", target),
                "(100-R)/(100-T)": (f"(100-{actual})", f"(100-{target})"),
                "T/R": (target, actual),
            }[self.rules.negatif_rumus]
        value = f"ROUND({above}/{below}*100,2)"
        if self.rules.batas_100 == "sel":
            value = f"MIN(100,{value})"
        if traits.negative:
            value = f'IF({below}=0,"",{value})'
        value = f'IF(ISNUMBER({actual}),{value},"")'
        zero, empty = (
            "0" if policy == "nol" and traits.targeted else '""'
            for policy in (self.rules.target_nol, self.rules.target_kosong)
        )
        if zero == empty == '""':
            return f'IF(N({target})=0,"",{value})'
        return f'IF(ISNUMBER({target}),IF({target}=0,{zero},{value}),IF(ISBLANK({target}),{empty},""))'

    def average(self, key: str, first: int, last: int, level: str, parent: int | None) -> str:
        """The mean of a column over the rows of a level, of one parent or all; Rp over the main rows only."""
        main_only = key.endswith("_rp") or self.rules.rata_rata_indikator == "utama"
        none = "0" if self.rules.rata_rata_tanpa_nilai == "nol" else '""'
        if (self.rules.rata_rata_bobot, self.rules.rata_rata_nol, self.rules.batas_100 == "rata-rata") != (
            "sama",
            "dihitung",
            False,
        ):
            return self._weighed_average(key, first, last, level, parent, main_only=main_only, none=none)
        values, criteria = self._criteria(key, first, last, level, parent, main_only=main_only)
        return (
            f"IF(COUNTIFS({criteria},{values},{_ANY_NUMBER})=0,{none},"
            f"ROUND(AVERAGEIFS({values},{criteria}),2))"
        )

    def _weighed_average(
        self, key: str, first: int, last: int, level: str, parent: int | None, *, main_only: bool, none: str
    ) -> str:
        """The mean where budgets weigh, zeros are skipped or more than 100 counts as 100."""

        def column(name: str) -> str:
            return f"${self.letters[name]}${first}:${self.letters[name]}${last}"

        values = f"{self.letters[key]}${first}:{self.letters[key]}${last}"
        parts = [f'({column(LEVEL_COLUMN)}="{level}")', f"ISNUMBER({values})"]
        if parent is not None:
            parts.append(f"({column(PARENT_COLUMN)}={parent})")
        if main_only:
            parts.append(f'({column(JENIS_COLUMN)}="utama")')
        if self.rules.rata_rata_nol == "dilewati":
            parts.append(f"({values}<>0)")
        weighs = ""
        if self.rules.rata_rata_bobot == "anggaran":
            weighs = f",{column(BOBOT_COLUMN if key.endswith('_k') else 'target_renja_rp')}"
        rows = "*".join(parts)
        above = f"SUMPRODUCT({rows}{weighs},{values})"
        if self.rules.batas_100 == "rata-rata":
            above = (
                f"SUMPRODUCT({rows}*({values}<=100){weighs},{values})"
                f"+100*SUMPRODUCT({rows}*({values}>100){weighs})"
            )
        below = f"SUMPRODUCT({rows}{weighs})"
        return f"IF({below}=0,{none},ROUND(({above})/{below},2))"

    def total(self, key: str, first: int, last: int, level: str) -> str:
        """The sum of a Rp column over the main rows of a level."""
        values, criteria = self._criteria(key, first, last, level, None, main_only=True)
        return f"SUMIFS({values},{criteria})"

    def _criteria(
        self, key: str, first: int, last: int, level: str, parent: int | None, *, main_only: bool
    ) -> tuple[str, str]:
        def column(name: str) -> str:
            return f"${self.letters[name]}${first}:${self.letters[name]}${last}"

        values = f"{self.letters[key]}${first}:{self.letters[key]}${last}"
        criteria = f'{column(LEVEL_COLUMN)},"{level}"'
        if parent is not None:
            criteria += f",{column(PARENT_COLUMN)},{parent}"
        if main_only:
            criteria += f',{column(JENIS_COLUMN)},"utama"'
        return values, criteria


def _gathered(cara: str, cells: Sequence[str]) -> str:
    """The mean or the largest of what is filled."""
    listed = ",".join(cells)
    value = f"ROUND(AVERAGE({listed}),2)" if cara == RATA_RATA else f"MAX({listed})"
    return f'IF(COUNT({listed})=0,"",{value})'


def _guarded(formula: str, cells: Sequence[str]) -> str:
    """Blank while one of the cells holds a text other than a dash, which says that there is no figure yet."""
    texts = ",".join(f'AND(ISTEXT({cell}),TRIM({cell})<>"-")' for cell in cells)
    return f'IF(OR({texts}),"",{formula})'


def predikat(cell: str, steps: Sequence[Jenjang]) -> str:
    """The predicate of the mean in a cell."""
    formula = '""'
    for step in reversed(steps):
        name = text_literal(step.nama)
        if step.batas is None:
            formula = name
        else:
            formula = f"IF({cell}{'>=' if step.termasuk else '>'}{step.batas},{name},{formula})"
    return f'IF(ISNUMBER({cell}),{formula},"")'


def text_literal(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'
