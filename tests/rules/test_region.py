"""The rules over a region, with figures by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from renja_xl.model.errors import UsageError
from renja_xl.model.findings import COLUMNS
from renja_xl.model.form import load_urusan
from renja_xl.model.frame import DATA_NAMES
from renja_xl.model.part import Habits, Head, Identity, Origin, ProgramRow
from renja_xl.model.region import Group
from renja_xl.reading.agency import identity_in_name, identity_in_tab, identity_in_titles
from renja_xl.rules.region.differences import differences
from renja_xl.rules.region.groups import by_program, by_urusan, urusan_of
from renja_xl.rules.region.identity import identify, in_tab
from renja_xl.rules.region.left_out import other_year_findings, superseded_findings, without_program_findings
from renja_xl.rules.region.listed import Known
from renja_xl.rules.region.names import unit_key
from renja_xl.rules.region.newest import newest
from renja_xl.rules.region.progress import filled_quarters, money_by_quarter
from renja_xl.rules.region.ranking import ranked, ranking_rule
from renja_xl.rules.region.superseded import Superseded
from renja_xl.rules.region.whole import progress, wholes

HABITS = Habits("Tabel 2.1", "baku", "kumulatif", "kumulatif", ("kode", "nama"), (), ("Orang",), {})


def program(kode: str, budget: int | None, spent: int | None, *means: str | None, **more: Any) -> ProgramRow:
    """A row of level program: its money, then capaian K and Rp."""
    k, rp = (None if mean is None else Decimal(mean) for mean in (*means, None, None)[:2])
    money = [None if amount is None else Decimal(amount) for amount in (budget, spent)]
    row = ProgramRow(kode, more.pop("nama", f"PROGRAM {kode}"), "utama", 2, 5, *money, k, rp)
    return replace(row, **more)


def head(agency: str = "Dinas A", *programs: ProgramRow, **more: Any) -> Head:
    who = Identity(agency, more.pop("tahun", 2025), more.pop("triwulan", 4), more.pop("asal", "dinyatakan"))
    file = more.pop("berkas", f"{agency}.xlsx")
    where = Origin(file, more.pop("lembar", "Matriks"), more.pop("sha256", file), more.pop("diubah", 0.0))
    habits = replace(HABITS, **more.pop("kebiasaan", {}))
    return Head(where, who, habits, {}, more.pop("angka", {}), {}, (), (), programs, len(programs), **more)


def known(*names: str) -> list[Known]:
    return [Known(*name.split("|")) for name in names]


LIST = known("Dinas Kesehatan|Dinkes|*kes*", "Dinas Pekerjaan Umum & Penataan Ruang|PUPR|", "Dinas Sosial")
# titles, file's name as read, file's name, list: whose it is, and the findings.
WHOSE: dict[str, tuple[str, str, str, list[Known], str, list[str]]] = {
    "judul": ("Dinas A", "", "x.xlsx", [], "Dinas A", []),
    "nama berkas": ("", "Dinas A", "Dinas A.xlsx", [], "Dinas A", ["perangkat-daerah-disimpulkan"]),
    "tidak ada": ("", "", "12.xlsx", [], "12.xlsx", ["perangkat-daerah-disimpulkan"]),
    "judul lain dari nama berkas": (
        *("Dinas Kesehatan", "Dinas Pendidikan", "b.xlsx", [], "Dinas Kesehatan"),
        ["perangkat-daerah-beda"],
    ),
    "judul lain dari nama berkas, dua kata": (
        *("Dinas Kesehatan", "Rumah Sakit Balangan", "b.xlsx", [], "Dinas Kesehatan"),
        ["perangkat-daerah-beda"],
    ),
    "singkatan di nama berkas": (
        *("Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas PUPR", "b.xlsx", []),
        *("Dinas Pekerjaan Umum dan Penataan Ruang", []),
    ),
    "salinan": ("Dinas Kesehatan", "Dinas Kesehatan 1", "b.xlsx", [], "Dinas Kesehatan", []),
    "daftar, sama": ("DINAS SOSIAL", "", "x.xlsx", LIST, "Dinas Sosial", []),
    "daftar, & dan dan": (
        *("Dinas Pekerjaan Umum dan Penataan Ruang", "", "x.xlsx", LIST),
        *("Dinas Pekerjaan Umum & Penataan Ruang", []),
    ),
    # What is said of it is known only when all matrices are there.
    "daftar, hampir sama": ("Dinas Kesehetan", "", "x.xlsx", LIST, "Dinas Kesehatan", []),
    "daftar, hampir sama, tujuh huruf": (
        *("Kecamatan Paringin Selaton", "", "x.xlsx", known("Kecamatan Paringin Selatan")),
        *("Kecamatan Paringin Selatan", []),
    ),
    "daftar, hampir sama, dan nama berkas": (
        *("Dinas Kesehetan", "Dinkes", "Dinkes.xlsx", LIST, "Dinas Kesehatan"),
        ["perangkat-daerah-mirip"],
    ),
    "daftar, singkatan di belakang jenisnya": (
        *("Dinas PUPR", "", "x.xlsx", LIST, "Dinas Pekerjaan Umum & Penataan Ruang"),
        ["perangkat-daerah-mirip"],
    ),
    "daftar, singkatan di belakang jenis lain": (
        *("Badan PUPR", "", "x.xlsx", LIST, "Badan PUPR"),
        ["perangkat-daerah-di-luar-daftar"],
    ),
    "singkatan dari awal kata di nama berkas": (
        *("Badan Kesatuan Bangsa dan Politik", "Badan Kesbangpol", "b.xlsx", []),
        *("Badan Kesatuan Bangsa dan Politik", []),
    ),
    "daftar, singkatan di judul": (
        # The planner wrote it there for that.
        *("PUPR", "", "x.xlsx", LIST, "Dinas Pekerjaan Umum & Penataan Ruang"),
        [],
    ),
    "daftar, kata lain yang mirip": (
        *("Dinas Pertanahan", "", "x.xlsx", known("Dinas Pertanian"), "Dinas Pertanahan"),
        ["perangkat-daerah-di-luar-daftar"],
    ),
    "daftar, kata pendek": (
        *("Kecamatan Banua Raya", "", "x.xlsx", known("Kecamatan Banua Jaya"), "Kecamatan Banua Raya"),
        ["perangkat-daerah-di-luar-daftar"],
    ),
    "daftar, kurung siku di nama berkas": (
        *("", "x", "dinkes [final].xlsx", known("Dinas Kesehatan||dinkes [final].xlsx"), "Dinas Kesehatan"),
        [],
    ),
    "daftar, nomor lain": (
        *("Puskesmas Lampihong I", "", "x.xlsx", known("Puskesmas Lampihong II"), "Puskesmas Lampihong I"),
        ["perangkat-daerah-di-luar-daftar"],
    ),
    "daftar, nama di dalam nama": (
        *("", "Kecamatan Paringin Selatan", "x.xlsx"),
        *(known("Kecamatan Paringin", "Kecamatan Paringin Selatan"), "Kecamatan Paringin Selatan"),
        ["perangkat-daerah-disimpulkan"],
    ),
    "daftar, dua nama di nama berkas": (
        *("", "Dinas Sosial Dinkes", "x.xlsx", LIST, "Dinas Sosial Dinkes"),
        ["perangkat-daerah-disimpulkan", "perangkat-daerah-di-luar-daftar"],
    ),
    "daftar, pola berkas": ("", "olah", "olah-KES-1.xlsx", LIST, "Dinas Kesehatan", []),
    "daftar, singkatan di nama berkas": (
        *("", "matriks PUPR", "matriks PUPR.xlsx", LIST, "Dinas Pekerjaan Umum & Penataan Ruang"),
        ["perangkat-daerah-disimpulkan"],
    ),
    "daftar, tidak sepakat": (
        *("Dinas Sosial", "", "kes.xlsx", LIST, "Dinas Kesehatan"),
        ["perangkat-daerah-beda"],
    ),
    "di luar daftar": (
        *("Dinas Pariwisata", "", "x.xlsx", LIST, "Dinas Pariwisata"),
        ["perangkat-daerah-di-luar-daftar"],
    ),
}


@pytest.mark.parametrize("case", WHOSE)
def test_whose_it_is(case: str) -> None:
    stated, in_name, file, listed, expected, codes = WHOSE[case]
    found, said = identify(Identity(stated, 2025, 2), Identity(), Identity(in_name), 2, file, listed)
    assert (found, [item.kode for item in said]) == (Identity(expected, 2025, 2), codes)


SETDA = known("Sekretariat Daerah|Setda", "Puskesmas Juai", "Kecamatan Juai")
# Agency and unit in titles, the sheet's name, the file's, the list: whose it is, the unit, and the findings.
TABS: dict[str, tuple[tuple[str, str], str, str, list[Known], str, str, list[str]]] = {
    "lembar saja": (("", ""), "Kecamatan Halong", "kecamatan", [], "Kecamatan Halong", "", []),
    "lembar sebelum nama berkas": (
        *(("", ""), "Kecamatan Halong", "Kecamatan Juai", [], "Kecamatan Halong", ""),
        ["perangkat-daerah-beda"],
    ),
    "judul sebelum lembar": (
        *(("Kecamatan Juai", ""), "Kecamatan Halong", "x", [], "Kecamatan Juai", ""),
        ["perangkat-daerah-beda"],
    ),
    "lembar disingkat": (("Dinas Pekerjaan Umum", ""), "Dinas PU", "x", [], "Dinas Pekerjaan Umum", "", []),
    "daftar, singkatan di lembar": (("", ""), "Setda TW II", "x", SETDA, "Sekretariat Daerah", "", []),
    "daftar, nama lembar yang terpotong": (
        *(("", ""), "Dinas Pekerjaan Umum & Penataan", "x", LIST),
        *("Dinas Pekerjaan Umum & Penataan Ruang", "", []),
    ),
    "daftar, nama lembar yang pendek": (
        *(("", ""), "Dinas Pekerjaan Umum", "x", LIST, "Dinas Pekerjaan Umum", ""),
        ["perangkat-daerah-di-luar-daftar"],
    ),
    "daftar, judul lain": (
        *(("Kecamatan Juai", ""), "Setda", "x", SETDA, "Kecamatan Juai", ""),
        ["perangkat-daerah-beda"],
    ),
    "lembar tanpa nama": (
        ("", ""),
        "Murni",
        "kiriman 3",
        [],
        "kiriman 3",
        "",
        ["perangkat-daerah-disimpulkan"],
    ),
    "daftar, lembar yang tidak dikenal": (
        *(("", ""), "Dinas Percobaan", "Dinas Sosial", LIST, "Dinas Sosial", ""),
        ["perangkat-daerah-beda"],
    ),
    "lembar dengan awal nama saja": (
        *(("", ""), "Dinas TW2", "Renja Dinas Pariwisata", [], "Dinas Pariwisata", ""),
        ["perangkat-daerah-disimpulkan"],
    ),
    "bagian di lembar": (
        ("Sekretariat Daerah", ""),
        "Bagian Hukum",
        "x",
        [],
        "Sekretariat Daerah",
        "Bagian Hukum",
        [],
    ),
    "bagian di judul": (
        *(("Sekretariat Daerah", "Bagian Hukum"), "TW I", "Bagian Hukum Setda", []),
        *("Sekretariat Daerah", "Bagian Hukum", []),
    ),
    "bagian di judul, lain di lembar": (
        *(("Sekretariat Daerah", "Bagian Hukum"), "Bagian Umum", "x", []),
        *("Sekretariat Daerah", "Bagian Hukum, Bagian Umum", []),
    ),
    "bagian di nama berkas": (
        *(
            ("Sekretariat Daerah", ""),
            "TW I",
            "Bagian Hukum TW II",
            [],
            "Sekretariat Daerah",
            "Bagian Hukum",
            [],
        ),
    ),
    "perangkat daerah dan bagian di nama berkas": (
        *(("Sekretariat Daerah", ""), "Tabel 2.1", "setda_terisi_Bagian Hukum", []),
        *("Sekretariat Daerah", "Bagian Hukum", []),
    ),
    "upt di lembar": (
        *(("Dinas Kesehatan", ""), "UPTD Puskesmas Juai", "x", []),
        *("Dinas Kesehatan", "UPTD Puskesmas Juai", []),
    ),
    "bagian di lembar, perangkat daerah di nama berkas": (
        *(("", ""), "Bagian Hukum", "Sekretariat Daerah", [], "Sekretariat Daerah", "Bagian Hukum"),
        ["perangkat-daerah-disimpulkan"],
    ),
    "bagian di lembar, tanpa perangkat daerah": (("", ""), "Bagian Hukum", "x", [], "Bagian Hukum", "", []),
    "bidang di lembar, tanpa perangkat daerah": (
        *(("", ""), "Bidang Bina Marga", "pupr", [], "pupr", "Bidang Bina Marga"),
        ["perangkat-daerah-disimpulkan"],
    ),
    "bagian yang ada di daftar": (
        *(("Sekretariat Daerah", ""), "Puskesmas Juai", "x", SETDA, "Sekretariat Daerah", "Puskesmas Juai"),
        ["perangkat-daerah-beda"],
    ),
    "bagian itulah perangkat daerahnya": (
        *(("Puskesmas Juai", "UPT Puskesmas Juai"), "Puskesmas", "UPTD Puskesmas Juai", []),
        *("Puskesmas Juai", "", []),
    ),
    "bagian itulah perangkat daerahnya, dengan kata lain": (
        *(("Puskesmas Kecamatan Juai", ""), "Puskesmas Juai", "x", []),
        *("Puskesmas Kecamatan Juai", "", []),
    ),
    "nama perangkat daerah di nama bagiannya": (
        *(("Sekretariat Daerah", ""), "Bagian Umum Sekretariat Daerah", "x", []),
        *("Sekretariat Daerah", "Bagian Umum", []),
    ),
}


@pytest.mark.parametrize("case", TABS)
def test_what_sheets_are_called(case: str) -> None:
    titles, sheet, stem, listed, agency, unit, codes = TABS[case]
    tab, file = in_tab(identity_in_tab(sheet), listed), identity_in_name(stem)
    stated = Identity(titles[0], 2025, 2, bagian=titles[1])
    found, said = identify(stated, tab, file, 2, f"{stem}.xlsx", listed)
    assert (found.perangkat_daerah, found.bagian) == (agency, unit)
    assert [item.kode for item in said] == codes
    assert found.asal == ("diduga" if agency in ("kiriman 3", "pupr") else "dinyatakan")


@pytest.mark.parametrize(
    ("titles", "agency", "unit"),
    [
        (
            ("Dinas Pekerjaan Umum dan Penataan Ruang Bidang Bina Marga",),
            *("Dinas Pekerjaan Umum & Penataan Ruang", "Bidang Bina Marga"),
        ),
        (("BAGIAN HUKUM SEKRETARIAT DAERAH", "Tahun 2025"), "Sekretariat Daerah", "BAGIAN HUKUM"),
        (("Sekretariat Daerah", "Bagian Hukum"), "Sekretariat Daerah", "Bagian Hukum"),
        (("Dinas Kesehatan", "RSUD Balangan"), "RSUD Balangan", ""),
        (("Dinas Kesehatan", "Rumah Sakit Umum Daerah Balangan"), "RSUD Balangan", ""),
        (("Dinas Kesehatan - RSUD Balangan",), "RSUD Balangan", ""),
        (("Dinas Kesehatan", "UPTD Puskesmas Juai"), "Puskesmas Juai", ""),
        (("Dinas Kesehatan", "UPTD Puskesmas Halong"), "Dinas Kesehatan", "UPTD Puskesmas Halong"),
        (("Dinas Sosial Kelurahan",), "Dinas Sosial Kelurahan", ""),
    ],
)
def test_agency_and_unit_in_titles(titles: tuple[str, ...], agency: str, unit: str) -> None:
    listed = [*LIST, *SETDA, *known("RSUD Balangan")]
    found, _ = identify(identity_in_titles(titles), Identity(), Identity(), 2, "x.xlsx", listed)
    assert (found.perangkat_daerah, found.bagian) == (agency, unit)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Puskesmas Juai", "UPTD Puskesmas Juai", True),
        ("UPT. Puskesmas Juai", "Unit Pelaksana Teknis Daerah Pusat Kesehatan Masyarakat Juai", True),
        ("RSUD Balangan", "Rumah Sakit Umum Daerah Balangan", True),
        ("Bagian Hukum", "BAG. HUKUM", True),
        ("Sub Bagian Umum", "Subbag. Umum", True),
        ("UPTD PPA", "UPT PPA", True),
        ("UPTD", "UPT", False),
        ("Bagian Umum", "Sub Bagian Umum", False),
        ("Puskesmas Juai", "Kelurahan Juai", False),
        ("Puskesmas Balangan", "RSUD Balangan", False),
        ("Bagian Umum", "Bagian Hukum", False),
        ("Bagian Umum", "", False),
    ],
)
def test_units_in_other_words(one: str, other: str, same: bool) -> None:
    assert (unit_key(one) == unit_key(other)) is same


def test_a_name_that_is_merely_similar_keeps_what_is_written() -> None:
    cases = {"Dinas Kesehetan": ("Dinas Kesehetan", ""), "DINAS KESEHATAN": ("", ""), "Dinkes": ("", "")}
    for title, expected in cases.items():
        found = [
            identify(Identity(title), Identity(), Identity(name), 2, "x.xlsx", LIST)[0].tertulis
            for name in ("x", "Dinkes")
        ]
        assert tuple(found) == expected


def test_who_calls_it_what_is_said() -> None:
    titles, tab, name = (Identity(f"Dinas {name}", 2025, 2) for name in ("Kesehatan", "Sosial", "Pariwisata"))
    _, (said,) = identify(titles, tab, name, 2, "x.xlsx", [])
    expected = "judul matriks 'Dinas Kesehatan'; nama lembar 'Dinas Sosial'; nama berkas 'Dinas Pariwisata'"
    assert f"({expected}); dipakai 'Dinas Kesehatan'" in said.penjelasan
    _, (said,) = identify(Identity(), Identity(), Identity("dinkes"), 2, "x.xlsx", [])
    assert "nama berkas atau foldernya" in said.penjelasan


# Year and quarter in titles and file's name, the last quarter with figures: what is used, and the findings.
DATES: tuple[tuple[tuple[int, int], tuple[int, int], int, tuple[int, int], list[str]], ...] = (
    ((2025, 2), (2025, 2), 2, (2025, 2), []),
    ((0, 0), (2025, 3), 3, (2025, 3), []),
    ((0, 0), (0, 0), 3, (0, 3), []),
    ((2025, 0), (2024, 0), 1, (2025, 1), ["tahun-beda"]),
    ((2025, 2), (2025, 3), 2, (2025, 2), ["triwulan-beda"]),
    ((2025, 4), (2025, 0), 2, (2025, 4), ["triwulan-beda"]),
    ((2025, 4), (2024, 3), 4, (2025, 4), ["tahun-beda", "triwulan-beda"]),
)


@pytest.mark.parametrize(("titles", "name", "figures", "expected", "codes"), DATES)
def test_year_and_quarter(
    titles: tuple[int, int], name: tuple[int, int], figures: int, expected: tuple[int, int], codes: list[str]
) -> None:
    found, said = identify(
        Identity("Dinas A", *titles), Identity(), Identity("", *name), figures, "x.xlsx", []
    )
    assert ((found.tahun, found.triwulan), [item.kode for item in said]) == (expected, codes)


def test_a_disagreement_says_who_says_what() -> None:
    _, said = identify(Identity("Dinas A", 2025, 2), Identity(), Identity("", 2024), 4, "x.xlsx", [])
    assert "judul matriks 2025; nama berkas 2024" in said[0].penjelasan
    assert "judul matriks 2; triwulan terakhir yang terisi 4" in said[1].penjelasan
    assert said[1].tertulis == "2"


@pytest.mark.parametrize(
    ("older", "newer", "why"),
    [
        ({"tahun": 2024, "triwulan": 4, "diubah": 9.0}, {"tahun": 2025, "triwulan": 1}, "periode"),
        ({"triwulan": 1, "diubah": 9.0}, {"triwulan": 2}, "periode"),
        # The title of the later quarter was not brought up to date.
        ({"diubah": 9.0, "terisi": (3, 2, 0, 0)}, {"terisi": (3, 0, 1, 0)}, "triwulan-terisi"),
        ({"triwulan": 1, "terisi": (3, 3, 3, 3)}, {"triwulan": 2, "terisi": (1, 1, 0, 0)}, "periode"),
        ({"diubah": 1.0}, {"diubah": 2.0}, "berkas"),
        ({"berkas": "a.xlsx"}, {"berkas": "b.xlsx"}, "nama"),
        ({"berkas": "a.xlsx", "sha256": "1"}, {"berkas": "b.xlsx", "sha256": "1"}, "sama"),
    ],
)
def test_the_newer_wins_in_any_order(older: dict[str, Any], newer: dict[str, Any], why: str) -> None:
    old, new, other = (
        replace(head(name, **more), terisi=terisi)
        for name, more in (("Dinas A", dict(older)), ("DINAS  A", dict(newer)), ("Badan B", {}))
        for terisi in [more.pop("terisi", ())]
    )
    assert newest([old, other, new]) == ([other, new], [Superseded(old, new, why, 0)])
    assert newest([new, old, other]) == ([other, new], [Superseded(old, new, why, 0)])


def test_a_name_that_is_only_guessed_makes_no_two_files_one_agency() -> None:
    """Each folder with a file of the same name; in one folder a matrix beside its result."""
    here, there = (head("matriks", berkas=f"{folder}/matriks.xlsx", asal="diduga") for folder in "ab")
    result = head("matriks", berkas="a/matriks_terisi.xlsx", asal="diduga", diubah=1.0)
    chosen, left = newest([here, there, result])
    assert [one.asal.berkas for one in chosen] == ["a/matriks_terisi.xlsx", "b/matriks.xlsx"]
    names = [one.identitas.perangkat_daerah for one in chosen]
    assert names == ["matriks (a/matriks_terisi.xlsx)", "matriks (b/matriks.xlsx)"]
    assert [item.old.asal.berkas for item in left] == ["a/matriks.xlsx"]


def test_sheets_of_one_workbook_with_other_programs_are_parts_of_one_matrix() -> None:
    one, other = (
        head("Dinas A", program(code, 1, 1), lembar=sheet) for sheet, code in (("P1", "1.01"), ("P2", "1.02"))
    )
    again = head("Dinas A", program("1.01", 1, 1), lembar="P3")
    chosen, left = newest([one, other])
    assert [item.identitas.nama for item in chosen] == ["Dinas A (P1)", "Dinas A (P2)"]
    assert {item.identitas.perangkat_daerah for item in chosen} == {"Dinas A"}
    assert left == []
    assert len(newest([one, again])[1]) == 1


def test_a_copy_of_a_part_is_counted_once() -> None:
    """The copy has no program in common with the newest part, but with another one."""
    parts = [
        head("Dinas A", program(code, 1, 1), lembar=sheet)
        for sheet, code in (("A1", "2.08.02"), ("A2 salinan", "2.08.02"), ("Z", "2.08.03"))
    ]
    chosen, left = newest(parts)
    assert [one.program[0].kode for one in chosen] == ["2.08.02", "2.08.03"]
    assert [(item.old.asal.lembar, item.why) for item in left] == [("A1", "lembar")]


def test_one_program_in_several_spellings_is_one() -> None:
    """With and without zeros, with and without a code."""
    for code, nama in (("1.2.1", "PROGRAM X"), ("", "Program  X")):
        one = head("A", program("1.02.01", 1, 1, nama="PROGRAM X"), lembar="P1")
        again = head("A", program(code, 1, 1, nama=nama), lembar="P2")
        assert newest([one, again])[0] == [again]
    # The same name under two codes is two programs: every urusan has its "penunjang".
    parts = [
        head(
            "A", *(program(f"{urusan}.0{n}", 1, 1, nama=nama) for n, nama in enumerate(names)), lembar=urusan
        )
        for urusan, names in (
            ("1.02", ("PENUNJANG", "SEHAT", "OBAT")),
            ("2.14", ("PENUNJANG", "KELUARGA", "KB")),
        )
    ]
    assert newest(parts)[0][1].identitas.bagian == "2.14"
    # Most names under other codes are the same programs, written in another way.
    again = head(
        "A",
        *(program(f"X.XX.0{n}", 1, 1, nama=nama) for n, nama in enumerate(("SEHAT", "O B A T"))),
        lembar="TW I",
    )
    assert len(newest([parts[0], again])[0]) == 1


def test_parts_that_report_another_quarter_stay() -> None:
    late, early = (head("A", program(f"1.02.0{n}", 1, 1), lembar=f"P{n}", triwulan=n) for n in (2, 1))
    assert [one.identitas.bagian for one in newest([early, late])[0]] == ["P1", "P2"]


def test_programs_that_are_lost_are_counted() -> None:
    """With their budget, and nobody is told to throw them away."""
    both = program("1.02.01", 1, 1)
    old = head("A", both, program("1.02.02", 1_500_000, 1), program("1.02.03", 0, 0), berkas="a.xlsx")
    new = head("A", both, berkas="b.xlsx", diubah=1.0)
    (left,) = newest([new, old])[1]
    assert (left.old, left.lost, left.pagu) == (old, 2, 1_500_000)
    (said,) = superseded_findings([left])
    words = "2 program di dalamnya (pagu Rp 1.500.000) tidak ada"
    assert words in said.baris[COLUMNS.index("penjelasan")]
    assert "jangan hapus" in said.baris[COLUMNS.index("saran")]
    (said,) = superseded_findings(newest([head("A", both, berkas="c.xlsx"), new])[1])
    assert "jangan hapus" not in said.baris[COLUMNS.index("saran")]


def test_what_is_not_known_is_said_in_words() -> None:
    there = replace(head(), terisi=(1, 0, 0, 0))
    unknown = replace(head("B", tahun=0, triwulan=0), terisi=(1, 0, 0, 0))
    (said,) = other_year_findings([there, unknown])
    assert "tahun matriks ini tidak diketahui" in said.baris[COLUMNS.index("penjelasan")].lower()
    empty = replace(head("B", tahun=0, triwulan=2, berkas="b.xlsx"), terisi=(0, 0, 0, 0))
    assert [item.why for item in newest([unknown, empty])[1]] == ["terisi"]
    late = replace(unknown, identitas=replace(unknown.identitas, triwulan=2))
    (said,) = superseded_findings(newest([replace(unknown, asal=empty.asal), late])[1])
    assert "(tahun tidak diketahui, triwulan 2)" in said.baris[COLUMNS.index("penjelasan")]


def test_both_quarters_are_named_where_what_is_filled_decides() -> None:
    old, new = (
        replace(head(berkas=f"{last}.xlsx"), terisi=(1,) * last + (0,) * (4 - last)) for last in (2, 3)
    )
    (said,) = superseded_findings(newest([old, new])[1])
    words = "yang itu terisi sampai triwulan 3, yang ini baru sampai triwulan 2"
    assert words in said.baris[COLUMNS.index("penjelasan")]


def test_copies_in_one_folder_are_one_whatever_their_names() -> None:
    names = ("matriks (1)", "Copy of matriks", "lain")
    copies = [head(name, berkas=f"k/{name}.xlsx", sha256="1", asal="diduga") for name in names]
    assert len(newest(copies)[0]) == 1
    elsewhere = replace(copies[0], asal=replace(copies[0].asal, berkas="l/x.xlsx"))
    assert len(newest([*copies, elsewhere])[0]) == 2


def test_what_a_watched_folder_has_sorted_lies_in_one_place() -> None:
    raw = head("matriks", berkas="k/masuk/matriks.xlsx", asal="diduga")
    done = head("matriks", berkas="k/selesai/matriks_terisi.xlsx", asal="diduga", diubah=1.0)
    assert newest([raw, done])[0] == [done]


def test_of_two_sheets_with_one_period_the_later_in_the_workbook() -> None:
    sheets = [head("A", program("1.02.01", 1, 1), lembar=name) for name in ("Renja Murni", "Perubahan")]
    chosen, (left,) = newest(sheets)
    assert (chosen, left.why) == ([sheets[1]], "lembar")


def test_matrices_without_programs_are_named() -> None:
    there, without = head("A", program("1.02.01", 1, 1)), head("B")
    assert [item.perangkat_daerah for item in without_program_findings([there, without])] == ["B"]


def test_parts_and_folders_of_one_guessed_name_are_told_apart() -> None:
    heads = [
        head("m", program(code, 1, 1), berkas=f"{folder}/m.xlsx", lembar=sheet, asal="diduga")
        for folder, sheet, code in (("x", "P1", "1.01"), ("x", "P2", "1.02"), ("y", "P1", "1.01"))
    ]
    names = [one.identitas.nama for one in newest(heads)[0]]
    assert names == ["m (x/m.xlsx) (P1)", "m (x/m.xlsx) (P2)", "m (y/m.xlsx)"]


def test_an_empty_matrix_takes_the_place_of_none() -> None:
    filled = replace(head(triwulan=2), terisi=(3, 3, 0, 0))
    empty = replace(head(triwulan=4, berkas="kosong.xlsx", diubah=9.0), terisi=(0, 0, 0, 0))
    assert newest([filled, empty]) == ([filled], [Superseded(empty, filled, "terisi", 0)])
    # The next year has not begun, but it is the next year.
    later = replace(empty, identitas=replace(empty.identitas, tahun=2026))
    assert newest([filled, later])[0] == [later]


def test_groups_add_up_money_and_average_rows() -> None:
    heads = [
        head("Dinas A", program("1.02.01", 100, 50, "50", "50"), program("1.02.02", 300, 0, "0", "0")),
        head(
            "Dinas B",
            program("1.02.01", 200, None, None, None),
            program("1.02.01", None, None, "120.01", jenis="lanjutan", kegiatan=0, subkegiatan=0),
            program("2.10.01", 0, 0, "10", None),
        ),
    ]
    first = by_program(heads)[0]
    assert (first.kode, first.perangkat_daerah) == ("1.02.01", ("Dinas A", "Dinas B"))
    assert (first.program, first.kegiatan, first.subkegiatan) == (2, 4, 10)
    assert (first.target_renja_rp, first.realisasi_renja_rp, first.serapan_rp) == (
        300,
        50,
        Decimal("16.67"),
    )
    # (50 + 120.01) / 2 = 85.005, half up; Rp over main rows that have one.
    assert (first.capaian_renja_k, first.capaian_renja_rp) == (Decimal("85.01"), 50)
    assert [group.kode for group in by_program(heads)] == ["1.02.01", "1.02.02", "2.10.01"]
    above = by_urusan(heads, {})
    assert [(group.kode, group.target_renja_rp, group.serapan_rp) for group in above] == [
        ("1.02", 600, Decimal("8.33")),
        ("2.10", 0, None),
    ]


def test_money_that_nobody_stated_is_blank() -> None:
    """A blank and a 0 are different things: of two programs one states 0, of the other code nobody states any."""
    heads = [head("Dinas A", program("1.02.01", 0, None), program("1.02.02", None, None))]
    found = [(group.target_renja_rp, group.realisasi_renja_rp) for group in by_program(heads)]
    assert found == [(0, None), (None, None)]


def test_money_that_could_not_be_read_is_in_no_share() -> None:
    """A's first budget is unread: 340 of 500 would be 68 %, but 255 of them belong to that budget."""
    hidden = replace(program("1.02.01", None, 255), ragu=True)
    heads = [
        head("Dinas A", hidden, program("1.02.02", 400, 68), angka={"target_renja_rp": None}),
        head("Dinas B", program("1.02.01", 100, 17), angka={"target_renja_rp": Decimal(100)}),
    ]
    counted = dict.fromkeys(
        ("program", "kegiatan", "subkegiatan", "indikator", "galat", "peringatan", "info"), 0
    )
    heads = [
        replace(one, jumlah=counted, terisi=(0,) * 4, realisasi=(Decimal(money),) * 4)
        for one, money in zip(heads, (323, 17), strict=True)
    ]

    def sums(group: Group) -> tuple[Any, ...]:
        return group.target_renja_rp, group.realisasi_renja_rp, group.serapan_rp, group.ragu

    assert [sums(group) for group in by_program(heads)] == [(100, 272, None, True), (400, 68, 17, False)]
    assert sums(by_program(heads[:1])[0]) == (None, 255, None, True)
    whole = wholes(heads)[0]
    assert sums(whole.program) == (500, 340, None, True)
    # Of the quarters only B's money is known whole; A's stays out, whether its budget or a quarter is unread.
    assert whole.kemajuan.serapan == (17,) * 4
    late = replace(heads[0], angka={"target_renja_rp": Decimal(400)})
    assert progress([late, heads[1]]).serapan == (17,) * 4
    assert progress([late]).serapan == (None,) * 4
    # Nor is it known of who filled column 12 alone how the money came to be spent; who spent nothing is told.
    alone = replace(
        heads[1], realisasi=(None,) * 4, angka=heads[1].angka | {"realisasi_renja_rp": Decimal(80)}
    )
    assert (progress([alone, heads[1]]).serapan, progress([alone, heads[1]]).tanpa) == ((17,) * 4, 1)
    idle = replace(alone, angka=alone.angka | {"realisasi_renja_rp": None})
    assert (progress([idle, heads[1]]).serapan, progress([idle]).tanpa) == ((Decimal("8.5"),) * 4, 0)


