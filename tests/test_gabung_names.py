"""`gabung`: whose a matrix is, by all sheets of its workbook and by the folders where it lies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from renja_xl.model.region import Region
from tests.results import table
from tests.test_cli import run
from tests.test_gabung import BUDGET, codes, consolidated, sheets, workbook


def book_of(path: Path, *named: tuple[str, str]) -> Path:
    """A workbook of sheets with these names and titles, the budget of each larger than the last."""
    return sheets(path, *named, raised=BUDGET)


def said_of(region: Region) -> list[tuple[str, str]]:
    return [(head.identitas.nama, head.asal.lembar) for head in region.heads]


SOSIAL = "Evaluasi Renja Dinas Sosial Tahun 2025"
NOBODY = "Evaluasi Renja Tahun 2025"


@pytest.mark.parametrize("tab", ["DPMD", "Halong", "DINKES"])
def test_a_sheet_that_may_be_of_another_is_not_given_to_the_first(tmp_path: Path, tab: str) -> None:
    source = book_of(tmp_path / "dua.xlsx", ("Dinsos", SOSIAL), (tab, NOBODY))
    region = consolidated(source, target=tmp_path / "r.xlsx")
    assert sorted(said_of(region)) == sorted([("Dinas Sosial", "Dinsos"), (tab, tab)])
    assert region.seluruh[0].program.target_renja_rp == 3 * BUDGET


@pytest.mark.parametrize(
    "tab",
    [
        "Sheet2",
        "Tabel 2.1",
        "Data",
        "Program",
        "Belanja",
        "TW I",
        "Murni",
        "Rinci",
        "Lampiran",
        "Dinsos (2)",
        "II",
    ],
)
def test_a_sheet_whose_name_says_nobody_is_of_the_first(tmp_path: Path, tab: str) -> None:
    source = book_of(tmp_path / "dua.xlsx", ("Dinsos", SOSIAL), (tab, NOBODY))
    region = consolidated(source, target=tmp_path / "r.xlsx")
    assert {head.identitas.perangkat_daerah for head in region.heads} == {"Dinas Sosial"}


def test_a_letterhead_over_the_sheets_of_several_agencies(tmp_path: Path) -> None:
    head = "BAPPEDA KABUPATEN CONTOH"
    source = book_of(tmp_path / "x.xlsx", ("Dinas Sosial", head), ("Dinas Kesehatan", head), ("Sheet3", head))
    region = consolidated(source, target=tmp_path / "r.xlsx")
    assert sorted(name for name, _ in said_of(region)) == ["BAPPEDA", "Dinas Kesehatan", "Dinas Sosial"]


def test_a_title_that_names_nobody_but_by_the_list(tmp_path: Path) -> None:
    workbook(tmp_path / "k" / "1.xlsx", "EVALUASI RENJA DPUPR KABUPATEN CONTOH TAHUN 2025")
    workbook(tmp_path / "k" / "2.xlsx", "RENJA KEC. JUAI TAHUN 2025", budget=2 * BUDGET)
    workbook(tmp_path / "k" / "3.xlsx", "RENJA TAHUN 2025 (disampaikan kepada DPUPR)", budget=3 * BUDGET)
    listing = tmp_path / "daftar.csv"
    listing.write_text("nama;singkatan\nDinas Pekerjaan Umum;DPUPR\nKecamatan Juai;\n", encoding="utf-8")
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx", daftar=listing)
    assert sorted(name for name, _ in said_of(region)) == ["3", "Dinas Pekerjaan Umum", "Kecamatan Juai"]
    assert region.kehadiran.belum_ada == []


def test_folders_of_quarters_years_and_mail_are_nobody(tmp_path: Path) -> None:
    for place, quarter in (("TW2", 2), ("arsip/2025/TW3", 3), ("email 12 Okt", 1)):
        workbook(tmp_path / "Dinas Pendidikan" / place / "Renja.xlsx", NOBODY, quarters=quarter)
    region = consolidated(tmp_path / "Dinas Pendidikan", target=tmp_path / "r.xlsx")
    assert [(head.identitas.nama, head.identitas.triwulan) for head in region.heads] == [
        ("Dinas Pendidikan", 3)
    ]


def test_numbered_files_are_not_of_the_folder_far_above(tmp_path: Path) -> None:
    for number in (1, 2):
        workbook(tmp_path / "Bappeda" / "2025" / f"{number}.xlsx", NOBODY, budget=number * BUDGET)
    region = consolidated(tmp_path / "Bappeda", target=tmp_path / "r.xlsx")
    assert len(region.heads) == 2


def test_versions_in_file_names_are_one_agency(tmp_path: Path) -> None:
    for version in ("", " rev2", " revisi 3", " - Copy (2)", "_perbaikan", " v2 ok", " 15-10-2025"):
        workbook(tmp_path / "k" / f"Dinas Sosial{version}.xlsx", NOBODY)
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")
    assert [name for name, _ in said_of(region)] == ["Dinas Sosial"]
    assert set(codes(region)) == {"perangkat-daerah-ganda"}


@pytest.mark.parametrize("tabs", [("Dinsos", "Dinkes", "DPMD"), ("Halong", "Juai", "Tebing Tinggi")])
@pytest.mark.parametrize("name", ["Rekap TW2 2025", "Kecamatan se-Kabupaten TW2 2025", "TW2 2025"])
def test_sheets_of_several_agencies_where_nobody_is_named(
    tmp_path: Path, tabs: tuple[str, ...], name: str
) -> None:
    source = book_of(tmp_path / f"{name}.xlsx", *((tab, NOBODY) for tab in tabs))
    region = consolidated(source, target=tmp_path / "r.xlsx")
    assert sorted(said_of(region)) == sorted(zip(tabs, tabs, strict=True))
    assert {head.identitas.asal for head in region.heads} == {"diduga"}


@pytest.mark.parametrize(
    ("place", "tabs"),
    [
        ("Dinas Sosial TW2.xlsx", ("Rehsos", "Linjamsos")),
        ("Dinas Sosial/TW2.xlsx", ("Rehsos", "Linjamsos")),
        ("DPUPR TW2.xlsx", ("Jalan", "Irigasi")),
        ("Rekap.xlsx", ("TW1", "TW2 fix")),
        ("Rekap.xlsx", ("Dinsos TW1", "Dinsos TW2")),
    ],
)
def test_sheets_whose_agency_their_workbook_names(tmp_path: Path, place: str, tabs: tuple[str, ...]) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    source = book_of(tmp_path / place, *((tab, NOBODY) for tab in tabs))
    listing = tmp_path / "daftar.csv"
    listing.write_text("nama;singkatan\nDinas Pekerjaan Umum;DPUPR\n", encoding="utf-8")
    region = consolidated(source, target=tmp_path / "r.xlsx", daftar=listing)
    assert len({head.identitas.perangkat_daerah for head in region.heads}) == 1


@pytest.mark.parametrize(
    ("file", "named", "years"),
    [
        ("Dinas Sosial", (("2023", ""), ("2024", ""), ("2025", "")), {2025}),
        ("Dinas Sosial 2024", (("2024", ""), ("2025", "")), {2025}),
        ("Dinas Sosial", (("TW1 2025", ""), ("TW2 2025", ""), ("Data", "")), {2025}),
        ("Dinas Sosial", (("2024", ""), ("2025", "Tahun 2025")), {2025}),
        ("Dinas Sosial 2025", (("Data", ""), ("RKPD 2026", "")), {2025}),
        ("Dinas Sosial", (("Data", "Tahun 2025"), ("RKPD 2026", "")), {2025}),
    ],
)
def test_years_in_the_names_of_sheets(
    tmp_path: Path, file: str, named: tuple[tuple[str, str], ...], years: set[int]
) -> None:
    source = book_of(tmp_path / f"{file}.xlsx", *((tab, f"Evaluasi Renja {title}") for tab, title in named))
    region = consolidated(source, target=tmp_path / "r.xlsx")
    assert {head.identitas.tahun for head in region.heads} == years
    assert "tahun-beda" not in codes(region)


def test_a_title_copied_from_a_neighbour_is_not_its_matrix(tmp_path: Path) -> None:
    """Both go in, each under its own name; without the neighbour's own file the title holds."""
    for number, name in enumerate(("Halong", "Juai"), start=1):
        workbook(
            tmp_path / "k" / f"Kec. {name}.xlsx",
            "Evaluasi Renja Kecamatan Halong Tahun 2025",
            budget=number * BUDGET,
            spent_rp=1000 * number,
        )
    listing = tmp_path / "daftar.csv"
    listing.write_text("nama\nKecamatan Halong\nKecamatan Juai\n", encoding="utf-8")
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx", daftar=listing)
    assert [name for name, _ in said_of(region)] == ["Kecamatan Halong", "Kecamatan Juai"]
    assert (codes(region), region.kehadiran.belum_ada) == (["perangkat-daerah-judul-lain"], [])
    (tmp_path / "k" / "Kec. Halong.xlsx").unlink()
    alone = consolidated(tmp_path / "k", target=tmp_path / "s.xlsx", daftar=listing)
    assert [name for name, _ in said_of(alone)] == ["Kecamatan Halong"]
    assert (codes(alone), alone.kehadiran.belum_ada) == (["perangkat-daerah-beda"], ["Kecamatan Juai"])


