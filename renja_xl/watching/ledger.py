"""The record of every file (SQLite): what was begun, what is complete, what has reached its place."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from renja_xl.watching.inbox import Stamp, Survey
from renja_xl.watching.job import GAGAL, JADI, MULAI, SELESAI, Job, Output
from renja_xl.watching.rows import BUSY, columns_of, jobs_in, name_from, stamp_from, text_of
from renja_xl.watching.tables import make_tables, version_of


class _Known(NamedTuple):
    """The version of a file that was dealt with last, by which settings, and the inbox it was seen in."""

    stamp: Stamp
    setelan: str
    masuk: str


class Ledger:
    """The one connection to the record. Every change is on the disk when its method returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
        try:
            version_of(self._db)  # first: a newer record is left as it is
            _set_safe(self._db)
            make_tables(self._db)
            self._inode = path.stat().st_ino
            rows = self._db.execute("SELECT nama, ukuran, mtime_ns, inode, setelan, masuk FROM terlihat")
            self._seen = {name_from(row[0]): _Known(stamp_from(row[1:4]), *row[4:]) for row in rows}
            self._inbox = ""
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def check_there(self) -> None:
        """Raise OSError where the file at our path is gone or another, as when a share went away."""
        if self._path.stat().st_ino != self._inode:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._path))

    def seen(self, name: str) -> tuple[Stamp, str] | None:
        """The version of a file that was last dealt with, and by which settings."""
        known = self._seen.get(name)
        return known[:2] if known else None

    def remember(self, name: str, stamp: Stamp, setelan: str) -> None:
        """A version needs nothing more."""
        with self._writing():
            self._remember(name, stamp, setelan)

    def forget_gone(self, seen: Survey) -> None:
        """Files that went away: when they come back they were dropped anew.

        What is missing in another inbox has not gone. One is the same under another number, as after the computer
        was started again or the folder was moved, where a version is seen in it that is known from there.
        """
        self._inbox = seen.inbox
        known = ((self._seen.get(name), now) for name, now in seen.files.items())
        self._move({was.masuk for was, now in known if was and was.stamp.same_version(now)} | {""})
        gone = [
            name for name, was in self._seen.items() if was.masuk == seen.inbox and name not in seen.names
        ]
        if gone:
            with self._writing():
                self._db.executemany(
                    "DELETE FROM terlihat WHERE nama = ?", [(text_of(name),) for name in gone]
                )
            for name in gone:
                del self._seen[name]

    def _move(self, inboxes: Container[str]) -> None:
        """What is known from some inboxes is from the present one."""
        moved = [
            name for name, was in self._seen.items() if was.masuk in inboxes and was.masuk != self._inbox
        ]
        if moved:
            with self._writing():
                self._db.executemany(
                    "UPDATE terlihat SET masuk = ? WHERE nama = ?",
                    [(self._inbox, text_of(name)) for name in moved],
                )
            for name in moved:
                self._seen[name] = self._seen[name]._replace(masuk=self._inbox)

    def begin(
        self,
        name: str,
        sha256: str,
        settings: tuple[str, str],
        stamp: Stamp,
        when: str,
        own: Container[int] = (),
        kembali: int | None = None,
    ) -> Job:
        """A job begins, or once more after it was interrupted. `settings` are digest and rule set.

        How often a process has died on it is counted; `own` are the jobs that this process has begun itself.
        `kembali` is the job whose result counts again, where none is to be made.
        """
        key = (text_of(name), sha256, settings[0])
        with self._writing():
            row = self._db.execute(
                "SELECT id FROM pekerjaan WHERE nama = ? AND sha256 = ? AND setelan = ? AND keadaan = 'mulai'",
                key,
            ).fetchone()
            if row:
                number = row[0]
                self._db.execute(
                    "UPDATE pekerjaan SET percobaan = percobaan + ?, mulai = ?,"
                    " ukuran = ?, mtime_ns = ?, inode = ?, kembali = ? WHERE id = ?",
                    (number not in own, when, *columns_of(stamp), kembali, number),
                )
            else:
                number = self._db.execute(
                    "INSERT INTO pekerjaan"
                    " (nama, sha256, setelan, aturan, ukuran, mtime_ns, inode, keadaan, mulai, kembali)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, 'mulai', ?, ?)",
                    (*key, settings[1], *columns_of(stamp), when, kembali),
                ).lastrowid
        return self.job(number)

    def complete(self, number: int, outputs: Iterable[Output], alasan: str = "") -> Job:
        """The outputs are on the disk; only moves are left. `alasan` is why the file failed, if it did."""
        with self._writing():
            self._db.executemany(
                "INSERT INTO keluaran VALUES (?, ?, ?)",
                [(number, item.sumber, item.tujuan) for item in outputs],
            )
            self._db.execute(
                "UPDATE pekerjaan SET keadaan = 'jadi', alasan = ? WHERE id = ?", (alasan, number)
            )
        return self.job(number)

    def exchange(self, number: int, changes: Mapping[Output, Output], alasan: str = "") -> Job:
        """Other sources or places for some outputs, and another reason if one is given, all at once."""
        with self._writing():
            if alasan:
                self._db.execute("UPDATE pekerjaan SET alasan = ? WHERE id = ?", (alasan, number))
            self._db.executemany(
                "UPDATE keluaran SET sumber = ?, tujuan = ? WHERE pekerjaan = ? AND sumber = ?",
                [(new.sumber, new.tujuan, number, old.sumber) for old, new in changes.items()],
            )
        return self.job(number)

    def finish(self, job: Job, when: str) -> None:
        """Everything is in its place."""
        with self._writing():
            state = GAGAL if job.alasan else SELESAI
            self._db.execute(
                "UPDATE pekerjaan SET keadaan = ?, akhir = ? WHERE id = ?", (state, when, job.id)
            )
            # An earlier version of the file, on which we were killed, is not there any more.
            self._db.execute(
                "DELETE FROM pekerjaan WHERE nama = ? AND keadaan = 'mulai'", (text_of(job.nama),)
            )
            if self._has_later(job):
                return
            if job.alasan and not job.tertinggal:
                self._db.execute("DELETE FROM terlihat WHERE nama = ?", (text_of(job.nama),))
                self._seen.pop(job.nama, None)
            else:
                self._remember(job.nama, job.stamp, job.setelan)

    def _has_later(self, job: Job) -> bool:
        """Whether a newer version of the file was dealt with: what is known of the file is of that one."""
        later = "SELECT 1 FROM pekerjaan WHERE nama = ? AND id > ? AND keadaan != 'mulai'"
        return self._db.execute(later, (text_of(job.nama), job.id)).fetchone() is not None

    def discard(self, number: int) -> bool:
        """A job that was begun in vain leaves no trace; False where it is already complete."""
        with self._writing():
            done = self._db.execute("DELETE FROM pekerjaan WHERE id = ? AND keadaan = 'mulai'", (number,))
        return done.rowcount > 0

    def abandon(self, number: int) -> None:
        """A complete job whose outputs somebody has deleted: as if it had not been begun."""
        with self._writing():
            self._db.execute("DELETE FROM keluaran WHERE pekerjaan = ?", (number,))
            self._db.execute("DELETE FROM pekerjaan WHERE id = ?", (number,))

    def job(self, number: int) -> Job:
        """One job with its outputs."""
        return jobs_in(self._db, "WHERE id = ?", (number,))[0]

    def find(self, number: int) -> Job | None:
        """One job, if it is known."""
        return next(iter(jobs_in(self._db, "WHERE id = ?", (number,))), None)

    def jobs(self, *states: str) -> list[Job]:
        """The jobs in some states, or all, in the order they were begun."""
        marks = ", ".join("?" * len(states))
        return jobs_in(self._db, f"WHERE keadaan IN ({marks})" if states else "", states)

    def finished(self, name: str, sha256: str) -> list[Job]:
        """The results there are of one version of a file."""
        made = "WHERE nama = ? AND sha256 = ? AND keadaan = 'selesai' AND kembali IS NULL"
        return jobs_in(self._db, made, (text_of(name), sha256))

    def latest(self, name: str) -> Job | None:
        """The job of the result of a file that counts, be it still on its way."""
        made = "(keadaan = 'selesai' OR keadaan = 'jadi' AND alasan = '')"
        done = jobs_in(self._db, f"WHERE nama = ? AND {made}", (text_of(name),))
        if not done:
            return None
        return self.job(done[-1].kembali) if done[-1].kembali else done[-1]

    def taken(self, tujuan: str) -> bool:
        """Whether a final place was ever given to a file."""
        return self._db.execute("SELECT 1 FROM keluaran WHERE tujuan = ?", (tujuan,)).fetchone() is not None

    def counts(self) -> dict[str, int]:
        """How many jobs there are in each state."""
        rows = self._db.execute("SELECT keadaan, count(*) FROM pekerjaan GROUP BY keadaan").fetchall()
        return dict.fromkeys((MULAI, JADI, SELESAI, GAGAL), 0) | dict(rows)

    def _remember(self, name: str, stamp: Stamp, setelan: str) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO terlihat VALUES (?, ?, ?, ?, ?, ?)",
            (text_of(name), *columns_of(stamp), setelan, self._inbox),
        )
        self._seen[name] = _Known(stamp, setelan, self._inbox)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _set_safe(database: sqlite3.Connection) -> None:
    # Not WAL: its shared memory does not work over a network. FULL: what is committed survives a power cut.
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("PRAGMA synchronous = FULL")
