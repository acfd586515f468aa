"""The annotated copy: findings on the cells of the user's own workbook, and nothing of it lost."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from renja_xl import isi
from renja_xl.model.errors import InputError, OutputError
from renja_xl.model.findings import COLUMNS, Finding
from renja_xl.model.grid import address
from renja_xl.reading.formats.xlsx import xlsx_sheets
from renja_xl.writing.annotated.annotate import write_annotated
from tests.conftest import converted
from tests.rich import MAIN, packed, rich, small

SHEET = "Isi 'satu'"
# Only these elements may be new in a part that was there before, and only these attributes may differ.
NEW = {
    "[Content_Types].xml": {"Override"},
    ".rels": {"Relationship"},
    "workbook.xml": {"sheet", "definedNames", "definedName"},
    "styles.xml": {
        "font",
        "b",
        "u",
        "sz",
        "color",
        "name",
        "family",
        "fill",
        "patternFill",
        "fgColor",
        "bgColor",
    }
    | {"border", "left", "right", "top", "bottom", "diagonal", "xf", "alignment", "protection"},
    "sheet": {"row", "c", "legacyDrawing"},
    "comments": {"author", "comment", "text", "r", "rPr", "sz", "rFont", "family", "t"},
    ".vml": {"shape", "shapetype", "stroke", "path", "fill", "shadow", "textbox", "div", "ClientData"}
    | {"MoveWithCells", "SizeWithCells", "Anchor", "AutoFill", "Row", "Column"},
}
CHANGING = re.compile(
    rb"""(<(?:\w+:)?(?:c|fonts|fills|borders|cellXfs|o:idmap)\b[^>]*?)\s(?:s|count|data)\s*=\s*(?:"[^"]*"|'[^']*')"""
)
TOKEN = re.compile(rb"<[^>]*>|[^<]+")


def found(sel: str, tingkat: str = "galat", lembar: str = "Matriks", **more: str) -> Finding:
    words = {"penjelasan": f"Angka di {sel} salah.", "saran": "Periksa."} | more
    return Finding("hitung-beda", tingkat, lembar, sel, **words)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def masked(data: bytes) -> list[bytes]:
    return [CHANGING.sub(rb"\1", token).replace(b"/>", b">") for token in TOKEN.findall(data)]


def inserted(old: bytes, new: bytes) -> list[bytes]:
    """The tokens of `new` that `old` has not. What is left without them must be `old`, in order, byte for byte."""
    wanted, extra = masked(old), []
    place = 0
    for token in masked(new):
        if place < len(wanted) and token == wanted[place]:
            place += 1
        else:
            extra.append(token)
    assert place == len(wanted), wanted[place][:200]
    return extra