def test_who_is_there_is_said_on_screen_and_in_the_book(tmp_path: Path) -> None:
    """Another year, a file under another's title, an agency outside the list; the count is of the year of most."""
    for number, (file, agency, year) in enumerate(
        (
            ("a", "Dinas Sosial", 2025),
            ("b", "Dinas Asing", 2025),
            ("c", "Dinas Pertanian", 2024),
            ("Dinas Perhubungan", "Dinas Pangan", 2025),
        )
    ):
        title = f"Evaluasi Renja {agency} Tahun {year}"
        workbook(tmp_path / "k" / f"{file}.xlsx", title, budget=BUDGET + number, spent_rp=1000 + number)
    listing = tmp_path / "daftar.csv"
    names = ("Sosial", "Pertanian", "Perhubungan", "Pangan", "Pasar")
    listing.write_text("\n".join(("nama", *(f"Dinas {name}" for name in names))), encoding="utf-8")
    target = tmp_path / "r.xlsx"
    said = run("gabung", tmp_path / "k", "-o", target, "--daftar", listing).stderr
    hint = "berkas 'Dinas Perhubungan.xlsx' berjudul Dinas Pangan"
    assert "Bukan tahun 2025, jadi tidak terhitung dalam angka tahun itu (1): Dinas Pertanian (2024)." in said
    assert f"Belum ada berkasnya (2): Dinas Perhubungan ({hint}); Dinas Pasar." in said
    assert "Di luar daftar (1): Dinas Asing." in said
    book = load_workbook(target)
    texts = [str(cell.value) for row in book["Ringkasan"] for cell in row]
    there = "2 dari 5 perangkat daerah dalam daftar sudah digabung untuk tahun 2025; 1 lagi hanya untuk tahun lain"
    assert there in texts
    assert {hint, "belum ada berkas", "Bukan tahun 2025: Dinas Pertanian (2024)."} <= set(texts)
    assert any(text.startswith("Di luar daftar perangkat daerah: Dinas Asing.") for text in texts)
    others = {str(cell.value) for row in book["Perbedaan"] for cell in row}
    assert {"Dinas Asing", f"Dinas Perhubungan ({hint})"} <= others
    region = json.loads(
        run("gabung", tmp_path / "k", "-o", target, "--timpa", "--daftar", listing, "--json").stdout
    )
    assert region["belum_ada"] == ["Dinas Perhubungan", "Dinas Pasar"]
    assert (region["di_luar_daftar"], region["petunjuk"]) == (["Dinas Asing"], {"Dinas Perhubungan": hint})


