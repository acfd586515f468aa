"""The one module that knows xlsxwriter: sheet plans in, a workbook out, row by row in constant memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from renja_xl import __version__
from renja_xl.model.result import Filled
from renja_xl.writing.matrix import matrix_plan
from renja_xl.writing.method import method_plan
from renja_xl.writing.output import atomic_output
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan, Style
from renja_xl.writing.tables import data_plan, findings_plan, rekap_plan

FONT = "Arial Narrow"
LINE = "#A6A6A6"
_FOLIO = 14
_BORDERS = {"thin": {"border": 1, "border_color": LINE}, "top": {"top": 1, "top_color": LINE}, "none": {}}


class _Sheet(Worksheet):  # type: ignore[misc]
    """The library's worksheet without its search for newer functions in every formula.

    Ours use none, and the search is thirty patterns a formula: half the time of a large workbook.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")


def write_result(filled: Filled, target: Path, *, overwrite: bool) -> None:
    """The five sheets of a result of `isi`. Raises OutputError; the file appears whole or not at all."""
    plans = [matrix_plan(filled), rekap_plan(filled), findings_plan(filled), data_plan(filled), method_plan(filled)]
    with atomic_output(target, overwrite=overwrite) as temporary:
        write_plans(plans, temporary)


def write_plans(plans: Iterable[SheetPlan], path: Path) -> None:
    """A workbook with one sheet per plan."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        # Column widths count digits of the default font: 7 pixels in Arial 10, which every system has.
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }
    with tempfile.TemporaryDirectory(prefix="renja-") as scratch:
        book = xlsxwriter.Workbook(str(path), options | {"tmpdir": scratch})
        book.set_properties({"title": "Matriks evaluasi Renja", "comments": f"renja-xl {__version__}"})
        formats: dict[Style, Any] = {}
        for plan in plans:
            _write_sheet(book, book.add_worksheet(plan.name, _Sheet), plan, formats)
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error


def _write_sheet(book: Any, sheet: Any, plan: SheetPlan, formats: dict[Style, Any]) -> None:
    _set_up_page(sheet, plan)
    last = 0
    for number, row in enumerate(plan.rows):
        _write_row(book, sheet, number, row, formats)
        last = number
    if plan.filter_columns:
        sheet.autofilter(0, 0, max(last, 1), plan.filter_columns - 1)
    if plan.last_printed_column is not None:
        sheet.print_area(0, 0, last, plan.last_printed_column)


def _set_up_page(sheet: Any, plan: SheetPlan) -> None:
    for column, width in enumerate(plan.widths):
        sheet.set_column(column, column, width)
    if plan.landscape:
        sheet.set_landscape()
    sheet.set_paper(_FOLIO)
    sheet.set_margins(left=0.5, right=0.35, top=0.5, bottom=0.55)
    sheet.fit_to_pages(1, 0)
    sheet.set_zoom(plan.zoom)
    sheet.hide_gridlines(2 if plan.repeat else 1)
    if plan.footer:
        sheet.set_footer(plan.footer, {"margin": 0.25})
    if plan.freeze != (0, 0):
        sheet.freeze_panes(*plan.freeze)
    if plan.repeat:
        sheet.repeat_rows(*plan.repeat)


def _write_row(book: Any, sheet: Any, number: int, row: PlanRow, formats: dict[Style, Any]) -> None:
    if row.height:
        sheet.set_row(number, row.height)
    for column, cell in enumerate(row.cells):
        if cell is not None:
            look = formats.get(cell.style)
            if look is None:
                look = formats[cell.style] = _format(book, cell.style)
            _write_cell(sheet, number, column, cell, look)
    for merge in row.merges:
        # The library's merge_range writes all its rows at once, which constant memory forbids; the cells
        # are written in their own rows here and only the area is noted.
        sheet.merge.append([number, merge.first, number + merge.rows - 1, merge.last])


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    value = cell.value
    if cell.formula:
        cached = "" if value is None else value if isinstance(value, str) else float(value)
        sheet.write_formula(row, column, f"={cell.formula}", look, cached)
    elif value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, _inline_safe(value), look)
    else:
        sheet.write_number(row, column, float(value), look)


def _inline_safe(text: str) -> str:
    """Excel holds 32,767 characters; the library takes text between <r> and </r> for ready-made XML."""
    whole = text[:32767]
    return f"{whole} " if whole.startswith("<r>") and whole.endswith("</r>") else whole


def _format(book: Any, style: Style) -> Any:
    looks: dict[str, Any] = {"font_name": FONT, "font_size": style.size, "valign": style.valign, "align": style.align}
    looks |= _BORDERS[style.border]
    if style.bold:
        looks["bold"] = True
    if style.italic:
        looks["italic"] = True
    if style.indent:
        looks["indent"] = style.indent
    if style.wrap:
        looks["text_wrap"] = True
    if style.shrink:
        looks["shrink"] = True
    if style.number:
        looks["num_format"] = style.number
    if style.fill:
        looks["bg_color"] = style.fill
    if style.color:
        looks["font_color"] = style.color
    return book.add_format(looks)
