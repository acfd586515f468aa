"""Measure `renja-xl periksa` against `renja-xl isi` on the same filled sheets, as ratios in one run: `make ukur`.

    python scripts/ukur_periksa.py [--ukuran 5000] [--ulang 5] [--berkas 40]

The sheets are the published Tabel 2.1 and results of `isi` of the given sizes. Then many copies of the published
sheet in one call: how many processors it kept busy (CPU seconds / wall seconds).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_large_matrix import make_large_matrix
from ukur import cpu_seconds, run

PUBLISHED = Path(__file__).parent.parent / "sample_data" / "tabel-2.1-balangan-2023-terbit.xlsx"
RENJA_XL = [sys.executable, "-m", "renja_xl"]


def ratios(source: Path, repeats: int, folder: Path) -> list[float]:
    """CPU of `periksa` by CPU of `isi`, in turn on one file."""
    fill = [*RENJA_XL, "isi", str(source), "-o", str(folder / "hasil.xlsx"), "--timpa", "-q"]
    audit = [*RENJA_XL, "periksa", str(source), "-q"]
    pairs = [(run(audit, 0, 4).cpu, run(fill).cpu) for _ in range(repeats)]
    return sorted(a / b for a, b in pairs)


def many(count: int, folder: Path) -> tuple[float, float]:
    """Wall and CPU seconds of one call over many copies."""
    paths = [folder / f"{number}.xlsx" for number in range(count)]
    for path in paths:
        shutil.copy(PUBLISHED, path)
    begun, used = time.perf_counter(), cpu_seconds()
    command = [*RENJA_XL, "periksa", *map(str, paths), "--aturan", "balangan-2023"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begun, cpu_seconds() - used


def main() -> None:
    """Print the ratios, then the many."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ukuran", type=int, nargs="*", default=[5_000])
    parser.add_argument("--ulang", type=int, default=5)
    parser.add_argument("--berkas", type=int, default=40)
    options = parser.parse_args()
    print("filled sheet             CPU ratio periksa/isi (min median max)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheets = {"published, 133 rows": PUBLISHED}
        for rows in options.ukuran:
            plain, filled = folder / f"{rows}.xlsx", folder / f"{rows}-filled.xlsx"
            make_large_matrix(plain, rows)
            run([*RENJA_XL, "isi", str(plain), "-o", str(filled), "-q"])
            sheets[f"result of isi, {rows} rows"] = filled
        for title, sheet in sheets.items():
            found = ratios(sheet, options.ulang, folder)
            print(f"{title:<26} {found[0]:.2f} {statistics.median(found):.2f} {found[-1]:.2f}", flush=True)
        wall, cpu = many(options.berkas, folder)
        print(f"{options.berkas} files in one call: {wall:.1f} s, {cpu / wall:.2f} processors busy")


if __name__ == "__main__":
    main()
