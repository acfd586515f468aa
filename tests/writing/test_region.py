"""The workbook of a region: sheets, figures by hand, an Excel table, native charts, texts that stay texts."""

from __future__ import annotations

import tracemalloc
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from renja_xl.model.errors import OutputError
from renja_xl.model.findings import COLUMNS
from renja_xl.model.frame import DATA_NAMES
from renja_xl.model.part import Part
from renja_xl.writing.region.book import write_region
from renja_xl.writing.region.graphs import graph_plan
from renja_xl.writing.region.summary import Summary
from tests.regions import REST, Book, agency, part, region
from tests.workbooks import KEGIATAN, PROGRAM, SUB

SHEETS = [
    "Ringkasan",
    "Per Urusan",
    "Per Program",
    "Semua Indikator",
    "Temuan",
    "Grafik",
    "Perbedaan",
    "Metode",
]
FIRST = 7


def rows(target: int, quarters: tuple[Any, ...], money: int, spent: int) -> list[dict[str, Any]]:
    """A program with a further indicator, a kegiatan and a sub kegiatan."""
    figures = {f"tw{n}_k": value for n, value in enumerate(quarters, start=1) if value is not None}
    main = {"target_renja_k": target, **figures, "target_renja_rp": money, f"tw{len(quarters)}_rp": spent}
    further = {"indikator": "tambahan <&>", "target_renja_k": 8, f"tw{len(quarters)}_k": 1}
    return [PROGRAM | main, further, KEGIATAN | main, SUB | main]


def small(folder: Path) -> Book:
    """Three agencies: 50 and 12.5 of K (mean 31.25), 100 and 12.5 (56.25), nothing at all."""
    a = agency(folder, 1, rows(8, (1, 4), 1000, 333), triwulan="kumulatif")
    b = agency(folder, 2, rows(8, (1, 2, 4, 8), 3000, 3001), triwulan="kumulatif")
    c = agency(folder, 3, [PROGRAM | {"target_renja_k": 8}, KEGIATAN, SUB], triwulan="kumulatif")
    parts = [part(a, "Dinas A"), part(b, "Dinas B & <C>"), part(c, "=Dinas(C)")]
    return region(parts, **REST)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    folder = tmp_path_factory.mktemp("wilayah")
    book = small(folder)
    write_region(book.region, book.bodies, folder / "rekap.xlsx", overwrite=False)
    return book, folder / "rekap.xlsx"


@pytest.fixture(scope="module")
def values(written: tuple[Book, Path]) -> Workbook:
    return load_workbook(written[1], data_only=True)


def by_head(book: Workbook, row: int) -> dict[str, Any]:
    """A row of Ringkasan by its two headers."""
    sheet, found, upper = book["Ringkasan"], {}, ""
    for column in range(1, sheet.max_column + 1):
        upper = sheet.cell(FIRST - 2, column).value or upper
        found[f"{upper}|{sheet.cell(FIRST - 1, column).value or ''}"] = sheet.cell(row, column).value
    return found


def test_sheets_in_their_order(values: Workbook) -> None:
    assert values.sheetnames == SHEETS


def test_figures_of_an_agency_by_hand(values: Workbook) -> None:
    found = by_head(values, FIRST)
    assert found["No|"] == 1
    assert found["Perangkat daerah|"] == "Dinas A"
    assert (found["Tahun|"], found["TW|"]) == (2023, "II")
    assert [found[f"Banyaknya|{n}"] for n in ("Program", "Kegiatan", "Sub kegiatan", "Indikator")] == [
        1,
        1,
        1,
        4,
    ]
    assert (found["Anggaran|Pagu (Rp)"], found["Anggaran|Realisasi (Rp)"]) == (1000, 333)
    assert found["Anggaran|Serapan (%)"] == 33.3
    assert found["Rata-rata capaian (%)|K"] == 31.25
    assert found["Rata-rata capaian (%)|Rp"] == 33.3
    assert found["Peringkat|Nilai"] == 32.28  # (31.25 + 33.3) / 2 = 32.275
    assert found["Peringkat|Peringkat"] == 2
    assert [found[f"Indikator terisi (%)|TW {n}"] for n in ("I", "II", "III", "IV")] == [75, 100, 0, 0]


