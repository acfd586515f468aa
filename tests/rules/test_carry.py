"""Column 6 from last year: what is added, what is not, what does not match."""

from __future__ import annotations

from renja_xl.rules.carry import carry
from tests.rules.frames import BAKU, computed, figures, inputs

LAST = (
    {
        "kode": "1.1",
        "satuan": "Dokumen",
        "realisasi_lalu_k": 3,
        "tw1_k": 4,
        "realisasi_lalu_rp": 100,
        "tw1_rp": 50,
    },
    {"kode": "1.2", "satuan": "persen", "realisasi_lalu_k": 70, "tw1_k": 80, "tw1_rp": 5},
    {"nama": "Tanpa kode", "indikator": "Jumlah", "tw1_k": 9},
    {"kode": "1.9", "nama": "Berakhir", "tw1_k": 1, "sumber": "Lama!A9"},
)


def test_counts_and_money_are_added_percentages_are_not() -> None:
    data = inputs(
        {"kode": "1.1"}, {"kode": "1.2"}, {"nama": "tanpa  kode", "indikator": "jumlah"}, {"kode": "1.9"}
    )
    filled, found = carry(data, computed(*LAST), BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["7", "80", "9", "1"]
    assert figures(filled, "realisasi_lalu_rp") == ["150", "5", "", ""]
    assert found == []


def test_rows_without_a_match_on_either_side_are_named() -> None:
    filled, found = carry(inputs({"kode": "7.7", "nama": "Baru"}, {"kode": "1.1"}), computed(*LAST), BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["", "7"]
    assert [(item.kode, item.nama) for item in found] == [
        ("tanpa-tahun-lalu", "Baru"),
        ("tanpa-penerus", ""),
        ("tanpa-penerus", "Tanpa kode"),
        ("tanpa-penerus", "Berakhir"),
    ]


def test_a_filled_column_6_is_kept_and_named() -> None:
    filled, found = carry(inputs({"kode": "1.1", "realisasi_lalu_k": 5}), computed(LAST[0]), BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["5"]
    assert [(item.kode, item.tertulis, item.seharusnya) for item in found] == [("kolom-6-beda", "5", "7")]


def test_further_indicators_match_by_code_and_indicator() -> None:
    last = computed(
        {"kode": "1.1", "tw1_k": 1},
        {"kode": "1.1", "jenis": "lanjutan", "pemilik": 1, "indikator": "B", "tw1_k": 2},
    )
    data = inputs({"kode": "1.1"}, {"kode": "1.1", "jenis": "lanjutan", "pemilik": 1, "indikator": "b"})
    assert figures(carry(data, last, BAKU)[0], "realisasi_lalu_k") == ["1", "2"]
