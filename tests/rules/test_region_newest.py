"""Which of several matrices goes in, what is said of the others, and what is no version of another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from renja_xl.model.findings import COLUMNS
from renja_xl.model.part import Head
from renja_xl.rules.region.left_out import superseded_findings, unrealised_findings
from renja_xl.rules.region.newest import newest
from renja_xl.rules.region.version import version_of
from renja_xl.rules.region.years import with_years
from tests.rules.test_region import head, program

EXPLANATION, ADVICE = COLUMNS.index("penjelasan"), COLUMNS.index("saran")


def with_rows(one: Head, count: int) -> Head:
    return replace(one, baris=count)


def test_what_the_one_in_its_place_has_less_of_is_said() -> None:
    """Both budgets wherever they differ, and rows; nobody is told then that nothing need be done."""
    old = with_rows(head("A", program("1.02.01", 3_000_000, 1), berkas="a.xlsx"), 9)
    cheaper = head("A", program("1.02.01", 1_000_000, 1), berkas="b.xlsx", diubah=1.0)
    same = head("A", program("1.02.01", 3_000_000, 1), berkas="c.xlsx", diubah=1.0)
    pagu = "pagu matriks ini Rp 3.000.000, yang dipakai Rp 1.000.000"
    for new, words, calm in (
        (with_rows(cheaper, 9), [pagu], False),
        (with_rows(cheaper, 7), [pagu, "2 baris lebih sedikit"], False),
        (with_rows(same, 7), ["2 baris lebih sedikit"], False),
        (with_rows(same, 11), [], True),
    ):
        (said,) = superseded_findings(newest([old, new])[1])
        found = [one for one in (pagu, "2 baris lebih sedikit") if one in said.baris[EXPLANATION]]
        assert found == words
        assert ("Rp" in said.baris[EXPLANATION]) == (pagu in words)
        assert said.baris[ADVICE].startswith("Tidak perlu apa-apa") == calm


def test_other_realisation_up_to_the_same_quarter_is_said() -> None:
    """Of an older quarter it is another by itself, and nothing is known of it where a cell could not be read."""

    def filled(spent: int, name: str, quarters: tuple[int, ...] = (1, 1), **more: Any) -> Head:
        year = {"tahun": more.pop("tahun", 2025)}
        one = head("A", program("1.02.01", 9_000_000, spent, **more), berkas=name, **year)
        return replace(one, terisi=quarters)

    new = filled(1_500_000, "b rev.xlsx")
    money = "realisasi matriks ini Rp 3.000.000, yang dipakai Rp 1.500.000"
    for old, said in (
        (filled(3_000_000, "a.xlsx"), True),
        (filled(3_000_000, "a.xlsx", (1, 0)), False),
        (filled(1_500_000, "a.xlsx"), False),
        (filled(3_000_000, "a.xlsx", ragu=True), False),
        (filled(3_000_000, "a.xlsx", tahun=2024), False),
    ):
        (found,) = superseded_findings(newest([old, new])[1])
        assert (money in found.baris[EXPLANATION]) == said
        assert ("realisasi matriks ini" in found.baris[EXPLANATION]) == said
        assert found.baris[ADVICE].startswith("Bandingkan") == said


def test_a_sheet_is_held_against_the_part_that_has_its_programs() -> None:
    """Not against all parts of the matrix, whose budget is another; a sheet of all is held against them all."""
    first, second = (head("A", program(f"1.02.0{n}", n, 1), lembar=f"P{n}") for n in (1, 2))
    copy = replace(first, asal=replace(first.asal, lembar="Salinan P1", berkas="lain.xlsx", diubah=-1.0))
    whole = replace(copy, program=(*first.program, *second.program))
    for old in (copy, whole):
        (left,) = newest([first, second, old])[1]
        assert (left.old, left.beda, left.lost) == (old, None, 0)
    assert newest([first, second, copy])[1][0].new == first


@pytest.mark.parametrize(
    ("older", "newer", "why"),
    [
        # A list of programs behind the matrix itself.
        ({"lembar": "Program", "baris": 2}, {"lembar": "Rinci", "baris": 6}, "lembar"),
        ({"lembar": "Murni", "baris": 6}, {"lembar": "Perubahan", "baris": 5}, "lembar"),
        ({"berkas": "murni.xlsx", "diubah": 9.0}, {"berkas": "Renja_PERUBAHAN.xlsx"}, "anggaran"),
        ({"berkas": "a.xlsx", "diubah": 9.0}, {"berkas": "a pergeseran 2.xlsx"}, "anggaran"),
        ({"berkas": "a pergeseran 2.xlsx", "diubah": 9.0}, {"berkas": "a PAPBD.xlsx"}, "anggaran"),
        ({"berkas": "Renja DPA.xlsx", "diubah": 9.0}, {"berkas": "Renja_APBD-P.xlsx"}, "anggaran"),
        ({"lembar": "Sebelum Perubahan", "baris": 6}, {"lembar": "Setelah Perubahan"}, "lembar"),
        # The sheet's name before the file's, and nothing before a later quarter.
        (
            {"berkas": "perubahan.xlsx", "lembar": "Murni"},
            {"berkas": "a.xlsx", "lembar": "Perubahan"},
            "anggaran",
        ),
        ({"berkas": "perubahan.xlsx", "triwulan": 2}, {"berkas": "murni.xlsx", "triwulan": 3}, "periode"),
        ({"berkas": "perubahan/a.xlsx"}, {"berkas": "murni/b.xlsx", "diubah": 1.0}, "berkas"),
        # What a name says of its version, before the file's time.
        ({"berkas": "a revisi.xlsx"}, {"berkas": "a PERUBAHAN.xlsx"}, "anggaran"),
        ({"berkas": "b.xlsx"}, {"berkas": "a REVISI.xlsx", "diubah": 9.0}, "versi"),
        ({"berkas": "b.xlsx"}, {"berkas": "a REVISI.xlsx"}, "versi"),
        ({"berkas": "b.xlsx", "diubah": 9.0}, {"berkas": "a REVISI.xlsx"}, "versi-lawan-waktu"),
        ({"berkas": "a v1.xlsx", "diubah": 9.0}, {"berkas": "a v2.xlsx"}, "versi-lawan-waktu"),
        # A tab may be left over: of two files it tells nothing, of one file no more than the programs do.
        ({"berkas": "a.xlsx", "lembar": "Revisi"}, {"berkas": "b.xlsx", "lembar": "Matriks"}, "nama"),
        ({"berkas": "a.xlsx", "lembar": "Rev 2"}, {"berkas": "a rev.xlsx", "lembar": "Rev 1"}, "versi"),
        ({"lembar": "Revisi", "baris": 5}, {"lembar": "Revisi 2", "baris": 4}, "lembar"),
        ({"berkas": "a rev.xlsx", "triwulan": 2}, {"berkas": "a.xlsx", "triwulan": 3}, "periode"),
        ({"berkas": "a v1.xlsx"}, {"berkas": "a.xlsx", "diubah": 1.0}, "berkas"),
        ({"berkas": "a.xlsx", "sha256": "1"}, {"berkas": "b perubahan.xlsx", "sha256": "1"}, "sama"),
    ],
)
def test_which_budget_and_which_sheet(older: dict[str, Any], newer: dict[str, Any], why: str) -> None:
    old, new = (
        with_rows(head("Dinas A", program("1.02.01", 1, 1), **more), rows)
        for more in (dict(older), dict(newer))
        for rows in [more.pop("baris", 1)]
    )
    for heads in ([old, new], [new, old]):
        chosen, (left,) = newest(heads)
        assert (chosen, left.why) == ([new], why)


@pytest.mark.parametrize(
    ("older", "newer", "told"),
    [
        ({"berkas": "a.xlsx"}, {"berkas": "b.xlsx"}, "nama berkasnya lebih akhir menurut abjad"),
        ({"berkas": "a.xlsx", "diubah": 9.0}, {"berkas": "a rev.xlsx"}, "berkas ini diubah lebih akhir"),
        ({"berkas": "a.xlsx"}, {"berkas": "b.xlsx", "diubah": 9.0}, "berkas yang itu diubah lebih akhir"),
        ({"berkas": "a.xlsx"}, {"berkas": "a rev.xlsx"}, "menyebut versi yang lebih baru"),
    ],
)
def test_what_is_not_sure_is_to_be_compared(older: dict[str, Any], newer: dict[str, Any], told: str) -> None:
    (said,) = superseded_findings(newest([head("Dinas A", **older), head("Dinas A", **newer)])[1])
    assert told in said.baris[EXPLANATION]
    unsure = "abjad" in told or "berkas ini" in told
    assert said.baris[ADVICE].startswith("Bandingkan") == unsure


# Each newer than the one before it; what stands in one row is equally new.
VERSIONS = [
    ("Dinsos", "Dinsos v1", "Dinsos versi 1", "A versi", "Dinsos sebelum revisi", "Dinsos belum final", "TW V",
     "Dinsos v 2025", "Trevisi", "Renja dinas revisian"),
    ("Dinsos FINAL", "Dinsos (fix)"),
    ("Dinsos final 2",),
    ("Dinsos_v1.1",),
    ("Dinsos revisi", "Dinsos_REV", "Dinsos (rev.)", "Dinsos v2", "Dinsos ver.2", "Dinsos perbaikan",
     "Dinsos rev 12-07-2025", "Dinsos rev 3 Juli 2025", "Dinsos revisi 2025", "Dinsos kirim ulang", "rev1"),
    ("Dinsos final revisi", "Dinsos v2 final"),
    ("Dinsos rev2", "Dinsos revisi ke-2", "Dinsos-Rev-02", "Kec rev 2 Martapura", "Dinsos V3", "Dinsos rev 2 2025", "Dinsos v2 rev 2",
     "Dinsos Revisi II", "Dinsos perbaikan ke dua", "Dinsos revisi kedua"),
    ("Dinsos perbaikan 3", "Dinsos Revisi III"),
    ("Dinsos rev 10",),
]  # fmt: skip


def test_versions_that_names_say() -> None:
    told = [{version_of(name) for name in names} for names in VERSIONS]
    assert [len(one) for one in told] == [1] * len(VERSIONS)
    flat = [one.pop() for one in told]
    assert flat == sorted(flat)
    assert len(set(flat)) == len(flat)


@pytest.mark.parametrize(
    "folders", [("TW 1", "TW 2"), ("arsip", "masuk/Triwulan II"), ("TW I 2024", "."), ("a/TW1", "a")]
)
def test_folders_that_say_when_are_one_place(folders: tuple[str, str]) -> None:
    """Of a name that is only what the file is called; a folder with a number, or words of its own, is another."""
    sent = [
        head(
            "Dinsos", program("1.02.01", n, 1), berkas=f"{folder}/Dinsos.xlsx", asal="diduga", diubah=float(n)
        )
        for n, folder in enumerate(folders, start=1)
    ]
    sent = [replace(one, asal=replace(one.asal, berkas=one.asal.berkas.removeprefix("./"))) for one in sent]
    chosen, left = newest(sent)
    assert ([one.asal for one in chosen], [item.old for item in left]) == ([sent[1].asal], [sent[0]])
    for place in ("01", "dinas"):
        other = replace(sent[0], asal=replace(sent[0].asal, berkas=f"{place}/Dinsos.xlsx"))
        assert len(newest([other, sent[1]])[0]) == 2


def test_quarters_that_only_the_one_left_out_has_are_said() -> None:
    """A workbook for each quarter, with the figures of its own quarter alone."""
    one, two = (
        replace(head("A", program("1.02.01", 9, 1), berkas=f"{n}.xlsx", triwulan=n), terisi=terisi)
        for n, terisi in ((1, (4, 0, 0, 0)), (2, (0, 4, 0, 0)))
    )
    (said,) = superseded_findings(newest([one, two])[1])
    assert "hanya matriks ini yang triwulan 1-nya terisi" in said.baris[EXPLANATION]
    assert not said.baris[ADVICE].startswith("Tidak perlu apa-apa")


def realised(stated: int, filled: int, **more: Any) -> Head:
    """A matrix of a stated quarter, filled up to another."""
    figures = {"realisasi_renja_rp": more.pop("spent", None), "capaian_renja_k": more.pop("k", None)}
    one = head("A", program("1.02.01", 9, None, ragu=more.pop("ragu", False)), triwulan=stated, angka=figures)
    return replace(one, terisi=tuple(int(quarter <= filled) for quarter in range(1, 5)))


@pytest.mark.parametrize(
    ("matrix", "quarter", "empty"),
    [
        (realised(3, 3), 3, False),
        (realised(3, 1), 1, False),
        (realised(2, 4), 2, False),
        (realised(3, 0), 0, True),
        (realised(0, 0), 0, True),
        # Column 12 alone, or a cell that could not be read: nothing speaks against the title.
        (realised(3, 0, spent=Decimal(5)), 3, False),
        (realised(3, 0, k=Decimal(5)), 3, False),
        (realised(3, 0, ragu=True), 3, False),
        (realised(3, 0, spent=Decimal(0)), 0, True),
    ],
)
def test_the_quarter_that_is_reported(matrix: Head, quarter: int, empty: bool) -> None:
    """Not the one that a title promises; a matrix without any realisation is named."""
    assert matrix.triwulan == quarter
    said = list(unrealised_findings([matrix]))
    assert [item.baris[0] for item in said] == ["tanpa-realisasi"] * empty
    for item in said:
        promised = "padahal dinyatakan sampai triwulan 3" in item.baris[EXPLANATION]
        assert promised == (matrix.identitas.triwulan == 3)


def test_a_matrix_without_a_year_is_of_that_of_the_others() -> None:
    """Else a third quarter would be older than a first that states its year; of several years nobody can tell."""
    first, third, other = (
        head(name, berkas=f"{name} {n}.xlsx", triwulan=n, tahun=year)
        for name, n, year in (("A", 1, 2025), ("A", 3, 0), ("B", 2, 0))
    )
    settled, said = with_years([first, third, other])
    assert [one.identitas.tahun for one in settled] == [2025, 2025, 0]
    assert [(item.berkas, item.baris[COLUMNS.index("kode")]) for item in said] == [
        ("A 3.xlsx", "tahun-disimpulkan")
    ]
    assert newest(settled)[1][0].old == first
    older = head("A", berkas="A lama.xlsx", tahun=2024)
    assert with_years([first, third, older]) == ([first, third, older], [])


def test_sheets_of_other_bidang_urusan_are_no_versions() -> None:
    """Four agencies in one workbook, each with the supporting program under its own urusan."""
    sheets = [
        head(
            "kumpulan",
            program(f"1.0{n}.01", n, 1, nama="PROGRAM PENUNJANG"),
            program(f"1.0{n}.02", 5, 1, nama="PROGRAM"),
            lembar=name,
        )
        for n, name in enumerate(("DISDIK", "DINKES", "PUPR", "PERKIM"), start=1)
    ]
    assert newest(sheets)[1] == []
    # Only of one and the same year do sheets go on: of two years the older one is left out.
    other_year = replace(sheets[1], identitas=replace(sheets[1].identitas, tahun=2024))
    assert [item.old for item in newest([sheets[0], other_year])[1]] == [other_year]
    # Older sheets of one of them are versions all the same, and so are those whose code tells no urusan.
    again = replace(sheets[1], asal=replace(sheets[1].asal, lembar="DINKES lama"))
    assert [item.new for item in newest([again, *sheets])[1]] == [sheets[1]]
    for code in ("X.XX.0", "0", ""):
        rows = (
            program(code and f"{code}{n}", 1, 1, nama=row.nama) for n, row in enumerate(sheets[0].program, 1)
        )
        unknown = replace(again, program=tuple(rows))
        assert len(newest([unknown, sheets[0]])[0]) == 1


def test_a_copy_of_one_name_is_one_wherever_it_lies() -> None:
    """Where its agency is only what it is called; not where its folder names that, or its bytes are others."""

    def guessed(berkas: str, name: str = "Dinkes", sha256: str = "1", **more: object) -> Head:
        return head(name, program("1.02.01", 1, 1), berkas=berkas, sha256=sha256, asal="diduga", **more)

    copies = [guessed("Dinkes.xlsx"), guessed("arsip/Dinkes.xlsx"), guessed("email/Dinkes.xlsx")]
    chosen, left = newest(copies)
    assert (len(chosen), [item.why for item in left]) == (1, ["sama", "sama"])
    assert chosen[0].identitas.perangkat_daerah == "Dinkes"
    assert len(newest([copies[0], guessed("wilayah/Dinkes.xlsx", sha256="2")])[0]) == 2
    assert len(newest([copies[0], guessed("wilayah/Dinkes.xlsx", lembar="Lain")])[0]) == 2
    assert len(newest([guessed("a/renja.xlsx", "a"), guessed("b/renja.xlsx", "b")])[0]) == 2


def test_a_tab_of_corrections_does_not_displace_the_matrix() -> None:
    """It holds two programs of three; where it holds them all it is the newer one."""
    programs = [program(f"1.02.0{n}", n, 1) for n in (1, 2, 3)]
    whole = head("A", *programs, lembar="Renja")
    some, every = (head("A", *found, lembar="Perbaikan") for found in (programs[:2], programs))
    assert newest([whole, some])[0] == [whole]
    assert newest([whole, every])[0] == [every]


def test_what_was_realised_up_to_a_quarter_that_both_have_is_compared() -> None:
    """The new one goes on to the second quarter; up to the first it has another figure than the old one."""

    def realised(berkas: str, *money: int) -> Head:
        one = head("A", program("1.02.01", 9, money[-1]), berkas=berkas, diubah=float(len(money)))
        reached = (*map(Decimal, money), *[None] * (4 - len(money)))
        return replace(one, terisi=(1,) * len(money), realisasi=reached)

    old = realised("tw1.xlsx", 240)
    for first, said in ((240, False), (120, True)):
        (found,) = superseded_findings(newest([old, realised("tw2.xlsx", first, 300)])[1])
        words = "realisasi sampai triwulan 1 matriks ini Rp 240, yang dipakai Rp 120"
        assert (words in found.baris[EXPLANATION]) == said
        assert found.baris[ADVICE].startswith("Bandingkan") == said


def test_what_may_be_lost_is_said_first() -> None:
    calm, other = (head(name, program("1.02.01", 9, 1), berkas=f"{name}1.xlsx", tahun=2024) for name in "AB")
    tie, unsure = (head("C", program("1.02.01", 9, 1), berkas=f"C{n}.xlsx") for n in (1, 2))
    new = [
        head(name, program("1.02.01", budget, 1), berkas=f"{name}2.xlsx")
        for name, budget in (("A", 9), ("B", 7))
    ]
    found = superseded_findings(newest([calm, other, tie, unsure, *new])[1])
    assert [item.berkas for item in found] == ["C1.xlsx", "B1.xlsx", "A1.xlsx"]
