"""Rows as the XML of a worksheet: the few kinds of cell a result has, written as they come.

xlsxwriter writes everything else of the workbook. Row by row through its own calls a large result takes
five times as long; docs/keputusan.md, "Baris ditulis langsung", has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from renja_xl.model.grid import column_letters
from renja_xl.writing.plan import Block, Cell, PlanRow, Style

MOST_LETTERS = 32767
_MARKUP = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff￾￿]|_x[0-9A-Fa-f]{4}_")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_letters = lru_cache(maxsize=None)(column_letters)


def row_xml(number: int, row: PlanRow, style_index: Callable[[Style], int]) -> str:
    """One row, `number` counted from 1; "" where it has neither cells nor a height."""
    cells = [
        _cell_xml(f"{_letters(column)}{number}", cell, style_index(cell.style))
        for column, cell in enumerate(row.cells, start=1)
        if cell is not None
    ]
    height = f' ht="{row.height:g}" customHeight="1"' if row.height else ""
    return f'<row r="{number}"{height}>{"".join(cells)}</row>' if cells or height else ""


def block_xml(first: int, block: Block, style_index: Callable[[Style], int]) -> str:
    """The rows of a block, the first of which has the number `first`: five times as fast as row by row."""
    numbers = [str(number) for number in range(first, first + len(block.columns[0]))]
    columns = [
        _column_xml(_letters(place), numbers, texts, style_index(look), number=number)
        for place, (texts, look, number) in enumerate(
            zip(block.columns, block.looks, block.numbers, strict=True), start=1
        )
    ]
    rows = map("".join, zip(*columns, strict=True))
    return "".join(
        [f'<row r="{number}">{cells}</row>' for number, cells in zip(numbers, rows, strict=True) if cells]
    )


def _column_xml(
    letters: str, rows: Sequence[str], texts: Sequence[str | None], style: int, *, number: bool
) -> list[str]:
    """A column's cells, "" where it has none."""
    if number:
        between, end = f'" s="{style}"><v>', "</v></c>"
    else:
        between, end = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
        whole = "".join(filter(None, texts))
        if len(whole) > MOST_LETTERS or _MARKUP.search(whole):
            texts = [text and xml_text(text[:MOST_LETTERS]) for text in texts]
    begin = f'<c r="{letters}'
    return [
        f"{begin}{row}{between}{text}{end}" if text else "" for row, text in zip(rows, texts, strict=True)
    ]


def _cell_xml(reference: str, cell: Cell, style: int) -> str:
    value = cell.value
    head = f'<c r="{reference}" s="{style}"'
    if cell.formula:
        formula = xml_text(cell.formula)
        if value is None or isinstance(value, str):
            return f'{head} t="str"><f>{formula}</f><v>{xml_text(value or "")}</v></c>'
        return f"{head}><f>{formula}</f><v>{value:f}</v></c>"
    if value is None or value == "":
        return f"{head}/>"
    if isinstance(value, str):
        return (
            f'{head} t="inlineStr"><is><t xml:space="preserve">{xml_text(value[:MOST_LETTERS])}</t></is></c>'
        )
    if isinstance(value, int):
        return f"{head}><v>{value}</v></c>"
    return f"{head}><v>{value:f}</v></c>"


def xml_text(text: str) -> str:
    """Text for an element: markup as entities, letters that XML forbids as Excel's _xHHHH_."""
    return _MARKUP.sub(_escaped, text) if _MARKUP.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    if found in _ENTITIES:
        return _ENTITIES[found]
    if len(found) > 1:
        # The text itself reads like an escape: escape its underscore, or Excel would decode it.
        return f"_x005F{found}"
    return f"_x{ord(found):04X}_"
