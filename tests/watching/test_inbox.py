"""Which files are there and which are finished; the clock is a number."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renja_xl.watching.inbox import Stability, Stamp, ignored, survey

ONE = Stamp(10, 1, 1)


@pytest.mark.parametrize(
    "name",
    [
        "~$matriks.xlsx",
        ".~lock.matriks.xlsx#",
        ".tersembunyi.xlsx",
        "lu123ab.tmp",
        "~DF12.TMP",
        "matriks.xlsx.part",
        "matriks.xlsx.crdownload",
        "desktop.ini",
        "Thumbs.db",
        "5A3B2C10",
    ],
)
def test_what_programs_leave_is_ignored(name: str) -> None:
    assert ignored(name)


@pytest.mark.parametrize(
    "name", ["matriks.xlsx", "a~b.xlsx", "surat.docx", "tmp.xlsx", "5A3B2C10.xlsx", "tanpa akhiran"]
)
def test_what_people_drop_is_not(name: str) -> None:
    assert not ignored(name)


def scan(inbox: Path) -> dict[str, Stamp]:
    """The files that may be inputs now."""
    seen = survey(inbox)
    return {name: stamp for name, stamp in seen.files.items() if name not in seen.opened}


def test_a_scan_sees_files_alone(tmp_path: Path) -> None:
    (tmp_path / "a b é.xlsx").write_bytes(b"12")
    (tmp_path / "~$a.xlsx").write_bytes(b"1")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "putus.xlsx").symlink_to(tmp_path / "tiada")
    assert {name: stamp.size for name, stamp in scan(tmp_path).items()} == {"a b é.xlsx": 2}
    with pytest.raises(OSError, match="tiada"):
        scan(tmp_path / "tiada")


def test_a_file_is_due_when_it_has_not_changed_for_a_while() -> None:
    waiting = Stability(2.0)
    waiting.look({"a": ONE}, 100.0)
    assert waiting.ready(101.9) == []
    assert waiting.next_due(101.5) == 0.5
    waiting.look({"a": ONE}, 101.9)
    assert waiting.ready(102.0) == ["a"]


@pytest.mark.parametrize("change", [{"size": 11}, {"mtime_ns": 2}, {"inode": 2}])
def test_every_change_begins_the_wait_anew(change: dict[str, int]) -> None:
    waiting = Stability(2.0)
    waiting.look({"a": ONE}, 100.0)
    waiting.look({"a": replace(ONE, **change)}, 101.0)
    assert waiting.ready(102.9) == []
    assert waiting.ready(103.0) == ["a"]
    assert waiting.age("a", 104.0) == 3.0


def test_a_file_that_goes_is_forgotten() -> None:
    waiting = Stability(2.0)
    waiting.look({"a": ONE, "b": ONE}, 100.0)
    waiting.look({"b": ONE}, 101.0)
    assert waiting.ready(200.0) == ["b"]
    waiting.look({"a": ONE, "b": ONE}, 201.0)
    assert waiting.ready(202.0) == ["b"]


def test_postponed_unless_it_changes() -> None:
    waiting = Stability(2.0)
    waiting.look({"a": ONE}, 0.0)
    waiting.postpone("a", 30.0)
    assert waiting.tries("a") == 1
    waiting.postpone("a", 40.0)
    assert waiting.tries("a") == 2
    waiting.look({"a": ONE}, 10.0)
    assert waiting.ready(39.0) == []
    waiting.look({"a": replace(ONE, size=11)}, 11.0)
    assert waiting.ready(13.0) == ["a"]
    assert waiting.tries("a") == 0, "another version"


def test_how_long_a_file_has_been_changing() -> None:
    stability = Stability(2)
    for size, now in ((1, 0.0), (1, 5.0)):
        stability.look({"a": Stamp(size, 0, 1)}, now)
    assert stability.unquiet("a") == 0, "it has not changed yet"
    for size, now in ((2, 10.0), (3, 11.0), (3, 12.0)):
        stability.look({"a": Stamp(size, 0, 1)}, now)
    assert stability.unquiet("a") == 11, "it rests since then"
    assert stability.unquiet("b") == 0


def test_an_inbox_that_is_exchanged_during_a_look_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, scandir = tmp_path / "masuk", os.scandir
    inbox.mkdir()

    def exchanged(folder: Path) -> Any:
        found = scandir(folder)
        inbox.rename(tmp_path / "pergi")
        inbox.mkdir()
        return found

    monkeypatch.setattr(os, "scandir", exchanged)
    with pytest.raises(FileNotFoundError):
        survey(inbox)


def test_the_longest_waiting_comes_first() -> None:
    waiting = Stability(1.0)
    waiting.look({"z": ONE}, 0.0)
    waiting.look({"z": ONE, "a": ONE, "b": ONE}, 0.5)
    assert waiting.ready(9.0) == ["z", "a", "b"]
    waiting.done("z")
    assert waiting.waiting() == 2
    waiting.postpone("a", 20.0)
    assert (waiting.waiting(), waiting.waiting(before=1), waiting.waiting(before=2)) == (2, 1, 2)


@pytest.mark.parametrize("lock", ["~$matriks.xlsx", ".~lock.matriks.xlsx#"])
def test_a_file_that_is_open_is_not_finished(tmp_path: Path, lock: str) -> None:
    (tmp_path / "matriks.xlsx").write_bytes(b"x")
    (tmp_path / "lain.xlsx").write_bytes(b"x")
    (tmp_path / lock).write_bytes(b"")
    assert set(scan(tmp_path)) == {"lain.xlsx"}
    long_ago = (tmp_path / lock).stat().st_mtime - 13 * 3600
    os.utime(tmp_path / lock, (long_ago, long_ago))
    assert set(scan(tmp_path)) == {"lain.xlsx", "matriks.xlsx"}


def test_a_lock_from_the_future_keeps_no_file(tmp_path: Path) -> None:
    (tmp_path / "matriks.xlsx").write_bytes(b"x")
    (tmp_path / "~$matriks.xlsx").write_bytes(b"")
    now = (tmp_path / "~$matriks.xlsx").stat().st_mtime
    os.utime(tmp_path / "~$matriks.xlsx", (now + 60, now + 60))
    assert set(scan(tmp_path)) == set(), "clocks of servers differ"
    os.utime(tmp_path / "~$matriks.xlsx", (now + 7200, now + 7200))
    assert set(scan(tmp_path)) == {"matriks.xlsx"}


def test_what_cannot_be_looked_at_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "putus.xlsx").symlink_to(tmp_path / "tiada")
    (tmp_path / "putar.xlsx").symlink_to(tmp_path / "putar.xlsx")
    stat = os.stat
    errors = {"a.xlsx": errno.EIO, "b.xlsx": errno.ENOENT}

    def flaky(path: Any, **named: Any) -> os.stat_result:
        if error := errors.get(Path(path).name):
            raise OSError(error, "x")
        return stat(path, **named)

    monkeypatch.setattr(os, "stat", flaky)
    seen = survey(tmp_path)
    assert seen.names == {"a.xlsx", "b.xlsx", "c.xlsx", "putar.xlsx", "putus.xlsx"}
    assert set(seen.files) == {"c.xlsx"}
    assert seen.refused == {"a.xlsx": "disk atau jaringan tidak dapat dibaca"}
    assert sorted(seen.others) == ["putar.xlsx", "putus.xlsx"]
