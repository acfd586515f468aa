"""`renja-xl periksa` as a user meets it: the report, exit codes, JSON, several files at once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from renja_xl import periksa
from renja_xl.use_cases.periksa import Batas, FileAudit, audit_file
from tests.conftest import SAMPLES
from tests.workbooks import PROGRAM, matrix

PUBLISHED = SAMPLES / "tabel-2.1-balangan-2023-terbit.xlsx"
RULES = ("--aturan", "balangan-2023")
SUMS: dict[str, Any] = {"target_renja_k": 4, "tw1_k": 1, "realisasi_renja_k": 1, "capaian_renja_k": 25}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "renja_xl", "periksa", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_report_names_roots_and_what_follows() -> None:
    result = run(PUBLISHED, *RULES)
    assert (result.returncode, result.stderr) == (4, "")
    assert "GALAT hitung-beda (terpotong-ribuan): 7" in result.stdout
    assert "U117" in result.stdout
    assert "Ikut berbeda: AB117, U118, U119" in result.stdout
    assert result.stdout.index("GALAT") < result.stdout.index("PERINGATAN")
    assert "info" not in result.stdout.split("\n", 2)[2].lower()


def test_every_finding_on_screen_where_asked() -> None:
    assert run(PUBLISHED, *RULES, "-v").stdout.count("INFO") > 1


def test_json_has_the_contract_names() -> None:
    result = run(PUBLISHED, *RULES, "--json")
    said = json.loads(result.stdout)
    assert result.returncode == 4
    assert set(said) >= {
        "versi_skema",
        "masukan",
        "sha256",
        "hasil",
        "aturan",
        "tata_letak",
        "jumlah",
        "rekap",
        "temuan",
    }
    roots = [item for item in said["temuan"] if item["tingkat"] == "galat"]
    assert {item["penyebab"] for item in roots} == {"terpotong-ribuan"}


def test_a_right_sheet_is_silent_and_the_limit_can_be_stricter(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", [PROGRAM | SUMS | {"target_renja_rp": 5}])
    assert run(source).returncode == 0
    wrong = matrix(
        tmp_path / "n.xlsx", [PROGRAM | SUMS | {"tw1_rp": 5}]
    )  # money without a budget: a peringatan
    assert (run(wrong).returncode, run(wrong, "--batas", "peringatan").returncode) == (0, 4)
    ignored = run(wrong, "--batas", "peringatan", "--abaikan", "pagu-nol", "--abaikan", "satuan-kosong")
    assert ignored.returncode == 0
    assert "diabaikan" in ignored.stdout


def test_findings_that_the_rule_set_ignores(tmp_path: Path) -> None:
    source = matrix(tmp_path / "n.xlsx", [PROGRAM | SUMS | {"tw1_rp": 5}])
    (tmp_path / "r.toml").write_text('nama = "r"\nperiksa.abaikan = ["pagu-nol"]', encoding="utf-8")
    said = json.loads(run(source, "--aturan", tmp_path / "r.toml", "--json").stdout)
    audit = periksa([source], aturan=str(tmp_path / "r.toml"))[0].lembar[0]
    assert "pagu-nol" not in {item.kode for item in audit.findings}
    assert said["diabaikan"] == audit.diabaikan >= 1


def test_several_files_one_line_each_and_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    right = matrix(tmp_path / "benar.xlsx", [PROGRAM | SUMS | {"target_renja_rp": 5}])
    shutil.copy(PUBLISHED, tmp_path / "terbit.xlsx")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
    result = run(right, tmp_path / "terbit.xlsx", tmp_path / "rusak.xlsx", *RULES)
    lines = result.stdout.splitlines()
    assert result.returncode == 6
    assert [line.split()[0] for line in lines] == ["benar.xlsx", "terbit.xlsx", "rusak.xlsx"]
    assert "0 galat" in lines[0]
    assert "7 galat" in lines[1]
    assert "rusak atau terpotong" in lines[2]
    said = json.loads(run(right, tmp_path / "rusak.xlsx", "--json").stdout)
    assert ["galat_berkas" in item for item in said["berkas"]] == [False, True]
    assert run(right, tmp_path / "terbit.xlsx", *RULES).returncode == 4


def test_many_files_at_once_give_the_same_as_one_by_one(tmp_path: Path) -> None:
    paths = []
    for number in range(6):
        figures = {"target_renja_k": 4, "tw1_k": 1, "capaian_renja_k": 25 + number}
        paths.append(matrix(tmp_path / f"{number}.xlsx", [PROGRAM | figures]))
    done: list[tuple[int, int]] = []
    together = periksa(paths, lambda count, whole: done.append((count, whole)))
    assert [audit.counts()["galat"] for audit in together] == [0, 1, 1, 1, 1, 1]
    assert [audit.counts() for audit in together] == [periksa([path])[0].counts() for path in paths]
    assert done == [(number, 6) for number in range(1, 7)]


def audit_unless(path: Path, pilihan: Batas) -> FileAudit:
    """The audit of a file, but one named `mati` ends the process that has it in hand."""
    if path.stem == "mati":
        os.kill(os.getpid(), signal.SIGKILL)
    return audit_file(path, pilihan)


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals of POSIX")
def test_a_file_that_ends_its_process_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("renja_xl.use_cases.periksa.audit_file", audit_unless)
    paths = [
        matrix(tmp_path / f"{name}.xlsx", [PROGRAM | SUMS]) for name in ("d", "mati", "a", "c", "b", "e")
    ]
    done: list[int] = []
    audits = periksa([*paths, paths[0]], lambda count, _: done.append(count))
    assert [audit.masukan for audit in audits] == [*paths, paths[0]]
    assert [audit.masukan.stem for audit in audits if audit.galat] == ["mati"]
    assert "mati.xlsx" in audits[1].galat
    assert (audits[1].kode_keluar, done) == (3, list(range(1, 8)))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("tiada.xlsx",), 3, "tidak ditemukan"),
        ((PUBLISHED, "--aturan", "tiada"), 2, "balangan-2023"),
        ((PUBLISHED, PUBLISHED, "-o", "x.xlsx"), 2, "satu berkas"),
        ((), 2, "renja-xl periksa"),
    ],
)
def test_what_is_said_when_it_cannot(arguments: tuple[object, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert len(result.stderr.strip().splitlines()) == 1
    assert words in result.stderr


def test_the_rules_of_the_sheet_are_found_and_written(tmp_path: Path) -> None:
    """The published table: only TW IV is filled, so the quarters cannot tell; what is written reproduces it."""
    rules = tmp_path / "ditemukan.toml"
    result = run(PUBLISHED, "--aturan", "auto", "--tulis-aturan", rules)
    assert result.returncode == 4
    assert "triwulan.k: Tidak dapat dibedakan dari triwulannya: hanya TW IV yang terisi" in result.stdout
    again = run(PUBLISHED, "--aturan", rules)
    assert "GALAT hitung-beda (terpotong-ribuan): 7" in again.stdout
    assert again.stdout.count("GALAT") == 1
    refused = run(PUBLISHED, *RULES, "--tulis-aturan", rules)
    assert (refused.returncode, "--aturan auto" in refused.stderr) == (2, True)
    assert run(PUBLISHED, "--aturan", "auto", "--tulis-aturan", rules).returncode == 5


def test_predicates_that_no_cuts_give_are_named_with_what_the_scale_gives(tmp_path: Path) -> None:
    """The predicate of the published mean 100 in U16, turned into the lowest."""
    book = load_workbook(PUBLISHED)
    sheet = book.worksheets[0]
    assert (sheet["U16"].value, sheet["U17"].value) == (100, "Sangat Tinggi")
    sheet["U17"].value = "Sangat Rendah"
    book.save(tmp_path / "m.xlsx")
    said = run(tmp_path / "m.xlsx", "--aturan", "auto").stdout
    assert "U17 (100,00% tertulis Sangat Rendah, menurut skala Sangat Tinggi" in said
    found = json.loads(run(tmp_path / "m.xlsx", "--aturan", "auto", "--json").stdout)["aturan_ditemukan"]
    assert [(pair["sel"], pair["predikat"]) for pair in found["bertentangan"]] == [("U17", "Sangat Rendah")]
    assert [cut["nama"] for cut in found["batas_predikat"]] == ["Sangat Tinggi", "Tinggi", "Sedang", "Rendah"]
    (scale,) = [item for item in found["setelan"] if item["kunci"] == "predikat.jenjang"]
    assert (scale["cocok"], scale["semua"]) == (175, 176)


def test_a_rule_file_never_takes_the_place_of_a_workbook(tmp_path: Path) -> None:
    source = tmp_path / "m.xlsx"
    shutil.copy(PUBLISHED, source)
    before = source.read_bytes()
    refused = run(source, "--aturan", "auto", "--tulis-aturan", source, "--timpa")
    assert (refused.returncode, source.read_bytes() == before) == (5, True)
    assert "harus berakhiran .toml" in refused.stderr
    many = run(source, source, "--aturan", "auto", "--tulis-aturan", tmp_path / "r.toml")
    assert (many.returncode, "satu berkas" in many.stderr) == (2, True)


def test_a_code_that_no_finding_has_is_not_ignored_in_silence() -> None:
    result = run(PUBLISHED, "--abaikan", "nomor-lompatt")
    assert (result.returncode, "nomor-lompatt" in result.stderr, "nomor-lompat," in result.stderr) == (
        2,
        True,
        True,
    )


def test_a_sheet_with_nothing_to_compare_says_so(tmp_path: Path) -> None:
    source = matrix(tmp_path / "m.xlsx", [PROGRAM | {"target_renja_k": 4, "tw1_k": 1, "target_renja_rp": 5}])
    assert "Kolom 12 sampai 17, rata-rata dan predikatnya kosong" in run(source).stdout
    assert "Kolom 12 sampai 17" not in run(PUBLISHED).stdout


def test_figures_are_said_as_people_here_write_them(tmp_path: Path) -> None:
    assert "Tertulis 5, seharusnya 5.423,43." in run(PUBLISHED, *RULES).stdout
    blank = matrix(tmp_path / "m.xlsx", [PROGRAM | SUMS | {"target_renja_k": None, "capaian_renja_k": 25}])
    assert "Tertulis 25, seharusnya -." in run(blank).stdout


def test_the_copy_is_named_in_json(tmp_path: Path) -> None:
    said = json.loads(run(PUBLISHED, *RULES, "--json", "-o", tmp_path / "s.xlsx").stdout)
    assert said["hasil"] == str(tmp_path / "s.xlsx")


def test_the_annotated_copy(tmp_path: Path) -> None:
    """Findings as notes on their cells and a list of links; every value and formula as it was."""
    source, target = tmp_path / "m.xlsx", tmp_path / "salinan.xlsx"
    shutil.copy(PUBLISHED, source)
    before = source.read_bytes()
    assert run(source, *RULES, "-o", target).returncode == 4
    assert source.read_bytes() == before
    was, now = load_workbook(source), load_workbook(target)
    assert now.sheetnames == [*was.sheetnames, "Temuan"]
    name = was.sheetnames[0]
    assert [[cell.value for cell in row] for row in now[name].iter_rows()] == [
        [cell.value for cell in row] for row in was[name].iter_rows()
    ]
    note = now[name]["U117"].comment
    assert note is not None
    assert "seharusnya 1.500,00" in note.text
    links = {cell.hyperlink.location for row in now["Temuan"].iter_rows() for cell in row if cell.hyperlink}
    assert f"'{name}'!U117" in links
    assert run(source, *RULES, "-o", target).returncode == 5


def test_a_habit_is_one_galat_and_names_its_other_cells(tmp_path: Path) -> None:
    """Every percentage as a fraction; every figure of column 14 without the years before."""
    rows = [
        PROGRAM | {"kode": f"2.08.0{n}", "target_renja_k": 8, "tw1_k": n, "capaian_renja_k": n / 8}
        for n in range(1, 6)
    ]
    audit = periksa([matrix(tmp_path / "m.xlsx", rows)])[0].lembar[0]
    (wrong,) = [item for item in audit.findings if item.kode == "hitung-beda" and item.tingkat == "galat"]
    assert "4 sel lain juga demikian" in wrong.penjelasan
    assert [item.akar for item in audit.findings if item.akar] == [wrong.sel] * 4


def test_a_blank_in_a_filled_column_is_named_and_its_followers_with_it(tmp_path: Path) -> None:
    sums = {"target_renja_k": 8, "target_renstra_k": 16, "tw1_k": 4, "target_renja_rp": 5}
    full = sums | {
        "realisasi_renja_k": 4,
        "capaian_renja_k": 50,
        "realisasi_renstra_k": 4,
        "capaian_renstra_k": 25,
    }
    hole = full | {"realisasi_renstra_k": None, "capaian_renstra_k": 0}
    rows = [PROGRAM | {"kode": f"2.08.0{n}"} | (hole if n == 2 else full) for n in range(1, 5)]
    audit = periksa([matrix(tmp_path / "m.xlsx", rows)])[0].lembar[0]
    (blank,) = [item for item in audit.findings if item.kode == "sel-kosong"]
    (behind,) = [item for item in audit.findings if item.kode == "hitung-beda"]
    assert (blank.tingkat, blank.seharusnya) == ("peringatan", "4")
    assert (behind.tingkat, behind.akar) == ("info", blank.sel)


def test_what_is_built_on_the_quarters_beside_a_wrong_column_12_is_right(tmp_path: Path) -> None:
    row = PROGRAM | {"target_renja_k": 100, "tw1_k": 64, "realisasi_renja_k": 46, "capaian_renja_k": 64}
    audit = periksa([matrix(tmp_path / "m.xlsx", [row | {"target_renja_rp": 5}])])[0].lembar[0]
    said = {(item.kode, item.tertulis, item.seharusnya) for item in audit.findings if item.tingkat == "galat"}
    assert said == {("jumlah-triwulan-beda", "46", "64")}
    assert not [item for item in audit.findings if item.akar]
