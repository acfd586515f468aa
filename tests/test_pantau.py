"""A watched folder from outside: what is dropped, what comes out, what is said, how it ends."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

import renja_xl
from renja_xl.cli.pantau import pantau_command
from renja_xl.model.errors import InputError, OutputError
from renja_xl.use_cases import pantau_file
from renja_xl.use_cases.pantau_run import Kabar, Ringkasan
from renja_xl.watching.inbox import Stamp, survey
from renja_xl.watching.job import Job
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.snapshot import ChangedError, UnreadableError, snapshot
from renja_xl.watching.wakeups import Stop
from tests.conftest import SAMPLES
from tests.folders import await_that, figure_of, names, workbook
from tests.test_cli import one_sentence, run
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "folder pantauan"
    found.mkdir()
    return found


def once(folder: Path, **options: Any) -> tuple[Ringkasan, list[str]]:
    """One run over what is there, without waiting; what it did and said."""
    said: list[Kabar] = []
    done = renja_xl.pantau(folder, said.append, **({"sekali": True, "tunggu": 0, "tenggang": 0} | options))
    return done, [kabar.kalimat for kabar in said]


def results(folder: Path) -> list[str]:
    return [name for name in names(folder / "selesai") if name.endswith(".xlsx")]


@contextmanager
def watcher(folder: Path, *options: object) -> Iterator[subprocess.Popen[str]]:
    """A watcher in a process of its own that has begun to watch; what it says is in `said(folder)`."""
    command = [sys.executable, "-m", "renja_xl", "pantau", folder, "--tunggu", "0.2", *options]
    with (folder.parent / "layar.txt").open("a", encoding="utf-8") as screen:
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=screen, text=True)
        try:
            await_that(lambda: "Memantau" in said(folder) or "sedang dipantau" in said(folder))
            yield process
        finally:
            process.kill()
            process.communicate()


def said(folder: Path) -> str:
    path = folder.parent / "layar.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_a_workbook_gets_its_result_with_a_report(folder: Path) -> None:
    raw = workbook(folder / "Matriks Dinas é.xlsx", 7).read_bytes()
    result = run("pantau", folder, "--sekali", "--tunggu", "0")
    assert result.returncode == 0
    target = folder / "selesai" / "Matriks Dinas é_terisi.xlsx"
    assert result.stdout == f"{target}\n"
    assert "Selesai: Matriks Dinas é.xlsx -> selesai/Matriks Dinas é_terisi.xlsx" in result.stderr
    assert figure_of(target) == 7
    report = (folder / "selesai" / "Matriks Dinas é_laporan.txt").read_text(encoding="utf-8")
    for words in (
        "Matriks Dinas é.xlsx",
        hashlib.sha256(raw).hexdigest(),
        "Aturan: baku",
        "Terisi: 3",
        "Temuan",
    ):
        assert words in report
    assert (folder / "Matriks Dinas é.xlsx").read_bytes() == raw
    assert names(folder) == [".renja-xl", "Matriks Dinas é.xlsx", "gagal", "selesai"]


def test_a_file_that_fails_goes_with_a_sentence(folder: Path) -> None:
    (folder / "surat.docx").write_bytes(b"PK\x03\x04")
    (folder / "catatan.pdf").write_bytes(b"%PDF-1.7\n\0\0")
    workbook(folder / "baik.xlsx", 1)
    result = run("pantau", folder, "--sekali", "--tunggu", "0", "--tenggang", "0")
    assert result.returncode == 6
    assert names(folder / "gagal") == ["catatan.pdf", "catatan.pdf.txt", "surat.docx", "surat.docx.txt"]
    why = (folder / "gagal" / "catatan.pdf.txt").read_text(encoding="utf-8")
    assert "'catatan.pdf'" in why
    assert "taruh lagi" in why
    assert ".renja-xl" not in why
    assert results(folder) == ["baik_terisi.xlsx"]
    assert names(folder) == [".renja-xl", "baik.xlsx", "gagal", "selesai"]


def test_what_programs_leave_beside_is_left_alone(folder: Path) -> None:
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", "a.xlsx.part", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    (folder / "sub").mkdir()
    workbook(folder / "sub" / "dalam.xlsx", 1)
    before = set(names(folder))
    done, _ = once(folder)
    assert (done.selesai, done.gagal) == (0, 0)
    assert set(names(folder)) - before == {".renja-xl", "gagal", "selesai"}


def test_an_empty_placeholder_waits_and_is_said_once(folder: Path) -> None:
    (folder / "a.xlsx").touch()
    with watcher(folder, "--tenggang", "0"):
        await_that(lambda: "a.xlsx masih 0 byte" in said(folder))
        workbook(folder / "b.xlsx", 2)
        await_that(lambda: results(folder) == ["b_terisi.xlsx"])
        assert said(folder).count("0 byte") == 1
        shutil.copyfile(folder / "b.xlsx", folder / "a.xlsx")
        await_that(lambda: results(folder) == ["a_terisi.xlsx", "b_terisi.xlsx"])
    assert names(folder / "gagal") == []


def test_a_copy_that_stalls_is_waited_for(folder: Path, tmp_path: Path) -> None:
    raw = workbook(tmp_path / "m.xlsx", 3).read_bytes()
    (folder / "potong.xlsx").write_bytes(raw[:3000])
    (folder / "ruang.xlsx").write_bytes(bytes(len(raw)))  # its room is reserved, nothing is there yet
    with watcher(folder, "--tenggang", "60"):
        await_that(lambda: said(folder).count("belum utuh") == 2)
        (folder / "ruang.xlsx").write_bytes(raw)
        with (folder / "potong.xlsx").open("ab") as file:
            file.write(raw[3000:])
        await_that(lambda: results(folder) == ["potong_terisi.xlsx", "ruang_terisi.xlsx"])
    assert names(folder / "gagal") == []


def test_a_truncated_file_fails_after_its_grace(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes((SAMPLES / "tabel-2.1-balangan-2023.xlsx").read_bytes()[:20_000])
    begin = time.monotonic()
    done, _ = once(folder, tenggang=0.5)
    assert done.gagal == 1
    assert time.monotonic() - begin >= 0.5
    assert "terpotong" in (folder / "gagal" / "a.xlsx.txt").read_text(encoding="utf-8")


def test_the_same_name_again_gets_a_time_and_a_hash(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    raw = workbook(folder / "a.xlsx", 2).read_bytes()
    once(folder)
    first, second = results(folder)
    assert first == "a_terisi.xlsx"
    assert second.startswith("a_terisi_20")
    assert second.endswith(f"_{hashlib.sha256(raw).hexdigest()[:8]}.xlsx")
    assert [figure_of(folder / "selesai" / name) for name in (first, second)] == [1, 2]
    assert second.replace("_terisi_", "_laporan_").replace(".xlsx", ".txt") in names(folder / "selesai")


def test_the_same_file_again_is_nothing_new(folder: Path) -> None:
    raw = workbook(folder / "a.xlsx", 1).read_bytes()
    once(folder)
    (folder / "a.xlsx").unlink()
    (folder / "a.xlsx").write_bytes(raw)
    done, words = once(folder)
    assert done.selesai == 0
    assert any("Sudah pernah: a.xlsx" in text for text in words)
    assert results(folder) == ["a_terisi.xlsx"]


def test_a_result_that_was_taken_away_comes_again_only_when_asked_by_dropping(folder: Path) -> None:
    raw = workbook(folder / "a.xlsx", 1).read_bytes()
    once(folder)
    shutil.rmtree(folder / "selesai")
    assert once(folder)[0].selesai == 0
    (folder / "a.xlsx").write_bytes(raw)
    os.utime(folder / "a.xlsx", ns=(1, 1))
    assert once(folder)[0].selesai == 1
    assert once(folder)[0].selesai == 0
    assert len(results(folder)) == 1


def test_a_look_that_is_refused_once_makes_no_second_result(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    shutil.rmtree(folder / "selesai")  # whoever takes a result away misses none
    stat = os.stat

    def refused(path: Any, *arguments: Any, **named: Any) -> os.stat_result:
        if path == str(folder / "a.xlsx"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return stat(path, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", refused)
        done, words = once(folder)
    assert done.tertunda == 1
    assert [text for text in words if "a.xlsx belum boleh dibaca" in text]
    assert once(folder)[0].selesai == 0
    assert results(folder) == []


def test_a_result_by_other_rules_stands_in_for_none(folder: Path) -> None:
    raw = workbook(folder / "a.xlsx", 1).read_bytes()
    once(folder)
    once(folder, ulang=True, triwulan="jumlah")
    (_, mine) = renja_xl.riwayat(folder)
    (folder / mine.hasil[0]).unlink()
    (folder / "a.xlsx").unlink()
    once(folder, triwulan="jumlah")
    (folder / "a.xlsx").write_bytes(raw)
    assert once(folder, triwulan="jumlah")[0].selesai == 1


def test_a_result_that_cannot_be_seen_is_not_taken_for_gone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    (folder / "a.xlsx").touch()
    snapshot = pantau_file.snapshot

    def then_away(*arguments: Any) -> str:
        digest = snapshot(*arguments)
        (folder / "selesai").rename(folder.parent / "pergi")
        return digest

    with monkeypatch.context() as patch:
        patch.setattr(pantau_file, "snapshot", then_away)
        with pytest.raises(OutputError, match="selesai/"):
            once(folder)
    (folder.parent / "pergi").rename(folder / "selesai")
    assert once(folder)[0].selesai == 0
    assert results(folder) == ["a_terisi.xlsx"]


def test_a_file_dropped_anew_is_told_that_its_result_is_there(folder: Path) -> None:
    raw = workbook(folder / "a.xlsx", 1).read_bytes()
    once(folder)
    for options, words in (({}, "masih ada"), ({"triwulan": "jumlah"}, "--ulang")):
        (folder / "a.xlsx").unlink()
        once(folder)
        (folder / "a.xlsx").write_bytes(raw)
        said: list[Kabar] = []
        renja_xl.pantau(folder, said.append, sekali=True, tunggu=0, **options)  # type: ignore[arg-type]
        (text,) = (kabar.kalimat for kabar in said if kabar.tingkat == "kabar" and "Sudah" in kabar.kalimat)
        assert "selesai/a_terisi.xlsx" in text
        assert words in text


def test_scratch_files_need_no_place_but_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)
    monkeypatch.setattr("tempfile.tempdir", str(folder / "tiada"))
    assert once(folder)[0].selesai == 1
    assert names(folder / ".renja-xl" / "kerja") == []


def test_other_rules_are_a_reason_only_when_asked(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    assert once(folder, aturan="balangan-2023")[0].selesai == 0
    (folder / "a.xlsx").touch()
    assert once(folder, aturan="balangan-2023")[0].selesai == 0
    assert once(folder, aturan="balangan-2023", ulang=True)[0].selesai == 1
    assert once(folder, aturan="balangan-2023", ulang=True)[0].selesai == 0
    assert once(folder, ulang=True)[0].selesai == 0, "the result by these rules is there"
    assert [(note.aturan, note.keadaan, note.kembali) for note in renja_xl.riwayat(folder)] == [
        ("baku", "selesai", False),
        ("balangan-2023", "selesai", False),
        ("baku", "selesai", True),
    ]


def test_a_rule_file_is_used_as_it_was_at_the_start(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "kita.toml"
    rules.write_text('nama = "kita"\n', encoding="utf-16")
    workbook(folder / "a.xlsx", 1)
    with watcher(folder, "--aturan", rules):
        await_that(lambda: results(folder))
        rules.write_text("rusak = ", encoding="utf-8")
        workbook(folder / "b.xlsx", 1)
        await_that(lambda: len(results(folder)) == 2)
    assert [note.aturan for note in renja_xl.riwayat(folder)] == ["kita", "kita"]


def test_one_copy_of_a_rule_file_is_kept(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "kita.toml"
    for name in ("kita", "mereka"):
        rules.write_text(f'nama = "{name}"\n', encoding="utf-8")
        once(folder, aturan=str(rules))
    (copy,) = (folder / ".renja-xl" / "aturan").iterdir()
    assert "mereka" in copy.read_text(encoding="utf-8")


def test_several_matrices_give_several_results(folder: Path) -> None:
    book = load_workbook(workbook(folder / "a.xlsx", 5))
    book.copy_worksheet(book["Matriks"]).title = "Lain"
    book.save(folder / "a.xlsx")
    once(folder)
    assert names(folder / "selesai") == ["a_laporan.txt", "a_terisi_Lain.xlsx", "a_terisi_Matriks.xlsx"]
    (note,) = renja_xl.riwayat(folder)
    assert sorted(note.hasil) == ["selesai/a_terisi_Lain.xlsx", "selesai/a_terisi_Matriks.xlsx"]


def test_sheets_whose_names_become_alike_stop_no_folder(folder: Path) -> None:
    book = load_workbook(workbook(folder / "a.xlsx", 5))
    book["Matriks"].title = "A_"
    book.copy_worksheet(book["A_"]).title = "A\x96"
    book.save(folder / "a.xlsx")
    once(folder)
    assert results(folder) == ["a_terisi_A_-2.xlsx", "a_terisi_A_.xlsx"]


def test_names_that_are_long_or_strange(folder: Path) -> None:
    workbook(folder / "m.xlsx", 1)
    raw = (folder / "m.xlsx").read_bytes()
    (folder / "m.xlsx").unlink()
    strange = [
        "x" * 250 + ".xlsx",
        "漢" * 83 + ".xlsx",
        "a  b (1) 'kutip'.xlsx",
        "x" * 249 + "y.xlsx",
        "tanda.. .xlsx",
    ]
    for name in strange:
        (folder / name).write_bytes(raw)
    (folder / os.fsdecode(b"huruf \xe9.xlsx")).write_bytes(raw)
    done, _ = once(folder)
    assert (done.selesai, done.gagal) == (6, 0)
    assert len(results(folder)) == 6
    for name in names(folder / "selesai"):
        assert len(name.encode()) <= 255
    assert {"a  b (1) 'kutip'_terisi.xlsx", "huruf __terisi.xlsx"} <= set(results(folder))
    assert once(folder)[0].selesai == 0
    assert run("pantau", folder, "--riwayat").returncode == 0
    assert len(json.loads(run("pantau", folder, "--riwayat", "--json").stdout)["riwayat"]) == 6


@pytest.mark.filterwarnings("ignore:Title is more than 31")
def test_names_that_are_too_long_block_no_folder(folder: Path) -> None:
    book = load_workbook(workbook(folder / "dua.xlsx", 5))
    book.copy_worksheet(book["Matriks"]).title = "L" * 238
    book.save(folder / "dua.xlsx")
    workbook(folder / "m.xlsx", 1).rename(folder / ("akhiran." + "b" * 240))
    (folder / ("gagal." + "b" * 249)).write_bytes(b"bukan")
    (folder / os.fsdecode(b"huruf.\xe9")).write_bytes(b"bukan")
    done, _ = once(folder)
    assert (done.selesai, done.gagal) == (2, 2)
    assert len(results(folder)) == 3
    assert any(name.startswith("dua_terisi_LLLL") for name in results(folder))
    assert once(folder)[0] == Ringkasan()


def test_a_sub_folder_for_what_is_dropped(folder: Path) -> None:
    (folder / "masuk").mkdir()
    workbook(folder / "masuk" / "a.xlsx", 1)
    workbook(folder / "bukan.xlsx", 1)
    done, _ = once(folder, masuk="masuk")
    assert done.selesai == 1
    assert results(folder) == ["a_terisi.xlsx"]
    one_sentence(run("pantau", folder, "--masuk", "../x"), 2, "../x")


def test_a_file_that_cannot_be_read_yet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)
    real, tries = pantau_file.snapshot, []

    def locked(*arguments: Any) -> str:
        tries.append(1)
        if len(tries) < 3:
            raise UnreadableError("sedang dibuka")
        return real(*arguments)

    monkeypatch.setattr(pantau_file, "snapshot", locked)
    done, words = once(folder)
    assert done.selesai == 1
    assert len([text for text in words if "a.xlsx" in text and "sedang dibuka" in text]) == 1
    assert names(folder / "gagal") == []


def test_that_a_file_is_open_is_said_again_of_another_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish, snapshot, refused = pantau_file.publish, pantau_file.snapshot, []

    def result_is_open(*arguments: Any) -> None:
        if not refused:
            refused.append("hasil")
            raise PermissionError(errno.EACCES, "sedang dibuka")
        publish(*arguments)

    def next_version_is_open(*arguments: Any) -> str:
        if refused == ["hasil"] and results(folder):
            refused.append("masukan")
            raise UnreadableError("sedang dibuka")
        return snapshot(*arguments)

    monkeypatch.setattr(pantau_file, "publish", result_is_open)
    monkeypatch.setattr(pantau_file, "snapshot", next_version_is_open)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    stop, heard = Stop(), []
    thread = threading.Thread(target=renja_xl.pantau, args=(folder, heard.append, stop), kwargs={"tunggu": 0})
    thread.start()
    for number in (1, 2):
        # Whole from the start: half a file would be said to be waited for as well.
        workbook(folder.parent / "baru.xlsx", number).replace(folder / "a.xlsx")
        await_that(lambda number=number: len(results(folder)) == number)  # type: ignore[misc]
    stop.request()
    thread.join(timeout=5)
    assert len([kabar for kabar in heard if "Menunggu: a.xlsx" in kabar.kalimat]) == len(refused) == 2


def test_a_file_that_stays_locked_is_left_for_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(folder / "a.xlsx", 1)

    def locked(*_: Any) -> str:
        raise UnreadableError("sedang dibuka")

    monkeypatch.setattr(pantau_file, "snapshot", locked)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    done, _ = once(folder)
    assert (done.selesai, done.gagal) == (0, 0)
    assert "a.xlsx" in names(folder)


def test_a_bug_stops_one_file_and_not_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)
    workbook(folder / "b.xlsx", 2)
    real = pantau_file.isi_semua

    def broken(source: Path, *arguments: Any, **named: Any) -> Any:
        if source.name == "a.xlsx":
            raise ZeroDivisionError
        return real(source, *arguments, **named)

    monkeypatch.setattr(pantau_file, "isi_semua", broken)
    done, _ = once(folder)
    assert (done.selesai, done.gagal) == (1, 1)
    assert "ZeroDivisionError" in (folder / "gagal" / "a.xlsx.txt").read_text(encoding="utf-8")
    assert "Traceback" in (folder / ".renja-xl" / "pantau.log").read_text(encoding="utf-8")


def test_a_full_disk_is_waited_out_and_blames_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)
    real, tries = pantau_file.isi_semua, []

    def full(*arguments: Any, **named: Any) -> Any:
        tries.append(1)
        if len(tries) < 3:
            raise OutputError("hasil-penuh", folder=folder)
        return real(*arguments, **named)

    monkeypatch.setattr(pantau_file, "isi_semua", full)
    monkeypatch.setattr(pantau_file, "_MOST_TRIES", 1)
    monkeypatch.setattr("renja_xl.use_cases.pantau._RETRY", 0.05)
    stop, heard = Stop(), []
    thread = threading.Thread(target=renja_xl.pantau, args=(folder, heard.append, stop), kwargs={"tunggu": 0})
    thread.start()
    await_that(lambda: results(folder))
    stop.request()
    thread.join(timeout=5)
    assert names(folder / "gagal") == []
    assert len([kabar for kabar in heard if "penuh" in kabar.kalimat]) == 1
    tries.clear()
    workbook(folder / "b.xlsx", 1)
    with pytest.raises(OutputError, match="penuh"):
        once(folder)


def test_a_sheet_whose_name_is_endless_fails_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)

    def endless(*_: Any, **__: Any) -> Any:
        raise OutputError("hasil-gagal", berkas="x", sebab="x") from OSError(errno.ENAMETOOLONG, "x")

    monkeypatch.setattr(pantau_file, "isi_semua", endless)
    assert once(folder)[0].gagal == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_file_that_keeps_ending_the_process_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(folder / "a.xlsx", 1)
    workbook(folder / "b.xlsx", 2)
    real = pantau_file.isi_semua

    def deadly(source: Path, *arguments: Any, **named: Any) -> Any:
        if source.name == "a.xlsx":
            os._exit(9)
        return real(source, *arguments, **named)

    monkeypatch.setattr(pantau_file, "isi_semua", deadly)
    deaths = 0
    while died(folder):
        deaths += 1
        assert names(folder / "gagal") == []
        assert deaths < 2 or results(folder) == ["b_terisi.xlsx"], "it keeps others from being done"
    assert deaths == pantau_file._MOST_TRIES
    why = (folder / "gagal" / "a.xlsx.txt").read_text(encoding="utf-8")
    assert f"sudah {deaths} kali menghentikan program" in why
    assert names(folder) == [".renja-xl", "b.xlsx", "gagal", "selesai"]
    assert once(folder)[0] == Ringkasan()


def died(folder: Path) -> bool:
    """A run in a process of its own; whether it was ended before it was done."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            once(folder)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 9


