"""Titles left over from the agency whose workbook was copied: whose the matrix is then, and what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renja_xl.model.findings import COLUMNS
from renja_xl.model.part import GUESSED, STATED, Head, Identity, Part, as_json, head_from_json
from renja_xl.reading.agency import identity_in_name
from renja_xl.rules.region.contradicted import by_file_name
from renja_xl.rules.region.identity import identify
from tests.rules.test_region import head, known, program

HALONG, JUAI = "Kecamatan Halong", "Kecamatan Juai"
DISTRICTS = known(HALONG, f"{JUAI}|Juai")


def titled(agency: str, berkas: str, called: str = "", budget: int = 5, **more: object) -> Head:
    """A matrix of an agency by its title, whose file's name states another one."""
    one = head(agency, program("7.01.01", budget, 1), berkas=berkas, **more)
    return replace(one, identitas=replace(one.identitas, menurut_berkas=called, pernyataan=called and "beda"))


def told(heads: list[Head]) -> tuple[list[str], list[str]]:
    """Whose the matrices are, and the codes of what is said."""
    settled, said = by_file_name(heads)
    return [one.identitas.perangkat_daerah for one in settled], [item.baris[0] for item in said]


@pytest.mark.parametrize(
    ("name", "asal", "listed", "rival"),
    [
        ("Kec. Juai", STATED, False, "Kec. Juai"),
        ("Kec. Juai", STATED, True, JUAI),
        ("Juai", "", True, JUAI),
        # Merely guessed words, the title's own agency in other words, what its folder is called.
        ("Juai", "", False, ""),
        ("Kec. Halong", STATED, False, ""),
        ("Kec. Awayan", STATED, False, ""),
        # A slip of one letter, which only a list tells from another agency.
        ("Kec. Haalong", STATED, False, ""),
        # A unit of the agency.
        ("Kelurahan Paringin", STATED, False, ""),
    ],
)
def test_another_agency_that_a_files_name_states(name: str, asal: str, listed: bool, rival: str) -> None:
    file = "12.xlsx" if "Awayan" in name else f"{name}_TW2.xlsx"
    called = Identity(name, asal=asal, bagian=name if name.startswith("Kel") else "")
    found, said = identify(Identity(HALONG, 2025), Identity(), called, 2, file, DISTRICTS if listed else [])
    assert (found.perangkat_daerah, found.menurut_berkas, bool(found.pernyataan)) == (
        HALONG,
        rival,
        bool(rival),
    )
    # What is said of it is known only when all matrices are there.
    assert "perangkat-daerah-beda" not in [item.kode for item in said if rival]
    by_list = identify(Identity(HALONG), Identity(), called, 2, file, known(f"{HALONG}||*"))[0]
    assert by_list.menurut_berkas == ""


def test_a_title_of_another_agency_that_sent_its_own() -> None:
    own, left_over = titled(HALONG, "Kec. Halong.xlsx"), titled(HALONG, "Kec. Juai.xlsx", JUAI, 7)
    for heads in ([own, left_over], [left_over, own]):
        settled, (said,) = by_file_name(heads)
        assert {one.asal.berkas: one.identitas.perangkat_daerah for one in settled} == {
            "Kec. Halong.xlsx": HALONG,
            "Kec. Juai.xlsx": JUAI,
        }
        assert (said.berkas, said.perangkat_daerah) == ("Kec. Juai.xlsx", JUAI)
        assert said.baris[0] == "perangkat-daerah-judul-lain"
        words = said.baris[COLUMNS.index("penjelasan")]
        assert all(name in words for name in (HALONG, JUAI, "Kec. Halong.xlsx"))
        assert "judul" in said.baris[COLUMNS.index("saran")]
    # Each quarter of it, wherever the agency itself has sent any.
    again = titled(HALONG, "Kec. Juai TW1.xlsx", JUAI, 8)
    assert told([again, own, left_over])[0] == [JUAI, HALONG, JUAI]


