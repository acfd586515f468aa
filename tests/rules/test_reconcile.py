"""Reconciliation, each rule against figures computed by hand: when it speaks, and when it must not."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from renja_xl.model.errors import UsageError
from renja_xl.model.findings import Finding
from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix, Place, PrintedSum, PrintedSummary
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.rule_file import parse_rule_set
from renja_xl.rules.columns import compute
from renja_xl.rules.reconcile import reconcile
from renja_xl.rules.reconcile.family import rupiah
from renja_xl.rules.reconcile.slips import likely_factor, power_of_ten
from tests.rules.frames import BAKU, decisions, inputs, printed

Row = Mapping[str, Any]


def reconciled(
    *rows: Row,
    rules: RuleSet = BAKU,
    triwulan: int = 4,
    written: Mapping[str, list[Any]] | None = None,
    **around: Any,
) -> list[Finding]:
    """The findings on such rows; `written` are columns 12 to 17 as printed, `around` fields of the matrix."""
    data = inputs(*rows)
    columns = printed(data, **(written or {}))
    unread = around.get("unread", {})
    frame = compute(data, columns, unread, rules, decisions(running=triwulan))
    usual: dict[str, Any] = {
        "form": load_forms()[0],
        "place": Place("Lembar", (1, 2), {"target_renja_rp": "J"}, range(10, 10 + len(data))),
        "titles": (),
        "data": data,
        "unread": unread,
        "printed": columns,
        "summaries": (),
        "foot": {},
        "evidence": {},
        "findings": (),
    }
    return reconcile(Matrix(**(usual | around)), frame, columns, rules, triwulan)


def said(found: Sequence[Finding], kode: str) -> list[tuple[int, str]]:
    """(`urut`, key) of each finding of a code."""
    return [(item.urut, item.kolom) for item in found if item.kode == kode]


def tree(
    program: Any, *kegiatan: tuple[Any, Sequence[Any]], key: str = "target_renja_rp"
) -> list[dict[str, Any]]:
    """A program with its Rp, its kegiatan with theirs, and the Rp of their sub kegiatan."""
    rows: list[dict[str, Any]] = [{"level": "program", "nama": "PROGRAM", key: program}]
    for money, subs in kegiatan:
        parent = len(rows) + 1
        rows.append({"level": "kegiatan", "nama": f"Kegiatan {parent}", "induk": 1, key: money})
        rows += [{"nama": f"Sub {parent} {n}", "induk": parent, key: sub} for n, sub in enumerate(subs)]
    return rows


# Parents and children


def test_parents_that_are_their_children_are_silent() -> None:
    assert reconciled(*tree(600, (100, [40, 60]), (500, [500]))) == []
    assert said(reconciled(*tree(600)), "induk-beda-anak") == []


def test_a_program_that_differs_is_named_with_its_difference() -> None:
    found = reconciled(*tree(650, (100, [40, 60]), (500, [500])))
    assert said(found, "induk-beda-anak") == [(1, "target_renja_rp")]
    assert found[0].tingkat == "peringatan"
    assert "Target Renja Rp 650, jumlahnya 600 (lebih 50)" in found[0].penjelasan
    assert found[0].seharusnya == ""


def test_a_kegiatan_that_its_program_refutes_is_wrong() -> None:
    """100 + 500 = 600 is the program's: the kegiatan's 1000 is ten times its 40 + 60, and one mistake, not two."""
    found = reconciled(*tree(600, (1000, [40, 60]), (500, [500])))
    assert [(item.kode, item.urut, item.tingkat, item.seharusnya) for item in found] == [
        ("induk-beda-anak", 2, "galat", "100")
    ]
    assert "tepat 10 kali" in found[0].penjelasan


def test_a_kegiatan_that_its_program_confirms_points_to_its_sub_kegiatan() -> None:
    found = reconciled(*tree(600, (100, [40, 6]), (500, [500])))
    assert [(item.urut, item.tingkat) for item in found] == [(2, "peringatan")]
    assert "periksa dulu sub kegiatannya" in found[0].penjelasan


def test_one_finding_for_a_parent_with_all_its_columns() -> None:
    rows = tree(600, (100, [40, 60]), (500, [500]))
    for row in rows:
        row["target_renstra_rp"] = row["target_renja_rp"] * 5
    rows[0] |= {"target_renja_rp": 601, "target_renstra_rp": 3002}
    found = reconciled(*rows)
    assert said(found, "induk-beda-anak") == [(1, "target_renja_rp")]
    assert "601, jumlahnya 600 (lebih 1)" in found[0].penjelasan
    assert "3.002, jumlahnya 3.000 (lebih 2)" in found[0].penjelasan


def test_the_tolerance_is_a_setting() -> None:
    rows = tree(1600, (1100, [500, 600]), (501, [501]))
    assert said(reconciled(*rows), "induk-beda-anak") == [(1, "target_renja_rp")]
    assert reconciled(*rows, rules=replace(BAKU, toleransi_rp=Decimal(1))) == []


@pytest.mark.parametrize("value", ["-1", "true", '"1000"', "0.5"])
def test_a_tolerance_that_is_no_whole_rupiah_is_refused(value: str) -> None:
    with pytest.raises(
        UsageError, match=r"baris 3: periksa\.toleransi_rp tidak cocok; isinya harus bilangan rupiah"
    ):
        parse_rule_set(f'nama = "uji"\n[periksa]\ntoleransi_rp = {value}', "uji.toml")
    assert parse_rule_set('nama = "uji"\n[periksa]\ntoleransi_rp = 1000', "uji.toml").toleransi_rp == 1000


def test_sub_kegiatan_whose_kegiatan_is_missing_explain_a_difference() -> None:
    rows = [*tree(600, (100, [40, 60])), {"induk": 1, "target_renja_rp": 500}]
    (found,) = reconciled(*rows)
    assert "sub kegiatan di bawahnya yang baris kegiatannya tidak ada" in found.penjelasan


def test_further_indicators_counted_in_a_parent_explain_a_difference() -> None:
    further = {"jenis": "lanjutan", "pemilik": 3, "induk": 2, "target_renja_rp": 7, "nama": "Sub"}
    rows = tree(107, (107, [100]))
    (found,) = [item for item in reconciled(*rows, further) if item.kode == "induk-beda-anak"]
    assert (found.urut, found.tingkat) == (2, "peringatan")
    assert "Rp indikator tambahan" in found.penjelasan


def test_further_indicators_with_money_beside_right_sums_are_silent() -> None:
    further = {"jenis": "lanjutan", "pemilik": 3, "induk": 2, "target_renja_rp": 7, "nama": "Sub"}
    assert reconciled(*tree(100, (100, [100])), further) == []


def test_an_unread_child_and_blank_children_are_no_sum() -> None:
    rows = tree(600, (600, [600, None]))
    assert reconciled(*rows) == []
    rows = tree(900, (900, [600, None]))
    assert reconciled(*rows, unread={(4, "target_renja_rp"): "3OO"}) == []
    assert said(reconciled(*tree(900, (900, [None, None]))), "induk-beda-anak") == []


def test_parents_left_blank_by_habit_are_silent_and_one_blank_among_many_is_not() -> None:
    assert said(reconciled(*tree(None, (None, [40]), (None, [50]))), "induk-beda-anak") == []
    found = reconciled(*tree(140, (None, [40]), (50, [50]), (50, [50])))
    assert said(found, "induk-beda-anak") == [(2, "target_renja_rp")]
    assert (found[0].tingkat, found[0].tertulis) == ("peringatan", "")
    assert "Sel ini kosong" in found[0].penjelasan


def test_totals_that_count_further_indicators() -> None:
    rows = [
        {"level": "program", "target_renja_rp": 100},
        {"level": "program", "jenis": "lanjutan", "pemilik": 1, "target_renja_rp": 30},
    ]

    def total(value: int) -> PrintedSummary:
        cells = {"target_renja_rp": "J99"}
        return PrintedSummary("jumlah", "seluruh_program", 0, {"target_renja_rp": Decimal(value)}, cells)

    (found,) = reconciled(*rows, summaries=(total(130),))
    assert (found.kode, found.sel, found.tertulis, found.seharusnya) == (
        "rp-lanjutan-terhitung",
        "J99",
        "130",
        "100",
    )
    assert reconciled(*rows, summaries=(total(100),)) == []
    assert reconciled(*rows, summaries=(total(131),)) == []


# SUM formulas


def summing(*rows: tuple[int, int], urut: int = 1) -> tuple[PrintedSum, ...]:
    return (PrintedSum("target_renja_rp", "J10", urut, rows, "SUM(…)"),)


@pytest.mark.parametrize(
    ("ranges", "left"),
    [
        (((2, 2), (5, 5)), None),
        (((2, 2),), "J14"),
        (((3, 4), (6, 6)), None),  # the sub kegiatan themselves
        (((3, 4),), "J15"),
        (((2, 6),), None),  # two levels at once: no block can be told
    ],
)
def test_rows_that_a_formula_leaves_out(ranges: tuple[tuple[int, int], ...], left: str | None) -> None:
    rows = tree(600, (100, [40, 60]), (500, [500]))
    found = [item for item in reconciled(*rows, sums=summing(*ranges)) if item.kode == "jumlah-kurang-baris"]
    assert [item.sel for item in found] == ([] if left is None else ["J10"])
    assert all(left in item.penjelasan for item in found if left)


def test_a_row_left_out_without_money_changes_nothing() -> None:
    rows = tree(100, (100, [40, 60]), (0, [0]))
    assert reconciled(*rows, sums=summing((2, 2))) == []


def test_a_total_sums_its_level_in_the_whole_sheet() -> None:
    rows = [{"level": "program", "nama": name, "target_renja_rp": 10} for name in "ABC"]
    assert reconciled(*rows, sums=summing((1, 3), urut=0)) == []
    (found,) = reconciled(*rows, sums=summing((1, 2), urut=0))
    assert (found.kode, found.nama) == ("jumlah-kurang-baris", "")


# Money and performance


def sub(**figures: Any) -> dict[str, Any]:
    return {"nama": "Sub", "indikator": "Jumlah dokumen", **figures}


def test_more_spent_than_budgeted() -> None:
    found = reconciled(sub(target_renja_rp=100, tw4_rp=150, target_renja_k=2, tw4_k=2))
    assert [(item.kode, item.kolom, item.tertulis) for item in found] == [
        ("realisasi-melebihi-pagu", "realisasi_renja_rp", "150")
    ]
    assert "sebesar Rp 50" in found[0].penjelasan
    assert reconciled(sub(target_renja_rp=100, tw4_rp=100, target_renja_k=2, tw4_k=2)) == []
    assert reconciled(sub(target_renja_rp=0, tw4_rp=150, target_renja_k=2, tw4_k=2)) == []  # pagu-nol says it
    rules = replace(BAKU, toleransi_rp=Decimal(50))
    assert reconciled(sub(target_renja_rp=100, tw4_rp=150, target_renja_k=2, tw4_k=2), rules=rules) == []


def test_beyond_the_budget_is_said_where_it_was_spent() -> None:
    rows = tree(100, (100, [100]))
    for row in rows:
        row |= {"tw4_rp": 150, "tw4_k": 1, "target_renja_k": 1}
    assert said(reconciled(*rows), "realisasi-melebihi-pagu") == [(3, "realisasi_renja_rp")]


def test_spent_for_nothing() -> None:
    row = sub(target_renja_rp=100, tw4_rp=50, target_renja_k=2)
    assert said(reconciled(row | {"tw4_k": 0}), "belanja-tanpa-kinerja") == [(1, "realisasi_renja_k")]
    assert said(reconciled(row), "belanja-tanpa-kinerja") == [(1, "realisasi_renja_k")]
    assert reconciled(row | {"tw4_k": 1}) == []
    assert reconciled(row | {"target_renja_k": None}) == []  # tanpa-target says it
    half = row | {"tw4_rp": None, "tw2_rp": 50, "tw2_k": 0}
    assert [item.tingkat for item in reconciled(half, triwulan=2)] == ["info"]
    assert [item.tingkat for item in reconciled(row | {"tw4_k": 0})] == ["peringatan"]


def test_one_of_its_indicators_was_reached() -> None:
    row = sub(target_renja_rp=100, tw4_rp=50, target_renja_k=2, tw4_k=0)
    further = {"jenis": "lanjutan", "pemilik": 1, "nama": "Sub", "target_renja_k": 4, "tw4_k": 4}
    assert reconciled(row, further) == []
    assert said(reconciled(row, further | {"target_renja_rp": 9}), "belanja-tanpa-kinerja") == [
        (1, "realisasi_renja_k")
    ]


def test_no_case_is_what_was_paid_for() -> None:
    row = sub(target_renja_rp=100, tw4_rp=50, target_renja_k=2, tw4_k=0)
    assert reconciled(row | {"indikator": "Angka kematian ibu"}) == []


def test_an_unread_performance_is_not_nothing() -> None:
    row = sub(target_renja_rp=100, tw4_rp=50, target_renja_k=2)
    assert reconciled(row, unread={(1, "tw4_k"): "dua"}) == []


def test_reached_for_nothing() -> None:
    row = sub(target_renja_rp=100, target_renja_k=2, tw4_k=2)
    assert said(reconciled(row), "kinerja-tanpa-belanja") == [(1, "realisasi_renja_rp")]
    assert said(reconciled(row | {"tw4_rp": 0}), "kinerja-tanpa-belanja") == [(1, "realisasi_renja_rp")]
    assert reconciled(row | {"tw4_rp": 1}) == []
    assert reconciled(row | {"target_renja_rp": 0}) == []
    assert reconciled(row, unread={(1, "tw4_rp"): "x"}) == []


# Out of scale


def test_an_amount_a_hundred_times_too_large() -> None:
    """GDPK as published: 16.121.710.000 of 158.738.900 is 10156.12 %."""
    (found,) = reconciled(
        sub(
            target_renstra_rp=348154092,
            target_renja_rp=158738900,
            tw4_rp=16121710000,
            target_renja_k=4,
            tw4_k=4,
        )
    )
    assert (found.kode, found.kolom, found.tertulis) == (
        "capaian-ekstrem",
        "realisasi_renja_rp",
        "16121710000",
    )
    assert "10156,12%" in found.penjelasan
    assert "100 kali terlalu besar, yang betul Rp 161.217.100 (101,56%)" in found.penjelasan


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ({"target_renja_k": 10, "tw4_k": 150, "target_renstra_k": 300}, "target akhir Renstra 300"),
        ({"target_renja_k": 10, "tw4_k": 100}, "10 kali terlalu besar, yang betul 10 (100,00%)"),
        (
            {"target_renja_k": "8.3", "tw4_k": 100, "satuan": "persen", "indikator": "Cakupan"},
            "mungkin capaian terhadap target",
        ),
        ({"target_renja_k": 10, "tw4_k": 250}, "salah ketik"),
    ],
)
def test_why_a_performance_is_out_of_scale(figures: dict[str, Any], reason: str) -> None:
    (found,) = reconciled(sub(**figures))
    assert (found.kode, found.kolom) == ("capaian-ekstrem", "realisasi_renja_k")
    assert reason in found.penjelasan


def test_what_is_not_out_of_scale() -> None:
    assert reconciled(sub(target_renja_k=10, tw4_k="49.99")) == []
    assert said(reconciled(sub(target_renja_k=10, tw4_k=50)), "capaian-ekstrem") == [(1, "realisasi_renja_k")]
    assert reconciled(sub(target_renja_k=0, tw4_k=50)) == []


def test_out_of_scale_over_the_renstra_alone() -> None:
    found = reconciled(sub(target_renstra_k=10, target_renja_k=10, realisasi_lalu_k=60, tw4_k=10))
    assert said(found, "capaian-ekstrem") == [(1, "realisasi_renstra_k")]


def test_parents_repeat_what_their_children_are_asked() -> None:
    rows = tree(100, (100, [100]))
    for row in rows:
        row |= {"tw4_rp": 10000, "tw4_k": 1, "target_renja_k": 1}
    assert said(reconciled(*rows), "capaian-ekstrem") == [(3, "realisasi_renja_rp")]


@pytest.mark.parametrize(
    ("figures", "level"),
    [
        ({"target_renstra_k": 2, "target_renja_k": 100}, "peringatan"),
        ({"target_renstra_k": 4, "target_renja_k": 5}, None),  # a count, revised
        ({"target_renstra_k": 85, "target_renja_k": 86, "satuan": "persen"}, "info"),
        ({"target_renstra_k": 40, "target_renja_k": 85, "satuan": "persen"}, "peringatan"),
        ({"target_renstra_k": 85, "target_renja_k": 85, "satuan": "persen"}, None),
        ({"target_renstra_k": 0, "target_renja_k": 85}, None),
        ({"target_renstra_k": 14, "target_renja_k": 30, "indikator": "Angka kelahiran remaja"}, None),
    ],
)
def test_a_year_above_the_whole_renstra(figures: dict[str, Any], level: str | None) -> None:
    found = reconciled(sub(**figures))
    assert [item.tingkat for item in found if item.kode == "target-melebihi-renstra"] == (
        [level] if level else []
    )


def test_a_budget_above_that_of_the_renstra_is_said_at_the_deepest_row() -> None:
    rows = tree(100, (100, [100]))
    for row in rows:
        row["target_renstra_rp"] = 99
    assert said(reconciled(*rows), "target-melebihi-renstra") == [(3, "target_renja_rp")]
    for row in rows:
        row["target_renstra_rp"] = 100
    assert reconciled(*rows) == []


def test_factors() -> None:
    assert power_of_ten(Decimal(1000), Decimal(10)) == 100
    assert power_of_ten(Decimal(1001), Decimal(10)) is None
    assert power_of_ten(Decimal(0), Decimal(0)) is None
    assert likely_factor(Decimal(900), Decimal(10)) == 100
    assert likely_factor(Decimal(300), Decimal(10)) is None
    assert likely_factor(Decimal(300), Decimal(0)) is None
    assert rupiah(Decimal("391721084")) == "391.721.084"
    assert rupiah(Decimal("1000.50")) == "1.000,5"


# Percentages over the years


PERCENT = {"nama": "Sub", "indikator": "Persentase aset", "satuan": "persen"}


@pytest.mark.parametrize(
    ("before", "actual", "printed_14", "speaks"),
    [
        (100, 50, "150", True),
        (40, 50, "90", True),
        ("13.90", "12.00", "26", True),  # 25.9, printed whole
        (100, 50, "50", False),
        (100, 0, "100", False),  # carried on, not added
        (None, 50, "50", False),
        (100, 50, "120", False),  # some other figure
    ],
)
def test_percentages_that_were_added(before: Any, actual: Any, printed_14: str, speaks: bool) -> None:
    row = PERCENT | {"realisasi_lalu_k": before, "tw4_k": actual}
    found = reconciled(row, written={"realisasi_renstra_k": [printed_14]})
    assert bool(said(found, "persen-dijumlahkan")) == speaks


def test_counts_are_added() -> None:
    row = sub(realisasi_lalu_k=100, tw4_k=50)
    assert reconciled(row, written={"realisasi_renstra_k": ["150"]}) == []


def test_a_setting_may_add_percentages_but_not_beyond_the_whole() -> None:
    rules = replace(BAKU, renstra_indikator=({("", "persentase aset"): "jumlah"},))
    below = PERCENT | {"realisasi_lalu_k": 40, "tw4_k": 50}
    assert said(reconciled(below, rules=rules), "persen-dijumlahkan") == []
    beyond = PERCENT | {"realisasi_lalu_k": 60, "tw4_k": 50}
    assert said(reconciled(beyond, rules=rules), "persen-dijumlahkan") == [(1, "realisasi_renstra_k")]


# Rows printed twice


def test_a_program_printed_twice_once_without_money() -> None:
    rows = [
        {"level": "program", "nama": "PROGRAM DESA", "kode": "2.13.04", "target_renja_rp": 5},
        {"level": "program", "nama": "Program  Desa", "kode": "2.13.04", "target_renja_rp": 0},
    ]
    assert said(reconciled(*rows), "baris-ganda") == [(2, "nama")]
    assert said(reconciled(rows[1], rows[0]), "baris-ganda") == [(1, "nama")]
    for other in (
        {"target_renja_rp": 1},  # both have money
        {"kode": "2.13.05"},  # another code
        {"nama": "PROGRAM LAIN"},
    ):
        assert said(reconciled(rows[0], rows[1] | other), "baris-ganda") == []


def test_rows_of_the_same_name_under_other_parents_are_no_doubles() -> None:
    rows = tree(9, (9, [9]), (0, [0]))
    for row in rows[2], rows[4]:
        row |= {"nama": "Sub yang sama"}
    assert said(reconciled(*rows), "baris-ganda") == []


# Numbers in column 1


def numbered(numbers: Sequence[Any], parents: Sequence[int] | None = None) -> list[tuple[int, str]]:
    """What is said of sub kegiatan with these numbers under kegiatan at rows 1, 2, …"""
    parents = parents or [1] * len(numbers)
    heads = [{"level": "kegiatan"} for _ in range(max(parents))]
    subs = [{"nomor": str(n), "induk": parent} for n, parent in zip(numbers, parents, strict=True)]
    found = reconciled(*heads, *subs)
    return [(item.urut - len(heads), item.tertulis) for item in found if item.kode == "nomor-lompat"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], []),
        ([35, 36, 37, 39, 40, 41], [(4, "39")]),
        (["1.", "2.", "3.", "4.", "6.", "7."], [(5, "6")]),
        ([1, 2, 30, 4, 5, 6, 7], [(3, "30")]),  # one mistyped, not two gaps
        ([1, 2, 3, 3, 4, 5, 6], [(4, "3")]),
        ([1, 2, "", 4, 5, 6, 7], []),  # a row without its number
        ([1, 2, "", 3, 4, 5, 6], []),  # a row that is not counted
        ([1, 5, 2, 9, 4, 4, 8], []),  # no scheme
        ([1, 2, 4], []),  # too few to tell
        (["a", "b", "d", "e", "f", "g"], []),
    ],
)
def test_numbers_that_do_not_follow(numbers: list[Any], expected: list[tuple[int, str]]) -> None:
    assert numbered(numbers) == expected


def test_numbers_may_start_anew_under_every_parent() -> None:
    parents = [1, 1, 1, 2, 2, 2, 2, 3, 3]
    assert numbered([1, 2, 3, 1, 2, 3, 4, 1, 2], parents) == []
    assert numbered([1, 2, 3, 1, 2, 4, 5, 1, 2], parents) == [(6, "4")]
    assert numbered([1, 2, 3, 4, 5, 6, 7, 8, 9], parents) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, "", 2, "", 3, "", 4, "", 5, "", 7, 8], [(11, "7")]),  # rows between do not count; 6 is missing
        ([1, "", 3, "", 5, "", 7, "", 9, "", 10, 11], [(11, "10")]),  # they count, and one did not
        ([1, "", 2, "", 4, 5, 6], []),  # too few to tell
    ],
)
def test_a_gap_is_not_hidden_by_a_row_without_a_number(
    numbers: list[Any], expected: list[tuple[int, str]]
) -> None:
    assert numbered(numbers) == expected


def test_a_gap_is_said_in_words() -> None:
    rows = [{"nomor": str(n), "nama": f"Sub {n}"} for n in (34, 35, 36, 37, 39, 40)]
    (found,) = reconciled(*rows)
    assert found.penjelasan.startswith("Nomor 38 tidak ada: sesudah 37 langsung 39")


@pytest.mark.parametrize("begins", [0, 2, 3, 5])
def test_a_wrong_beginning_is_no_step_from_another_parent(begins: int) -> None:
    numbers = [*range(1, 9), *range(1, 4), *range(begins, 9)]
    parents = [1] * 8 + [2] * 3 + [3] * (9 - begins)
    heads = [{"level": "kegiatan"} for _ in range(3)]
    subs = [
        {"nomor": str(number), "nama": f"Sub {number} dari {parent}", "induk": parent}
        for number, parent in zip(numbers, parents, strict=True)
    ]
    (found,) = (item for item in reconciled(*heads, *subs) if item.kode == "nomor-lompat")
    assert (found.urut, found.tertulis) == (15, str(begins))
    words = f"Nomor di bagian ini mulai dari {begins}, bukan dari 1, padahal nomor lain berurutan."
    assert found.penjelasan == words


def test_the_number_before_is_that_of_the_same_parent() -> None:
    """Numbers anew under every parent, on every level: the row above may belong to another."""
    rows: list[dict[str, Any]] = [{"level": "program", "nomor": "1", "nama": "Program 1"}]
    for kegiatan in (1, 2, 4):
        rows.append({"level": "kegiatan", "induk": 1, "nomor": str(kegiatan), "nama": f"Kegiatan {kegiatan}"})
        above = len(rows)
        rows += [{"induk": above, "nomor": str(n), "nama": f"Sub {above} {n}"} for n in range(1, 8)]
    (found,) = (item for item in reconciled(*rows) if item.kode == "nomor-lompat")
    assert found.penjelasan.startswith("Nomor 3 tidak ada: sesudah 2 langsung 4")


# Units and names


@pytest.mark.parametrize(
    ("indicator", "unit", "odd"),
    [
        ("Persentase korban anak yang terlayani", "Orang", True),
        ("Pesentase desa layak anak", "desa", True),
        ("Persentasi laporan tepat waktu", "persen", False),
        ("Persentase laporan tepat waktu", "%", False),
        ("Persentase laporan tepat waktu", "", False),
        ("Jumlah organisasi yang berperan", "Persen", True),
        ("Jumlah ASN dibagi jumlah jabatan", "persen", False),
        ("Jumlah Orang yang mengikuti sosialisasi", "laporan", True),
        ("Jumlah Orang yang mengikuti sosialisasi", "Orang/bulan", False),
        ("Jumlah laporan capaian kinerja", "Dokumen", False),
        ("Jumlah Kecamatan yang melaksanakan KIE", "Laporan", True),
        ("Jumlah Unit kendaraan", "jenis", False),
        ("Indeks kepuasan masyarakat", "persen", False),
        ("Cakupan layanan", "Dokumen", False),
    ],
)
def test_units_at_odds_with_the_name(indicator: str, unit: str, odd: bool) -> None:
    found = reconciled({"nama": "Sub", "indikator": indicator, "satuan": unit})
    assert said(found, "satuan-tidak-cocok-nama") == ([(1, "satuan")] if odd else [])


# Free texts of another agency


@pytest.mark.parametrize(
    ("title", "text", "speaks"),
    [
        ("Renja Dinas Sosial Kota", "Dinas Kesehatan giat. Dukungan Dinas  kesehatan besar.", True),
        ("Renja Dinas Sosial Kota", "Kerja sama dengan Dinas Kesehatan.", False),
        ("Renja Dinas Sosial Kota", "Dinas Sosial dibantu Dinas Kesehatan; Dinas Kesehatan aktif.", False),
        ("Renja Perangkat Daerah", "Dinas Kesehatan giat. Dukungan Dinas Kesehatan besar.", False),
        ("Renja Dinas Sosial Kota", "Perjalanan dinas luar, pakaian dinas, Badan Usaha Milik Desa", False),
    ],
)
def test_texts_of_another_agency(title: str, text: str, speaks: bool) -> None:
    found = reconciled({}, titles=(title,), foot={"pendorong": text}, foot_cells={"pendorong": "A90"})
    assert [(item.sel, item.tingkat) for item in found] == ([("A90", "info")] if speaks else [])


# A consistent matrix


@pytest.mark.parametrize("seed", range(25))
def test_a_consistent_matrix_gives_no_finding_at_all(seed: int) -> None:
    assert reconciled(*consistent(random.Random(seed))) == []


def consistent(chance: random.Random) -> list[dict[str, Any]]:
    """Programs, kegiatan and sub kegiatan whose money adds up, with everything reached that was paid for."""
    rows: list[dict[str, Any]] = []

    def add(level: str, parent: int) -> int:
        unit, name = chance.choice(
            [("Dokumen", "Jumlah dokumen"), ("persen", "Persentase hasil"), ("Orang", "Cakupan")]
        )
        target = chance.randint(1, 90)
        count = len(rows) + 1
        rows.append(
            {
                "level": level,
                "induk": parent,
                "nama": f"{level} {count}",
                "indikator": f"{name} {count}",
                "satuan": unit,
                "nomor": str(sum(row["level"] == level for row in rows) + 1),
                "target_renstra_k": target * (1 if unit == "persen" else 5),
                "target_renja_k": target,
                "tw4_k": chance.randint(1, target),
                **dict.fromkeys(("target_renstra_rp", "realisasi_lalu_rp", "target_renja_rp", "tw4_rp"), 0),
            }
        )
        return count

    for _ in range(chance.randint(1, 3)):
        program = add("program", 0)
        for _ in range(chance.randint(1, 4)):
            kegiatan = add("kegiatan", program)
            for _ in range(chance.randint(1, 4)):
                subkegiatan = add("subkegiatan", kegiatan)
                budget = chance.randint(10**5, 10**9)
                money = {
                    "target_renstra_rp": 5 * budget,
                    "realisasi_lalu_rp": chance.randint(0, budget),
                    "target_renja_rp": budget,
                    "tw4_rp": chance.randint(1, budget),
                }
                for urut in (program, kegiatan, subkegiatan):
                    for key, amount in money.items():
                        rows[urut - 1][key] += amount
    return rows


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("key", ["target_renja_rp", "target_renstra_rp", "realisasi_lalu_rp", "tw4_rp"])
def test_any_one_amount_that_is_changed_is_found_at_its_row_or_its_parent(seed: int, key: str) -> None:
    chance = random.Random(seed)
    rows = consistent(chance)
    place = chance.randrange(len(rows))
    rows[place][key] += chance.randint(1, 10**6)
    expected = {place + 1, rows[place]["induk"]} - {0}
    found = [item for item in reconciled(*rows) if item.kode == "induk-beda-anak"]
    assert {item.urut for item in found} <= expected
    assert found
