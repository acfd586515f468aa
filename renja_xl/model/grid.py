"""The cell grid between a file and its meaning: what stands where, nothing about what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class CellError(NamedTuple):
    """An error that Excel shows in a cell, such as #DIV/0!."""

    text: str


CellValue = str | float | bool | CellError


class Area(NamedTuple):
    """A rectangle of cells, rows and columns counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Row:
    """The cells of one row: columns ascending from 1, with value and style beside each other.

    `formulas` holds the text of the formulas by column; a follower of a shared formula has "".
    A formula that was never calculated has its column in `uncalculated`.
    """

    number: int
    columns: list[int] = field(default_factory=list)
    values: list[CellValue] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    formulas: dict[int, str] | None = None
    uncalculated: set[int] | None = None
    hidden: bool = False

    def add_formula(self, column: int, text: str) -> None:
        """Note the formula of a cell."""
        if self.formulas is None:
            self.formulas = {}
        self.formulas[column] = text

    def add_waiting(self, column: int) -> None:
        """Note a formula that was never calculated."""
        if self.uncalculated is None:
            self.uncalculated = set()
        self.uncalculated.add(column)

    def cells(self) -> dict[int, CellValue]:
        """Value by column."""
        return dict(zip(self.columns, self.values, strict=True))

    def style(self, column: int) -> int:
        """The style number of a cell, 0 where the row has no such cell."""
        return self.styles[self.columns.index(column)] if column in self.columns else 0


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What the look of a cell says: its number format, then its font, alignment and ground.

    Shown as percent, as a date; the unit written behind a number; how many digits a format of zeros alone
    shows. `indent` counts steps; `fill` is a colour in the file's own words, "" for none.
    """

    percent: bool = False
    date: bool = False
    unit: str = ""
    zeros: int = 0
    bold: bool = False
    strike: bool = False
    indent: int = 0
    fill: str = ""


PLAIN = CellStyle()


@dataclass(slots=True)
class Grid:
    """One sheet. Only rows and cells that exist are held, so a stray cell far away costs nothing.

    `hidden_columns` are ranges, first and last column; `comments` the notes on cells, by row and column.
    """

    name: str
    rows: list[Row]
    merges: list[Area]
    styles: list[CellStyle]
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)

    def style(self, row: Row, column: int) -> CellStyle:
        """The style of a cell; the plain one where the file names none."""
        number = row.style(column)
        return self.styles[number] if number < len(self.styles) else PLAIN


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A1-style address."""
    return f"{column_letters(column)}{row}"
