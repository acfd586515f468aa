"""`renja-xl gabung`: what goes in, whose it is, what is said, and how it goes on after an interruption."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fsspec
import pytest
from openpyxl import load_workbook

from renja_xl.model.errors import InputError, OutputError, RenjaError, UsageError
from renja_xl.model.region import Region
from renja_xl.use_cases.gabung import gabung
from tests.results import table
from tests.test_cli import one_sentence, run
from tests.workbooks import COLUMN, HEADINGS, KEGIATAN, PROGRAM, SUB, matrix

BUDGET = 1_000_000
FIGURES = {"target_renja_k": "4 Dokumen", "target_renja_rp": BUDGET}


def workbook(
    path: Path, title: str = "", quarters: int = 2, budget: object = BUDGET, spent_rp: int = 1000
) -> Path:
    """A small matrix whose title says what it is told to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    spent = {
        f"tw{n}_{kind}": amount * n
        for n in range(1, quarters + 1)
        for kind, amount in (("k", 1), ("rp", spent_rp))
    }
    rows = [dict(row) | FIGURES | {"target_renja_rp": budget} | spent for row in (PROGRAM, KEGIATAN, SUB)]
    return matrix(path, rows, title=title)


def titled(
    path: Path, agency: str, quarters: int = 2, budget: int = BUDGET, year: int = 2025, spent_rp: int = 1000
) -> Path:
    title = f"Evaluasi Renja {agency} Kabupaten Contoh Tahun {year}"
    return workbook(path, title, quarters, budget, spent_rp)


def consolidated(*sources: object, target: Path, **options: Any) -> Region:
    return gabung([str(source) for source in sources], target, **({"proses": 1} | options)).region


def agencies(region: Region) -> list[str]:
    return [head.identitas.perangkat_daerah for head in region.heads]


