"""The command line: exit codes, streams, one sentence for each way to fail, nothing left behind."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from renja_xl.model.findings import COLUMNS as FINDING_COLUMNS
from renja_xl.use_cases.report import _FIRST_STATEMENT
from tests.conftest import ROOT, SAMPLES
from tests.results import table
from tests.workbooks import SUB, matrix

SAMPLE = SAMPLES / "tabel-2.1-balangan-2023.xlsx"


def run(*arguments: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "renja_xl", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | (env or {}), encoding="utf-8", check=False
    )


def one_sentence(result: subprocess.CompletedProcess[str], code: int, *words: object) -> None:
    """The contract of an expected error: its code, nothing on stdout, one line that names things."""
    assert result.returncode == code, result.stderr
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("renja-xl: ")
    for word in words:
        assert str(word) in lines[0]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copy(SAMPLE, tmp_path / "matriks.xlsx")
    return tmp_path


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_isi_says_what_where_and_what_to_look_at(work: Path) -> None:
    before = (work / "matriks.xlsx").read_bytes()
    result = run("isi", work / "matriks.xlsx")
    assert result.returncode == 0
    assert result.stdout == f"{work / 'matriks_terisi.xlsx'}\n"
    first, second = result.stderr.splitlines()
    assert first.startswith("Terisi: 133 indikator (14 program, 27 kegiatan, 72 sub kegiatan)")
    assert second.startswith("Lihat dulu lembar Temuan: ")
    assert left(work) == {"matriks.xlsx", "matriks_terisi.xlsx"}
    assert (work / "matriks.xlsx").read_bytes() == before


def test_quiet_and_json(work: Path) -> None:
    result = run(
        "isi", work / "matriks.xlsx", "-q", "--json", "-o", work / "h.xlsx", "--aturan", "balangan-2023"
    )
    assert result.returncode == 0
    assert result.stderr == ""
    said = json.loads(result.stdout)
    assert said["versi_skema"] == 1
    assert set(said) == {
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
    assert said["hasil"] == str(work / "h.xlsx")
    assert said["aturan"] == "balangan-2023"
    assert said["jumlah"]["indikator"] == 133
    assert len(said["sha256"]) == 64
    assert [row["cakupan"] for row in said["rekap"]] == [
        row["cakupan"] for row in table(work / "h.xlsx", "Rekap")
    ]
    assert said["rekap"][0]["capaian_renja_rp"] == 308.17
    assert list(said["temuan"][0]) == list(FINDING_COLUMNS)
    assert len(said["temuan"]) == len(table(work / "h.xlsx", "Temuan"))


def test_triwulan_and_sheet_options(tmp_path: Path) -> None:
    path = matrix(
        tmp_path / "m.xlsx", [SUB | {"target_renja_k": 10, "tw1_k": 2, "tw2_k": 3}], sheet_name="Isian"
    )
    for cara, expected in (("jumlah", 5), ("kumulatif", 3)):
        target = tmp_path / f"{cara}.xlsx"
        assert run("isi", path, "-o", target, "--triwulan", cara, "--lembar", "Isian", "-q").returncode == 0
        assert table(target, "Data")[0]["realisasi_renja_k"] == expected
    one_sentence(run("isi", path, "--lembar", "Lain"), 3, path, "Lain", "Isian")


def test_what_kamus_advises_can_be_typed_as_it_stands(work: Path) -> None:
    source = work / "matriks dinas.xlsx"
    (work / "matriks.xlsx").rename(source)
    advice = run("kamus", source).stderr.splitlines()[-1]
    words = shlex.split(advice[advice.index("renja-xl ") :])
    assert run(*words[1:]).returncode == 0
    assert "Kamus" in load_workbook(work / "matriks dinas_terisi.xlsx").sheetnames


def test_aturan_lists_and_prints() -> None:
    listed = run("aturan")
    assert [line.split(":")[0] for line in listed.stdout.splitlines()] == [
        "baku",
        "balangan-2023",
        "skala-triwulan",
    ]
    shown = run("aturan", "baku").stdout
    assert 'nama = "baku"' in shown
    one_sentence(run("aturan", "tiada"), 2, "tiada", "baku")


def test_a_rule_file_that_powershell_wrote(work: Path) -> None:
    (work / "kita.toml").write_text('nama = "kita"\n', encoding="utf-16")
    result = run("isi", work / "matriks.xlsx", "--aturan", work / "kita.toml", "--json", "-q")
    assert json.loads(result.stdout)["aturan"] == "kita"


def test_a_rule_file_of_ones_own(work: Path) -> None:
    text = run("aturan", "baku").stdout.replace('nama = "baku"', 'nama = "kita"').replace('">= 91"', '"> 85"')
    (work / "kita.toml").write_text(text, encoding="utf-8")
    result = run(
        "isi", work / "matriks.xlsx", "--aturan", work / "kita.toml", "-o", work / "h.xlsx", "--json", "-q"
    )
    assert json.loads(result.stdout)["aturan"] == "kita"


@pytest.mark.parametrize(
    ("old", "new", "at", "word"),
    [
        ("kosong_bila_nol = false", "kosong_bila_nol = 1", "kosong_bila_nol = 1", "true atau false"),
        ('k = "auto"', 'k = "rata"', 'k = "rata"', "auto, jumlah, kumulatif"),
        ('">= 76"', '">= 95"', "jenjang = [", "batas yang terus turun"),
        ('">= 91"', "91", "jenjang = [", "batas yang terus turun"),
        ('rp_lanjutan = "kosong"', 'rp_lanjut = "kosong"', "rp_lanjut =", "rp_lanjut"),
        ('nama = "baku"\n', "", "keterangan", "wajib"),
        ("indikator = {}  ", "indikator.Cakupan = 'rata'  ", "indikator.Cakupan", "Cakupan"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_line(work: Path, old: str, new: str, at: str, word: str) -> None:
    text = run("aturan", "baku").stdout
    assert old in text
    changed = text.replace(old, new, 1)
    (work / "kita.toml").write_text(changed, encoding="utf-8")
    line = max(number for number, text in enumerate(changed.splitlines(), start=1) if text.startswith(at))
    one_sentence(run("isi", work / "matriks.xlsx", "--aturan", work / "kita.toml"), 2, f"baris {line}:", word)
    assert left(work) == {"matriks.xlsx", "kita.toml"}


def test_wrong_usage(work: Path) -> None:
    one_sentence(run("isi"), 2)
    one_sentence(run("isi", work / "matriks.xlsx", "--entah"), 2)
    one_sentence(run("isi", work / "matriks.xlsx", "--triwulan", "lima"), 2)
    one_sentence(run("isi", work / "matriks.xlsx", "--aturan", "entah"), 2, "'entah' tidak dikenal", "baku")
    missing = run("isi", work / "matriks.xlsx", "--aturan", "entah.toml")
    one_sentence(missing, 2, "Berkas aturan 'entah.toml' tidak ada", "baku")
    one_sentence(run("entah"), 2)


def encrypted(path: Path) -> None:
    """The head of an OLE container that holds an encrypted package, as Excel writes it for a password."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 1024
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 512
    )


