"""The sheets behind an empty form: instructions, and the lists that its cells and formulas ask from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from renja_xl.model.form import Form
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.texts import entry, sentence
from renja_xl.writing import styles
from renja_xl.writing.as_typed import quarters_begun
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan
from renja_xl.writing.text_fit import height, line_count

_GUIDE_WIDTHS = (22, 96)
_SIZE = 10
_KINDS = ("k", "rp")
_UNIT_NAMES: Sequence[str] = entry("templat.satuan")
UNITS = f"Daftar!$A$2:$A${len(_UNIT_NAMES) + 1}"


def begun_cell(kind: str) -> str:
    """The cell that counts the quarters begun, for K or for Rp."""
    return f"Daftar!$D${_KINDS.index(kind) + 2}"


def guide_plan(form: Form) -> SheetPlan:
    """Petunjuk: what to type where, in one line each."""
    return SheetPlan(
        name=sentence("templat.petunjuk.lembar"),
        rows=_guide_rows(form),
        widths=_GUIDE_WIDTHS,
        last_printed_column=1,
        landscape=False,
        protect=True,
    )


def _guide_rows(form: Form) -> Iterator[PlanRow]:
    words = entry("templat.petunjuk")
    yield PlanRow([Cell(words["judul"].format(bentuk=form.lembar), styles.GUIDE_TITLE)], height=24)
    yield PlanRow()
    blanks = {
        "bentuk": form.lembar,
        "triwulan": words["triwulan"][form.triwulan_bawaan],
        "rumus": _computed_numbers(form),
    }
    for name, text in words["isi"]:
        said = text.format(**blanks)
        lines = line_count(said, _GUIDE_WIDTHS[1], _SIZE)
        cells = [Cell(name, styles.GUIDE_LABEL), Cell(said, styles.GUIDE_TEXT)]
        yield PlanRow(cells, height=height([lines], _SIZE) + 4)


def _computed_numbers(form: Form) -> str:
    """The printed numbers of the columns that fill themselves: `12, 13, 14, 15 dan 17`."""
    names = ("realisasi_renja", "capaian_renja", "realisasi_renstra", "capaian_renstra", "efisiensi")
    numbers = [column.number for column in form.kolom if column.nama in names]
    return f"{', '.join(numbers[:-1])} dan {numbers[-1]}"


def lists_plan(quarter_areas: Mapping[str, Sequence[str]]) -> SheetPlan:
    """Daftar: the usual units, and how many quarters have begun where column 12 asks for it."""
    return SheetPlan(
        name="Daftar", rows=_list_rows(quarter_areas), widths=(24, 3, 34, 8), landscape=False, protect=True
    )


def _list_rows(quarter_areas: Mapping[str, Sequence[str]]) -> Iterator[PlanRow]:
    words = entry("templat.daftar")
    beside: list[list[Cell | None]] = []
    if quarter_areas:
        beside.append([None, Cell(words["berjalan"], styles.TABLE_HEAD), Cell("", styles.TABLE_HEAD)])
        for kind in _KINDS:
            count = Cell(len(TRIWULAN), styles.TABLE_COUNT, quarters_begun(quarter_areas[kind]))
            beside.append([None, Cell(words[kind], styles.TABLE_TEXT), count])
    left = [
        Cell(words["satuan"], styles.TABLE_HEAD),
        *(Cell(name, styles.TABLE_TEXT) for name in _UNIT_NAMES),
    ]
    for position, cell in enumerate(left):
        yield PlanRow([cell, *(beside[position] if position < len(beside) else [])])
