"""Which rules a sheet follows: sheets filled by random rules are reproduced by the rules that are found in them."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renja_xl.model.fitted import Fitted
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import Jenjang
from renja_xl.reading.rule_schema import schema
from renja_xl.rules.fit.predicates import Pair, Scale, contradicting, fit_scale
from renja_xl.rules.fit.settings import SETTINGS
from renja_xl.use_cases.fill import fill
from tests.filled_sheets import (
    Cell,
    cells_of,
    corrupted,
    filled_by,
    fitted,
    random_rows,
    random_rules,
    unfilled,
    with_cells,
)
from tests.rules.frames import BAKU, BALANGAN, inputs

Differing = dict[Cell, tuple[Any, Any]]


def differing(seed: int, share: float = 0.0) -> tuple[Differing, int]:
    """The right cells of a random sheet that the rules found in it give otherwise, and how many were compared."""
    chance = random.Random(seed)
    rules = random_rules(chance)
    right = filled_by(unfilled(random_rows(chance)), rules)
    cells = cells_of(fill(right, rules))
    shown = corrupted(cells, share, chance)
    again = cells_of(fill(right, fitted(with_cells(right, shown), BAKU).rules))
    kept = [place for place in cells if shown[place] == cells[place]]
    return {place: (cells[place], again[place]) for place in kept if cells[place] != again[place]}, len(kept)


@pytest.mark.parametrize("seed", range(6))
def test_random_rules_are_reproduced_to_the_cell(seed: int) -> None:
    found, compared = differing(seed)
    assert compared > 1000
    assert found == {}


@pytest.mark.lambat
def test_many_random_rules_are_reproduced_to_the_cell() -> None:
    assert [seed for seed in range(100, 160) if differing(seed)[0]] == []


def test_wrong_cells_are_outvoted() -> None:
    """One cell in twenty changed: nearly every other cell of nearly every sheet is reproduced all the same."""
    results = [differing(seed, 0.05) for seed in range(6, 15)]
    assert [found for found, _ in results if found] == []


@pytest.mark.lambat
def test_wrong_cells_are_outvoted_in_many_sheets() -> None:
    """Where the one cell that tells is among the wrong ones, nothing can: that is rare."""
    results = [differing(seed, 0.05) for seed in range(100)]
    wrong, compared = sum(len(found) for found, _ in results), sum(count for _, count in results)
    print(
        f"\n{wrong} of {compared} right cells not reproduced, in {sum(bool(f) for f, _ in results)} of 100 sheets"
    )
    assert compared > 100_000
    assert wrong < compared / 5000
    assert sum(bool(found) for found, _ in results) <= 10


def test_the_quarters_themselves_are_reproduced() -> None:
    """Column 12 is kept where it is printed; here it is computed anew from the quarters."""
    for cara in ("jumlah", "kumulatif", "rata-rata", "maksimum"):
        matrix = unfilled(random_rows(random.Random(5)))
        rules = replace(BAKU, triwulan_k=cara, triwulan_rp=cara)
        found = fitted(filled_by(matrix, rules), BAKU).rules
        assert (found.triwulan_k, found.triwulan_rp) == (cara, cara)
        assert cells_of(fill(matrix, found)) == cells_of(fill(matrix, rules))


def said(found: Fitted, kunci: str) -> tuple[str, int, int, bool]:
    setting = next(setting for setting in found.settings if setting.kunci == kunci)
    return setting.nilai, setting.cocok, setting.semua, setting.terbukti


def sheet(*rows: dict[str, Any], rules: Any = BAKU) -> Matrix:
    return filled_by(unfilled(inputs(*rows)), rules)


def test_the_choices_are_those_of_the_schema() -> None:
    for setting in SETTINGS.values():
        rule = schema()[setting.kunci]
        known = {True, False} if rule["jenis"] == "ya-tidak" else set(rule["pilihan"])
        assert set(setting.choices) <= known
        assert known - set(setting.choices) <= {"auto", "tetap", "galat"}


def test_an_empty_sheet_says_nothing_and_the_base_stands() -> None:
    matrix = unfilled(random_rows(random.Random(1)))
    for base in (BAKU, BALANGAN):
        found = fitted(matrix, base)
        assert not any(setting.terbukti for setting in found.settings)
        assert all(setting.cocok == 0 for setting in found.settings)
        named = {"nama": base.nama, "keterangan": base.keterangan}
        assert replace(found.rules, **named) == base
        assert found.cuts == found.contradictions == ()


def test_each_setting_says_how_many_cells_tell() -> None:
    """Two rows without a target print 0, one row tells nothing."""
    row = {"indikator": "A", "tw1_k": 5}
    rules = replace(BAKU, target_nol="nol")
    found = fitted(
        sheet(
            row | {"target_renja_k": 0}, row | {"target_renja_k": 0}, row | {"target_renja_k": 4}, rules=rules
        ),
        BAKU,
    )
    assert said(found, "capaian.target_nol") == ("nol", 2, 2, True)
    assert said(found, "efisiensi.rumus") == ("13K/13Rp", 0, 0, False)
    assert "2 dari 2 sel" in found.reasons["capaian.target_nol"]
    assert "Tidak ada sel" in found.reasons["efisiensi.rumus"]


def test_units_are_judged_one_by_one() -> None:
    """Nilai is added here and Desa is not; the base says otherwise of both, and of Poin nothing is shown."""
    rules = replace(BAKU, satuan_tidak_dijumlahkan=frozenset({"desa", "persen", "poin"}))
    row = {"realisasi_lalu_k": 3, "tw1_k": 5}
    rows = [row | {"satuan": unit} for unit in ("Nilai", "Desa", "Desa adat", "persen", "Dokumen")]
    found = fitted(sheet(*rows, {"satuan": "Poin", "tw1_k": 5}, rules=rules), BAKU)
    assert found.rules.satuan_tidak_dijumlahkan == BAKU.satuan_tidak_dijumlahkan - {"nilai"} | {"desa"}
    assert said(found, "renstra.satuan_tidak_dijumlahkan")[1:] == (5, 5, True)
    assert "nilai (1 dari 1 sel)" in found.reasons["renstra.satuan_tidak_dijumlahkan"]


def test_a_wrong_cell_upstream_does_not_speak_against_a_rule_downstream() -> None:
    """Column 13 is wrong in every row, column 17 was built on it: that is right."""
    rows = [{"target_renja_k": 10, "tw1_k": 10, "target_renja_rp": 10 * n, "tw1_rp": 3} for n in range(1, 9)]
    right = sheet(*rows)
    printed = right.printed.copy()
    printed["capaian_renja_k"] = [Decimal(40)] * len(printed)
    printed["efisiensi"] = [
        (Decimal(4000) / money).quantize(Decimal(1)) for money in printed["capaian_renja_rp"]
    ]
    found = fitted(replace(right, printed=printed), BAKU)
    assert said(found, "efisiensi.rumus") == ("13K/13Rp", 8, 8, True)


def pairs(*given: tuple[object, str]) -> list[Pair]:
    return [Pair(Decimal(str(mean)), name, f"A{row}") for row, (mean, name) in enumerate(given, start=1)]


def test_cuts_are_round_numbers_in_the_tightest_intervals() -> None:
    found = fit_scale(
        pairs(
            (31.2, "Kurang"), (44.9, "Kurang"), (52.3, "Cukup"), (68.1, "Cukup"), (69.9, "Baik"), (97, "Baik")
        ),
        {},
    )
    assert [(cut.nama, cut.bawah, cut.atas) for cut in found.cuts] == [
        ("Baik", Decimal("68.1"), Decimal("69.9")),
        ("Cukup", Decimal("44.9"), Decimal("52.3")),
    ]
    assert found.steps == (Jenjang("Baik", Decimal(69)), Jenjang("Cukup", Decimal(50)), Jenjang("Kurang"))
    assert (found.known, found.fits) == ("", 6)


def test_a_known_scale_that_fits_is_preferred_and_contradictions_are_named() -> None:
    scale = BAKU.jenjang
    shown = pairs((95, "SANGAT TINGGI"), (80, "Tinggi"), (70, "Sedang"), (77, "Tinggi"), (20, "Sangat Tinggi"), (10, "Sangat Rendah"))  # fmt: skip
    found = fit_scale(shown, {"baku": scale})
    assert (found.known, found.steps, found.fits) == ("baku", scale, 5)
    assert contradicting(shown, found.steps) == [(shown[4], "Sangat Rendah")]


@given(
    st.lists(st.decimals(0, 150, places=2), min_size=1, max_size=60),
    st.lists(st.decimals(1, 149, places=1), min_size=0, max_size=4, unique=True),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_any_scale_is_reproduced(means: list[Decimal], cuts: list[Decimal], included: list[bool]) -> None:
    ordered = sorted(cuts, reverse=True)
    steps = [Jenjang(f"Jenjang {n}", cut, included[n]) for n, cut in enumerate(ordered)]
    scale: Scale = (*steps, Jenjang("Terendah"))
    names = [next(step.nama for step in scale if step.reached(mean)) for mean in means]
    shown = pairs(*zip(means, names, strict=True))
    found = fit_scale(shown, {})
    assert found.fits == len(shown)
    limits = [step.batas for step in found.steps[:-1] if step.batas is not None]
    assert limits == sorted(set(limits), reverse=True)
    assert found.steps[-1].batas is None
    for cut in found.cuts:
        own = [limit for step, limit in zip(scale, ordered, strict=False) if step.nama == cut.nama]
        assert cut.bawah is not None
        assert all(cut.bawah <= limit for limit in own)
