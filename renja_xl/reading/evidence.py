"""What the sheet says of its own column 12: the number row, and the formulas people put into the cells.

The one module that imports openpyxl, for its formula tokenizer, and only where there are formulas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.grid import Grid, Row, column_letters
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.rule_set import JUMLAH, KUMULATIF, MAKSIMUM, RATA_RATA
from renja_xl.reading.figures import FigureReader
from renja_xl.reading.layout import Layout

# A cell without its row: formulas down a column are alike, and each kind is looked at once.
_ROW_NUMBER = re.compile(r"(\$?[A-Za-z]{1,3})\$?\d+")
_GUARDS = frozenset(("IF", "AND", "OR", "ISTEXT", "TRIM", "N", "IFERROR"))
_CHOOSING = _GUARDS | {"ISNUMBER", "ISBLANK", "LOOKUP"}
_GATHERING = {"AVERAGE": RATA_RATA, "MAX": MAKSIMUM, "SUM": JUMLAH}
_COUNTING = _GUARDS | {"COUNT", "COUNTA", "ROUND"}
_COMPARISONS = frozenset(("=", "<>", ">", "<", ">=", "<="))


def quarter_evidence(rows: Sequence[Row], layout: Layout, grid: Grid) -> dict[str, QuarterEvidence]:
    """The evidence for K and for Rp; percentages beside the quarters speak of K."""
    return {
        kind: QuarterEvidence(
            number_row=layout.formulas.get(f"realisasi_renja_{kind}", ""),
            formulas=_formulas(rows, layout, kind),
            percents=_percents(rows, layout, grid) if kind == "k" else (),
        )
        for kind in ("k", "rp")
    }


def _percents(rows: Sequence[Row], layout: Layout, grid: Grid) -> list[list[Decimal | None]]:
    """The percent columns of the quarters; nothing is said of cells that cannot be read: no figure needs them."""
    columns = [layout.columns[key] for name in TRIWULAN if (key := f"{name}_persen") in layout.columns]
    if len(columns) < len(TRIWULAN):
        return []
    reader = FigureReader(grid.name, grid.styles)
    return [
        [
            reader.read(row, row.columns.index(column), "capaian_renja_k")[0]
            if column in row.columns
            else None
            for row in rows
        ]
        for column in columns
    ]


def _formulas(rows: Sequence[Row], layout: Layout, kind: str) -> dict[int, str]:
    """The conventions of the formulas; one that Excel shares with the cell above has that one's."""
    column = layout.columns.get(f"realisasi_renja_{kind}", 0)
    quarters = frozenset(
        column_letters(layout.columns[key]) for n in range(1, 5) if (key := f"tw{n}_{kind}") in layout.columns
    )
    found: dict[int, str] = {}
    above = ""
    for urut, row in enumerate(rows, start=1):
        if row.formulas and column in row.formulas:
            above = row.formulas[column] or above
            cara = _convention(_ROW_NUMBER.sub(r"\1", above), quarters)
            if cara:
                found[urut] = cara
    return found


@lru_cache(maxsize=1024)
def _convention(formula: str, quarters: frozenset[str]) -> str:
    """jumlah, rata-rata or maksimum of quarters, kumulatif where one is chosen, "" for anything else."""
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import TokenizerError

    try:
        tokens = Tokenizer(f"={formula}").items
    except TokenizerError:
        return ""
    ranges = [letters for token in tokens if token.subtype == "RANGE" for letters in _letters(token.value)]
    touched = set(ranges) & quarters
    functions = {
        token.value.upper().rstrip("(") for token in tokens if token.type == "FUNC" and token.value != ")"
    }
    operators = {token.value for token in tokens if token.type == "OPERATOR-INFIX"}
    several = len(touched) > 1 and operators <= _COMPARISONS | {"+"}
    for name, cara in _GATHERING.items():
        if name in functions or (name == "SUM" and "+" in operators):
            return cara if several and functions <= _COUNTING | {name} else ""
    chooses = touched and functions <= _CHOOSING and operators <= _COMPARISONS
    return KUMULATIF if chooses else ""


def _letters(reference: str) -> list[str]:
    return [part.replace("$", "").rstrip("0123456789") for part in reference.split(":")]