def test_names_of_groups() -> None:
    heads = [
        head("A", program("1.02.01", 1, 1, nama="PROGRAM X"), nama_urusan={"1.02": "KESEHATAN"}),
        head("B", program("1.02.01", 1, 1, nama="PROGRAM Y"), nama_urusan={"1.02": "Kes"}),
        head("C", program("1.02.01.", 1, 1, nama="PROGRAM Y"), nama_urusan={"1.02": "KESEHATAN"}),
        head("D", program("2.10.01", 1, 1)),
        head("E", program("", 1, 1, nama="Program  Tanpa Kode"), program("", 1, 1, nama="PROGRAM LAIN")),
        head("F", program("", 1, 1, nama="PROGRAM TANPA KODE")),
    ]
    assert [(g.kode, g.nama) for g in by_urusan(heads, {})] == [("1.02", "KESEHATAN"), ("2.10", ""), ("", "")]
    assert [(g.kode, g.nama, len(g.perangkat_daerah)) for g in by_program(heads)] == [
        ("1.02.01", "PROGRAM Y", 3),
        ("2.10.01", "PROGRAM 2.10.01", 1),
        ("", "PROGRAM LAIN", 1),
        ("", "Program  Tanpa Kode", 2),
    ]
    # A name that a sheet prints comes before the usual one.
    usual = {"1.02": "Kesehatan", "2.10": "Pertanahan"}
    assert [group.nama for group in by_urusan(heads, usual)] == ["KESEHATAN", "Pertanahan", ""]


