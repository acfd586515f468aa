"""The one module that knows xlsxwriter: sheet plans in, a workbook out, row by row."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from renja_xl.model.result import Filled
from renja_xl.model.texts import sentence
from renja_xl.model.version import VERSION
from renja_xl.writing.charts import KINDS, axes, legend, series_options, title
from renja_xl.writing.kamus import kamus_plan
from renja_xl.writing.matrix import matrix_plan
from renja_xl.writing.method import method_plan
from renja_xl.writing.output import atomic_output
from renja_xl.writing.plan import Chart, SheetPlan, Style, Validation
from renja_xl.writing.row_xml import block_xml, row_xml
from renja_xl.writing.styles import FONT, LINE
from renja_xl.writing.tables import data_plan, findings_plan, rekap_plan

_FOLIO = 14
_BORDERS = {"thin": {"border": 1, "border_color": LINE}, "none": {}}
# Column widths count digits of the default font: 7 pixels in Arial 10, which every system has.
_DEFAULT_FONT = {"font_name": "Arial", "font_size": 10}
# On a protected sheet rows may still be added, taken away and made higher or wider.
_ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows"), True
)


class _StreamedSheet(Worksheet):  # type: ignore[misc]
    """The library's worksheet, but its rows are XML in a file and never stand in memory."""

    rows_file: IO[str]

    def _write_rows(self) -> None:
        self.rows_file.seek(0)
        shutil.copyfileobj(self.rows_file, self.fh)


def write_result(filled: Filled, target: Path, *, overwrite: bool, scratch: Path | None = None) -> None:
    """The five sheets of a result of `isi`, and the dictionary that decided, so that the result goes back in.

    Raises OutputError; the file appears whole or not at all. `scratch` is as in `write_plans`.
    """
    plans = [
        matrix_plan(filled),
        rekap_plan(filled),
        findings_plan(filled.findings),
        data_plan(filled),
        method_plan(filled),
    ]
    if filled.matrix.kamus:
        plans.append(kamus_plan(entry for kamus in filled.matrix.kamus for entry in kamus.entries))
    with atomic_output(target, overwrite=overwrite) as temporary:
        write_plans(plans, temporary, scratch=scratch)


def write_plans(
    plans: Iterable[SheetPlan],
    path: Path,
    created: datetime | None = None,
    title_key: str = "lembar.judul-dokumen",
    scratch: Path | None = None,
) -> None:
    """A workbook with one sheet per plan. Raises OSError where it cannot be written.

    `title_key` names the sentence that is the document's title. With `created`, which the document states
    instead of now, the same plans give the same bytes. Rows lie in the folder `scratch` until the end, or where
    the system has such files.
    """
    with tempfile.TemporaryDirectory(prefix="renja-", dir=scratch) as folder, ExitStack() as files:
        book = xlsxwriter.Workbook(
            str(path), {"tmpdir": folder, "default_format_properties": dict(_DEFAULT_FONT)}
        )
        about = {"title": sentence(title_key), "comments": f"renja-xl {VERSION}"}
        book.set_properties(about | ({"created": created} if created else {}))
        styles = _StyleIndex(book)
        for number, plan in enumerate(plans, start=1):
            place = Path(folder, f"rows-{number}.xml")
            rows = files.enter_context(place.open("w+", encoding="utf-8", newline=""))
            _write_sheet(book, plan, styles, rows)
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error


