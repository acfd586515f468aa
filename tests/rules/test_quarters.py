"""Column 12: each kind of evidence decides in its turn, and says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from renja_xl.model.findings import Finding
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import RuleSet
from renja_xl.rules.quarters import decide_quarters, ways
from renja_xl.rules.realisasi import quarter_findings, realisasi_renja
from tests.rules.frames import BAKU, NO_EVIDENCE, inputs, printed

RISING = [{f"tw{n}_{kind}": 10 * n + row for n in range(1, 5) for kind in ("k", "rp")} for row in range(4)]
FALLING = [{f"tw{n}_{kind}": 50 - 10 * n for n in range(1, 5) for kind in ("k", "rp")} for row in range(4)]
ONE_QUARTER = [{"tw1_k": 0, "tw2_k": 0, "tw3_k": 0, "tw4_k": 7}]


def decide(rows: list[dict[str, Any]], usual: str = "kumulatif", **given: Any) -> dict[str, QuarterDecision]:
    data = inputs(*rows)
    rules = given.get("rules", BAKU)
    written = printed(data, **given.get("written", {}))
    return decide_quarters(data, written, given.get("evidence", NO_EVIDENCE), rules, usual)


def column_12(data: pd.DataFrame, decision: QuarterDecision, rules: RuleSet = BAKU) -> Any:
    return realisasi_renja(data, decision, ways(data, decision, rules))


def said(
    data: pd.DataFrame, decision: QuarterDecision, written: pd.DataFrame, rules: RuleSet = BAKU
) -> list[Finding]:
    column = written[f"realisasi_renja_{decision.jenis}"].to_numpy()
    return quarter_findings(
        data, decision, ways(data, decision, rules), column_12(data, decision, rules), column
    )


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
