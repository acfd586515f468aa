"""A sheet as a plan: rows of cells with styles, made lazily so that a long sheet never stands in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

Value = str | int | Decimal | None


class Style(NamedTuple):
    """How a cell looks. Sizes in points; `border` is none or thin; `unlocked`: typed in though protected."""

    bold: bool = False
    italic: bool = False
    size: float = 8
    align: str = "left"
    valign: str = "vcenter"
    indent: int = 0
    wrap: bool = False
    shrink: bool = False
    number: str = ""
    border: str = "none"
    fill: str = ""
    color: str = ""
    unlocked: bool = False
    underline: bool = False


class Cell(NamedTuple):
    """A value, or a formula (without its "=") with `value` as its cached result."""

    value: Value
    style: Style
    formula: str = ""


class Merge(NamedTuple):
    """A merged area that begins in its row: first and last column from 0, and how many rows it covers."""

    first: int
    last: int
    rows: int = 1


class Area(NamedTuple):
    """A rectangle of cells, rows and columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Validation(NamedTuple):
    """What cells ask for. It advises and never forbids: a person may keep what was typed.

    `kind` is daftar (`source`: the range to choose from), angka (a number from 0 up) or rumus (`source`: a
    formula for the first cell). `hint` shows while the cell is chosen, `warning` when something else is typed.
    """

    area: Area
    kind: str
    title: str
    warning: str
    source: str = ""
    hint: str = ""


class Highlight(NamedTuple):
    """The rows of an area stand out, bold or on a ground, where a formula for its first cell holds."""

    area: Area
    formula: str
    bold: bool = True
    fill: str = ""


@dataclass(slots=True)
class PlanRow:
    """One row: cells by column from 0 (None: no cell), its height in points, the merges that begin here."""

    cells: Sequence[Cell | None] = ()
    height: float | None = None
    merges: Sequence[Merge] = ()


class Block(NamedTuple):
    """Many plain rows at once, column by column: for sheets of hundreds of thousands of rows.

    The texts stand as they are, also those of `numbers`, which hold figures; None or "" where there is no cell.
    """

    columns: Sequence[Sequence[str | None]]
    looks: Sequence[Style]
    numbers: Sequence[bool]


class Series(NamedTuple):
    """What a chart draws once: cells of its own sheet, with what they hold. `look` is a name in `charts.LOOKS`."""

    name: str
    categories: Area
    values: Area
    labels: Sequence[str | Decimal | int | None]
    figures: Sequence[Decimal | int | None]
    look: str


class Chart(NamedTuple):
    """A native chart of kind batang, kolom, garis or sebar, at a row from 0; sizes in pixels.

    `points` are words to stand beside the points of a chart of kind sebar.
    """

    kind: str
    title: str
    x_title: str
    y_title: str
    series: Sequence[Series]
    row: int
    width: int
    height: int
    x_most: int | None = None
    y_most: int | None = None
    points: Sequence[str] = ()


@dataclass(slots=True)
class SheetPlan:
    """A sheet: `rows` may be a generator and is walked once; `blocks` follow them, also walked once.

    `protect` locks every cell that is not `unlocked`, without a password. `table` names an Excel table over the
    whole sheet, whose first row are its headers. It prints `pages_wide` pages wide, or at `scale` percent, which
    lets `breaks` (rows from 0) begin new pages.
    """

    name: str
    rows: Iterable[PlanRow]
    widths: Sequence[float]
    freeze: tuple[int, int] = (0, 0)
    repeat: tuple[int, int] | None = None
    last_printed_column: int | None = None
    filter_columns: int = 0
    landscape: bool = True
    footer: str = ""
    zoom: int = 100
    protect: bool = False
    validations: Sequence[Validation] = ()
    highlights: Sequence[Highlight] = ()
    blocks: Iterable[Block] = ()
    table: str = ""
    charts: Sequence[Chart] = ()
    pages_wide: int = 1
    scale: int = 0
    breaks: Sequence[int] = ()
