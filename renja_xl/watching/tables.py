"""The tables of the record, their version, and what records from before lack."""

from __future__ import annotations

import sqlite3

# Of the tables; more than that is of a renja-xl that is newer than this one. Records of the first releases have 0.
VERSION = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pekerjaan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    nama TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    setelan TEXT NOT NULL,      -- digest of rule set and options
    aturan TEXT NOT NULL,
    ukuran INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode TEXT NOT NULL,
    keadaan TEXT NOT NULL CHECK (keadaan IN ('mulai', 'jadi', 'selesai', 'gagal')),
    percobaan INTEGER NOT NULL DEFAULT 1,
    mulai TEXT NOT NULL,
    akhir TEXT,
    alasan TEXT NOT NULL DEFAULT '',
    kembali INTEGER             -- the job whose result counts again, where this one has none of its own
);
CREATE TABLE IF NOT EXISTS keluaran (
    pekerjaan INTEGER NOT NULL REFERENCES pekerjaan (id),
    sumber TEXT NOT NULL,       -- name in the work folder
    tujuan TEXT NOT NULL UNIQUE, -- final name, below the watched folder
    PRIMARY KEY (pekerjaan, sumber)
);
CREATE TABLE IF NOT EXISTS terlihat (
    nama TEXT PRIMARY KEY,
    ukuran INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode TEXT NOT NULL,
    setelan TEXT NOT NULL,
    masuk TEXT NOT NULL         -- the inbox it was seen in, '' where that is the one of the next look
);
CREATE INDEX IF NOT EXISTS pekerjaan_nama ON pekerjaan (nama, sha256);
CREATE INDEX IF NOT EXISTS pekerjaan_keadaan ON pekerjaan (keadaan);
"""
# What records from before have not: table, column, kind.
_LATER = (("terlihat", "masuk", "TEXT NOT NULL DEFAULT ''"), ("pekerjaan", "kembali", "INTEGER"))


class NewerError(sqlite3.DatabaseError):
    """A newer renja-xl has made the record, which means what we cannot know."""


def version_of(database: sqlite3.Connection) -> int:
    """The version of the tables. Raises NewerError where it is beyond ours."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise NewerError
    return int(version)


def make_tables(database: sqlite3.Connection) -> None:
    """The tables, or what those from before lack; a kill leaves it to the next call. Raises NewerError."""
    if version_of(database) == VERSION:
        return
    database.executescript(_SCHEMA)
    for table, column, kind in _LATER:
        if column not in _columns(database, table):
            database.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    database.execute(f"PRAGMA user_version = {VERSION}")


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
