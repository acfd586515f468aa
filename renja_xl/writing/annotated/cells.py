"""The marked cells of one worksheet: their new looks, cells and rows that were missing, the place of notes.

One pass over the sheet finds the places; the sheet itself never stands in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import IO

from renja_xl.model.grid import address
from renja_xl.writing.annotated.addresses import Box, Position, area_of, position_of
from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.annotated.xml_places import SPREADSHEET, Edit, Walk, insertion, inside, with_attribute

_BEHIND_DRAWING = frozenset(
    (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
_MERGE = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:$]+)["']""")
_PIECE, _OVERLAP = 1 << 20, 256
_ON = ("1", "true")
Tinted = Callable[[int, str], int]


@dataclass(slots=True)
class Marked:
    """What a worksheet needs: edits, the relation of its old drawing ("" for none), the place for a new one."""

    edits: list[Edit] = field(default_factory=list)
    drawing: str = ""
    drawing_at: int = 0
    prefix: str = ""


def owners(sheet: IO[bytes], cells: set[Position]) -> dict[Position, Position]:
    """For cells hidden under a merged area: the area's first cell, which shows its look and its note."""
    found: dict[Position, Position] = {}
    kept = b""
    while piece := sheet.read(_PIECE):
        kept = kept[-_OVERLAP:] + piece
        for match in _MERGE.finditer(kept):
            area = area_of(match[1].decode())
            if area:
                found.update(dict.fromkeys(_covered(area, cells), area[:2]))
    return found


def _covered(area: Box, cells: set[Position]) -> Iterable[Position]:
    """Those of the cells that an area covers; the smaller of the two is looked through."""
    top, left, bottom, right = area
    if (bottom - top + 1) * (right - left + 1) > len(cells):
        return [cell for cell in cells if top <= cell[0] <= bottom and left <= cell[1] <= right]
    return cells & set(product(range(top, bottom + 1), range(left, right + 1)))


def mark_cells(part: str, sheet: IO[bytes], marks: Mapping[Position, str], tinted: Tinted) -> Marked:
    """The edits that give cells the tint of their level; `tinted` turns an old look into a tinted one.

    Raises UnpatchableError where rows or cells do not stand in their order.
    """
    patch = _SheetPatch(part, marks, tinted)
    patch.walk.run(sheet, patch.start, patch.end)
    if not patch.seen:
        raise UnpatchableError(part)
    return patch.marked


