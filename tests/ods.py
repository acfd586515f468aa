"""Write small .ods workbooks by hand, without LibreOffice."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}"'
    for name, space in {
        "office": "office:1.0",
        "table": "table:1.0",
        "text": "text:1.0",
        "style": "style:1.0",
        "number": "datastyle:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "draw": "drawing:1.0",
    }.items()
)

_TABLE_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/></style:style>'
    for name, shown in (("tampak", "true"), ("sembunyi", "false"))
)


def ods(
    path: Path, table: str, *, name: str = "S", styles: str = "", columns: str = "", mimetype: str = ODS
) -> Path:
    """The least an .ods can be, around the rows of one table."""
    return _package(
        path, f"<table:table table:name={quoteattr(name)}>{columns}{table}</table:table>", styles, mimetype
    )


def _package(path: Path, tables: str, styles: str, mimetype: str = ODS) -> Path:
    content = (
        f'<office:document-content {_SPACES} xmlns:calcext="urn:org:documentfoundation:names:calc">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", mimetype)
        package.writestr("content.xml", content)
    return path


def cell(kind: str = "", value: str = "", words: str = "", more: str = "") -> str:
    attribute = {"string": "", "date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(
        kind, "value"
    )
    given = f' office:value-type="{kind}"' if kind else ""
    given += f' office:{attribute}="{value}"' if value else ""
    return (
        f"<table:table-cell{given} {more}>{f'<text:p>{words}</text:p>' if words else ''}</table:table-cell>"
    )


def row(*inside: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(inside)}</table:table-row>"


def as_ods(source: Path, target: Path) -> Path:
    """The values and merges of the sheets of an .xlsx, and which are hidden; nothing of their look."""
    return _package(target, "".join(map(_table, load_workbook(source).worksheets)), _TABLE_STYLES)


def _table(sheet: Worksheet) -> str:
    spans = {
        (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
    }
    lines = []
    for line in sheet.iter_rows():
        written = []
        for one in line:
            wide, high = spans.get((one.row, one.column), (1, 1))
            more = f'table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
            if isinstance(one, MergedCell):
                written.append("<table:covered-table-cell/>")
            elif one.value is None:
                written.append(cell(more=more))
            elif isinstance(one.value, str):
                written.append(
                    cell("string", "", escape(one.value).replace("\n", "<text:line-break/>"), more)
                )
            else:
                written.append(cell("float", str(one.value), str(one.value), more))
        lines.append(row(*written))
    style = "tampak" if sheet.sheet_state == "visible" else "sembunyi"
    name = quoteattr(sheet.title)
    return f'<table:table table:name={name} table:style-name="{style}">{"".join(lines)}</table:table>'
