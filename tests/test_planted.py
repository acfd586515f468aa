"""Mistakes planted into a right sheet: each is found at its cell, with its cause, and nothing else is accused."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from renja_xl.model.form import load_forms
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.model.matrix import SUMMARY_KEYS, Matrix, PrintedSummary
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.use_cases.fill import fill
from tests.conftest import SAMPLES
from tests.slips import SLIPS

pytestmark = pytest.mark.lambat
ROUNDS, MOST = 90, 11


MISTAKES = SLIPS | {"odd": (lambda value: value + 17, {"tidak-diketahui"})}


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rule_set("balangan-2023")


@pytest.fixture(scope="module")
def right(rules: RuleSet) -> Matrix:
    """The sample with every figure that the rules give printed in its place."""
    matrix = read_matrix(SAMPLES / "tabel-2.1-balangan-2023-terbit.xlsx", load_forms(), None, rules.skala)
    done = fill(matrix, rules)
    by_scope = {(row["cakupan"], row["kelompok"]): row for row in done.rekap.to_dict("records")}
    summaries = []
    for item in matrix.summaries:
        row = by_scope[item.cakupan, item.kelompok]
        if item.jenis == "jumlah":
            values: dict[str, Any] = {key: done.totals[key] for key in item.values}
        else:
            prefix = "predikat_" if item.jenis == "predikat" else ""
            values = {key: row[f"{prefix}{key}"] for key in SUMMARY_KEYS if key in item.values}
        summaries.append(replace(item, values=values))
    printed = done.frame[list(COMPUTED_NAMES)].copy()
    return replace(matrix, printed=printed, summaries=tuple(summaries))


def accusations(matrix: Matrix, rules: RuleSet) -> dict[str, tuple[str, str]]:
    """Cause by cell, of every galat about a printed figure."""
    codes = ("hitung-beda", "rata-rata-beda", "predikat-beda", "jumlah-triwulan-beda")
    return {
        item.sel: (item.kode, item.penyebab)
        for item in fill(matrix, rules).findings
        if item.tingkat == "galat" and item.kode in codes
    }


def test_the_right_sheet_has_nothing_to_accuse(right: Matrix, rules: RuleSet) -> None:
    assert accusations(right, rules) == {}


def _plant_figure(matrix: Matrix, chance: random.Random, taken: set[int]) -> tuple[Matrix, str, str] | None:
    """One wrong figure in a row of its own."""
    name = chance.choice(sorted(MISTAKES))
    key = chance.choice(COMPUTED_NAMES)
    urut = chance.randrange(1, len(matrix.data) + 1)
    value = matrix.printed[key].iloc[urut - 1]
    wrong = MISTAKES[name][0](value) if value is not None and urut not in taken else None
    if wrong is None or wrong == value:
        return None
    taken.add(urut)
    printed = matrix.printed.copy()
    printed.at[urut - 1, key] = wrong
    return replace(matrix, printed=printed), matrix.place.cell(urut, key), name


def _plant_summary(
    matrix: Matrix, chance: random.Random, planted: dict[str, str]
) -> tuple[Matrix, str, str] | None:
    """One wrong mean, predicate or total."""
    number = chance.randrange(len(matrix.summaries))
    item: PrintedSummary = matrix.summaries[number]
    key = chance.choice(sorted(item.values))
    value = item.values[key]
    wrong: object = None
    name = "predikat"
    if isinstance(value, str):
        wrong = "Sangat Tinggi" if value != "Sangat Tinggi" else "Sangat Rendah"
    elif isinstance(value, Decimal):
        name = chance.choice(sorted(MISTAKES))
        wrong = MISTAKES[name][0](value)
    if wrong is None or wrong == value or item.cells[key] in planted:
        return None
    changed = replace(item, values={**item.values, key: wrong})
    summaries = (*matrix.summaries[:number], changed, *matrix.summaries[number + 1 :])
    return replace(matrix, summaries=summaries), item.cells[key], name


def test_planted_mistakes(right: Matrix, rules: RuleSet) -> None:
    """One at a time in every third round, several at once in the others."""
    found, coincidences, missed, false, causes = 0, 0, [], [], Counter()
    for number in range(ROUNDS):
        chance = random.Random(number)
        matrix, planted, taken = right, {}, set()
        wanted = 1 if number % 3 == 0 else MOST
        while len(planted) < wanted:
            summary = chance.random() < 0.25
            done = (
                _plant_summary(matrix, chance, planted) if summary else _plant_figure(matrix, chance, taken)
            )
            if done:
                matrix, cell, name = done
                planted[cell] = name
        said = accusations(matrix, rules)
        # A planted predicate that a wrong mean or a typed column 12 gives just so contradicts nothing.
        given = {cell for cell, name in planted.items() if name == "predikat" and cell not in said}
        planted = {cell: name for cell, name in planted.items() if cell not in given}
        coincidences += len(given)
        found += len(planted.keys() & said.keys())
        missed += [(number, cell, planted[cell]) for cell in planted.keys() - said.keys()]
        false += [(number, cell, said[cell], sorted(planted)) for cell in said.keys() - planted.keys()]
        for cell in planted.keys() & said.keys():
            name = planted[cell]
            causes[name, name != "predikat" and said[cell][1] in MISTAKES[name][1]] += 1
    print(f"\n{found + len(missed)} planted: {found} found, {len(missed)} missed, {len(false)} false alarms")
    print(
        {
            name: f"{causes[name, True]} of {causes[name, True] + causes[name, False]} named right"
            for name in MISTAKES
        }
    )
    assert found + len(missed) >= 500
    assert coincidences <= 3
    assert missed == []
    assert false == []