def test_a_title_that_nobody_else_claims_holds() -> None:
    left_over = titled(HALONG, "Kec. Juai.xlsx", JUAI, 7)
    other_year = titled(HALONG, "Kec. Halong.xlsx", tahun=2024)
    unit = replace(other_year, identitas=replace(other_year.identitas, tahun=2025, bagian="Bagian Umum"))
    both = titled(HALONG, "Kec. Awayan.xlsx", "Kecamatan Awayan")
    for others in ([], [other_year], [unit], [both]):
        names, codes = told([left_over, *others])
        assert set(names) == {HALONG}
        assert codes == ["perangkat-daerah-beda"] * (2 if others == [both] else 1)


def test_a_version_of_the_same_matrix_stays_one() -> None:
    """By its budgets, or after a revision by its money: then the file's name is the slip."""
    own, renamed = titled(HALONG, "Kec. Halong.xlsx"), titled(HALONG, "Kec. Juai.xlsx", JUAI)
    assert told([own, renamed]) == ([HALONG, HALONG], ["perangkat-daerah-beda"])
    money = {"terisi": (1,), "realisasi": (program("", 0, 9).realisasi_renja_rp,)}
    revised = replace(titled(HALONG, "Kec. Juai.xlsx", JUAI, 9), **money)
    assert told([replace(own, **money), revised])[0] == [HALONG, HALONG]


def test_a_workbook_of_several_agencies_has_no_say() -> None:
    own = titled(HALONG, "Kec. Halong.xlsx")
    collected = [
        titled(agency, "Bappeda.xlsx", "Bappeda", 7, lembar=agency) for agency in (HALONG, "Kecamatan Awayan")
    ]
    assert told([own, *collected])[0] == [HALONG, HALONG, "Kecamatan Awayan"]


def test_what_a_files_name_states_goes_along() -> None:
    one = titled(HALONG, "Kec. Juai.xlsx", JUAI)
    kept = head_from_json(as_json(Part(one, {}, ()))[0])
    assert (kept.identitas.menurut_berkas, kept.identitas.pernyataan) == (JUAI, "beda")
    assert one.identitas.asal != GUESSED


def test_a_later_quarter_with_a_revised_budget_is_a_version() -> None:
    """A title holds where the agency itself has nothing of that quarter, or the file's agency has its own."""
    own = replace(titled("Dinas Sosial", "Dinas Sosial TW1.xlsx"), terisi=(1,))
    later = replace(titled("Dinas Sosial", "Bappeda TW2.xlsx", "Bappeda", 7), terisi=(1, 1))
    assert told([own, later])[0] == ["Dinas Sosial", "Dinas Sosial"]
    beside = replace(own, terisi=(1, 1))
    assert told([beside, later])[0] == ["Dinas Sosial", "Bappeda"]
    theirs = replace(titled("Bappeda", "x.xlsx", budget=3), terisi=(1, 1))
    assert told([beside, later, theirs])[0] == ["Dinas Sosial", "Dinas Sosial", "Bappeda"]


@pytest.mark.parametrize(
    ("file", "rival"),
    [
        ("Inspektorat.xlsx", "Inspektorat"),
        ("Evaluasi Renja Inspektorat TW II 2025 rev2.xlsx", "Inspektorat"),
        ("BPBD.xlsx", "BPBD"),
        # Who collects, and what is short for the title's own.
        ("Rekap Renja TW2 untuk Bappeda.xlsx", ""),
        ("Inspektorat dari Dinas Perhubungan.xlsx", ""),
        ("Dishub.xlsx", ""),
    ],
)
def test_names_that_need_no_other_word(file: str, rival: str) -> None:
    called = identity_in_name(file.removesuffix(".xlsx"))
    titles = Identity("DINAS PERHUBUNGAN", 2025)
    assert identify(titles, Identity(), called, 2, file, [])[0].menurut_berkas == rival
    short = Identity("BADAN PENANGGULANGAN BENCANA DAERAH", 2025)
    assert identify(short, Identity(), identity_in_name("BPBD"), 2, "BPBD.xlsx", [])[0].menurut_berkas == ""
