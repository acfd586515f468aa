"""The record as a reader sees it: nothing is changed, whoever is at work and however that ended."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path, PurePath

from renja_xl.watching.job import Job
from renja_xl.watching.rows import BUSY, jobs_in
from renja_xl.watching.tables import version_of


def recorded(path: Path) -> list[Job]:
    """Every job, in the order they were begun. Raises sqlite3.Error or OSError where they cannot be read."""
    path = path.absolute()
    try:
        return _jobs(read_only(path))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    # A kill cut off a change, which SQLite undoes by writing: into a copy.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        for ending in ("", "-journal"):
            shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
        return _jobs(str(copy))


def read_only(path: PurePath) -> str:
    """The address by which SQLite opens a file for reading alone; the path is absolute."""
    address = path.as_uri()
    if not address.startswith("file:///"):  # SQLite takes the name of a server for a mistake
        address = address.replace("file://", "file:////", 1)
    return f"{address}?mode=ro"


def _jobs(address: str) -> list[Job]:
    with closing(sqlite3.connect(address, timeout=BUSY, uri=address.startswith("file:"))) as database:
        version = version_of(database)
        # A watcher that was killed at its very start has left no tables.
        made = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'pekerjaan'").fetchone()
        return jobs_in(database, version=version) if made else []
