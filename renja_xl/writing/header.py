"""Titles and the header of a form: labels over three rows, the number row with its formulas, the K/Rp row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from renja_xl.model.form import Form
from renja_xl.writing import styles
from renja_xl.writing.plan import Cell, Merge, PlanRow
from renja_xl.writing.text_fit import height, line_count

LABEL_ROWS = 3
HEADER_ROWS = LABEL_ROWS + 2
_SIZE = 8
_MOST_TITLE = 300


def title_rows(titles: Sequence[str], columns: int) -> Iterator[PlanRow]:
    """The title lines over the whole width, then an empty row."""
    for position, text in enumerate(titles):
        style = styles.TITLE if position == 0 and len(text) <= _MOST_TITLE else styles.SUBTITLE
        yield PlanRow([Cell(text, style)], height=style.size * 1.5, merges=[Merge(0, columns - 1)])
    yield PlanRow()


def header_rows(
    form: Form, helpers: Sequence[str], numbers: Mapping[str, str] | None = None
) -> Iterator[PlanRow]:
    """The five header rows; `helpers` name the columns outside the printed area.

    `numbers` is what the number row prints otherwise than the form does, by column.
    """
    starts = _starts(form)
    width = len(form.keys())
    labels = [[Cell("", styles.HEADER)] * width for _ in range(LABEL_ROWS)]
    merges: list[list[Merge]] = [[] for _ in range(LABEL_ROWS)]
    for group, members in groupby(form.kolom, key=lambda column: column.kelompok):
        columns = list(members)
        first, last = starts[columns[0].nama], starts[columns[-1].nama] + len(columns[-1].lebar) - 1
        if group:
            _put(labels, merges, 0, group, Merge(first, last, LABEL_ROWS - 1))
        for column in columns:
            start = starts[column.nama]
            end = start + len(column.lebar) - 1
            top = LABEL_ROWS - 1 if group else 0
            _put(labels, merges, top, column.label, Merge(start, end, LABEL_ROWS - top))
    heights = _label_heights(form)
    for position in range(LABEL_ROWS):
        helper = [None, *(Cell(name, styles.HELPER) for name in helpers)] if position == 0 else []
        yield PlanRow([*labels[position], *helper], height=heights, merges=merges[position])
    yield _number_row(form, numbers or {})
    yield PlanRow(
        [
            Cell(("K", "Rp")[part] if len(column.lebar) == 2 else "", styles.HEADER)
            for column in form.kolom
            for part in range(len(column.lebar))
        ]
    )


def _starts(form: Form) -> dict[str, int]:
    starts: dict[str, int] = {}
    for column in form.kolom:
        starts[column.nama] = sum(len(form_column.lebar) for form_column in form.kolom[: len(starts)])
    return starts


def _put(labels: list[list[Cell]], merges: list[list[Merge]], top: int, text: str, merge: Merge) -> None:
    labels[top][merge.first] = Cell(text, styles.HEADER)
    if merge.last > merge.first or merge.rows > 1:
        merges[top].append(merge)


def _label_heights(form: Form) -> float:
    """The height of each label row, so that the longest label fits the rows it covers."""
    lines = [
        line_count(column.label, sum(column.lebar), _SIZE, bold=True)
        for column in form.kolom
        if not column.kelompok
    ]
    return max(14.0, height(lines, _SIZE) / LABEL_ROWS)


def _number_row(form: Form, numbers: Mapping[str, str]) -> PlanRow:
    cells: list[Cell] = []
    merges: list[Merge] = []
    for column in form.kolom:
        if len(column.lebar) == 2:
            merges.append(Merge(len(cells), len(cells) + 1))
        cells.append(Cell(numbers.get(column.nama, column.nomor), styles.NUMBER_ROW))
        cells.extend([Cell("", styles.NUMBER_ROW)] * (len(column.lebar) - 1))
    lines = [line_count(column.nomor, sum(column.lebar), 7) for column in form.kolom]
    return PlanRow(cells, height=height(lines, 7), merges=merges)
