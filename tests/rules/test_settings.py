"""Every setting of a rule set, each against figures computed by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from renja_xl.model.errors import UsageError
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.rule_file import load_rule_set, parse_rule_set
from renja_xl.rules.averages import scale_findings, summarise
from renja_xl.rules.columns import compute
from renja_xl.rules.quarters import decide_quarters
from renja_xl.rules.realisasi import quarter_findings
from renja_xl.rules.targets import target_findings
from renja_xl.rules.units import unused_settings
from tests.rules.frames import BAKU, NO_EVIDENCE, figures, inputs, printed


def rule_set(text: str) -> RuleSet:
    """The rules of `baku` with a few settings of one's own."""
    return parse_rule_set(f'nama = "uji"\n{text}', "uji.toml")


def filled(rules: RuleSet, *rows: dict[str, Any]) -> pd.DataFrame:
    data = inputs(*rows)
    written = printed(data)
    decisions = decide_quarters(data, written, NO_EVIDENCE, rules, "kumulatif")
    return compute(data, written, (), rules, decisions)


def test_what_a_file_does_not_say_follows_baku() -> None:
    rules = rule_set("")
    for name in RuleSet.__dataclass_fields__:
        if name not in ("nama", "keterangan", "isi"):
            assert getattr(rules, name) == getattr(BAKU, name), name


@pytest.mark.parametrize(
    ("cara", "k", "rp"),
    [
        ("jumlah", "75", "100"),
        ("kumulatif", "20", "70"),
        ("rata-rata", "25.00", "50.00"),  # (15 + 40 + 20) / 3; (30 + 70) / 2
        ("maksimum", "40", "70"),
        ("tetap", "20", "70"),
    ],
)
def test_quarter_conventions(cara: str, k: str, rp: str) -> None:
    rules = rule_set(f'triwulan.k = "{cara}"\ntriwulan.rp = "{cara}"')
    row = {"tw1_k": 15, "tw2_k": 40, "tw3_k": 20, "tw4_k": 0, "tw1_rp": 30, "tw3_rp": 70, "tw4_rp": 0}
    frame = filled(rules, row)
    assert (figures(frame, "realisasi_renja_k"), figures(frame, "realisasi_renja_rp")) == ([k], [rp])


def test_k_and_rp_may_differ() -> None:
    frame = filled(
        rule_set('triwulan.k = "rata-rata"\ntriwulan.rp = "jumlah"'),
        {"tw1_k": 1, "tw2_k": 2, "tw1_rp": 1, "tw2_rp": 2},
    )
    assert (figures(frame, "realisasi_renja_k"), figures(frame, "realisasi_renja_rp")) == (["1.50"], ["3"])


def test_an_indicator_of_its_own_convention() -> None:
    rules = rule_set(
        """
[triwulan]
k = "jumlah"
[triwulan.indikator]
"Indeks  Kepuasan" = "rata-rata"
"1.02.03" = "maksimum"
"""
    )
    quarters = {"tw1_k": 10, "tw2_k": 30}
    frame = filled(
        rules,
        quarters | {"indikator": "indeks kepuasan"},
        quarters | {"indikator": "Jumlah", "kode": "1.02.03"},
        quarters | {"indikator": "Jumlah", "kode": "1.02.04"},
    )
    assert figures(frame, "realisasi_renja_k") == ["20.00", "30", "40"]
    assert list(frame["cara_k"]) == ["rata-rata", "maksimum", "jumlah"]


def test_settings_for_indicators_that_are_nowhere_are_named() -> None:
    rules = rule_set(
        'triwulan.indikator = { "Tidak ada" = "tetap", "Ada" = "tetap" }\nnegatif.indikator = ["Hilang"]'
    )
    found = unused_settings(inputs({"indikator": "Ada"}), rules)
    assert [item.kode for item in found] == ["aturan-tidak-terpakai"] * 2
    assert "hilang" in found[0].penjelasan
    assert "tidak ada" in found[1].penjelasan


def test_a_constant_that_changes_is_named() -> None:
    rules = rule_set('triwulan.k = "tetap"')
    data = inputs({"tw1_k": 50, "tw2_k": 50}, {"tw1_k": 50, "tw2_k": 60})
    decision = decide_quarters(data, printed(data), NO_EVIDENCE, rules, "jumlah")["k"]
    frame = compute(data, printed(data), (), rules, {"k": decision, "rp": decision})
    found = quarter_findings(frame, decision, [])
    assert [(item.kode, item.urut, item.tertulis, item.seharusnya) for item in found] == [
        ("triwulan-tidak-tetap", 2, "60", "50")
    ]


