"""Measure reading, file to checked frame, against the floor: unzip and lxml's iterparse of the same file.

    python scripts/ukur_baca.py [--ukuran 5000 50000] [--ulang 3]

Both run in turn in one process, in CPU seconds without the start of Python and pandas; the peak memory is
that of a process of its own that only reads.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from make_large_matrix import make_large_matrix

from renja_xl.model.form import load_forms
from renja_xl.reading.matrix import read_matrix


def floor(path: Path) -> None:
    """Unpack and parse every part, and keep nothing."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                with package.open(name) as stream:
                    for _, element in etree.iterparse(stream):
                        element.clear()


def read(path: Path) -> None:
    """File to checked frame, with everything the rules need."""
    read_matrix(path, load_forms())


def cpu(work: Callable[[Path], None], path: Path) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work(path)
    return time.process_time() - start


def peak(path: Path) -> float:
    """Peak megabytes of a process that only reads."""
    command = [sys.executable, __file__, "--baca", str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print a table of ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ukuran", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--ulang", type=int, default=3)
    parser.add_argument("--baca", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.baca:
        read(options.baca)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    print("rows      CPU ratio read/floor (min median max)   CPU read   CPU floor   peak MB read")
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.ukuran:
            path = Path(folder) / f"{rows}.xlsx"
            make_large_matrix(path, rows)
            read(path)
            pairs = [(cpu(read, path), cpu(floor, path)) for _ in range(options.ulang)]
            ratios = sorted(ours / bare for ours, bare in pairs)
            ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
            print(
                f"{rows:<9} {ratios[0]:.2f} {statistics.median(ratios):.2f} {ratios[-1]:.2f}"
                f"{'':24} {ours:8.2f}   {bare:9.2f}   {peak(path):12.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
