"""Mistakes of rows and of what adds up over them: parents, codes, numbers, doubles, totals, sums."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.planting import Kind, Plant, Planted, Said, add
from tests.right_sheet import MONEY, Formula, Row, Sheet


def _changed(value: int, chance: random.Random) -> int:
    """Some percent less, which leaves the quarters rising and the budget kept."""
    return value - value * chance.randint(2, 6) // 100 - 1


def parent(level: str, key: str) -> Plant:
    """A parent that is not the sum: refuted by its program it is a galat, else only doubtful."""

    def plant(sheet: Sheet, program: int, chance: random.Random) -> Planted:
        row = chance.choice(sheet.main(program, level))
        row[key] = _changed(row[key], chance)
        tingkat = "galat" if level == "kegiatan" else "peringatan"
        return Planted([Said("induk-beda-anak", row, key, tingkat)])

    return plant


def child(key: str) -> Plant:
    """A sub kegiatan of which its kegiatan, confirmed by the program, is not the sum."""

    def plant(sheet: Sheet, program: int, chance: random.Random) -> Planted:
        row = chance.choice(sheet.main(program, "subkegiatan"))
        row[key] = _changed(row[key], chance)
        return Planted([Said("induk-beda-anak", row["induk"], key)])

    return plant


def removed_kegiatan(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "kegiatan"))
    subs, above = sheet.children(row), row["induk"]
    gone = [row, *sheet.further(row)]
    gap = _after(sheet, row)
    sheet.rows[:] = [other for other in sheet.rows if not any(other is item for item in gone)]
    return Planted(
        [
            Said("induk-beda-anak", above, "target_renja_rp"),
            *(Said("induk-hilang", sub, "kode") for sub in subs),
        ],
        [Said("nomor-lompat", other, "nomor") for other in gap],
    )


def removed_sub(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan"))
    gone = [row, *sheet.further(row)]
    gap = _after(sheet, row)
    sheet.rows[:] = [other for other in sheet.rows if not any(other is item for item in gone)]
    return Planted(
        [Said("induk-beda-anak", row["induk"], "target_renja_rp")],
        [Said("nomor-lompat", other, "nomor") for other in gap],
    )


def _after(sheet: Sheet, row: Row) -> Sequence[Row]:
    """The next main row of the level, if there is one."""
    level = [other for other in sheet.rows if other.get("level") == row["level"]]
    place = next(number for number, other in enumerate(level) if other is row)
    return level[place + 1 : place + 2]


def foreign_code(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    """The code of a kegiatan that is nowhere on the sheet, at a sub kegiatan between others."""
    kegiatan = chance.choice(sheet.main(program, "kegiatan"))
    row = sheet.children(kegiatan)[chance.randrange(2)]
    row["kode"] = f"{kegiatan['kode'][:-2]}{chance.randint(40, 90)}.{row['kode'][-4:]}"
    return Planted([Said("kode-induk-beda", row, "kode")])


def foreign_code_at_the_end(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    """The same at the last one: there the row of that kegiatan may be missing."""
    kegiatan = chance.choice(sheet.main(program, "kegiatan"))
    row = sheet.children(kegiatan)[-1]
    row["kode"] = f"{kegiatan['kode'][:-2]}{chance.randint(40, 90)}.{row['kode'][-4:]}"
    return Planted([Said("induk-hilang", row, "kode")])


def sibling_code(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    """The code of the kegiatan before: the row goes there, where only its code wants it."""
    first, second = sheet.main(program, "kegiatan")
    row = chance.choice(sheet.children(second))
    row["kode"] = f"{first['kode']}.{chance.randint(40, 90):04}"
    return Planted([Said("kode-induk-lain", row, "kode")])


def no_code(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, chance.choice(("kegiatan", "subkegiatan"))))
    row["kode"] = ""
    return Planted([Said("kode-kosong", row, "kode", "info")])


def double_code(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    kegiatan = chance.choice(sheet.main(program, "kegiatan"))
    before, row = sheet.children(kegiatan)[:2]
    row["kode"] = before["kode"]
    return Planted([Said("kode-ganda", row, "kode")])


def skipped_number(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan")[1:])
    _shift(sheet, row, 1)
    return Planted([Said("nomor-lompat", row, "nomor")])


def double_number(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    row = chance.choice(sheet.main(program, "subkegiatan")[1:])
    _shift(sheet, row, -1)
    return Planted([Said("nomor-lompat", row, "nomor")])


def _shift(sheet: Sheet, row: Row, by: int) -> None:
    """The numbers of a level from a row on."""
    level = [other for other in sheet.rows if other.get("level") == row["level"]]
    for other in level[next(number for number, item in enumerate(level) if item is row) :]:
        other["nomor"] = str(int(other["nomor"]) + by)


def printed_twice(sheet: Sheet, program: int, chance: random.Random) -> Planted:
    """A program again behind its own rows, without money."""
    row = sheet.main(program, "program")[0]
    again = row | dict.fromkeys(MONEY, 0)
    place = max(number for number, other in enumerate(sheet.rows) if other["program"] == program)
    sheet.rows.insert(place + 1, again)
    return Planted(
        [Said("baris-ganda", again, "nama"), Said("kode-ganda", again, "kode")],
        [Said("nomor-lompat", again, "nomor")],
    )


def further_in_total(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    """A further indicator of a program with Rp, and the total counts it."""
    further = sheet.further(sheet.main(program, "program")[0])
    if not further:
        return None
    total = sheet.lines[-1]
    further[0]["target_renja_rp"] = amount = chance.randint(10**6, 10**8)
    total["target_renja_rp"] += amount
    return Planted(
        [
            Said("rp-lanjutan-terhitung", total, "target_renja_rp"),
            Said("rp-di-indikator-lanjutan", further[0], "target_renja_rp"),
            Said("hitung-beda", total, "target_renja_rp", "galat"),
        ]
    )


def further_in_parent(sheet: Sheet, program: int, chance: random.Random) -> Planted | None:
    """A further indicator of a sub kegiatan with Rp, and everything above counts it."""
    found = [item for sub in sheet.main(program, "subkegiatan") for item in sheet.further(sub)]
    if not found:
        return None
    row = chance.choice(found)
    row["target_renja_rp"] = amount = chance.randint(10**6, 10**7)
    add(row["pemilik"]["induk"], "target_renja_rp", amount)
    return Planted(
        [
            Said("rp-di-indikator-lanjutan", row, "target_renja_rp"),
            Said("induk-beda-anak", row["pemilik"]["induk"], "target_renja_rp"),
        ]
    )


def short_sum(key: str) -> Plant:
    """The SUM of a kegiatan leaves its last sub kegiatan out; the program was right."""

    def plant(sheet: Sheet, program: int, chance: random.Random) -> Planted:
        row = chance.choice(sheet.main(program, "kegiatan"))
        subs = sheet.children(row)[:-1]

        def text(sheet: Sheet) -> str:
            return f"=SUM({sheet.cell(subs[0], key)}:{sheet.cell(subs[-1], key)})"

        row[key] = Formula(text, sum(sub[key] for sub in subs))
        return Planted([Said("jumlah-kurang-baris", row, key), Said("induk-beda-anak", row, key, "galat")])

    return plant


KINDS = [
    *(Kind(f"induk {level} {key}", parent(level, key)) for level in ("program", "kegiatan") for key in MONEY),
    *(Kind(f"anak {key}", child(key)) for key in MONEY),
    Kind("kegiatan hilang", removed_kegiatan, group="nomor"),
    Kind("sub kegiatan hilang", removed_sub, group="nomor"),
    *(
        Kind(f"{name}{', tercetak benar' if after else ''}", plant, after=after)
        for name, plant in (
            ("kode induk lain", foreign_code),
            ("kode induk lain, terakhir", foreign_code_at_the_end),
            ("kode saudara", sibling_code),
            ("tanpa kode", no_code),
            ("kode ganda", double_code),
        )
        for after in (False, True)
    ),
    Kind("nomor terlewat", skipped_number, group="nomor"),
    Kind("nomor ganda", double_number, group="nomor"),
    Kind("program dua kali", printed_twice, group="nomor"),
    Kind("rp lanjutan dalam jumlah", further_in_total, after=True, group="jumlah"),
    Kind("rp lanjutan dalam induk", further_in_parent),
    *(Kind(f"SUM kurang baris {key}", short_sum(key)) for key in ("target_renja_rp", "target_renstra_rp")),
]
