"""Who of a region is there: missing, of another year, not in the list, under another's title."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from renja_xl.model.part import Failure, Head
from renja_xl.model.region import Presence
from renja_xl.rules.region.presence import presence
from tests.rules.test_region import head, known

LIST = known(*(f"Dinas {name}" for name in "ABCDE"))


def found(heads: list[Head], listed: bool = True, left_out: tuple[Head, ...] = ()) -> Presence:
    failures = [Failure("d.xlsx", "rusak", ("Dinas D",))]
    return presence(heads, [*heads, *left_out], failures, LIST if listed else [])


def test_who_is_there_and_who_is_not() -> None:
    heads = [head("DINAS A"), head("Dinas B"), head("Dinas Z")]
    told = found(heads)
    assert (told.terdaftar, told.belum_ada, told.tidak_terpakai) == (5, ["Dinas C", "Dinas E"], ["Dinas D"])
    assert (told.di_luar, told.tahun_lain, told.belum_tahun_ini) == (["Dinas Z"], [], 0)
    # Without a list nobody is missing, and nobody is outside of it.
    nobody = Presence(told.tahun, 0, [], {}, [], 0, [], [], told.triwulan, [])
    assert found(heads, listed=False) == nobody


def test_matrices_of_another_year_than_most() -> None:
    """An agency that has a unit in the year of most is there; one outside the list is named, and counts nowhere."""

    def of(agency: str, year: int, unit: str = "") -> Head:
        one = head(agency, tahun=year, berkas=f"{agency} {unit}.xlsx")
        return replace(one, identitas=replace(one.identitas, bagian=unit))

    heads = [
        *(of("Dinas A", 2025), of("Dinas C", 2025, "UPT X"), of("Dinas C", 2024, "UPT Y")),
        *(of("Dinas B", 2024), of("Dinas Z", 2024), of("Dinas E", 0), of("Dinas Y", 2025)),
    ]
    told = found(heads)
    assert (told.tahun, told.belum_tahun_ini, told.belum_ada) == (2025, 2, [])
    assert told.tahun_lain == [
        *("Dinas C (UPT Y) (2024)", "Dinas B (2024)", "Dinas Z (2024)"),
        "Dinas E (tahun tidak diketahui)",
    ]
    assert found([of("Dinas A", 0)]).tahun_lain == []


def test_a_file_called_like_a_missing_agency() -> None:
    """Its title names another, under whose name it goes in, or is left out."""

    def called(name: str, **more: Any) -> Head:
        one = head("Dinas A", berkas=f"k/{name}.xlsx", **more)
        return replace(one, identitas=replace(one.identitas, menurut_berkas=name))

    hint = {"Dinas C": "berkas 'Dinas C.xlsx' berjudul Dinas A"}
    assert found([called("Dinas C")]).petunjuk == hint
    assert found([head("Dinas A")], left_out=(called("Dinas C"),)).petunjuk == hint
    # Of those that are there, or whose file could not be used, more is known.
    assert found([head("Dinas B"), called("Dinas B"), called("Dinas D")]).petunjuk == {}


def test_who_is_behind_most() -> None:
    """Of the year of most alone; who has nothing filled is told otherwise, and a unit may be ahead of the others."""

    def filled(agency: str, quarters: int, unit: str = "", tahun: int = 2025) -> Head:
        one = head(agency, tahun=tahun, berkas=f"{agency} {unit}.xlsx")
        return replace(one, terisi=(1,) * quarters, identitas=replace(one.identitas, bagian=unit))

    heads = [
        *(filled("A", 2), filled("B", 1), filled("C", 2), filled("D", 0), filled("E", 3)),
        *(filled("F", 1, "UPT X"), filled("F", 2, "UPT Y"), filled("G", 1, tahun=2024)),
    ]
    told = found(heads)
    assert (told.triwulan, told.tertinggal) == (2, ["B (TW I)"])
    assert (found([filled("D", 0)]).triwulan, found([]).tertinggal) == (0, [])
