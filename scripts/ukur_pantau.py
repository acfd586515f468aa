"""How long a dropped file takes: from the finished copy to its result, without the wait for stability.

    python scripts/ukur_pantau.py [files]

The published sample, one at a time, on a running watcher.
"""

from __future__ import annotations

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAIT = 2.0
SAMPLE = Path(__file__).parent.parent / "sample_data" / "tabel-2.1-balangan-2023.xlsx"


def main() -> None:
    """Drop, wait for result and report, and say the median and the longest."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "renja_xl", "pantau", str(folder), "--tunggu", str(WAIT)]
        with (folder / ".layar").open("w") as screen:
            process = subprocess.Popen(command, stdout=screen, stderr=screen)
        try:
            while not (folder / ".renja-xl" / "denyut.json").exists():
                time.sleep(0.05)
            time.sleep(2)  # a watcher that has long been running is what is measured
            seconds = [_drop(folder, number) for number in range(files)]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
    print(f"{files} files of 133 rows, seconds from the finished copy to result and report, less {WAIT:g} s:")
    print(f"median {statistics.median(seconds):.2f}, longest {max(seconds):.2f}")


def _drop(folder: Path, number: int) -> float:
    target = folder / f"matriks {number}.xlsx"
    shutil.copyfile(SAMPLE, target)
    finished = time.monotonic()
    report = folder / "selesai" / f"{target.stem}_laporan.txt"
    while not report.exists():
        time.sleep(0.01)
    return time.monotonic() - finished - WAIT


if __name__ == "__main__":
    main()
