"""Which agency a name means, in other words and by the list."""

from __future__ import annotations

import pytest

from renja_xl.model.part import GUESSED, Identity
from renja_xl.rules.region.identity import identify
from renja_xl.rules.region.listed import Known, by_file, named_in, same
from renja_xl.rules.region.names import agency_key, may_mean, names_another, without_region


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Kec. Juai", "KECAMATAN JUAI", True),
        ("Setda", "Sekretariat Daerah", True),
        ("Sekretariat Dewan Perwakilan Rakyat Daerah", "Setwan", True),
        ("Inspektorat Daerah", "Inspektorat", True),
        ("PKM Juai", "Puskesmas Juai", True),
        ("Pusk. Juai", "Puskesmas Juai", True),
        ("Bid. SMP", "Bidang SMP", True),
        ("RSUD Datu Kandang Haji", "RUMAH SAKIT UMUM DAERAH DATU KANDANG HAJI", True),
        ("RSUD Balangan", "RSUD Datu Kandang Haji", False),
        ("Satpolpp", "Satuan Polisi Pamong Praja", True),
        ("Kel. Juai", "Kecamatan Juai", False),
        ("Badan Kepegawaian Daerah", "Badan Kepegawaian", False),
    ],
)
def test_names_in_other_words(one: str, other: str, alike: bool) -> None:
    assert (agency_key(one) == agency_key(other)) is alike


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("Dinas Kesehatan Kab. Balangan", "dinas kesehatan"),
        ("Inspektorat Kabupaten Balangan", "inspektorat"),
        ("Dinas Tata Kota dan Pertamanan Kota Bandung", "dinas tata kota dan pertamanan"),
        ("Kecamatan Kota Utara", "kecamatan kota utara"),
        ("Kecamatan Barabai Kota", "kecamatan barabai kota"),
        ("Dinas Sosial", "dinas sosial"),
    ],
)
def test_names_without_their_region(name: str, cut: str) -> None:
    assert without_region(name) == cut


PUPR = "Dinas Pekerjaan Umum dan Penataan Ruang"
LIST = [Known(PUPR, "DPUPR"), Known("Dinas Kesehatan Kab. Balangan", "Dinkes"), Known("Kecamatan Banjar Tua")]


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("DPUPR", PUPR),
        ("Dinas PUPR", PUPR),
        ("Dinas PU", PUPR),
        ("Badan PUPR", ""),
        ("Dinas Pekerjaan", ""),
        ("Kecamatan Batu", ""),
        ("Dinas Kesehatan", "Dinas Kesehatan Kab. Balangan"),
        ("", ""),
    ],
)
def test_names_of_the_list(stated: str, meant: str) -> None:
    assert same(stated, LIST) == meant


def test_what_two_of_the_list_may_be_called_is_neither() -> None:
    two = [Known("Dinas Sosial Kabupaten A"), Known("Dinas Sosial Kabupaten B")]
    assert same("Dinas Sosial", two) == ""
    assert same("Dinas PP", [Known("Dinas Pertanian Pangan"), Known("Dinas Perikanan Peternakan")]) == ""
    assert same("Dinas Sosial", [*two, Known("Dinas Sosial")]) == "Dinas Sosial"


def test_a_name_of_the_list_within_a_title() -> None:
    assert named_in("EVALUASI RENJA DPUPR KABUPATEN BALANGAN TAHUN 2024", LIST) == PUPR
    assert named_in("EVALUASI RENJA TAHUN 2024", LIST) == ""


@pytest.mark.parametrize("turned", [False, True])
def test_the_more_exact_pattern_of_the_list_holds(turned: bool) -> None:
    listed = [
        Known("Kecamatan Paringin", berkas="*paringin*"),
        Known("Kecamatan Paringin Selatan", berkas="*paringin selatan*"),
        Known("Kecamatan Juai", berkas="paringin 7.xlsx"),
    ]
    listed = listed[::-1] if turned else listed
    assert by_file("Kec Paringin Selatan TW3.xlsx", listed) == "Kecamatan Paringin Selatan"
    assert by_file("paringin.xlsx", listed) == "Kecamatan Paringin"
    assert by_file("PARINGIN 7.xlsx", listed) == "Kecamatan Juai"
    assert by_file("halong.xlsx", listed) == ""


@pytest.mark.parametrize(
    ("words", "agency", "expected"),
    [
        ("Dinsos", "DINAS SOSIAL", True),
        ("DISDIK", "Dinas Pendidikan", True),
        ("Kesehatan", "Dinas Kesehatan", True),
        ("DPMD", "DINAS SOSIAL", False),
        ("DINKES", "DINAS SOSIAL", False),
        ("Halong", "KECAMATAN JUAI", False),
    ],
)
def test_words_that_may_be_short_for_an_agency(words: str, agency: str, expected: bool) -> None:
    assert may_mean(words, agency) is expected


@pytest.mark.parametrize(
    ("called", "stated", "expected"),
    [
        ("setda hukum", "SEKRETARIAT DAERAH", False),
        ("pkm II", "DINAS KESEHATAN", False),
        ("RSUD Balangan", "RSUD Amuntai", True),
        ("Setda", "Dinas Sosial", False),
        ("Dinas Sosial", "Dinas Kesehatan", True),
    ],
)
def test_names_that_spell_out_another(called: str, stated: str, expected: bool) -> None:
    assert names_another(called, stated) is expected


