"""Perbedaan: what is made otherwise than elsewhere, what could not be read, who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renja_xl.model.region import Region
from renja_xl.writing.plan import PlanRow, SheetPlan, Value
from renja_xl.writing.region import pages
from renja_xl.writing.region.pages import CENTRED, HEADING, TEXT, word

NAME = "Perbedaan"
_COLUMNS = ("no", "perangkat_daerah", "berkas", "hal", "isi", "umumnya")
_WIDTHS = (5.0, 38.0, 36.0, 16.0, 46.0, 46.0)
_LOOKS = (CENTRED._replace(number="0"), *[TEXT] * 5)


def difference_plan(region: Region) -> SheetPlan:
    """Three lists, each with its heading; a sentence where there is nothing to list."""
    return SheetPlan(
        name=NAME,
        rows=_rows(region),
        widths=_WIDTHS,
        last_printed_column=len(_WIDTHS) - 1,
        footer=pages.footer(NAME),
    )


def _rows(region: Region) -> Iterator[PlanRow]:
    yield from pages.title_rows(word("perbedaan.judul"), pages.period(region.heads))
    yield from _list("beda", [[getattr(item, name) for name in _COLUMNS[1:]] for item in region.perbedaan])
    yield from _list("gagal", [["", item.berkas, "", item.sebab, ""] for item in region.gagal])
    yield from _list("belum", [[name, "", "", word("belum-ada"), ""] for name in region.belum_ada])


def _list(kind: str, rows: Sequence[Sequence[Value]]) -> Iterator[PlanRow]:
    yield pages.note_row(word(f"perbedaan.{kind}"), _WIDTHS, HEADING)
    if not rows:
        yield pages.note_row(word(f"perbedaan.tanpa-{kind}"), _WIDTHS)
    else:
        # Columns that this list has nothing for are left out, those behind them move up.
        used = [place for place in range(len(_COLUMNS) - 1) if any(row[place] for row in rows)]
        names = ["no", *(_COLUMNS[place + 1] for place in used)]
        places = [0, *(place + 1 for place in used)]
        labels = [word(f"perbedaan.kolom.{name}") for name in names]
        yield _spread(pages.header_row(labels, [_WIDTHS[p] for p in places]), places)
        for number, row in enumerate(rows, start=1):
            values: list[Value] = [number, *(row[place] for place in used)]
            filled = pages.text_row(values, [_LOOKS[p] for p in places], [_WIDTHS[p] for p in places])
            yield _spread(filled, places)
    yield PlanRow(height=10)


def _spread(row: PlanRow, places: Sequence[int]) -> PlanRow:
    """Each cell in the column it belongs to."""
    at = dict(zip(places, row.cells, strict=True))
    return PlanRow([at.get(place) for place in range(len(_WIDTHS))], height=row.height)