def test_a_quarter_that_nobody_filled_is_not_claimed(tmp_path: Path) -> None:
    """A title of TW III over a matrix that is filled to TW I, and over one that is not filled at all."""
    for name, quarters in (("A", 3), ("B", 1), ("C", 0)):
        title = f"Evaluasi Renja Dinas {name} Tahun 2025 Triwulan III"
        workbook(tmp_path / "k" / f"{name}.xlsx", title, quarters, BUDGET + quarters, 1000 + quarters)
    target = tmp_path / "r.xlsx"
    said = run("gabung", tmp_path / "k", "-o", target).stderr
    assert "Belum ada realisasi satu pun, jadi pagunya saja yang terhitung (1): " in said
    assert "C.xlsx (Matriks)." in said
    rows = [[cell.value for cell in row[:4]] for row in load_workbook(target)["Ringkasan"]]
    quarters_shown = {row[1]: row[3] for row in rows if str(row[1]).startswith("Dinas")}
    assert quarters_shown == {"Dinas A": "III", "Dinas B": "I", "Dinas C": "-"}
    found = {(row["perangkat_daerah"], row["kode"]) for row in table(target, "Temuan")}
    assert {("Dinas B", "triwulan-beda"), ("Dinas C", "tanpa-realisasi")} <= found


