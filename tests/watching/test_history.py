"""The record as a reader sees it, whatever state it was left in; nothing is changed by looking."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from renja_xl.watching.history import read_only, recorded
from renja_xl.watching.inbox import Stamp
from renja_xl.watching.job import Output
from renja_xl.watching.ledger import Ledger

STAMP, RULES = Stamp(10, 20, 30), ("digest", "baku")


# The small cache brings half of the change to the disk.
_CUT_OFF = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 2")
database.execute("BEGIN IMMEDIATE")
for number in range(3000):
    database.execute("INSERT INTO terlihat VALUES (?, 1, 1, '', ?, '')", (str(number), "x" * 100))
os._exit(0)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "100% ?mode=rw#a%41.sqlite"


def filled(path: Path) -> Ledger:
    ledger = Ledger(path)
    job = ledger.begin("a.xlsx", "f", RULES, STAMP, "t1")
    ledger.finish(ledger.complete(job.id, [Output("hasil", "selesai/a"), Output("l", "selesai/l")]), "t2")
    ledger.begin("b.xlsx", "f", RULES, STAMP, "t3")
    return ledger


def left(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def test_every_job_is_read_while_the_record_is_in_use(path: Path) -> None:
    ledger = filled(path)
    with ledger._writing():
        assert recorded(path) == ledger.jobs()


def test_a_record_cannot_be_written_by_reading(path: Path) -> None:
    filled(path).close()
    database = sqlite3.connect(read_only(path), uri=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.execute("DELETE FROM keluaran")
    database.close()
    with pytest.raises(sqlite3.OperationalError):
        recorded(path.with_name("tiada"))
    assert not path.with_name("tiada").exists()


@pytest.mark.parametrize("tables", ["", "CREATE TABLE keluaran (pekerjaan)"])
def test_a_record_that_was_just_begun_is_empty(path: Path, tables: str) -> None:
    database = sqlite3.connect(path)
    database.executescript(tables)
    database.close()
    path.touch()
    assert recorded(path) == []


def test_a_change_that_was_cut_off_is_undone_in_a_copy(path: Path) -> None:
    filled(path).close()
    jobs = recorded(path)
    subprocess.run([sys.executable, "-c", _CUT_OFF, path], check=True)
    before = left(path)
    assert len(before) == 2, "no journal was left"
    assert recorded(path) == jobs
    assert left(path) == before


def test_a_share_of_windows() -> None:
    assert read_only(PureWindowsPath("//server/bagian a/x.sqlite")) == (
        "file:////server/bagian%20a/x.sqlite?mode=ro"
    )
    assert read_only(PureWindowsPath("C:/a/x.sqlite")) == "file:///C:/a/x.sqlite?mode=ro"