def codes(region: Region) -> list[str]:
    return [item.baris[0] for item in region.temuan]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three agencies, one of them further down, and much that is none; each has its own money."""
    source = tmp_path / "masuk"
    named = (("a", "Dinas A"), ("b", "Dinas B"), ("kec/c", "Kecamatan C"))
    for number, (place, agency) in enumerate(named):
        titled(source / f"{place}.xlsx", agency, budget=BUDGET + number, spent_rp=1000 + number)
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", "._a.xlsx", ".git/d.xlsx", ".x.xlsx", "catatan.txt", "r.toml"):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(b"bukan buku kerja")
    return source


SOURCES: dict[str, tuple[str, ...]] = {
    "folder": ("masuk",),
    "berkas": ("masuk/a.xlsx", "masuk/b.xlsx", "masuk/kec/c.xlsx"),
    "pola": ("masuk/**/*",),
    "pola folder": ("mas*",),
    "pola akhiran": ("masuk/*.xlsx", "masuk/kec/?.xlsx"),
    "dua kali": ("masuk", "masuk/../masuk/a.xlsx", "./masuk/kec"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_sources(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(folder.parent)
    region = consolidated(*SOURCES[name], target=Path("rekap.xlsx"))
    assert agencies(region) == ["Dinas A", "Dinas B", "Kecamatan C"]
    assert (region.gagal, region.temuan) == ([], [])


def test_result_and_list_are_no_sources(folder: Path) -> None:
    listing = folder / "daftar.csv"
    listing.write_text("perangkat_daerah\nDinas A\nDinas B\nDinas Z\n", encoding="utf-8")
    target = folder / "rekap.xlsx"
    for _ in range(2):
        region = consolidated(folder, target=target, daftar=listing, timpa=True)
        assert (agencies(region), region.gagal) == (["Dinas A", "Dinas B", "Kecamatan C"], [])
        assert region.kehadiran.belum_ada == ["Dinas Z"]
    assert sorted(path.name for path in folder.glob(".rekap*")) == []
    sheet = load_workbook(target)["Perbedaan"]
    assert "Dinas Z" in {cell.value for row in sheet for cell in row}


def test_another_file_system(folder: Path, tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    for path in folder.rglob("*.xlsx"):
        memory.pipe(f"/wilayah/{path.relative_to(folder)}", path.read_bytes())
    expected = ["Dinas A", "Dinas B", "Kecamatan C"]
    for number, source in enumerate(("memory://wilayah", "memory://wilayah/**/*.xlsx")):
        region = consolidated(source, target=tmp_path / f"{number}.xlsx")
        found = [head for head in region.heads if head.identitas.perangkat_daerah in expected]
        assert [head.identitas.perangkat_daerah for head in found] == expected
        assert all(head.asal.berkas.startswith("memory://") for head in found)
    region = consolidated("memory://wilayah/a.xlsx", folder / "b.xlsx", target=tmp_path / "satu.xlsx")
    assert agencies(region) == ["Dinas A", "Dinas B"]
    memory.rm("/wilayah", recursive=True)


NO_SOURCES: dict[str, tuple[str, type[RenjaError], int]] = {
    "berkas": ("tidak-ada.xlsx", InputError, 3),
    "pola": ("tidak-ada/*.xlsx", InputError, 3),
    "jauh": ("memory://tidak/ada.xlsx", InputError, 3),
    "cara": ("cara-asing://x/a.xlsx", InputError, 3),
    "paket": ("s3://x/a.xlsx", InputError, 3),
    "folder kosong": ("kosong", UsageError, 2),
    "tanpa buku kerja": ("masuk/*.toml", UsageError, 2),
}


@pytest.mark.parametrize("name", NO_SOURCES)
def test_sources_that_are_none(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    source, error, code = NO_SOURCES[name]
    monkeypatch.chdir(folder.parent)
    Path("kosong").mkdir()
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(error) as told:
        consolidated(source, target=Path("rekap.xlsx"))
    assert told.value.exit_code == code
    assert not list(folder.parent.glob("*rekap*"))


def test_whose_it_is_and_what_is_said(tmp_path: Path) -> None:
    source = tmp_path / "masuk"
    listing = tmp_path / "daftar.csv"
    listing.write_text(
        "perangkat_daerah;singkatan;berkas;aturan\n"
        "Dinas Kesehatan;Dinkes;;\n"
        "Dinas Sosial;;;balangan-2023\n"
        "Dinas Pekerjaan Umum & Penataan Ruang;PUPR;olah-7.*;\n"
        "Dinas Perhubungan;;;\n",
        encoding="utf-8",
    )
    workbook(source / "olah-7.xlsx", "Evaluasi Hasil Renja")
    workbook(source / "Matriks Dinkes TW2 2025.xlsx", "Evaluasi Hasil Renja")
    titled(source / "x_2024.xlsx", "DINAS SOSSIAL")
    titled(source / "Dinas Kesehatan_TW3.xlsx", "Dinas Perhubungan")
    titled(source / "z.xlsx", "Dinas Asing", quarters=1)
    region = consolidated(source, target=tmp_path / "rekap.xlsx", daftar=listing)
    assert {
        head.identitas.perangkat_daerah: head.asal.berkas.rpartition("/")[2] for head in region.heads
    } == {
        "Dinas Asing": "z.xlsx",
        "Dinas Kesehatan": "Matriks Dinkes TW2 2025.xlsx",
        "Dinas Pekerjaan Umum & Penataan Ruang": "olah-7.xlsx",
        "Dinas Perhubungan": "Dinas Kesehatan_TW3.xlsx",
        "Dinas Sosial": "x_2024.xlsx",
    }
    rules = {head.identitas.perangkat_daerah: head.kebiasaan.aturan for head in region.heads}
    assert (rules["Dinas Sosial"], rules["Dinas Asing"]) == ("balangan-2023", "baku")
    said: dict[str, set[str]] = {}
    for row in table(tmp_path / "rekap.xlsx", "Temuan"):
        said.setdefault(Path(row["berkas"]).name, set()).add(row["kode"])
    assert said["Matriks Dinkes TW2 2025.xlsx"] >= {"perangkat-daerah-disimpulkan"}
    assert said["x_2024.xlsx"] >= {"perangkat-daerah-mirip", "tahun-beda"}
    assert said["Dinas Kesehatan_TW3.xlsx"] >= {"perangkat-daerah-beda", "triwulan-beda"}
    assert said["z.xlsx"] >= {"perangkat-daerah-di-luar-daftar"}
    assert not {code for code in said["olah-7.xlsx"] if code.startswith("perangkat-daerah")}


def test_a_pattern_for_file_names(tmp_path: Path) -> None:
    workbook(tmp_path / "masuk" / "2025.tw2.Sosial.xlsx")
    region = consolidated(
        tmp_path / "masuk",
        target=tmp_path / "r.xlsx",
        pola="{tahun}.tw{triwulan}.{perangkat_daerah}",
    )
    who = region.heads[0].identitas
    assert (who.perangkat_daerah, who.tahun, who.triwulan) == ("Sosial", 2025, 2)


NEWER: dict[str, Callable[[Path], None]] = {
    "tahun": lambda old: titled(old, "Dinas A", year=2024, quarters=4) and None,
    "triwulan": lambda old: titled(old, "Dinas A", quarters=1) and None,
    "diubah": lambda old: os.utime(titled(old, "Dinas  A"), (1, 1)),
}


@pytest.mark.parametrize("why", NEWER)
def test_the_same_agency_twice(tmp_path: Path, why: str) -> None:
    NEWER[why](tmp_path / "masuk" / "lama.xlsx")
    titled(tmp_path / "masuk" / "baru.xlsx", "Dinas A", budget=7_000_000)
    region = consolidated(tmp_path / "masuk", target=tmp_path / "r.xlsx")
    assert [Path(head.asal.berkas).name for head in region.heads] == ["baru.xlsx"]
    assert region.heads[0].angka["target_renja_rp"] == 7_000_000
    (row,) = (row for row in table(tmp_path / "r.xlsx", "Temuan") if row["kode"] == "perangkat-daerah-ganda")
    assert Path(row["berkas"]).name == "lama.xlsx"
    assert "baru.xlsx" in row["penjelasan"]


def test_another_year_than_most(tmp_path: Path) -> None:
    for number, (name, year) in enumerate((("A", 2025), ("B", 2025), ("C", 2023))):
        own = {"budget": BUDGET + number, "spent_rp": 1000 + number}
        titled(tmp_path / "masuk" / f"{name}.xlsx", f"Dinas {name}", year=year, **own)
    region = consolidated(tmp_path / "masuk", target=tmp_path / "r.xlsx")
    assert codes(region) == ["tahun-lain"]
    assert (region.temuan[0].perangkat_daerah, region.temuan[0].baris[6]) == ("Dinas C", "2023")


def test_several_matrices_of_one_workbook(tmp_path: Path) -> None:
    path = titled(tmp_path / "masuk" / "semua.xlsx", "Dinas A")
    book = load_workbook(path)
    second = book.copy_worksheet(book.worksheets[0])
    second.title, second["A1"] = "Dinas B", "Evaluasi Renja Dinas B Tahun 2025"
    book.save(path)
    region = consolidated(path, target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas A", "Dinas B"]


def test_one_bad_workbook_stops_nothing(folder: Path, tmp_path: Path) -> None:
    for name in ("rusak", "rusak-juga"):
        (folder / f"{name}.xlsx").write_bytes(b"PK\x03\x04 terpotong")
    target = tmp_path / "rekap.xlsx"
    result = run("gabung", folder, "-o", target, "--json")
    assert result.returncode == 6, result.stderr
    said = json.loads(result.stdout)
    assert [item["perangkat_daerah"] for item in said["perangkat_daerah"]] == [
        "Dinas A",
        "Dinas B",
        "Kecamatan C",
    ]
    reasons = {Path(item["berkas"]).name: item["sebab"] for item in said["gagal"]}
    assert set(reasons) == {"rusak.xlsx", "rusak-juga.xlsx"}
    assert result.stderr.count("Tidak ikut: ") == 2
    cells = {cell.value for row in load_workbook(target)["Perbedaan"] for cell in row}
    assert set(reasons.values()) <= cells
    assert "Traceback" not in result.stderr


def test_nothing_but_bad_workbooks(tmp_path: Path) -> None:
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / "rusak.xlsx").write_bytes(b"bukan buku kerja")
    result = run("gabung", tmp_path / "masuk", "-o", tmp_path / "rekap.xlsx")
    one_sentence(result, 3, "Tidak satu pun dari 1 berkas", "rusak.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["masuk"]


def test_json_says_what_the_book_says(folder: Path, tmp_path: Path) -> None:
    result = run("gabung", folder, "-o", tmp_path / "r.xlsx", "--json", "-q")
    assert (result.returncode, result.stderr) == (0, "")
    said = json.loads(result.stdout)
    assert said["versi_skema"] == 1
    assert said["hasil"] == [str(tmp_path / "r.xlsx")]
    first = said["perangkat_daerah"][0]
    assert (
        first.items()
        >= {
            "perangkat_daerah": "Dinas A",
            "tahun": 2025,
            "triwulan": 2,
            "target_renja_rp": BUDGET,
            "realisasi_renja_rp": 2000,
            "serapan_rp": 0.2,
            "capaian_renja_k": 50,
            "peringkat": 1,
        }.items()
    )


REFUSED: dict[str, tuple[tuple[str, ...], int, str]] = {
    "peringkat": (("--peringkat", "predikat=1"), 2, "capaian_renja_k=50"),
    "pola": (("--pola", "{opd}"), 2, "{perangkat_daerah}"),
    "daftar": (("--daftar", "tidak-ada.csv"), 2, "tidak-ada.csv"),
    "aturan": (("--aturan", "tidak-ada"), 2, "baku"),
    "akhiran": (("-o", "rekap.pdf"), 2, ".parquet"),
    "folder hasil": (("-o", "tidak-ada/rekap.xlsx"), 5, "tidak-ada"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_before_anything_is_read(folder: Path, name: str) -> None:
    options, code, words = REFUSED[name]
    target = [] if "-o" in options else ["-o", folder.parent / "r.xlsx"]
    one_sentence(run("gabung", folder, *target, *options), code, words)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["masuk"]


def test_a_rule_set_that_the_list_names_and_that_is_not_there(folder: Path) -> None:
    listing = folder.parent / "daftar.csv"
    listing.write_text("perangkat_daerah;aturan\nDinas A;salah.toml\n", encoding="utf-8")
    result = run("gabung", folder, "-o", folder.parent / "r.xlsx", "--daftar", listing)
    one_sentence(result, 2, "salah.toml")


def test_an_existing_result_stays(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "rekap.xlsx"
    target.write_bytes(b"lama")
    with pytest.raises(OutputError):
        consolidated(folder, target=target)
    assert target.read_bytes() == b"lama"
    consolidated(folder, target=target, timpa=True)
    assert target.read_bytes() != b"lama"
    assert not list(tmp_path.glob(".*"))


class Stopped(KeyboardInterrupt):
    """Ctrl+C after some workbooks."""


def stop_after(count: int) -> Callable[[int, int], None]:
    def maju(done: int, whole: int) -> None:
        if done == count:
            raise Stopped

    return maju


def read_parts(target: Path) -> set[Path]:
    """The workbooks whose parts are kept beside a result, wholly."""
    folder = target.with_name(f".{target.name}.bagian")
    heads = folder.glob("*-0.kepala.json")
    return {
        Path(json.loads(head.read_text(encoding="utf-8"))["asal"]["berkas"])
        for head in heads
        if (folder / f"{head.name.partition('-')[0]}.json").exists()
    }


def spoil(path: Path) -> None:
    """Other bytes of the same length and time: whoever reads it again fails."""
    status = path.stat()
    path.write_bytes(b"x" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_it_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "rekap.xlsx"
    with pytest.raises(Stopped):
        consolidated(folder, target=target, maju=stop_after(2))
    assert not target.exists()
    kept = read_parts(target)
    assert {path.name for path in kept} == {"a.xlsx", "b.xlsx"}
    for path in kept:
        spoil(path)
    told: list[tuple[int, int]] = []
    region = consolidated(folder, target=target, maju=lambda *counts: told.append(counts))
    assert (agencies(region), region.gagal) == (["Dinas A", "Dinas B", "Kecamatan C"], [])
    assert told == [(2, 3), (3, 3)]
    assert not list(tmp_path.glob(".*"))
    # Done is done: the next call reads everything again.
    assert len(consolidated(folder, target=target, timpa=True).gagal) == 2


def test_what_has_changed_is_read_again(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "rekap.xlsx"
    with pytest.raises(Stopped):
        consolidated(folder, target=target, maju=stop_after(3))
    titled(folder / "a.xlsx", "Dinas A", budget=5_000_000)
    (folder / "b.xlsx").unlink()
    spoil(folder / "kec" / "c.xlsx")
    region = consolidated(folder, target=target)
    assert [(head.identitas.perangkat_daerah, head.angka["target_renja_rp"]) for head in region.heads] == [
        ("Dinas A", 5_000_000),
        ("Kecamatan C", BUDGET + 2),
    ]


@pytest.mark.parametrize("options", [{"aturan": "balangan-2023"}, {"triwulan": "jumlah"}, {"pola": "{lain}"}])
def test_another_way_of_reading_reads_again(folder: Path, tmp_path: Path, options: dict[str, str]) -> None:
    target = tmp_path / "rekap.xlsx"
    with pytest.raises(Stopped):
        consolidated(folder, target=target, maju=stop_after(2))
    told: list[int] = []
    consolidated(folder, target=target, maju=lambda done, _: told.append(done), **options)
    assert told == [0, 1, 2, 3]


def test_half_a_part_is_none(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "rekap.xlsx"
    with pytest.raises(Stopped):
        consolidated(folder, target=target, maju=stop_after(3))
    for path in (tmp_path / ".rekap.xlsx.bagian").glob("*.kepala.json"):
        path.write_text(path.read_text(encoding="utf-8")[:50], encoding="utf-8")
    told: list[int] = []
    region = consolidated(folder, target=target, maju=lambda done, _: told.append(done))
    assert (len(region.heads), told) == (3, [0, 1, 2, 3])


@pytest.mark.lambat
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("blow", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)]
)
def test_interrupted_from_outside(tmp_path: Path, blow: signal.Signals, code: int) -> None:
    source = tmp_path / "masuk"
    first = titled(source / "Dinas 00.xlsx", "")
    paths = [first, *(Path(shutil.copy(first, source / f"Dinas {n:02}.xlsx")) for n in range(1, 60))]
    target = tmp_path / "rekap.xlsx"
    command = [sys.executable, "-m", "renja_xl", "gabung", str(source), "-o", str(target), "--proses", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 30
    while len(read_parts(target)) < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    # Ctrl+C reaches the workers too; the other two reach the process that was started, alone.
    (os.killpg if blow == signal.SIGINT else os.kill)(process.pid, blow)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == code, errors
    assert ("jalankan lagi perintah yang sama" in errors, errors.count("\n")) == (code > 0, int(code > 0)), (
        errors
    )
    kept = read_parts(target)
    assert 5 <= len(kept) < len(paths)
    assert not target.exists()
    _wait_until_gone(process.pid)
    for path in kept:
        spoil(path)
    again = run("gabung", source, "-o", target)
    assert again.returncode == 0, again.stderr
    assert len(table(target, "Semua Indikator")) == 3 * len(paths)
    assert not list(tmp_path.glob(".*"))


def _wait_until_gone(group: int) -> None:
    """No worker outlives the process that gave it work."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")


