"""Measure `renja-xl isi` against a bare script, as ratios within one run: `make ukur`.

    python scripts/ukur.py [--ukuran 150 5000 50000] [--ulang 3]

The bare script imports the same libraries, reads the same cells of the same file (with the package's own
reader, the fastest there is here, so that reading is no excuse) and writes as many formatted cells as the
result has, without any meaning: no layout, no rules, no plan. Both run as whole processes in turn; the CPU
seconds and the peak memory are the operating system's own.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from make_large_matrix import make_large_matrix

BARE = Path(__file__).with_name("ukur_bare.py")


@dataclass(frozen=True)
class Run:
    """CPU seconds and peak megabytes of one finished process."""

    cpu: float
    memory: float


def run(command: list[str], *allowed: int) -> Run:
    """Run a command to its end; its output is dropped. It must exit with 0, or one of the codes allowed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (allowed or (0,)):
        raise SystemExit(f"failed ({process.returncode}): {' '.join(command)}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def cpu_seconds() -> float:
    """CPU seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(rows: int, repeats: int, folder: Path) -> tuple[list[Run], list[Run]]:
    """`repeats` runs of `isi` and of the bare script in turn."""
    source, result, bare = (
        folder / f"{rows}.xlsx",
        folder / f"{rows}-hasil.xlsx",
        folder / f"{rows}-bare.xlsx",
    )
    make_large_matrix(source, rows)
    python = sys.executable
    isi = [python, "-m", "renja_xl", "isi", str(source), "-o", str(result), "--timpa", "-q"]
    run(isi)
    counts = subprocess.run(
        [python, str(BARE), "--hitung", str(result)], capture_output=True, text=True, check=True
    ).stdout.split()
    plain = [python, str(BARE), str(source), str(bare), *counts]
    run(plain)
    pairs = [(run(isi), run(plain)) for _ in range(repeats)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def main() -> None:
    """Print a table of ratios and whether growth is linear."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ukuran", type=int, nargs="+", default=[150, 5_000, 50_000])
    parser.add_argument("--ulang", type=int, default=3)
    options = parser.parse_args()
    print("rows      CPU ratio isi/bare (min median max)   CPU isi   CPU bare   peak MB isi   CPU us/row isi")
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.ukuran:
            ours, bare = measure(rows, options.ulang, Path(folder))
            ratios = sorted(a.cpu / b.cpu for a, b in zip(ours, bare, strict=True))
            cpu, plain = (statistics.median(r.cpu for r in runs) for runs in (ours, bare))
            memory = max(r.memory for r in ours)
            print(
                f"{rows:<9} {ratios[0]:.2f} {statistics.median(ratios):.2f} {ratios[-1]:.2f}"
                f"{'':24} {cpu:7.2f}   {plain:8.2f}   {memory:11.0f}   {cpu / rows * 1e6:14.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
