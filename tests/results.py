"""Read a result back with openpyxl, as a user's own script would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook


def table(path: Path, sheet: str) -> list[dict[str, Any]]:
    """A plain sheet (Rekap, Temuan, Data) as dictionaries."""
    book = load_workbook(path, data_only=True, read_only=True)
    rows = book[sheet].iter_rows(values_only=True)
    names = [str(name) for name in next(rows)]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    book.close()
    return found