@pytest.mark.skipif(os.name == "nt", reason="there is no pty")
@pytest.mark.parametrize(("options", "shown"), [((), True), (("-q",), False)])
def test_a_progress_bar_on_a_terminal(
    folder: Path, tmp_path: Path, options: tuple[str, ...], shown: bool
) -> None:
    import pty  # noqa: PLC0415

    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "renja_xl",
        "gabung",
        str(folder),
        "-o",
        str(tmp_path / "r.xlsx"),
        *options,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True)
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 4096):
            seen += chunk
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(ours)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, f"{tmp_path / 'r.xlsx'}\n")
    assert (b"100%" in seen) is shown


def test_no_progress_bar_elsewhere(folder: Path, tmp_path: Path) -> None:
    (folder / "catatan.txt").unlink()
    result = run("gabung", folder, "-o", tmp_path / "r.xlsx")
    assert (result.returncode, result.stdout) == (0, f"{tmp_path / 'r.xlsx'}\n")
    found = "Di lembar Temuan: 0 galat, 3 peringatan, 6 info."
    assert result.stderr.splitlines() == [f"3 perangkat daerah, 9 indikator digabung; serapan 0,20%. {found}"]


@pytest.mark.parametrize("way", ["named", "below", "table", "list"])
def test_no_input_is_overwritten_whatever_is_allowed(tmp_path: Path, way: str) -> None:
    source = titled(tmp_path / "k" / "dinas.xlsx", "Dinas A")
    titled(tmp_path / "k" / "lain.xlsx", "Dinas B")
    listed = tmp_path / "k" / "daftar.csv"
    listed.write_text("perangkat_daerah\nDinas A\n", encoding="utf-8")
    before = source.read_bytes(), listed.read_bytes()
    arguments: dict[str, tuple[object, ...]] = {
        "named": (source, "-o", source),
        "below": (tmp_path / "k", "-o", source),
        "table": (tmp_path / "k", "-o", tmp_path / "rekap.xlsx"),
        "list": (source, "--daftar", listed, "-o", listed.with_suffix(".xlsx"), "--keluaran", "csv"),
    }
    if way == "table":
        source.rename(source.with_name("x.csv"))
        arguments["table"] = (source.with_name("x.csv"), "-o", tmp_path / "k" / "x.xlsx", "--keluaran", "csv")
        source = source.with_name("x.csv")
    one_sentence(run("gabung", *arguments[way], "--timpa"), 5, "tidak pernah diubah")
    assert (source.read_bytes(), listed.read_bytes()) == before