class _SheetPatch:
    """Collects edits while the parser walks a sheet."""

    def __init__(self, part: str, marks: Mapping[Position, str], tinted: Tinted) -> None:
        self.walk = Walk(part, SPREADSHEET)
        self.marked = Marked()
        self.seen = False
        self._part = part
        self._tinted = tinted
        self._rows: dict[int, dict[int, str]] = {}
        for (row, column), tingkat in sorted(marks.items()):
            self._rows.setdefault(row, {})[column] = tingkat
        self._ahead = sorted(self._rows, reverse=True)
        self._in_data = False
        self._data_tag = (b"", 0)
        self._row_tag = (b"", 0)
        self._row = self._column = self._row_style = 0
        self._waiting: dict[int, str] | None = None
        self._column_styles: list[tuple[int, int, int]] = []
        self._depth = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        if self._in_data:
            if name == "row":
                self._start_row(attrs)
            elif name == "c" and self._waiting is not None:
                self._cell(attrs)
            return
        self._depth += 1
        if name == "sheetData" and self._depth == 2:
            self._in_data = self.seen = True
            self.marked.prefix, self.marked.drawing_at = self.walk.prefix, 0
            self._data_tag = (self.walk.tag(), self.walk.at)
        elif name == "col":
            self._column_styles.append(
                (int(attrs.get("min", "1")), int(attrs.get("max", "1")), int(attrs.get("style", "0")))
            )
        elif self._depth == 2:
            self._top_element(name, attrs)

    def end(self, name: str) -> None:
        """An element ends."""
        if not self._in_data:
            self._depth -= 1
            if not self._depth and not self.marked.drawing_at:
                self.marked.drawing_at = self.walk.at
        elif name == "row":
            self._end_row()
        elif name == "sheetData":
            self._in_data = False
            self._depth -= 1
            tag, at = self._data_tag
            self._put_inside(tag, at, self._missing_rows(None))

    def _top_element(self, name: str, attrs: dict[str, str]) -> None:
        marked = self.marked
        if name == "legacyDrawing":
            marked.drawing = next((value for key, value in attrs.items() if key.endswith(":id")), "")
            if not marked.drawing:
                raise UnpatchableError(self._part)
        # Form controls stand in an AlternateContent of another namespace.
        later = name in _BEHIND_DRAWING or name.endswith(":AlternateContent")
        if not later:
            marked.drawing_at = 0
        elif not marked.drawing_at:
            marked.drawing_at = self.walk.at

    def _start_row(self, attrs: dict[str, str]) -> None:
        number = int(attrs["r"]) if "r" in attrs else self._row + 1
        if number <= self._row:
            raise UnpatchableError(self._part)
        self._row, self._column = number, 0
        missing = self._missing_rows(number)
        if missing:
            self.marked.edits.append(insertion(self.walk.at, missing))
        self._waiting = None
        if self._ahead and self._ahead[-1] == number:
            self._waiting = self._rows[self._ahead.pop()]
            self._row_tag = (self.walk.tag(), self.walk.at)
            self._row_style = int(attrs.get("s", "0")) if attrs.get("customFormat") in _ON else -1

    def _cell(self, attrs: dict[str, str]) -> None:
        position = position_of(attrs["r"]) if "r" in attrs else (self._row, self._column + 1)
        if position is None or position[0] != self._row or position[1] <= self._column:
            raise UnpatchableError(self._part)
        self._column = position[1]
        missing = self._missing_cells(self._column)
        if missing:
            self.marked.edits.append(insertion(self.walk.at, missing))
        assert self._waiting is not None
        tingkat = self._waiting.pop(self._column, None)
        if tingkat:
            look = self._tinted(int(attrs.get("s", "0")), tingkat)
            self.marked.edits.append(with_attribute(self.walk.tag(), self.walk.at, "s", str(look)))

    def _end_row(self) -> None:
        if self._waiting is not None:
            tag, at = self._row_tag
            self._put_inside(tag, at, self._missing_cells(None))
            self._waiting = None

    def _put_inside(self, tag: bytes, at: int, markup: str) -> None:
        if markup:
            self.marked.edits.append(inside(tag, at, self.walk.at, markup))

    def _missing_rows(self, before: int | None) -> str:
        """Rows with marks that the sheet has not, as far as they stand before one that it has."""
        pieces = []
        while self._ahead and (before is None or self._ahead[-1] < before):
            number, prefix = self._ahead.pop(), self.walk.prefix
            cells = self._rows[number]
            markup = "".join(self._new_cell(number, column, -1, cells[column]) for column in cells)
            pieces.append(f'<{prefix}row r="{number}">{markup}</{prefix}row>')
        return "".join(pieces)

    def _missing_cells(self, before: int | None) -> str:
        assert self._waiting is not None
        columns = [column for column in self._waiting if before is None or column < before]
        return "".join(
            self._new_cell(self._row, column, self._row_style, self._waiting.pop(column))
            for column in columns
        )

    def _new_cell(self, row: int, column: int, row_style: int, tingkat: str) -> str:
        """A cell without a value: it looks as the row or column that it stands in, tinted."""
        look = row_style
        if look < 0:
            look = next((style for low, high, style in self._column_styles if low <= column <= high), 0)
        return f'<{self.walk.prefix}c r="{address(row, column)}" s="{self._tinted(look, tingkat)}"/>'
