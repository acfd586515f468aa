"""Averages, predicates, absorption and totals by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from renja_xl.model.matrix import TOTAL_KEYS
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.rule_file import parse_rule_set
from renja_xl.rules.averages import summarise, totals
from renja_xl.rules.columns import compute, named_step
from tests.rules.frames import BAKU, BALANGAN, computed, decisions, inputs, printed


def tree() -> tuple[dict[str, Any], ...]:
    """One program, two kegiatan; the first has two sub kegiatan, one with a further indicator."""
    money = {"target_renja_rp": 100}
    return (
        {
            "level": "program",
            "kode": "1",
            "target_renja_k": 10,
            "tw1_k": 9,
            "target_renja_rp": 400,
            "tw1_rp": 100,
        },
        {
            "level": "kegiatan",
            "kode": "1.1",
            "induk": 1,
            "target_renja_k": 10,
            "tw1_k": 5,
            **money,
            "tw1_rp": 80,
        },
        {"induk": 2, "target_renja_k": 3, "tw1_k": 1, **money, "tw1_rp": 50},
        {"induk": 2, "jenis": "lanjutan", "pemilik": 3, "target_renja_k": 3, "tw1_k": 2},
        {"induk": 2, "target_renja_k": 0, "tw1_k": 5, **money, "tw1_rp": 0},
        {"level": "kegiatan", "kode": "1.2", "induk": 1, "target_renja_k": 10, "tw1_k": 10, **money},
    )


def row(rekap: pd.DataFrame, scope: str, position: int = 0) -> dict[str, Any]:
    return rekap[rekap["cakupan"] == scope].iloc[position].to_dict()


def test_k_over_all_indicators_and_rp_over_main_rows() -> None:
    sub = row(summarise(computed(*tree()), BAKU), "subkegiatan")
    assert sub["kode"] == "1.1"
    assert sub["jumlah_indikator"] == 3
    assert sub["capaian_renja_k"] == Decimal("50.00")  # (33.33 + 66.67) / 2; no target is left out
    assert sub["capaian_renja_rp"] == Decimal("25.00")  # (50 + 0) / 2; a zero counts
    assert sub["serapan_rp"] == Decimal("25.00")  # 50 of 200


def test_kegiatan_average_is_over_their_own_values() -> None:
    kegiatan = row(summarise(computed(*tree()), BAKU), "kegiatan")
    assert kegiatan["kode"] == "1"
    assert kegiatan["capaian_renja_k"] == Decimal("75.00")  # (50 + 100) / 2, not the mean of the sub kegiatan
    assert kegiatan["capaian_renja_rp"] == Decimal("80.00")  # the second has no realisation: left out


def test_mean_of_percentages_and_absorption_differ() -> None:
    whole = row(summarise(computed(*tree()), BAKU), "seluruh_kegiatan")
    assert whole["capaian_renja_rp"] == Decimal("80.00")
    assert whole["serapan_rp"] == Decimal("40.00")  # 80 of 200


def test_whole_levels_are_no_means_of_means() -> None:
    rekap = summarise(computed(*tree()), BAKU)
    assert row(rekap, "seluruh_subkegiatan")["jumlah_indikator"] == 3
    assert row(rekap, "seluruh_program")["capaian_renja_k"] == Decimal("90.00")
    assert list(rekap["cakupan"]) == [
        "subkegiatan",
        "subkegiatan",
        "kegiatan",
        "seluruh_program",
        "seluruh_kegiatan",
        "seluruh_subkegiatan",
    ]


def test_nothing_to_average_is_blank_or_zero_by_the_rule_set() -> None:
    empty = row(summarise(computed(*tree()), BAKU), "subkegiatan", 1)
    assert empty["capaian_renja_k"] is None
    assert empty["predikat_capaian_renja_k"] is None
    empty = row(summarise(computed(*tree(), rules=BALANGAN), BALANGAN), "subkegiatan", 1)
    assert empty["capaian_renja_k"] == 0
    assert empty["predikat_capaian_renja_k"] == "Sangat Rendah"


def test_totals_are_over_programs() -> None:
    sums = totals(computed(*tree()))
    assert {key: sums[key] for key in TOTAL_KEYS} == dict(zip(TOTAL_KEYS, (400, 100, 100), strict=True))
    assert sums["tw1_rp"] == 100
    assert sums["target_renstra_rp"] is None


def two_programs(unread: str) -> pd.DataFrame:
    """Budgets 400 and 250, 68 and 75 realised, 10 and 20 before; one cell of the second holds "1,5 M"."""
    whole = {"target_renja_rp": 250, "tw1_rp": 30, "tw2_rp": 75, "realisasi_lalu_rp": 20}
    return computed(
        {"level": "program", "target_renja_rp": 400, "tw2_rp": 68, "realisasi_lalu_rp": 10},
        {"level": "program"} | {key: value for key, value in whole.items() if key != unread},
        unread={(2, unread)} if unread else (),
    )


@pytest.mark.parametrize(
    ("unread", "expected"),
    [
        ("", (650, 143, 173, 22)),
        ("target_renja_rp", (None, 143, 173, None)),
        ("tw1_rp", (650, None, None, None)),
        ("realisasi_lalu_rp", (650, 143, None, 22)),
    ],
)
def test_a_sum_with_an_unread_cell_is_blank(unread: str, expected: tuple[int | None, ...]) -> None:
    """Without the unread budget 143 of 400 would be 35.75 %, which it never was."""
    frame = two_programs(unread)
    sums, whole = totals(frame), row(summarise(frame, BAKU), "seluruh_program")
    assert tuple(sums[key] for key in TOTAL_KEYS) == expected[:3]
    assert (whole["target_renja_rp"], whole["realisasi_renja_rp"]) == expected[:2]
    assert whole["serapan_rp"] == expected[3]
    if unread:
        assert sums[unread] is None


def test_a_blank_cell_leaves_a_sum_as_it_is() -> None:
    frame = computed({"level": "program", "target_renja_rp": 400, "tw2_rp": 68}, {"level": "program"})
    assert totals(frame)["target_renja_rp"] == 400
    assert row(summarise(frame, BAKU), "seluruh_program")["serapan_rp"] == 17


def blank_above(**program: Any) -> list[dict[str, Any]]:
    """Two programs with a kegiatan and its sub kegiatan each; the first program has these figures."""
    money = {"target_renja_rp": 400, "tw1_rp": 68}
    return [
        {"level": "program", **program},
        {"level": "kegiatan", "induk": 1, **money},
        {"level": "subkegiatan", "induk": 2, **money},
        {"level": "program", "target_renja_rp": 100, "tw1_rp": 17},
    ]


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ({"target_renja_rp": 400, "tw1_rp": 68}, (500, 85, 85, 17)),
        ({"target_renja_rp": 400}, (500, None, None, None)),
        ({"tw1_rp": 68}, (None, 85, 85, None)),
        ({}, (None, None, None, None)),
        # A 0 is a figure: that it is wrong is said, and the sum is what is written.
        ({"target_renja_rp": 400, "tw1_rp": 0}, (500, 17, 17, Decimal("3.40"))),
    ],
)
def test_a_program_that_is_blank_above_money_blanks_the_sum(
    program: dict[str, Any], expected: tuple[object, ...]
) -> None:
    frame = computed(*blank_above(**program))
    whole, sums = row(summarise(frame, BAKU), "seluruh_program"), totals(frame)
    assert (*(sums[key] for key in TOTAL_KEYS), whole["serapan_rp"]) == expected
    kegiatan = totals(frame, "kegiatan")
    assert [kegiatan[key] for key in TOTAL_KEYS] == [400, 68, 68]


@pytest.mark.parametrize(
    ("cara", "program", "expected"),
    [
        # What is realised up to the second quarter stands below, up to the first in the program.
        ("kumulatif", {"tw1_rp": 68}, None),
        ("kumulatif", {"tw2_rp": 90}, 107),
        ("jumlah", {"tw1_rp": 68}, None),
        ("jumlah", {"tw2_rp": 90}, None),
        ("jumlah", {"tw1_rp": 68, "tw2_rp": 90}, 175),
    ],
)
def test_a_quarter_that_is_blank_above_money(cara: str, program: dict[str, Any], expected: object) -> None:
    rows = blank_above(target_renja_rp=400, **program)
    for one in rows[1:3]:
        one["tw2_rp"] = 90
    assert totals(computed(*rows, cara=cara))["realisasi_renja_rp"] == expected


def test_a_quarter_that_one_row_carried_on_leaves_the_sum_known() -> None:
    """Nothing was spent in the second quarter: column 12 of the program is that of the rows below it."""
    rows = blank_above(target_renja_rp=400, tw1_rp=68)
    rows[1]["tw2_rp"] = rows[2]["tw2_rp"] = 68
    assert totals(computed(*rows))["realisasi_renja_rp"] == 85


def test_a_column_12_from_the_sheet_is_known_whatever_quarters_are_blank() -> None:
    data = inputs(*blank_above(target_renja_rp=400))
    frame = compute(data, printed(data, realisasi_renja_rp=[68, None, None, None]), (), BAKU, decisions())
    assert totals(frame)["realisasi_renja_rp"] == 85


def test_a_program_that_is_blank_above_what_was_realised_before() -> None:
    rows = blank_above(target_renja_rp=400, tw1_rp=68)
    rows[2]["realisasi_lalu_rp"] = 5
    frame = computed(*rows)
    assert [totals(frame)[key] for key in TOTAL_KEYS] == [500, 85, None]
    rows[0]["realisasi_lalu_rp"] = 5
    assert totals(computed(*rows))["realisasi_renstra_rp"] == 90
    further = {"jenis": "lanjutan", "pemilik": 3, "induk": 2, "realisasi_lalu_rp": 5}
    frame = computed(*blank_above(target_renja_rp=400, tw1_rp=68), further | {"pemilik": 3})
    assert totals(frame)["realisasi_renstra_rp"] == 85, "what further indicators hold is not summed anywhere"


def test_an_unread_cell_blanks_the_sums_it_is_in_and_no_others() -> None:
    """The third row is a sub kegiatan of the first kegiatan, the fourth its further indicator."""
    scopes = ("subkegiatan", "kegiatan", "seluruh_program", "seluruh_kegiatan", "seluruh_subkegiatan")

    def budgets(*unread: tuple[int, str]) -> list[Any]:
        rekap = summarise(computed(*tree(), unread=unread), BAKU)
        return [row(rekap, scope)["target_renja_rp"] for scope in scopes]

    assert budgets((4, "target_renja_rp"), (3, "target_renja_k")) == [200, 200, 400, 200, 200]
    assert budgets((3, "target_renja_rp")) == [None, 200, 400, 200, None]


def test_a_column_12_that_the_sheet_has_is_known_whatever_its_quarters_are() -> None:
    data = inputs({"level": "program", "tw1_rp": 5})
    written = printed(data, realisasi_renja_rp=[68])
    frame = compute(data, written, {(1, "tw2_rp")}, BAKU, decisions())
    assert totals(frame)["realisasi_renja_rp"] == 68


def test_column_14_that_is_blank_for_an_unread_budget_is_unknown_too() -> None:
    """By the published tables column 14 is blank where 7 is 0 or blank: what it is here nobody knows."""
    rows = ({"level": "program", "realisasi_lalu_rp": 9, "tw4_rp": 1},)
    assert totals(computed(*rows, rules=BALANGAN))["realisasi_renstra_rp"] is None
    unread = {(1, "target_renja_rp")}
    both = [computed(*rows * 2, rules=rules, unread=unread) for rules in (BALANGAN, BAKU)]
    assert [totals(frame)["realisasi_renstra_rp"] for frame in both] == [None, 20]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("100.01", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.5", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
        ("-5", "Sangat Rendah"),
    ],
)
def test_predicates_as_the_regulation_says(value: str, expected: str) -> None:
    assert named_step(Decimal(value), BAKU.jenjang) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("90.5", "Sangat Tinggi"),
        ("90", "Tinggi"),
        ("75.01", "Tinggi"),
        ("65.01", "Sedang"),
        ("50.01", "Rendah"),
        ("50", "Sangat Rendah"),
    ],
)
def test_predicates_in_the_other_reading(value: str, expected: str) -> None:
    assert named_step(Decimal(value), _above_scale().jenjang) == expected


def _above_scale() -> RuleSet:
    text = BAKU.isi
    for limit, other in (("91", "90"), ("76", "75"), ("66", "65"), ("51", "50")):
        text = text.replace(f'">= {limit}"', f'"> {other}"')
    return parse_rule_set(text, "lebih-dari.toml")


def test_a_blank_mean_has_no_predicate() -> None:
    assert named_step(None, BAKU.jenjang) is None
