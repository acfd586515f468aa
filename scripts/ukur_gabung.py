"""Measure `renja-xl gabung` against a plain pandas loop, in the same run: `make ukur`.

    python scripts/ukur_gabung.py [--berkas 40 500] [--baris 150] [--tanpa-pandas]

The loop reads each workbook with `read_excel`, joins them with `concat` and writes them with `to_excel`: no
columns are found, no figures read, nothing computed, nothing formatted. Each is a process of its own. Wall seconds
say how long one waits; CPU seconds count the worker processes too; memory is the peak of the process itself and
of its largest worker. `--berkas 500 2000` shows how memory grows.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from make_large_matrix import make_large_matrix

PANDAS = Path(__file__).with_name("ukur_gabung_pandas.py")
# So many are made, the others are copies: an agency is told by the name of its file.
_DIFFERENT = 20
# The kernel's own high-water mark; what a parent is told of a process also counts where it was forked from.
_MEASURED = """
import atexit, json, re, resource, runpy, sys
from pathlib import Path
def tell():
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
    cpu = sum(one.ru_utime + one.ru_stime for one in (own, workers))
    print(json.dumps({"cpu": cpu, "memory": peak / 1024, "worker": workers.ru_maxrss / 1024}))
atexit.register(tell)
sys.argv = sys.argv[1:]
if sys.argv[0] == "renja_xl":
    runpy.run_module("renja_xl", run_name="__main__")
else:
    runpy.run_path(sys.argv[0], run_name="__main__")
"""


@dataclass(frozen=True)
class Run:
    """Wall and CPU seconds, peak megabytes of the process and of its largest worker."""

    wall: float
    cpu: float
    memory: float
    worker: float


def run(*arguments: object) -> Run:
    """One process from its start to its end."""
    begin = time.perf_counter()
    command = [sys.executable, "-c", _MEASURED, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Run(time.perf_counter() - begin, **json.loads(done.stdout.splitlines()[-1]))


def make_workbooks(folder: Path, count: int, rows: int) -> None:
    """`count` workbooks of `rows` rows."""
    folder.mkdir()
    for number in range(count):
        path = folder / f"Dinas {number + 1:04}.xlsx"
        if number < _DIFFERENT:
            make_large_matrix(path, rows, seed=number)
        else:
            shutil.copy(folder / f"Dinas {number % _DIFFERENT + 1:04}.xlsx", path)


def measure(count: int, rows: int, folder: Path, *, pandas: bool) -> Run:
    """Print one line for each of the two, and their ratio; what `gabung` took."""
    source = folder / str(count)
    make_workbooks(source, count, rows)
    ours = run("renja_xl", "gabung", source, "-o", folder / f"{count}.xlsx", "-q")
    _line(count, "gabung", ours)
    if pandas:
        plain = run(PANDAS, source, folder / f"{count}-pandas.xlsx")
        _line(count, "pandas", plain)
        ratios = (ours.wall / plain.wall, ours.cpu / plain.cpu, ours.memory / plain.memory)
        print(f"{count:<8} {'rasio':<8} {ratios[0]:8.2f} {ratios[1]:8.2f} {ratios[2]:12.2f}", flush=True)
    return ours


def _line(count: int, who: str, taken: Run) -> None:
    figures = f"{taken.wall:8.2f} {taken.cpu:8.2f} {taken.memory:12.0f} {taken.worker:12.0f}"
    print(f"{count:<8} {who:<8} {figures}", flush=True)


def main() -> None:
    """Print a table, and how memory grows from the smallest to the largest number of workbooks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--berkas", type=int, nargs="+", default=[40, 500])
    parser.add_argument("--baris", type=int, default=150)
    parser.add_argument("--tanpa-pandas", action="store_true")
    options = parser.parse_args()
    print("files    what         wall      CPU      peak MB    worker MB")
    with tempfile.TemporaryDirectory() as folder:
        runs = [
            measure(count, options.baris, Path(folder), pandas=not options.tanpa_pandas)
            for count in options.berkas
        ]
    growth = runs[-1].memory / runs[0].memory
    print(f"peak memory of gabung, {options.berkas[-1]} against {options.berkas[0]} files: {growth:.2f}")


if __name__ == "__main__":
    main()
