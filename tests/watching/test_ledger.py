"""The record: what is begun, complete, in its place; and that it is all there when opened again."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from renja_xl.watching.inbox import Stamp, Survey
from renja_xl.watching.job import GAGAL, JADI, MULAI, SELESAI, Output
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.tables import VERSION, NewerError

STAMP = Stamp(10, 20, 2**64 - 1)
RULES = ("digest", "baku")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "buku.sqlite"


def test_a_job_from_begin_to_end(path: Path) -> None:
    ledger = Ledger(path)
    job = ledger.begin("a.xlsx", "f" * 64, RULES, STAMP, "t1")
    assert (job.keadaan, job.percobaan, job.stamp) == (MULAI, 1, STAMP)
    job = ledger.complete(job.id, [Output("hasil.xlsx", "selesai/a.xlsx"), Output("l.txt", "selesai/a.txt")])
    assert job.keadaan == JADI
    assert ledger.taken("selesai/a.xlsx")
    job = ledger.exchange(job.id, {job.keluaran[0]: Output("hasil.xlsx", "selesai/b.xlsx")})
    assert job.hasil == (Output("hasil.xlsx", "selesai/b.xlsx"),)
    ledger.close()
    ledger = Ledger(path)
    (job,) = ledger.jobs(JADI)
    assert [item.tujuan for item in job.keluaran] == ["selesai/b.xlsx", "selesai/a.txt"]
    assert ledger.seen("a.xlsx") is None
    ledger.finish(job, "t2")
    assert ledger.seen("a.xlsx") == (STAMP, "digest")
    assert [item.akhir for item in ledger.finished("a.xlsx", "f" * 64)] == ["t2"]
    ledger.close()
    assert Ledger(path).seen("a.xlsx") == (STAMP, "digest")


def test_a_return_stands_for_the_result_that_counts_again(path: Path) -> None:
    ledger = Ledger(path)
    for number in "12":
        job = ledger.begin("a.xlsx", number, RULES, STAMP, "t")
        outputs = [Output("hasil.xlsx", f"selesai/{number}.xlsx"), Output("l.txt", f"selesai/{number}.txt")]
        ledger.finish(ledger.complete(job.id, outputs), "t2")
    one, two = ledger.jobs(SELESAI)
    back = ledger.begin("a.xlsx", "1", RULES, STAMP, "t3", kembali=one.id)
    assert ledger.latest("a.xlsx") == ledger.job(two.id)
    back = ledger.complete(back.id, [Output("l.txt", "selesai/3.txt")])
    assert ledger.latest("a.xlsx") == ledger.job(one.id)
    ledger.finish(back, "t4")
    assert (back.kembali, back.hasil, back.laporan) == (one.id, (), Output("l.txt", "selesai/3.txt"))
    assert [job.id for job in ledger.finished("a.xlsx", "1")] == [one.id]
    again = ledger.begin("a.xlsx", "1", RULES, STAMP, "t5", kembali=one.id)
    assert ledger.begin("a.xlsx", "1", RULES, STAMP, "t6").kembali == 0, (
        "it was interrupted and is done after all"
    )
    assert ledger.latest("a.xlsx") == ledger.job(one.id)
    assert ledger.job(again.id).mulai == "t6"


def test_a_failed_file_may_come_again(path: Path) -> None:
    ledger = Ledger(path)
    ledger.remember("a.xlsx", STAMP, "digest")
    job = ledger.complete(ledger.begin("a.xlsx", "f", RULES, STAMP, "t").id, [], "Rusak.")
    ledger.finish(job, "t2")
    assert ledger.job(job.id).keadaan == GAGAL
    assert ledger.seen("a.xlsx") is None
    assert ledger.finished("a.xlsx", "f") == []


def test_which_output_is_the_report(path: Path) -> None:
    ledger = Ledger(path)
    one, two = (ledger.begin("a.xlsx", digest, RULES, STAMP, "t") for digest in "12")
    assert (one.hasil, one.laporan) == ((), None)
    first, second, third = (Output(name, name) for name in "xyz")
    done = ledger.complete(one.id, [first, second, third])
    assert (done.hasil, done.laporan) == ((first, second), third)
    why, back = Output("why", "why"), Output("back", "back")
    done = ledger.complete(two.id, [why, back], "Rusak.")
    assert (done.hasil, done.laporan) == ((back,), why)


def test_an_interrupted_job_is_counted_and_can_be_forgotten(path: Path) -> None:
    ledger = Ledger(path)
    first = ledger.begin("a.xlsx", "f", RULES, STAMP, "t")
    again = ledger.begin("a.xlsx", "f", RULES, STAMP, "t")
    assert (again.id, again.percobaan) == (first.id, 2)
    own = ledger.begin("a.xlsx", "f", RULES, STAMP, "t", {first.id})
    assert own.percobaan == 2, "what this process begins twice is no death"
    older = ledger.begin("a.xlsx", "an older version", RULES, STAMP, "t")
    ledger.finish(ledger.complete(first.id, []), "t")
    assert [job.id for job in ledger.jobs()] == [first.id]
    assert not ledger.discard(first.id), "what is complete is not thrown away"
    assert not ledger.discard(older.id)
    assert ledger.counts() == {MULAI: 0, JADI: 0, SELESAI: 1, GAGAL: 0}


def test_what_is_missing_in_another_inbox_is_not_forgotten(path: Path) -> None:
    def look(inbox: str, *names: str) -> None:
        ledger.forget_gone(Survey(inbox, set(names), dict.fromkeys(names, STAMP), {}, [], {}, []))

    ledger = Ledger(path)
    for name in ("a.xlsx", "b.xlsx"):
        ledger.remember(name, STAMP, "d")
    look("1:1", "a.xlsx", "b.xlsx")
    ledger.close()
    ledger = Ledger(path)
    look("2:2")
    look("2:2", "lain.xlsx")
    ledger.remember("lain.xlsx", STAMP, "d")  # what is done in a mount point whose share is away
    look("2:2", "lain.xlsx")
    assert ledger.seen("a.xlsx")
    ledger.close()
    ledger = Ledger(path)
    look("2:2", "lain.xlsx")
    assert ledger.seen("b.xlsx")
    look("1:1", "a.xlsx")
    assert ledger.seen("lain.xlsx")
    assert ledger.seen("a.xlsx")
    assert ledger.seen("b.xlsx") is None
    look("3:3", "a.xlsx", "lain.xlsx")  # moved to another disk: what is known is there
    look("3:3")
    assert ledger.seen("a.xlsx") is None


def test_two_files_never_get_one_place(path: Path) -> None:
    ledger = Ledger(path)
    one = ledger.begin("a.xlsx", "1", RULES, STAMP, "t")
    two = ledger.begin("b.xlsx", "2", RULES, STAMP, "t")
    ledger.complete(one.id, [Output("x", "selesai/x")])
    with pytest.raises(sqlite3.IntegrityError):
        ledger.complete(two.id, [Output("x", "selesai/x")])
    assert ledger.job(two.id).keadaan == MULAI


def test_a_name_that_is_no_utf_8(path: Path) -> None:
    name = os.fsdecode(b"matriks \xe9.xlsx")
    ledger = Ledger(path)
    ledger.begin(name, "f", RULES, STAMP, "t")
    ledger.remember(name, STAMP, "d")
    ledger.close()
    ledger = Ledger(path)
    assert ledger.seen(name) == (STAMP, "d")
    assert [job.nama for job in ledger.jobs()] == [name]


@pytest.mark.parametrize("content", [b"bukan basis data " * 100, b""])
def test_a_record_that_cannot_be_opened_is_let_go_of(
    path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def kept(*arguments: Any, **named: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **named))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", kept)
    monkeypatch.setattr("renja_xl.watching.tables._SCHEMA", "CREATE TABLE")
    path.write_bytes(content)
    with pytest.raises(sqlite3.DatabaseError):
        Ledger(path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


def test_what_the_tables_hold_is_not_asked_again_for_every_job(path: Path) -> None:
    ledger = Ledger(path)
    asked: list[str] = []
    ledger._db.set_trace_callback(asked.append)
    assert ledger.jobs() == []
    assert len(asked) == 1


def test_a_record_of_a_newer_version_stays_as_it_is(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    before = path.read_bytes()
    with pytest.raises(NewerError):
        Ledger(path)
    assert path.read_bytes() == before


def test_it_notices_that_its_file_went_away(path: Path) -> None:
    ledger = Ledger(path)
    ledger.check_there()
    path.rename(path.with_suffix(".lain"))
    with pytest.raises(FileNotFoundError):
        ledger.check_there()
    Ledger(path)
    with pytest.raises(FileNotFoundError):
        ledger.check_there()
