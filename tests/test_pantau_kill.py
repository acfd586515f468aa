"""Two hundred files, dropped in many ways, while the watcher is killed again and again: each gets its one result."""

from __future__ import annotations

import collections
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from renja_xl import riwayat
from tests.folders import await_that, figure_of, names, workbook

pytestmark = [
    pytest.mark.lambat,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL"),
]

FILES, KILLS, SEED = 200, 36, 20261122


def slow_copy(raw: bytes, folder: Path, name: str, chance: random.Random) -> None:
    """Piece by piece, at times with a pause in which the file looks finished."""
    pieces = 4
    size = len(raw) // pieces + 1
    with (folder / name).open("wb") as file:
        for start in range(0, len(raw), size):
            file.write(raw[start : start + size])
            file.flush()
            time.sleep(0.5 if chance.random() < 0.1 else 0.03)


def replace(raw: bytes, folder: Path, name: str, chance: random.Random) -> None:
    """As Excel saves: something is there, then another file takes its place, twice."""
    (folder / name).write_bytes(raw[: chance.randrange(len(raw))])
    for _ in range(2):
        beside = folder / f"{chance.randrange(16**8):08X}"
        beside.write_bytes(raw)
        time.sleep(0.02)
        beside.replace(folder / name)


def rename_in(raw: bytes, folder: Path, name: str, chance: random.Random) -> None:
    """Finished elsewhere, there in one moment."""
    elsewhere = folder.parent / f"luar {chance.random()}"
    elsewhere.write_bytes(raw)
    elsewhere.rename(folder / name)


def at_once(raw: bytes, folder: Path, name: str, _: random.Random) -> None:
    """One of many that are copied at once."""
    (folder / name).write_bytes(raw)


def drop_all(files: dict[str, bytes], folder: Path) -> None:
    """Four habits in turn; every fourth file comes in a burst of ten."""
    chance = random.Random(SEED + 1)
    burst: list[str] = []
    for number, (name, raw) in enumerate(files.items()):
        habit = (slow_copy, replace, rename_in, None)[number % 4]
        if habit:
            habit(raw, folder, name, chance)
            time.sleep(0.22)
            continue
        burst.append(name)
        if len(burst) == 10:
            for each in burst:
                at_once(files[each], folder, each, chance)
            burst.clear()
    assert not burst


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "renja_xl", "pantau", folder, "--tunggu", "0.2", "--tenggang", "4"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    # No coverage inside: what is killed writes none.
    environment.pop("COVERAGE_PROCESS_START", None)
    environment.pop("COVERAGE_PROCESS_CONFIG", None)
    return subprocess.Popen(
        command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, text=True, env=environment
    )


SIGNS = ("any time", "copied", "begun", "report written", "result there", "report there")


def kill_at(sign: str, process: subprocess.Popen[str], folder: Path, chance: random.Random) -> bool:
    """Let it make some results, wait for the sign of a phase, kill; whether it was alive until then."""
    work, done = folder / ".renja-xl" / "kerja", folder / "selesai"
    reports_before = len(reports(done))
    wanted = chance.randrange(6)

    signs: dict[str, Callable[[], object]] = {
        "copied": (work / "baru").exists,
        "begun": lambda: any(name.isdigit() for name in names(work)),
        "report written": lambda: any(work.glob("*/laporan.txt")),
        "result there": lambda: sum(1 for _ in os.scandir(done)) % 2,
        "report there": lambda: len(reports(done)) > reports_before + wanted,
    }
    if sign == "any time":
        time.sleep(chance.uniform(0, 1.8))
    else:
        # Near the end there may be nothing left to wait for: then any moment will do.
        until = time.monotonic() + 3
        while len(reports(done)) < reports_before + wanted and time.monotonic() < until:
            time.sleep(0.01)
        while not signs[sign]() and time.monotonic() < until:
            pass
        time.sleep(chance.choice((0, 0, chance.uniform(0, 0.004), chance.uniform(0, 0.1))))
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    return alive and process.wait() == -signal.SIGKILL


def reports(folder: Path) -> list[str]:
    """The reports there are."""
    return [name for name in names(folder) if name.endswith("_laporan.txt")]


def phase(folder: Path, copy: Path) -> str:
    """What was left by a kill, looked at in a copy so that nothing is repaired by looking."""
    work = folder / ".renja-xl"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in names(work):
        if name.startswith("buku-besar"):
            shutil.copy(work / name, copy / name)
    if not (copy / "buku-besar.sqlite").exists():
        return "nothing yet"
    journal = ", journal" if (copy / "buku-besar.sqlite-journal").exists() else ""
    database = sqlite3.connect(copy / "buku-besar.sqlite")
    try:
        states = [
            row[0]
            for row in database.execute("SELECT keadaan FROM pekerjaan WHERE keadaan IN ('mulai', 'jadi')")
        ]
    except sqlite3.Error:
        states = ["no table"]
    finally:
        database.close()
    kinds = sorted({"a copy" if name == "baru" else "a job" for name in names(work / "kerja")})
    doing = "complete, not published" if "jadi" in states else " and ".join(kinds) or "nothing in work"
    return f"{doing}{journal}"


def test_two_hundred_files_and_more_than_thirty_kills(tmp_path: Path) -> None:
    folder = tmp_path / "folder pantauan"
    folder.mkdir()
    files = {
        f"Matriks {number:03d} Dinas é.xlsx": workbook(tmp_path / "m.xlsx", number).read_bytes()
        for number in range(1, FILES + 1)
    }
    chance = random.Random(SEED)
    dropping = threading.Thread(target=drop_all, args=(files, folder))
    dropping.start()
    phases: collections.Counter[str] = collections.Counter()
    kills = 0
    for turn in range(KILLS):
        process = start(folder)
        assert kill_at(SIGNS[turn % len(SIGNS)], process, folder, chance), "it ended by itself"
        kills += 1
        phases[phase(folder, tmp_path / "salinan")] += 1
    done_before = len(list((folder / "selesai").glob("*_terisi.xlsx")))
    dropping.join()
    process = start(folder)
    try:
        await_that(lambda: len(list((folder / "selesai").glob("*_laporan.txt"))) >= FILES, 90)
        await_that(lambda: not names(folder / ".renja-xl" / "kerja"))
        time.sleep(1)  # time for a second result, if there were one
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    print(f"\n{kills} kills, {done_before} results before the last start; left by a kill: {dict(phases)}")
    assert kills >= 30
    check(folder, files)


def check(folder: Path, files: dict[str, bytes]) -> None:
    """Two hundred results, each right, none double, none half; every input as it was."""
    stems = {name.removesuffix(".xlsx"): number for number, name in enumerate(files, start=1)}
    expected = {f"{stem}_terisi.xlsx" for stem in stems} | {f"{stem}_laporan.txt" for stem in stems}
    assert set(names(folder / "selesai")) == expected
    assert names(folder / "gagal") == []
    for stem, number in stems.items():
        assert figure_of(folder / "selesai" / f"{stem}_terisi.xlsx") == number
        report = (folder / "selesai" / f"{stem}_laporan.txt").read_text(encoding="utf-8")
        assert f"{stem}_terisi.xlsx" in report
        assert report.endswith(".\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == files
    assert [note.keadaan for note in riwayat(folder)] == ["selesai"] * FILES
