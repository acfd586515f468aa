"""The reader of .xlsx parts: dialects of XML, lying dimensions, stray cells, attacks."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from renja_xl.model.grid import Area, CellError, CellStyle, Grid
from renja_xl.reading.formats.cell_styles import cell_style
from renja_xl.reading.formats.package import read_sheets
from renja_xl.reading.formats.unreadable import UnreadableError
from renja_xl.reading.formats.xlsx import read_grid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def package(path: Path, sheet: str, *, strings: str = "", part: str = "worksheets/sheet1.xml") -> Path:
    """The least a workbook can be, around the XML of one sheet."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="r2" Type="{relation}/sharedStrings" Target="teks.xml"/>' if strings else ""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{relation}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="r1" Type="{relation}/worksheet" Target="{part}"/>{more}</Relationships>',
        )
        file.writestr(f"xl/{part}", sheet)
        if strings:
            file.writestr("xl/teks.xml", strings)
    return path


def grid(path: Path) -> Grid:
    with zipfile.ZipFile(path) as file:
        (sheet,) = read_sheets(file)
        return read_grid(file, sheet.name, sheet.part)


def values(found: Grid) -> dict[tuple[int, int], object]:
    return {(row.number, column): value for row in found.rows for column, value in row.cells().items()}


def test_kinds_of_cells(tmp_path: Path) -> None:
    xml = f"""<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>
      <row r="2" hidden="1"><c r="A2"><v>1.5</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="b"><v>1</v></c></row>
      <row><c><v>7</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c></row>
      <row r="9"><c r="B9" t="e"><v>#DIV/0!</v></c><c r="C9" t="str"><f>X()</f><v>teks</v></c><c r="D9"><f>1+1</f></c>
                 <c r="E9" t="str"><f>""</f><v></v></c><c r="F9" s="3"/><c r="G9"><v>1e999</v></c></row>
    </sheetData><mergeCells><mergeCell ref="A2:$B$3"/></mergeCells></worksheet>"""
    strings = f'<sst xmlns="{MAIN}"><si><t>nol</t></si><si><r><t>sa</t></r><r><t>tu_x000D_\n</t></r><rPh><t>x</t></rPh></si></sst>'
    found = grid(package(tmp_path / "a.xlsx", xml, strings=strings))
    assert values(found) == {
        (2, 1): 1.5,
        (2, 3): "satu\n",
        (2, 4): True,
        (3, 1): 7.0,
        (3, 2): "ab",
        (9, 2): CellError("#DIV/0!"),
        (9, 3): "teks",
        (9, 4): CellError("=1+1"),
        (9, 7): CellError("1e999"),
    }
    assert found.merges == [Area(2, 1, 3, 2)]
    assert found.rows[0].hidden
    assert found.rows[2].uncalculated == {4}
    assert found.rows[2].formulas == {3: "X()", 4: "1+1"}


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_strict_and_prefixed_xml(tmp_path: Path, namespace: str, prefix: str) -> None:
    mark = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    xml = f'<{prefix}worksheet {mark}="{namespace}"><{prefix}sheetData><{prefix}row r="1"><{prefix}c r="B1"><{prefix}v>3</{prefix}v></{prefix}c></{prefix}row></{prefix}sheetData></{prefix}worksheet>'
    assert values(grid(package(tmp_path / "a.xlsx", xml))) == {(1, 2): 3.0}


def test_a_stray_cell_in_the_last_corner_is_one_cell(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    assert values(grid(tmp_path / "a.xlsx")) == {(1, 1): 1.0, (1048576, 16384): "x"}


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData></worksheet>',
        "<worksheet><sheetData><row r='0'><c r='A0'><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1048577'><c><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='XFE1'><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='x'><c><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1'><v>abc</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'>",
        "bukan xml",
        "",
    ],
)
def test_broken_parts_are_refused(tmp_path: Path, xml: str) -> None:
    with pytest.raises(UnreadableError):
        grid(package(tmp_path / "a.xlsx", xml))


@pytest.mark.parametrize(
    ("number_id", "code", "expected"),
    [
        (9, None, CellStyle(percent=True)),
        (10, None, CellStyle(percent=True)),
        (14, None, CellStyle(date=True)),
        (3, None, CellStyle()),
        (164, "0.00%", CellStyle(percent=True)),
        (164, '0"%"', CellStyle(unit="%")),
        (164, r"0\%", CellStyle(unit="%")),
        (164, "dd/mm/yyyy", CellStyle(date=True)),
        (164, "[$-421]d mmmm yyyy", CellStyle(date=True)),
        (164, '_-"Rp"* #,##0_-', CellStyle()),
        (164, '#,##0" Dokumen"', CellStyle(unit="Dokumen")),
        (164, 'General" hari"', CellStyle(unit="hari")),
        (164, '#,##0.00" persen";-#,##0.00', CellStyle(unit="persen")),
        (164, "[Red]#,##0", CellStyle()),
        (164, '"Rp "#,##0', CellStyle()),
        (164, '#,##0",-"', CellStyle()),
        (164, "@", CellStyle()),
    ],
)
def test_number_formats(number_id: int, code: str | None, expected: CellStyle) -> None:
    assert cell_style(number_id, code) == expected