def test_figures_above_100_count_as_100_in_the_rank_only(values: Workbook) -> None:
    found = by_head(values, FIRST + 1)
    assert found["Anggaran|Serapan (%)"] == 100.03
    assert found["Peringkat|Nilai"] == 78.13  # (56.25 + 100) / 2 = 78.125
    assert found["Peringkat|Peringkat"] == 1


def test_an_agency_without_figures_has_neither_score_nor_rank(values: Workbook) -> None:
    found = by_head(values, FIRST + 2)
    assert found["Perangkat daerah|"] == "=Dinas(C)"
    assert found["Anggaran|Serapan (%)"] is None
    assert found["Peringkat|Peringkat"] is None


def test_missing_agencies_and_the_total(values: Workbook) -> None:
    sheet = values["Ringkasan"]
    assert [sheet.cell(row, 2).value for row in (FIRST + 3, FIRST + 4)] == [
        "Dinas Perhubungan",
        "Inspektorat Daerah",
    ]
    assert sheet.cell(FIRST + 3, 3).value == "berkasnya ada, tetapi tidak dapat digabung"
    assert sheet.cell(FIRST + 4, 3).value == "belum ada berkas"
    total = by_head(values, FIRST + 5)
    assert total["Perangkat daerah|"] == "Seluruh perangkat daerah"
    assert total["Banyaknya|Indikator"] == 11
    assert (total["Anggaran|Pagu (Rp)"], total["Anggaran|Realisasi (Rp)"]) == (4000, 3334)
    assert total["Anggaran|Serapan (%)"] == 83.35
    assert total["Rata-rata capaian (%)|K"] == 43.75  # (50 + 12.5 + 100 + 12.5) / 4
    assert total["Rata-rata capaian (%)|Rp"] == 66.67  # (33.3 + 100.03) / 2 = 66.665


def test_figures_are_formulas_over_the_table_by_the_number_of_the_matrix(written: tuple[Book, Path]) -> None:
    sheet = load_workbook(written[1])["Ringkasan"]
    assert (
        sheet.cell(FIRST, 9).value
        == '=SUMIFS(Indikator[target_renja_rp],Indikator[matriks],$A7,Indikator[level],"program",Indikator[jenis],"utama")'
    )
    assert (
        sheet.cell(FIRST, 12).value
        == '=IFERROR(ROUND(AVERAGEIFS(Indikator[capaian_renja_k],Indikator[matriks],$A7,Indikator[level],"program"),2),"")'
    )
    assert sheet.cell(FIRST, 11).value == '=IF(OR(N(I7)=0,NOT(ISNUMBER(J7))),"",ROUND(J7/I7*100,2))'
    assert (
        sheet.cell(FIRST, 16).value == '=IF(COUNT(L7,K7)<2,"",ROUND((50*MIN(L7,100)+50*MIN(K7,100))/100,2))'
    )
    assert sheet.cell(FIRST, 17).value == '=IF(ISNUMBER(P7),RANK(P7,P$7:P$9),"")'


def test_semua_indikator_is_a_table_of_the_stacked_rows(written: tuple[Book, Path], values: Workbook) -> None:
    sheet = values["Semua Indikator"]
    names = [cell.value for cell in sheet[1]]
    assert names == ["perangkat_daerah", "tahun", "triwulan", "berkas", *DATA_NAMES, "matriks"]
    table = load_workbook(written[1])["Semua Indikator"].tables["Indikator"]
    assert table.ref == "A1:AL12"
    assert [column.name for column in table.tableColumns] == names
    assert table.autoFilter.ref == "A1:AL12"
    found = dict(zip(names, (cell.value for cell in sheet[3]), strict=True))
    assert found["indikator"] == "tambahan <&>"
    assert (found["jenis"], found["target_renja_k"], found["target_renja_rp"]) == ("lanjutan", 8, None)
    assert found["matriks"] == 1
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)] == [1] * 4 + [2] * 4 + [3] * 3
    assert sheet["A6"].value == "Dinas B & <C>"
    assert sheet["A10"].value == "=Dinas(C)"
    assert sheet["A10"].data_type == "s"