@pytest.mark.parametrize(
    ("cara", "written"), [("rata-rata", [15, 25, 35]), ("maksimum", [20, 40, 60]), ("jumlah", [30, 50, 70])]
)
def test_a_filled_column_12_shows_its_convention(cara: str, written: list[int]) -> None:
    """Quarters 20, 10 and 40, 10 and 60, 10: only one convention reproduces each column."""
    data = inputs(*({"tw1_k": 20 * n, "tw2_k": 10} for n in (1, 2, 3)))
    found = decide_quarters(data, printed(data, realisasi_renja_k=written), NO_EVIDENCE, BAKU, "kumulatif")[
        "k"
    ]
    assert (found.cara, found.dasar) == (cara, "kolom-12")


def test_years_are_added_as_the_indicator_says() -> None:
    rules = rule_set('renstra.indikator = { "Cakupan" = "terakhir", "Persentase" = "jumlah" }')
    row = {"realisasi_lalu_k": 10, "tw1_k": 5, "target_renstra_k": 30}
    frame = filled(
        rules, row | {"indikator": "Cakupan"}, row | {"indikator": "Persentase", "satuan": "persen"}, row
    )
    assert figures(frame, "realisasi_renstra_k") == ["5", "15", "15"]


@pytest.mark.parametrize(
    ("policy", "zero", "empty"), [("kosong", "", ""), ("nol", "0", "0"), ("galat", "", "")]
)
def test_targets_of_zero_and_none(policy: str, zero: str, empty: str) -> None:
    rules = rule_set(f'capaian.target_nol = "{policy}"\ncapaian.target_kosong = "{policy}"')
    frame = filled(
        rules,
        {"indikator": "A", "target_renja_k": 0, "tw1_k": 5, "target_renja_rp": 0, "tw1_rp": 5},
        {"indikator": "B", "tw1_k": 5, "tw1_rp": 5},
        {"indikator": "C", "jenis": "lanjutan", "pemilik": 2, "target_renja_k": 5, "tw1_k": 5},
    )
    assert figures(frame, "capaian_renja_k") == [zero, empty, "100.00"]
    assert figures(frame, "capaian_renja_rp") == [zero, empty, ""]
    assert figures(frame, "capaian_renstra_k") == [empty, empty, empty]
    levels = {item.tingkat for item in target_findings(frame, (), rules) if item.kode == "tanpa-target"}
    assert levels == ({"galat"} if policy == "galat" else {"peringatan"})


def test_an_unread_target_is_no_missing_target() -> None:
    rules = rule_set('capaian.target_kosong = "nol"')
    data = inputs({"indikator": "A", "tw1_k": 5})
    decisions = decide_quarters(data, printed(data), NO_EVIDENCE, rules, "jumlah")
    frame = compute(data, printed(data), [(1, "target_renja_k")], rules, decisions)
    assert figures(frame, "capaian_renja_k") == [""]


@pytest.mark.parametrize(
    ("batas", "cell", "mean"),
    [("tidak", "250.00", "150.00"), ("sel", "100", "75.00"), ("rata-rata", "250.00", "75.00")],
)
def test_more_than_100(batas: str, cell: str, mean: str) -> None:
    rules = rule_set(f'capaian.batas_100 = "{batas}"')
    frame = filled(rules, {"target_renja_k": 2, "tw1_k": 5}, {"target_renja_k": 2, "tw1_k": 1})
    assert figures(frame, "capaian_renja_k") == [cell, "50.00"]
    assert whole(frame, rules)["capaian_renja_k"] == Decimal(mean)


def whole(frame: pd.DataFrame, rules: RuleSet) -> dict[str, Any]:
    rekap = summarise(frame, rules)
    return dict(rekap[rekap["cakupan"] == "seluruh_subkegiatan"].iloc[0])


def rows_to_average() -> list[dict[str, Any]]:
    """Achievements 100 and 40 (further), 0, 10; budgets 300, 100, 600 and 10, 100 and 50 % of them spent."""
    return [
        {"target_renja_k": 10, "tw1_k": 10, "target_renja_rp": 300, "tw1_rp": 30},
        {"target_renja_k": 10, "tw1_k": 4, "jenis": "lanjutan", "pemilik": 1},
        {"target_renja_k": 10, "tw1_k": 0, "target_renja_rp": 100, "tw1_rp": 100},
        {"target_renja_k": 10, "tw1_k": 1, "target_renja_rp": 600, "tw1_rp": 300},
    ]


