"""Every kind of file gives the same grid and the same matrix; what is none of them gives one sentence."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from struct import pack
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from renja_xl import isi
from renja_xl.model.errors import InputError
from renja_xl.model.form import load_forms
from renja_xl.model.grid import PLAIN, Area, CellError, CellStyle, Grid
from renja_xl.model.matrix import Matrix
from renja_xl.reading.formats.book import open_book
from renja_xl.reading.matrix import read_matrix
from tests.conftest import ROOT, SAMPLES, converted
from tests.ods import as_ods, cell, ods, row
from tests.varied import varied
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix
from tests.xlsb import as_xlsb

DATA = ROOT / "tests" / "data"
SAMPLE = SAMPLES / "tabel-2.1-balangan-2023.xlsx"


def grid(path: Path, number: int = 0) -> Grid:
    with open_book(path) as book:
        return book.read(book.names[number])


def cells(found: Grid) -> dict[tuple[int, int], tuple[object, CellStyle]]:
    """Values with their looks by place; a colour is only there or not, each format has its own words for it."""
    return {
        (row.number, column): (value, replace(look, fill="x" if look.fill else ""))
        for row in found.rows
        for column, value in row.cells().items()
        for look in [found.style(row, column)]
    }


def hidden(found: Grid) -> set[int]:
    return {column for first, last in found.hidden_columns for column in range(first, last + 1)}


def same_grid(one: Grid, other: Grid) -> None:
    assert cells(one) == cells(other)
    assert sorted(one.merges) == sorted(other.merges)
    assert hidden(one) == hidden(other)
    assert [row.hidden for row in one.rows] == [row.hidden for row in other.rows]
    assert one.comments == other.comments


def read(path: Path) -> Matrix:
    return read_matrix(path, load_forms())


def same_data(one: Path, other: Path, *but: str) -> None:
    left, right = (read(path).data.drop(columns=list(but)) for path in (one, other))
    pd.testing.assert_frame_equal(left, right)


def test_the_varied_matrix_says_what_stands_around_its_values(tmp_path: Path) -> None:
    """What the comparisons below rest on: the .xlsx itself is read as it was written."""
    found = {(item.kode, item.sel) for item in read(varied(tmp_path / "m.xlsx")).findings}
    assert {
        ("komentar-sel", "D9"),
        ("kolom-tersembunyi", "F3"),
        ("baris-tersembunyi", "A10"),
        ("baris-dicoret", "C9"),
        ("sel-dicoret", "I10"),
        ("sel-digabung", "M10"),
        ("sel-tanggal", "I8"),
        ("galat-excel", "K8"),
        ("sel-tidak-terbaca", "L10"),
    } <= found
    assert ("sel-digabung", "L7") not in found, "money merged over a row and its own further indicator"
    assert read(tmp_path / "m.xlsx").data["penanggung_jawab"].tolist() == ["Bidang Perencanaan"] * 4 + [""]


# .xlsb


def test_an_xlsb_gives_the_grid_of_its_xlsx(tmp_path: Path) -> None:
    source = varied(tmp_path / "m.xlsx")
    same_grid(grid(as_xlsb(source, tmp_path / "m.xlsb")), grid(source))


@pytest.mark.parametrize("make", [lambda folder: varied(folder / "m.xlsx"), lambda _: SAMPLE])
def test_our_xlsb_writer_is_understood_by_another_reader(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    source = make(tmp_path)
    path = as_xlsb(source, tmp_path / "m.xlsb")
    theirs = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ours = grid(path)
    assert len(cells(ours)) > 80
    for (number, column), (value, _) in cells(ours).items():
        assert theirs[number - 1][column - 1] == ("" if isinstance(value, CellError) else value)


def test_an_xlsb_gives_the_matrix_of_its_xlsx(tmp_path: Path) -> None:
    same_data(as_xlsb(SAMPLE, tmp_path / "m.xlsb"), SAMPLE)


def test_an_xlsb_keeps_what_its_formulas_gave(tmp_path: Path) -> None:
    source = matrix(
        tmp_path / "m.xlsx",
        [PROGRAM | {"tw1_k": "=1+1", "tw2_k": "=1/0", "tw3_k": '=A1&""', "tw4_k": "=1>0"}],
    )
    path = as_xlsb(source, tmp_path / "m.xlsb", {"K7": 2, "M7": "#DIV/0!", "O7": "dua", "Q7": True})
    found = cells(grid(path))
    assert [found[7, column][0] for column in (11, 13, 15, 17)] == [2.0, CellError("#DIV/0!"), "dua", True]
    assert grid(path).rows[-1].formulas == {11: "", 13: "", 15: "", 17: ""}


# .xls


def test_an_xls_gives_the_grid_of_its_xlsx(tmp_path: Path) -> None:
    """tests/data/beragam.xls is the varied matrix as LibreOffice saves it."""
    same_grid(grid(DATA / "beragam.xls"), grid(varied(tmp_path / "m.xlsx")))


def test_an_xls_keeps_what_its_formulas_gave(tmp_path: Path) -> None:
    """tests/data/rumus.xls is a matrix with 6/2 in K7, as LibreOffice saves it; then as never calculated."""
    found = grid(DATA / "rumus.xls").rows[-1]
    assert (found.cells()[11], found.formulas, found.uncalculated) == (3.0, {11: ""}, None)
    raw = bytearray((DATA / "rumus.xls").read_bytes())
    start = raw.index(pack("<2H", 6, 10)) + 2  # row 7, column K
    raw[start + 4 : start + 14] = pack("<dH", 0.0, 2)
    (tmp_path / "m.xls").write_bytes(raw)
    matrix_found = read(tmp_path / "m.xls")
    assert [item.sel for item in matrix_found.findings if item.kode == "rumus-tanpa-nilai"] == ["K7"]
    assert matrix_found.data["tw1_k"].tolist() == [None]


def test_an_xls_with_a_password_is_named(tmp_path: Path) -> None:
    """The record behind the first one becomes FILEPASS, which is what encryption begins with."""
    raw = bytearray((DATA / "beragam.xls").read_bytes())
    start = raw.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    raw[start + 20 : start + 22] = b"\x2f\x00"
    refused(tmp_path / "m.xls", bytes(raw), "berkata-sandi")


# .ods


def values(found: Grid) -> dict[tuple[int, int], object]:
    return {place: value for place, (value, _) in cells(found).items()}


def test_an_ods_gives_the_matrix_of_its_xlsx(tmp_path: Path) -> None:
    same_data(as_ods(SAMPLE, tmp_path / "m.ods"), SAMPLE)


def test_kinds_of_cells_in_an_ods(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "m.ods",
        row(
            cell("float", "1.5", "1,5"),
            cell("percentage", "0.95", "95%"),
            cell("currency", "1250000", "Rp 1.250.000"),
            cell("date", "2025-03-04", "4 Mar"),
            cell("time", "PT12H30M00S", "12:30"),
            cell("boolean", "true", "BENAR"),
            cell("float", "1", "TRUE", 'table:formula="of:=TRUE()"'),
            cell("string", "", "dua<text:s text:c='2'/>kata<text:line-break/><text:span>baris</text:span>"),
        )
        + row(
            cell("string", "", "#DIV/0!", 'calcext:value-type="error" table:formula="of:=1/0"'),
            cell("float", "0", "#REF!"),
            cell("", "", "", 'table:formula="of:=SUM([.A1:.B2];[$Data.C3])&amp;&quot;;[.A1]&quot;"'),
            cell("string", "", "", 'table:formula="of:=&quot;&quot;"'),
            cell("float", "1e999", "x"),
        ),
    )
    found = grid(path)
    assert values(found) == {
        (1, 1): 1.5,
        (1, 2): 0.95,
        (1, 3): 1250000.0,
        (1, 4): 45720.0,
        (1, 5): 12.5 / 24,
        (1, 6): True,
        (1, 7): True,
        (1, 8): "dua  kata\nbaris",
        (2, 1): CellError("#DIV/0!"),
        (2, 2): CellError("#REF!"),
        (2, 3): CellError('=SUM(A1:B2,Data!C3)&";[.A1]"'),
        (2, 5): CellError("1e999"),
    }
    looks = [look for (number, _), (_, look) in cells(found).items() if number == 1]
    assert [look.percent for look in looks] == [False, True] + [False] * 6
    assert [look.date for look in looks] == [False] * 3 + [True] * 2 + [False] * 3
    assert found.rows[1].formulas == {1: "1/0", 3: 'SUM(A1:B2,Data!C3)&";[.A1]"'}
    assert found.rows[1].uncalculated == {3}


def test_repeats_in_an_ods_are_counted_and_only_expanded_where_something_stands(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "m.ods",
        row(cell(), more='table:number-rows-repeated="3"')
        + row(
            cell(more='table:number-columns-repeated="2"'),
            cell("float", "7", "7", 'table:number-columns-repeated="3"'),
            cell(more='table:number-columns-repeated="16379"'),
            more='table:number-rows-repeated="2"',
        )
        + row(cell(more='table:number-columns-repeated="16384"'), more='table:number-rows-repeated="1048569"')
        + row(cell(more='table:number-columns-repeated="16383"'), cell("string", "", "jauh")),
    )
    found = values(grid(path))
    assert found == {(r, c): 7.0 for r in (4, 5) for c in (3, 4, 5)} | {(1048575, 16384): "jauh"}


def test_what_an_ods_says_besides_values(tmp_path: Path) -> None:
    styles = (
        '<number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>'
        "<number:text> Desa</number:text></number:number-style>"
        '<number:number-style style:name="N2"><number:number number:decimal-places="0" number:min-integer-digits="2"/></number:number-style>'
        '<style:style style:name="induk" style:family="table-cell" style:data-style-name="N1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="anak" style:family="table-cell" style:parent-style-name="induk">'
        '<style:text-properties style:text-line-through-style="solid"/><style:paragraph-properties fo:margin-left="0.706cm"/>'
        '<style:table-cell-properties fo:background-color="#ffff00"/></style:style>'
        '<style:style style:name="nol" style:family="table-cell" style:data-style-name="N2"/>'
    )
    columns = (
        '<table:table-column table:default-cell-style-name="nol"/>'
        '<table:table-column table:number-columns-repeated="2" table:visibility="collapse"/><table:table-column/>'
    )
    note = "<office:annotation><text:p>tanya</text:p><text:p>dulu</text:p></office:annotation>"
    table = row(
        cell("float", "7", "07"),
        cell(
            "float",
            "3",
            "3 Desa",
            'table:style-name="anak" table:number-columns-spanned="2" table:number-rows-spanned="3"',
        ).replace("<text:p>", f"{note}<text:p>"),
        cell("string", "", "isi").replace(
            "</table:table-cell>", "<draw:frame><text:p>gambar</text:p></draw:frame></table:table-cell>"
        ),
        more='table:visibility="filter"',
    )
    found = grid(ods(tmp_path / "m.ods", table, styles=styles, columns=columns))
    look = CellStyle(unit="Desa", bold=True, strike=True, indent=2, fill="x")
    assert cells(found) == {
        (1, 1): (7.0, replace(PLAIN, zeros=2)),
        (1, 2): (3.0, look),
        (1, 3): ("isi", PLAIN),
    }
    assert found.merges == [Area(1, 2, 3, 3)]
    assert found.hidden_columns == [(2, 3)]
    assert found.rows[0].hidden
    assert found.comments == {(1, 2): "tanya\ndulu"}


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (row(cell("float", "1", "1", 'table:number-columns-repeated="16385"')), "rusak"),
        (row(cell("float", "1", "1"), more='table:number-rows-repeated="1048577"'), "rusak"),
        (row(cell("float", "1", "1"), more='table:number-rows-repeated="-1"'), "rusak"),
        (row(cell("float", "", "1")), "rusak"),
        (
            row(
                cell("float", "1", "1", 'table:number-columns-repeated="16384"'),
                more='table:number-rows-repeated="1000000"',
            ),
            "terlalu-besar",
        ),
    ],
)
def test_an_ods_that_lies_is_refused(tmp_path: Path, table: str, code: str) -> None:
    refused(ods(tmp_path / "m.ods", table), None, code)


def test_an_ods_with_a_password_a_document_type_or_of_another_kind(tmp_path: Path) -> None:
    plain = ods(tmp_path / "polos.ods", row(cell("float", "1", "1")))
    locked = Path(shutil.copy(plain, tmp_path / "terkunci.ods"))
    with zipfile.ZipFile(locked, "a") as package:
        package.writestr(
            "META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
        )
    refused(locked, None, "berkata-sandi")
    refused(
        ods(tmp_path / "surat.ods", "", mimetype="application/vnd.oasis.opendocument.text"),
        None,
        "bukan-buku-kerja",
    )
    with zipfile.ZipFile(tmp_path / "serang.ods", "w") as package:
        package.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>')
    refused(tmp_path / "serang.ods", None, "rusak")


# .csv


def as_csv(source: Path, path: Path, separator: str = ";", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerows(
            [
                ["" if value is None else value for value in line]
                for line in load_workbook(source).active.values
            ]
        )
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_gives_the_matrix_of_its_xlsx(tmp_path: Path, separator: str, encoding: str) -> None:
    rows: list[dict[str, Any]] = [
        PROGRAM | {"target_renja_k": "76,49 persen", "target_renja_rp": 400_000_000, "tw1_k": "1,5 persen"},
        KEGIATAN | {"target_renja_k": "3 Désa", "target_renja_rp": "1.250.000", "tw1_k": "1\nDésa"},
        SUB | {"target_renja_k": 12, "target_renja_rp": 7, "nama": 'Sub "contoh"; satu, dua'},
    ]
    source = matrix(tmp_path / "m.xlsx", rows, sheet_name="data renja")
    same_data(as_csv(source, tmp_path / "data renja.csv", separator, encoding), source)


def test_the_sample_as_csv(tmp_path: Path) -> None:
    same_data(as_csv(SAMPLE, tmp_path / "m.csv"), SAMPLE, "sumber")


def test_a_csv_names_its_separator_as_excel_does(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("sep=,\r\na,b;c;d\r\n\r\n,2\r\n", encoding="utf-8")
    assert values(grid(tmp_path / "m.csv")) == {(1, 1): "a", (1, 2): "b;c;d", (3, 2): "2"}


@pytest.mark.parametrize("text", ['a;b;c\n"x;y;z\n1;2;3\n', 'a;b;c\n"x"y;2;3\n'])
def test_a_csv_with_stray_quotes_is_refused_not_guessed(tmp_path: Path, text: str) -> None:
    refused(tmp_path / "m.csv", text.encode(), "csv-kutip")


# What is none of them, and what all of them share


def refused(path: Path, data: bytes | None, code: str) -> None:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.kode == code
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("m.xls", b"<html><table><tr><td>Kode</td></tr></table></html>", "halaman-web"),
        ("m.xls", b'\xef\xbb\xbf\r\n<?xml version="1.0"?><Workbook/>', "halaman-web"),
        ("m.csv", b"<!DOCTYPE html><p>masuk dulu</p>", "halaman-web"),
        ("m.xlsx", b"Kode;Nama;Target\n", "teks-lain"),
        ("m.xls", b"\xff\xfeK\0o\0d\0e\0", "teks-lain"),
        ("m.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "dokumen"),
        ("m.pdf", b"%PDF-1.7\n1 0 obj\n", "dokumen"),
        ("m.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\0", "dokumen"),
        ("m.rtf", b"{\\rtf1\\ansi Renja}", "dokumen"),
        ("m.GSHEET", b'{"doc_id": "1"}', "dokumen"),
        ("m.csv", b"a\0b", "bukan-excel"),
        ("m.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "rusak"),
    ],
)
def test_files_of_other_kinds(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    refused(tmp_path / name, data, code)


def test_a_word_document_is_no_workbook(tmp_path: Path) -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(tmp_path / "m.xlsx", "w") as package:
        package.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="{relation}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/_rels/document.xml.rels", "<Relationships/>")
        package.writestr("word/document.xml", "<w:document xmlns:w='x'><w:body/></w:document>")
    refused(tmp_path / "m.xlsx", None, "bukan-buku-kerja")


@pytest.mark.parametrize("ending", ["xls", "xlsb", "ods", "csv", "tidak-jelas"])
def test_isi_takes_every_kind_by_its_content_and_writes_an_xlsx_beside_it(
    tmp_path: Path, ending: str
) -> None:
    source = tmp_path / f"matriks.{ending}"
    if ending == "xls":
        shutil.copy(DATA / "beragam.xls", source)
    elif ending == "csv":
        as_csv(SAMPLE, source)
    elif ending == "ods":
        as_ods(SAMPLE, source)
    else:
        as_xlsb(SAMPLE, source)
    before = source.read_bytes()
    assert isi(source).hasil == tmp_path / "matriks_terisi.xlsx"
    assert load_workbook(tmp_path / "matriks_terisi.xlsx").sheetnames[1:] == [
        "Rekap",
        "Temuan",
        "Data",
        "Metode",
    ]
    assert source.read_bytes() == before


@pytest.mark.libreoffice
@pytest.mark.lambat
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_what_libreoffice_saves_is_the_same_matrix(tmp_path: Path, ending: str) -> None:
    source = varied(tmp_path / "beragam.xlsx")
    for path in (source, Path(shutil.copy(SAMPLE, tmp_path / "contoh.xlsx"))):
        other = converted(path, ending, tmp_path / "lain")
        same_data(other, path)
        assert {(item.kode, item.sel, item.tertulis) for item in read(other).findings} == {
            (item.kode, item.sel, item.tertulis) for item in read(path).findings
        }
    same_grid(grid(tmp_path / "lain" / f"beragam.{ending}"), grid(source))


@pytest.mark.libreoffice
@pytest.mark.lambat
def test_what_libreoffice_saves_as_csv_is_the_same_matrix(tmp_path: Path) -> None:
    """Semicolons, UTF-8, values instead of what formats make of them."""
    path = Path(shutil.copy(SAMPLE, tmp_path / "contoh.xlsx"))
    other = converted(
        path, "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false", tmp_path / "lain"
    )
    same_data(other, path, "sumber")


@pytest.mark.libreoffice
@pytest.mark.lambat
def test_libreoffice_reads_our_xlsb_as_we_do(tmp_path: Path) -> None:
    path = as_xlsb(varied(tmp_path / "m.xlsx"), tmp_path / "m.xlsb")
    assert values(grid(converted(path, "xlsx", tmp_path / "lain"))) == values(grid(path))