def test_a_session_that_cannot_begin_lets_go_of_the_record(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[Ledger] = []
    close = Ledger.close

    def noted(self: Ledger) -> None:
        closed.append(self)
        close(self)

    def refused(*_: Any, **__: Any) -> None:
        raise OSError(errno.EAGAIN, "no more threads")

    monkeypatch.setattr(Ledger, "close", noted)
    monkeypatch.setattr("renja_xl.use_cases.pantau.Wakeups", refused)
    with pytest.raises(OutputError):
        once(folder)
    assert len(closed) == 1


def test_events_that_get_lost_cost_time_and_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf(*_: Any, **__: Any) -> Iterator[None]:
        raise OSError("no space left for watches")

    monkeypatch.setattr("watchfiles.watch", deaf)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session._RESCAN", 0.1)
    stop, heard = Stop(), []
    thread = threading.Thread(
        target=renja_xl.pantau, args=(folder, heard.append, stop), kwargs={"tunggu": 0.1}
    )
    thread.start()
    await_that(lambda: any("tidak tersedia" in kabar.kalimat for kabar in heard))
    workbook(folder / "a.xlsx", 1)
    await_that(lambda: results(folder))
    stop.request()
    thread.join(timeout=5)
    assert not thread.is_alive()


@pytest.mark.parametrize("options", [(), ("--polling",)])
def test_a_running_watcher_sees_what_is_dropped(
    folder: Path, options: tuple[str, ...], tmp_path: Path
) -> None:
    workbook(tmp_path / "m.xlsx", 4)
    with watcher(folder, *options):
        (tmp_path / "m.xlsx").rename(folder / "a.xlsx")
        begin = time.monotonic()
        await_that(lambda: names(folder / "selesai") == ["a_laporan.txt", "a_terisi.xlsx"])
        assert time.monotonic() - begin < 4, "it came by the rescan and not by an event"


def test_an_inbox_that_goes_away_is_waited_for_and_not_made(folder: Path, tmp_path: Path) -> None:
    (folder / "masuk").mkdir()
    workbook(folder / "masuk" / "a.xlsx", 1)
    with watcher(folder, "--masuk", "masuk"):
        await_that(lambda: "a_terisi.xlsx" in said(folder))
        shutil.rmtree(folder / "selesai")  # whoever takes a result away misses none
        (folder / "masuk").rename(tmp_path / "pergi")
        await_that(lambda: "ditunggu sampai kembali" in said(folder))
        time.sleep(1.2)
        assert "masuk" not in names(folder)
        (tmp_path / "pergi").rename(folder / "masuk")
        workbook(tmp_path / "b.xlsx", 2).rename(folder / "masuk" / "b.xlsx")
        await_that(lambda: "b_terisi.xlsx" in results(folder))
    assert results(folder) == ["b_terisi.xlsx"]


@pytest.mark.parametrize("dropped", [False, True])
def test_another_inbox_in_the_place_of_ours_makes_no_second_result(
    folder: Path, tmp_path: Path, dropped: bool
) -> None:
    (folder / "masuk").mkdir()
    workbook(folder / "masuk" / "a.xlsx", 1)
    once(folder, masuk="masuk")
    shutil.rmtree(folder / "selesai")
    (folder / "masuk").rename(tmp_path / "pergi")
    (folder / "masuk").mkdir()  # what a disk leaves that is not mounted
    if dropped:
        workbook(folder / "masuk" / "b.xlsx", 2)
    for _ in range(2):
        once(folder, masuk="masuk")
    assert results(folder) == ["b_terisi.xlsx"] * dropped
    shutil.rmtree(folder / "masuk")
    (tmp_path / "pergi").rename(folder / "masuk")
    assert once(folder, masuk="masuk")[0].selesai == 0


def test_work_that_somebody_deletes_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)

    def cut(*_: Any) -> None:
        raise OSError(errno.EIO, "cut")

    with monkeypatch.context() as patch:
        patch.setattr(pantau_file, "publish", cut)
        with pytest.raises(OutputError):
            once(folder)
    assert [note.keadaan for note in renja_xl.riwayat(folder)] == ["jadi"]
    assert "  menunggu ditaruh  selesai/a_terisi.xlsx" in run("pantau", folder, "--riwayat").stdout
    shutil.rmtree(folder / ".renja-xl" / "kerja")
    assert once(folder)[0].selesai == 1
    assert results(folder) == ["a_terisi.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="names hold no line ends there")
def test_a_name_forges_no_line(folder: Path) -> None:
    workbook(folder / "m.xlsx", 1).rename(folder / "a\n2026-01-01 00:00:00 Selesai: b.xlsx")
    (folder / "c\r\x1b[2Jd.xlsx").write_bytes(b"bukan")
    result = run("pantau", folder, "--sekali", "--tunggu", "0", "--tenggang", "0")
    table = run("pantau", folder, "--riwayat").stdout
    log = (folder / ".renja-xl" / "pantau.log").read_text(encoding="utf-8")
    for text, lines in ((log, 4), (table, 3), (result.stdout, 1), (result.stderr, 4)):
        assert len(text.splitlines()) == lines, text
        assert "\x1b" not in text
    assert "a\\n2026" in log
    assert "a\\n2026" in table


def test_a_report_states_what_was_asked_for(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder, triwulan="jumlah", lembar="Matriks")
    report = (folder / "selesai" / "a_laporan.txt").read_text(encoding="utf-8")
    assert "jumlah (--triwulan)" in report
    assert "Matriks (--lembar)" in report


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_what_is_no_file_is_said_to_be_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "pipa.xlsx")
    (folder / "putus.xlsx").symlink_to(folder.parent / "tiada")
    _, words = once(folder)
    assert [text for text in words if "Dilewati (pipa.xlsx, putus.xlsx)" in text]


