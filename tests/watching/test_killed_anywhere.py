"""A process that dies between any two steps that reach the disk: the next run makes up for it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from renja_xl import pantau, riwayat
from renja_xl.watching.job import Job
from renja_xl.watching.ledger import Ledger
from tests.folders import figure_of, names, workbook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

_STEPS = ("link", "unlink", "rename", "replace", "mkdir", "rmdir", "fsync")
_KILLED = 9


def _dying_after(number: int) -> None:
    """From now on this process dies in front of its n-th step that reaches the disk."""
    left = number

    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(_KILLED)

    def counted(function: Any) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            step()
            return function(*arguments, **named)

        return call

    for name in _STEPS:
        setattr(os, name, counted(getattr(os, name)))
    writing = Ledger._writing

    @contextmanager
    def steps(self: Ledger) -> Iterator[None]:
        with writing(self):
            yield
            step()  # killed in front of the commit
        step()  # and behind it

    write = Path.write_text

    def in_halves(self: Path, data: str, *arguments: Any, **named: Any) -> int:
        write(self, data[: len(data) // 2], *arguments, **named)
        step()
        return write(self, data, *arguments, **named)

    Ledger._writing = steps  # type: ignore[method-assign]
    Path.write_text = in_halves  # type: ignore[method-assign,assignment]


def _run_and_die(folder: Path, number: int, meanwhile: Callable[[], None] = lambda: None) -> bool:
    """A run that is killed at a step; whether it came to its end before."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            meanwhile()
            _dying_after(number)
            pantau(folder, sekali=True, tunggu=0, tenggang=0)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, _KILLED)
    return code == 0


def _taking_its_place() -> None:
    """From now on somebody takes the place of a result as soon as it is laid down."""
    complete = Ledger.complete

    def taken(self: Ledger, number: int, outputs: Any, alasan: str = "") -> Job:
        job = complete(self, number, outputs, alasan)
        for output in job.hasil if not alasan else ():
            (self._path.parent.parent / output.tujuan).write_text("milik orang", encoding="utf-8")
        return job

    Ledger.complete = taken  # type: ignore[method-assign]