def test_books_tables_and_lists_among_the_sources_are_passed_over(tmp_path: Path) -> None:
    titled(tmp_path / "dinas.xlsx", "Dinas A")
    (tmp_path / "daftar lama.csv").write_text("nama;singkatan\nDinas A;DA\n", encoding="utf-8")
    first = run("gabung", tmp_path, "-o", tmp_path / "rekap tw1.xlsx", "--keluaran", "csv")
    assert first.returncode == 0
    again = run("gabung", tmp_path, "-o", tmp_path / "rekap tw2.xlsx")
    assert again.returncode == 0
    for name in ("daftar lama.csv", "rekap tw1.csv", "rekap tw1.xlsx"):
        assert name in again.stderr
    assert run("gabung", tmp_path, "-o", tmp_path / "rekap tw1.xlsx", "--timpa").returncode == 0


def test_folders_of_files_with_one_name_are_several_agencies(tmp_path: Path) -> None:
    for name in ("dinkes", "pupr", "dlh"):
        workbook(tmp_path / "k" / name / "Tabel 2.1 Renja 2023.xlsx")
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")
    assert agencies(region) == ["dinkes", "dlh", "pupr"]


def test_what_is_left_out_is_said_on_screen(tmp_path: Path) -> None:
    titled(tmp_path / "k" / "lama.xlsx", "Dinas A", quarters=1)
    titled(tmp_path / "k" / "baru.xlsx", "Dinas A", quarters=3)
    said = run("gabung", tmp_path / "k", "-o", tmp_path / "r.xlsx").stderr
    assert "Tidak ikut karena perangkat daerahnya sudah ada (1):\n" in said
    assert "lama.xlsx (Matriks): Matriks ini tidak ikut" in said


def test_many_that_are_left_out_are_named_up_to_ten_or_with_v_all(tmp_path: Path) -> None:
    for number in range(13):
        titled(tmp_path / "k" / f"{number}.xlsx", "Dinas A", budget=BUDGET + number)
    said = run("gabung", tmp_path / "k", "-o", tmp_path / "r.xlsx").stderr
    assert (said.count("tidak ikut"), "… dan 2 lagi" in said) == (10, True)
    said = run("gabung", tmp_path / "k", "-o", tmp_path / "s.xlsx", "-v").stderr
    assert (said.count("tidak ikut"), "lagi" in said) == (12, False)


def test_what_does_not_count_is_said_on_screen(tmp_path: Path) -> None:
    """Money that cannot be read with whose it is, no program, how many findings; -v adds another year."""
    workbook(tmp_path / "k" / "a.xlsx", "Evaluasi Renja Dinas A Kabupaten Contoh Tahun 2025", budget="1,5 M")
    titled(tmp_path / "k" / "b.xlsx", "Dinas B")
    titled(tmp_path / "k" / "c.xlsx", "Dinas C", year=2024)
    title = "Evaluasi Renja Dinas D Kabupaten Contoh Tahun 2025"
    matrix(tmp_path / "k" / "d.xlsx", [dict(SUB) | FIGURES], title=title)
    said = run("gabung", tmp_path / "k", "-o", tmp_path / "r.xlsx").stderr
    found = Counter(row["tingkat"] for row in table(tmp_path / "r.xlsx", "Temuan"))
    assert f"serapan 2025 -. Di lembar Temuan: {found['galat']} galat, {found['peringatan']} per" in said
    assert "realisasi program 1 perangkat daerah tidak diketahui seluruhnya" in said
    assert "dikosongkan: Dinas A. Selnya" in said
    assert "tidak terhitung (1): " in said
    assert "d.xlsx (Matriks)." in said
    assert "c.xlsx" not in said
    assert "c.xlsx (Matriks): " in run("gabung", tmp_path / "k", "-o", tmp_path / "s.xlsx", "-v").stderr


def test_a_pattern_that_does_not_fit_is_said(tmp_path: Path) -> None:
    titled(tmp_path / "k" / "Dinas A.xlsx", "Dinas A")
    target = tmp_path / "r.xlsx"
    consolidated(tmp_path / "k", target=target, pola="{perangkat_daerah}_{tahun}")
    assert "pola-tidak-cocok" in {row["kode"] for row in table(target, "Temuan")}


def test_two_at_once_do_not_share_their_parts(tmp_path: Path) -> None:
    source, target = titled(tmp_path / "k" / "a.xlsx", "Dinas A"), tmp_path / "r.xlsx"

    def other(_: int, __: int) -> None:
        with pytest.raises(OutputError, match="proses lain"):
            gabung([source], target)

    gabung([source], target, other)
    assert target.exists()


def test_an_empty_form_stands_in_nobodys_place(tmp_path: Path) -> None:
    """It states no quarter, and its title is not said to disagree with figures that are not there."""
    titled(tmp_path / "k" / "terisi.xlsx", "Dinas A", quarters=2)
    empty = workbook(
        tmp_path / "k" / "formulir.xlsx", "Evaluasi Renja Dinas A Tahun 2025 Triwulan I", quarters=0
    )
    os.utime(empty, (2e9, 2e9))
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")
    assert [Path(head.asal.berkas).name for head in region.heads] == ["terisi.xlsx"]
    assert codes(region) == ["perangkat-daerah-ganda"]
    alone = consolidated(empty, target=tmp_path / "s.xlsx")
    assert alone.heads[0].identitas.triwulan == 1
    assert "triwulan-beda" not in {row["kode"] for row in table(tmp_path / "s.xlsx", "Temuan")}


def test_an_agency_in_two_sheets_is_one_and_there(tmp_path: Path) -> None:
    path = titled(tmp_path / "k" / "a.xlsx", "Dinas A")
    book = load_workbook(path)
    second = book.copy_worksheet(book.worksheets[0])
    for row in second.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("2.08.02"):
                cell.value = cell.value.replace("2.08.02", "2.08.03", 1)
            elif cell.value == "PROGRAM CONTOH":
                cell.value = "PROGRAM LAIN"
    book.save(path)
    listing = tmp_path / "daftar.csv"
    listing.write_text("perangkat_daerah\nDinas A\nDinas B\n", encoding="utf-8")
    region = consolidated(path, target=tmp_path / "r.xlsx", daftar=listing)
    assert (len(region.heads), region.kehadiran.belum_ada) == (2, ["Dinas B"])
    assert {one.perangkat_daerah for one in region.urusan} == {("Dinas A",)}
    assert {head.identitas.nama for head in region.heads} == {f"Dinas A ({s})" for s in book.sheetnames}
    # That money of two sheets is added up is never unsaid.
    said = [item.baris for item in region.temuan if item.baris[0] == "perangkat-daerah-berbagian"]
    assert len(said) == 1
    assert all(name in " ".join(said[0]) for name in book.sheetnames)


def _damaged(path: Path) -> Path:
    """An .xlsx whose list of sheets cannot be inflated."""
    whole = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("xl/workbook.xml").header_offset
    place = start + 30 + len("xl/workbook.xml")
    whole[place : place + 40] = b"\xff" * 40
    path.write_bytes(whole)
    return path


