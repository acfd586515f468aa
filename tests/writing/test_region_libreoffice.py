"""LibreOffice recalculates every formula of a region's workbook and must find the cached value."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from renja_xl.model.part import PREDICATES
from renja_xl.writing.region.book import write_region
from tests.regions import REST, agency, part, region
from tests.test_libreoffice import compare
from tests.workbooks import HEADINGS, KEGIATAN, PROGRAM, SUB
from tests.writing.test_region import rows

pytestmark = [pytest.mark.libreoffice, pytest.mark.lambat]

RULES = [
    'nama = "nol"\n[rata_rata]\nnol = "dilewati"\ntanpa_nilai = "nol"\n',
    'nama = "utama"\n[rata_rata]\nindikator = "utama"\n',
    'nama = "bobot"\n[rata_rata]\nbobot = "anggaran"\n',
    'nama = "batas"\n[capaian]\nbatas_100 = "rata-rata"\n',
]


def test_money_that_nobody_stated_is_blank_and_stays_so(tmp_path: Path) -> None:
    """A region of blanks: neither a sum nor a share anywhere, after a recalculation either."""
    parts = []
    for number in range(2):
        filled = agency(tmp_path, number, [PROGRAM | {"target_renja_k": 8, "tw1_k": 2}, KEGIATAN, SUB])
        parts.append(part(filled, f"Dinas {number}", tahun=2023 - number))
    for name, some in (("satu", parts[:1]), ("dua", parts)):
        book = region(some, **REST)
        (tmp_path / name).mkdir()
        target = tmp_path / name / "rekap.xlsx"
        write_region(book.region, book.bodies, target, overwrite=False)
        assert compare(target, tmp_path / name)[1] == {}
        values = load_workbook(tmp_path / name / "hitung" / "rekap.xlsx", data_only=True)
        for sheet, column in (("Ringkasan", 9), ("Per Urusan", 10), ("Per Program", 10)):
            cells = values[sheet].iter_rows(min_col=column, max_col=column + 2, values_only=True)
            assert not [value for row in cells for value in row if isinstance(value, int | float)]


@pytest.mark.parametrize("years", [(2023,), (2023, 2022, 0)])
def test_every_formula_gives_its_cached_value(tmp_path: Path, years: tuple[int, ...]) -> None:
    parts = []
    for number in range(9):
        figures = rows(8, (0, number or None, 3 * number), 800_000, 100_003 * number)
        zero = PROGRAM | {
            "kode": "2.08.03",
            "target_renja_k": 3,
            "tw3_k": 0,
            "target_renja_rp": 7,
            "tw3_rp": 0.5,
        }
        if number == 4:
            zero |= {"target_renja_rp": "1,5 M", "tw3_rp": 17}
        blank = [PROGRAM | {"kode": "2.08.04"}, KEGIATAN, SUB]
        options = {}
        if number < len(RULES):
            (tmp_path / f"a{number}.toml").write_text(RULES[number], encoding="utf-8")
            options["aturan"] = str(tmp_path / f"a{number}.toml")
        body = blank if number == 8 else [*figures, zero, *blank]
        if number % 2:
            body = [HEADINGS[0], HEADINGS[1] | {"target_renja_rp": 800_007, "tw2_rp": 5}, *body]
        filled = agency(tmp_path, number, body, triwulan="kumulatif", **options)
        parts.append(part(filled, f"Dinas {number}", tahun=years[number % len(years)]))
    weights = {"capaian_renja_k": Decimal("1.5"), "serapan_rp": Decimal(2), "capaian_renstra_rp": Decimal(1)}
    for name, bobot in (("biasa", {"serapan_rp": Decimal(1)}), ("renstra", weights)):
        book = region(parts, bobot, **REST)
        (tmp_path / name).mkdir()
        target = tmp_path / name / "rekap.xlsx"
        write_region(book.region, book.bodies, target, overwrite=False)
        compared, differing = compare(target, tmp_path / name)
        assert compared > 150
        assert differing == {}


def test_predicates_are_counted_by_their_names_whatever_letters_they_have(tmp_path: Path) -> None:
    """Quote marks, wildcards, comparisons and small letters of Excel are letters like any other in a name."""
    names = ["Baik", "Baik", 'Baik "A"', "baik", "Ba*", "Bai?", "Ba~*", "<9", "=Baik", ">", "<>", "Baik (B)"]
    filled = agency(tmp_path, 0, rows(8, (1, 2), 800, 100), triwulan="kumulatif")
    parts = [
        part(filled, f"Dinas {number}", predikat=dict.fromkeys(PREDICATES, name))
        for number, name in enumerate(names)
    ]
    book = region(parts, **REST)
    target = tmp_path / "rekap.xlsx"
    write_region(book.region, book.bodies, target, overwrite=False)
    assert compare(target, tmp_path)[1] == {}
    sheet = load_workbook(tmp_path / "hitung" / "rekap.xlsx", data_only=True)["Grafik"]
    table = sheet.iter_rows(min_col=14, max_col=16, values_only=True)
    counted = {name: counts for name, *counts in table if name in names}
    assert counted == {name: [names.count(name)] * 2 for name in names}