def test_a_report_names_the_result_wherever_it_is_killed(tmp_path: Path) -> None:
    workbook(tmp_path / "asli.xlsx", 7)
    pantau(tmp_path, sekali=True, tunggu=0)
    raw = (tmp_path / "asli.xlsx").read_bytes()
    number, ended, places_taken = 0, False, 0
    while not ended:
        folder = tmp_path / f"kali {number}"
        folder.mkdir()
        (folder / "a.xlsx").write_bytes(raw)
        ended = _run_and_die(folder, number, _taking_its_place)
        _run_and_die(folder, number // 2)
        pantau(folder, sekali=True, tunggu=0)
        (note,) = riwayat(folder)
        (result,) = note.hasil
        assert note.keadaan == "selesai"
        assert figure_of(folder / result) == 7, number
        report = (folder / note.laporan).read_text(encoding="utf-8")
        assert f"Hasil: {Path(result).name} (" in report, number
        assert report.endswith(".\n")
        others = {f"selesai/{name}" for name in names(folder / "selesai")} - {result, note.laporan}
        assert others <= {"selesai/a_terisi.xlsx"}, number
        places_taken += len(others)
        shutil.rmtree(folder)
        number += 1
    assert places_taken > 5, "nobody took its place"


def test_a_return_is_recorded_once_wherever_it_is_killed(tmp_path: Path) -> None:
    before = tmp_path / "sebelum"
    before.mkdir()
    raw = workbook(before / "a.xlsx", 1).read_bytes()
    pantau(before, sekali=True, tunggu=0)
    workbook(before / "a.xlsx", 2)
    pantau(before, sekali=True, tunggu=0)
    number, ended = 0, False
    while not ended:
        folder = tmp_path / f"kali {number}"
        shutil.copytree(before, folder)
        (folder / "a.xlsx").write_bytes(raw)
        ended = _run_and_die(folder, number)
        _run_and_die(folder, number // 2)
        for _ in range(2):
            pantau(folder, sekali=True, tunggu=0)
        first, second, back = riwayat(folder)
        assert (back.keadaan, back.kembali, back.hasil) == ("selesai", True, first.hasil), number
        reports = {note.laporan for note in (first, second, back)}
        made = {f"selesai/{name}" for name in names(folder / "selesai")}
        assert made == {*first.hasil, *second.hasil, *reports}, number
        report = (folder / back.laporan).read_text(encoding="utf-8")
        assert report.endswith(f"Tidak berlaku lagi: {Path(second.hasil[0]).name}\n"), number
        assert names(folder / ".renja-xl" / "kerja") == [], number
        shutil.rmtree(folder)
        number += 1
    assert number > 10, "the steps were not counted"


def _results_on_another_disk() -> None:
    """From now on what leaves the work folder for where people look is told that it is another disk."""
    link = os.link

    def call(source: Any, target: Any, **named: Any) -> None:
        if ".renja-xl" in Path(source).parts and Path(target).parent.name in ("selesai", "gagal"):
            raise OSError(errno.EXDEV, "another disk")
        link(source, target, **named)

    os.link = call


@pytest.mark.parametrize("meanwhile", [lambda: None, _results_on_another_disk])
def test_one_result_and_one_failure_wherever_it_is_killed(
    tmp_path: Path, meanwhile: Callable[[], None]
) -> None:
    workbook(tmp_path / "asli.xlsx", 7)
    pantau(tmp_path, sekali=True, tunggu=0)  # everything is imported before the forks
    raw = (tmp_path / "asli.xlsx").read_bytes()
    number, ended = 0, False
    while not ended:
        folder = tmp_path / f"kali {number}"
        folder.mkdir()
        (folder / "a.xlsx").write_bytes(raw)
        (folder / "b.xlsx").write_bytes(b"PK\x03\x04 terpotong")
        ended = _run_and_die(folder, number, meanwhile)
        _run_and_die(folder, number // 2, meanwhile)  # and once more, on the way of making up for it
        pantau(folder, sekali=True, tunggu=0, tenggang=0)
        assert names(folder / "selesai") == ["a_laporan.txt", "a_terisi.xlsx"], number
        assert figure_of(folder / "selesai" / "a_terisi.xlsx") == 7
        assert names(folder / "gagal") == ["b.xlsx", "b.xlsx.txt"], number
        assert (folder / "gagal" / "b.xlsx").read_bytes() == b"PK\x03\x04 terpotong"
        assert "b.xlsx" in (folder / "gagal" / "b.xlsx.txt").read_text(encoding="utf-8")
        assert (folder / "a.xlsx").read_bytes() == raw
        assert [path.name for path in folder.iterdir() if path.is_file()] == ["a.xlsx"]
        assert names(folder / ".renja-xl" / "kerja") == []
        assert sorted((note.nama, note.keadaan) for note in riwayat(folder)) == [
            ("a.xlsx", "selesai"),
            ("b.xlsx", "gagal"),
        ]
        shutil.rmtree(folder)
        number += 1
    assert number > 30, "the steps were not counted"


def _saved_while_it_is_taken(raw: bytes) -> Callable[[], None]:
    """From now on somebody saves a corrected version at the very moment in which the failed one is taken."""

    def begin() -> None:
        rename, replace, saved = os.rename, os.replace, False

        def call(source: Any, target: Any) -> None:
            nonlocal saved
            if Path(source).name == "b.xlsx" and not saved:
                saved = True
                beside = Path(source).with_suffix(".tmp")
                beside.write_bytes(raw)
                replace(beside, source)
            rename(source, target)

        os.rename = call

    return begin


def test_a_corrected_version_is_never_lost_wherever_it_is_killed(tmp_path: Path) -> None:
    workbook(tmp_path / "asli.xlsx", 7)
    pantau(tmp_path, sekali=True, tunggu=0)
    raw = (tmp_path / "asli.xlsx").read_bytes()
    number, ended, corrected = 0, False, 0
    while not ended:
        folder = tmp_path / f"kali {number}"
        folder.mkdir()
        (folder / "b.xlsx").write_bytes(b"bukan")
        ended = _run_and_die(folder, number, _saved_while_it_is_taken(raw))
        _run_and_die(folder, number // 2)
        pantau(folder, sekali=True, tunggu=0, tenggang=0)
        pantau(folder, sekali=True, tunggu=0, tenggang=0)
        assert names(folder / "gagal") == ["b.xlsx", "b.xlsx.txt"], number
        assert (folder / "gagal" / "b.xlsx").read_bytes() == b"bukan", number
        left = [path.name for path in folder.iterdir() if path.is_file()]
        if left:  # else it was killed before anybody saved
            assert left == ["b.xlsx"], number
            assert names(folder / "selesai") == ["b_laporan.txt", "b_terisi.xlsx"], number
        corrected += len(left)
        shutil.rmtree(folder)
        number += 1
    assert corrected > 3, "nobody saved anything"