def test_a_link_that_leads_into_itself_is_passed_over(folder: Path) -> None:
    (folder / "a.xlsx").symlink_to(folder / "b.xlsx")
    (folder / "b.xlsx").symlink_to(folder / "a.xlsx")
    result = run("pantau", folder, "--sekali", "--tunggu", "0")
    assert result.returncode == 0
    assert "Dilewati (a.xlsx, b.xlsx)" in result.stderr


def test_a_folder_that_goes_away_and_returns(folder: Path, tmp_path: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    with watcher(folder) as process:
        await_that(lambda: results(folder))
        folder.rename(tmp_path / "pergi")
        await_that(lambda: "ditunggu sampai kembali" in said(folder))
        folder.mkdir()  # an empty mount point: nothing may begin in it
        time.sleep(1.5)
        assert names(folder) == []
        await_that(lambda: "bukan folder yang tadi dipantau" in said(folder))
        assert "tidak ada .renja-xl, selesai, maupun gagal" in said(folder), "any of them would do"
        assert "hentikan pemantauan lalu jalankan lagi" in said(folder)
        folder.rmdir()
        workbook(tmp_path / "pergi" / "b.xlsx", 2)
        (tmp_path / "pergi").rename(folder)
        await_that(lambda: len(results(folder)) == 2)
        await_that(lambda: "b_terisi.xlsx" in said(folder))
        assert process.poll() is None
    words = said(folder)
    assert words.count("ditunggu sampai kembali") == 1
    assert words.count("dapat dipakai lagi") == 1
    assert words.index("dapat dipakai lagi") < words.index("b_terisi.xlsx")
    assert results(folder) == ["a_terisi.xlsx", "b_terisi.xlsx"]


def test_a_file_for_which_there_is_no_room_stops_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path, stamp: Stamp) -> str:
        if source.name == "a-besar.xlsx":
            target.write_bytes(b"separuh")
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        return snapshot(source, target, stamp)

    for number, name in enumerate(("a-besar.xlsx", "b.xlsx")):
        workbook(folder / name, number)
    with monkeypatch.context() as patch:
        patch.setattr(pantau_file, "snapshot", full)
        patch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
        done, words = once(folder)
    assert (done.selesai, done.tertunda) == (1, 1)
    assert len([text for text in words if "Menunggu: a-besar.xlsx" in text and "disk penuh" in text]) == 1
    assert names(folder / ".renja-xl" / "kerja") == [], "half of it keeps no room"
    assert once(folder)[0].selesai == 1