def assert_only_added(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Every old part is there, in order; those that changed have only gained what we may add. Their names."""
    assert [name for name in after if name in before] == list(before)
    changed = {name for name in before if before[name] != after[name]}
    for name in changed:
        allowed = next(tags for ending, tags in NEW.items() if ending in name)
        extra = inserted(before[name], after[name])
        tags = {
            re.sub(rb"^</?(?:\w+:)?|[\s>/].*$", b"", token, flags=re.S).decode()
            for token in extra
            if token[:1] == b"<"
        }
        assert tags <= allowed | ({"sheetData"} if "sheet" in name else set()), (name, tags - allowed)
    for name in (*changed, *(set(after) - set(before))):
        etree.fromstring(after[name])
    return changed


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_nothing_of_a_rich_workbook_is_lost(tmp_path: Path, ending: str) -> None:
    source = rich(tmp_path / f"kaya{ending}", tmp_path / "vbaProject.bin" if ending == ".xlsm" else None)
    cells = ["A1", "B2", "B3", "D5", "A40", "J3", "Z16", "F3", "E9:E11, C1"]
    target = tmp_path / f"tanda{ending}"
    write_annotated(source, target, [found(cell) for cell in cells], overwrite=False)
    before, after = parts_of(source), parts_of(target)
    changed = assert_only_added(before, after)
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        assert new.testzip() is None
        for part in old.infolist():
            assert new.getinfo(part.filename).compress_type == part.compress_type
    shapes = re.findall(rb'<v:shape id="(\w+)"', after["xl/drawings/vmlDrawing1.vml"])
    assert len(shapes) == len(set(shapes))
    assert parts_of(source) == before


def test_openpyxl_reads_everything_back(tmp_path: Path) -> None:
    source, target = rich(tmp_path / "kaya.xlsx"), tmp_path / "tanda.xlsx"
    findings = [
        found("B2", seharusnya="12,5"),
        found("B2", "info"),
        found("C1", "info"),
        found("G4", "peringatan"),
        found("E9:E10, E12", "peringatan"),
        found("J16", "info"),
        found("K16", "info"),
        found("J20", "info"),
        found("", "info"),
        found("A1", lembar="Tidak ada"),
        found("A1", lembar="Grafik"),
        found("semua kolom", "info"),
    ]
    write_annotated(source, target, findings, overwrite=False)
    for values in (True, False):
        old, new = (
            openpyxl.load_workbook(source, data_only=values),
            openpyxl.load_workbook(target, data_only=values),
        )
        assert new.sheetnames == [*old.sheetnames, "Temuan"]
        for sheet in old.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert new[sheet.title][cell.coordinate].value == cell.value
                    again = new[sheet.title][cell.coordinate]
                    for look in ("font", "border", "number_format", "alignment", "protection"):
                        assert repr(getattr(again, look)) == repr(getattr(cell, look))
        assert {name: item.value for name, item in new.defined_names.items()} == {
            name: item.value for name, item in old.defined_names.items()
        }
    sheet, table = new["Matriks"], new["Temuan"]
    assert sheet["B2"].comment.text == (
        "catatan lama\n\n[galat] Angka di B2 salah (seharusnya 12,5).\n[info] Angka di B2 salah."
    )
    assert sheet["F2"].comment.text == "[peringatan] Angka di G4 salah."
    assert sheet["F2"].comment.author == "renja-xl"
    assert sheet["E9"].comment and not sheet["E10"].comment
    tints = {place: sheet[place].fill.fgColor.rgb for place in ("B2", "C1", "F2", "E9", "E10", "E12")}
    assert tints["B2"] == "FFF3D58A"
    assert tints["C1"] == "FFECECEC"
    assert {tints[place] for place in ("F2", "E9", "E10", "E12")} == {"FFFAEFC8"}
    assert sheet["B4"].fill.fgColor.rgb == old["Matriks"]["B4"].fill.fgColor.rgb
    # A new cell looks as its row or column, tinted.
    assert sheet["J20"].font.b and sheet["J16"].font.b and sheet["K16"].font.b
    assert [cell.value for cell in table[1]] == list(COLUMNS)
    rows = list(table.iter_rows(min_row=2, values_only=True))
    assert [tuple(cell or "" for cell in row) for row in rows] == [
        tuple(getattr(item, name) for name in COLUMNS) for item in findings
    ]
    assert [cell.hyperlink.location if cell.hyperlink else None for cell in table["D"][1:]] == [
        "'Matriks'!B2",
        "'Matriks'!B2",
        "'Matriks'!C1",
        "'Matriks'!G4",
        "'Matriks'!E9",
        "'Matriks'!J16",
        "'Matriks'!K16",
        "'Matriks'!J20",
        None,
        None,
        None,
        None,
    ]
    assert table.auto_filter.ref == "A1:K13"
    assert table.freeze_panes == "A2"
    assert not table.merged_cells.ranges


@pytest.mark.libreoffice
@pytest.mark.lambat
def test_libreoffice_opens_it_without_loss(tmp_path: Path) -> None:
    source, target = rich(tmp_path / "kaya.xlsx"), tmp_path / "tanda.xlsx"
    write_annotated(source, target, [found(cell) for cell in ("B2", "A40", "D3", "C5")], overwrite=False)
    folders = [tmp_path / "lama", tmp_path / "baru"]
    for folder in folders:
        folder.mkdir()
    books = [
        openpyxl.load_workbook(converted(path, "xlsx", folder), data_only=True)
        for path, folder in zip((source, target), folders, strict=True)
    ]
    for name in ("Matriks", "Lain"):
        values = [
            {
                cell.coordinate: cell.value
                for row in book[name].iter_rows()
                for cell in row
                if cell.value is not None
            }
            for book in books
        ]
        assert values[0]
        assert values[0] == values[1]
    assert "[galat] Angka di A40 salah." in books[1]["Matriks"]["A40"].comment.text
    assert books[1]["Matriks"]["B2"].comment.text.startswith("catatan lama")
    assert books[1]["Temuan"]["D3"].hyperlink.location.replace("'", "").endswith("Matriks!A40")


def test_the_published_sample(tmp_path: Path, published: Path) -> None:
    findings = isi(published, tmp_path / "isi.xlsx").filled.findings
    target = tmp_path / "tanda.xlsx"
    write_annotated(published, target, findings, overwrite=False)
    assert_only_added(parts_of(published), parts_of(target))
    book = openpyxl.load_workbook(target)
    noted = {cell.coordinate for row in book["Tabel 2.1"].iter_rows() for cell in row if cell.comment}
    assert noted >= {item.sel for item in findings if item.tingkat == "galat"}
    assert book["Temuan"].max_row == len(findings) + 1
    again = isi(target, tmp_path / "lagi.xlsx", lembar="Tabel 2.1").filled
    assert {item.sel for item in again.findings if item.kode == "hitung-beda"} == {
        item.sel for item in findings if item.kode == "hitung-beda"
    }


def test_annotated_twice_keeps_both(tmp_path: Path) -> None:
    source = rich(tmp_path / "kaya.xlsx")
    first, second = tmp_path / "satu.xlsx", tmp_path / "dua.xlsx"
    write_annotated(source, first, [found("A1"), found("C3")], overwrite=False)
    write_annotated(first, second, [found("C3", penjelasan="Lagi."), found("A2")], overwrite=False)
    assert_only_added(parts_of(first), parts_of(second))
    book = openpyxl.load_workbook(second)
    assert book.sheetnames[-2:] == ["Temuan", "Temuan (2)"]
    assert book["Matriks"]["C3"].comment.text == "[galat] Angka di C3 salah.\n\n[galat] Lagi."
    assert book["Matriks"]["A1"].comment.text == "[galat] Angka di A1 salah."
    assert book["Matriks"]["A2"].comment


def comments_of(tmp_path: Path, comments: str, vml: str) -> Path:
    """A workbook with comments and drawing of our choosing."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:r="{office}"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData>'
        '<x:legacyDrawing r:id="v"/></x:worksheet>'
    )
    relations = (
        '<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<p:Relationship Id="v" Type="{office}/vmlDrawing" Target="../gambar%20v.vml"/>'
        f'<p:Relationship Id="c" Type="{office}/comments" Target="../Catatan.xml"/></p:Relationships>'
    )
    more: dict[str, bytes | str] = {
        "xl/worksheets/_rels/s.xml.rels": relations,
        "xl/gambar v.vml": vml,
        "xl/catatan.xml": comments,
    }
    return small(tmp_path / "catatan.xlsx", sheet, **more)


VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    " xmlns:x='urn:schemas-microsoft-com:office:excel'><v:shape id=\"_x0000_s5\"><div>tak tertutup<br></div></v:shape></xml>"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<x:t>lama</x:t>", ["lama", "\n\nBARU"]),
        ('<x:t>lama</x:t><x:rPh sb="0" eb="1"><x:t>x</x:t></x:rPh>', ["lama", "\n\nBARU", "x"]),
        ("<x:r><x:t>la</x:t></x:r><x:r><x:t>ma</x:t></x:r>", ["la", "ma", "\n\nBARU"]),
        (None, ["BARU"]),
    ],
)
def test_an_old_note_goes_on_with_ours(tmp_path: Path, text: str | None, wanted: list[str]) -> None:
    words = "<x:text/>" if text is None else f"<x:text>{text}</x:text>"
    comments = (
        f'<x:comments xmlns:x="{MAIN}"><x:authors/><x:commentList>'
        f'<x:comment authorId="0" ref="A1">{words}</x:comment></x:commentList></x:comments>'
    )
    source, target = comments_of(tmp_path, comments, VML), tmp_path / "tanda.xlsx"
    findings = [found("A1", lembar=SHEET, penjelasan="BARU"), found("B9", lembar=SHEET, penjelasan="LAIN")]
    write_annotated(source, target, findings, overwrite=False)
    after = parts_of(target)
    root = etree.fromstring(after["xl/catatan.xml"])
    name = {"x": MAIN}
    texts = [
        "".join(node.itertext()) for node in root.xpath("//x:comment[@ref='A1']/x:text//x:t", namespaces=name)
    ]
    assert texts == [word.replace("BARU", "[galat] BARU.") for word in wanted]
    assert root.xpath("//x:comment[@ref='A1']/x:text/x:t", namespaces=name) == []
    fresh = root.xpath("//x:comment[@ref='B9']", namespaces=name)
    assert [node.get("authorId") for node in fresh] == ["0"]
    vml = after["xl/gambar v.vml"].decode()
    assert vml.startswith(VML.removesuffix("</xml>"))
    assert vml.endswith("</xml>")
    assert "<x:Row>8</x:Row><x:Column>1</x:Column>" in vml
    assert "<x:Row>0</x:Row>" not in vml


