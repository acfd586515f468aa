"""Units of one agency, and names that are merely similar to one of the list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from renja_xl.model.findings import COLUMNS
from renja_xl.model.part import Head, Part, as_json, head_from_json
from renja_xl.model.region import RegionFinding
from renja_xl.rules.region.doubled import doubled_findings
from renja_xl.rules.region.left_out import superseded_findings
from renja_xl.rules.region.newest import newest
from renja_xl.rules.region.remainder import remainder_findings
from renja_xl.rules.region.similar import exact_first
from renja_xl.rules.region.units import unit_findings
from tests.rules.test_region import head, program

CODE, EXPLANATION, ADVICE = (COLUMNS.index(name) for name in ("kode", "penjelasan", "saran"))


def of_unit(unit: str, *codes: str, **more: object) -> Head:
    """Its budget is its own: with those of another it would be the same matrix."""
    budget = 1 + len(unit)
    one = head("Sekretariat Daerah", *(program(code, budget, 1) for code in codes or ("4.01.01",)), **more)
    return replace(one, identitas=replace(one.identitas, bagian=unit))


def realised(one: Head, *money: int) -> Head:
    """With so much spent up to each of the quarters that are filled."""
    blanks = 4 - len(money)
    reached = (*map(Decimal, money), *[None] * blanks)
    return replace(one, terisi=(1,) * len(money) + (0,) * blanks, realisasi=reached)


def similar(name: str, written: str = "", **more: object) -> Head:
    one = head(name, berkas=f"{written or name}.xlsx", **more)
    return replace(one, identitas=replace(one.identitas, tertulis=written))


def codes(found: list[RegionFinding]) -> list[str]:
    return [item.baris[CODE] for item in found]


def test_units_are_no_versions_of_each_other() -> None:
    """Neither in one workbook nor in several; within one unit the newest stays."""
    law, general = of_unit("Bagian Hukum", lembar="H"), of_unit("Bagian Umum", lembar="U")
    later = of_unit("BAGIAN UMUM", berkas="umum.xlsx", diubah=1.0)
    chosen, left = newest([law, general, later])
    assert [one.identitas.nama for one in chosen] == [
        "Sekretariat Daerah (Bagian Hukum)",
        "Sekretariat Daerah (BAGIAN UMUM)",
    ]
    assert [(item.old, item.new) for item in left] == [(general, later)]


def test_parts_of_a_unit_bear_both_names() -> None:
    sheets = [of_unit("Bagian Umum", f"4.01.0{n}", lembar=f"P{n}") for n in (1, 2)]
    names = [one.identitas.bagian for one in newest(sheets)[0]]
    assert names == ["Bagian Umum, P1", "Bagian Umum, P2"]


def test_a_copy_is_counted_once_whatever_unit_its_file_names() -> None:
    one, copy = (of_unit(unit, berkas=f"{unit}.xlsx", sha256="1") for unit in ("Bagian Umum", "Bagian Hukum"))
    chosen, left = newest([one, copy])
    assert (len(chosen), [item.why for item in left]) == (1, ["sama"])


@pytest.mark.parametrize(
    ("units", "expected", "words"),
    [
        (
            ("Bagian Hukum", "Bagian Umum"),
            ["perangkat-daerah-berbagian"],
            "2 bagian (Bagian Hukum; Bagian Umum)",
        ),
        (("Bagian Hukum", ""), ["perangkat-daerah-dan-bagian"], "tidak menyebut bagian"),
        (("Bagian Hukum",), [], ""),
        (("",), [], ""),
    ],
)
def test_what_is_said_of_units(units: tuple[str, ...], expected: list[str], words: str) -> None:
    stated = [
        of_unit(unit, *([] if unit else ["4.01.01", "4.01.02"]), berkas=f"{place}.xlsx")
        for place, unit in enumerate(units)
    ]
    said = list(unit_findings(newest(stated)[0], stated))
    assert codes(said) == expected
    assert all(words in item.baris[EXPLANATION] for item in said)


def test_parts_that_are_no_units_are_said_to_be_added_up_too() -> None:
    stated = [of_unit("", f"4.01.0{n}", lembar=f"P{n}") for n in (1, 2)]
    said = list(unit_findings(newest(stated)[0], stated))
    assert codes(said) == ["perangkat-daerah-berbagian"]
    assert "2 bagian (P1; P2)" in said[0].baris[EXPLANATION]


def test_what_shares_no_program_with_the_units_is_a_further_part() -> None:
    """Its money cannot be in theirs: Kesra beside Bagian Hukum, each with a program of its own."""
    law = of_unit("Bagian Hukum", "4.01.02", lembar="Bag. Hukum")
    for place, shown in ({"lembar": "Kesra"}, "Kesra"), ({"berkas": "kesra.xlsx"}, "kesra.xlsx"):
        stated = [law, of_unit("", "4.01.03", **place)]
        (said,) = unit_findings(newest(stated)[0], stated)
        assert said.baris[CODE] == "perangkat-daerah-berbagian"
        assert f"2 bagian (Bagian Hukum; {shown})" in said.baris[EXPLANATION]


def test_matrices_of_one_unit_however_it_is_stated() -> None:
    """The same budgets under another unit, or none; the same programs with revised budgets under none."""
    first = realised(of_unit("Bidang Bina Marga", berkas="tw1.xlsx"), 5)
    same = realised(of_unit("Seksi Jalan", berkas="tw2.xlsx", diubah=2.0), 5, 7)
    same = replace(same, program=first.program)
    revised = realised(of_unit("", berkas="tw4.xlsx", diubah=4.0), 5, 7, 8, 9)
    for later in (same, revised):
        chosen, left = newest([first, later])
        assert (chosen[0].asal, [item.old for item in left]) == (later.asal, [first])
    other = realised(of_unit("Puskesmas Juai", berkas="juai.xlsx"), 5)
    respelt = realised(of_unit("UPTD Puskesmas Juai", berkas="baru.xlsx", diubah=5.0), 5)
    assert [one.asal.berkas for one in newest([first, other, respelt])[0]] == ["baru.xlsx", "tw1.xlsx"]
    # Of two units with the same programs nobody can tell whose the one without a unit is.
    assert len(newest([first, other, revised])[0]) == 3


def test_an_exact_name_beats_a_similar_one() -> None:
    exact, slip = (
        similar("Kecamatan Sukarame"),
        similar("Kecamatan Sukarame", "Kecamatan Sukarami", diubah=9.0),
    )
    for heads in ([exact, slip], [slip, exact]):
        settled, said = exact_first(heads)
        names = [one.identitas.perangkat_daerah for one in newest(settled)[0]]
        assert names == ["Kecamatan Sukarame", "Kecamatan Sukarami"]
        assert codes(said) == ["perangkat-daerah-mirip-lain"]
        assert "'Kecamatan Sukarami' mirip 'Kecamatan Sukarame'" in said[0].baris[EXPLANATION]
        assert said[0].perangkat_daerah == "Kecamatan Sukarami"


def test_a_similar_name_is_a_slip_where_nobody_else_states_it() -> None:
    slip = similar("Kecamatan Sukarame", "Kecamatan Sukarami")
    last_year = similar("Kecamatan Sukarame", tahun=2024)
    settled, said = exact_first([slip, last_year])
    assert settled == [slip, last_year]
    assert codes(said) == ["perangkat-daerah-mirip"]


def test_a_head_that_was_kept_before_there_were_similar_names() -> None:
    one = similar("Kecamatan Sukarame", "Kecamatan Sukarami")
    text, _ = as_json(Part(one, {}, []))
    assert head_from_json(text).identitas.tertulis == "Kecamatan Sukarami"
    older = head_from_json(text.replace(', "tertulis": "Kecamatan Sukarami"', ""))
    assert (older.identitas, older.identitas.tertulis) == (one.identitas, "")


def test_units_of_other_names_are_one_only_by_their_money() -> None:
    """Two kelurahan have one sum to spend; that they spent the same of it says that they are one."""
    one, other = (
        of_unit(f"Kelurahan {name}", "7.01.03", berkas=f"{name}.xlsx") for name in ("Timur", "Barat")
    )
    apart = [
        (one, other),
        (realised(one, 5, 7), realised(other, 6, 7)),
        (realised(one, 0, 0), realised(other, 0, 0)),
        # Nothing is filled in both.
        (realised(one), realised(other, 5)),
        (realised(one, 5, 7), realised(replace(other, asal=replace(one.asal, lembar="Barat")), 5, 7)),
    ]
    for pair in apart:
        assert len(newest(pair)[0]) == 2
    same = realised(one, 5), realised(other, 5, 7)
    assert newest(same)[0] == [same[1]]


def test_a_whole_agency_is_not_taken_for_a_unit_with_as_many_programs() -> None:
    whole = realised(of_unit("", "1.02.02", berkas="dinas.xlsx"), 10)
    unit = realised(of_unit("Puskesmas Juai", "1.02.02", berkas="juai.xlsx", diubah=9.0), 1)
    assert len(newest([whole, unit])[0]) == 2
    # Nor for one of another budget where nobody has spent anything.
    assert len(newest([realised(whole, 0), realised(unit, 0)])[0]) == 2


def test_a_slip_is_another_agency_where_other_money_was_spent() -> None:
    exact = realised(similar("Kecamatan Sukarame"), 5)
    slip = similar("Kecamatan Sukarame", "Kecamatan Sukarami")
    exact, slip = (replace(one, program=(program("7.01.03", 200, 1),)) for one in (exact, slip))
    assert codes(exact_first([exact, realised(slip, 6)])[1]) == ["perangkat-daerah-mirip-lain"]
    assert codes(exact_first([exact, realised(slip, 5, 6)])[1]) == ["perangkat-daerah-mirip"]


def test_the_same_budgets_under_another_name_are_said() -> None:
    """Once for each further matrix of that year, whatever names and workbooks they come under."""
    rows = program("1.02.01", 1_500_000, 1), program("1.02.02", 500_000, 1)
    first, tab = (head("Dinas A", *rows, lembar=name) for name in ("Rekap", "Salinan"))
    other = head("Dinas B", *rows, berkas="b.xlsx")
    last_year, more = head("C", *rows, tahun=2024), head("D", *rows, program("1.02.03", 1, 1))
    said = list(doubled_findings([first, tab, other, last_year, more]))
    assert [(item.berkas, item.baris[CODE]) for item in said] == [
        (berkas, "pagu-sama-persis") for berkas in ("Dinas A.xlsx", "b.xlsx")
    ]
    words = "matriks Dinas A (berkas 'Dinas A.xlsx', lembar Rekap); bila keduanya matriks yang sama, pagu Rp"
    assert all(f"{words} 2.000.000 terhitung" in item.baris[EXPLANATION] for item in said)


def test_the_same_money_under_another_name_is_said_after_a_revision_too() -> None:
    """But two kelurahan with the same sum to spend, that spent it otherwise, are two."""
    one, other = (head(name, program("7.01.01", 200, 1), berkas=f"{name}.xlsx") for name in "AB")
    revised = replace(other, program=(program("7.01.01", 250, 1),))
    said = [
        codes(list(doubled_findings([realised(one, 5, 7), realised(second, *money)])))
        for second, money in ((other, (5, 9)), (other, ()), (revised, (5, 7, 8)), (revised, (5, 8)))
    ]
    assert said == [[], ["pagu-sama-persis"], ["realisasi-sama-persis"], []]


def test_what_units_leave_of_a_whole_under_another_name_is_said() -> None:
    """An RSUD with a file of its own; with another budget nothing tells that it is in the whole."""
    whole, juai = (
        of_unit(unit, berkas=f"{unit or 'dinas'}.xlsx", lembar=unit) for unit in ("", "Puskesmas Juai")
    )
    whole = replace(whole, program=(program("1.02.01", 900, 1), program("1.02.02", 50, 1)))
    juai = replace(juai, program=(program("1.02.01", 200, 1), program("1.02.02", 50, 1)))
    for budget, expected in ((700, ["pagu-sisa-sama"]), (699, [])):
        hospital = head("RSUD Balangan", program("1.02.01", budget, 1))
        heads = [whole, juai, hospital]
        said = list(remainder_findings(newest(heads)[0], heads))
        assert codes(said) == expected
        assert all(item.berkas == "RSUD Balangan.xlsx" for item in said)
        assert all("pagu Rp 700 terhitung" in item.baris[EXPLANATION] for item in said)
    assert list(remainder_findings([whole, hospital], heads)) == []


def test_units_of_one_quarter_are_two_whatever_they_spent() -> None:
    """A sum for all kelurahan, paid to each in the same steps."""
    units = [
        realised(of_unit(name, berkas=f"{name}.xlsx"), 5) for name in ("Kelurahan Satu", "Kelurahan Esa")
    ]
    units = [replace(one, program=units[0].program) for one in units]
    assert len(newest(units)[0]) == 2
    assert codes(list(doubled_findings(newest(units)[0]))) == ["pagu-sama-persis"]


@pytest.mark.parametrize("budget", [None, 0])
def test_budgets_that_nobody_stated_are_not_the_same(budget: int | None) -> None:
    heads = [head(name, program("1.02.01", budget, None)) for name in "AB"]
    assert list(doubled_findings(heads)) == []


def juai_halong_and_whole(whole: int, **more: object) -> list[Head]:
    """Two units with 1 and 2 of a program, one with 3 of another, and the agency with so much of the first."""
    juai = of_unit("Puskesmas Juai", berkas="juai.xlsx")
    halong = of_unit("Puskesmas Halong", berkas="halong.xlsx")
    units = [
        replace(juai, program=(program("1.02.01", 1, 1),)),
        replace(halong, program=(program("1.02.01", 2, 1), program("1.02.02", 3, 1))),
    ]
    rows = program("1.02.01", whole, 1), program("1.02.02", 3, 1)
    return [*units, replace(of_unit("", berkas="dinas.xlsx", **more), program=rows)]


def test_units_whose_sum_the_whole_is_stay_out() -> None:
    heads = juai_halong_and_whole(3)
    chosen, left = newest(heads)
    assert chosen == [heads[2]]
    assert [(item.old, item.new, item.why) for item in left] == [
        (unit, heads[2], "jumlah") for unit in heads[:2]
    ]
    assert list(unit_findings(chosen, heads)) == []
    said = list(superseded_findings(left))
    assert "jumlah pagu semua bagian" in said[0].baris[EXPLANATION]
    assert "Rp" not in said[0].baris[EXPLANATION]
    calm = "Tidak perlu apa-apa bila matriks seluruh perangkat daerah memang memuat semua bagian itu"
    assert said[0].baris[ADVICE].startswith(calm)


def test_a_sum_stays_out_where_a_unit_reports_a_later_quarter() -> None:
    *units, whole = juai_halong_and_whole(3)
    units[0] = realised(units[0], 1, 1)
    for reached, out in (((), [whole]), ((1,), [whole]), ((1, 1), units)):
        chosen, left = newest([*units, realised(whole, *reached)])
        assert [item.old.asal for item in left] == [one.asal for one in out]
        assert len(chosen) + len(left) == 3
    (said,) = superseded_findings(newest([*units, realised(whole, 1)])[1])
    words = "bagian di sana terisi sampai triwulan 2, lebih akhir daripada matriks ini"
    assert words in said.baris[EXPLANATION]


@pytest.mark.parametrize("whole", [2, 4])
def test_units_beside_a_whole_that_is_not_their_sum_stay(whole: int) -> None:
    assert len(newest(juai_halong_and_whole(whole))[0]) == 3


def test_a_whole_of_another_year_or_of_one_unit_is_no_sum() -> None:
    assert len(newest(juai_halong_and_whole(3, tahun=2024))[0]) == 3
    unit = replace(of_unit("Puskesmas Juai", berkas="juai.xlsx"), program=(program("1.02.01", 3, 1),))
    whole = replace(unit, asal=replace(unit.asal, berkas="d.xlsx", sha256="d"))
    whole = replace(whole, identitas=replace(whole.identitas, bagian=""))
    assert len(newest([unit, whole])[0]) == 2


def test_units_without_a_budget_are_no_sum() -> None:
    heads = [
        replace(one, program=tuple(replace(row, target_renja_rp=None) for row in one.program))
        for one in juai_halong_and_whole(3)
    ]
    assert len(newest(heads)[0]) == 3


def test_every_sheet_that_is_no_unit_is_a_part_of_its_own() -> None:
    """Two sheets of one file beside a unit of another: three parts."""
    law = of_unit("Bagian Hukum", berkas="b.xlsx")
    sheets = [of_unit("", f"4.01.0{n}", lembar=f"P{n}", berkas="a.xlsx") for n in (2, 3)]
    (said,) = unit_findings([law, *sheets], [law, *sheets])
    assert "3 bagian (Bagian Hukum; a.xlsx; a.xlsx)" in said.baris[EXPLANATION]