def test_temuan_names_file_and_agency_in_front(written: tuple[Book, Path], values: Workbook) -> None:
    sheet = values["Temuan"]
    assert [cell.value for cell in sheet[1]] == ["berkas", "perangkat_daerah", *COLUMNS]
    assert sheet["C2"].value == "berkas-ganda"
    assert sheet.max_row - 2 == sum(len(one.temuan) for one in written[0].parts)
    assert sheet.auto_filter.ref == f"A1:M{sheet.max_row}"


def test_groups_differences_and_method(written: tuple[Book, Path], values: Workbook) -> None:
    program = [[cell.value for cell in row] for row in values["Per Program"].iter_rows(min_row=5, max_row=6)]
    assert program[0][:6] == [1, "2.08.02", "PROGRAM CONTOH", 2023, 3, "Dinas A; Dinas B & <C>; =Dinas(C)"]
    assert program[0][9:] == [4000, 3334, 83.35, 43.75, 66.67]
    assert program[1][2:4] == ["Seluruh perangkat daerah", 2023]
    assert program[1][9:] == program[0][9:]
    texts = {c.value for name in ("Perbedaan", "Metode") for row in values[name].iter_rows() for c in row}
    assert "tanpa kolom 16" in texts
    assert "Berkas 'rusak.xlsx' rusak atau terpotong." in texts
    assert any("rekap lama.xlsx" in str(text) for text in texts)
    assert any("50 x rata-rata capaian kinerja (K) + 50 x serapan anggaran) / 100" in str(t) for t in texts)
    assert written[0].region.heads[0].asal.sha256 in texts


def test_charts_are_native_and_say_their_units(written: tuple[Book, Path]) -> None:
    with zipfile.ZipFile(written[1]) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "charts/chart" in name]
    assert len(charts) == 4
    kinds = ["c:barChart", "c:lineChart", "c:scatterChart"]
    assert [sum(f"<{kind}>" in chart for chart in charts) for kind in kinds] == [2, 1, 1]
    assert all(chart.count("<c:title>") >= 2 for chart in charts)
    assert all("<c:v>" in chart for chart in charts)


def test_the_sheets_print_on_f4(written: tuple[Book, Path]) -> None:
    book = load_workbook(written[1])
    for name in ("Ringkasan", "Per Urusan", "Per Program", "Perbedaan", "Metode"):
        assert str(book[name].page_setup.paperSize) == "14"
        assert book[name].page_setup.orientation == "landscape"
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
    assert book["Ringkasan"].print_title_rows == "$5:$6"
    assert book["Grafik"].page_setup.orientation == "portrait"


def test_more_agencies_than_a_chart_can_show(tmp_path: Path) -> None:
    book = small(tmp_path)
    first = book.parts[0]
    head = first.head
    many = [
        replace(
            first,
            head=replace(
                head,
                identitas=replace(head.identitas, perangkat_daerah=f"Dinas {n}"),
                angka=dict(head.angka) | {"target_renja_rp": Decimal(n)},
            ),
        )
        for n in range(70)
    ]
    whole = region(many)
    write_region(whole.region, whole.bodies, tmp_path / "r.xlsx", overwrite=False)
    sheet = load_workbook(tmp_path / "r.xlsx")["Grafik"]
    assert "60 dari 70" in sheet["A2"].value
    shown = {sheet.cell(row, 14).value for row in range(4, 64)}
    assert shown == {f"Dinas {n}" for n in range(10, 70)}


def test_findings_can_be_read_on_paper(written: tuple[Book, Path]) -> None:
    """All columns share one page of F4 landscape; their type of 9 points must not shrink below 6.5."""
    sheet = load_workbook(written[1])["Temuan"]
    wide = sum(one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values()) * 7 / 96
    margins = sheet.page_margins.left + sheet.page_margins.right
    assert sheet.page_setup.orientation == "landscape"
    assert 9 * (13 - margins) / wide > 6.5


