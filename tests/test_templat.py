"""`renja-xl templat`: empty forms that go through `isi` when filled, and show the same figures by themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import renja_xl
from renja_xl import isi, templat
from renja_xl.model.errors import InputError, OutputError, UsageError
from renja_xl.model.form import load_forms
from renja_xl.model.frame import FIGURE_NAMES
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.use_cases.isi import fill as compute
from tests.conftest import ROOT
from tests.results import table
from tests.templates import COLUMNS, FIRST_ROW, ROWS, fill, money, performance, row
from tests.test_cli import left, one_sentence, run

sys.path.insert(0, str(ROOT / "scripts"))

import build_templates

NAMES = sorted(COLUMNS)
KEPT = ("nomor", "kode", "nama", "indikator", "satuan", "penanggung_jawab", *FIGURE_NAMES)


def sheet_of(path: Path) -> Worksheet:
    sheet = load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def column_of(name: str, key: str) -> int:
    return COLUMNS[name].index(key) + 1


# The command


def test_the_command_writes_the_form_and_says_what_comes_next(tmp_path: Path) -> None:
    target = tmp_path / "matriks 2026.xlsx"
    result = run("templat", "tabel-2.1", "-o", target)
    assert result.returncode == 0
    assert result.stdout == f"{target}\n"
    assert result.stderr.startswith("Formulir kosong Tabel 2.1 sudah ditulis.")
    assert f'renja-xl isi "{target}"' in result.stderr
    assert left(tmp_path) == {"matriks 2026.xlsx"}


def test_quiet_says_only_the_path(tmp_path: Path) -> None:
    result = run("templat", "e81", "-o", tmp_path / "e.xlsx", "-q")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{tmp_path / 'e.xlsx'}\n", "")


def test_without_o_it_stands_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert templat("tabel-2.2") == Path("tabel-2.2.xlsx")
    assert left(tmp_path) == {"tabel-2.2.xlsx"}


def test_an_existing_file_is_only_overwritten_with_timpa(tmp_path: Path) -> None:
    target = tmp_path / "ada.xlsx"
    target.write_bytes(b"isi lama")
    one_sentence(run("templat", "e81", "-o", target), 5, "ada.xlsx", "--timpa")
    assert target.read_bytes() == b"isi lama"
    assert run("templat", "e81", "-o", target, "--timpa").returncode == 0
    assert target.read_bytes() == (ROOT / "templates_xlsx" / "e81.xlsx").read_bytes()
    assert left(tmp_path) == {"ada.xlsx"}


@pytest.mark.parametrize("name", ["tabel-2.3", "", "../tabel-2.1", "istilah"])
def test_another_name_is_a_sentence_that_lists_the_forms(tmp_path: Path, name: str) -> None:
    one_sentence(run("templat", name, "-o", tmp_path / "x.xlsx"), 2, name, *NAMES)
    with pytest.raises(UsageError):
        templat(name, tmp_path / "x.xlsx")
    assert left(tmp_path) == set()


def test_no_name_and_no_folder(tmp_path: Path) -> None:
    one_sentence(run("templat"), 2, "FORMULIR", "renja-xl templat tabel-2.1")
    one_sentence(run("templat", "e81", "--tima"), 2, "--tima", "renja-xl templat --help")
    one_sentence(run("templat", "e81", "-o", tmp_path / "tidak" / "x.xlsx"), 5, tmp_path / "tidak")
    with pytest.raises(OutputError):
        templat("e81", tmp_path / "x.csv")


# What is shipped


def test_every_form_is_shipped_as_its_script_builds_it_and_twice_the_same(tmp_path: Path) -> None:
    for folder in ("satu", "dua"):
        (tmp_path / folder).mkdir()
        build_templates.main(tmp_path / folder)
    names = {f"{form.nama}.xlsx" for form in load_forms()}
    assert names == left(ROOT / "templates_xlsx") == left(tmp_path / "satu")
    for name in names:
        assert (tmp_path / "satu" / name).read_bytes() == (tmp_path / "dua" / name).read_bytes()


def test_an_installed_package_has_the_forms_inside(tmp_path: Path) -> None:
    """What the build adds to the package, put where the build puts it, is all that the command needs."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    wheel = build["targets"]["wheel"]
    folders = {name: name for name in wheel["packages"]} | wheel["force-include"]
    for source, target in folders.items():
        shutil.copytree(ROOT / source, tmp_path / "terpasang" / target)
    result = subprocess.run(
        [sys.executable, "-m", "renja_xl", "templat", "e81"],
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "terpasang")},
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "e81.xlsx").read_bytes() == (ROOT / "templates_xlsx" / "e81.xlsx").read_bytes()


