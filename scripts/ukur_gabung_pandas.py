"""The plain loop of `make ukur`: what one writes with pandas to stack the workbooks of a folder."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pandas as pd

_HEADER_ROWS = 10


def stack(folder: Path, target: Path) -> None:
    """Every row below the header of every workbook, with the name of its file, in one sheet."""
    frames = [
        pd.read_excel(path, header=None, skiprows=_HEADER_ROWS).assign(berkas=path.name)
        for path in sorted(folder.glob("*.xlsx"))
    ]
    pd.concat(frames).to_excel(target, index=False)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    stack(Path(sys.argv[1]), Path(sys.argv[2]))