def old_xls(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "Workbook".encode("utf-16-le") + b"\0" * 512
    )


def truncated(path: Path) -> None:
    path.write_bytes(SAMPLE.read_bytes()[:20_000])


def zip_of_something(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("surat.txt", "halo")


def flipped(path: Path) -> None:
    """The zip's directory is whole, but a sheet's bytes are not."""
    raw = bytearray(SAMPLE.read_bytes())
    start = raw.find(b"xl/worksheets/sheet1.xml") + 200
    raw[start : start + 400] = bytes(400)
    path.write_bytes(raw)


def no_matrix(path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "Daftar hadir"
    book.save(path)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (encrypted, "kata sandi"),
        (old_xls, "rusak"),
        (truncated, "terpotong"),
        (zip_of_something, "bukan buku kerja"),
        (flipped, "rusak"),
        (no_matrix, "Tidak ada matriks"),
        (bomb, "tidak wajar"),
        (lambda path: path.write_bytes(b""), "0 byte"),
        (lambda path: path.write_text("a;b;c"), "teks biasa"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: None, "tidak ditemukan"),
    ],
)
def test_inputs_that_cannot_be_read(tmp_path: Path, make: object, words: str) -> None:
    path = tmp_path / "masukan data.xlsx"
    make(path)  # type: ignore[operator]
    before = left(tmp_path)
    one_sentence(run("isi", path), 3, path, words)
    assert left(tmp_path) == before


