"""Performance written as a level: BB, WTP."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.rule_file import parse_rule_set
from renja_xl.use_cases.fill import fill
from tests.workbooks import PROGRAM, matrix

RULES = parse_rule_set('nama = "uji"', "uji")


def read(path: Path, *rows: dict[str, Any], rules: RuleSet = RULES) -> Matrix:
    return read_matrix(
        matrix(path / "m.xlsx", [PROGRAM | row for row in rows]), load_forms(), None, rules.skala
    )


def said(found: Matrix) -> list[tuple[str, str, str]]:
    codes = ("skala-teks", "skala-campur", "sel-tidak-terbaca")
    return [(item.kode, item.sel, item.tertulis) for item in found.findings if item.kode in codes]


def test_levels_are_figures_where_the_indicator_speaks_of_the_scale(tmp_path: Path) -> None:
    row = {
        "indikator": "Nilai SAKIP",
        "target_renstra_k": "A",
        "target_renja_k": "BB",
        "tw1_k": 0,
        "tw4_k": "B",
    }
    found = read(tmp_path, row)
    assert said(found) == [("skala-teks", "E7", "A"), ("skala-teks", "I7", "BB"), ("skala-teks", "Q7", "B")]
    assert found.unread == {}
    frame = fill(found, RULES).frame
    assert (frame["satuan"][0], frame["target_renja_k"][0], frame["realisasi_renja_k"][0]) == (
        "nilai SAKIP",
        5,
        4,
    )
    assert (frame["capaian_renja_k"][0], frame["capaian_renstra_k"][0]) == (
        Decimal("80.00"),
        Decimal("66.67"),
    )


def test_levels_are_never_added_up(tmp_path: Path) -> None:
    row = {
        "indikator": "Opini BPK",
        "target_renja_k": "WTP",
        "realisasi_lalu_k": "WDP",
        "tw1_k": "WDP",
        "tw2_k": "wtp",
    }
    found = read(tmp_path, row, {"kode": "2.08.03", "indikator": "Jumlah", "tw1_k": 5, "tw2_k": 3})
    rules = parse_rule_set(
        'nama = "uji"\ntriwulan.k = "jumlah"\nrenstra.satuan_tidak_dijumlahkan = []', "uji"
    )
    frame = fill(found, rules).frame
    assert (
        frame["realisasi_renja_k"][0],
        frame["realisasi_renstra_k"][0],
        frame["realisasi_renja_k"][1],
    ) == (4, 4, 8)


def test_without_a_word_of_the_scale_a_letter_is_unread(tmp_path: Path) -> None:
    found = read(tmp_path, {"indikator": "Akreditasi", "target_renja_k": "B"})
    assert said(found) == [("sel-tidak-terbaca", "I7", "B")]
    assert found.unread == {(1, "target_renja_k"): "B"}


def test_a_level_beside_a_number_cannot_be_compared(tmp_path: Path) -> None:
    found = read(tmp_path, {"indikator": "Nilai SAKIP", "target_renja_k": "BB", "tw4_k": 75.5})
    assert said(found) == [("skala-campur", "I7", "BB")]
    assert found.unread == {(1, "target_renja_k"): "BB"}
    assert fill(found, RULES).frame["capaian_renja_k"][0] is None


def test_a_scale_of_ones_own(tmp_path: Path) -> None:
    text = (
        'nama = "uji"\nkinerja.skala = [{ nama = "KLA", jenjang = ["Utama", "Nindya", "Madya", "Pratama"] }]'
    )
    rules = parse_rule_set(text, "uji")
    row = {"indikator": "Predikat kabupaten layak anak", "target_renja_k": "Nindya", "tw1_k": "MADYA"}
    frame = fill(read(tmp_path, row, rules=rules), rules).frame
    assert frame["capaian_renja_k"][0] == Decimal("66.67")