def test_a_damaged_list_of_sheets_stops_nothing(folder: Path, tmp_path: Path) -> None:
    damaged = _damaged(titled(folder / "d.xlsx", "Dinas D"))
    region = consolidated(folder, target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas A", "Dinas B", "Kecamatan C"]
    assert [item.berkas for item in region.gagal] == [str(damaged)]


@pytest.mark.skipif(sys.platform != "linux", reason="names elsewhere are always text")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """Whole, and failing: both are named."""
    source = titled(tmp_path / "k" / "a.xlsx", "Dinas A")
    odd, broken = (
        Path(os.fsdecode(os.fsencode(source.parent) + name)) for name in (b"/h\xe9.xlsx", b"/r\xe9.xlsx")
    )
    shutil.copy(titled(tmp_path / "b.xlsx", "Dinas B"), odd)
    broken.write_bytes(b"bukan")
    result = run("gabung", source.parent, "-o", tmp_path / "r.xlsx", "--keluaran", "csv", "--json")
    assert (result.returncode, "Traceback" in result.stderr) == (6, False), result.stderr
    found = [row["berkas"] for row in table(tmp_path / "r.xlsx", "Semua Indikator")]
    assert {Path(name).name for name in found} == {"a.xlsx", "h\ufffd.xlsx"}
    assert Path(json.loads(result.stdout)["gagal"][0]["berkas"]).name == "r\ufffd.xlsx"


def test_scales_of_the_rule_set_that_the_list_names(tmp_path: Path) -> None:
    (tmp_path / "skala.toml").write_text(
        'nama = "skala"\n[kinerja]\nskala = [{ nama = "Mutu", jenjang = ["Tinggi", "Sedang", "Rendah"] }]\n',
        encoding="utf-8",
    )
    rows = [dict(row) | {"target_renja_k": "Tinggi", "tw1_k": "Sedang"} for row in (PROGRAM, KEGIATAN, SUB)]
    source = matrix(tmp_path / "a.xlsx", rows, title="Evaluasi Renja Dinas A Tahun 2025")
    listing = tmp_path / "daftar.csv"
    listing.write_text("perangkat_daerah,aturan\nDinas A,skala.toml\n", encoding="utf-8")
    consolidated(source, target=tmp_path / "r.xlsx", daftar=listing)
    found = table(tmp_path / "r.xlsx", "Semua Indikator")
    assert [(row["target_renja_k"], row["tw1_k"]) for row in found] == [(3, 2)] * 3


def test_an_ending_in_capitals(tmp_path: Path) -> None:
    source = titled(tmp_path / "a.xlsx", "Dinas A")
    result = run("gabung", source, "-o", tmp_path / "REKAP.XLSX", "--keluaran", "csv")
    assert result.returncode == 0, result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "REKAP.XLSX", "REKAP.csv"}


