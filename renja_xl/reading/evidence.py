"""What the sheet says of its own column 12: the number row, and the formulas people put into the cells.

The one module that imports openpyxl, for its formula tokenizer, and only where there are formulas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from renja_xl.model.grid import Row, column_letters
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.rule_set import JUMLAH, KUMULATIF, MAKSIMUM, RATA_RATA
from renja_xl.reading.layout import Layout

_ENOUGH = 200
_GUARDS = frozenset(("IF", "AND", "OR", "ISTEXT", "TRIM", "N", "IFERROR"))
_CHOOSING = _GUARDS | {"ISNUMBER", "ISBLANK", "LOOKUP"}
_GATHERING = {"AVERAGE": RATA_RATA, "MAX": MAKSIMUM, "SUM": JUMLAH}
_COUNTING = _GUARDS | {"COUNT", "COUNTA", "ROUND"}
_COMPARISONS = frozenset(("=", "<>", ">", "<", ">=", "<="))


def quarter_evidence(rows: Sequence[Row], layout: Layout) -> dict[str, QuarterEvidence]:
    """The evidence for K and for Rp."""
    return {
        kind: QuarterEvidence(
            number_row=layout.formulas.get(f"realisasi_renja_{kind}", ""),
            formulas=_formula_counts(rows, layout, kind),
        )
        for kind in ("k", "rp")
    }


def _formula_counts(rows: Sequence[Row], layout: Layout, kind: str) -> dict[str, int]:
    column = layout.columns.get(f"realisasi_renja_{kind}", 0)
    quarters = {
        column_letters(layout.columns[key]) for n in range(1, 5) if (key := f"tw{n}_{kind}") in layout.columns
    }
    texts = [row.formulas[column] for row in rows if row.formulas and row.formulas.get(column)][:_ENOUGH]
    found = (_convention(text, quarters) for text in texts)
    return dict(Counter(cara for cara in found if cara))


def _convention(formula: str, quarters: set[str]) -> str:
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