@pytest.mark.parametrize(
    "vml",
    [VML.replace("</xml>", ""), VML.replace("xmlns:o", "xmlns:oo"), VML.encode("utf-16").decode("latin-1")],
)
def test_a_drawing_of_another_kind_is_refused(tmp_path: Path, vml: str) -> None:
    comments = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
    source = comments_of(tmp_path, comments, vml)
    with pytest.raises(InputError, match=r"gambar v\.vml"):
        write_annotated(source, tmp_path / "t.xlsx", [found("A1", lembar=SHEET)], overwrite=False)
    assert not (tmp_path / "t.xlsx").exists()


@pytest.mark.parametrize("before", ["", "<pageMargins/>", '<pageMargins/><drawing r:id="d"/>'])
@pytest.mark.parametrize(
    "behind",
    [
        "",
        '<legacyDrawingHF r:id="h"/><tableParts/>',
        "<m:AlternateContent><m:Choice><controls><control/></controls></m:Choice></m:AlternateContent>",
        "<extLst><ext><legacyDrawing/></ext></extLst>",
    ],
)
def test_a_new_drawing_stands_where_the_schema_wants_it(tmp_path: Path, before: str, behind: str) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = f'xmlns="{MAIN}" xmlns:r="{office}" xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    sheet = f"<worksheet {names}><cols/><sheetData/>{before}{behind}</worksheet>"
    target = tmp_path / "t.xlsx"
    write_annotated(small(tmp_path / "k.xlsx", sheet), target, [found("A1", lembar=SHEET)], overwrite=False)
    after = parts_of(target)["xl/worksheets/s.xml"].decode()
    drawing = re.findall(r'<legacyDrawing xmlns:r="[^"]+" r:id="rId2"/>', after)
    assert len(drawing) == 1
    assert f"</sheetData>{before}{drawing[0]}{behind}</worksheet>" in after


def worksheet(rows: str, prefix: str = "") -> str:
    names = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    markup = re.sub(r"<(/?)(?!\?)", rf"<\1{prefix}", f"<worksheet ><sheetData>{rows}</sheetData></worksheet>")
    return markup.replace(f"<{prefix}worksheet >", f"<{prefix}worksheet {names}>")


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet("").replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        worksheet("").encode("utf-16"),
        '<?xml version="1.0" encoding="utf-16"?>'.encode("utf-16") + worksheet("").encode("utf-16-le"),
        '<?xml version="1.0" encoding="ISO-8859-1"?>' + worksheet(""),
        "<!DOCTYPE worksheet>" + worksheet(""),
        worksheet('<row r="2"/><row r="1"/>'),
        worksheet('<row r="1"><c r="B1"/><c r="A1"/></row>'),
        worksheet('<row r="1"><c r="B2"/></row>'),
        worksheet('<row r="1"><c r="A1" s="9"/></row>'),
        f'<worksheet xmlns="{MAIN}"/>',
        "bukan XML",
        worksheet("")[:-5],
    ],
)
def test_what_cannot_be_edited_with_certainty_is_refused(tmp_path: Path, sheet: str | bytes) -> None:
    source, target = small(tmp_path / "aneh.xlsx", sheet), tmp_path / "t.xlsx"
    with pytest.raises(InputError, match=r"aneh\.xlsx"):
        write_annotated(
            source, target, [found("A1", lembar=SHEET), found("C1", lembar=SHEET)], overwrite=False
        )
    assert not target.exists()


