"""Jobs, versions and names of files as the rows of the record hold them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from typing import Any

from renja_xl.watching.inbox import Stamp
from renja_xl.watching.job import Job, Output
from renja_xl.watching.tables import VERSION

# Seconds to wait while another process is writing; nothing can be stopped meanwhile, and who waits tries again.
BUSY = 2.0
_BYTES = "\0"


def jobs_in(
    database: sqlite3.Connection, where: str = "", values: Sequence[object] = (), version: int = VERSION
) -> list[Job]:
    """The jobs for which a condition holds, in the order they were begun.

    Tables of version 0, which only a reader meets, do not hold which result counts again.
    """
    back = "coalesce(kembali, 0)" if version else "0"
    rows = database.execute(
        "SELECT id, nama, sha256, setelan, aturan, ukuran, mtime_ns, inode, keadaan, percobaan, mulai,"
        f" coalesce(akhir, ''), alasan, {back} FROM pekerjaan {where} ORDER BY id",
        values,
    ).fetchall()
    return [_job(row, _outputs(database, row[0])) for row in rows]


def columns_of(stamp: Stamp) -> tuple[int, int, str]:
    """A version of a file. ReFS and some shares number files beyond what SQLite holds as an integer."""
    return stamp.size, stamp.mtime_ns, str(stamp.inode)


def stamp_from(row: Sequence[object]) -> Stamp:
    """The version of a file that columns hold."""
    return Stamp(*(int(str(value)) for value in row))


def text_of(name: str) -> str:
    """A file name as SQLite can hold it: one that is no UTF-8 as its bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return _BYTES + os.fsencode(name).hex()
    return name


def name_from(text: str) -> str:
    """The file name that a text holds."""
    return os.fsdecode(bytes.fromhex(text[1:])) if text.startswith(_BYTES) else text


def _job(row: Sequence[Any], outputs: tuple[Output, ...]) -> Job:
    number, name, digest, setelan, aturan, size, mtime, inode = row[:8]
    keadaan, percobaan, mulai, akhir, alasan, kembali = row[8:]
    return Job(
        id=number,
        nama=name_from(name),
        sha256=digest,
        setelan=setelan,
        aturan=aturan,
        stamp=stamp_from((size, mtime, inode)),
        keadaan=keadaan,
        percobaan=percobaan,
        mulai=mulai,
        akhir=akhir,
        alasan=alasan,
        kembali=kembali,
        keluaran=outputs,
    )


def _outputs(database: sqlite3.Connection, number: int) -> tuple[Output, ...]:
    rows = database.execute(
        "SELECT sumber, tujuan FROM keluaran WHERE pekerjaan = ? ORDER BY rowid", (number,)
    )
    return tuple(Output(*row) for row in rows)