def test_usual_names_of_urusan() -> None:
    names = load_urusan()
    assert (names["1.02"], names["2.10"], names["3.32"]) == ("Kesehatan", "Pertanahan", "Transmigrasi")
    assert all(re.fullmatch(r"[1-9]\.\d\d", code) for code in names)


def test_codes_are_text() -> None:
    assert [urusan_of(code) for code in ("2.10.01", "2.1.01", "2", "")] == ["2.10", "2.1", "2", ""]


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("serapan_rp", {"serapan_rp": 1}),
        ("capaian_renja_k=50,serapan_rp=50", {"capaian_renja_k": 50, "serapan_rp": 50}),
        (" capaian_renja_rp = 0.5 , capaian_renstra_k=2", {"capaian_renja_rp": 0.5, "capaian_renstra_k": 2}),
    ],
)
def test_ranking_rules(text: str, weights: Mapping[str, float]) -> None:
    assert ranking_rule(text) == weights


@pytest.mark.parametrize(
    "text",
    [
        *("", "serapan", "serapan_rp=0", "serapan_rp=-1", "serapan_rp=a", "serapan_rp=NaN", "serapan_rp,"),
        *("capaian_renja_k=5,capaian_renja_k=2", "capaian_renja_k,serapan_rp=70", "serapan_rp=1e400"),
    ],
)
def test_ranking_rules_that_are_none(text: str) -> None:
    with pytest.raises(UsageError, match="capaian_renja_k=50"):
        ranking_rule(text)