HEALTH = "EVALUASI RENJA DINAS KESEHATAN TAHUN 2025"


@pytest.mark.parametrize(
    ("place", "agency"),
    [
        ("Dinas Kesehatan/pkm1.xlsx", "DINAS KESEHATAN (PUSKESMAS JUAI)"),
        ("Dinas Kesehatan/TW2/Puskesmas Juai.xlsx", "DINAS KESEHATAN (PUSKESMAS JUAI)"),
        ("Dinas Kesehatan/Puskesmas Juai/TW2.xlsx", "DINAS KESEHATAN (PUSKESMAS JUAI)"),
        ("Dinas Kesehatan/kiriman kemarin/pkm1.xlsx", "PUSKESMAS JUAI"),
        ("Bappeda/pkm1.xlsx", "PUSKESMAS JUAI"),
    ],
)
def test_a_unit_in_the_folder_of_its_agency(tmp_path: Path, place: str, agency: str) -> None:
    workbook(tmp_path / "k" / "dinas.xlsx", HEALTH)
    workbook(
        tmp_path / "k" / place, "EVALUASI RENJA PUSKESMAS JUAI TAHUN 2025", budget=2 * BUDGET, spent_rp=7
    )
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")
    names = [name.lower() for name, _ in said_of(region)]
    assert sorted(names) == sorted(["dinas kesehatan", agency.lower()])


def test_units_whose_agency_stands_below_them_are_not_added_to_the_whole(tmp_path: Path) -> None:
    """The sum of a secretariat and two Puskesmas is what the whole has: it goes in once."""
    named = {
        "Dinas Kesehatan (Sekretariat)": "EVALUASI RENJA DINAS KESEHATAN TAHUN 2025\nSEKRETARIAT",
        "a": "EVALUASI RENJA TAHUN 2025 UPTD PUSKESMAS JUAI\nDINAS KESEHATAN KABUPATEN CONTOH",
        "b": "EVALUASI RENJA TAHUN 2025 UPT PUSKESMAS HALONG\nDINAS KESEHATAN",
    }
    for number, (name, title) in enumerate(named.items(), start=1):
        titled_rows(tmp_path / "k" / f"{name}.xlsx", title, budget=number * BUDGET)
    workbook(tmp_path / "k" / "semua.xlsx", HEALTH, budget=6 * BUDGET)
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")
    assert [name for name, _ in said_of(region)] == ["DINAS KESEHATAN"]
    assert region.seluruh[0].program.target_renja_rp == 6 * BUDGET
    assert codes(region) == ["perangkat-daerah-ganda"] * 3


def test_a_name_over_two_rows_is_whole_where_the_list_has_it(tmp_path: Path) -> None:
    listing = tmp_path / "daftar.csv"
    listing.write_text("nama\nBadan Kepegawaian dan Pengembangan Sumber Daya Manusia\n", encoding="utf-8")
    title = "BADAN KEPEGAWAIAN DAN PENGEMBANGAN\nSUMBER DAYA MANUSIA"
    titled_rows(tmp_path / "k" / "1.xlsx", title)
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx", daftar=listing)
    assert region.kehadiran.belum_ada == []


def titled_rows(path: Path, title: str, budget: int = BUDGET) -> None:
    """A workbook whose titles are in as many rows as this text has lines."""
    workbook(path, budget=budget)
    book = load_workbook(path)
    for number, text in enumerate(title.split("\n"), start=1):
        book.worksheets[0].cell(number, 1).value = text
    book.save(path)