def test_a_failed_call_lets_go(tmp_path: Path) -> None:
    """What is read stays for the next call, in the same process too; where nothing was, nothing stays."""
    sources = [titled(tmp_path / "k" / f"{name}.xlsx", f"Dinas {name}") for name in "AB"]
    target = tmp_path / "r.xlsx"
    with pytest.raises(Stopped) as held:
        consolidated(*sources, target=target, maju=stop_after(1))
    assert agencies(consolidated(*sources, target=target)) == ["Dinas A", "Dinas B"]
    assert held.value.__traceback__
    with pytest.raises(UsageError):
        consolidated(*sources, target=target, timpa=True, klaster="tcp://127.0.0.1:1")
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_may_not_be_listed_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, scandir = str(folder / "kec"), os.scandir

    def refuse(place: str) -> Any:
        if str(place) == closed:
            raise PermissionError(13, "Permission denied", closed)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    region = consolidated(folder, target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas A", "Dinas B"]
    assert [item.berkas for item in region.gagal] == [closed]
    assert "tidak diizinkan" in region.gagal[0].sebab


def test_what_was_passed_over_is_in_the_book_and_in_json(tmp_path: Path) -> None:
    titled(tmp_path / "k" / "a.xlsx", "Dinas A")
    (tmp_path / "k" / "daftar lama.csv").write_text("nama;singkatan\nDinas A;DA\n", encoding="utf-8")
    result = run("gabung", tmp_path / "k", "-o", tmp_path / "r.xlsx", "--json", "-q")
    assert [Path(name).name for name in json.loads(result.stdout)["dilewati"]] == ["daftar lama.csv"]
    texts = [str(cell.value) for row in load_workbook(tmp_path / "r.xlsx")["Perbedaan"] for cell in row]
    assert any("daftar lama.csv" in text for text in texts)


def test_a_folder_that_names_an_agency_states_it(tmp_path: Path) -> None:
    for quarter in (1, 2):
        workbook(tmp_path / f"TW{quarter}" / "Dinas Kesehatan" / "matriks.xlsx", quarters=quarter)
    region = consolidated(tmp_path, target=tmp_path / "r.xlsx")
    assert [(head.identitas.nama, head.identitas.triwulan) for head in region.heads] == [
        ("Dinas Kesehatan", 2)
    ]


def test_money_that_nobody_could_read_is_in_no_share(tmp_path: Path) -> None:
    """A has 400 and "1,5 M" of which 68 and 255 are spent, B 100 and 17; C has a quarter that is no number."""

    def agency(name: str, *rows: dict[str, Any]) -> Path:
        programs = [PROGRAM | {"target_renja_k": 4, "tw1_k": 2, "target_renja_rp": 100, "tw1_rp": 17}]
        programs += [PROGRAM | {"kode": "2.08.03"} | row for row in rows]
        title = f"Evaluasi Renja {name} Kabupaten Contoh Tahun 2025"
        return matrix(tmp_path / f"{name}.xlsx", programs, title=title)

    sources = [
        agency("Dinas A", {"target_renja_rp": "1,5 M", "tw1_rp": 255}),
        agency("Dinas B"),
        agency("Dinas C", {"target_renja_rp": 300, "tw1_rp": "lima"}),
    ]
    book = tmp_path / "r.xlsx"
    region = consolidated(*sources, target=book)
    keys = ("target_renja_rp", "realisasi_renja_rp", "serapan_rp")
    assert [tuple(head.angka[key] for key in keys) for head in region.heads] == [
        (None, 272, None),
        (100, 17, 17),
        (400, None, None),
    ]
    assert [place.peringkat for place in region.peringkat] == [None, 1, None]
    groups = [*region.program, region.seluruh[0].program]
    assert [tuple(getattr(group, key) for key in keys) for group in groups] == [
        (300, 51, 17),
        (300, 255, None),
        (600, 306, None),
    ]
    sheets = load_workbook(book)
    found = [[cell.value for cell in row] for row in sheets["Ringkasan"].iter_rows(max_col=18)]
    first = next(row for row in found if row[1] == "Dinas A")
    whole = next(row for row in found if row[1] == "Seluruh perangkat daerah")
    assert (first[8], first[10], first[16]) == (None, None, None)
    assert whole[8:11] == [600, 306, None]
    for name in ("Ringkasan", "Per Program", "Per Urusan"):
        texts = [str(cell.value) for row in sheets[name].iter_rows() for cell in row]
        assert any(text.startswith("Ada pagu atau realisasi program yang tidak terbaca") for text in texts)
    said = [row for row in table(book, "Temuan") if row["kode"] == "jumlah-tak-terbaca"]
    assert [(row["perangkat_daerah"], row["sel"]) for row in said] == [("Dinas A", "J8"), ("Dinas C", "L8")]


def test_failures_stand_in_the_order_of_the_sources(tmp_path: Path) -> None:
    sources = [titled(tmp_path / "a.xlsx", "Dinas A")]
    for number in range(12):
        path = tmp_path / f"x{number:02}.xlsx"
        path.write_bytes(b"bukan" + b" " * 400_000 * (number % 3 == 0))
        sources.append(path)
    region = consolidated(*sources, target=tmp_path / "r.xlsx", proses=2)
    assert [Path(item.berkas).name for item in region.gagal] == [path.name for path in sources[1:]]


def test_a_failing_workbook_from_elsewhere_is_named_by_its_address(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/luar/rusak.xlsx", b"bukan buku kerja")
    region = consolidated(
        "memory://luar/rusak.xlsx", titled(tmp_path / "a.xlsx", "A"), target=tmp_path / "r.xlsx"
    )
    memory.rm("/luar", recursive=True)
    (failure,) = region.gagal
    assert failure.berkas.endswith("luar/rusak.xlsx")
    assert failure.berkas in failure.sebab
    assert "renja-" not in failure.sebab


def test_files_that_are_only_numbers_are_several(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        workbook(tmp_path / "kiriman" / f"{number}.xlsx", budget=BUDGET + number)
    region = consolidated(tmp_path / "kiriman", target=tmp_path / "r.xlsx")
    assert agencies(region) == ["kiriman 1", "kiriman 2", "kiriman 3"]


def test_documents_among_the_workbooks_are_named(folder: Path, tmp_path: Path) -> None:
    for name in ("dinas d.pdf", "kec/e.zip", "~$f.docx"):
        (folder / name).write_bytes(b"x")
    result = run("gabung", folder, "-o", tmp_path / "r.xlsx", "--json")
    assert result.returncode == 0
    named = [Path(name).name for name in json.loads(result.stdout)["bukan_buku"]]
    assert named == ["catatan.txt", "dinas d.pdf", "e.zip"]
    assert "bukan buku kerja" in result.stderr
    texts = [str(cell.value) for row in load_workbook(tmp_path / "r.xlsx")["Perbedaan"] for cell in row]
    assert any("dinas d.pdf" in text for text in texts)


def test_a_document_named_itself_is_told_what_to_do(folder: Path, tmp_path: Path) -> None:
    document = tmp_path / "dinas d.pdf"
    document.write_bytes(b"%PDF-1.7\n1 0 obj\n")
    result = run("gabung", document, folder, "-o", tmp_path / "r.xlsx")
    assert result.returncode == 6
    assert "Tidak ikut: " in result.stderr
    assert "mintalah berkas Excel-nya" in result.stderr
    assert "Simpan Sebagai" not in result.stderr


def test_nothing_but_documents(tmp_path: Path) -> None:
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / "dinas d.pdf").write_bytes(b"%PDF-1.7")
    result = run("gabung", tmp_path / "masuk", "-o", tmp_path / "r.xlsx")
    one_sentence(result, 3, "dinas d.pdf", "mintalah berkas Excel-nya")


def scaled(path: Path, sheet: int = 0) -> Path:
    """The workbook with a sheet that says that its money is in millions."""
    book = load_workbook(path)
    book.worksheets[sheet]["A2"] = "(dalam jutaan rupiah)"
    book.save(path)
    return path


def test_money_that_is_not_in_full_rupiah_is_in_no_sum(folder: Path, tmp_path: Path) -> None:
    scaled(folder / "b.xlsx")
    target = tmp_path / "r.xlsx"
    result = run("gabung", folder, "-o", target, "--json")
    assert result.returncode == 6
    told = json.loads(result.stdout)
    assert [one["perangkat_daerah"] for one in told["perangkat_daerah"]] == ["Dinas A", "Kecamatan C"]
    (failure,) = told["gagal"]
    assert Path(failure["berkas"]).name == "b.xlsx"
    assert "A2: 'dalam jutaan rupiah'" in failure["sebab"]
    assert failure["sebab"] in {cell.value for row in load_workbook(target)["Perbedaan"] for cell in row}


def test_the_other_sheets_of_a_workbook_stay_and_the_failure_is_told_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load_workbook(folder / "a.xlsx")
    book.copy_worksheet(book.worksheets[0]).title = "Jutaan"
    book.save(folder / "a.xlsx")
    scaled(folder / "a.xlsx", sheet=1)
    target = tmp_path / "r.xlsx"

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("renja_xl.use_cases.gabung.region_of", interrupted)
        consolidated(folder, target=target)
    region = consolidated(folder, target=target)
    assert [(head.identitas.perangkat_daerah, head.asal.lembar) for head in region.heads] == [
        ("Dinas A", "Matriks"),
        ("Dinas B", "Matriks"),
        ("Kecamatan C", "Matriks"),
    ]
    (failure,) = region.gagal
    assert "lembar Jutaan sel A2" in failure.sebab


def test_what_was_sent_and_cannot_be_used_is_not_missing(tmp_path: Path) -> None:
    """Money in millions, by its title; what cannot be read by the list's pattern or its own name."""
    source = tmp_path / "k"
    titled(source / "a.xlsx", "Dinas A")
    scaled(titled(source / "b.xlsx", "Dinas B"))
    for name in ("kiriman 7", "matriks Dinas D"):
        (source / f"{name}.xlsx").write_bytes(b"bukan")
    listing = tmp_path / "daftar.csv"
    names = ("Dinas A;", "Dinas B;", "Dinas C;kiriman*", "Dinas D;", "Dinas E;")
    listing.write_text("\n".join(("perangkat_daerah;berkas", *names)), encoding="utf-8")
    target = tmp_path / "r.xlsx"
    region = consolidated(source, target=target, daftar=listing)
    assert (region.kehadiran.tidak_terpakai, region.kehadiran.belum_ada) == (
        ["Dinas B", "Dinas C", "Dinas D"],
        ["Dinas E"],
    )
    rows = {row[1].value: row[2].value for row in load_workbook(target)["Ringkasan"].iter_rows()}
    assert [rows[f"Dinas {name}"] for name in "BCDE"] == [
        *["berkasnya ada, tetapi tidak dapat digabung"] * 3,
        "belum ada berkas",
    ]
    result = run("gabung", source, "-o", tmp_path / "s.xlsx", "--daftar", listing, "--json")
    assert "tidak dapat digabung (3): Dinas B; Dinas C; Dinas D." in result.stderr
    assert "Belum ada berkasnya (1): Dinas E." in result.stderr
    assert json.loads(result.stdout)["tidak_terpakai"] == region.kehadiran.tidak_terpakai


def test_failures_are_told_however_quiet(folder: Path, tmp_path: Path) -> None:
    (folder / "rusak.xlsx").write_bytes(b"bukan")
    result = run("gabung", folder, "-o", tmp_path / "r.xlsx", "-q")
    assert result.returncode == 6
    assert result.stderr.startswith("Tidak ikut: ")
    assert "rusak.xlsx" in result.stderr


def test_brackets_in_the_name_of_a_folder(tmp_path: Path) -> None:
    titled(tmp_path / "kiriman [2025] (final)" / "a.xlsx", "Dinas A")
    region = consolidated(tmp_path / "kiriman [2025] (final)" / "*.xlsx", target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas A"]


def test_a_source_without_a_name_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        consolidated("", target=tmp_path / "r.xlsx")


def test_parts_that_a_power_cut_left_empty_are_read_again(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    with pytest.raises(Stopped):
        consolidated(folder, target=target, maju=stop_after(2))
    for path in tmp_path.glob(".r.xlsx.bagian/*.isi.json"):
        path.write_bytes(b"")
    assert agencies(consolidated(folder, target=target)) == ["Dinas A", "Dinas B", "Kecamatan C"]


def test_how_many_of_the_list_have_sent(tmp_path: Path) -> None:
    """Not those outside the list, and an agency that is listed twice once."""
    for name in "AX":
        titled(tmp_path / "k" / f"{name}.xlsx", f"Dinas {name}")
    listing = tmp_path / "daftar.csv"
    listing.write_text("perangkat_daerah\nDinas A\nDinas B\nDINAS  B\n", encoding="utf-8")
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx", daftar=listing)
    assert (region.kehadiran.terdaftar, len(region.kehadiran.belum_ada)) == (2, 1)
    texts = [str(cell.value) for row in load_workbook(tmp_path / "r.xlsx")["Ringkasan"] for cell in row]
    assert any(text.startswith("1 dari 2 perangkat daerah") for text in texts)


@pytest.mark.parametrize("number", ["0", "abc"])
def test_how_many_processes_is_a_number(tmp_path: Path, number: str) -> None:
    result = run("gabung", tmp_path, "-o", tmp_path / "r.xlsx", "--proses", number)
    one_sentence(result, 2, "--proses harus bilangan, paling sedikit 1")


def test_a_result_whose_name_leaves_no_room_for_what_stands_beside_it(tmp_path: Path) -> None:
    source = titled(tmp_path / "a.xlsx", "Dinas A")
    one_sentence(run("gabung", source, "-o", tmp_path / f"{'r' * 250}.xlsx"), 5, "terlalu panjang")


def test_a_sheet_that_goes_on_without_a_title_belongs_to_its_workbook(tmp_path: Path) -> None:
    path = titled(tmp_path / "x.xlsx", "Dinas A")
    book = load_workbook(path)
    second = book.copy_worksheet(book.worksheets[0])
    second.title, second["A1"] = "Lanjutan", "Lanjutan"
    for row in second.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("2.08.02", "2.08.03").replace(
                    "PROGRAM CONTOH", "PROGRAM LAIN"
                )
    book.save(path)
    region = consolidated(path, target=tmp_path / "r.xlsx")
    assert [(head.identitas.nama, head.identitas.tahun) for head in region.heads] == [
        ("Dinas A (Matriks)", 2025),
        ("Dinas A (Lanjutan)", 2025),
    ]
    assert len({head.identitas.perangkat_daerah for head in region.heads}) == 1


@pytest.mark.parametrize("written", ["4,5 M", "#REF!", "?"])
def test_a_column_12_that_cannot_be_read_leaves_its_totals_blank(tmp_path: Path, written: str) -> None:
    """The quarters are not filled, so nothing else tells the realisation."""
    rows = [
        dict(row) | FIGURES | {"kode": row["kode"].replace("2.08.02", code), "realisasi_renja_rp": spent}
        for code, spent in (("2.08.02", 400_000), ("2.08.03", written))
        for row in (PROGRAM, KEGIATAN, SUB)
    ]
    source = matrix(tmp_path / "a.xlsx", rows, title="Evaluasi Renja Dinas A Tahun 2025")
    region = consolidated(source, target=tmp_path / "r.xlsx")
    (head,) = region.heads
    figures = [head.angka[name] for name in ("target_renja_rp", "realisasi_renja_rp", "serapan_rp")]
    assert figures == [2 * BUDGET, None, None]
    assert region.seluruh[0].program.serapan_rp is None
    assert "jumlah-tak-terbaca" in {row["kode"] for row in table(tmp_path / "r.xlsx", "Temuan")}


def test_programs_that_are_blank_above_money_make_no_absorption(tmp_path: Path) -> None:
    """Of two agencies one has its spending in the rows below its programs: the region's share would be too low."""
    spent = FIGURES | {"tw1_rp": 400_000, "tw2_rp": 400_000}
    (tmp_path / "k").mkdir()
    for name, program in (("A", spent), ("B", FIGURES)):
        rows = [dict(PROGRAM) | program, *(dict(row) | spent for row in (KEGIATAN, SUB))]
        matrix(tmp_path / "k" / f"{name}.xlsx", rows, title=f"Evaluasi Renja Dinas {name} Tahun 2025")
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")
    assert [head.ragu for head in region.heads] == [False, True]
    assert region.seluruh[0].program.serapan_rp is None
    said = run("gabung", tmp_path / "k", "-o", tmp_path / "s.xlsx").stderr
    assert "realisasi program 1 perangkat daerah tidak diketahui seluruhnya" in said
    assert "Dinas B" in said


def test_money_in_thousands_that_nobody_states_is_said_on_screen(tmp_path: Path) -> None:
    for name, unit in (("A", 100_000_000), ("B", 1_000)):
        rows = [dict(row) | FIGURES | {"target_renja_rp": 3 * unit} for row in (PROGRAM, KEGIATAN)]
        for number in range(3):
            code = {"kode": f"2.08.02.2.01.{number + 1:04}"}
            rows.append(dict(SUB) | FIGURES | code | {"target_renja_rp": unit})
        (tmp_path / "k").mkdir(exist_ok=True)
        matrix(tmp_path / "k" / f"{name}.xlsx", rows, title=f"Evaluasi Renja Dinas {name} Tahun 2025")
    said = run("gabung", tmp_path / "k", "-o", tmp_path / "r.xlsx").stderr
    assert (
        "B.xlsx (Matriks): Pagu matriks ini kecil untuk rupiah penuh: baris rinciannya lazim Rp 1.000, "
        in said
    )
    assert "A.xlsx (Matriks): Pagu" not in said


def test_rows_of_urusan_are_no_indicators(tmp_path: Path) -> None:
    """Three indicators, all filled, below two headings; the table holds all five rows."""
    figures = FIGURES | {"tw1_k": 1, "tw1_rp": 1000}
    rows = [*HEADINGS, PROGRAM | figures, KEGIATAN | figures, SUB | figures]
    source = matrix(tmp_path / "a.xlsx", rows, title="Evaluasi Renja Dinas A Kabupaten Contoh Tahun 2025")
    region = consolidated(source, target=tmp_path / "r.xlsx")
    assert (region.heads[0].jumlah["indikator"], region.heads[0].baris) == (3, 5)
    assert region.kemajuan[0].terisi[0] == 100
    assert len(table(tmp_path / "r.xlsx", "Semua Indikator")) == 5
    assert run("gabung", source, "-o", tmp_path / "s.xlsx").stderr.startswith(
        "1 perangkat daerah, 3 indikator"
    )
    assert "Terisi: 3 indikator (1 program" in run("isi", source, "-o", tmp_path / "h.xlsx").stderr


def sheets(path: Path, *named: tuple[str, str], raised: int = 0) -> Path:
    """One workbook with the same matrix in several sheets: names and titles, all money so much above the last."""
    workbook(path, named[0][1])
    book = load_workbook(path)
    first = book.worksheets[0]
    for name, title in named[1:]:
        copy = book.copy_worksheet(first)
        copy.title, copy["A1"] = name, title
        for row in range(7, 10) if raised else ():
            for key in ("target_renja_rp", "tw1_rp"):
                copy.cell(row, COLUMN[key]).value += raised * (len(book.worksheets) - 1)
    first.title = named[0][0]
    book.save(path)
    return path


PLAIN = "Evaluasi Hasil Renja Kabupaten Contoh Tahun 2025"
DISTRICTS = ("Kecamatan Awayan", "Kecamatan Halong", "Kecamatan Juai")


@pytest.mark.parametrize("listed", [False, True])
def test_agencies_that_only_their_sheets_name(tmp_path: Path, listed: bool) -> None:
    source = sheets(tmp_path / "kecamatan.xlsx", *((name, PLAIN) for name in DISTRICTS), raised=1)
    listing = tmp_path / "daftar.csv"
    listing.write_text("\n".join(("perangkat_daerah", *DISTRICTS)), encoding="utf-8")
    options = {"daftar": listing} if listed else {}
    region = consolidated(source, target=tmp_path / "r.xlsx", **options)
    assert (agencies(region), codes(region), region.kehadiran.belum_ada) == (list(DISTRICTS), [], [])
    assert "perangkat-daerah-disimpulkan" not in {row["kode"] for row in table(tmp_path / "r.xlsx", "Temuan")}


def test_one_titled_sheet_says_nothing_of_those_that_are_named(tmp_path: Path) -> None:
    titles = (f"Evaluasi Renja {DISTRICTS[0]} Tahun 2025", PLAIN)
    source = sheets(tmp_path / "k.xlsx", ("TW I", titles[0]), (DISTRICTS[1], titles[1]), ("Murni", titles[1]))
    region = consolidated(source, target=tmp_path / "r.xlsx")
    assert agencies(region)[:2] == ["Kecamatan Awayan", "Kecamatan Halong"]
    source = sheets(tmp_path / "l.xlsx", ("TW I", titles[0]), ("TW II", titles[1]))
    region = consolidated(source, target=tmp_path / "s.xlsx")
    assert (agencies(region), codes(region)) == (["Kecamatan Awayan"], ["perangkat-daerah-ganda"])


def test_a_text_table_is_called_by_its_file(tmp_path: Path) -> None:
    """Whose it is was concluded from there, and that is said."""
    sheet = load_workbook(workbook(tmp_path / "x.xlsx", PLAIN)).worksheets[0]
    with (tmp_path / "Dinas Sosial.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(sheet.values)
    region = consolidated(tmp_path / "Dinas Sosial.csv", target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas Sosial"]
    assert "perangkat-daerah-disimpulkan" in {row["kode"] for row in table(tmp_path / "r.xlsx", "Temuan")}


def test_units_of_one_agency_all_go_in(tmp_path: Path) -> None:
    """From sheets and from files, by their names or by their titles; the newest of each."""
    setda = "Evaluasi Renja Sekretariat Daerah Kabupaten Contoh Tahun 2025"
    folder = tmp_path / "k"
    sheets(folder / "setda.xlsx", ("Bagian Hukum", setda), ("Bagian Umum", setda), raised=BUDGET)
    workbook(folder / "Bagian Organisasi TW2.xlsx", setda, budget=3 * BUDGET, spent_rp=3000)
    umum = setda.replace(" Kabupaten", " (Bagian Umum) Kabupaten")
    old = workbook(folder / "umum.xlsx", umum, budget=2 * BUDGET)
    os.utime(old, (1, 1))
    region = consolidated(folder, target=tmp_path / "r.xlsx")
    names = [head.identitas.nama for head in region.heads]
    assert sorted(names) == [
        f"Sekretariat Daerah (Bagian {name})" for name in ("Hukum", "Organisasi", "Umum")
    ]
    assert codes(region) == ["perangkat-daerah-berbagian", "perangkat-daerah-ganda"]
    assert Path(region.temuan[1].berkas) == old
    assert region.seluruh[0].program.target_renja_rp == 6 * BUDGET
    whole = workbook(folder / "seluruh.xlsx", setda, budget=7 * BUDGET, spent_rp=7000)
    region = consolidated(folder, target=tmp_path / "s.xlsx")
    assert (len(region.heads), codes(region)[0]) == (4, "perangkat-daerah-dan-bagian")
    assert "mungkin sudah ada di dalamnya" in run("gabung", folder, "-o", tmp_path / "t.xlsx").stderr
    # Where it is their sum to the rupiah, they are in it.
    workbook(whole, setda, budget=6 * BUDGET)
    region = consolidated(folder, target=tmp_path / "u.xlsx")
    assert [Path(head.asal.berkas) for head in region.heads] == [whole]
    assert codes(region) == ["perangkat-daerah-ganda"] * 4
    assert region.seluruh[0].program.target_renja_rp == 6 * BUDGET


def test_one_budget_under_two_names_is_said_on_screen(tmp_path: Path) -> None:
    for name in "AB":
        titled(tmp_path / "k" / f"{name}.xlsx", f"Dinas {name}")
    assert codes(consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")) == ["pagu-sama-persis"]
    said = run("gabung", tmp_path / "k", "-o", tmp_path / "s.xlsx").stderr
    assert "B.xlsx (Matriks): Program dan pagunya sama persis dengan matriks Dinas A" in said


# Titles below "Evaluasi Renja Dinas Kesehatan Tahun 2025" in TW I and TW II, and how the budget changes.
QUARTERS: dict[str, tuple[str, str, int]] = {
    "satuan ditulis lain": ("Puskesmas Juai", "Puskesmas Kecamatan Juai", 1),
    "satuan hanya di TW II": ("", "Bidang Kesehatan Masyarakat", 1),
    "satuan hanya di TW I": ("Bidang Kesehatan Masyarakat", "", 1),
    "satuan hanya di TW II, anggaran diubah": ("", "Bidang Kesehatan Masyarakat", 2),
}


@pytest.mark.parametrize("case", QUARTERS)
def test_one_matrix_of_two_quarters_is_one_whatever_unit_it_states(tmp_path: Path, case: str) -> None:
    *units, factor = QUARTERS[case]
    folder = tmp_path / "k"
    for quarter, unit in enumerate(units, start=1):
        path = titled(
            folder / f"tw{quarter}.xlsx", "Dinas Kesehatan", quarter, BUDGET * factor ** (quarter - 1)
        )
        book = load_workbook(path)
        book.worksheets[0]["A2"] = unit
        book.save(path)
    region = consolidated(folder, target=tmp_path / "r.xlsx")
    assert [Path(head.asal.berkas).name for head in region.heads] == ["tw2.xlsx"]
    assert codes(region) == ["perangkat-daerah-ganda"]


def test_a_similar_name_of_the_list_does_not_take_the_row_of_the_exact_one(tmp_path: Path) -> None:
    folder = tmp_path / "k"
    titled(folder / "a.xlsx", "Kecamatan Sukarame")
    titled(folder / "b.xlsx", "Kecamatan Sukarami", quarters=3, budget=2 * BUDGET, spent_rp=2000)
    listing = tmp_path / "daftar.csv"
    listing.write_text("perangkat_daerah\nKecamatan Sukarame\n", encoding="utf-8")
    target = tmp_path / "r.xlsx"
    region = consolidated(folder, target=target, daftar=listing)
    assert agencies(region) == ["Kecamatan Sukarame", "Kecamatan Sukarami"]
    assert codes(region) == ["perangkat-daerah-mirip-lain"]
    # With the same budgets it is the same matrix of another quarter.
    titled(folder / "b.xlsx", "Kecamatan Sukarami", quarters=3)
    same = consolidated(folder, target=tmp_path / "s.xlsx", daftar=listing)
    assert (agencies(same), Path(same.heads[0].asal.berkas).name) == (["Kecamatan Sukarame"], "b.xlsx")
    # What was thought of it before the other one was read is not said.
    assert "perangkat-daerah-mirip" not in {row["kode"] for row in table(target, "Temuan")}


def test_a_folder_that_cannot_be_locked_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("renja_xl.use_cases.gabung.store.FileLock.acquire", refused)
    with pytest.raises(OutputError, match=r"r\.xlsx"):
        gabung([folder], tmp_path / "r.xlsx")
