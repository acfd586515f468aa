"""The live formulas of a matrix: the same rules as the computed frame, in the words of Excel.

Every formula answers "" where the rules answer blank, so that a blank never turns into 0. References are
by row and by the letters of the output's own columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from renja_xl.model.result import JUMLAH, QuarterDecision
from renja_xl.model.rule_set import Jenjang, RuleSet

LEVEL_COLUMN, JENIS_COLUMN, PARENT_COLUMN = "level", "jenis", "induk"
_ANY_NUMBER = '">-1E+300"'


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas for one workbook: its column letters by key, its rules and its quarter decisions.

    `begun` names the cells that count the quarters begun, by kind, where that is not known beforehand.
    """

    letters: Mapping[str, str]
    rules: RuleSet
    decisions: Mapping[str, QuarterDecision]
    begun: Mapping[str, str] = field(default_factory=dict)

    def row(
        self, number: int, kind: str, *, additive: bool, negative: bool, unread: Sequence[str] = ()
    ) -> dict[str, str]:
        """Columns 12 to 15 of one kind in a row, by key.

        `unread` says where a text stands that nobody could read, `tw` or `realisasi_lalu`: what is built on
        it stays blank until a number takes its place.
        """
        ref = {key: f"{letters}{number}" for key, letters in self.letters.items() if key.endswith(f"_{kind}")}
        actual, renstra = ref[f"realisasi_renja_{kind}"], ref[f"realisasi_renstra_{kind}"]
        target, before = ref[f"target_renja_{kind}"], ref.get(f"realisasi_lalu_{kind}")
        quarters = [ref[f"tw{quarter}_{kind}"] for quarter in range(1, 5)]
        sums = self._realisasi_renstra(before, actual, target, additive=additive)
        found = {
            f"realisasi_renja_{kind}": self._realisasi_renja(quarters, kind),
            f"realisasi_renstra_{kind}": sums,
        }
        doubtful = quarters if "tw" in unread else []
        if doubtful:
            found[f"realisasi_renja_{kind}"] = _guarded(found[f"realisasi_renja_{kind}"], doubtful)
        if before and "realisasi_lalu" in unread:
            doubtful = [*doubtful, before]
        if doubtful:
            found[f"realisasi_renstra_{kind}"] = _guarded(sums, doubtful)
        wanted = {
            "capaian_renja": (actual, target),
            "capaian_renstra": (renstra, ref[f"target_renstra_{kind}"]),
        }
        for name, (above, below) in wanted.items():
            if f"{name}_{kind}" in ref:
                found[f"{name}_{kind}"] = self._capaian(above, below, negative=negative)
        return found

    def efisiensi(self, number: int) -> str:
        """Column 17 of a row."""
        above, below = (f"{self.letters[f'capaian_renja_{kind}']}{number}" for kind in ("k", "rp"))
        zero = f"OR(N({above})=0,N({below})=0)" if self.rules.efisiensi_kosong_bila_nol else f"N({below})=0"
        return f'IF({zero},"",IF(ISNUMBER({above}),ROUND({above}/{below}*100,0),""))'

    def _realisasi_renja(self, quarters: Sequence[str], kind: str) -> str:
        """All four quarters, so that the next one can be typed in; a 0 in one that has not begun is none."""
        decision = self.decisions[kind]
        if decision.cara == JUMLAH:
            cells = ",".join(quarters)
            return f'IF(COUNT({cells})=0,"",SUM({cells}))'
        formula = '""'
        for number, cell in enumerate(quarters, start=1):
            filled = f"ISNUMBER({cell})" if number <= decision.berjalan else f"N({cell})<>0"
            if kind in self.begun:
                filled = f"AND(ISNUMBER({cell}),{self.begun[kind]}>={number})"
            formula = f"IF({filled},{cell},{formula})"
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

    def _capaian(self, actual: str, target: str, *, negative: bool) -> str:
        if not negative:
            return f'IF(N({target})=0,"",IF(ISNUMBER({actual}),ROUND({actual}/{target}*100,2),""))'
        above, below = {
            "(2T-R)/T": (f"(2*{target}-{actual})", target),
            "(100-R)/(100-T)": (f"(100-{actual})", f"(100-{target})"),
            "T/R": (target, actual),
        }[self.rules.negatif_rumus]
        guard = f"OR(N({target})=0,NOT(ISNUMBER({actual})))"
        return f'IF({guard},"",IF({below}=0,"",ROUND({above}/{below}*100,2)))'

    def average(self, key: str, first: int, last: int, level: str, parent: int | None) -> str:
        """The mean of a column over the rows of a level, of one parent or all; Rp over the main rows only."""
        main_only = key.endswith("_rp")
        values, criteria = self._criteria(key, first, last, level, parent, main_only=main_only)
        none = "0" if self.rules.rata_rata_tanpa_nilai == "nol" else '""'
        return (
            f"IF(COUNTIFS({criteria},{values},{_ANY_NUMBER})=0,{none},"
            f"ROUND(AVERAGEIFS({values},{criteria}),2))"
        )

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


def _guarded(formula: str, cells: Sequence[str]) -> str:
    """Blank while one of the cells holds a text other than a dash, which says that there is no figure yet."""
    texts = ",".join(f'AND(ISTEXT({cell}),TRIM({cell})<>"-")' for cell in cells)
    return f'IF(OR({texts}),"",{formula})'


def predikat(cell: str, steps: Sequence[Jenjang]) -> str:
    """The predicate of the mean in a cell."""
    formula = '""'
    for step in reversed(steps):
        name = '"' + step.nama.replace('"', '""') + '"'
        if step.batas is None:
            formula = name
        else:
            formula = f"IF({cell}{'>=' if step.termasuk else '>'}{step.batas},{name},{formula})"
    return f'IF(ISNUMBER({cell}),{formula},"")'