def test_names_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    source = rich(tmp_path / "kaya.xlsx")
    with pytest.raises(InputError, match="hanya dapat dibuat dari"):
        write_annotated(tmp_path / "m.ods", tmp_path / "t.ods", [], overwrite=False)
    with pytest.raises(OutputError, match=r"berakhiran \.xlsx"):
        write_annotated(source, tmp_path / "t.xlsm", [], overwrite=False)
    with pytest.raises(OutputError, match="masukan"):
        write_annotated(source, source, [], overwrite=True)
    (tmp_path / "t.xlsx").write_text("lama")
    with pytest.raises(OutputError, match="sudah ada"):
        write_annotated(source, tmp_path / "t.xlsx", [], overwrite=False)
    for data in (b"", b"PK\x03\x04 rusak"):
        (tmp_path / "r.xlsx").write_bytes(data)
        with pytest.raises(InputError, match="rusak"):
            write_annotated(tmp_path / "r.xlsx", tmp_path / "t2.xlsx", [], overwrite=False)
    dokumen = packed(tmp_path / "d.xlsx", {"a.txt": "bukan buku kerja"})
    with pytest.raises(InputError, match=r"d\.xlsx"):
        write_annotated(dokumen, tmp_path / "t2.xlsx", [], overwrite=False)


def test_a_workbook_in_an_odd_folder_without_styles(tmp_path: Path) -> None:
    source = small(
        tmp_path / "kecil.xlsx",
        worksheet('<row><c t="inlineStr"><is><t>a</t></is></c></row>'),
        "lembar/dalam",
    )
    target = tmp_path / "t.xlsx"
    write_annotated(source, target, [found("A1", lembar=SHEET), found("B2", lembar=SHEET)], overwrite=False)
    book = openpyxl.load_workbook(target)
    assert book[SHEET]["A1"].value == "a"
    assert book[SHEET]["B2"].comment and book[SHEET]["B2"].fill.fgColor.rgb == "FFF3D58A"
    assert book["Temuan"]["D2"].hyperlink.location == "'Isi ''satu'''!A1"


def test_no_finding_gives_an_empty_list(tmp_path: Path) -> None:
    source, target = rich(tmp_path / "kaya.xlsx"), tmp_path / "t.xlsx"
    write_annotated(source, target, [], overwrite=False)
    changed = assert_only_added(parts_of(source), parts_of(target))
    assert "xl/worksheets/sheet1.xml" not in changed
    assert openpyxl.load_workbook(target)["Temuan"].max_row == 1