# The form


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_typed_is_unlocked(tmp_path: Path, name: str) -> None:
    sheet = sheet_of(templat(name, tmp_path / "f.xlsx"))
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not (sheet.protection.insertRows or sheet.protection.deleteRows or sheet.protection.formatColumns)
    first, computed = FIRST_ROW[name], ("capaian", "efisiensi", "realisasi_ren")
    for number in (first, first + 149):
        for key in COLUMNS[name]:
            cell = sheet.cell(number, column_of(name, key))
            live = key.startswith(computed)
            assert (cell.data_type == "f") == live, key
            assert cell.protection.locked == live, key
    for number in (*range(first - 5, first), *range(first + 150, first + 157)):
        assert all(cell.protection.locked for cell in sheet[number]), number
    dotted = [cell for cells in sheet["A1:A4"] for cell in cells if "...." in str(cell.value)]
    assert dotted
    assert not any(cell.protection.locked for cell in dotted)


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_text_and_cells_say_what_they_ask(tmp_path: Path, name: str) -> None:
    book = load_workbook(templat(name, tmp_path / "f.xlsx"))
    sheet = book.worksheets[0]
    assert [other.title for other in book.worksheets[1:]] == ["Petunjuk", "Daftar"]
    asked = {str(item.sqref): item for item in sheet.data_validations.dataValidation}
    first = FIRST_ROW[name]

    def validation(key: str) -> Any:
        letters = sheet.cell(first, column_of(name, key)).column_letter
        return asked[f"{letters}{first}:{letters}{first + 149}"]

    assert sheet.cell(first, column_of(name, "kode")).number_format == "@"
    assert "ISTEXT" in validation("kode").formula1
    units = validation("satuan").formula1
    assert units.startswith("Daftar!$A$2:")
    listed = [cells[0].value for cells in book["Daftar"][units.removeprefix("Daftar!").replace("$", "")]]
    assert {"Dokumen", "Orang", "persen", "Perangkat Daerah"} <= set(listed)
    assert len(set(listed)) == len(listed)
    for key in ("target_renstra_k", "target_renja_rp", "tw4_k"):
        assert (validation(key).type, validation(key).operator) == ("decimal", "greaterThanOrEqual")
    assert {item.errorStyle for item in asked.values()} == {"warning"}
    assert validation("tw1_rp").prompt
    assert all(len(item.error) <= 255 and len(item.promptTitle or "") <= 32 for item in asked.values())


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_form_has_no_row(tmp_path: Path, name: str) -> None:
    path = templat(name, tmp_path / "f.xlsx")
    one_sentence(run("isi", path), 3, path, "tidak satu pun baris indikator")
    load_workbook(path).save(path)
    with pytest.raises(InputError) as raised:
        isi(path)
    assert raised.value.kode == "tanpa-baris"


# Filled


def typed(name: str) -> list[dict[str, Any]]:
    """The rows as `Data` should have them: further indicators bear the code and name of the row above."""
    found: list[dict[str, Any]] = []
    for given in filter(None, ROWS):
        values = {key: given.get(key) for key in KEPT if key in COLUMNS[name]}
        if not given["kode"]:
            values |= {key: found[-1][key] for key in ("kode", "nama")}
        if given["satuan"] == "%":
            values["satuan"] = "persen"
        if not given["indikator"]:
            values["indikator"] = None
        found.append(values)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_filled_form_goes_through_isi(tmp_path: Path, name: str) -> None:
    result = isi(fill(name, tmp_path / "f.xlsx", ROWS), tmp_path / "h.xlsx")
    assert result.filled.matrix.form.nama == name
    data = table(tmp_path / "h.xlsx", "Data")
    expected = typed(name)
    assert [{key: line[key] for key in expected[0]} for line in data] == expected
    levels = ["urusan", "bidang", "program", "program", "kegiatan", *["subkegiatan"] * 3]
    assert [line["level"] for line in data] == [*levels, "program", "kegiatan", "subkegiatan"]
    assert [line["urut"] for line in data if line["jenis"] == "lanjutan"] == [4, 8]
    codes = {item.kode for item in result.filled.findings}
    # One kegiatan of these rows is typed with Rp 0 above its sub kegiatan, and its quarters are blank.
    wrong = {(item.kode, item.kolom) for item in result.filled.findings if item.tingkat == "galat"}
    assert wrong == {("induk-beda-anak", "target_renja_rp")}
    assert codes <= {
        *("induk-beda-anak", "realisasi-melebihi-pagu", "jumlah-atas-kosong"),
        *("triwulan-turun", "tanpa-target", "pagu-nol", "indikator-mungkin-negatif", "triwulan-disimpulkan"),
        "rumus-dihitung-ulang",
    }
    usual = {form.nama: form.triwulan_bawaan for form in load_forms()}[name]
    assert {decision.cara for decision in result.filled.decisions.values()} == {usual}