def test_ranking_caps_shares_places_and_leaves_out_blanks() -> None:
    figures = (("80", "60"), ("1000", "40.01"), ("70", "70"), (None, "99"), ("100", "40.02"))
    heads = [
        head(angka=dict(zip(("capaian_renja_k", "serapan_rp"), map(_figure, pair), strict=True)))
        for pair in figures
    ]
    found = ranked(heads, ranking_rule("capaian_renja_k=50,serapan_rp=50"))
    # 1000 counts as 100: (100 + 40.01) / 2 = 70.005, half up 70.01, as (100 + 40.02) / 2.
    assert [(place.nilai, place.peringkat) for place in found] == [
        (Decimal("70.00"), 3),
        (Decimal("70.01"), 1),
        (Decimal("70.00"), 3),
        (None, None),
        (Decimal("70.01"), 1),
    ]
    weighed = ranked(heads, ranking_rule("capaian_renja_k=3,serapan_rp=1"))
    assert next(place.nilai for place in weighed) == Decimal("75.00")


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def frame(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of level, jenis, cara_rp, K of four quarters, Rp of four quarters, column 12 Rp."""
    names = ["level", "jenis", "cara_rp", *(f"tw{n}_{kind}" for kind in ("k", "rp") for n in range(1, 5))]
    names.append("realisasi_renja_rp")
    return pd.DataFrame(
        {
            name: pd.Series(
                [Decimal(value) if isinstance(value, int) else value for value in column], dtype=object
            )
            for name, column in zip(names, zip(*rows, strict=True), strict=True)
        }
    )


def test_filling_progress() -> None:
    found = frame(
        ("program", "utama", "jumlah", 1, None, 0, 0, 10, 0, 0, None, 10),
        ("program", "lanjutan", "jumlah", None, None, 0, 0, None, None, None, None, None),
        ("kegiatan", "utama", "jumlah", 0, 5, 0, None, 0, None, 0, 0, 0),
        ("bidang", "utama", "jumlah", None, None, None, None, 10, 20, 30, None, 60),
    )
    # Headings are no indicators. The third and fourth quarter are all 0: they have not begun.
    assert filled_quarters(found) == (2, 2, 0, 0)


def test_money_up_to_each_quarter() -> None:
    rows = (
        ("program", "utama", "jumlah", *[None] * 4, 10, 20, 30, None, 60),
        ("program", "utama", "kumulatif", *[None] * 4, 100, None, 300, None, 300),
        ("program", "lanjutan", "jumlah", *[None] * 4, 7, 7, 7, 7, 28),
        ("kegiatan", "utama", "jumlah", *[None] * 4, 7, 7, 7, 7, 28),
    )
    assert money_by_quarter(frame(*rows), 3) == (110, 130, 360, None)
    assert money_by_quarter(frame(*rows), 0) == (None,) * 4
    # A column 12 of 90 that was kept: the quarters lead to 60.
    assert money_by_quarter(frame((*rows[0][:-1], 90), *rows[1:]), 3) == (None,) * 4


LAST_QUARTER = "nilai triwulan terisi yang terakhir (setiap triwulan ditulis s.d. triwulan itu)"


def test_differences_from_most() -> None:
    usual = [head(name) for name in "ABC"]
    other = head(
        "D",
        kebiasaan={
            "bentuk": "Formulir E.81",
            "cara_rp": "jumlah",
            "kolom": ("level", "nama", "tw4_rp"),
            "kolom_sendiri": ("Lokasi",),
            "satuan": ("ORANG", "kg"),
        },
    )
    found = differences([*usual, other], [])
    assert {(item.perangkat_daerah, item.berkas) for item in found} == {("D", "D.xlsx")}
    assert [(item.hal, item.isi, item.umumnya) for item in found] == [
        ("Bentuk", "Formulir E.81", "Tabel 2.1"),
        ("Cara kolom 12 Rp", "jumlah TW I sampai IV", LAST_QUARTER),
        ("Kolom yang tidak ada", "Kode", ""),
        ("Kolom yang jarang ada", "TW IV Rp", ""),
        ("Kolom sendiri", "Lokasi", ""),
        ("Satuan yang hanya ada di sini", "kg", ""),
    ]
    assert (differences(usual, []), differences([], [])) == ([], [])


@pytest.mark.parametrize("name", sorted({*DATA_NAMES} - {"urut", "level", "jenis", "nomor", "sumber"}))
def test_columns_are_called_as_people_call_them(name: str) -> None:
    heads = [head(agency) for agency in "ABC"]
    found = differences([*heads, head("D", kebiasaan={"kolom": ("kode", "nama", name)})], [])
    assert "_" not in "".join(item.isi for item in found)


def test_names_that_the_book_does_not_print_for_their_code() -> None:
    """Money is added up by code: under which other name it went in has to be said, signs and case apart."""
    heads = [
        head("A", program("1.02.01", 1, 1, nama="PROGRAM PENUNJANG, KAB/KOTA")),
        head("B", program("1.02.01", 1, 1, nama="PROGRAM PENUNJANG, KAB/KOTA")),
        head("C", program("1.02.01", 1, 1, nama="Program  Penunjang Kab./Kota")),
        head("D", program("1.2.01", 1, 1, nama="PROGRAM LAIN"), program("", 1, 1, nama="PROGRAM TANPA KODE")),
        head("E", program("1.02.01", 1, 1, nama="PROGRAM LAIN"), tahun=2024),
    ]
    found = differences(heads, by_program(heads))
    assert [(item.perangkat_daerah, item.hal, item.isi, item.umumnya) for item in found] == [
        ("D", "Nama program", "1.02.01 PROGRAM LAIN", "1.02.01 PROGRAM PENUNJANG, KAB/KOTA")
    ]


def test_own_columns_are_named_whoever_else_has_them() -> None:
    """No column of the book holds them."""
    heads = [head("A", kebiasaan={"kolom_sendiri": ("Lokasi", "Catatan")})]
    found = [(item.hal, item.isi) for item in differences(heads * 3, [])]
    assert found == [("Kolom sendiri", "Lokasi, Catatan")] * 3


@pytest.mark.parametrize("others", [0, 1, 2])
def test_what_no_more_than_half_have_or_lack_is_no_difference(others: int) -> None:
    """One alone, one of two, two of four: nobody can say which of them is made otherwise."""
    habits = {
        "bentuk": "Formulir E.81",
        "aturan": "kita",
        "cara_k": "jumlah",
        "kolom": ("nama", "tw4_rp"),
        "satuan": ("kg",),
    }
    heads = [head(name) for name in "AB"[:others]]
    heads += [head(name, kebiasaan=habits) for name in "CD"[: max(others, 1)]]
    assert differences(heads, by_program(heads)) == []


def test_each_year_together() -> None:
    """Two matrices of 2025, one of 2024 without a budget; quarters of who has not reported count as last reported."""

    def one(
        agency: str, year: int, filled: tuple[int, ...], money: tuple[int | None, ...], *rows: ProgramRow
    ) -> Head:
        known = [row for row in rows if row.jenis == "utama"]
        sums = {
            f"{name}_renja_rp": sum((getattr(row, f"{name}_renja_rp") or Decimal(0)) for row in known)
            for name in ("target", "realisasi")
        }
        counts = dict.fromkeys(("program", "kegiatan", "subkegiatan", "galat", "peringatan", "info"), 1)
        return replace(
            head(agency, *rows, tahun=year, angka=sums),
            jumlah=counts | {"indikator": 3},
            terisi=filled,
            realisasi=tuple(None if amount is None else Decimal(amount) for amount in money),
        )

    heads = [
        one("A", 2025, (3, 2, 0, 0), (100, 250, None, None), program("1.02.01", 1000, 250, "80", "25")),
        one(
            *("B", 2025, (1, 1, 1, 0), (10, 20, 60, None), program("1.02.01", 200, 60, "50.01", "30")),
            program("1.02.01", None, None, "0", jenis="lanjutan"),
        ),
        one("C", 2024, (0, 0, 0, 0), (None,) * 4, program("1.02.01", 0, 0)),
    ]
    earlier, later = wholes(heads)
    assert (earlier.tahun, later.tahun) == (2024, 2025)
    assert (later.jumlah["indikator"], later.jumlah["galat"]) == (6, 2)
    both = later.program
    assert (both.target_renja_rp, both.realisasi_renja_rp, both.serapan_rp) == (1200, 310, Decimal("25.83"))
    # (80 + 50.01 + 0) / 3 = 43.336...; (25 + 30) / 2
    assert (both.capaian_renja_k, both.capaian_renja_rp) == (Decimal("43.34"), Decimal("27.50"))
    # From the shares as printed: (3 x 66.67 + 3 x 33.33) / 6.
    assert later.kemajuan.terisi == (Decimal("66.67"), Decimal("50.00"), Decimal("16.67"), 0)
    assert later.kemajuan.serapan == (Decimal("9.17"), Decimal("22.50"), Decimal("25.83"), None)
    assert earlier.program.serapan_rp is None
    assert earlier.kemajuan.serapan == (None,) * 4
