"""Make the golden workbook anew after a change of the result that was looked at and is meant.

make emas
"""

from __future__ import annotations

from pathlib import Path

from renja_xl import isi

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Fill the sample with the default rules into `tests/golden/`."""
    target = ROOT / "tests" / "golden" / "tabel-2.1-baku.xlsx"
    isi(ROOT / "sample_data" / "tabel-2.1-balangan-2023.xlsx", target, timpa=True)
    print(target)


if __name__ == "__main__":
    main()