def titles(book: Book) -> list[str]:
    """Those of bars, quarters, predicates, points."""
    return [chart.title for chart in graph_plan(Summary(book.region)).charts]


def test_titles_say_what_a_chart_draws_lower_or_leaves_out(tmp_path: Path) -> None:
    one = small(tmp_path).parts[0]
    assert not [title for title in titles(region([one])) if "digambar" in title or "tanpa" in title]
    high = replace(one, head=replace(one.head, angka=dict(one.head.angka) | {"serapan_rp": Decimal(151)}))
    assert ["di atas 150 digambar 150" in title for title in titles(region([one, high]))] == [
        *(True, False, False, True)
    ]
    unread = replace(one.head.program[0], realisasi_renja_rp=None, ragu=True)
    hidden = replace(one, head=replace(one.head, program=(unread,)))
    said = titles(region([one, hidden]))
    assert ["tanpa 1 matriks" in title for title in said] == [False, True, False, False]


def test_years_are_never_added_up(tmp_path: Path) -> None:
    book = small(tmp_path)
    first = book.parts[0]
    who = replace(first.head.identitas, tahun=2022)
    earlier = replace(first, head=replace(first.head, identitas=who))
    whole = region([earlier, *book.parts[:2]])
    write_region(whole.region, whole.bodies, tmp_path / "r.xlsx", overwrite=False)
    book = load_workbook(tmp_path / "r.xlsx", data_only=True)
    totals = [[cell.value for cell in book["Ringkasan"][row]][1:10] for row in (9, 10)]
    assert [row[:2] for row in totals] == [
        ["Seluruh perangkat daerah", 2022],
        ["Seluruh perangkat daerah", 2023],
    ]
    assert [row[7] for row in totals] == [1000, 4000]
    programs = [[cell.value for cell in row][1:10] for row in book["Per Program"].iter_rows(5, 8)]
    assert [(row[0], row[2], row[8]) for row in programs] == [
        *(("2.08.02", 2022, 1000), ("2.08.02", 2023, 4000)),
        *((None, 2022, 1000), (None, 2023, 4000)),
    ]
    formulas = load_workbook(tmp_path / "r.xlsx")["Per Program"]
    assert formulas["J8"].value == "=SUMIF(D$5:D$6,$D8,J$5:J$6)"


def test_a_region_too_long_for_a_sheet_is_refused_with_advice(tmp_path: Path) -> None:
    book = small(tmp_path)
    head = book.parts[0].head
    long = replace(head, baris=1_048_576)
    whole = replace(book.region, heads=[long])
    with pytest.raises(OutputError, match="--keluaran csv"):
        write_region(whole, book.bodies, tmp_path / "r.xlsx", overwrite=False)
    assert not (tmp_path / "r.xlsx").exists()


def test_a_rank_that_is_given_without_a_figure_is_explained(values: Workbook) -> None:
    assert any("K yang tidak terbaca" in str(cell.value) for cell in values["Ringkasan"]["A"])


def test_many_matrices_get_values_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("renja_xl.writing.region.summary_formulas._MOST_LOOKED_AT", 10)
    book = small(tmp_path)
    write_region(book.region, book.bodies, tmp_path / "r.xlsx", overwrite=False)
    sheet = load_workbook(tmp_path / "r.xlsx")["Ringkasan"]
    assert sheet.cell(FIRST, 9).value == 1000
    assert any("ditulis sebagai nilai" in str(cell.value) for cell in sheet["A"])


def test_memory_stays_flat(tmp_path: Path) -> None:
    """The library notes every cell of a table; a region's rows must not come to that."""
    one = small(tmp_path).parts[0]
    head, columns = one.head, one.kolom
    count = 300
    long = {name: list(values) * 50 for name, values in columns.items()}
    heads = [replace(head, baris=200)] * count
    whole = region([Part(one, {}, []) for one in heads]).region
    tracemalloc.start()
    write_region(whole, lambda: (Part(one, long, []) for one in heads), tmp_path / "r.xlsx", overwrite=False)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12_000_000  # 60,000 rows of 38 cells