class _StyleIndex(dict[Style, int]):
    """The number under which the workbook knows a style, made when first asked for."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, style: Style) -> int:
        index: int = _format(self._book, style)._get_xf_index()
        self[style] = index
        return index


def _write_sheet(book: Any, plan: SheetPlan, styles: _StyleIndex, rows_file: IO[str]) -> None:
    sheet = book.add_worksheet(plan.name, _StreamedSheet)
    _set_up_page(sheet, plan)
    _set_up_typing(book, sheet, plan)
    sheet.rows_file = rows_file
    number, width = 0, 1
    names: list[Any] = []
    for number, row in enumerate(plan.rows, start=1):
        rows_file.write(row_xml(number, row, styles.__getitem__))
        width = max(width, len(row.cells))
        names = names or [cell.value for cell in row.cells if cell]
        for merge in row.merges:
            sheet.merge.append([number - 1, merge.first, number + merge.rows - 2, merge.last])
        if plan.charts and row.height:  # so that charts find their place
            sheet.set_row(number - 1, row.height)
    for block in plan.blocks:
        rows_file.write(block_xml(number + 1, block, styles.__getitem__))
        number += len(block.columns[0])
    for chart in plan.charts:
        _insert_chart(book, sheet, chart)
    if plan.table and number > 1:
        _add_table(sheet, plan.table, names, number)
    sheet.dim_rowmin, sheet.dim_rowmax, sheet.dim_colmin, sheet.dim_colmax = (
        0,
        max(number - 1, 0),
        0,
        width - 1,
    )
    if plan.filter_columns:
        sheet.autofilter(0, 0, max(number - 1, 1), plan.filter_columns - 1)
    if plan.last_printed_column is not None:
        sheet.print_area(0, 0, number - 1, plan.last_printed_column)


def _add_table(sheet: Any, name: str, columns: Sequence[str], rows: int) -> None:
    """A table from the first cell. The library notes every cell of a table, so it is told of two rows."""
    headers = [{"header": column} for column in columns]
    last = len(columns) - 1
    sheet.add_table(0, 0, 1, last, {"name": name, "columns": headers, "style": "Table Style Light 1"})
    sheet.tables[-1] |= dict.fromkeys(("range", "a_range", "autofilter"), xl_range(0, 0, rows - 1, last))


def _insert_chart(book: Any, sheet: Any, chart: Chart) -> None:
    drawn = book.add_chart(KINDS[chart.kind])
    for series in chart.series:
        drawn.add_series(series_options(sheet.name, chart, series))
    drawn.set_title(title(chart))
    x_axis, y_axis = axes(chart)
    drawn.set_x_axis(x_axis)
    drawn.set_y_axis(y_axis)
    drawn.set_legend(legend(chart))
    drawn.set_chartarea({"border": {"color": LINE}})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": chart.width, "height": chart.height})
    sheet.insert_chart(chart.row, 0, drawn)


def _set_up_page(sheet: Any, plan: SheetPlan) -> None:
    for column, width in enumerate(plan.widths):
        sheet.set_column(column, column, width)
    if plan.landscape:
        sheet.set_landscape()
    sheet.set_paper(_FOLIO)
    sheet.set_margins(left=0.5, right=0.35, top=0.5, bottom=0.55)
    if plan.scale:
        sheet.set_print_scale(plan.scale)
        sheet.set_h_pagebreaks(list(plan.breaks))
    else:
        sheet.fit_to_pages(plan.pages_wide, 0)
    sheet.set_zoom(plan.zoom)
    sheet.hide_gridlines(2 if plan.repeat else 1)
    if plan.footer:
        sheet.set_footer(plan.footer, {"margin": 0.25})
    if plan.freeze != (0, 0):
        sheet.freeze_panes(*plan.freeze)
    if plan.repeat:
        sheet.repeat_rows(*plan.repeat)


def _set_up_typing(book: Any, sheet: Any, plan: SheetPlan) -> None:
    """What happens while a person types: locked cells, advice, rows that stand out."""
    if plan.protect:
        sheet.protect("", _ALLOWED)
    for validation in plan.validations:
        sheet.data_validation(*validation.area, _validation(validation))
    for area, formula, bold, fill in plan.highlights:
        look = book.add_format({"bold": bold} | ({"bg_color": fill} if fill else {}))
        sheet.conditional_format(*area, {"type": "formula", "criteria": f"={formula}", "format": look})


def _validation(wanted: Validation) -> dict[str, Any]:
    asked: dict[str, dict[str, Any]] = {
        "daftar": {"validate": "list", "source": f"={wanted.source}"},
        "angka": {"validate": "decimal", "criteria": ">=", "value": 0},
        "rumus": {"validate": "custom", "value": f"={wanted.source}"},
    }
    said = {"error_type": "warning", "error_title": wanted.title, "error_message": wanted.warning}
    hint = {"input_title": wanted.title, "input_message": wanted.hint} if wanted.hint else {}
    return asked[wanted.kind] | said | hint


def _format(book: Any, style: Style) -> Any:
    looks: dict[str, Any] = {
        "font_name": FONT,
        "font_size": style.size,
        "valign": style.valign,
        "align": style.align,
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "indent": style.indent,
        "text_wrap": style.wrap,
        "shrink": style.shrink,
        "locked": not style.unlocked,
    } | _BORDERS[style.border]
    optional = {"num_format": style.number, "bg_color": style.fill, "font_color": style.color}
    return book.add_format(looks | {name: value for name, value in optional.items() if value})
