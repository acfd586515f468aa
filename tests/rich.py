"""Workbooks with everything that other programs lose, and the raw XML of small ones."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="B3" id="{1}" personId="{2}"><text>Mohon dicek</text></threadedComment></ThreadedComments>'
)
_X14 = (
    '<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
    "<x14:formula1><xm:f>Lain!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C20</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext>"
)


def rich(path: Path, vba: Path | None = None) -> Path:
    """Notes, controls, pictures, sparklines, x14 rules, names, macros, threads, printer settings, custom XML."""
    book = xlsxwriter.Workbook(str(path))
    if vba:
        vba.write_bytes(b"\xd0\xcf\x11\xe0 bukan makro sungguhan")
        book.add_vba_project(str(vba))
    sheet, bare = book.add_worksheet("Matriks"), book.add_worksheet("Lain")
    bold = book.add_format({"bold": True, "bg_color": "#00FF00", "num_format": "0.00%", "border": 1})
    for row in range(12):
        sheet.write_row(row, 0, [f"baris {row} <&> ½", row * 1.5, row / 7], bold if row % 3 == 0 else None)
        sheet.write_formula(row, 3, f"=B{row + 1}*2", None, row * 3.0)
    sheet.write_rich_string(12, 0, "teks ", bold, "tebal", " biasa")
    sheet.write_boolean(13, 0, True)
    sheet.merge_range("F2:G4", "gabung", bold)
    sheet.set_row(15, 30, bold)
    sheet.set_column("J:J", 20, bold)
    sheet.write_comment("B2", "catatan lama")
    sheet.write_comment("B3", "[Threaded comment] Mohon dicek")
    sheet.insert_textbox("H2", "kotak teks")
    sheet.insert_button("H8", {"caption": "Tekan"})
    sheet.insert_checkbox("E1", True)
    sheet.insert_image("H12", "titik.png", {"image_data": BytesIO(_PIXEL)})
    sheet.add_sparkline("E5", {"range": "Matriks!A5:C5"})
    sheet.conditional_format("B1:B12", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C1:C12", {"type": "cell", "criteria": ">", "value": 1, "format": bold})
    sheet.data_validation("C2", {"validate": "list", "source": "=Lain!$A$1:$A$3"})
    sheet.set_header("&L&G", {"image_left": "titik.png", "image_data_left": BytesIO(_PIXEL)})
    sheet.print_area("A1:D12")
    sheet.protect()
    bare.write_column(0, 0, ["a", "b", "c"])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Matriks!$B$1:$B$12"})
    sheet.insert_chart("J2", chart)
    book.add_chartsheet("Grafik").set_chart(_chart(book))
    book.define_name("Pagu", "=Matriks!$B$2")
    book.close()
    return _with_raw_parts(path)


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Matriks!$C$1:$C$12"})
    return chart


def _with_raw_parts(path: Path) -> Path:
    """What xlsxwriter cannot write, put in by hand."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet, rels = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    assert b"</extLst>" in parts[sheet]
    parts[sheet] = parts[sheet].replace(b"</extLst>", _X14.encode() + b"</extLst>")
    thread = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    more = (
        f'<Relationship Id="rId90" Type="{thread}" Target="../threadedComments/threadedComment1.xml"/>'
        f'<Relationship Id="rId91" Type="{OFFICE}/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
    )
    parts[rels] = parts[rels].replace(b"</Relationships>", more.encode() + b"</Relationships>")
    parts["[Content_Types].xml"] = (
        parts["[Content_Types].xml"].replace(
            b"<Default", b'<Default Extension="bin" ContentType="application/octet-stream"/><Default', 1
        )
        if b'Extension="bin"' not in parts["[Content_Types].xml"]
        else parts["[Content_Types].xml"]
    )
    parts["xl/threadedComments/threadedComment1.xml"] = _THREAD.encode()
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    parts["customXml/item1.xml"] = b'<?xml version="1.0"?>\r\n<asli  a="1"   b = \'2\'/>'
    parts["xl/customXml/catatan.xml"] = b"<milik-instansi/>"
    return packed(path, parts, stored={"xl/printerSettings/printerSettings1.bin"})


def packed(path: Path, parts: Mapping[str, bytes | str], stored: set[str] | None = None) -> Path:
    """A package of parts."""
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            kind = zipfile.ZIP_STORED if name in (stored or ()) else zipfile.ZIP_DEFLATED
            package.writestr(name, data, kind)
    return path


def small(path: Path, sheet: bytes | str, folder: str = "xl/worksheets", **more: bytes | str) -> Path:
    """The least workbook around the XML of one sheet, named `Isi 'satu'`; without `styles` it has no such part."""
    styles = more.pop("styles", "")
    types = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for part, kind in (
            ("xl/workbook.xml", "spreadsheetml.sheet.main"),
            (f"{folder}/s.xml", "spreadsheetml.worksheet"),
            *([("xl/styles.xml", "spreadsheetml.styles")] if styles else []),
        )
    )
    style = f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>' if styles else ""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>' + types + "</Types>",
        "_rels/.rels": _relations(
            f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:q="{OFFICE}"><sheets>'
        '<sheet name="Isi \'satu\'" sheetId="7" q:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="/{folder}/s.xml"/>{style}'
        ),
        f"{folder}/s.xml": sheet,
    }
    if styles:
        parts["xl/styles.xml"] = styles
    return packed(path, parts | more)


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
