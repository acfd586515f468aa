"""Units of one agency, and names that are merely similar to one of the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renja_xl.model.findings import COLUMNS
from renja_xl.model.region import Head, Part, RegionFinding, as_json, head_from_json
from renja_xl.rules.region.newest import newest
from renja_xl.rules.region.similar import exact_first
from renja_xl.rules.region.units import unit_findings
from tests.rules.test_region import head, program

CODE, EXPLANATION = COLUMNS.index("kode"), COLUMNS.index("penjelasan")


def of_unit(unit: str, *codes: str, **more: object) -> Head:
    """Its budget is its own: with those of another it would be the same matrix."""
    budget = 1 + len(unit)
    one = head("Sekretariat Daerah", *(program(code, budget, 1) for code in codes or ("4.01.01",)), **more)
    return replace(one, identitas=replace(one.identitas, bagian=unit))


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
            "2 bagian (Bagian Hukum, Bagian Umum)",
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
    assert "2 bagian (P1, P2)" in said[0].baris[EXPLANATION]


def test_matrices_of_one_unit_however_it_is_stated() -> None:
    """The same budgets under another unit, or none; the same programs with revised budgets under none."""
    first = of_unit("Bidang Bina Marga", berkas="tw1.xlsx")
    same = replace(of_unit("Seksi Jalan", berkas="tw2.xlsx", diubah=2.0), program=first.program)
    revised = of_unit("", berkas="tw4.xlsx", diubah=4.0)
    for later in (same, revised):
        chosen, left = newest([first, later])
        assert (chosen[0].asal, [item.old for item in left]) == (later.asal, [first])
    other = of_unit("Puskesmas Juai", berkas="juai.xlsx")
    respelt = of_unit("UPTD Puskesmas Juai", berkas="baru.xlsx", diubah=5.0)
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
