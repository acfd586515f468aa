"""A real Formulir E.81 recomputed here by plain arithmetic, cell by cell, against what the audit says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest
from openpyxl import load_workbook

from renja_xl import periksa
from tests.conftest import REAL_SHEETS

pytestmark = pytest.mark.nyata
E81 = REAL_SHEETS / "formulir-e81-kota-cirebon-2026-tw2.xlsx"
ROWS = range(5, 84)
KINDS = {
    "K": ("I", "K", "M", "OQSU", "W", "Y", "AA", "AC"),
    "Rp": ("J", "L", "N", "PRTV", "X", "Z", "AB", "AD"),
}
NOT_ADDED = {"persen", "poin", "nilai", "indeks"}
CODES = {"hitung-beda", "jumlah-triwulan-beda"}
FURTHER = {57, 62, 68, 77, 80}
Figure = Decimal | None


def number(text: object) -> Figure:
    """A figure in Indonesian notation; a dash is no figure."""
    plain = str(text or "").strip().rstrip("%").strip()
    return None if plain in ("", "-") else Decimal(plain.replace(".", "").replace(",", "."))


def added(*figures: Figure) -> Figure:
    present = [figure for figure in figures if figure is not None]
    return sum(present, Decimal(0)) if present else None


def percent(part: Figure, whole: Figure) -> Figure:
    return part * 100 / whole if part is not None and whole else None


def differs(text: str, expected: Figure) -> bool:
    """Whether what is printed is not the figure at the decimals it is printed with; 0 may stand for a blank."""
    written = number(text)
    if written is None or expected is None:
        return bool(written)
    places = re.search(r",(\d+)", text)
    unit = Decimal(1).scaleb(-min(len(places[1]) if places else 0, 2))
    return written.quantize(unit, ROUND_HALF_UP) != expected.quantize(unit, ROUND_HALF_UP)


def wrong_cells() -> Iterator[str]:
    """The cells of columns 12 to 15 that do not follow from those before them; a printed column 12 is kept."""
    sheet = load_workbook(E81).worksheets[0]
    for row in ROWS:
        text = {cell.column_letter: str(cell.value or "") for cell in sheet[row]}
        for kind, (renstra, before, target, quarters, reached, share, both, whole) in KINDS.items():
            computed, printed = added(*(number(text[letter]) for letter in quarters)), number(text[reached])
            adds = kind == "Rp" or text["H"].strip().lower() not in NOT_ADDED
            fits = not differs(text[share], percent(printed, number(text[target]))) and number(text[share])
            # Column 12 is trusted where 13 is printed from it, else the quarters are.
            actual = printed if fits or computed is None else computed
            until_now = added(number(text[before]), actual) if adds else actual
            for letter, expected in (
                (reached, computed),
                (share, percent(actual, number(text[target]))),
                (both, until_now),
                (whole, percent(until_now, number(text[renstra]))),
            ):
                if differs(text[letter], expected):
                    yield f"{letter}{row}"


def test_every_cell_that_does_not_add_up_is_named_and_no_other() -> None:
    (sheet,) = periksa([E81])[0].lembar
    figures = [item for item in sheet.findings if item.kode in CODES]
    wrong = {item.sel for item in figures if item.tingkat == "galat"}
    following = {item.sel for item in figures if item.akar and (item.seharusnya or Decimal(item.tertulis))}
    # The quarters of row 49 miss column 12; 13, 14 and the rows below show that its TW I is the wrong figure.
    assert "P49" in wrong
    assert wrong - {"P49"} | following | {"X49"} == set(wrong_cells())
    assert not wrong & following
    # A 0% stands behind a blank column 14, which is named.
    blank = {item.sel for item in sheet.findings if item.kode == "sel-kosong"}
    assert {"W78", "AA50", "AA57", "AA58", "AA62", "AB19", "AB48"} <= blank
    assert {item.akar for item in figures if item.sel in following} <= wrong | blank


def test_the_galat_of_the_further_indicators_are_those_whose_own_figures_do_not_add_up() -> None:
    (sheet,) = periksa([E81])[0].lembar
    mine = {
        item.sel
        for item in sheet.findings
        if item.tingkat == "galat" and int(item.sel.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) in FURTHER
    }
    assert mine == {
        *("X57", "AB57", "W62", "Y77", "AA77", "AB77", "AC77"),
    } & set(wrong_cells())
    assert len(mine) == 7


def test_the_rules_found_in_the_sheet_accuse_no_percentage_that_follows_from_its_neighbours() -> None:
    """The Rp of its further indicators are their own: 14.524.365 of 22.124.365 is 66%, as printed."""
    (sheet,) = periksa([E81], aturan="auto")[0].lembar
    accused = {item.sel for item in sheet.findings if item.tingkat == "galat"}
    assert accused.isdisjoint({"Z57", "Z62", "Z68", "Z77", "Z80"})
