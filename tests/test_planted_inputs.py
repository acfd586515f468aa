"""Mistakes of every kind that an audit must find, planted into a right sheet: found at their cells, nothing else accused.

What the sheet itself cannot decide is not planted, or its place is left open (see the docstrings of the plants):
an earlier running total of K that still rises; which of several added K is the wrong one where more than one could
have been mistyped (then column 12 is named, with what speaks for it); a target or column 6 of K mistyped beside
right percentages (column 13 might as well be the wrong one).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from renja_xl.model.rule_set import JUMLAH, KUMULATIF
from tests import plants_figures, plants_rows
from tests.planting import Kind, Planted, Said
from tests.right_sheet import PROGRAMS, Sheet, audited, printed, right_sheet, write

pytestmark = pytest.mark.lambat
KINDS = [*plants_rows.KINDS, *plants_figures.KINDS]
CONVENTIONS = (JUMLAH, KUMULATIF)
TOGETHER, AT_LEAST = 44, 380
Plants = list[tuple[Kind, Planted]]


def planted_sheet(number: int, kinds: list[Kind], path: Path) -> tuple[Sheet, Plants]:
    """A right sheet with one of these kinds in each of its first programs, taken in random order."""
    chance = random.Random(number)
    sheet = right_sheet(number, CONVENTIONS[number % 2])
    programs = chance.sample(range(1, PROGRAMS + 1), len(kinds))
    plants: Plants = []
    for after in (False, True):
        for program, kind in zip(programs, kinds, strict=True):
            for _ in range(20 if kind.after == after else 0):
                planted = kind.plant(sheet, program, chance)
                if planted:
                    plants.append((kind, planted))
                    break
        if not after:
            printed(sheet, path)
    write(path, sheet)
    return sheet, plants


def rounds() -> Iterator[list[Kind]]:
    """Every kind alone; then several at once, of each group one."""
    yield from ([kind] for kind in KINDS)
    for number in range(TOGETHER):
        kinds = random.Random(number).sample(KINDS, len(KINDS))
        yield [
            kind
            for place, kind in enumerate(kinds)
            if not kind.group or kind.group not in [other.group for other in kinds[:place]]
        ][:PROGRAMS]


@pytest.mark.parametrize("cara", CONVENTIONS)
@pytest.mark.parametrize("seed", range(3))
def test_a_right_sheet_is_right(seed: int, cara: str, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    write(path, printed(right_sheet(seed, cara), path))
    assert [item for item in audited(path).findings if item.tingkat != "info"] == []


def test_planted_mistakes_of_every_kind(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    missed, false = [], []
    for number, kinds in enumerate(rounds()):
        path = tmp_path / "m.xlsx"
        sheet, plants = planted_sheet(number, kinds, path)
        said = audited(path).findings
        expected: list[Said] = []
        for kind, planted in plants:
            lacking = [want for want in planted.must if not any(want.fits(item, sheet) for item in said)]
            found[kind.name] += not lacking
            where = [(want.kode, sheet.cell(want.row, want.key)) for want in lacking]
            missed += [(number, kind.name, *place) for place in where]
            expected += [*planted.must, *planted.may]
        names = [kind.name for kind, _ in plants]
        false += [
            (number, item.tingkat, item.kode, item.sel, item.tertulis, item.seharusnya, names)
            for item in said
            if item.tingkat != "info" and not any(want.fits(item, sheet) for want in expected)
        ]
    whole = found.total() + len({(number, name) for number, name, *_ in missed})
    print(
        f"\n{whole} planted: {found.total()} found, {whole - found.total()} missed, {len(false)} false alarms"
    )
    for kind in KINDS:
        lost = len({number for number, name, *_ in missed if name == kind.name})
        print(f"  {kind.name}: {found[kind.name]} found, {lost} missed")
    assert whole >= AT_LEAST
    assert missed == []
    assert false == []