def test_the_last_corner_and_ranges_without_end_cost_nothing(tmp_path: Path) -> None:
    source, target = small(tmp_path / "k.xlsx", worksheet("")), tmp_path / "t.xlsx"
    findings = [
        found("XFD1048576", lembar=SHEET),
        found("C1:C1048576", lembar=SHEET),
        found("XFE1", lembar=SHEET),
    ]
    write_annotated(source, target, findings, overwrite=False)
    sheet = parts_of(target)["xl/worksheets/s.xml"].decode()
    assert re.findall(r'r="([A-Z]+\d+)"', sheet) == ["C1", "XFD1048576"]
    anchor = re.findall(r"<x:Anchor>([^<]*)", parts_of(target)["xl/drawings/vmlDrawing1.vml"].decode())[-1]
    left, _, top, _, right, _, bottom, _ = map(int, anchor.split(","))
    assert left < right < 16384
    assert top < bottom < 1048576


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Sheets as programs write them: rows and cells with and without address, closed in themselves, prefixed."""
    rows, number = [], 0
    for _ in range(draw(st.integers(0, 6))):
        step = draw(st.integers(1, 3))
        named = draw(st.booleans()) or step > 1
        number += step if named else 1
        cells, column = [], 0
        for _ in range(draw(st.integers(0, 4))):
            jump = draw(st.integers(1, 3))
            placed = draw(st.booleans()) or jump > 1
            column += jump if placed else 1
            attributes = [f'r="{address(number, column)}"'] if placed else []
            look = draw(st.sampled_from(['s="0"', "s='1'", 's = "2"', ""]))
            value = draw(
                st.sampled_from(
                    ["", "<v>1.50</v>", "<f>1+1</f><v>2</v>", "T<is><t> a&amp;b > \"s='9'\" </t></is>"]
                )
            )
            if value.startswith("T"):
                attributes, value = [*attributes, 't="inlineStr"'], value[1:]
            head = " ".join(["<c", *draw(st.permutations([*attributes, *([look] if look else [])]))])
            cells.append(f"{head}>{value}</c>" if value or draw(st.booleans()) else f"{head} />")
        head = f'<row r="{number}" spans="1:9"' if named else "<row"
        rows.append(f"{head}>{''.join(cells)}</row>" if cells or draw(st.booleans()) else f"{head}/>")
    return worksheet("\n".join(rows), draw(st.sampled_from(["", "x:", "ns0:"])))


STYLES = (
    f'<s:styleSheet xmlns:s="{MAIN}"><s:fonts><s:font/></s:fonts><s:fills count="1"><s:fill/></s:fills><s:borders>'
    '<s:border/></s:borders><s:cellXfs count=\'3\'><s:xf/><s:xf fillId="0" numFmtId="10"/><s:xf numFmtId="3">'
    '<s:alignment indent="2"/></s:xf></s:cellXfs></s:styleSheet>'
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sheet=sheets(),
    places=st.lists(st.tuples(st.integers(1, 16), st.integers(1, 12)), max_size=12),
    level=st.sampled_from(["galat", "peringatan", "info"]),
)
def test_any_sheet_any_cells(tmp_path: Path, sheet: str, places: list[tuple[int, int]], level: str) -> None:
    source, target = small(tmp_path / "a.xlsx", sheet, styles=STYLES), tmp_path / "b.xlsx"
    findings = [found(address(*place), level, SHEET) for place in places]
    write_annotated(source, target, findings, overwrite=True)
    assert_only_added(parts_of(source), parts_of(target))
    grids: list[Any] = []
    for path in (source, target):
        with zipfile.ZipFile(path) as package:
            grids.append(xlsx_sheets(package)[SHEET].read())
    old, new = grids
    assert [(row.number, row.cells(), row.formulas) for row in new.rows] == [
        (row.number, row.cells(), row.formulas) for row in old.rows
    ]
    for was, now in zip(old.rows, new.rows, strict=True):
        for column in was.columns:
            before, after = old.style(was, column), new.style(now, column)
            assert (after.percent, after.indent) == (before.percent, before.indent)
            assert (after.fill != before.fill) == ((was.number, column) in places)
    assert set(new.comments) == set(places)


@pytest.mark.lambat
def test_fifty_thousand_rows_cost_seconds_and_little_memory(tmp_path: Path) -> None:
    rows = (
        f'<row r="{row}">'
        + "".join(f'<c r="{address(row, column)}"><v>{row}.5</v></c>' for column in range(1, 32))
        for row in range(1, 50_001)
    )
    source = small(tmp_path / "besar.xlsx", worksheet("</row>".join(rows) + "</row>"))
    program = f"""
import time
from pathlib import Path
from renja_xl.model.findings import Finding
from renja_xl.writing.annotated.annotate import write_annotated
found = [Finding("hitung-beda", "galat", {SHEET!r}, f"F{{row}}", penjelasan="Beda.") for row in range(1, 50001, 100)]
begin = time.process_time()
write_annotated(Path({str(source)!r}), Path({str(tmp_path / "t.xlsx")!r}), found, overwrite=False)
print(time.process_time() - begin)
print(Path("/proc/self/status").read_text())
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    seconds, peak = float(said.split()[0]), int(re.findall(r"VmHWM:\s*(\d+)", said)[0]) / 1024
    print(f"\n50,000 rows, 500 findings: {seconds:.1f} CPU seconds, {peak:.0f} MB")
    assert seconds < 15
    assert peak < 80
