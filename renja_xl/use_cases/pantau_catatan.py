"""What is said where the record of a watched folder cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from renja_xl.model.errors import OutputError
from renja_xl.model.texts import entry

# What a file that is no record of ours, or no longer one, makes SQLite say; everything else passes.
_DAMAGED = ("NOTADB", "CORRUPT", "FORMAT", "ERROR")


def record_reason(error: sqlite3.Error) -> str:
    """Why the record cannot be used, in words for people."""
    reasons: dict[str, str] = entry("sebab-catatan")
    return reasons.get(_code(error), reasons["lain"])


def record_error(path: Path, error: sqlite3.Error) -> OutputError:
    """The same as what ends a run: only a damaged record is to be put aside."""
    key = "pantau-catatan" if is_damaged(error) else "pantau-catatan-tertutup"
    return OutputError(key, berkas=path, sebab=record_reason(error))


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether waiting would not help."""
    return _code(error) in _DAMAGED


def _code(error: sqlite3.Error) -> str:
    """SQLite's own code, without what it says more closely: BUSY of SQLITE_BUSY_RECOVERY."""
    return getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
