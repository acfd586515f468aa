"""Column 12: each kind of evidence decides in its turn, and says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from renja_xl.model.findings import Finding
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import RuleSet
from renja_xl.rules.columns import compute
from renja_xl.rules.compare.column_12 import column_12_findings
from renja_xl.rules.quarters import decide_quarters, ways
from renja_xl.rules.realisasi import quarter_findings, realisasi_renja
from tests.rules.frames import BAKU, NO_EVIDENCE, inputs, printed

RISING = [{f"tw{n}_{kind}": 10 * n + row for n in range(1, 5) for kind in ("k", "rp")} for row in range(4)]
FALLING = [{f"tw{n}_{kind}": 50 - 10 * n for n in range(1, 5) for kind in ("k", "rp")} for row in range(4)]
Unread = Collection[tuple[int, str]]
ONE_QUARTER = [{"tw1_k": 0, "tw2_k": 0, "tw3_k": 0, "tw4_k": 7}]


def decide(rows: list[dict[str, Any]], usual: str = "kumulatif", **given: Any) -> dict[str, QuarterDecision]:
    data = inputs(*rows)
    rules = given.get("rules", BAKU)
    written = printed(data, **given.get("written", {}))
    return decide_quarters(data, written, given.get("evidence", NO_EVIDENCE), rules, usual)


def column_12(data: pd.DataFrame, decision: QuarterDecision, rules: RuleSet = BAKU) -> Any:
    return realisasi_renja(data, decision, ways(data, decision, rules))


def said(
    data: pd.DataFrame, decision: QuarterDecision, written: pd.DataFrame, unread: Unread = ()
) -> list[Finding]:
    """What is said of column 12 and of how the quarters move, the quarters of Rp being blank."""
    both = {"k": decision, "rp": decision}
    frame = compute(data, written, unread, BAKU, both)
    by_quarters = compute(data, printed(data), unread, BAKU, both)
    wrong, found = column_12_findings(frame, by_quarters, written, unread, decision)
    return [*found, *quarter_findings(frame, decision, wrong)]


def placed(found: list[Finding]) -> list[tuple[str, int, str, str, str, str]]:
    return [
        (item.kode, item.urut, item.kolom, item.tertulis, item.seharusnya, item.penyebab) for item in found
    ]


@pytest.mark.parametrize(
    ("rows", "cara", "dasar"),
    [(RISING, "kumulatif", "naik"), (FALLING, "jumlah", "turun"), (ONE_QUARTER, "jumlah", "bawaan")],
)
def test_the_quarters_themselves(rows: list[dict[str, Any]], cara: str, dasar: str) -> None:
    found = decide(rows, usual="jumlah")["k"]
    assert (found.cara, found.dasar) == (cara, dasar)


def test_the_form_decides_where_nothing_tells() -> None:
    assert decide(ONE_QUARTER)["k"].cara == "kumulatif"
    assert decide(ONE_QUARTER, usual="jumlah")["k"].cara == "jumlah"


def test_a_filled_column_12_comes_before_the_quarters() -> None:
    written = {"realisasi_renja_k": [100 + 4 * row for row in range(4)]}
    found = decide(RISING, written=written)
    assert (found["k"].cara, found["k"].dasar) == ("jumlah", "kolom-12")
    assert (found["rp"].cara, found["rp"].dasar) == ("kumulatif", "naik")


def test_the_number_row_comes_before_column_12() -> None:
    evidence = {kind: QuarterEvidence(number_row="12 = 8+9+10+11") for kind in ("k", "rp")}
    written = {"realisasi_renja_k": [40 + row for row in range(4)]}
    found = decide(RISING, evidence=evidence, written=written)["k"]
    assert (found.cara, found.dasar) == ("jumlah", "baris-nomor")
    assert "8+9+10+11" in found.alasan


def test_formulas_in_the_cells_tell() -> None:
    evidence = NO_EVIDENCE | {"k": QuarterEvidence(formulas=dict.fromkeys(range(1, 5), "kumulatif"))}
    assert decide(FALLING, evidence=evidence)["k"].cara == "kumulatif"


def test_the_setting_comes_first_and_is_no_finding() -> None:
    rules = replace(BAKU, triwulan_k="jumlah", triwulan_rp="kumulatif")
    found = decide(RISING, rules=rules)
    assert (found["k"].cara, found["rp"].cara) == ("jumlah", "kumulatif")
    data = inputs(*RISING)
    assert said(data, found["k"], printed(data)) == []


def test_one_falling_row_among_many_does_not_turn_a_sheet() -> None:
    rows = [*(RISING * 5), FALLING[0]]
    assert decide(rows)["rp"].cara == "kumulatif"


def test_quarters_that_are_zero_everywhere_have_not_begun() -> None:
    rows = [{"tw1_k": 25, "tw2_k": 50, "tw3_k": 0, "tw4_k": 0}, {"tw1_k": 10, "tw2_k": 20, "tw3_k": 0}]
    found = decide(rows)
    assert found["k"].berjalan == 2
    assert list(column_12(inputs(*rows), found["k"])) == [50, 20]


def test_a_zero_in_a_quarter_that_has_begun_is_a_figure() -> None:
    rows = [{"tw1_k": 25, "tw2_k": 0}, {"tw1_k": 10, "tw2_k": 20}]
    data = inputs(*rows)
    decision = QuarterDecision("k", "kumulatif", "setelan", 2)
    assert list(column_12(data, decision)) == [0, 20]


def test_a_disagreeing_column_12_is_reported_with_both_figures() -> None:
    data = inputs({"tw1_k": 4, "nama": "Sub A"}, {"tw1_k": 4}, {})
    decision = QuarterDecision("k", "kumulatif", "setelan", 4)
    found = said(data, decision, printed(data, realisasi_renja_k=[5, 4, 9]))
    assert [(item.kode, item.urut, item.tertulis, item.seharusnya) for item in found] == [
        ("jumlah-triwulan-beda", 1, "5", "4"),
        ("hanya-kolom-12", 3, "9", ""),
    ]
    assert found[0].nama == "Sub A"


def four(*values: int | None) -> dict[str, Any]:
    return {f"tw{number}_k": value for number, value in enumerate(values, start=1)} | {"target_renja_k": 200}


@pytest.mark.parametrize(
    ("values", "kept", "place"),
    [
        ((10, 200, 30, 40), 100, ("tw2_k", "200", "20", "salah-ketik")),
        ((10, 20, 30, -40), 100, ("tw4_k", "-40", "40", "salah-ketik")),
        ((1000, 2, 3000, 4000), 10500, ("tw2_k", "2", "2500", "terpotong-ribuan")),
        ((None, None, 15, None), 51, ("tw3_k", "15", "51", "salah-ketik")),
        ((10, 20, 30, 41), 100, ("realisasi_renja_k", "100", "101", "tidak-diketahui")),  # no slip
        ((20, 20, 20, 200), 80, ("tw4_k", "200", "20", "salah-ketik")),
        (
            (21, 21, 40, 50),
            123,
            ("realisasi_renja_k", "123", "132", "tidak-diketahui"),
        ),  # column 12 or TW I or II
    ],
)
def test_the_quarter_is_wrong_where_column_13_follows_column_12(
    values: tuple[int | None, ...], kept: int, place: tuple[str, ...]
) -> None:
    data = inputs(four(*values))
    decision = QuarterDecision("k", "jumlah", "setelan", 4)
    written = printed(data, realisasi_renja_k=[kept], capaian_renja_k=[kept / 2])
    assert placed(said(data, decision, written)) == [("jumlah-triwulan-beda", 1, *place)]


def test_the_last_quarter_is_wrong_where_column_13_follows_column_12() -> None:
    data = inputs(four(10, 20, 30, 4))
    decision = QuarterDecision("k", "kumulatif", "setelan", 4)
    written = printed(data, realisasi_renja_k=[40], capaian_renja_k=[20])
    (found,) = said(data, decision, written)
    assert placed([found]) == [("jumlah-triwulan-beda", 1, "tw4_k", "4", "40", "salah-ketik")]
    assert "jadi triwulan inilah yang salah" in found.penjelasan


@pytest.mark.parametrize("shown", [{"capaian_renja_k": [2]}, {}])
def test_column_12_is_wrong_where_nothing_follows_it(shown: dict[str, list[Any]]) -> None:
    data = inputs(four(1, 2, 3, 4))
    decision = QuarterDecision("k", "kumulatif", "setelan", 4)
    found = said(data, decision, printed(data, realisasi_renja_k=[40], **shown))
    assert placed(found) == [("jumlah-triwulan-beda", 1, "realisasi_renja_k", "40", "4", "salah-ketik")]


def test_an_unread_quarter_says_nothing_of_column_12() -> None:
    data = inputs(four(10, None, 30, 40))
    decision = QuarterDecision("k", "jumlah", "setelan", 4)
    written = printed(data, realisasi_renja_k=[100], capaian_renja_k=[50])
    assert said(data, decision, written, {(1, "tw2_k"): "2o"}) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((10, 20, 30, 40), []),
        ((10, 200, 30, 40), [("tw2_k", "200", "<= 30")]),
        ((10, 20, 3, 40), [("tw3_k", "3", ">= 20")]),
        ((10, 2, 30, 40), [("tw2_k", "2", ">= 10")]),  # TW I may be the wrong one as well
        ((100, 20, 30, 40), [("tw1_k", "100", "<= 20")]),
        ((10, None, 30, 4), [("tw4_k", "4", ">= 30")]),
        ((40, None, None, 10), [("tw4_k", "10", ">= 40")]),
        ((40, 30, 20, 10), [("tw2_k", "30", ">= 40"), ("tw3_k", "20", ">= 30"), ("tw4_k", "10", ">= 20")]),
    ],
)
def test_a_running_total_that_falls_is_named_where_it_is_out_of_line(
    values: tuple[int | None, ...], expected: list[tuple[str, str, str]]
) -> None:
    data = inputs(four(*values))
    decision = QuarterDecision("k", "kumulatif", "setelan", 4)
    found = said(data, decision, printed(data))
    assert [(item.kolom, item.tertulis, item.seharusnya) for item in found] == expected
    assert all(("sesudahnya" in item.penjelasan) == item.seharusnya.startswith("<") for item in found)
