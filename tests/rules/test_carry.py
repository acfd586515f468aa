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
        {"kode": "1.1"},
        {"kode": "1.2", "satuan": "persen"},
        {"nama": "tanpa  kode", "indikator": "jumlah"},
        {"kode": "1.9"},
    )
    filled, found = carry(data, (), computed(*LAST), BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["7", "80", "9", "1"]
    assert figures(filled, "realisasi_lalu_rp") == ["150", "5", "", ""]
    assert found == []


def test_rows_without_a_match_on_either_side_are_named() -> None:
    filled, found = carry(inputs({"kode": "7.7", "nama": "Baru"}, {"kode": "1.1"}), (), computed(*LAST), BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["", "7"]
    assert [(item.kode, item.nama) for item in found] == [
        ("tanpa-tahun-lalu", "Baru"),
        ("tanpa-penerus", ""),
        ("tanpa-penerus", "Tanpa kode"),
        ("tanpa-penerus", "Berakhir"),
    ]


def test_a_filled_column_6_is_kept_and_named() -> None:
    filled, found = carry(inputs({"kode": "1.1", "realisasi_lalu_k": 5}), (), computed(LAST[0]), BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["5"]
    assert [(item.kode, item.tertulis, item.seharusnya) for item in found] == [("kolom-6-beda", "5", "7")]


def test_further_indicators_match_by_code_and_indicator() -> None:
    last = computed(
        {"kode": "1.1", "tw1_k": 1},
        {"kode": "1.1", "jenis": "lanjutan", "pemilik": 1, "indikator": "B", "tw1_k": 2},
    )
    data = inputs({"kode": "1.1"}, {"kode": "1.1", "jenis": "lanjutan", "pemilik": 1, "indikator": "b"})
    assert figures(carry(data, (), last, BAKU)[0], "realisasi_lalu_k") == ["1", "2"]


def test_another_unit_or_indicator_brings_no_performance() -> None:
    last = computed({"kode": "1.1", "nama": "A", "indikator": "Jumlah", "tw1_k": 2, "tw1_rp": 9})
    for change in ({"satuan": "persen"}, {"indikator": "Lain"}):
        data = inputs({"kode": "1.1", "nama": "A", "indikator": "Jumlah"} | change)
        filled, found = carry(data, (), last, BAKU)
        assert figures(filled, "realisasi_lalu_k") == [""]
        assert figures(filled, "realisasi_lalu_rp") == ["9"]
        assert [item.kode for item in found] == ["tahun-lalu-lain"]


def test_renumbered_codes_follow_names() -> None:
    rows = [{"nama": "A", "indikator": "a"}, {"nama": "B", "indikator": "b"}]
    last = computed(rows[0] | {"kode": "1", "tw1_k": 1}, rows[1] | {"kode": "2", "tw1_k": 2})
    data = inputs(rows[0] | {"kode": "2"}, rows[1] | {"kode": "1"})
    assert figures(carry(data, (), last, BAKU)[0], "realisasi_lalu_k") == ["1", "2"]


def test_a_main_indicator_that_became_a_further_one_takes_no_money() -> None:
    last = computed(
        {"kode": "1", "indikator": "a", "tw1_k": 2, "tw1_rp": 300},
        {"kode": "1", "jenis": "lanjutan", "pemilik": 1, "indikator": "b", "tw1_k": 30},
    )
    data = inputs(
        {"kode": "1", "indikator": "b"}, {"kode": "1", "jenis": "lanjutan", "pemilik": 1, "indikator": "a"}
    )
    filled, found = carry(data, (), last, BAKU)
    assert figures(filled, "realisasi_lalu_rp") == ["300", ""]
    assert figures(filled, "realisasi_lalu_k") == ["", ""]
    assert {item.kode for item in found} == {"tahun-lalu-lain", "tanpa-tahun-lalu", "tanpa-penerus"}


def test_twins_are_paired_in_order_and_each_serves_once() -> None:
    twin = {"kode": "1", "indikator": "a"}
    last = computed(twin | {"tw1_k": 3}, twin | {"tw1_k": 7})
    filled, found = carry(inputs(twin, twin, twin), (), last, BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["3", "7", ""]
    assert [item.kode for item in found] == ["tanpa-tahun-lalu"]


def test_same_names_under_other_parents_are_told_apart() -> None:
    def tree(*amounts: object) -> tuple[dict[str, object], ...]:
        kegiatan = [{"level": "kegiatan", "nama": name} for name in ("X", "Y")]
        subs = [
            {"nama": "Rapat", "indikator": "a", "induk": n, "tw1_k": k}
            for n, k in zip((1, 3), amounts, strict=True)
        ]
        return (kegiatan[0], subs[0], kegiatan[1], subs[1])

    swapped = inputs(*({**row, "tw1_k": None} for row in tree(None, None)))
    assert figures(carry(swapped, (), computed(*tree(3, 9)), BAKU)[0], "realisasi_lalu_k") == [
        "",
        "3",
        "",
        "9",
    ]


def test_doubtful_and_unread_cells_are_not_carried_over() -> None:
    last = computed({"kode": "1", "realisasi_lalu_k": 3}, {"kode": "2", "tw1_k": 4})
    last["ragu_k"] = [True, False]
    data = inputs({"kode": "1"}, {"kode": "2"})
    filled, found = carry(data, [(2, "realisasi_lalu_k")], last, BAKU)
    assert figures(filled, "realisasi_lalu_k") == ["", ""]
    assert [item.kode for item in found] == ["tahun-lalu-ragu"]
