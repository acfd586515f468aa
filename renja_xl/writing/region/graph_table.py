"""The small table that charts are drawn over: it stands right of the printed area of `Grafik`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil

from renja_xl.writing import styles
from renja_xl.writing.plan import Area, Cell, Series, Value

HEAD, TEXT, PERCENT, COUNT = styles.TABLE_HEAD, styles.TABLE_TEXT, styles.TABLE_PERCENT, styles.TABLE_COUNT
# Charts stand over columns of 80 pixels and rows of 20, on paper at three quarters.
CHART_COLUMNS, ROW = 12, 20
WIDTH = CHART_COLUMNS * 80
LEFT = CHART_COLUMNS + 1
HUNDRED = Decimal(100)
_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """What one series shows: its name, its cells in the order of the names, how it looks."""

    name: str
    cells: Sequence[Cell]
    look: str


@dataclass(slots=True)
class Table:
    """The cells right of the charts, row by row as they are needed."""

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    next: int = 2

    def add(self, corner: str, lines: Sequence[Line], names: Sequence[str]) -> list[Series]:
        """One column for each line of a chart, one row for each name; the series that are drawn over them."""
        rows = [[Cell(corner, HEAD), *(Cell(line.name, HEAD) for line in lines)]]
        rows += [
            [Cell(name, TEXT), *(line.cells[number] for line in lines)] for number, name in enumerate(names)
        ]
        first = self.next
        for row, cells in enumerate(rows, start=first):
            self.cells[row] = dict(enumerate(cells, start=LEFT))
        self.next = first + len(rows) + 1
        return [
            Series(
                line.name,
                _area(first + 1, 0, len(names)),
                _area(first + 1, column, len(names)),
                names,
                [cell.value for cell in line.cells if not isinstance(cell.value, str)],
                line.look,
            )
            for column, line in enumerate(lines, start=1)
        ]


def round_up(figures: Sequence[Value]) -> int:
    """Where an axis of percentages ends: at 100, or at the next multiple of 10 with room for what stands there."""
    most = max([HUNDRED, *(figure for figure in figures if isinstance(figure, Decimal))])
    return ceil(most / 10) * 10 + (10 if most > HUNDRED else 0)


def short(name: str) -> str:
    """A name that fits beside a chart."""
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1].rstrip()}…"


def _area(first: int, column: int, rows: int) -> Area:
    return Area(first, LEFT + column, first + rows - 1, LEFT + column)
