"""What the tests of a watched folder share: small workbooks to drop, and a look at what came out."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.results import table
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix


def workbook(path: Path, figure: int) -> Path:
    """A small matrix whose result shows a figure of its own."""
    sub = SUB | {"target_renja_k": 1000, "tw1_k": figure, "target_renja_rp": 1000, "tw1_rp": 500}
    return matrix(path, [PROGRAM, KEGIATAN, sub])


def figure_of(result: Path) -> int:
    """The figure of `workbook` in its result."""
    return int(table(result, "Data")[2]["realisasi_renja_k"])


def names(folder: Path) -> list[str]:
    """What lies in a folder, for people to see."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def await_that(condition: Callable[[], object], seconds: float = 30) -> None:
    """Go on as soon as a condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)
