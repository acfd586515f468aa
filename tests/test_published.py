"""The published Tabel 2.1 of 2023, cell by cell: what we compute, and where the publisher cut a percentage."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from renja_xl import isi
from tests.conftest import SAMPLES
from tests.results import table

COLUMNS = {
    "K12": "realisasi_renja_k",
    "Rp12": "realisasi_renja_rp",
    "K13": "capaian_renja_k",
    "Rp13": "capaian_renja_rp",
    "K14": "realisasi_renstra_k",
    "Rp14": "realisasi_renstra_rp",
    "K15": "capaian_renstra_k",
    "Rp15": "capaian_renstra_rp",
    "E17": "efisiensi",
}
MEANS = {key: COLUMNS[key] for key in ("K13", "Rp13", "K15", "Rp15")}

# (urut in print, column): what is printed and what is true. "1,500.00" was printed as 1, and so on.
CUT = {
    (107, "K13"): (1, 1500.00),
    (168, "Rp13"): (5, 5423.43),
    (168, "Rp15"): (1, 1184.64),
    (170, "Rp13"): (10, 10156.12),
    (170, "Rp15"): (4, 4630.62),
    (194, "K13"): (1, 1204.82),
    (194, "K15"): (1, 1189.06),
}
BUILT_ON_CUT = {
    (107, "E17"): (1, 865),
    (168, "E17"): (2138, 2),
    (170, "E17"): (1000, 1),
    (194, "E17"): (1, 1065),
}
MEANS_BUILT_ON_CUT = {
    (108, "K13"): (1, 1500.00),
    (174, "Rp13"): (3.33, 3385.37),
    (174, "Rp15"): (4, 4630.62),
    (182, "Rp13"): (2.5, 2711.72),
    (182, "Rp15"): (1, 1184.64),
    (195, "K13"): (111.44, 512.72),
    (195, "K15"): (83.84, 677.87),
    (218, "Rp13"): (54.04, 262.44),
    (218, "Rp15"): (67.37, 151.92),
    (220, "K13"): (22.74, 58.78),
    (220, "Rp13"): (40.33, 191.77),
    (220, "K15"): (73.49, 130.07),
    (220, "Rp15"): (84.88, 305.19),
}
PREDICATES_BUILT_ON_CUT = {
    (109, "K13"): "Sangat Tinggi",
    (175, "Rp13"): "Sangat Tinggi",
    (175, "Rp15"): "Sangat Tinggi",
    (183, "Rp13"): "Sangat Tinggi",
    (183, "Rp15"): "Sangat Tinggi",
    (219, "Rp13"): "Sangat Tinggi",
    (219, "Rp15"): "Sangat Tinggi",
    (221, "K13"): "Tinggi",
    (221, "Rp13"): "Sangat Tinggi",
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("terbit") / "hasil.xlsx"
    isi(SAMPLES / "tabel-2.1-balangan-2023.xlsx", target, aturan="balangan-2023")
    return target


@pytest.fixture(scope="module")
def truth() -> list[dict[str, str]]:
    with (SAMPLES / "tabel-2.1-tercetak.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _same(printed: str, computed: Any) -> bool:
    if printed == "" or computed is None:
        return printed == "" and computed is None
    return abs(float(printed) - computed) < 1e-9


def test_every_printed_figure_of_the_rows(result: Path, truth: list[dict[str, str]]) -> None:
    rows = [row for row in truth if row["jenis"] not in ("rata_rata", "predikat", "total")]
    data = table(result, "Data")
    assert len(rows) == len(data) == 133
    differing = {}
    compared = 0
    for printed, computed in zip(rows, data, strict=True):
        for column, name in COLUMNS.items():
            compared += 1
            if not _same(printed[column], computed[name]):
                differing[int(printed["urut"]), column] = (float(printed[column]), computed[name])
    assert compared == 133 * 9 == 1197
    assert len(CUT) == 7
    assert differing == CUT | BUILT_ON_CUT
    print(
        f"\n{compared} figures compared, {len(CUT)} cut in print, {len(BUILT_ON_CUT)} of column 17 built on them"
    )


def test_levels_and_codes_of_the_rows(result: Path, truth: list[dict[str, str]]) -> None:
    rows = [row for row in truth if row["jenis"] not in ("rata_rata", "predikat", "total")]
    for printed, computed in zip(rows, table(result, "Data"), strict=True):
        further = printed["jenis"] == "indikator_lanjutan"
        assert computed["level"] == printed["level"]
        assert computed["jenis"] == ("lanjutan" if further else "utama")
        assert computed["indikator"] == " ".join(printed["indikator"].split())
        assert (computed["satuan"] or "") == printed["S7"]
        if not further:
            assert (computed["kode"] or "") == printed["kode"]
            assert computed["nama"] == " ".join(printed["nama"].split())
            assert (computed["nomor"] or "") == printed["no"]


def test_every_printed_mean_and_predicate(result: Path, truth: list[dict[str, str]]) -> None:
    means = [row for row in truth if row["jenis"] == "rata_rata"]
    predicates = [row for row in truth if row["jenis"] == "predikat"]
    rekap = table(result, "Rekap")
    assert len(means) == len(predicates) == len(rekap) == 44
    wrong_means, wrong_predicates, compared = {}, {}, 0
    for mean, predicate, computed in zip(means, predicates, rekap, strict=True):
        assert computed["cakupan"] == mean["level"]
        for column, name in MEANS.items():
            compared += 1
            if not _same(mean[column], computed[name]):
                wrong_means[int(mean["urut"]), column] = (float(mean[column]), computed[name])
            if predicate[f"pred_{column}"] != computed[f"predikat_{name}"]:
                wrong_predicates[int(predicate["urut"]), column] = computed[f"predikat_{name}"]
    assert compared == 176
    assert wrong_means == MEANS_BUILT_ON_CUT
    assert wrong_predicates == PREDICATES_BUILT_ON_CUT
    print(
        f"\n{compared} means and as many predicates compared, {len(wrong_means)} and {len(wrong_predicates)} built on cut cells"
    )


def test_total_row(result: Path, truth: list[dict[str, str]]) -> None:
    total = next(row for row in truth if row["jenis"] == "total")
    whole = next(row for row in table(result, "Rekap") if row["cakupan"] == "seluruh_program")
    assert whole["target_renja_rp"] == int(total["Rp7"]) == 34_217_450_407
    assert whole["realisasi_renja_rp"] == int(total["Rp12"]) == 26_924_589_896
    assert whole["serapan_rp"] == 78.69


def test_the_published_sheet_disagrees_only_where_it_was_cut(published: Path, tmp_path: Path) -> None:
    """Seven root causes; every dependent cell of column 17, means and predicates is attributed to one of them."""
    found = isi(published, tmp_path / "x.xlsx", aturan="balangan-2023").filled.findings
    roots = [item for item in found if item.tingkat == "galat"]
    assert {(item.kode, item.penyebab) for item in roots} == {("hitung-beda", "terpotong-ribuan")}
    assert sorted((item.tertulis, item.seharusnya) for item in roots) == sorted(
        (str(printed), f"{true:.2f}") for printed, true in CUT.values()
    )
    following = [item for item in found if item.penyebab == "turunan"]
    codes = [item.kode for item in following]
    assert codes.count("hitung-beda") == len(BUILT_ON_CUT)
    assert codes.count("rata-rata-beda") == len(MEANS_BUILT_ON_CUT)
    assert codes.count("predikat-beda") == len(PREDICATES_BUILT_ON_CUT)
    assert {item.akar for item in following} == {item.sel for item in roots}
    assert all(item.akar in item.penjelasan for item in following)
    assert not [
        item
        for item in found
        if item.kode.endswith("-beda") and item.penyebab not in ("turunan", "terpotong-ribuan", "")
    ]
