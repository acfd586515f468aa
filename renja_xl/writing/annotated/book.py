"""The workbook's own part and its new sheet of findings, whose addresses are links to the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from renja_xl.model.findings import COLUMNS, Finding
from renja_xl.model.grid import address, column_letters
from renja_xl.model.texts import sentence
from renja_xl.writing.annotated.addresses import Position
from renja_xl.writing.annotated.looks import Looks
from renja_xl.writing.annotated.package import Copy
from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.annotated.xml_places import OFFICE_RELATIONS, SPREADSHEET, Element, insertion, quoted
from renja_xl.writing.row_xml import row_xml, xml_text
from renja_xl.writing.tables import findings_plan

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
)
# Excel calls a sheet with more links damaged.
_MOST_LINKS = 65_530


def book_part(copy: Copy) -> str:
    """The workbook's own part. Raises UnpatchableError where the package holds another kind of document."""
    for found in copy.relations(""):
        if found.kind == "officedocument" and found.part.lower().endswith(".xml"):
            return found.part
    raise UnpatchableError("workbook")


def sheet_parts(copy: Copy, book: str) -> dict[str, str]:
    """The parts of the worksheets by the sheet's name; sheets of another kind, such as charts, are left out."""
    parts = {found.id: found.part for found in copy.relations(book) if found.kind == "worksheet"}
    return {
        sheet.attrs.get("name", ""): parts[number]
        for sheet in _sheets(copy, book).named("sheet")
        for key, number in sheet.attrs.items()
        if key.endswith(":id") and parts.get(number)
    }


def add_findings_sheet(
    copy: Copy, book: str, looks: Looks, findings: Sequence[Finding], targets: Mapping[Finding, Position]
) -> None:
    """Append the sheet of findings; `targets` are the cells that the addresses of findings lead to."""
    part = copy.add("xl/worksheets/sheet{}.xml", _sheet(looks, findings, targets), _TYPE)
    number = copy.relate(book, "worksheet", part)
    root, sheets = copy.outline(book, SPREADSHEET), _sheets(copy, book)
    old = list(sheets.named("sheet"))
    taken = {sheet.attrs.get("name", "").casefold() for sheet in old}
    name = next(name for name in _names() if name.casefold() not in taken)
    free = max((int(sheet.attrs.get("sheetId", "0")) for sheet in old), default=0) + 1
    prefix = root.prefix
    copy.edit(
        book,
        sheets.append(
            f'<{prefix}sheet xmlns:r="{OFFICE_RELATIONS}" name="{quoted(name)}" sheetId="{free}" r:id="{number}"/>'
        ),
    )
    # A filter's area is also a hidden name; Excel writes both.
    area = f"{_sheet_name(name)}!$A$1:${column_letters(len(COLUMNS))}${len(findings) + 1}"
    defined = (
        f'<{prefix}definedName name="_xlnm._FilterDatabase" localSheetId="{len(old)}" hidden="1">'
        f"{xml_text(area)}</{prefix}definedName>"
    )
    known = root.child("definedNames")
    if known:
        copy.edit(book, known.append(defined))
    else:
        place = root.behind(_BEFORE_NAMES)
        copy.edit(book, insertion(place, f"<{prefix}definedNames>{defined}</{prefix}definedNames>"))


def _sheets(copy: Copy, book: str) -> Element:
    sheets = copy.outline(book, SPREADSHEET).child("sheets")
    if not sheets or not sheets.children:
        raise UnpatchableError(book)
    return sheets


def _names() -> list[str]:
    first = sentence("salinan.lembar")
    return [first, *(sentence("salinan.lembar-lagi", nomor=number) for number in range(2, 1000))]


def _sheet_name(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _sheet(looks: Looks, findings: Sequence[Finding], targets: Mapping[Finding, Position]) -> str:
    plan = findings_plan(findings, targets)
    rows = "".join(row_xml(number, row, looks.of) for number, row in enumerate(plan.rows, start=1))
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(plan.widths, start=1)
    )
    letters = column_letters(COLUMNS.index("sel") + 1)
    links = [
        f'<hyperlink ref="{letters}{row}" location="{quoted(_sheet_name(item.lembar))}!{address(*targets[item])}"'
        f' display="{quoted(item.sel)}"/>'
        for row, item in zip(count(2), findings, strict=False)
        if item in targets
    ][:_MOST_LINKS]
    return (
        f'<worksheet xmlns="{SPREADSHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{rows}</sheetData>'
        f'<autoFilter ref="A1:{column_letters(len(COLUMNS))}{len(findings) + 1}"/>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.35" top="0.5" bottom="0.55" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="14" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