def test_a_result_for_which_there_is_no_room_stops_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pantau_file.isi_semua

    def full(source: Path, *arguments: Any, **named: Any) -> Any:
        if source.name == "a.xlsx":
            raise OutputError("hasil-gagal", berkas="x", sebab="y") from OSError(errno.EDQUOT, "quota")
        return real(source, *arguments, **named)

    for number, name in enumerate(("a.xlsx", "b.xlsx")):
        workbook(folder / name, number)
    monkeypatch.setattr(pantau_file, "isi_semua", full)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    done, words = once(folder)
    assert (done.selesai, done.tertunda) == (1, 1)
    assert [text for text in words if "Menunggu: a.xlsx belum dapat dikerjakan" in text]


def test_a_single_run_waits_for_no_file_that_never_rests(folder: Path) -> None:
    workbook(folder / "b.xlsx", 1)
    ended = threading.Event()

    def write() -> None:
        with (folder / "catatan.log").open("ab", buffering=0) as file:
            while not ended.wait(0.02):
                file.write(b"baris\n")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        await_that((folder / "catatan.log").exists)
        done, words = once(folder, tunggu=0.3, tenggang=0.5)
    finally:
        ended.set()
        thread.join()
    assert (done.selesai, done.tertunda) == (1, 1)
    assert [text for text in words if "catatan.log masih terus berubah" in text]


def test_a_version_that_comes_while_the_one_before_is_done_is_done_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pantau_file.isi_semua

    def replaced(*arguments: Any, **named: Any) -> Any:
        found = real(*arguments, **named)
        monkeypatch.setattr(pantau_file, "isi_semua", real)
        workbook(folder / "a.xlsx", 2)
        return found

    workbook(folder / "a.xlsx", 1)
    monkeypatch.setattr(pantau_file, "isi_semua", replaced)
    assert once(folder)[0].selesai == 2
    assert sorted(figure_of(folder / "selesai" / name) for name in results(folder)) == [1, 2]


def test_a_corrected_file_does_not_wait_for_the_one_that_failed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "gagal"))

    (folder / "a.xlsx").write_bytes(b"bukan")
    with monkeypatch.context() as patch:
        patch.setattr("renja_xl.watching.publish.take", full)
        patch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
        assert once(folder)[0].tertahan == 1
        workbook(folder / "a.xlsx", 2)
        done, _ = once(folder)
    assert (done.selesai, done.tertahan) == (1, 1)
    assert results(folder) == ["a_terisi.xlsx"]
    done, _ = once(folder)
    assert (done.selesai, done.gagal) == (0, 1)
    assert names(folder / "gagal") == ["a.xlsx", "a.xlsx.txt"]
    assert figure_of(folder / "selesai" / "a_terisi.xlsx") == 2
    assert names(folder) == [".renja-xl", "a.xlsx", "gagal", "selesai"]


@pytest.mark.parametrize(
    "error", [OSError(errno.EIO, "I/O error"), InputError("gagal-dibaca", berkas="x", sebab="galat disk")]
)
def test_an_error_on_our_own_copy_is_not_the_files_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise error

    workbook(folder / "a.xlsx", 1)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    with monkeypatch.context() as patch:
        patch.setattr(pantau_file, "isi_semua", broken)
        done, words = once(folder)
    assert (done.gagal, done.tertunda) == (0, 1)
    assert [text for text in words if "Menunggu: a.xlsx" in text]
    assert once(folder)[0].selesai == 1


def test_a_failure_that_was_held_makes_no_second_result_of_the_corrected_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "gagal"))

    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    (folder / "a.xlsx").write_bytes(b"bukan")
    with monkeypatch.context() as patch:
        patch.setattr("renja_xl.watching.publish.take", full)
        once(folder)
        workbook(folder / "a.xlsx", 2)
        assert once(folder)[0].selesai == 1
    shutil.rmtree(folder / "selesai")
    done, _ = once(folder)
    assert (done.gagal, done.selesai) == (1, 0)
    assert results(folder) == []


def test_of_one_file_the_older_result_comes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "selesai"))

    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    publish, left = pantau_file.publish, [1, 2, 3]
    workbook(folder / "a.xlsx", 1)
    with monkeypatch.context() as patch:
        patch.setattr(pantau_file, "publish", full)
        assert once(folder)[0].tertahan == 1
    workbook(folder / "a.xlsx", 2)

    def held_at_first(places: Any, ledger: Ledger, job: Job) -> None:
        if job.id == 1 and left:
            left.pop()
            full()
        publish(places, ledger, job)

    monkeypatch.setattr(pantau_file, "publish", held_at_first)
    done, words = once(folder)
    if done.tertahan:
        done, words = once(folder)
    assert [figure_of(folder / "selesai" / name) for name in results(folder)] == [1, 2]
    reports = sorted((folder / "selesai").glob("*_laporan*.txt"))
    assert "Menggantikan" in reports[1].read_text(encoding="utf-8")
    assert not [text for text in words if "Sudah pernah" in text]
    assert once(folder)[0] == Ringkasan()


