"""Per Urusan and Per Program: the same code across agencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renja_xl.model.grid import column_letters
from renja_xl.model.region import Group, Region
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan, Style, Value
from renja_xl.writing.region import pages
from renja_xl.writing.region import summary_formulas as formulas
from renja_xl.writing.region.pages import CENTRED, COUNT, MONEY, PERCENT, TEXT, word

_MOST_NAMES = 5
_COLUMNS: tuple[tuple[str, float, Style], ...] = (
    ("no", 5, CENTRED._replace(number="0")),
    ("kode", 12, TEXT),
    ("nama", 48, TEXT),
    ("tahun", 7, CENTRED._replace(number="0")),
    ("banyak_perangkat_daerah", 10, CENTRED._replace(number="#,##0")),
    ("perangkat_daerah", 52, TEXT._replace(size=8)),
    ("program", 9, COUNT),
    ("kegiatan", 9, COUNT),
    ("subkegiatan", 10, COUNT),
    ("target_renja_rp", 19, MONEY),
    ("realisasi_renja_rp", 19, MONEY),
    ("serapan_rp", 11, PERCENT),
    ("capaian_renja_k", 12, PERCENT),
    ("capaian_renja_rp", 12, PERCENT),
)
_SUMMED = ("program", "kegiatan", "subkegiatan", "target_renja_rp", "realisasi_renja_rp")
_FIGURES = (*_SUMMED, "serapan_rp", "capaian_renja_k", "capaian_renja_rp")
_WIDTHS = [width for _, width, _ in _COLUMNS]
_LOOKS = [look for _, _, look in _COLUMNS]
_LETTERS = {key: column_letters(place) for place, (key, _, _) in enumerate(_COLUMNS, start=1)}


def urusan_plan(region: Region) -> SheetPlan:
    """One row for each urusan."""
    return _plan("Per Urusan", "urusan", region, region.urusan)


def program_plan(region: Region) -> SheetPlan:
    """One row for each program code."""
    return _plan("Per Program", "program", region, region.program)


def _plan(name: str, kind: str, region: Region, groups: Sequence[Group]) -> SheetPlan:
    titles = pages.title_rows(word(f"kelompok.judul-{kind}"), pages.period(region.heads))
    top = len(titles)
    rows = _rows(titles, kind, groups, region)
    return pages.page_plan(name, rows, _WIDTHS, freeze=(top + 1, 3), repeat=(top, top))


def _rows(titles: Sequence[PlanRow], kind: str, groups: Sequence[Group], region: Region) -> Iterator[PlanRow]:
    wholes = [whole.program for whole in region.seluruh]
    yield from titles
    names = [word(f"kelompok.kolom.{key}") for key, _, _ in _COLUMNS]
    names[2] = word(f"kelompok.nama-{kind}")
    yield pages.header_row(names, _WIDTHS)
    for number, group in enumerate(groups, start=1):
        yield pages.text_row([_value(key, number, group) for key, _, _ in _COLUMNS], _LOOKS, _WIDTHS)
    first = len(titles) + 2
    for line, whole in enumerate(wholes):
        yield _total(
            whole, (first, first + len(groups) - 1), first + len(groups) + line, several=len(wholes) > 1
        )
    yield PlanRow(height=6)
    notes = [word("kelompok.catatan"), pages.doubt_note(region), word(f"kelompok.catatan-{kind}")]
    yield from (pages.note_row(note, _WIDTHS) for note in notes if note)


def _value(key: str, number: int, group: Group) -> Value:
    names = group.perangkat_daerah
    if key == "no":
        return number
    if key == "banyak_perangkat_daerah":
        return len(names)
    if key == "perangkat_daerah":
        shown = "; ".join(names[:_MOST_NAMES])
        rest = len(names) - _MOST_NAMES
        return word("kelompok.lain", nama=shown, lain=rest) if rest > 0 else shown
    value: Value = getattr(group, key)
    if key == "kode":
        return value or word("kelompok.tanpa-kode")
    return value or "-" if key == "tahun" else value


def _total(whole: Group, rows: tuple[int, int], row: int, *, several: bool) -> PlanRow:
    """The total of a year in a row of the sheet; where there are several its sums choose that year's rows."""
    first, last = rows

    def cells(key: str) -> str:
        return f"{_LETTERS[key]}${first}:{_LETTERS[key]}${last}"

    by_year = (cells("tahun"), f"${_LETTERS['tahun']}{row}") if several else ("", "")
    cached: dict[str, Value] = {"nama": word("seluruh"), "tahun": whole.tahun or "-"}
    cached |= {key: getattr(whole, key) for key in _FIGURES}
    said = {key: formulas.column_sum(cells(key), *by_year) for key in _SUMMED}
    said["serapan_rp"] = formulas.share(
        f"{_LETTERS['realisasi_renja_rp']}{row}", f"{_LETTERS['target_renja_rp']}{row}"
    )
    figures = [
        Cell(
            cached.get(key), pages.total_style(look), said.get(key, "") if cached.get(key) is not None else ""
        )
        for key, _, look in _COLUMNS
    ]
    return PlanRow(figures, height=18)
