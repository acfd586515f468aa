"""Perbedaan: what is made otherwise than elsewhere, what could not be or was not read, who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renja_xl.model.region import Region
from renja_xl.writing.plan import Cell, Merge, PlanRow, SheetPlan
from renja_xl.writing.region import pages
from renja_xl.writing.region.pages import CENTRED, HEADING, TEXT, word

NAME = "Perbedaan"
_WIDTHS = (5.0, 38.0, 36.0, 16.0, 46.0, 46.0)
_LOOKS = (CENTRED._replace(number="0"), *[TEXT] * 5)
# The columns of each list; the last one takes what is left of the width.
_LISTS = {
    "beda": ("no", "perangkat_daerah", "berkas", "hal", "isi", "umumnya"),
    "gagal": ("no", "berkas", "sebab"),
    "belum": ("no", "perangkat_daerah"),
    "luar": ("no", "perangkat_daerah"),
    "bukan": ("no", "berkas"),
    "dilewati": ("no", "berkas"),
}


def difference_plan(region: Region) -> SheetPlan:
    """Lists, each with its heading; a sentence where there is nothing to list that one would look for."""
    return pages.page_plan(NAME, _rows(region), _WIDTHS)


def _rows(region: Region) -> Iterator[PlanRow]:
    yield from pages.title_rows(word("perbedaan.judul"), pages.period(region.heads))
    differing = [
        (item.perangkat_daerah, item.berkas, item.hal, item.isi, item.umumnya) for item in region.perbedaan
    ]
    yield from _list("beda", differing)
    yield from _list("gagal", [(item.berkas, item.sebab) for item in region.gagal])
    yield from _list(
        "belum", [(region.kehadiran.dengan_petunjuk(name),) for name in region.kehadiran.belum_ada]
    )
    others = {"luar": region.kehadiran.di_luar, "bukan": region.bukan_buku, "dilewati": region.dilewati}
    for kind, names in others.items():
        if names:
            yield from _list(kind, [(name,) for name in names])


def _list(kind: str, rows: Sequence[Sequence[str]]) -> Iterator[PlanRow]:
    yield pages.note_row(word(f"perbedaan.{kind}"), _WIDTHS, HEADING)
    if rows:
        names = [word(f"perbedaan.kolom.{name}") for name in _LISTS[kind]]
        widths = [*_WIDTHS[: len(names) - 1], sum(_WIDTHS[len(names) - 1 :])]
        yield _wide(pages.header_row(names, widths))
        for number, row in enumerate(rows, start=1):
            yield _wide(pages.text_row([number, *row], _LOOKS[: len(names)], widths))
    else:
        yield pages.note_row(word(f"perbedaan.tanpa-{kind}"), _WIDTHS)
    yield PlanRow(height=10)


def _wide(row: PlanRow) -> PlanRow:
    """The last cell over the rest of the width."""
    last, rest = len(row.cells) - 1, len(_WIDTHS) - len(row.cells)
    look = row.cells[-1].style if row.cells[-1] else TEXT
    merges = [Merge(last, last + rest)] if rest else []
    return PlanRow([*row.cells, *[Cell(None, look)] * rest], height=row.height, merges=merges)