def test_title_and_free_texts_are_carried_over(tmp_path: Path) -> None:
    path = fill("e81", tmp_path / "f.xlsx", ROWS)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["A3"] = "Renja Dinas Contoh"
    for number in range(1, sheet.max_row + 1):
        if str(sheet.cell(number, 1).value).startswith("Tindak lanjut yang diperlukan dalam Renja"):
            assert not sheet.cell(number, 4).protection.locked
            sheet.cell(number, 4).value = "Menambah petugas"
    book.save(path)
    isi(path, tmp_path / "h.xlsx")
    result = sheet_of(tmp_path / "h.xlsx")
    texts = {cell.value for cells in result.iter_rows() for cell in cells if isinstance(cell.value, str)}
    assert {"Renja Dinas Contoh", "Menambah petugas"} <= texts


def test_a_filled_signature_is_said_and_an_empty_one_is_not(tmp_path: Path) -> None:
    path = fill("e81", tmp_path / "f.xlsx", ROWS)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    cell = next(cell for cells in sheet.iter_rows() for cell in cells if str(cell.value).startswith("NIP."))
    assert not cell.protection.locked
    cell.value = "NIP. 19800101 200501 1 001"
    book.save(path)
    matrix = read_matrix(path, load_forms())
    assert "tanda-tangan-baru" in {item.kode for item in matrix.findings}


@pytest.mark.libreoffice
@pytest.mark.lambat
@pytest.mark.parametrize("name", NAMES)
def test_the_form_shows_what_isi_computes(tmp_path: Path, name: str) -> None:
    """LibreOffice calculates the filled form; every cell of columns 12 to 17, averages, predicates and totals."""
    awkward = [
        *ROWS,
        row("2.08.03.2.10.02", "Teks", "Jumlah teks", **performance("BB", 1, "dua", renstra=4, before=1)),
        row(
            "2.08.03.2.10.03",
            "Tanpa satuan",
            "Persentase lain",
            "",
            **performance(10, 3, renstra=7, before=2),
        ),
        row(
            "2.08.03.2.10.04",
            "Satuan dalam kurung",
            "Capaian",
            "(nilai)",
            **performance(9, 8, renstra=7, before=2),
        ),
        row(
            "2.08.03.2.10.05",
            "Nol pada triwulan yang belum berjalan",
            "Jumlah nol",
            **performance(5, 2, 3, 0, 0, renstra=9),
            **money(900, 200, 300, 0, 0),
        ),
        row("", "PROGRAM TANPA KODE", "Jumlah hasil", **performance(3, 1, 1, renstra=7, before="-")),
        row("", "Pertama di bawah program", "Jumlah a", **performance(3, 1, 2, renstra=7)),
        row("", "Kedua di bawah program", "Jumlah b", **performance(4, 1, 2, renstra=7)),
        {},
        row("", "", "Jumlah c", **performance(4, 1, 3, renstra=7)),
    ]
    bare = fill(name, tmp_path / "f.xlsx", awkward)
    frame = compute(read_matrix(bare, load_forms()), load_rule_set("baku")).frame
    matrix = read_matrix(recalculated(bare, tmp_path), load_forms())
    assert len(frame) == len(list(filter(None, awkward)))
    for key in filter(COLUMNS[name].__contains__, matrix.printed):
        for shown, computed, line in zip(matrix.printed[key], frame[key], frame["urut"], strict=True):
            assert same(shown, computed), (key, line, shown, computed)
    assert matrix.printed.notna().sum().sum() > 50
    summaries = {(item.jenis, item.cakupan): item.values for item in matrix.summaries}
    assert len(summaries) == 7
    assert all(summaries.values())
    assert {item.kode for item in matrix.findings} & {"sel-tidak-terpakai", "rumus-dihitung-ulang"} == set()
    beda = [item for item in compute(matrix, load_rule_set("baku")).findings if item.kode.endswith("-beda")]
    assert beda == []


