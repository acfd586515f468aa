"""What is said where the record of a watched folder cannot be used."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from renja_xl.model.errors import OutputError
from renja_xl.model.texts import entry, sentence, system_reason
from renja_xl.watching.places import Places
from renja_xl.watching.tables import NewerError

# What a file that is no record of ours, or no longer one, makes SQLite say; everything else passes.
_DAMAGED = ("NOTADB", "CORRUPT", "FORMAT", "ERROR")


def record_reason(error: sqlite3.Error) -> str:
    """Why the record cannot be used, in words for people."""
    reasons: dict[str, str] = entry("sebab-catatan")
    return reasons.get(_code(error), reasons["lain"])


def record_error(path: Path, error: sqlite3.Error) -> OutputError:
    """The same as what ends a run: only a damaged record is to be put aside."""
    if isinstance(error, NewerError):
        return OutputError("pantau-catatan-baru", berkas=path)
    key = "pantau-catatan" if is_damaged(error) else "pantau-catatan-tertutup"
    return OutputError(key, berkas=path, sebab=record_reason(error))


def check_record(places: Places) -> None:
    """Raise OutputError where what bears the name of the record is none, as SQLite itself does not say."""
    if places.work.exists() and not places.work.is_dir():
        why = NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(places.work))
        raise OutputError("pantau-tidak-dapat", folder=places.folder, sebab=place_reason(places, why))
    if places.ledger.is_dir():
        raise OutputError("pantau-catatan", berkas=places.ledger, sebab=entry("sebab-sistem.EISDIR"))


def place_reason(places: Places, error: OSError) -> str:
    """Why the system refused, and for which part of the folder."""
    why, name = system_reason(error), error.filename2 or error.filename
    path = Path(name) if isinstance(name, str) else places.folder
    if path == places.folder or not path.is_relative_to(places.folder):
        return why
    return sentence("pantau.di-tempat", tempat=f"{path.relative_to(places.folder).parts[0]}/", sebab=why)


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether waiting would not help."""
    return isinstance(error, NewerError) or _code(error) in _DAMAGED


def _code(error: sqlite3.Error) -> str:
    """SQLite's own code, without what it says more closely: BUSY of SQLITE_BUSY_RECOVERY."""
    return getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
