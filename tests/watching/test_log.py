"""The log: a line each, in order, and what has grown large is kept beside it for a while."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from renja_xl.watching import log
from renja_xl.watching.log import Log
from tests.folders import names


def test_a_log_that_has_grown_large_is_kept_three_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_MOST_BYTES", 60)
    written = Log(tmp_path / "pantau.log")
    for number in range(30):
        written.write(f"baris {number:02d}")  # 29 bytes: three lines fill a file
    assert names(tmp_path) == ["pantau.log", "pantau.log.1", "pantau.log.2", "pantau.log.3"]
    lines = [
        line[-2:]
        for name in ("pantau.log.3", "pantau.log.2", "pantau.log.1", "pantau.log")
        for line in (tmp_path / name).read_text(encoding="utf-8").splitlines()
    ]
    assert lines == [f"{number:02d}" for number in range(18, 30)]


def test_what_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    Log(tmp_path / "tiada" / "pantau.log").write("baris")
    written = Log(tmp_path / "pantau.log")
    written.write(os.fsdecode(b"nama \xe9.xlsx"))
    assert r"nama \udce9.xlsx" in (tmp_path / "pantau.log").read_text(encoding="utf-8")
