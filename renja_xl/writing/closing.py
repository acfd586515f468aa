"""The rows that close a matrix or a part of it: means, their predicates, the total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from renja_xl.model.matrix import SUMMARY_KEYS
from renja_xl.model.rule_set import Jenjang
from renja_xl.model.texts import sentence
from renja_xl.writing import styles
from renja_xl.writing.formulas import Formulas, predikat
from renja_xl.writing.plan import Cell, Merge, PlanRow
from renja_xl.writing.text_fit import height

_SIZE = 8


def mean_rows(
    formulas: Formulas,
    keys: Sequence[str],
    row: Mapping[Any, Any],
    number: int,
    block: tuple[int, int],
    steps: Sequence[Jenjang],
) -> Iterator[PlanRow]:
    """The row of means, at sheet row `number`, and the row of predicates below it.

    `row` is a row of `Rekap`, in a form still to be filled its `cakupan` alone; `block` the first and last
    sheet row over which the means are taken, `steps` the predicate scale.
    """
    # A budget that could not be read is a text, which a formula would weigh as 0.
    unweighed = formulas.rules.rata_rata_bobot == "anggaran" and row.get("target_renja_rp", 0) is None
    parent = row.get("kelompok") or None
    whole = parent is None
    scope = sentence(f"cakupan.{row['cakupan']}")
    level = row["cakupan"].removeprefix("seluruh_")
    means = {
        key: Cell(
            row.get(key),
            styles.summary_style("value", whole=whole, number="0.00"),
            "" if unweighed else formulas.average(key, *block, level, parent),
        )
        for key in SUMMARY_KEYS
        if key in keys
    }
    yield labelled_row(keys, sentence("lembar.judul-rata-rata", cakupan=scope), means, whole=whole)
    predicates = {
        key: Cell(
            row.get(f"predikat_{key}"),
            styles.summary_style("predicate", whole=whole),
            predikat(f"{formulas.letters[key]}{number}", steps),
        )
        for key in means
    }
    yield labelled_row(
        keys, sentence("lembar.judul-predikat", cakupan=scope), predicates, whole=whole, lines=2
    )


def labelled_row(
    keys: Sequence[str], label: str, values: Mapping[str, Cell], *, whole: bool, lines: int = 1
) -> PlanRow:
    """A row whose label spans the columns before its first value."""
    start = min(keys.index(key) for key in values)
    blank = Cell("", styles.summary_style("value", whole=whole))
    cells: list[Cell | None] = [
        Cell(label if column == 0 else "", styles.summary_style("label", whole=whole))
        if column < start
        else values.get(key, blank)
        for column, key in enumerate(keys)
    ]
    return PlanRow(cells, height=height([lines], _SIZE), merges=[Merge(0, start - 1)])