@pytest.mark.parametrize(
    ("settings", "k", "rp"),
    [
        ("", "37.50", "53.33"),  # (100+40+0+10)/4; (10+100+50)/3
        ('rata_rata.indikator = "utama"', "36.67", "53.33"),  # (100+0+10)/3
        ('rata_rata.nol = "dilewati"', "50.00", "53.33"),  # (100+40+10)/3
        ('rata_rata.bobot = "anggaran"', "27.00", "43.00"),  # 150*140+600*10 over 1000; 30+100+300 of 1000
        ('rata_rata.bobot = "anggaran"\nrata_rata.indikator = "utama"', "36.00", "43.00"),  # 300*100+600*10
    ],
)
def test_what_is_averaged_and_how_it_weighs(settings: str, k: str, rp: str) -> None:
    rules = rule_set(settings)
    found = whole(filled(rules, *rows_to_average()), rules)
    assert (str(found["capaian_renja_k"]), str(found["capaian_renja_rp"])) == (k, rp)


def test_without_budgets_nothing_weighs() -> None:
    rules = rule_set('rata_rata.bobot = "anggaran"')
    assert whole(filled(rules, {"target_renja_k": 2, "tw1_k": 1}), rules)["capaian_renja_k"] is None


@pytest.mark.parametrize(
    ("k", "rp", "gap", "name"),
    [
        (80, 70, "10.00", "Efisien"),
        (75, 70, "5.00", "Cukup Efisien"),
        (65, 70, "-5.00", "Cukup Efisien"),
        (64, 70, "-6.00", "Tidak Efisien"),
    ],
)
def test_efficiency_as_a_difference(k: int, rp: int, gap: str, name: str) -> None:
    rules = rule_set('efisiensi.rumus = "13K-13Rp"\nefisiensi.jenjang = "selisih-5"')
    frame = filled(
        rules,
        {"target_renja_k": 100, "tw1_k": k, "target_renja_rp": 100, "tw1_rp": rp},
        {"target_renja_k": 1},
    )
    assert figures(frame, "efisiensi") == [gap, ""]
    assert list(frame["predikat_efisiensi"]) == [name, None]


@pytest.mark.parametrize(
    ("scale", "value", "name"),
    [
        ("batas-bawah", "90.5", "Tinggi"),
        ("lebih-dari", "90.5", "Sangat Tinggi"),
        ("lebih-dari", "50.5", "Rendah"),
    ],
)
def test_both_readings_of_the_bands(scale: str, value: str, name: str) -> None:
    rules = rule_set(f'predikat.jenjang = "{scale}"')
    assert next(step.nama for step in rules.jenjang if step.reached(Decimal(value))) == name


def test_a_scale_for_each_quarter() -> None:
    rules = load_rule_set("skala-triwulan")
    for quarter, limits in enumerate(
        ((23, 20, 17, 13), (45, 39, 33, 26), (79, 70, 61, 51), (98, 95, 92, 88)), start=1
    ):
        assert tuple(int(step.batas) for step in rules.scale(quarter) if step.batas is not None) == limits
    frame = filled(rules, {"target_renja_k": 100, "tw1_k": 22})
    assert [item.kode for item in scale_findings(rules, 1)] == ["skala-triwulan"]
    rekap = summarise(frame, rules, 1)
    assert list(rekap["predikat_capaian_renja_k"])[-1] == "Tinggi"
    assert scale_findings(BAKU, 1) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[capaian]\nbatas_100 = true", 3, "tidak, sel, rata-rata"),
        ('[triwulan.indikator]\n"A" = "jumlah"\n"B" = "salah"', 4, '"B"'),
        ('predikat.jenjang = "entah"', 2, "lebih-dari"),
        ('[kinerja]\nskala = [{ nama = "X", jenjang = ["A", "a"] }]', 3, "dua kali"),
        ('[efisiensi]\n\njenjang = [{ nama = "A", mulai = "> 5" }]', 4, "selisih-5"),
        ("[predikat]\njenjang = []", 3, "jenjang"),
    ],
)
def test_a_wrong_setting_names_its_line_and_what_was_expected(text: str, line: int, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        rule_set(text)
    assert f"baris {line}:" in str(caught.value)
    assert words in str(caught.value)