@pytest.mark.libreoffice
@pytest.mark.lambat
def test_the_published_matrix_typed_into_the_form(sample: Path, tmp_path: Path) -> None:
    """133 rows, seven of them without a code: what the form shows by itself is what `isi` computes.

    But for two kegiatan without a code, which the form cannot tell from sub kegiatan and `isi` knows by their sums:
    the means of those two levels are named.
    """
    isi(sample, tmp_path / "h.xlsx")
    rows = table(tmp_path / "h.xlsx", "Data")
    inputs = [
        {key: line[key] for key in KEPT if line["jenis"] == "utama" or key not in ("kode", "nama")}
        for line in rows
    ]
    path = recalculated(fill("tabel-2.1", tmp_path / "f.xlsx", inputs), tmp_path)
    filled = isi(path, tmp_path / "h2.xlsx").filled
    assert len(filled.frame) == 133
    assert sum(filled.matrix.printed.count()) > 900
    wrong = {(item.kode, item.nama) for item in filled.findings if item.tingkat == "galat"}
    assert wrong == {("rata-rata-beda", "Seluruh Kegiatan"), ("rata-rata-beda", "Seluruh Sub Kegiatan")}
    again = table(tmp_path / "h2.xlsx", "Data")
    assert [line["level"] for line in again] == [line["level"] for line in rows]
    figures = [key for key in again[0] if key.endswith(("_k", "_rp")) or key == "efisiensi"]
    assert [[line[key] for key in figures] for line in again] == [
        [line[key] for key in figures] for line in rows
    ]


@pytest.mark.libreoffice
@pytest.mark.lambat
def test_a_level_that_a_formula_found_is_no_word_of_the_user(tmp_path: Path) -> None:
    """The form takes a mistyped code for an urusan; what counts is what stands in the row."""
    mistyped = row("2,08,02", "PROGRAM CONTOH", "Jumlah contoh", **performance(3, 1, renstra=7))
    path = recalculated(fill("tabel-2.1", tmp_path / "f.xlsx", [mistyped]), tmp_path)
    shown = load_workbook(path, data_only=True).worksheets[0]
    assert "urusan" in {cell.value for cell in shown[FIRST_ROW["tabel-2.1"]]}
    assert list(read_matrix(path, load_forms()).data["level"]) == ["program"]


@pytest.mark.libreoffice
@pytest.mark.lambat
def test_performance_typed_with_a_percent_sign(tmp_path: Path) -> None:
    """Excel keeps 76,52% as 0.7652 shown as a percentage; the form's own formula passes the 0.7652 on."""
    path = fill("tabel-2.1", tmp_path / "f.xlsx", [ROWS[2], ROWS[4], ROWS[5]])
    book = load_workbook(path)
    typed_in = {
        "target_renstra_k": 1,
        "realisasi_lalu_k": 0.5,
        "target_renja_k": 0.8,
        "tw1_k": 0.3,
        "tw2_k": 0.7652,
    }
    for key, value in typed_in.items():
        cell = book.worksheets[0].cell(FIRST_ROW["tabel-2.1"], column_of("tabel-2.1", key))
        cell.value, cell.number_format = value, "0.00%"
    book.save(path)
    filled = isi(recalculated(path, tmp_path), tmp_path / "h.xlsx").filled
    shown = filled.frame.loc[0, ["realisasi_renja_k", "capaian_renja_k", "realisasi_renstra_k"]]
    assert list(map(str, shown)) == ["76.5200", "95.65", "76.5200"]
    assert not [item for item in filled.findings if item.tingkat == "galat"]


def same(shown: Decimal | None, computed: Decimal | None) -> bool:
    if shown is None or computed is None:
        return shown is computed
    return abs(shown - computed) <= Decimal("1e-12") * abs(computed)


def recalculated(path: Path, folder: Path) -> Path:
    assert shutil.which("soffice"), "LibreOffice is not installed"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(folder / "hitung"), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "hitung" / path.name


def test_the_public_name() -> None:
    assert "templat" in renja_xl.__all__