def test_a_guessed_name_of_a_sheet_is_said() -> None:
    tab = Identity("DPMD", asal=GUESSED)
    found, said = identify(Identity(tahun=2025), tab, Identity("kumpulan"), 2, "kumpulan.xlsx", [])
    assert (found.perangkat_daerah, found.asal) == ("DPMD", GUESSED)
    assert [(item.kode, "nama lembar" in item.penjelasan) for item in said] == [
        ("perangkat-daerah-disimpulkan", True)
    ]
    listed, said = identify(Identity(), tab, Identity("x"), 2, "x.xlsx", [Known("Dinas PMD", "DPMD")])
    assert (listed.perangkat_daerah, listed.asal, said) == ("Dinas PMD", "dinyatakan", [])


def test_several_years_in_titles_are_said() -> None:
    titles = Identity("Dinas Sosial", 2024, 2, tahun_lain=(2026,))
    (said,) = identify(titles, Identity(), Identity("Dinas Sosial", 2024), 2, "x.xlsx", [])[1]
    assert (said.kode, said.tertulis) == ("tahun-beda", "2024")
    assert "2024, 2026" in said.penjelasan


DP3AP2KB = Known(
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana",
    "DP3AP2KB",
)


DUKCAPIL = Known("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil")
ALIKE, OTHER = "perangkat-daerah-mirip", "perangkat-daerah-beda"


@pytest.mark.parametrize(
    ("titled", "called", "listed", "agency", "code"),
    [
        ("DINAS PEMBERDAYAAN PEREMPUAN, PERLINDUNGAN ANAK", "DP3AP2KB", DP3AP2KB, DP3AP2KB.nama, ALIKE),
        ("DINAS KEPENDUDUKAN DAN", "Disdukcapil", DUKCAPIL, DUKCAPIL.nama, ALIKE),
        ("DISDIK", "Dinas Pendidikan", Known("Dinas Pendidikan"), "Dinas Pendidikan", ALIKE),
        ("DINAS SOSIAL", "DP3AP2KB", DP3AP2KB, "DINAS SOSIAL", OTHER),
        # The name of a place goes on as another place.
        ("KEC. JUAI", "Kec. Juai Selatan", Known("Kecamatan Juai Selatan"), "KEC. JUAI", OTHER),
    ],
)
def test_titles_that_are_short_for_what_the_file_is_called(
    titled: str, called: str, listed: Known, agency: str, code: str
) -> None:
    found, said = identify(Identity(titled), Identity(), Identity(called), 0, f"{called}.xlsx", [listed])
    # What the file's name states against the title is decided, and said, where all matrices are there.
    waiting = [OTHER] if found.menurut_berkas else []
    assert (found.perangkat_daerah, [item.kode for item in said] + waiting) == (agency, [code])


@pytest.mark.parametrize(
    ("titled", "called", "codes"),
    [
        ("DISDIK", "Dinas Pendidikan", []),
        ("DISPERINDAG", "Perdagangan", []),
        ("DISDIK", "Dinas Sosial", ["perangkat-daerah-beda"]),
    ],
)
def test_short_names_in_titles_beside_the_whole_one_of_the_file(
    titled: str, called: str, codes: list[str]
) -> None:
    found, said = identify(Identity(titled), Identity(), Identity(called), 0, f"{called}.xlsx", [])
    assert (found.perangkat_daerah, found.asal, [item.kode for item in said]) == (titled, "dinyatakan", codes)


JUAI = Identity("PUSKESMAS JUAI", bagian="PUSKESMAS JUAI")


@pytest.mark.parametrize(
    ("titles", "folder", "listed", "whose"),
    [
        (JUAI, "Dinas Kesehatan", [], ("Dinas Kesehatan", "PUSKESMAS JUAI")),
        (JUAI, "", [], ("PUSKESMAS JUAI", "")),
        (JUAI, "Dinas Kesehatan", [Known("Puskesmas Juai")], ("Puskesmas Juai", "")),
        (JUAI, "01 Dinkes", [Known("Dinas Kesehatan", "Dinkes")], ("Dinas Kesehatan", "PUSKESMAS JUAI")),
        (Identity("DINAS SOSIAL"), "Dinas Kesehatan", [], ("DINAS SOSIAL", "")),
        (JUAI, "Kecamatan Juai", [], ("PUSKESMAS JUAI", "")),
        (Identity("INSPEKTORAT"), "Dinas Kesehatan", [], ("INSPEKTORAT", "")),
        (
            Identity("DINAS SOSIAL", bagian="BIDANG REHABILITASI"),
            *("Dinas Kesehatan", [], ("DINAS SOSIAL", "BIDANG REHABILITASI")),
        ),
    ],
)
def test_a_unit_by_itself_is_of_the_agency_in_whose_folder_it_lies(
    titles: Identity, folder: str, listed: list[Known], whose: tuple[str, str]
) -> None:
    found, said = identify(titles, Identity(), Identity("pkm1", folder=folder), 0, "pkm1.xlsx", listed)
    assert (found.perangkat_daerah, found.bagian, found.asal) == (*whose, "dinyatakan")
    inferred = whose[0] == "Dinas Kesehatan"
    assert [item.kode for item in said] == ["perangkat-daerah-disimpulkan"] * inferred
    assert all("menurut nama foldernya" in item.penjelasan for item in said)
