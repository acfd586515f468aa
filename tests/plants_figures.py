"""Mistakes of single figures and cells: quarters, outliers, money against performance, units, what cannot be read."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.rule_set import JUMLAH
from tests.planting import Kind, Plant, Planted, Said, add
from tests.right_sheet import Formula, Row, Sheet
from tests.slips import SLIPS

LEVELS = ("program", "kegiatan", "subkegiatan")


def _main(sheet: Sheet, program: int, chance: random.Random) -> Row:
    return chance.choice(sheet.main(program, chance.choice(LEVELS)))


def _indicator(sheet: Sheet, program: int, chance: random.Random, *units: str) -> Row | None:
    found = [row for row in sheet.rows if row["program"] == program and (not units or row["satuan"] in units)]
    return chance.choice(found) if found else None


# Quarters, with the printed columns as they were


def quarter(kind: str, slip: str) -> Plant:
    def plant(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
        row = _main(sheet, program, chance)
        key = f"{chance.choice(TRIWULAN)}_{kind}"
        mutation, causes = SLIPS[slip]
        wrong = mutation(Decimal(row[key]))
        if wrong is None or wrong == row[key]:
            return None
        values = [int(wrong) if key.startswith(name) else row[f"{name}_{kind}"] for name in TRIWULAN]
        found = _expected(sheet, row, key, values, causes)
        if found:
            row[key] = int(wrong)
        return found

    return plant


def _expected(sheet: Sheet, row: Row, key: str, values: Sequence[int], causes: set[str]) -> Planted | None:
    """What must be said of a wrong quarter, None where nothing on the sheet can tell it.

    Where column 12 is made of it, that gives it away; which one of the K that are added is wrong only its slip
    tells, if no other could have one. An earlier running total of K only shows where it breaks the rise; one of Rp
    is also held against the rows above and below.
    """
    fall = Said("triwulan-turun", row, key)
    if sheet.cara == JUMLAH or key.startswith("tw4"):
        among = "realisasi_renja_k" if sheet.cara == JUMLAH and key.endswith("_k") else ""
        return Planted([Said("jumlah-triwulan-beda", row, key, "galat", frozenset(causes), among)])
    if _odd_ones(values) != [TRIWULAN.index(key[:3])]:
        return None
    if key.endswith("_k"):
        return Planted([fall])
    level = row["level"]
    above = row["induk"] if level == "subkegiatan" else row
    return Planted(
        [Said("induk-beda-anak", above, key, "galat" if level == "kegiatan" else "peringatan"), fall]
    )


def _odd_ones(values: Sequence[int]) -> list[int]:
    """The quarters without which the others do not fall, where some fall."""
    if list(values) == sorted(values):
        return []
    without = [[*values[:place], *values[place + 1 :]] for place in range(len(values))]
    return [place for place, others in enumerate(without) if others == sorted(others)]


# Out of scale, and money against performance; what is printed follows


def huge_k(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    row = _indicator(sheet, program, chance)
    assert row is not None
    for name in TRIWULAN:
        row[f"{name}_k"] *= 100
    return Planted([Said("capaian-ekstrem", row, "realisasi_renja_k")])


def huge_rp(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan"))
    for name in TRIWULAN:
        add(row, f"{name}_rp", 99 * row[f"{name}_rp"])
    return Planted([Said("capaian-ekstrem", row, "realisasi_renja_rp")])


def huge_target_rp(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan"))
    add(row, "target_renja_rp", 99 * row["target_renja_rp"])
    return Planted([Said("target-melebihi-renstra", row, "target_renja_rp")])


def beyond_renstra(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    row = _indicator(sheet, program, chance)
    assert row is not None
    row["target_renstra_k"] = row["target_renja_k"] // 3
    return Planted([Said("target-melebihi-renstra", row, "target_renja_k")])


def no_target(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    row = _indicator(sheet, program, chance)
    assert row is not None
    row["target_renja_k"] = chance.choice((None, 0, "-", "n/a"))
    return Planted([Said("tanpa-target", row, "target_renja_k")])


def no_budget(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan"))
    add(row, "target_renja_rp", -row["target_renja_rp"])
    row["target_renja_rp"] = chance.choice((None, 0, "-"))
    return Planted([Said("pagu-nol", row, "target_renja_rp")])


def target_without_money(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    """Neither budget nor money spent, but a performance: no more than a notice."""
    row = chance.choice(sheet.main(program, "subkegiatan"))
    for key in ("target_renja_rp", *(f"{name}_rp" for name in TRIWULAN)):
        add(row, key, -row[key])
    return Planted([Said("pagu-nol", row, "target_renja_rp", "info")])


def spent_for_nothing(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = _main(sheet, program, chance)
    blank = chance.choice((0, None, "-"))
    for item in (row, *sheet.further(row)):
        item |= {f"{name}_k": blank for name in TRIWULAN}
    return Planted([Said("belanja-tanpa-kinerja", row, "realisasi_renja_k")])


def reached_for_nothing(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan"))
    for name in TRIWULAN:
        add(row, f"{name}_rp", -row[f"{name}_rp"])
    return Planted([Said("kinerja-tanpa-belanja", row, "realisasi_renja_rp")])


def beyond_budget(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan"))
    add(row, "tw4_rp", row["target_renja_rp"] // 2)
    return Planted([Said("realisasi-melebihi-pagu", row, "realisasi_renja_rp")])


# Units and percentages


def added_percents(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    """Column 14 printed as 6 + 12, and 15 from it."""
    row = _indicator(sheet, program, chance, "persen")
    if row is None:
        return None
    row["realisasi_renstra_k"] = whole = row["realisasi_lalu_k"] + row["realisasi_renja_k"]
    ratio = Decimal(whole) * 100 / row["target_renstra_k"]
    row["capaian_renstra_k"] = ratio.quantize(Decimal("0.01"), ROUND_HALF_UP)
    wrong = Said("hitung-beda", row, "realisasi_renstra_k", "galat", frozenset({"aturan-lain"}))
    return Planted([Said("persen-dijumlahkan", row, "realisasi_renstra_k"), wrong])


def unit_against_name(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    row = _indicator(sheet, program, chance, "Dokumen", "Orang", "persen")
    if row is None:
        return None
    row["satuan"] = {"Dokumen": "Orang", "Orang": "Dokumen", "persen": "Orang"}[row["satuan"]]
    return Planted([Said("satuan-tidak-cocok-nama", row, "satuan")])


def unit_of_one_column(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    row = _indicator(sheet, program, chance, "Dokumen", "Orang", "Laporan")
    if row is None:
        return None
    key = chance.choice(("target_renstra_k", "realisasi_lalu_k", "tw1_k", "tw3_k", "realisasi_renja_k"))
    row[key] = f"{row[key]} Kegiatan"
    return Planted([Said("satuan-beda", row, "satuan")])


# Cells that give no figure; what is printed was computed before

INPUTS = tuple(
    f"{name}_{kind}"
    for name in ("target_renstra", "realisasi_lalu", "target_renja", *TRIWULAN)
    for kind in ("k", "rp")
)


def unreadable(kode: str, *values: Callable[[Row, str], object]) -> Plant:
    """An input; column 12 of the row stays blank where a quarter is the cell, and says so."""

    def plant(sheet: Sheet, program: int, chance: random.Random) -> Planted:
        row, key = _main(sheet, program, chance), chance.choice(INPUTS)
        row[key] = chance.choice(values)(row, key)
        may = [Said("triwulan-tak-terbaca", row, f"realisasi_renja_{key.rpartition('_')[2]}", "galat")]
        return Planted([Said(kode, row, key, "galat")], may if key.startswith("tw") else [])

    return plant


def error_in_printed(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    """The error of a division by a blank, in a computed column."""
    row = _main(sheet, program, chance)
    key = chance.choice(("capaian_renja_k", "capaian_renja_rp", "capaian_renstra_k", "efisiensi"))
    row[key] = Formula(lambda sheet: "=1/0", "#DIV/0!")
    return Planted([Said("galat-excel", row, key, "galat")])


KINDS = [
    *(
        Kind(f"triwulan {slip} {kind}", quarter(kind, slip), after=True)
        for slip in SLIPS
        for kind in ("k", "rp")
    ),
    Kind("K x100", huge_k),
    Kind("Rp x100", huge_rp),
    Kind("target Rp x100", huge_target_rp),
    Kind("target K di atas Renstra", beyond_renstra),
    Kind("tanpa target", no_target),
    Kind("tanpa pagu", no_budget),
    Kind("target tanpa uang", target_without_money),
    Kind("belanja tanpa kinerja", spent_for_nothing),
    Kind("kinerja tanpa belanja", reached_for_nothing),
    Kind("melebihi pagu", beyond_budget),
    Kind("persen dijumlahkan", added_percents, after=True),
    Kind("satuan tak cocok nama", unit_against_name),
    Kind("satuan beda", unit_of_one_column, after=True),
    Kind(
        "teks",
        unreadable(
            "sel-tidak-terbaca",
            lambda row, key: "12o",
            lambda row, key: "1.2.3",
            lambda row, key: "belum tahu 5x",
        ),
        after=True,
    ),
    Kind(
        "galat Excel",
        unreadable("galat-excel", lambda row, key: Formula(lambda sheet: "=1/0", "#DIV/0!")),
        after=True,
    ),
    Kind("galat Excel tercetak", error_in_printed, after=True),
    Kind(
        "rumus tanpa nilai",
        unreadable("rumus-tanpa-nilai", lambda row, key: Formula(lambda sheet: "=1+1", None)),
        after=True,
    ),
]
