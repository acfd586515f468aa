"""What stands below the matrix: free texts and the signature block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from renja_xl.model.form import Form
from renja_xl.model.texts import entry
from renja_xl.writing import styles
from renja_xl.writing.plan import Cell, Merge, PlanRow
from renja_xl.writing.text_fit import height, line_count

_SIZE = 8
_LABEL_COLUMNS = 3
_SIGNATURE_COLUMNS = 6


def free_text_rows(form: Form, foot: Mapping[str, str], widths: Sequence[float]) -> Iterator[PlanRow]:
    """The factors and follow-ups: label at the left, text over the rest; the form's own leave room to write."""
    last = len(widths) - 1
    for kind, label in entry("kaki").items():
        text = foot.get(kind, "")
        if not text and kind not in form.kaki:
            continue
        cells = [Cell("", styles.FREE_TEXT)] * len(widths)
        cells[0] = Cell(label, styles.FREE_LABEL)
        cells[_LABEL_COLUMNS] = Cell(text, styles.FREE_TEXT)
        lines = line_count(text, sum(widths[_LABEL_COLUMNS:]) * 0.97, _SIZE)
        yield PlanRow(
            cells,
            height=height([lines], _SIZE, least=2),
            merges=[Merge(0, _LABEL_COLUMNS - 1), Merge(_LABEL_COLUMNS, last)],
        )


def signature_rows(form: Form, columns: int) -> Iterator[PlanRow]:
    """The signature blocks side by side, the first at the left, the last at the right."""
    yield PlanRow()
    starts = _signature_starts(len(form.tanda_tangan), columns)
    for lines in zip(*form.tanda_tangan, strict=True):
        cells: list[Cell | None] = [None] * columns
        merges = []
        for start, text in zip(starts, lines, strict=True):
            cells[start] = Cell(text, styles.SIGNATURE)
            merges.append(Merge(start, start + _SIGNATURE_COLUMNS - 1))
        yield PlanRow(cells, height=14, merges=merges)


def _signature_starts(blocks: int, columns: int) -> list[int]:
    first, last = 2, columns - _SIGNATURE_COLUMNS - 1
    return [first + (last - first) * number // max(blocks - 1, 1) for number in range(blocks)]
