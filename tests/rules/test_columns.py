"""Columns 12 to 17 against figures computed by hand, for each rule of the domain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renja_xl.model.form import load_forms
from renja_xl.rules.columns import compute
from tests.rules.frames import BAKU, BALANGAN, computed, decisions, figures, inputs, printed


def test_the_header_formulas_literally() -> None:
    """12 (as reported), 13 = 12/7 x 100%, 14 = 6+12, 15 = 14/5 x 100%, 17 = K13/Rp13 x 100%."""
    form = next(form for form in load_forms() if form.nama == "tabel-2.1")
    numbers = {column.nama: column.nomor for column in form.kolom}
    assert numbers["capaian_renja"] == "13 = 12/7 x 100%"
    assert numbers["realisasi_renstra"] == "14 = 6+12"
    assert numbers["capaian_renstra"] == "15 = 14/5 x 100%"
    assert numbers["efisiensi"] == "17 = K13/Rp13 x 100%"
    frame = computed({
        "target_renstra_k": 50, "target_renstra_rp": 900_000_000,
        "realisasi_lalu_k": 12, "realisasi_lalu_rp": 150_000_000,
        "target_renja_k": 9, "target_renja_rp": 300_000_000,
        "tw1_k": 2, "tw1_rp": 40_000_000, "tw2_k": 7, "tw2_rp": 200_000_000,
    })  # fmt: skip
    assert figures(frame, "realisasi_renja_k") == ["7"]
    assert figures(frame, "realisasi_renja_rp") == ["200000000"]
    assert figures(frame, "capaian_renja_k") == ["77.78"]  # 7 / 9 = 0.77777…
    assert figures(frame, "capaian_renja_rp") == ["66.67"]  # 200 / 300
    assert figures(frame, "realisasi_renstra_k") == ["19"]  # 12 + 7
    assert figures(frame, "realisasi_renstra_rp") == ["350000000"]
    assert figures(frame, "capaian_renstra_k") == ["38.00"]  # 19 / 50
    assert figures(frame, "capaian_renstra_rp") == ["38.89"]  # 350 / 900 = 0.38888…
    assert figures(frame, "efisiensi") == ["117"]  # 77.78 / 66.67 = 1.16664…, from the rounded percentages


def test_efficiency_is_built_on_the_printed_percentages() -> None:
    # 1/3 = 33.33 and 2/3 = 66.67 printed: 33.33/66.67 = 49.99 -> 50; 0.01/0.03 = 33.33 -> 33
    frame = computed({"target_renja_k": 3, "target_renja_rp": 3, "tw1_k": 1, "tw1_rp": 2})
    assert figures(frame, "efisiensi") == ["50"]
    frame = computed({"target_renja_k": 10000, "target_renja_rp": 100000, "tw1_k": 1, "tw1_rp": 25})
    assert figures(frame, "capaian_renja_rp") == ["0.03"]  # 0.025 half up
    assert figures(frame, "efisiensi") == ["33"]  # 0.01 / 0.03, not 0.01 / 0.025 = 40


def test_quarters_added_up_or_the_last_one() -> None:
    row = {"target_renja_k": 100, "tw1_k": 10, "tw2_k": 20, "tw4_k": 5, "tw1_rp": 3, "tw3_rp": 4}
    added, last = computed(row, cara="jumlah"), computed(row)
    assert figures(added, "realisasi_renja_k") == ["35"]
    assert figures(added, "realisasi_renja_rp") == ["7"]
    assert figures(last, "realisasi_renja_k") == ["5"]
    assert figures(last, "realisasi_renja_rp") == ["4"]


def test_no_quarter_is_blank_and_a_zero_quarter_is_zero() -> None:
    frame = computed({"target_renja_k": 4}, {"target_renja_k": 4, "tw1_k": 0})
    assert figures(frame, "realisasi_renja_k") == ["", "0"]
    assert figures(frame, "capaian_renja_k") == ["", "0.00"]


def test_without_a_target_nothing_is_achieved_or_missed() -> None:
    frame = computed({"target_renja_k": 0, "tw1_k": 3}, {"tw1_k": 3}, {"target_renja_k": 5, "tw1_k": 0})
    assert figures(frame, "capaian_renja_k") == ["", "", "0.00"]


@pytest.mark.parametrize(
    "unit", ["persen", "Persen", "%", "PERSEN ", "indeks", "nilai", "poin", "skor", "rasio"]
)
def test_units_that_are_not_added_over_the_years(unit: str) -> None:
    frame = computed(
        {"satuan": unit, "target_renstra_k": 90, "realisasi_lalu_k": 80, "target_renja_k": 85, "tw1_k": 81}
    )
    assert figures(frame, "realisasi_renstra_k") == ["81"]
    assert figures(frame, "capaian_renstra_k") == ["90.00"]


@pytest.mark.parametrize("unit", ["Dokumen", "Orang", "Laporan", "Desa", "", "TP PKK"])
def test_counts_are_added_over_the_years(unit: str) -> None:
    frame = computed({"satuan": unit, "realisasi_lalu_k": 80, "target_renja_k": 85, "tw1_k": 81})
    assert figures(frame, "realisasi_renstra_k") == ["161"]


def test_column_6_blank_counts_as_nothing_before() -> None:
    frame = computed({"tw1_k": 4, "tw1_rp": 100}, {"realisasi_lalu_k": 3, "realisasi_lalu_rp": 50})
    assert figures(frame, "realisasi_renstra_k") == ["4", "3"]
    assert figures(frame, "realisasi_renstra_rp") == ["100", "50"]


def test_rupiah_is_always_added() -> None:
    frame = computed({"satuan": "persen", "realisasi_lalu_rp": 70, "tw1_rp": 30, "target_renstra_rp": 400})
    assert figures(frame, "realisasi_renstra_rp") == ["100"]
    assert figures(frame, "capaian_renstra_rp") == ["25.00"]


def test_efficiency_is_blank_without_money_and_zero_without_performance() -> None:
    frame = computed(
        {"target_renja_k": 4, "target_renja_rp": 100, "tw1_k": 2, "tw1_rp": 0},
        {"target_renja_k": 4, "target_renja_rp": 100, "tw1_k": 0, "tw1_rp": 50},
        {"target_renja_k": 4, "tw1_k": 4},
    )
    assert figures(frame, "efisiensi") == ["", "0", ""]


@pytest.mark.parametrize(
    ("formula", "target", "actual", "expected"),
    [
        ("(2T-R)/T", 14, 17.4, "75.71"),
        ("(2T-R)/T", 1.9, 2.7, "57.89"),
        ("(2T-R)/T", 10, 25, "-50.00"),
        ("(100-R)/(100-T)", 5, 14, "90.53"),
        ("T/R", 14, 17.4, "80.46"),
        ("T/R", 14, 0, ""),
    ],
)
def test_the_smaller_the_better(formula: str, target: float, actual: float, expected: str) -> None:
    rules = replace(BAKU, negatif_rumus=formula, polaritas=({("", "rasio kekerasan"): "negatif"},))
    row = {"indikator": "Rasio  Kekerasan", "satuan": "rasio", "target_renja_k": target, "tw1_k": actual}
    frame = computed(row | {"target_renja_rp": 100, "tw1_rp": 150}, rules=rules)
    assert figures(frame, "capaian_renja_k") == [expected]
    assert figures(frame, "capaian_renja_rp") == ["150.00"]  # money is never of that kind


def test_a_name_alone_makes_nothing_negative() -> None:
    frame = computed({"indikator": "Angka kematian ibu", "target_renja_k": 10, "tw1_k": 20})
    assert figures(frame, "capaian_renja_k") == ["200.00"]


def test_balangan_leaves_blanks_where_the_publisher_did() -> None:
    rows = (
        {"target_renja_k": 10, "target_renja_rp": 100, "tw1_k": 0, "tw1_rp": 20, "target_renstra_k": 50},
        {"target_renja_k": 0, "target_renja_rp": 0, "tw1_k": 5, "tw1_rp": 20, "target_renstra_k": 50},
        {"jenis": "lanjutan", "pemilik": 2, "target_renja_k": 4, "tw1_k": 4},
    )
    frame = computed(*rows, rules=BALANGAN)
    assert figures(frame, "realisasi_renstra_k") == ["", "", "4"]
    assert figures(frame, "realisasi_renstra_rp") == ["20", "", ""]
    assert figures(frame, "capaian_renja_rp") == ["20.00", "", "0"]
    assert figures(frame, "efisiensi") == ["", "", ""]


def test_a_filled_column_12_is_kept() -> None:
    data = inputs(
        {"target_renja_k": 10, "tw1_k": 4}, {"target_renja_k": 10}, {"target_renja_k": 10, "tw1_k": 4}
    )
    frame = compute(data, printed(data, realisasi_renja_k=[5, 6, None]), (), BAKU, decisions())
    assert figures(frame, "realisasi_renja_k") == ["5", "6", "4"]
    assert figures(frame, "capaian_renja_k") == ["50.00", "60.00", "40.00"]
    assert list(frame["tetap_k"]) == [True, True, False]