def test_a_single_run_waits_for_a_file_that_came_to_rest(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(b"PK")
    thread = threading.Timer(0.3, (folder / "a.xlsx").write_bytes, [b"PK\x03\x04"])
    thread.start()
    done, words = once(folder, tunggu=0.5, tenggang=0.8)
    thread.join()
    assert (done.gagal, done.tertunda) == (1, 0)
    assert not [text for text in words if "terus berubah" in text]


def test_a_record_from_before_inboxes_were_told_apart(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    with closing(sqlite3.connect(folder / ".renja-xl" / "buku-besar.sqlite")) as record:
        record.execute("ALTER TABLE terlihat DROP COLUMN masuk")
        record.execute("PRAGMA user_version = 0")
        record.commit()
    shutil.rmtree(folder / "selesai")
    assert once(folder)[0] == Ringkasan()


def test_two_watchers_on_one_folder(folder: Path) -> None:
    def states() -> list[str]:
        return [note.keadaan for note in renja_xl.riwayat(folder)]

    with watcher(folder) as first, watcher(folder) as second:
        await_that(lambda: "menunggu dan mengambil alih" in said(folder))
        workbook(folder / "a.xlsx", 1)
        await_that(lambda: states() == ["selesai"])
        single = run("pantau", folder, "--sekali")
        assert single.returncode == 0
        assert "sedang dipantau proses lain" in single.stderr
        first.kill()
        first.wait()
        workbook(folder / "b.xlsx", 2)
        await_that(lambda: states() == ["selesai", "selesai"])
        assert second.poll() is None
    assert results(folder) == ["a_terisi.xlsx", "b_terisi.xlsx"]


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_stops_cleanly(folder: Path, sign: signal.Signals, code: int) -> None:
    for number in range(20):
        workbook(folder / f"m{number}.xlsx", number)
    with watcher(folder) as process:
        await_that(lambda: results(folder))
        process.send_signal(sign)
        there = len(results(folder))
        assert process.wait(timeout=60) == code
    assert len(results(folder)) <= there + 2, "no file is begun after that of the moment"
    assert names(folder / ".renja-xl" / "kerja") == []
    assert len(names(folder / "selesai")) == 2 * len(results(folder))
    assert "Dihentikan sebelum selesai" not in said(folder)
    assert not json.loads((folder / ".renja-xl" / "denyut.json").read_text(encoding="utf-8"))["hidup"]
    before = len(results(folder))
    assert once(folder)[0].selesai == 20 - before
    assert len(results(folder)) == 20


def test_ctrl_c_twice_stops_at_once(folder: Path) -> None:
    matrix(folder / "besar.xlsx", [PROGRAM, KEGIATAN, *[SUB] * 5000])
    beat = folder / ".renja-xl" / "denyut.json"
    with watcher(folder) as process:
        await_that(lambda: beat.exists() and '"besar.xlsx"' in beat.read_text(encoding="utf-8"))
        process.send_signal(signal.SIGINT)
        await_that(lambda: "tekan Ctrl-C sekali lagi" in said(folder))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    assert results(folder) == []
    assert "Pemantauan" not in said(folder).partition("Memantau")[2]
    assert once(folder)[0].selesai == 1


def test_the_history_as_table_and_json(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    (folder / "b.xlsx").write_bytes(b"bukan")
    once(folder)
    table = run("pantau", folder, "--riwayat").stdout.splitlines()
    assert table[0].startswith("WAKTU ")
    assert "a.xlsx  selesai  selesai/a_terisi.xlsx" in table[1]
    assert "b.xlsx  gagal" in table[2]
    said = json.loads(run("pantau", folder, "--riwayat", "--json").stdout)
    assert said["versi_skema"] == 1
    assert [(note["nama"], note["keadaan"], note["laporan"]) for note in said["riwayat"]] == [
        ("a.xlsx", "selesai", "selesai/a_laporan.txt"),
        ("b.xlsx", "gagal", "gagal/b.xlsx.txt"),
    ]
    assert said["riwayat"][0]["sha256"] == hashlib.sha256((folder / "a.xlsx").read_bytes()).hexdigest()


def test_history_and_help_load_nothing_heavy(folder: Path) -> None:
    script = (
        "import sys; from renja_xl.cli.main import main\n"
        "try: main(sys.argv[1:], standalone_mode=False)\n"
        "except SystemExit: pass\n"
        "assert 'pandas' not in sys.modules and 'openpyxl' not in sys.modules"
    )
    once(folder)
    for arguments in (["pantau", "--help"], ["pantau", str(folder), "--riwayat"]):
        subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True)


def test_the_heartbeat(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    (folder / "kosong.xlsx").touch()
    with watcher(folder) as process:
        path = folder / ".renja-xl" / "denyut.json"
        await_that(lambda: path.exists() and json.loads(path.read_text(encoding="utf-8"))["selesai"] == 1)
        beat = json.loads(path.read_text(encoding="utf-8"))
    assert (beat["pid"], beat["menunggu"], beat["gagal"], beat["hidup"]) == (process.pid, 1, 0, True)


def test_what_cannot_be_done_is_said_in_a_sentence(folder: Path) -> None:
    one_sentence(run("pantau", folder / "tiada"), 3, "tiada")
    one_sentence(run("pantau"), 2, "renja-xl pantau folder")
    one_sentence(run("pantau", folder, "--json"), 2, "--riwayat")
    one_sentence(run("pantau", folder, "--aturan", "entah"), 2, "entah")
    one_sentence(run("pantau", folder, "--tunggu", "lama"), 2)
    (folder / "selesai").write_text("berkas, bukan folder")
    one_sentence(run("pantau", folder, "--sekali"), 5, folder)
    (folder / "selesai").unlink()
    empty = run("pantau", folder, "--riwayat")
    assert (empty.returncode, empty.stdout) == (0, "")
    (folder / ".renja-xl").mkdir(exist_ok=True)
    (folder / ".renja-xl" / "buku-besar.sqlite").write_text("bukan basis data " * 100)
    one_sentence(run("pantau", folder, "--sekali"), 5, "buku-besar.sqlite")
    one_sentence(run("pantau", folder, "--riwayat"), 5, "buku-besar.sqlite")


def test_quiet_says_nothing_but_failures(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    quiet = run("pantau", folder, "--sekali", "--tunggu", "0", "-q")
    assert quiet.stderr == ""
    assert quiet.stdout.strip().endswith("a_terisi.xlsx")


def test_thousands_of_files_are_looked_at_quickly(folder: Path) -> None:
    raw = workbook(folder / "m.xlsx", 1).read_bytes()
    once(folder)
    ledger = Ledger(folder / ".renja-xl" / "buku-besar.sqlite")
    for number in range(3000):
        (folder / f"m{number}.xlsx").write_bytes(raw)
    with ledger._writing():
        for name, stamp in survey(folder).files.items():
            ledger._remember(name, stamp, "d")
    ledger.close()
    begin = time.monotonic()
    done, _ = once(folder)
    assert done.selesai == 0
    assert time.monotonic() - begin < 5


def table(path: Path, figure: int) -> bytes:
    """The matrix of `workbook` as plain text; its bytes."""
    book = load_workbook(workbook(path.with_suffix(".xlsx"), figure))
    path.with_suffix(".xlsx").unlink()
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(book.worksheets[0].iter_rows(values_only=True))
    return path.read_bytes()


def test_a_text_table_without_its_end_is_waited_for(folder: Path, tmp_path: Path) -> None:
    raw = table(tmp_path / "m.csv", 3)
    (folder / "potong.csv").write_bytes(raw[:-40])
    (folder / "ruang.csv").write_bytes(raw[:-40] + bytes(40))
    with watcher(folder, "--tenggang", "60"):
        await_that(lambda: said(folder).count("belum utuh") == 2)
        assert results(folder) == []
        for name in ("potong.csv", "ruang.csv"):
            (folder / name).write_bytes(raw)
        await_that(lambda: results(folder) == ["potong_terisi.xlsx", "ruang_terisi.xlsx"])
    assert names(folder / "gagal") == []
    assert "terpotong" not in said(folder)


def test_a_text_table_that_stays_without_its_end(folder: Path) -> None:
    raw = table(folder / "m.csv", 3)
    (folder / "m.csv").unlink()
    (folder / "tanpa.csv").write_bytes(raw.rstrip())
    (folder / "nol.csv").write_bytes(raw + b"1" * 5000 + bytes(40))
    (folder / "utf-16.csv").write_bytes(raw.decode().encode("utf-16"))
    done, words = once(folder)
    assert (done.selesai, done.gagal) == (2, 1)
    assert [text for text in words if "mungkin terpotong" in text and "tanpa.csv" in text]
    report = (folder / "selesai" / "tanpa_laporan.txt").read_text(encoding="utf-8")
    assert "mungkin terpotong" in report
    assert "terpotong" not in (folder / "selesai" / "utf-16_laporan.txt").read_text(encoding="utf-8")
    assert "salin lagi" in (folder / "gagal" / "nol.csv.txt").read_text(encoding="utf-8")


def test_a_report_says_which_result_it_replaces(folder: Path) -> None:
    for number in (1, 2):
        workbook(folder / "a.xlsx", number)
        once(folder)
    first, second = (folder / note.laporan for note in renja_xl.riwayat(folder))
    assert "Menggantikan" not in first.read_text(encoding="utf-8")
    assert "Menggantikan hasil sebelumnya: a_terisi.xlsx" in second.read_text(encoding="utf-8")


# Seconds since 1970; SQLite holds nanoseconds up to 2262, and not every disk holds this.
_YEAR_2300 = 10_413_792_000


def test_a_file_from_a_time_beyond_the_record(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    workbook(folder / "b.xlsx", 2)
    (folder / "c.xlsx").write_bytes(b"bukan")
    for name in ("a.xlsx", "c.xlsx"):
        os.utime(folder / name, (_YEAR_2300, _YEAR_2300))
    done, _ = once(folder)
    assert (done.selesai, done.gagal) == (2, 1)
    assert once(folder)[0] == Ringkasan()
    assert names(folder) == [".renja-xl", "a.xlsx", "b.xlsx", "gagal", "selesai"]


def test_whatever_befalls_one_file_the_others_are_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate("abc"):
        workbook(folder / f"{name}.xlsx", number)
    snapshot, publish = pantau_file.snapshot, pantau_file.publish

    def copied(source: Path, *arguments: Any) -> str:
        if source.name == "a.xlsx":
            raise OverflowError("Python int too large")
        return snapshot(source, *arguments)

    def moved(places: Any, ledger: Ledger, job: Any) -> None:
        if job.nama == "b.xlsx":
            raise ValueError("embedded null")
        publish(places, ledger, job)

    monkeypatch.setattr(pantau_file, "snapshot", copied)
    monkeypatch.setattr(pantau_file, "publish", moved)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    done, words = once(folder)
    assert done.selesai == 1
    assert results(folder) == ["c_terisi.xlsx"]
    assert len([text for text in words if "OverflowError" in text]) == 1
    assert len([text for text in words if "ValueError" in text]) == 1
    assert "Traceback" in (folder / ".renja-xl" / "pantau.log").read_text(encoding="utf-8")


def test_the_rule_file_may_lie_in_the_folder(folder: Path) -> None:
    rules = folder / "kita.toml"
    rules.write_text('nama = "kita"\n', encoding="utf-8")
    (folder / "lain.toml").write_text('nama = "lain"\n', encoding="utf-8")
    workbook(folder / "a.xlsx", 1)
    done, _ = once(folder, aturan=str(rules))
    assert (done.selesai, done.gagal) == (1, 1)
    assert names(folder) == [".renja-xl", "a.xlsx", "gagal", "kita.toml", "selesai"]
    assert once(folder, aturan=str(rules))[0] == Ringkasan()


def test_a_dictionary_is_told_to_be_one(folder: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Kamus"
    book.worksheets[0].append(["indikator", "satuan"])
    book.save(folder / "a_kamus.xlsx")
    assert once(folder)[0].gagal == 1
    why = (folder / "gagal" / "a_kamus.xlsx.txt").read_text(encoding="utf-8")
    assert "kamus indikator, bukan matriks" in why


def test_the_result_names_the_rule_file_that_was_given(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "kita.toml"
    rules.write_text(run("aturan", "baku").stdout, encoding="utf-8")
    workbook(folder / "a.xlsx", 1)
    once(folder, aturan=str(rules))
    sheet = load_workbook(folder / "selesai" / "a_terisi.xlsx")["Metode"]
    assert "baku (kita.toml)" in [cell.value for row in sheet for cell in row]


def test_a_file_that_is_open_is_said_to_be_waited_for(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    workbook(folder / "b.xlsx", 2)
    once(folder)
    workbook(folder / "a.xlsx", 3)
    for lock in ("~$a.xlsx", "~$b.xlsx"):  # b is done: whoever looks at it is waited for by nobody
        (folder / lock).touch()
    with watcher(folder):
        await_that(lambda: "Menunggu: a.xlsx sedang dibuka (ada ~$a.xlsx)" in said(folder))
        beat = folder / ".renja-xl" / "denyut.json"
        await_that(lambda: json.loads(beat.read_text(encoding="utf-8"))["menunggu"] == 1)
        (folder / "~$a.xlsx").unlink()
        await_that(lambda: len(results(folder)) == 3)
    assert said(folder).count("sedang dibuka") == 1


def test_a_result_that_was_taken_without_its_report_comes_again_when_dropped(folder: Path) -> None:
    raw = workbook(folder / "a.xlsx", 1).read_bytes()
    once(folder)
    (folder / "selesai" / "a_terisi.xlsx").unlink()
    assert once(folder)[0].selesai == 0
    (folder / "a.xlsx").write_bytes(raw)
    os.utime(folder / "a.xlsx", ns=(1, 1))
    assert once(folder)[0].selesai == 1
    assert len(results(folder)) == 1


def test_a_file_that_was_away_is_dropped_anew_whatever_its_time(folder: Path, tmp_path: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    (folder / "a.xlsx").rename(tmp_path / "a.xlsx")
    once(folder)
    (tmp_path / "a.xlsx").rename(folder / "a.xlsx")
    assert once(folder)[0].selesai == 0, "its result is there"
    (folder / "a.xlsx").rename(tmp_path / "a.xlsx")
    shutil.rmtree(folder / "selesai")
    once(folder)
    (tmp_path / "a.xlsx").rename(folder / "a.xlsx")
    assert once(folder)[0].selesai == 1


def test_a_folder_that_was_copied_gets_no_result_again(folder: Path, tmp_path: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    (folder / "a.xlsx").touch()
    once(folder)
    shutil.rmtree(folder / "selesai")
    shutil.copytree(folder, tmp_path / "disk baru")
    done, words = once(tmp_path / "disk baru")
    assert done == Ringkasan()
    assert [text for text in words if "selesai/a_terisi.xlsx" in text and "sudah diambil" in text]
    assert not [text for text in once(tmp_path / "disk baru")[1] if "Sudah pernah" in text]


def test_an_earlier_version_that_comes_back_is_told_its_result(folder: Path) -> None:
    def visible() -> list[str]:
        said: list[Kabar] = []
        renja_xl.pantau(folder, said.append, sekali=True, tunggu=0)
        return [kabar.kalimat for kabar in said if kabar.tingkat == "kabar" and "Sudah" in kabar.kalimat]

    first, second = workbook(folder / "a.xlsx", 1).read_bytes(), workbook(folder / "a.xlsx", 2).read_bytes()
    for raw in (first, second):
        (folder / "a.xlsx").write_bytes(raw)
        assert visible() == []
    (folder / "a.xlsx").write_bytes(first)
    (text,) = visible()
    assert "hasilnya selesai/a_terisi.xlsx" in text
    assert text in (folder / ".renja-xl" / "pantau.log").read_text(encoding="utf-8")
    assert len(results(folder)) == 2


def test_a_return_that_was_only_begun_is_not_told_as_done(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    with closing(Ledger(folder / ".renja-xl" / "buku-besar.sqlite")) as ledger:
        (made,) = ledger.jobs()
        ledger.begin(made.nama, made.sha256, ("lain", "lain"), made.stamp, "t", kembali=made.id)
    last = run("pantau", folder, "--riwayat").stdout.splitlines()[-1]
    assert "kembali ke hasil" not in last
    assert last.endswith("bila terputus, akan diulang")


def _reports(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "selesai").glob("*_laporan*")}


def test_an_earlier_version_that_comes_back_is_recorded_once(folder: Path) -> None:
    first, second = workbook(folder / "a.xlsx", 1).read_bytes(), workbook(folder / "a.xlsx", 2).read_bytes()
    for raw in (first, second):
        (folder / "a.xlsx").write_bytes(raw)
        once(folder)
    replaced = renja_xl.riwayat(folder)[1].hasil[0]
    before = _reports(folder)
    (folder / "a.xlsx").write_bytes(first)
    for number in range(3):
        done, _ = once(folder)
        assert done == Ringkasan(), number
        os.utime(folder / "a.xlsx", ns=(number, number))
    *_, note = renja_xl.riwayat(folder)
    assert (note.nama, note.keadaan, note.hasil) == ("a.xlsx", "selesai", ("selesai/a_terisi.xlsx",))
    assert [each.kembali for each in renja_xl.riwayat(folder)] == [False, False, True]
    lines = run("pantau", folder, "--riwayat").stdout.splitlines()
    assert len(lines) == 4
    assert lines[-1].endswith("kembali ke hasil sebelumnya: selesai/a_terisi.xlsx")
    ((name, text),) = _reports(folder).items() - before.items()
    assert note.laporan == f"selesai/{name}"
    assert "Hasil yang berlaku sekarang: a_terisi.xlsx\n" in text
    assert f"Tidak berlaku lagi: {Path(replaced).name}\n" in text
    assert "Isi berkas ini kembali" in text
    (folder / "a.xlsx").write_bytes(second)
    once(folder)
    assert renja_xl.riwayat(folder)[-1].hasil == (replaced,)
    (folder / "a.xlsx").write_bytes(first)
    once(folder)
    workbook(folder / "a.xlsx", 3)
    once(folder)
    *_, note = renja_xl.riwayat(folder)
    report = (folder / note.laporan).read_text(encoding="utf-8")
    assert "Menggantikan hasil sebelumnya: a_terisi.xlsx\n" in report
    assert (len(results(folder)), len(_reports(folder))) == (3, 6)


def test_an_earlier_version_whose_result_was_taken_away_is_done_again(folder: Path) -> None:
    first, second = workbook(folder / "a.xlsx", 1).read_bytes(), workbook(folder / "a.xlsx", 2).read_bytes()
    for raw in (first, second, first):
        (folder / "a.xlsx").write_bytes(raw)
        once(folder)
    (folder / "selesai" / "a_terisi.xlsx").unlink()
    (folder / "a.xlsx").write_bytes(first)
    os.utime(folder / "a.xlsx", ns=(1, 1))
    assert once(folder)[0].selesai == 1
    assert len(renja_xl.riwayat(folder)) == 4


def test_a_record_from_before_returns_were_recorded(folder: Path) -> None:
    first, second = workbook(folder / "a.xlsx", 1).read_bytes(), workbook(folder / "a.xlsx", 2).read_bytes()
    for raw in (first, second):
        (folder / "a.xlsx").write_bytes(raw)
        once(folder)
    with closing(sqlite3.connect(folder / ".renja-xl" / "buku-besar.sqlite")) as record:
        record.execute("ALTER TABLE pekerjaan DROP COLUMN kembali")
        record.execute("PRAGMA user_version = 0")
        record.commit()
    assert [note.kembali for note in renja_xl.riwayat(folder)] == [False, False]
    (folder / "a.xlsx").write_bytes(first)
    once(folder)
    assert [note.kembali for note in renja_xl.riwayat(folder)] == [False, False, True]


def test_earlier_rules_that_come_back_are_told_their_result(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    once(folder)
    once(folder, aturan="balangan-2023", ulang=True)
    done, words = once(folder, ulang=True)
    assert done.selesai == 0
    (text,) = (text for text in words if "hasilnya selesai/a_terisi.xlsx" in text)
    assert "kembali ke isi" not in text, "only the rules have changed"
    *_, note = renja_xl.riwayat(folder)
    assert (note.kembali, note.hasil, note.aturan) == (True, ("selesai/a_terisi.xlsx",), "baku")
    assert "Aturan atau pilihannya kembali" in (folder / note.laporan).read_text(encoding="utf-8")
    once(folder, ulang=True)
    assert len(renja_xl.riwayat(folder)) == 3


def test_a_file_that_contradicts_the_record_stops_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(folder / "a.xlsx", 1)
    workbook(folder / "b.xlsx", 2)
    complete = Ledger.complete

    def twice(self: Ledger, number: int, outputs: Any, alasan: str = "") -> Any:
        if self.job(number).nama == "a.xlsx":
            outputs = [outputs[0], outputs[0]]
        return complete(self, number, outputs, alasan)

    monkeypatch.setattr(Ledger, "complete", twice)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    done, words = once(folder)
    assert (done.selesai, done.tertunda) == (1, 1)
    assert len([text for text in words if "IntegrityError" in text]) == 1


def test_a_single_run_that_cannot_deliver_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)

    def refused(*_: Any) -> None:
        raise PermissionError(errno.EACCES, "tidak boleh")

    monkeypatch.setattr(pantau_file, "publish", refused)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    result = CliRunner().invoke(pantau_command, [str(folder), "--sekali", "--tunggu", "0"])
    assert result.exit_code == 5
    assert "a.xlsx sudah dikerjakan, tetapi belum dapat ditaruh di selesai/" in result.stderr
    assert "tidak ada berkas yang setengah jadi" not in result.stderr
    assert "1 berkas belum sampai di selesai/" in result.stderr.splitlines()[-1]


def _changing(times: int) -> Any:
    """`snapshot`, but somebody saves the file while it is copied, so many times."""
    snapshot, left = pantau_file.snapshot, times

    def copied(source: Path, *arguments: Any) -> str:
        nonlocal left
        digest = snapshot(source, *arguments)
        if left:
            left -= 1
            workbook(source, 10 + left)
            raise ChangedError
        return digest

    return copied


def test_a_single_run_looks_again_where_a_file_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)
    monkeypatch.setattr(pantau_file, "snapshot", _changing(1))
    assert once(folder)[0].selesai == 1
    assert figure_of(folder / "selesai" / "a_terisi.xlsx") == 10


def test_a_single_run_waits_for_no_file_that_changes_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(folder / "a.xlsx", 1)
    monkeypatch.setattr(pantau_file, "snapshot", _changing(100))
    done, _ = once(folder)
    assert (done.selesai, done.tertunda) == (0, 1)


def test_a_single_run_does_the_version_that_came_while_the_last_one_failed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.xlsx").write_bytes(b"bukan")
    publish = pantau_file.publish

    def moved(places: Any, ledger: Ledger, job: Any) -> None:
        if job.alasan:
            workbook(folder / "a.xlsx", 7)
        publish(places, ledger, job)

    monkeypatch.setattr(pantau_file, "publish", moved)
    done, _ = once(folder)
    assert (done.gagal, done.selesai) == (1, 1)
    assert figure_of(folder / "selesai" / "a_terisi.xlsx") == 7


def test_a_place_that_is_full_holds_its_own_files_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.xlsx").write_bytes(b"bukan")
    workbook(folder / "b.xlsx", 2)
    publish = pantau_file.publish

    def full(places: Any, ledger: Ledger, job: Any) -> None:
        if job.alasan:
            raise OSError(errno.ENOSPC, "No space left on device", str(folder / "gagal"))
        publish(places, ledger, job)

    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    with monkeypatch.context() as patch:
        patch.setattr(pantau_file, "publish", full)
        done, words = once(folder)
    assert (done.selesai, done.tertahan) == (1, 1)
    assert len([text for text in words if "belum dapat ditaruh di gagal/ (disk penuh)" in text]) == 1
    assert once(folder)[0].gagal == 1


def test_a_single_run_that_cannot_read_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)

    def refused(*_: Any) -> str:
        raise UnreadableError("tidak diizinkan")

    monkeypatch.setattr(pantau_file, "snapshot", refused)
    monkeypatch.setattr("renja_xl.use_cases.pantau_session.pause_after", lambda *_: 0.05)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    result = CliRunner().invoke(pantau_command, [str(folder), "--sekali", "--tunggu", "0"])
    assert result.exit_code == 6
    assert "1 berkas belum dapat dibaca" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(("name", "raw"), [("kosong.xlsx", b""), ("~$a.xlsx", b"x")])
def test_a_single_run_that_leaves_a_file_waiting_says_so(folder: Path, name: str, raw: bytes) -> None:
    if raw:
        workbook(folder / "a.xlsx", 1)
    (folder / name).write_bytes(raw)
    result = run("pantau", folder, "--sekali", "--tunggu", "0")
    assert result.returncode == 6
    assert "tidak ada berkas yang setengah jadi" not in result.stderr
    assert "1 berkas belum dapat dibaca atau dikerjakan" in result.stderr.splitlines()[-1]


def test_an_input_that_may_not_be_moved_away_fails_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.xlsx").write_bytes(b"bukan")
    rename = os.rename

    def refused(source: Any, target: Any) -> None:
        if Path(source) == folder / "a.xlsx":
            raise PermissionError(errno.EACCES, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refused)
    done, words = once(folder)
    assert (done.gagal, done.tertahan) == (1, 0)
    assert [text for text in words if "a.xlsx" in text and "masih di folder masuk" in text]
    assert names(folder / "gagal") == ["a.xlsx", "a.xlsx.txt"]
    assert once(folder)[0] == Ringkasan()
    workbook(folder / "a.xlsx", 1)
    assert once(folder)[0].selesai == 1


def test_a_place_that_cannot_be_written_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(folder / "a.xlsx", 1)

    def refused(*_: Any) -> None:
        raise OSError(errno.EIO, "broken", str(folder / "selesai" / "a_terisi.xlsx"))

    monkeypatch.setattr(pantau_file, "publish", refused)
    with pytest.raises(OutputError, match=r"selesai/.*tidak dapat dibaca"):
        once(folder)


@pytest.mark.parametrize("lost", [".renja-xl/buku-besar.sqlite", ".renja-xl"])
def test_a_record_that_is_deleted_is_begun_anew(folder: Path, lost: str) -> None:
    workbook(folder / "a.xlsx", 1)
    with watcher(folder) as process:
        await_that(lambda: "a_terisi.xlsx" in said(folder))
        # At one stroke: to delete what is in it would race with what the watcher still writes there.
        (folder / lost).rename(folder.parent / "dibuang")
        await_that(lambda: "dimulai catatan baru" in said(folder))
        workbook(folder / "b.xlsx", 2)
        await_that(lambda: "b_terisi.xlsx" in results(folder))
        assert process.poll() is None
    assert len(results(folder)) == 3, "as after a start without a record"
    assert "tidak dapat dipakai" not in said(folder)
    assert "dapat dipakai lagi" not in said(folder)


def test_a_place_that_is_deleted_is_made_again(folder: Path) -> None:
    workbook(folder / "a.xlsx", 1)
    with watcher(folder):
        await_that(lambda: "a_terisi.xlsx" in said(folder))
        for place in ("selesai", "gagal"):
            shutil.rmtree(folder / place)
        workbook(folder / "b.xlsx", 2)
        (folder / "c.xlsx").write_bytes(b"bukan")
        await_that(lambda: "b_terisi.xlsx" in said(folder) and names(folder / "gagal"))
    words = said(folder)
    assert words.index("selesai/, gagal/ hilang dari folder") < words.index("b_terisi.xlsx")
    assert words.count("dibuat lagi") == 1
    assert "tidak dapat dipakai" not in words
    assert "dapat dipakai lagi" not in words


def test_a_record_that_is_in_use_is_no_damaged_one(folder: Path) -> None:
    once(folder)
    path = folder / ".renja-xl" / "buku-besar.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for option in ("--riwayat", "--sekali"):
            result = run("pantau", folder, option)
            one_sentence(result, 5, "buku-besar.sqlite", "sedang dipakai program lain")
            assert "ganti namanya" not in result.stderr
            assert "locked" not in result.stderr


def test_a_record_that_is_in_use_delays_no_stop(folder: Path) -> None:
    path = folder / ".renja-xl" / "buku-besar.sqlite"
    with watcher(folder) as process, closing(sqlite3.connect(path, isolation_level=None)) as other:
        await_that(lambda: path.exists() and path.stat().st_size)
        other.execute("BEGIN EXCLUSIVE")
        await_that(lambda: "catatan pemantauan sedang dipakai program lain" in said(folder))
        begin = time.monotonic()
        process.terminate()
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - begin < 5


@pytest.mark.parametrize("option", ["--riwayat", "--sekali"])
def test_a_record_without_its_tables_is_said_in_indonesian(folder: Path, option: str) -> None:
    (folder / ".renja-xl").mkdir()
    path = folder / ".renja-xl" / "buku-besar.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE pekerjaan (x)")
        other.commit()
    result = run("pantau", folder, option)
    one_sentence(result, 5, "buku-besar.sqlite", "ganti namanya", "bukan catatan pemantauan")
    assert "no such" not in result.stderr
    path.write_bytes(b"bukan basis data " * 100)
    one_sentence(run("pantau", folder, option), 5, "ganti namanya", "bukan catatan pemantauan")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_screen_that_cannot_be_written_stops_no_work(folder: Path, stream: str) -> None:
    for name in "abc":
        workbook(folder / f"{name}.xlsx", 1)
    command = [sys.executable, "-m", "renja_xl", "pantau", str(folder), "--sekali", "--tunggu", "0"]
    with Path("/dev/full").open("w") as full:
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: full}
        done = subprocess.run(command, check=False, **streams)
    assert done.returncode == 0
    assert len(results(folder)) == 3
    assert b"tidak dapat dipakai" not in (done.stderr or b"")


def test_the_heartbeat_names_the_file_at_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        workbook(folder / f"{name}.xlsx", 1)
    real, busy = pantau_file.isi_semua, []
    path = folder / ".renja-xl" / "denyut.json"

    def seen(*arguments: Any, **named: Any) -> Any:
        busy.append(json.loads(path.read_text(encoding="utf-8"))["sedang"])
        return real(*arguments, **named)

    monkeypatch.setattr(pantau_file, "isi_semua", seen)
    once(folder)
    assert busy == ["a.xlsx", "b.xlsx"]
    assert json.loads(path.read_text(encoding="utf-8"))["sedang"] == ""


def test_that_sub_folders_are_not_looked_into_is_said_once(folder: Path) -> None:
    once(folder)
    assert not [text for text in once(folder)[1] if "Subfolder" in text]
    (folder / "dinas a").mkdir()
    (folder / ".git").mkdir()
    with watcher(folder):
        await_that(lambda: "Subfolder" in said(folder))
        workbook(folder / "a.xlsx", 1)
        await_that(lambda: results(folder))
    assert said(folder).count("Subfolder") == 1
    assert "dinas a" in said(folder)
    assert ".git" not in said(folder)


def test_a_link_that_fails_leaves_what_it_led_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "asal.xlsx").write_bytes(b"bukan")
    (folder / "a.xlsx").symlink_to(Path("..") / "asal.xlsx")
    assert once(folder)[0].gagal == 1
    assert names(folder) == [".renja-xl", "gagal", "selesai"]
    handed_back = folder / "gagal" / "a.xlsx"
    assert handed_back.read_bytes() == b"bukan"
    assert not handed_back.is_symlink()
    assert (tmp_path / "asal.xlsx").exists()


def test_a_place_whose_disk_is_away_is_not_taken_for_a_file(folder: Path) -> None:
    (folder / "selesai").symlink_to(folder.parent / "disk lain")
    one_sentence(run("pantau", folder, "--sekali"), 5, "selesai/: berkas atau foldernya tidak ada")


@pytest.mark.parametrize("name", ["selesai", "masuk"])
def test_a_file_in_the_place_of_a_folder_is_named(folder: Path, name: str) -> None:
    (folder / name).write_text("berkas, bukan folder")
    one_sentence(run("pantau", folder, "--sekali", "--masuk", "masuk"), 5, f"{name}/", "bukan folder")


@pytest.mark.parametrize("option", ["--riwayat", "--sekali"])
def test_a_record_of_a_newer_version_is_left_alone(folder: Path, option: str) -> None:
    once(folder)
    path = folder / ".renja-xl" / "buku-besar.sqlite"
    with closing(sqlite3.connect(path)) as record:
        assert record.execute("PRAGMA user_version").fetchone() == (1,)
        record.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    result = run("pantau", folder, option)
    one_sentence(result, 5, "buku-besar.sqlite", "renja-xl yang lebih baru", "perbarui")
    assert "ganti namanya" not in result.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize("option", ["--riwayat", "--sekali"])
def test_what_is_no_record_is_said_alike_by_whoever_looks(folder: Path, option: str) -> None:
    (folder / ".renja-xl").touch()
    one_sentence(run("pantau", folder, option), 5, ".renja-xl/: itu bukan folder", f"'{folder}' tidak dapat")
    (folder / ".renja-xl").unlink()
    (folder / ".renja-xl" / "buku-besar.sqlite").mkdir(parents=True)
    one_sentence(
        run("pantau", folder, option), 5, "sqlite' tidak dapat dibaca (itu sebuah folder)", "ganti nama"
    )


def test_a_history_without_rights_is_said_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "stat", refused)
    with pytest.raises(OutputError, match="tidak diizinkan"):
        renja_xl.riwayat(folder)


@pytest.mark.parametrize("seconds", ["nan", "inf"])
def test_a_wait_without_end_is_refused(folder: Path, seconds: str) -> None:
    for option in ("--tunggu", "--tenggang"):
        one_sentence(run("pantau", folder, "--sekali", option, seconds), 2, option)