@pytest.mark.parametrize(
    "call",
    [
        ["isi", ""],
        ["isi", " "],
        ["isi", "matriks.xlsx", "-o", ""],
        ["isi", "matriks.xlsx", "--kamus", ""],
        ["isi", "matriks.xlsx", "--tahun-lalu", ""],
        ["periksa", ""],
        ["periksa", "matriks.xlsx", ""],
        ["periksa", "matriks.xlsx", "-o", ""],
        ["periksa", "matriks.xlsx", "--tulis-aturan", "", "--aturan", "auto"],
        ["gabung", "", "-o", "rekap.xlsx"],
        ["gabung", "matriks.xlsx", "-o", ""],
        ["gabung", "matriks.xlsx", "-o", "rekap.xlsx", "--daftar", ""],
        ["kamus", ""],
        ["kamus", "matriks.xlsx", "-o", ""],
        ["templat", "e81", "-o", ""],
        ["pantau", "", "--sekali"],
        ["pantau", "", "--riwayat"],
        ["pantau", ".", "--masuk", "", "--sekali"],
    ],
)
def test_a_path_that_is_empty_is_no_folder_to_work_in(
    work: Path, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    monkeypatch.chdir(work)
    one_sentence(run(*call, env={"PYTHONPATH": str(ROOT)}), 2, "kosong")
    assert left(work) == {"matriks.xlsx"}


def test_who_names_no_folder_is_told_how_to_name_this_one() -> None:
    one_sentence(run("pantau", ""), 2, "FOLDER", "tulis titik: renja-xl pantau .")
    one_sentence(run("gabung", "", "-o", "rekap.xlsx"), 2, "SUMBER", "renja-xl gabung . -o rekap.xlsx")


@pytest.mark.parametrize("name", [".", "/", "x" * 300 + ".xlsx"])
def test_names_that_are_no_files(name: str) -> None:
    assert run("isi", name).returncode in (3, 5)


def test_names_that_are_too_long(work: Path) -> None:
    long = work / ("x" * 245 + ".xlsx")
    shutil.copy(work / "matriks.xlsx", long)
    one_sentence(run("isi", long), 5)
    one_sentence(run("isi", work / "matriks.xlsx", "-o", work / ("y" * 270 + ".xlsx")), 5)
    one_sentence(run("isi", work / "matriks.xlsx", "--aturan", "z" * 300 + ".toml"), 2)


def test_one_stray_cell_costs_nothing(work: Path) -> None:
    book = load_workbook(work / "matriks.xlsx")
    book.active["XFD1048576"] = "x"
    book.save(work / "sesat.xlsx")
    for name in ("matriks.xlsx", "sesat.xlsx"):
        assert run("isi", work / name, "-q").returncode == 0
    sizes = [(work / f"{name}_terisi.xlsx").stat().st_size for name in ("matriks", "sesat")]
    assert abs(sizes[1] - sizes[0]) < 1000
    assert table(work / "sesat_terisi.xlsx", "Data") == table(work / "matriks_terisi.xlsx", "Data")
    named = [row for row in table(work / "sesat_terisi.xlsx", "Temuan") if row["sel"] == "XFD1048576"]
    assert [row["kode"] for row in named] == ["sel-tidak-terpakai"]


def test_outputs_that_cannot_be_written(work: Path) -> None:
    source = work / "matriks.xlsx"
    one_sentence(run("isi", source, "-o", source), 5, source, "tidak pernah diubah")
    one_sentence(run("isi", source, "-o", source, "--timpa"), 5, source)
    one_sentence(run("isi", source, "-o", work), 5, work)
    one_sentence(run("isi", source, "-o", work / "tiada" / "h.xlsx"), 5, "tiada")
    one_sentence(run("isi", source, "-o", work / "h.csv"), 5, ".xlsx")
    one_sentence(run("isi", source, "-o", "/proc/h.xlsx"), 5, "/proc")
    assert left(work) == {"matriks.xlsx"}


def test_an_existing_output_is_kept_unless_told(work: Path) -> None:
    target = work / "matriks_terisi.xlsx"
    target.write_text("punya orang")
    one_sentence(run("isi", work / "matriks.xlsx"), 5, target, "--timpa")
    assert target.read_text() == "punya orang"
    assert run("isi", work / "matriks.xlsx", "--timpa", "-q").returncode == 0
    assert len(table(target, "Data")) == 133


@pytest.mark.parametrize("lock", ["~$h.xlsx", ".~lock.h.xlsx#"])
def test_an_output_open_elsewhere(work: Path, lock: str) -> None:
    (work / "h.xlsx").write_text("lama")
    (work / lock).write_text("")
    one_sentence(run("isi", work / "matriks.xlsx", "-o", work / "h.xlsx", "--timpa"), 5, "sedang dibuka")
    assert (work / "h.xlsx").read_text() == "lama"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_full_disk_leaves_nothing(work: Path) -> None:
    """A limit on file sizes stands in for a full disk: the write fails half way in the same manner."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000));"
        "sys.argv = ['renja-xl', 'isi', sys.argv[1]]; from renja_xl.cli.main import run; run()"
    )
    command = [sys.executable, "-c", code, str(work / "matriks.xlsx")]
    # Coverage would write its own file under the same limit.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    result = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", env=env)
    one_sentence(result, 5, "penuh", work)
    assert left(work) == {"matriks.xlsx"}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_leaves_nothing(work: Path, number: int) -> None:
    """Stopped while it writes: exit 130, one sentence, no half file."""
    code = (
        "import sys, os, renja_xl.writing.workbook as w; old = w.write_plans;\n"
        "def slow(*a, **k):\n    old(*a, **k); print('menulis', flush=True); __import__('time').sleep(30)\n"
        "w.write_plans = slow; sys.argv = ['renja-xl', 'isi', sys.argv[1]]\n"
        "from renja_xl.cli.main import run; run()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(work / "matriks.xlsx")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "menulis\n"
    assert len(left(work)) == 2
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.strip() == "renja-xl: Dihentikan sebelum selesai; tidak ada berkas yang ditinggalkan."
    assert left(work) == {"matriks.xlsx"}


def test_a_bug_is_a_sentence_and_rinci_shows_the_rest(work: Path) -> None:
    code = (
        "import sys, renja_xl.use_cases.isi as u\n"
        "def broken(*a, **k): raise ZeroDivisionError('x')\n"
        "u.fill = broken; from renja_xl.cli.main import run; run()"
    )
    command = [sys.executable, "-c", code, "isi", str(work / "matriks.xlsx")]
    one_sentence(
        subprocess.run(command, capture_output=True, text=True, check=False), 1, "ZeroDivisionError", "-v"
    )
    detailed = subprocess.run([*command, "-v"], capture_output=True, text=True, check=False)
    assert detailed.returncode == 1
    assert "Traceback" in detailed.stderr


def test_a_narrow_console_does_not_end_the_program(work: Path) -> None:
    shutil.copy(work / "matriks.xlsx", work / "matriks-✓.xlsx")
    result = subprocess.run(
        [sys.executable, "-m", "renja_xl", "isi", str(work / "matriks-✓.xlsx")],
        capture_output=True, env=os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr


def test_help_and_version_import_nothing_heavy() -> None:
    for option in ("--help", "--version"):
        command = [sys.executable, "-X", "importtime", "-m", "renja_xl", option]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        for heavy in ("pandas", "openpyxl", "numpy", "xlsxwriter"):
            assert f" {heavy}\n" not in result.stderr
    assert run("--version").stdout == "renja-xl 0.1.0\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Kolom 12 K dihitung sebagai nilai terakhir (setiap triwulan ditulis s.d. triwulan itu). Lihat Metode.",
            "Kolom 12 K dihitung sebagai nilai terakhir (setiap triwulan ditulis s.d. triwulan itu)",
        ),
        ("Angka ini kosong; isilah.", "Angka ini kosong"),
        ("Angka s.d. triwulan III kosong. Isilah.", "Angka s.d. triwulan III kosong"),
    ],
)
def test_what_to_look_at_first_ends_with_its_statement(text: str, said: str) -> None:
    assert _FIRST_STATEMENT.split(text)[0].rstrip(".") == said
