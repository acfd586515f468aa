"""Sources of `gabung` that cannot be looked at, or are no files: each is named, and none stops the others."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fsspec
import pytest

from renja_xl import isi
from renja_xl.model.errors import InputError, UsageError
from renja_xl.use_cases.gabung.sources import find_sources
from tests.reading.test_agency import excel_list, sheets
from tests.test_cli import run
from tests.test_gabung import agencies, consolidated, titled


def damaged_package(path: Path) -> None:
    """A package whose list of sheets is packed by LZMA, with its first bytes spoilt."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("xl/workbook.xml", "<a>" + "x" * 5000)
        package.writestr("[Content_Types].xml", "<Types/>")
    data = bytearray(path.read_bytes())
    first = data.find(b"xl/workbook.xml") + len("xl/workbook.xml") + 4
    data[first : first + 12] = b"\xff" * 12
    path.write_bytes(bytes(data))


def pipe(path: Path) -> None:
    os.mkfifo(path)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "tautan putus": (lambda path: path.symlink_to("tidak-ada.xlsx"), "tidak ada"),
    "tautan ke diri sendiri": (lambda path: path.symlink_to(path.name), "gagal dibaca"),
    "pipa": (pipe, "bukan buku kerja"),
    "LZMA rusak": (damaged_package, "bukan buku kerja"),
}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize("source", ["folder", "pola", "berkas"])
@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_named_and_stops_nothing(tmp_path: Path, kind: str, source: str) -> None:
    make, why = ODD[kind]
    titled(tmp_path / "masuk/a.xlsx", "Dinas A")
    make(tmp_path / "masuk/b.xlsx")
    sources = {"folder": ["masuk"], "pola": ["masuk/*.xlsx"], "berkas": ["masuk/a.xlsx", "masuk/b.xlsx"]}
    region = consolidated(*(tmp_path / name for name in sources[source]), target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas A"]
    assert [(Path(failure.berkas).name, why in failure.sebab) for failure in region.gagal] == [
        ("b.xlsx", True)
    ]


def test_a_part_that_cannot_be_unpacked_is_a_damaged_file(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    titled(source, "Dinas A")
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(source, "w", zipfile.ZIP_LZMA) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert isi(source, tmp_path / "utuh.xlsx").hasil.exists()
    data = bytearray(source.read_bytes())
    with zipfile.ZipFile(source) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset
    first = data.index(b"sheet1.xml", start) + len("sheet1.xml") + 9
    data[first : first + 40] = b"\xff" * 40
    source.write_bytes(bytes(data))
    with pytest.raises(InputError, match="rusak"):
        isi(source, tmp_path / "h.xlsx")


def test_a_table_of_nothing_but_separators(tmp_path: Path) -> None:
    titled(tmp_path / "masuk/a.xlsx", "Dinas A")
    (tmp_path / "masuk/x.csv").write_text("sep=;\n" * 3000, encoding="utf-8")
    region = consolidated(tmp_path / "masuk", target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas A"]
    assert [Path(failure.berkas).name for failure in region.gagal] == ["x.csv"]


def test_what_is_sent_instead_of_a_workbook_is_named(tmp_path: Path) -> None:
    source = titled(tmp_path / "k" / "a.xlsx", "Dinas A")
    sent = ["Dinas B", "Renja Kec. Juai", "c.txt", "d.html", "e.eml", "f.msg", "g.ppt", "h.PDF"]
    sent += ["i.heic", "j.xlsx.p7m", "k.xlsx.crdownload"]
    for name in sent:
        (tmp_path / "k" / name).write_bytes(source.read_bytes())
    own = [
        "~$a.xlsx",
        ".a",
        "~$b",
        "Dinas A.xlsx.tmp",
        "a_laporan.txt",
        "a.xlsx.txt",
        "aturan.toml",
        "a.parquet",
    ]
    for name in own:
        (tmp_path / "k" / name).write_bytes(b"x")
    for place, target in (("k", "r.xlsx"), ("k/*", "s.xlsx")):
        region = consolidated(tmp_path / place, target=tmp_path / target)
        assert agencies(region) == ["Dinas A"]
        assert sorted(Path(name).name for name in region.bukan_buku) == sorted(sent)


def test_a_workbook_without_ending_is_read_where_it_is_named(tmp_path: Path) -> None:
    titled(tmp_path / "a.xlsx", "Dinas A").rename(tmp_path / "Dinas A")
    assert agencies(consolidated(tmp_path / "Dinas A", target=tmp_path / "r.xlsx")) == ["Dinas A"]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_to_a_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    titled(tmp_path / "k" / "a.xlsx", "Dinas A")
    titled(tmp_path / "jauh" / "b.xlsx", "Dinas B")
    (tmp_path / "k" / "Dinas B").symlink_to(tmp_path / "jauh")
    (tmp_path / "k" / "lagi").symlink_to(tmp_path / "k")
    region = consolidated(tmp_path / "k", target=tmp_path / "r.xlsx")
    assert agencies(region) == ["Dinas A"]
    assert [(Path(failure.berkas).name, "tautan ke" in failure.sebab) for failure in region.gagal] == [
        ("Dinas B", True),
        ("lagi", True),
    ]
    # Named itself it is a source like any other.
    region = consolidated(tmp_path / "k" / "Dinas B", target=tmp_path / "s.xlsx")
    assert agencies(region) == ["Dinas B"]


def test_hidden_folders_of_another_file_system_are_no_sources(tmp_path: Path) -> None:
    memory, book = fsspec.filesystem("memory"), titled(tmp_path / "a.xlsx", "Dinas A").read_bytes()
    for place in (".kantor/a.xlsx", ".kantor/.renja-xl/kerja/1/masukan/b.xlsx", ".kantor/kec/~$c.xlsx"):
        memory.pipe(f"/{place}", book)
    for number, source in enumerate(("memory://.kantor", "memory://.kantor/**/*.xlsx")):
        region = consolidated(source, target=tmp_path / f"{number}-r.xlsx")
        assert [head.asal.berkas for head in region.heads] == ["memory:///.kantor/a.xlsx"]
    memory.rm("/.kantor", recursive=True)


def test_whatever_another_file_system_raises_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class DriverError(Exception):
        """Of no kind that Python knows."""

    def refused(*_: Any, **__: Any) -> None:
        raise DriverError("access denied")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "isdir", refused)
    with pytest.raises(InputError, match="access denied"):
        consolidated("memory://kantor", target=tmp_path / "r.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_what_two_sources_cannot_read_is_one_failure(tmp_path: Path) -> None:
    titled(tmp_path / "k" / "a.xlsx", "Dinas A")
    (tmp_path / "k" / "putus.xlsx").symlink_to("tidak-ada.xlsx")
    region = consolidated(tmp_path / "k", tmp_path / "k" / "*.xlsx", target=tmp_path / "r.xlsx")
    assert len(region.gagal) == 1


def test_a_pattern_below_a_folder_that_may_not_be_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, **_: Any) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", closed)
    with pytest.raises(InputError, match="tertutup"):
        find_sources([tmp_path / "tertutup" / "sub" / "*.xlsx"], [])


def test_a_list_in_a_workbook(tmp_path: Path) -> None:
    """It is used like one in CSV; another that lies among the sources is passed over, each time."""
    titled(tmp_path / "masuk/a.xlsx", "Dinas A")
    for name in ("daftar.xlsx", "masuk/daftar lama.xlsx"):
        rows = (("DAFTAR PERANGKAT DAERAH",), ("No", "Perangkat Daerah"), (1, "Dinas A"), (2, "Dinas B"))
        excel_list(tmp_path / name, *rows)
    for _ in range(2):
        options = {"daftar": tmp_path / "daftar.xlsx", "timpa": True}
        region = consolidated(tmp_path / "masuk", target=tmp_path / "r.xlsx", **options)
        assert (agencies(region), region.kehadiran.belum_ada, region.gagal) == (["Dinas A"], ["Dinas B"], [])
        assert [Path(name).name for name in region.dilewati] == ["daftar lama.xlsx"]
    (tmp_path / "masuk/a.xlsx").unlink()
    with pytest.raises(UsageError, match=r"hanya .*rekap atau daftar.*: \S*daftar lama\.xlsx") as told:
        consolidated(tmp_path / "masuk", target=tmp_path / "s.xlsx")
    assert "Tidak ada buku kerja (" not in str(told.value)


def test_nothing_but_lists(tmp_path: Path) -> None:
    """Each is named, also the one in use, and what was sent instead of a workbook comes before them."""
    (tmp_path / "k").mkdir()
    rows = (("No", "Perangkat Daerah"), (1, "Dinas A"))
    used = excel_list(tmp_path / "k" / "dipakai.xlsx", *rows)
    for options in ({}, {"daftar": used}):
        with pytest.raises(UsageError, match=r"hanya .*: \S*dipakai\.xlsx"):
            consolidated(tmp_path / "k", target=tmp_path / "r.xlsx", **options)
    (tmp_path / "k" / "lama.csv").write_text("opd\nDinas A\n", encoding="utf-8")
    for options in ({}, {"daftar": used}):
        with pytest.raises(UsageError, match=r"(?=.*dipakai\.xlsx).*lama\.csv"):
            consolidated(tmp_path / "k", target=tmp_path / "r.xlsx", **options)
    (tmp_path / "k" / "Dinas A.pdf").write_bytes(b"%PDF")
    for options in ({}, {"daftar": used}):
        with pytest.raises(InputError, match=r"hanya berkas lain: \S*Dinas A\.pdf;"):
            consolidated(tmp_path / "k", target=tmp_path / "r.xlsx", **options)


def test_a_matrix_that_cannot_be_read_is_no_list(tmp_path: Path) -> None:
    """Whatever its drop-downs are filled from."""
    titled(tmp_path / "k" / "a.xlsx", "Dinas A")
    matrix = (
        ("EVALUASI RENJA DINAS B TAHUN 2025",),
        ("Kode", "Uraian", "Tgt", "Real"),
        ("2.08.02", "P", 1, 2),
    )
    sheets(tmp_path / "k" / "Dinas B.xlsx", matrix, (("No", "SKPD"), (1, "Dinas A"), (2, "Dinas B")))
    result = run("gabung", tmp_path / "k", "-o", tmp_path / "r.xlsx")
    assert (result.returncode, "Dilewati" in result.stderr) == (6, False)
    assert "Tidak ikut: " in result.stderr
    assert "Dinas B.xlsx" in result.stderr
